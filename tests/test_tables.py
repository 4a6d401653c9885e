"""Which tables are cards on a telephone."""

import pytest
from docutils import nodes
from docutils.utils import new_document

from book.tables import Cards

SENTENCE = "full cooperation does more research, and earns more, everywhere"
BADGE = "Proved 4.1-x"


def row(*cells):
    written = [nodes.reference("", cell) if cell == BADGE else nodes.Text(cell) for cell in cells]  # no badge yet where a cell prints it
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in written))


@pytest.mark.parametrize(
    ("head", "body", "cards"),
    [
        (("condition", "asks for", "because"), ("stability", "little", SENTENCE), True),
        (("verdict", "what is claimed"), (BADGE, SENTENCE), True),
        (("The paper says", "We find"), ("research", SENTENCE), False),
        (("", "R&D", "output"), ("no cooperation", "0.3125", "4.688"), False),
        (("论断", "判定", "内容"), ("4.1-x", "证实", "外溢系数大于二分之一时，半合作的总产量大于完全不合作。"), True),
    ],
)
def test_sentences_beside_others_or_beside_a_badge_are_cards(head, body, cards):
    groups = nodes.thead("", row(*head)), nodes.tbody("", row(*body))
    table = nodes.table("", nodes.tgroup("", *groups, cols=len(head)))
    document = new_document("page")
    document += table
    Cards(document).run()
    assert ("cards" in table["classes"]) == cards
    columns = [cell.get("column") for cell in groups[1].findall(nodes.entry)]
    assert columns == ([None, *head[1:]] if cards and len(head) > 2 else [None] * len(head))


def test_an_empty_cell_of_a_card_has_no_name():
    cells = nodes.tbody("", row("star", "", SENTENCE))
    document = new_document("page")
    document += nodes.table("", nodes.tgroup("", nodes.thead("", row("in the paper", "here", "remark")), cells, cols=3))
    Cards(document).run()
    assert [cell.get("column") for cell in cells.findall(nodes.entry)] == [None, "", "remark"]
