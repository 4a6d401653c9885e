"""The parts of the book fold in the contents beside the text."""

import re
from types import SimpleNamespace

import pytest

from book import parts

CONTENTS = (
    '<p aria-level="2" class="caption" role="heading"><span class="caption-text">The paper</span></p>\n'
    '<ul class="{}nav bd-sidenav">\n<li><a href="a.html">A</a></li>\n</ul>\n'
    '<p aria-level="2" class="caption" role="heading"><span class="caption-text">Verdicts</span></p>\n'
    '<ul class="{}nav bd-sidenav">\n<li><a href="b.html">B</a></li>\n</ul>\n'
)


@pytest.mark.parametrize(("classes", "opened"), [(("current ", ""), "The paper"), (("", "current "), "Verdicts"), (("", ""), "The paper")])
def test_the_part_that_is_read_is_open(classes, opened):
    made = parts.folded(CONTENTS.format(*classes))
    found = re.findall(
        r'<details class="part"( open)?><summary class="caption"><span class="caption-text">([^<]+)</span></summary><ul', made
    )
    assert [name for _, name in found] == ["The paper", "Verdicts"]
    assert [name for is_open, name in found if is_open] == [opened]
    assert 'class="caption" role' not in made


def test_a_book_without_parts_stays_as_it_is():
    assert parts.folded('<ul class="nav"><li>A</li></ul>') == '<ul class="nav"><li>A</li></ul>'


def test_a_title_breaks_before_whose_model_it_is():
    title = "Two firms · d’Aspremont–Jacquemin 1988"
    whose = 'Two firms<span class="apart">&#160;· </span><span class="whose">d’Aspremont–Jacquemin 1988</span>'
    assert parts.titled(title) == whose
    assert parts.titled("The model") == "The model"
    assert f">{whose}</a>" in parts.folded(f'<ul><li><a href="a.html">{title}</a></li></ul>')
    context = {"body": f"<h1>{title}<a>#</a></h1><p>{title}</p>"}
    parts.offer(SimpleNamespace(builder=SimpleNamespace(name="html")), "a", "page.html", context, None)
    assert context["body"] == f"<h1>{whose}<a>#</a></h1><p>{title}</p>"
