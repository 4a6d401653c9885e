"""Every claim has a badge where the paper makes it, and an entry that the badge leads to."""

import re
from functools import cache
from html import escape
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxWarning
from sphinx.util.docutils import docutils_namespace, patch_docutils

from book import claims
from book.claims import can_be_missed
from spillover.claims import LEDGER, Verdict, show

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "chapters"
STYLE = (ROOT / "book" / "static" / "book.css").read_text(encoding="utf-8")
WHITE, DARK = "#ffffff", "#14181e"


@cache
def prose(folder):
    notebooks = [nbformat.read(path, as_version=4) for path in sorted((CHAPTERS / folder).glob("*.ipynb"))]
    return [cell for notebook in notebooks for cell in notebook.cells]


# A small book


def built(place, page, ledger="(claim-4.1-x)=\n# 4.1-x\n", builder="html"):
    """A book of two pages, warnings as errors."""
    source = place / "source"
    source.mkdir(exist_ok=True)
    (source / "index.md").write_text(f"# Page\n\n{page}\n\n```{{toctree}}\nledger\n```\n")
    (source / "ledger.md").write_text(ledger)
    settings = {"extensions": ["myst_parser", "book.claims"], "project": "small"}
    with patch_docutils(), docutils_namespace():
        app = Sphinx(source, None, place / builder, place / "doctrees", builder, settings, status=None, freshenv=True, warningiserror=True)
        app.build()
    (result,) = [path for path in (place / builder).iterdir() if path.name in {"index.html", "small.tex"}]
    return result.read_text(encoding="utf-8")


def test_a_badge_shows_the_verdict_and_leads_to_the_entry(tmp_path):
    (link,) = re.findall(
        r'<a class="aside reference internal" href="ledger.html#claim-4-1-x".*?</a>', built(tmp_path, "More. {claim}`4.1-x`")
    )
    assert '<strong class="claim-badge claim-proved" lang="en">Proved 4.1-x</strong>' in link
    assert f'title="{escape(LEDGER["4.1-x"].statement)}"' in link
    assert 'id="claim-4-1-x"' in (tmp_path / "html" / "ledger.html").read_text(encoding="utf-8")


def test_a_badge_finds_an_entry_whose_id_has_a_capital(tmp_path):
    page = built(tmp_path, "Can they? {claim}`4.1-Q`", "(claim-4.1-Q)=\n# 4.1-Q\n")
    assert re.search(r'href="ledger.html#claim-4-1-q".*>Sharpened 4.1-Q<', page)


def test_no_gap_is_left_where_a_badge_stands_beside_the_text(tmp_path):
    ledger = "(claim-4.1-x)=\n# 4.1-x\n"
    page = built(tmp_path, "{claim}`4.1-x` More {claim}`4.1-x` {claim}`4.1-x`. All *of it* {claim}`4.1-x`.", ledger)
    (text,) = re.findall(r"<p>(.*?)</p>", page.partition("<h1>")[2], re.DOTALL)[:1]
    assert re.sub(r"<a .*?</a>", "|", text).replace('<span class="together">|.</span>', "!") == "| More|! All <em>of it</em>!"
    assert [" aside" in link or "aside " in link for link in re.findall(r"<a [^>]*>", text)] == [False, True, True, True]


@pytest.mark.parametrize(
    ("before", "after", "aside"),
    [
        ("It is so.", "", True),
        ("It is so.", "And this too.", True),
        ("He asks: “is it so?”", "It is.", True),
        ("That is proved", ".", True),
        ("as the ledger proves", "", True),
        ("(in brackets)", "", True),
        ("", "is refuted.", False),
        ("Explore.", "says so.", False),
        ("so is that of", ".", False),
        ("above a bound (", ").", False),
        ("it wants:", ".", False),
        ("The refutation of", "stands.", False),
        ("It is so", "and not so.", False),
    ],
)
def test_a_badge_stands_beside_the_text_only_where_the_sentence_does_without(before, after, aside):
    assert can_be_missed(before, after) is aside


