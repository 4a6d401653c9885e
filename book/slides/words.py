"""The words and the lines of Python that a lecture has of its own, as HTML; roles are those of the book."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from types import MethodType
from typing import Any, cast

import yaml
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util.inventory import InventoryFile

from book.explorer import PAGE as EXPLORER
from book.mathml import to_mathml
from book.slides.chapters import ROOT, title_of
from spillover.claims import LEDGER

INVENTORY = "objects.inv"
IMPORTS = """\
import sympy as sp
from spillover import Cluster, Industry, Regime, display, model
from spillover.cluster import comparison, derivation, solution
from spillover.display import Table, closed_form, equation, formula, maths
from spillover.notation import collect_terms, mark, shorthand
NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
"""
"""What the lines of a lecture may use."""


class Words:
    """What a lecture says: its links lead to the pages of a book, from an address."""

    def __init__(self, book: Path, base: str) -> None:
        self.book, self.base = book, base
        self.known: dict[str, Any] = {}
        exec(IMPORTS, self.known)
        config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        extensions = set(config["parse"]["myst_enable_extensions"])
        self.markdown: MarkdownIt = create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)
        assert isinstance(self.markdown.renderer, RendererHTML)
        self.markdown.renderer.rules |= dict.fromkeys(("math_inline", "math_block", "myst_role"), cast(MethodType, self.written))

    def written(self, tokens: Sequence[Token], place: int, *rest: object) -> str:
        """A formula, or a role."""
        token = tokens[place]
        if token.type == "myst_role":
            return self.role(token.meta["name"], token.content)
        return mathematics(token.content, token.type == "math_block")

    def html(self, text: str) -> list[Tag]:
        """Paragraphs, lists, tables and pictures of a text."""
        return [_picture(part) or part for part in parts_of(self.markdown.render(text))]

    def line(self, text: str) -> str:
        """A title."""
        return str(self.markdown.renderInline(text))

    def role(self, name: str, text: str) -> str:
        """A link, or a badge."""
        said, target = re.fullmatch(r"(.*?)\s*(?:<([^<>]*)>)?", text, re.DOTALL).groups()  # type: ignore[union-attr]
        if name == "claim":
            verdict = LEDGER[text].verdict.value
            return f'<span class="claim-badge claim-{verdict.lower()}">{verdict} {text}</span>'
        if name == "explore":
            return f'<a href="{self.base}{EXPLORER}.html?{escape(target)}">{escape(said)}</a>'
        if name == "ref":
            address = places(self.book)[target or text]
            return f'<a href="{self.base}{address}">{escape(said if target else title_of(self.book, address))}</a>'
        raise ValueError(f"a slide has no role {name!r}: there are claim, explore and ref")

    def derived(self, source: str) -> list[Tag]:
        """Run lines of Python, and show what the last of them is."""
        tree = ast.parse(source)
        last = tree.body.pop()
        if not isinstance(last, ast.Expr):
            raise ValueError(f"the last line shows nothing: {source}")
        exec(compile(tree, "slide", "exec"), self.known)
        value = eval(compile(ast.Expression(last.value), "slide", "eval"), self.known)
        if hasattr(value, "_repr_latex_"):
            return parts_of(f'<div class="math">{mathematics(value._repr_latex_().strip("$"), True)}</div>')
        return self.html(value._repr_markdown_())


TEX: dict[str, str] = {}
"""The TeX of each formula that was written as MathML, by `key`."""


def mathematics(tex: str, display: bool) -> str:
    """MathML, whose TeX is remembered for those who take the slides as text."""
    written = to_mathml(tex, display)
    TEX.setdefault(key(written), tex.replace(r"\displaystyle", "").strip())
    return written


def key(mathml: str) -> str:
    """The elements of a formula without what only says how they look."""
    bare = re.sub(r"<(/?\w+)[^>]*>", r"<\1>", str(BeautifulSoup(mathml, "html.parser")))
    return re.sub(r"</?(?:span|mrow)>|\s+", "", bare)


def parts_of(markup: str) -> list[Tag]:
    """The elements of a piece of HTML."""
    return [part for part in BeautifulSoup(markup, "html.parser").find_all(True, recursive=False)]


def _picture(part: Tag) -> Tag | None:
    """What a paragraph holds that holds a picture and nothing else."""
    image = part.find("img", recursive=False)
    return image.extract() if isinstance(image, Tag) and not part.get_text().strip() and len(part.find_all(True)) == 1 else None


@cache
def places(book: Path) -> dict[str, str]:
    """Where each label of the book is."""
    with (book / INVENTORY).open("rb") as file:
        known: dict[str, Any] = InventoryFile.load(file, "", lambda base, uri: uri)
    return {label: found[2] for label, found in known["std:label"].items()}
