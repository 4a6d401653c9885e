"""What the pages say in general is on their lists, with what it rests on; the lists say nothing that the pages do not."""

import pytest
from general_sentences import LISTS, exists, findings, is_general, list_of, listed, pages, paragraphs, sentences, split

from spillover.claims import LEDGER

TEST = "tests/test_sentences.py::test_every_general_sentence_of_a_page_is_on_its_list"


@pytest.mark.cases(None)
@pytest.mark.parametrize("page", pages(), ids=list_of)
def test_every_general_sentence_of_a_page_is_on_its_list(page):
    found = list(findings(sentences(page), listed(page), LEDGER, list_of(page)))
    assert not found, "\n".join(found)


def test_every_list_belongs_to_a_page():
    assert {path.name for path in LISTS.iterdir()} <= set(map(list_of, pages()))


def entry(sentence="Firms never lose.", **reasons):
    return {"sentences": [sentence], **(reasons or {"claim": ["4.1-x"]})}


@pytest.mark.parametrize(
    "reasons", [{"claim": ["4.1-x"]}, {"test": [TEST]}, {"market": "the one on the page"}, {"claim": ["4.1-x"], "test": [TEST]}]
)
def test_a_page_and_a_list_that_fit(reasons):
    said = ["Firms never lose.", "This is a picture.", "It is three."]
    assert not list(findings(said, [entry(**reasons), entry("It is three.", other="which is not noticed")], LEDGER, "page.toml"))


WRONG = {
    "says something general: say in tests/sentences/page.toml what it rests on": [],
    "no longer on the page": [entry(), entry("Firms always win.")],
    "stands twice": [entry(), entry(other="of firms in general")],
    "give one or more of claim, test, market, model, other": [{"sentences": ["Firms never lose."]}],
    "and none of them empty": [entry(market="")],
    "no claim is called '9.9-x'": [entry(claim=["4.1-x", "9.9-x"])],
    "there is no test": [entry(test=["tests/test_sentences.py::test_that_nobody_wrote"])],
}


@pytest.mark.parametrize("message", WRONG)
def test_what_does_not_fit_is_named(message):
    assert any(message in found for found in findings(["Firms never lose."], WRONG[message], LEDGER, "page.toml"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The full cartel always earns the most.",
        "Each firm cuts its R&D as the cluster grows.",
        "The more spills over, the less firms do.",
        "They do more than the planner wants.",
        "It sells the most above one half.",
        "Output rises with the spillover.",
        "That is so only where R&D is cheap.",
        "R&D lowers cost beyond doubt.",
    ],
)
def test_general_sentences_are_noticed(sentence):
    assert is_general(sentence)


@pytest.mark.parametrize(
    "sentence", ["Take two firms, and a spillover of a quarter.", "They learn from each other.", "Is it always so for all?"]
)
def test_other_sentences_are_left_alone(sentence):
    assert not is_general(sentence)


def test_sentences_are_read_where_readers_find_them():
    text = "# Title one.\n\nIt is\nso {claim}`4.1-x`. **Bold.** More?\n\n- Item one.\n\n| Head |\n| --- |\n| Cell {glue}`x`. |\n\n"
    box = ":::{note} Box.\n:alt: Seen.\n```{figure} x.png\nA caption.\n```\n:::\n\n```{code} python\nx = 'No.'\n```\n"
    found = [sentence for paragraph in paragraphs(text + box) for sentence in split(paragraph)]
    assert found == [
        "Title one.",
        "It is so.",
        "**Bold.**",
        "More?",
        "Item one.",
        "Head",
        "Cell {glue}`x`.",
        "Box.",
        "Seen.",
        "x.png",
        "A caption.",
    ]


def test_tests_are_found_by_their_names():
    assert exists(TEST)
    assert not exists("tests/test_nothing.py::test_of_nothing")
    assert not exists("test_of_nothing")
    assert not exists(TEST.removesuffix("list"))


def test_cases_are_found_by_their_names(monkeypatch, tmp_path):
    monkeypatch.setattr("general_sentences.ROOT", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text('CASES = {"one": 1}\n\ndef test_x(case): ...\n', encoding="utf-8")
    assert exists("tests/test_x.py::test_x[one]")
    assert not exists("tests/test_x.py::test_x[two]")
