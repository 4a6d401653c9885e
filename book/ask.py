"""The field of the page "Ask the model": what a reader types is answered in the browser, and some questions already in the page.

The directive ``{ask}`` holds these questions, one a line, with conditions behind a bar. Their answers are worked out when the page is
read, and no file is asked for them. They stand in the page as text, so that they need no script. All other questions go to the
console's Python, by :mod:`book.browser.asking`, which writes both kinds of answers.
"""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from book import console, explorer, marked
from book.browser import asking, drawing
from book.claims import CERTIFICATES
from book.figures import FOLDED
from book.printed import CHINESE
from spillover import ask
from spillover.questions.answer import Answer
from spillover.questions.number import Number, Numbers
from spillover.questions.ranking import Orders

LANGUAGE = "zh-Hans"
ELSEWHERE = "The field itself is in the web edition, where each of these questions has its answer as a whole:"
FORM = """<div class="ask console" data-explorer="{explorer}"><form autocomplete="off">
<p><label for="ask-question">Question</label>
<input id="ask-question" type="text" maxlength="500" spellcheck="false" autocapitalize="off" required></p>
<p><label for="ask-given">Conditions, if any</label>
<input id="ask-given" type="text" maxlength="500" spellcheck="false" autocapitalize="off" aria-describedby="ask-hint">
<span id="ask-hint" class="ask-hint">for instance beta &gt; 1/2, n = 2</span></p>
<p class="console-buttons"><button type="submit">Ask</button> <button type="button" class="console-stop" hidden>Stop</button></p>
<p><label for="ask-stored">Or choose one that is answered at once</label>
<select id="ask-stored"><option value=""></option>{options}</select></p>
<p class="ask-size">Any other question loads Python into this page first.</p>
</form>
<p class="console-state"><progress aria-label="Python at work" hidden></progress> <span role="status"></span>
<span class="console-bytes"></span></p>
<div class="console-results" role="region" aria-label="Answers" aria-live="polite"></div>
</div>
<p class="ask-without">Here your browser would offer a field for questions of your own. It needs JavaScript; the questions below are
answered without.</p>
"""


