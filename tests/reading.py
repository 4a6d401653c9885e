"""The chapters as a reader gets them: every piece of typed mathematics and of prose, with the place where it stands.

The prose is read by the book's own Markdown parser, so what is mathematics here is what is mathematics on the page.
"""

import ast
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

ROOT = Path(__file__).resolve().parent.parent
PARAMETERS = ("n", "a", "A", "b", "beta", "gamma", "G")
CODE = {"ask", "bibliography", "code", "code-block", "code-cell", "derive", "install", "literalinclude", "move", "sourcecode", "take"}
Settings = dict[str, set[Fraction]]


@dataclass(frozen=True)
class Piece:
    """A piece of a chapter: its kind, its text, where it stands, and the numbers that the code beside it sets."""

    kind: str  # "maths", "prose", or "label": mathematics in a string of code
    text: str
    where: str = ""
    settings: Settings | None = None


@cache
def parser() -> MarkdownIt:
    """The parser of the book, with the extensions of `_config.yml`."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return create_md_parser(MdParserConfig(enable_extensions=set(config["parse"]["myst_enable_extensions"])), RendererHTML)


def chapters(folder: Path) -> Iterator[Piece]:
    """All pieces of all chapters below a folder."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.suffix == ".md":
            yield from (replace(piece, where=name) for piece in markdown(path.read_text(encoding="utf-8")))
        elif path.suffix == ".ipynb":
            yield from notebook(nbformat.read(path, as_version=4).cells, name)


def notebook(cells: list[Any], name: str) -> Iterator[Piece]:
    """The pieces of a notebook: prose, and the strings of its code. Cells are counted from one, as in their ids."""
    for number, cell in enumerate(cells):
        prose = cell.cell_type != "code"
        known = settings("\n".join(beside(cells, number))) if prose else None
        for piece in markdown(cell.source) if prose else strings(cell.source):
            yield replace(piece, where=f"{name}, cell {number + 1}", settings=known)


def beside(cells: list[Any], number: int) -> list[str]:
    """The code directly before and directly after a cell of prose."""
    found = []
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(cells) and cells[at].cell_type == "code":
            found.append(cells[at].source)
            at += step
    return found


# Prose


def markdown(text: str) -> Iterator[Piece]:
    """The pieces of a text in Markdown, also inside directives, roles, tables and titles."""
    yield from (piece for token in parser().parse(text) for piece in _of_token(token))


def _of_token(token: Any) -> Iterator[Piece]:
    role = token.meta.get("name") if token.type == "myst_role" else None
    if token.type.startswith("math") or token.type == "amsmath" or role == "math":
        yield Piece("maths", token.content)
    elif token.type.startswith("html"):
        yield from _of_html(token.content)
    elif token.type in {"fence", "colon_fence"} and token.info.startswith("{"):
        yield from _of_directive(token.info, token.content)
    elif token.children:
        yield from (piece for child in token.children for piece in _of_token(child))
    elif token.type in {"text", "text_special", "myst_role"}:
        yield Piece("prose", re.sub(r"\s*<[^<>]*>$", "", token.content) if role else token.content)


def _of_directive(info: str, content: str) -> Iterator[Piece]:
    name, _, title = info[1:].partition("}")
    option = re.compile(r":([\w-]+):[ \t]*(.*)\n?")
    yield from markdown(title.strip()) if name not in CODE else ()
    while found := option.match(content):
        content = content[found.end() :]
        yield from markdown(found[2]) if name not in CODE else ()
    if name == "math":
        yield Piece("maths", content)
    elif name == "raw":
        yield from _of_html(content)
    elif name == "eval-rst":
        yield from (Piece("maths", line) for line in content.splitlines() if re.search(r":math:|\.\. math::", line))
    elif name not in CODE:
        yield from markdown(content)


def _of_html(text: str) -> Iterator[Piece]:
    if "<math" in text:
        yield Piece("maths", text)
    text = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    yield Piece("prose", html.unescape(text))


# Code


def strings(source: str) -> Iterator[Piece]:
    """The mathematics in the strings of a code cell, a computed field written as □; of what is glued, the words too."""
    tree = _parsed(source)
    yield from (Piece("label", maths) for text in texts(tree) for maths in re.findall(r"\$([^$]+)\$", text))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "glue":
            yield from (Piece("prose", re.sub(r"\$[^$]+\$", " ", text)) for value in call.args[1:] for text in texts(value))


def _parsed(source: str) -> ast.Module:
    return ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", source))


def texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "□" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        yield from (text for child in ast.iter_child_nodes(node) for text in texts(child))


def settings(source: str) -> Settings:
    """The numbers that code sets, by parameter; under the name "" all numbers that it holds."""
    found: Settings = {name: set() for name in ("", *PARAMETERS)}
    for node in ast.walk(_parsed(source)):
        found[""].update(_numbers(node))
        for name, value in _assignments(node):
            if name in PARAMETERS:
                found[name].update(_numbers(value))
    found["b"].add(Fraction(1))  # a cluster's b is 1 unless given
    if found["b"] == {1}:
        found["G"] |= found["gamma"]
    return found


def _assignments(node: ast.AST) -> Iterator[tuple[Any, ast.AST]]:
    if isinstance(node, ast.keyword):
        yield node.arg, node.value
    elif isinstance(node, ast.Dict):
        yield from ((getattr(key, "attr", getattr(key, "value", None)), value) for key, value in zip(node.keys, node.values, strict=True))


def _numbers(node: ast.AST) -> set[Fraction]:
    """The number that a piece of code is, or the numbers of a list."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return {Fraction(str(float(node.value))) if isinstance(node.value, float) else Fraction(node.value)}
    if isinstance(node, ast.List | ast.Tuple):
        return {number for part in node.elts for number in _numbers(part)}
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {"Rational", "Fraction"}:
        whole = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, int)]
        return {Fraction(*whole)} if len(whole) == len(node.args) == 2 else set()
    return set()
