"""The parts of the book fold in the contents beside the text."""

import re

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