def test_a_badge_works_in_print(tmp_path):
    page = built(tmp_path, "More. {claim}`4.1-x`", builder="latex")
    link = r"\\hyperref\[\\detokenize\{ledger:claim-4-1-x\}\]\{\\sphinxcrossref\{\\sphinxstylestrong\{Proved 4\.1\\sphinxhyphen\{\}x"
    assert re.search(link, page)


def test_an_unknown_claim_stops_the_build(tmp_path):
    with pytest.raises(ExtensionError, match=r"index.md:3: no claim '4\.9-x'; the claims are 1-rivals"):
        built(tmp_path, "More. {claim}`4.9-x`")


def test_a_claim_without_an_entry_stops_the_build(tmp_path):
    with pytest.raises(SphinxWarning, match=r"'claim' reference target not found: claim-4\.1-x"):
        built(tmp_path, "More. {claim}`4.1-x`", ledger="# Empty\n")


# Entries

ENTRY = """(claim-4.1-x)=
# 4.1-x

**Proved.** Firms do more. The file `4.1-x.json` **Proved.**

| verdict | claim |
| --- | --- |
| [Proved 4.1-x](#claim-4.1-x) | more |

<details class="more">
<summary>The receipt</summary>

What is known.

<details class="more">
<summary>The polynomial</summary>

`x + y`

</details>

</details>
"""


def entry_page(place, builder="html"):
    page = built(place, "Words.", ENTRY, builder)
    return (place / "html" / "ledger.html").read_text(encoding="utf-8") if builder == "html" else page


def test_an_entry_is_marked_and_opens_with_its_badge(tmp_path):
    page = entry_page(tmp_path)
    assert re.search(r'<section class="entry entry-proved" id="x">', page)
    assert '<p><strong class="claim-badge claim-proved" lang="en">Proved</strong> Firms do more.' in page
    assert page.count("<strong>Proved.</strong>") == 1


def test_an_entry_without_a_heading_of_its_own_opens_with_its_badge_too():
    said, shown = (nodes.paragraph("", "", nodes.strong("", "Proved."), nodes.Text(" It is so.")) for _ in range(2))
    tree = new_document("page")
    tree += [said, nodes.container("", shown, classes=["cell_output"])]
    builder = SimpleNamespace(name="html", format="html")
    claims.dress(SimpleNamespace(builder=builder, env=SimpleNamespace(found_docs=())), tree, "page")
    assert [paragraph.astext() for paragraph in (said, shown)] == ["Proved. It is so.", "Proved It is so."]
    assert [paragraph[0]["classes"] for paragraph in (said, shown)] == [[], ["claim-badge", "claim-proved", "language-en"]]


@pytest.mark.deep
def test_an_entry_leads_to_where_the_claim_fails_if_it_does_and_the_explorer_draws_it(tmp_path, monkeypatch):
    monkeypatch.setattr(claims, "EXPLORER", "index")
    entry = "(claim-{0})=\n## E {0}\n\n**{1}.** Firms.\n\n"
    known = {id: claim.verdict for id, claim in LEDGER.items() if id.startswith(("2", "4"))}
    entries = "# Ledger\n\n" + "".join(entry.format(id, verdict.value) for id, verdict in known.items())
    assert "claim=" not in built(tmp_path, "Words.", entries, "latex")
    built(tmp_path, "Words.", entries)
    page = (tmp_path / "html" / "ledger.html").read_text(encoding="utf-8")
    wanted = [id for id, verdict in known.items() if id.startswith("4") and verdict in (Verdict.REFUTED, Verdict.SHARPENED)]
    links = re.findall(r'href="index.html\?claim=([^"]+)">(.*?)</a>', page)
    assert [id for id, _ in links] == wanted
    assert [id for id, words in links if words == "See both orders."] == ["4.1-Q", "4.3-Q"]
    assert all(words == "See where it fails." for id, words in links if not id.endswith("-Q"))


