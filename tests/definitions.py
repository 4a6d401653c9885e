"""The definitions that may be typed in the chapters, and a strict parser for them.

SymPy's own LaTeX parser misreads hats, stars and products with brackets without a word. This one knows the notation of the list
below and nothing else: whatever it does not know is an error.
"""

import re
from itertools import pairwise

import sympy as sp

from spillover import model

p, Q, c_i, q_i, x_i, X_others, pi_i = sp.symbols(r"p Q c_i q_i x_i X_{-i} \pi_i")
C = sp.Function("C")

DEFINITIONS: dict[str, sp.Basic] = {
    # Primitives, compared with the functions of the model.
    r"p = a - bQ": sp.Eq(p, model.inverse_demand(Q)),
    r"c_i = A - x_i - \beta X_{-i}": sp.Eq(c_i, model.unit_cost(x_i, X_others)),
    r"C(x_i) = \gamma x_i^2/2": sp.Eq(C(x_i), model.rnd_cost(x_i)),
    r"\pi_i = (p - c_i) q_i - \gamma x_i^2/2": sp.Eq(pi_i, model.profit(p, c_i, q_i, x_i)),
    # Shorthands.
    r"D = a - A": sp.Eq(model.D, model.SHORTHANDS[model.D]),
    r"G = b\gamma": sp.Eq(model.G, model.SHORTHANDS[model.G]),
    r"s = 1 + (n-1)\beta": sp.Eq(model.s, model.SHORTHANDS[model.s]),
    r"k = n - (n-1)\beta": sp.Eq(model.k, model.SHORTHANDS[model.k]),
    # The paper's ranges, compared with what a cluster accepts and the claims assume.
    r"n \ge 2": model.n,
    r"a > 0": model.a,
    r"0 < A < a": model.A,
    r"b > 0": model.b,
    r"0 < \beta < 1": model.beta,
    r"\gamma > 0": model.gamma,
}
"""The definitions, each with the equation of the model that it must be, or with the parameter whose range it gives."""


# The parser


LETTERS: dict[str, sp.Basic] = {
    **{symbol.name: symbol for symbol in (model.n, model.a, model.A, model.b, model.D, model.G, model.s, model.k)},
    r"\beta": model.beta,
    r"\gamma": model.gamma,
    **{symbol.name: symbol for symbol in (p, Q, c_i, q_i, x_i, X_others, pi_i)},
}
RELATIONS = {"=": sp.Eq, "<": sp.Lt, ">": sp.Gt, r"\le": sp.Le, r"\ge": sp.Ge}
TOKEN = re.compile(r"(?:\\[A-Za-z]+|[A-Za-z])(?:_(?:\{-?[a-z]\}|[a-z]))?|[0-9]+|[-+/^()]")


class UnreadableError(ValueError):
    """The parser met something that it does not know."""


def tokens(text: str) -> list[str]:
    """Letters with their index, numbers and signs; anything else is an error."""
    found, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif match := TOKEN.match(text, at):
            found.append(match[0])
            at = match.end()
        else:
            raise UnreadableError(f"unknown sign {text[at]!r} in {text!r}")
    return found


def read_relation(text: str) -> list[sp.Rel]:
    """A definition as a relation between SymPy expressions in the model's symbols; a chain as several."""
    parts = re.split(r"(=|<|>|\\le(?![a-z])|\\ge(?![a-z]))", text)
    sides, signs = [Expression(part).read() for part in parts[::2]], parts[1::2]
    if not signs:
        raise UnreadableError(f"no relation in {text!r}")
    return [RELATIONS[sign](*pair, evaluate=False) for sign, pair in zip(signs, pairwise(sides), strict=True)]


class Expression:
    """Reads sums of products of powers by recursive descent."""

    def __init__(self, text: str) -> None:
        self.text, self.left = text, tokens(text)

    def read(self) -> sp.Expr:
        value = self.sum()
        if self.left:
            raise UnreadableError(f"unexpected {self.left[0]!r} in {self.text!r}")
        return value

    def next(self) -> str:
        return self.left[0] if self.left else ""

    def take(self, wanted: str = "") -> str:
        if not self.left or wanted not in {"", self.left[0]}:
            raise UnreadableError(f"expected {wanted or 'more'!r}, got {self.next()!r} in {self.text!r}")
        return self.left.pop(0)

    def sum(self) -> sp.Expr:
        value = self.product()
        while self.next() in {"+", "-"}:
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> sp.Expr:
        """Juxtaposition multiplies; one may divide by a single number or letter, since a/bc could be read in two ways."""
        value = self.power()
        while self.next() not in {"", "+", "-", ")", "/"}:
            value *= self.power()
        if self.next() == "/":
            self.take()
            value /= self.power()
            if self.next() not in {"", "+", "-", ")"}:
                raise UnreadableError(f"ambiguous quotient in {self.text!r}")
        return value

    def power(self) -> sp.Expr:
        base = self.atom()
        if self.next() != "^":
            return base
        self.take()
        if not self.next().isdigit() or len(self.next()) > 1:
            raise UnreadableError(f"an exponent of more than one digit in {self.text!r}")
        return base ** int(self.take())

    def atom(self) -> sp.Expr:
        token = self.take()
        if token.isdigit():
            return sp.Integer(token)
        if token == "(":
            value = self.sum()
            self.take(")")
            return value
        if token == "C":  # the one function: its argument is not a factor
            self.take("(")
            value = C(self.sum())
            self.take(")")
            return value
        if token not in LETTERS:
            raise UnreadableError(f"unknown symbol {token!r} in {self.text!r}")
        return LETTERS[token]
