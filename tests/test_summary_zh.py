"""The summary in Chinese names every claim of the paper that is refuted."""

import re
from pathlib import Path

import nbformat

from spillover.claims import LEDGER, Verdict
from spillover.claims.registry import LITERATURE, NEW

PAGE = Path(__file__).resolve().parent.parent / "chapters" / "reference" / "summary-zh.ipynb"


def named(text):
    return set(re.findall(r"\{claim\}`([^`]+)`", text))


def refuted():
    return {id for id, claim in LEDGER.items() if claim.verdict is Verdict.REFUTED and claim.section not in (NEW, LITERATURE)}


def test_all_that_is_refuted_is_told_in_chinese():
    text = "\n".join(cell.source for cell in nbformat.read(PAGE, as_version=4).cells if cell.cell_type == "markdown")
    assert len(refuted()) >= 5
    assert refuted() <= named(text)
    assert named(text) <= set(LEDGER)