class form(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801 (docutils names nodes so)
    """The form, with the questions to choose from."""


class answered(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801
    """A question with its answer, folded."""


class offers(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801
    """Where an answer leads: the explorer, a certificate."""


class AskDirective(marked.MarkingDirective):
    """The field, and below it the questions of the content with their answers."""

    mark = "ask"
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Work out the answers, or find them; leave them as text, and in print their first words."""
        asked = [split(line) for line in self.content if line.strip()]
        whole = [form("", labels=[label(text, given) for text, given in asked])]
        brief = []
        certificates = {}
        for text, given in asked:
            found = worked_out(text, given)
            box = answered("", text=text, given=given, classes=[FOLDED])
            box += self.parse_text_to_nodes(f"{found['reading']}\n\n{found['answer']}")
            if found["figure"]:
                box += nodes.image(uri=f"/{drawn(Path(self.env.srcdir), text, given, found['figure'])}")
            if found["certificate"]:
                certificates[name(text, given)] = found["certificate"]
            box += offers("", market=found["market"], certificate=name(text, given) if found["certificate"] else "")
            whole.append(box)
            brief.append(f"- {found['reading'].removeprefix('Read as ').removesuffix('.')}: {first_words(found['answer'])}")
        self.env.metadata[self.env.docname][self.mark] = certificates
        elsewhere = addnodes.only("", *self.parse_text_to_nodes("\n".join([ELSEWHERE, "", *brief])), expr="not html")
        return [*whole, elsewhere]


def split(line: str) -> tuple[str, str]:
    """A question and its conditions."""
    text, _, given = line.partition(" | ")
    return text.strip(), given.strip()


def first_words(answer: str) -> str:
    """The verdict, the number, or the orders that occur."""
    first, *others = answer.split("\n\n")
    orders = [line.partition(":")[0] for line in others if " > " in line.partition(":")[0]] if first.startswith("**Order of") else []
    return "; ".join(orders) or first


def name(text: str, given: str) -> str:
    """What the files of a question are called."""
    return f"ask-{hashlib.sha256(f'{text} | {given}'.encode()).hexdigest()[:8]}"


def worked_out(text: str, given: str) -> dict[str, str]:
    """The parts of an answer as text."""
    answer = ask(text, given or None)
    return {
        "reading": asking.reading(text, given),
        "answer": asking.said(answer),
        "market": asking.market(answer),
        "certificate": asking.certificates(answer),
        "figure": figure(answer) if not isinstance(answer, Number | Numbers) and drawing.drawing(answer) else "",
    }


def figure(answer: Answer | Orders) -> str:
    """The map of an answer, described in the spelling of the grammar."""
    told = replace(answer, question=replace(answer.question, text=answer.question.reading)) if isinstance(answer, Answer) else answer
    return str(told.figure()._repr_svg_())


def drawn(root: Path, text: str, given: str, figure: str) -> str:
    """Write a figure where Sphinx can take it from; its path from the root."""
    path = Path("_build", "ask", f"{name(text, given)}.svg")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(figure, encoding="utf-8")
    return path.as_posix()


def label(text: str, given: str) -> str:
    """A question in the menu: as it is typed, but LaTeX in the spelling of the grammar."""
    return f"in LaTeX: {asking.spelled(text, given)}" if "\\" in text else ", given ".join(filter(None, (text, given)))


def typed(text: str, given: str) -> str:
    """A question and its conditions as HTML, as they were typed."""
    return ", given ".join(f"<code{language(part)}>{escape(part, quote=False)}</code>" for part in (text, given) if part)


def language(text: str) -> str:
    """The attribute of what holds Chinese."""
    return f' lang="{LANGUAGE}"' if CHINESE.search(text) else ""


def visit_form(self: HTML5Translator, node: form) -> None:
    """Write the form, where a script can answer."""
    if self.builder.name == "html":
        options = "".join(f"<option>{escape(label)}</option>" for label in node["labels"])
        self.body.append(FORM.format(options=options, explorer=self.builder.get_relative_uri(self.builder.current_docname, explorer.PAGE)))
    raise nodes.SkipNode


def visit_answered(self: HTML5Translator, node: answered) -> None:
    chosen = f'data-question="{escape(node["text"])}" data-given="{escape(node["given"])}"'
    self.body.append(f'<details class="more ask-answered" {chosen}><summary>{typed(node["text"], node["given"])}</summary>\n')


def depart_answered(self: HTML5Translator, node: answered) -> None:
    self.body.append("</details>\n")


def visit_offers(self: HTML5Translator, node: offers) -> None:
    """Write the links, which lead to what the web edition alone has."""
    page = self.builder.current_docname
    links = []
    if node["market"]:
        case = f"{self.builder.get_relative_uri(page, explorer.PAGE)}?{escape(node['market'])}"
        links.append(f'<a class="explorer-case" href="{case}">This market in the explorer</a>')
    if node["certificate"]:
        file = posixpath.relpath(str(CERTIFICATES / f"{node['certificate']}.json"), posixpath.dirname(page))
        links.append(f'<a href="{file}" download>The certificate</a>')
    if links and self.builder.name == "html":
        self.body.append(f'<p class="ask-offers">{" ".join(links)}</p>\n')
    raise nodes.SkipNode


def load(app: Sphinx, page: str, *others: Any) -> None:
    """Give the page its script."""
    marked.load(app, AskDirective.mark, "ask.js", page, type="module")


def deliver(app: Sphinx, error: Exception | None) -> None:
    """Write what the script loads, and the certificates of the questions that are answered in the page."""
    if not marked.anywhere(app, AskDirective.mark, error):
        return
    console.write(Path(app.outdir) / "_static" / "console")
    place = Path(app.outdir) / CERTIFICATES
    place.mkdir(parents=True, exist_ok=True)
    for found in app.env.metadata.values():
        for file, certificate in found.get(AskDirective.mark, {}).items():
            (place / f"{file}.json").write_text(certificate, encoding="utf-8")


def setup(app: Sphinx) -> None:
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (explorer.skip, None))
    app.add_node(form, html=(visit_form, None), **others)  # type: ignore[arg-type]
    app.add_node(answered, html=(visit_answered, depart_answered), **others)  # type: ignore[arg-type]
    app.add_node(offers, html=(visit_offers, None), **others)  # type: ignore[arg-type]
    app.add_directive("ask", AskDirective)
    app.connect("html-page-context", load)
    app.connect("build-finished", deliver)
