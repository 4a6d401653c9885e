"""From the LaTeX that the package writes to MathML Core: no more of LaTeX than that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from unicodedata import lookup

from spillover.regimes import Regime

LETTERS = (
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "kappa",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
)
GREEK = {name: lookup(f"GREEK SMALL LETTER {name.upper()}") for name in (*LETTERS, "phi", "chi", "psi", "omega")} | {"lambda": "λ"}
GREEK["phi"] = "ϕ"  # the form of the letter that the pages have
GREEK |= {name.title(): letter.upper() for name, letter in GREEK.items()}
SIGNS = {
    **{"cdot": "·", "times": "×", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "in": "∈"},
    **{"wedge": "∧", "vee": "∨", "neg": "¬", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "to": "→", "infty": "∞", "ldots": "…"},
    **{"cup": "∪", "cap": "∩", "setminus": "∖", "partial": "∂", "sum": "∑", "int": "∫", "lbrace": "{", "rbrace": "}"},
    **{"lvert": "|", "rvert": "|", "{": "{", "}": "}", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "%": "%", "&": "&"},
}
ACCENTS = {"hat": "ˆ", "tilde": "˜", "bar": "¯", "dot": "˙"}
FUNCTIONS = {"log", "exp", "sin", "cos", "tan", "max", "min", "lim", "operatorname"}
SPACES = {" ": "0.25em", ",": "0.17em", ":": "0.22em", ";": "0.28em", "quad": "1em", "qquad": "2em", "!": "0"}
UNSEEN = {"displaystyle", "limits", "bigl", "bigr", "big", "mathrm", "mathit"}
PLAIN_PAIR = re.compile(r"\\left([(\[])((?:(?!\\left|\\right|\\frac|\\sum|\\begin).)*)\\right([)\]])", re.DOTALL)
TOKEN = re.compile(r"\\(?:text|begin|end) *\{[^{}]*\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|[^\s\\]")


class UnknownError(ValueError):
    """LaTeX that is not known here."""


def mathml(tex: str, display: bool) -> str:
    """MathML for a formula, in a line of its own or within a line."""
    row = coloured(Reader(without_growing(tex)).row(), marks(plain))
    return f'<math display="block">{row}</math>' if display else f"<math>{row}</math>"


def plain(tex: str) -> str:
    """The elements of a formula."""
    return Reader(tex).row()


@cache
def marks(written: Callable[[str], str]) -> list[tuple[str, re.Pattern[str]]]:
    """For each regime, how a letter with its mark is written: the name of the outer element, and what follows that name."""
    found = []
    for regime in Regime:
        name, rest = re.findall(r"<(\w+)(.*)", written(regime.latex("x")))[0]
        pattern = re.escape(rest).replace(re.escape("<mi>x</mi>"), "(?:(?:<mi>[^<]+</mi>)+|<mrow>(?:<mi>[^<]+</mi>)+</mrow>)")
        found.append((regime.key, re.compile(rf"<({name})({pattern})")))
    return found


def coloured(mathml: str, marks: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    """The same with the class of its regime on each letter that carries the mark of one; CS is one letter."""
    mathml = mathml.replace("<mi>C</mi><msup><mi>S</mi>", "<msup><mrow><mi>C</mi><mi>S</mi></mrow>")
    for key, marked in marks:
        mathml = marked.sub(rf'<\1 class="regime-{key}"\2', mathml)
    return mathml


def without_growing(tex: str) -> str:
    """The same with plain brackets around plain text: SymPy asks for growing ones everywhere, and there they only add space."""
    while (plainer := PLAIN_PAIR.sub(r"\1\2\3", tex)) != tex:
        tex = plainer
    return tex


class Reader:
    """Reads LaTeX from left to right.

    Attributes
    ----------
    tokens
        commands, numbers and single signs; the next one is the last of the list.
    """

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = TOKEN.findall(tex)[::-1]

    def row(self, *ends: str) -> str:
        """All that stands before one of some tokens, which is taken too; or before the end."""
        found: list[str] = []
        while self.tokens or ends:
            token = self.take()
            if token in ends:
                break
            found += [self.script(token, found)] if token in ("^", "_") else self.part(token)
        return "".join(found)

    def take(self) -> str:
        """The next token."""
        if not self.tokens:
            raise UnknownError("a formula ends too early")
        return self.tokens.pop()

    def part(self, token: str) -> list[str]:
        """What a token and what belongs to it stand for: an element, or nothing."""
        if token.startswith("\\"):
            return self.command(token[1:])
        if token == "{":
            return [f"<mrow>{self.row('}')}</mrow>"]
        if token[0].isdigit():
            return [f"<mn>{token}</mn>"]
        if token.isalpha():
            return [f"<mi>{token}</mi>"]
        return [sign({"-": "−", "*": "∗", "'": "′"}.get(token, token))]

    def argument(self) -> str:
        """The one element behind a command."""
        return "".join(self.part(self.take()))

    def command(self, name: str) -> list[str]:
        """What a command stands for."""
        kind, _, inside = name.partition("{")
        if name in GREEK:
            return [f"<mi>{GREEK[name]}</mi>"]
        if name in SIGNS:
            return [sign(SIGNS[name])]
        if name in ACCENTS:
            return [f'<mover accent="true">{self.argument()}<mo stretchy="false">{ACCENTS[name]}</mo></mover>']
        if name in UNSEEN:
            return []
        if name in SPACES:
            return [f'<mspace width="{SPACES[name]}"/>']
        if name in FUNCTIONS:
            return [f"<mi>{self.word() if name == 'operatorname' else name}</mi>", "<mo>&#x2061;</mo>"]
        if kind.strip() == "text":
            return [f"<mtext>{escape(inside[:-1]).replace(' ', '&#xA0;')}</mtext>"]
        if kind.strip() == "begin":
            return [self.table(inside[:-1])]
        if name == "frac":
            return [f"<mfrac>{self.argument()}{self.argument()}</mfrac>"]
        if name == "sqrt":
            return [f"<msqrt>{self.argument()}</msqrt>"]
        if name == "left":
            parts = (self.fence(), self.row(r"\right"), self.fence())
            return [f"<mrow>{''.join(parts)}</mrow>"]
        raise UnknownError(f"\\{name} is not known here")

    def word(self) -> str:
        """Letters in curly brackets."""
        self.take()
        letters = ""
        while (token := self.take()) != "}":
            letters += token
        return escape(letters)

    def fence(self) -> str:
        """A bracket that grows; a dot is none."""
        token = self.take()
        if token == ".":
            return ""
        return f"<mo>{escape(SIGNS.get(token[1:], token))}</mo>"

    def script(self, token: str, found: list[str]) -> str:
        """An element with an index, an exponent, or both."""
        base = found.pop() if found else "<mrow></mrow>"
        scripts = {token: self.argument()}
        if self.tokens and self.tokens[-1] in {"^", "_"} - {token}:
            other = self.take()
            scripts[other] = self.argument()
        tag = "msubsup" if len(scripts) == 2 else "msup" if token == "^" else "msub"
        return f"<{tag}>{base}{''.join(scripts[kind] for kind in ('_', '^') if kind in scripts)}</{tag}>"

    def table(self, name: str) -> str:
        """Lines of cells, up to the end of an environment."""
        if name not in ("aligned", "matrix", "cases"):
            raise UnknownError(f"\\begin{{{name}}} is not known here")
        lines, end = [[""]], f"\\end{{{name}}}"
        ends = ("&", "\\\\", end)
        while (token := self.cell(lines, ends)) != end:
            if token == "&":
                lines[-1].append("")
            else:
                lines.append([""])
        rows = "".join(f"<mtr>{''.join(f'<mtd>{cell}</mtd>' for cell in line)}</mtr>" for line in lines)
        table = f'<mtable class="{name}">{rows}</mtable>'
        return f"<mrow><mo>{{</mo>{table}</mrow>" if name == "cases" else table

    def cell(self, lines: list[list[str]], ends: tuple[str, ...]) -> str:
        """Read one cell; gives the token that ended it."""
        place = next((i for i in range(len(self.tokens) - 1, -1, -1) if self.tokens[i] in ends), None)
        if place is None:
            raise UnknownError("a table does not end")
        inside, self.tokens = self.tokens[place + 1 :], self.tokens[: place + 1]
        reader = Reader("")
        reader.tokens = inside
        lines[-1][-1] = reader.row()
        return self.take()


def sign(text: str) -> str:
    """An operator; brackets and bars do not grow."""
    fixed = ' stretchy="false"' if text in "()[]|{}⌊⌋⌈⌉" else ""
    return f"<mo{fixed}>{escape(text)}</mo>"