def test_a_table_of_claims_shows_badges(tmp_path):
    badge = r'<strong class="claim-badge claim-proved" lang="en">Proved 4\.1-x</strong>'
    assert re.search(rf'<td><p><a class="reference internal" href="#claim-4-1-x">{badge}', entry_page(tmp_path))


def test_an_entry_offers_its_certificates_beside_the_pages(tmp_path):
    assert re.search(r'<a class="reference internal" href="_static/certificates/4\.1-x\.json"><code', entry_page(tmp_path))
    assert "certificates" not in entry_page(tmp_path, "latex")


def test_what_is_folded_stands_open_in_print_but_for_long_polynomials(tmp_path):
    page = entry_page(tmp_path, "latex")
    assert r"\sphinxstylestrong{The receipt}" in page
    assert "What is known." in page
    assert "The web edition writes it out." in page
    assert "x + y" not in page


def test_receipts_are_left_out_of_print_with_all_that_is_folded_in_them(tmp_path):
    receipt = ENTRY.replace("The receipt", claims.RECEIPTS[0]) + "\nWhat comes after.\n"
    page = built(tmp_path, "Words.", receipt, "latex")
    assert "receipt" not in page
    assert "What is known." not in page
    assert "The web edition" not in page
    assert "What comes after." in page


def test_in_print_what_leads_to_a_proof_stays_on_its_page(tmp_path):
    page = built(tmp_path, "Words.", ENTRY.replace("The receipt", "Proof"), "latex")
    assert re.search(r"Proof\}\s+\\nopagebreak", page)


def test_the_certificates_are_written_where_the_page_of_the_ledger_is_built(tmp_path, monkeypatch):
    found = SimpleNamespace(proofs=())
    monkeypatch.setattr(claims, "LEDGER", {"4.1-x": LEDGER["4.1-x"]})
    monkeypatch.setattr(claims.ledger, "stored", lambda id: found)
    for pages, written in (({"index"}, []), ({claims.PAGE}, ["4.1-x.json"])):
        app = SimpleNamespace(builder=SimpleNamespace(name="html"), env=SimpleNamespace(found_docs=pages), outdir=tmp_path)
        claims.write(app, None)
        assert [path.name for path in tmp_path.rglob("*.json")] == written


# The badges can be told apart, and read


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_badge_can_be_read_on_light_and_on_dark_pages(verdict):
    light, dark = re.findall(rf"\.claim-{verdict.value.lower()} {{ --claim: (#[0-9a-f]{{6}})", STYLE)
    assert contrast(light, WHITE) >= 7
    assert contrast(dark, DARK) >= 7


def test_badges_differ_in_their_outline_too():
    outlines = [re.search(rf"\n\.claim-{verdict.value.lower()} {{ --claim: #\w+; (.*?) }}", STYLE)[1] for verdict in Verdict]
    assert len(set(outlines)) == len(Verdict)


# The chapters


@pytest.mark.cases(None)
@pytest.mark.parametrize("id", LEDGER)
def test_every_claim_has_an_entry_under_its_anchor(id):
    cells = [*prose("verdicts"), *prose("literature")]
    places = [i for i, cell in enumerate(cells) if f"(claim-{id})=" in cell.source.splitlines()]
    assert len(places) == 1
    following = cells[places[0] + 1]
    assert re.fullmatch(rf'(show\.)?entry\("{re.escape(id)}"\)', following.source)
    assert f"python -m spillover.ledger {id}" in str(following.outputs)


@pytest.mark.cases(None)
@pytest.mark.parametrize("id", show.paper())
def test_every_claim_of_the_paper_has_a_badge_where_the_paper_makes_it(id):
    assert any(f"{{claim}}`{id}`" in cell.source for cell in prose("paper") if cell.cell_type == "markdown")


def test_no_badge_is_typed():
    for folder in ("paper", "verdicts", "literature"):
        for cell in prose(folder):
            assert "claim-badge" not in cell.source
