"""Questions typed without a look at the grammar: each is read as it was meant, and answered, or refused in one line."""

import json
import re
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from spillover import ask
from spillover.questions import lexicon, tokens
from spillover.questions.answer import Answer
from spillover.questions.number import Number
from spillover.questions.parser import Order, Statement, read_conditions, read_question
from spillover.questions.ranking import Orders
from spillover.questions.tokens import QuestionError
from spillover.regimes import Planner, Regime

TYPED = json.loads(Path(__file__).with_name("typed_questions.json").read_text(encoding="utf-8"))
READ = [row for row in TYPED if "refused" not in row]
REFUSED = [row for row in TYPED if "refused" in row]


def text_of(row):
    return row["text"] + (f" | {row['given']}" if "given" in row else "")


def reading(asked):
    return asked.reading if isinstance(asked, Statement) else f"{asked.quantity}: {', '.join(mode.key for mode in asked.modes)}"


def conditions_of(row):
    return read_conditions(row["given"], "given") if "given" in row else ()


def answered(answer):
    """What was answered, in a word or two."""
    if isinstance(answer, Number):
        return str(answer.value)
    if isinstance(answer, Orders):
        return " | ".join(" > ".join(mode.key for mode in order.modes) for order in answer.orders) + " ?" * bool(answer.open)
    return answer.verdict.value


def test_there_are_many_in_two_languages():
    chinese = [row for row in TYPED if re.search("[一-鿿]", row["text"])]
    assert len(TYPED) >= 200
    assert len(chinese) >= 80
    assert {row["wish"] for row in READ} == {"always", "exists", "number", "order"}


@pytest.mark.parametrize("row", READ, ids=text_of)
def test_a_typed_question_is_read_as_it_was_meant(row):
    question = read_question(row["text"])
    assert (question.wish, reading(question.asked)) == (row["wish"], row["reads"])
    assert ", ".join(condition.reading for condition in (*question.conditions, *conditions_of(row))) == row["conditions"]


@pytest.mark.parametrize("row", REFUSED, ids=text_of)
def test_what_is_not_understood_is_said_in_one_line(row):
    with pytest.raises(QuestionError) as caught:
        (read_question(row["text"]), conditions_of(row))
    said, _, pointer = str(caught.value).split("\n")
    assert said.partition(": ")[2] == row["refused"]
    assert pointer.endswith("^")
    assert len(said) < 260


@pytest.mark.parametrize("row", READ, ids=text_of)
def test_a_reading_is_read_as_itself(row):
    question = read_question(row["text"])
    if isinstance(question.asked, Order):
        return
    again = read_question(question.asked.reading)
    assert reading(again.asked) == question.asked.reading
    assert (
        sp.simplify(again.asked.holds - question.asked.holds) == 0
        if question.wish == "number"
        else again.asked.holds == question.asked.holds
    )
    for condition in question.conditions:
        (same,) = read_conditions(condition.reading, "given")
        assert (same.holds, same.ends) == (condition.holds, condition.ends)


@pytest.mark.parametrize("row", READ[::12], ids=text_of)
def test_a_typed_question_is_answered(row):
    assert answered(ask(row["text"], row.get("given"))) == row["answer"]


@pytest.mark.deep
@pytest.mark.parametrize("row", READ, ids=text_of)
def test_each_typed_question_is_answered(row):
    assert answered(ask(row["text"], row.get("given"))) == row["answer"]


# The words


def test_no_word_means_two_things():
    meanings = {}
    for spelling, meaning in lexicon.words():
        meanings.setdefault(re.sub(r"[\s_-]+", "", spelling).lower(), set()).add(meaning)
    assert {spelling: found for spelling, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "spelling", [spelling for spelling, (kind, _) in lexicon.words() if kind in ("quantity", "mode", "parameter", "unclear")]
)
def test_every_name_is_one_token(spelling):
    kind, meaning = dict(lexicon.words())[spelling]
    token, end = tokens.tokens_of(spelling)
    assert (token.kind, token.text, end.kind) == (kind, meaning, "end")


@pytest.mark.parametrize(("key", "spelling"), [(key, spelling) for spelling, (kind, key) in lexicon.words() if kind == "mode"])
def test_every_name_of_a_regime_means_it_in_every_place(key, spelling):
    mode = next(mode for mode in (*Regime, *Planner) if key in (mode.key, mode.name.lower()))
    for text in (f"profit[{spelling}] > 1", f"profit under {spelling} > 1", f"{spelling} profit > 1"):
        question = read_question(text)
        assert (question.asked.modes, question.asked.reading) == ((mode,), f"profit[{key}] > 1")


@pytest.mark.parametrize("typed", ["cooperatoin", "noncooperatve", "coperation", "半合做", "secondd best", "colusion"])
def test_a_hint_never_names_the_opposite(typed):
    """The regime that is hinted at is the one that was meant, not another."""
    meant = {"cooperatoin": "rnd", "noncooperatve": "non", "coperation": "rnd", "半合做": "rnd"}
    meant |= {"secondd best": "second_best", "colusion": "full"}
    with pytest.raises(QuestionError) as caught:
        read_question(f"profit[{typed}] > 1")
    hints = (
        re.findall(r"'([^']+)'", str(caught.value).split("did you mean ")[1].split("?")[0]) if "did you mean" in str(caught.value) else []
    )
    assert {dict(lexicon.words())[hint][1] for hint in hints} <= {meant[typed]}


# What could be taken for something else

TWO_WAYS = (
    "what > x*",
    "if beta never exceeds 1/2, x* > x̂",
    "x*大于x̂，如果beta不可能大于1/2",
    "x* exceeds x̂ and q* can exceed q̂",
    "x* can exceed x̂ only if beta > 1/2",
    "it is not possible that x* > x̂",
    "can x* exceed x̂ for all beta?",
    "对任意beta，存在n使得x*大于x̂",
    "x*可能大于x̂也可能小于x̂",
    "能否证明x*大于x̂",
    "can one say that x* > x̂?",
    "x* is not always greater than x̂",
    "x*不一定大于x̂",
    "it is not always true that x* > x̂",
    "profits under full cannot always exceed profits under non",
    "三种制度下利润不都为正",
    "不是所有制度下利润都为正",
    "can second best R&D be larger than in every regime?",
    "beta大于1/2时，x*才大于x̂",
    "要x*大于x̂，beta要大于1/2",
    "when is 2x* > x̂?",
    "when is x* > x̂/2",
    "when is profit under rnd > 2*profit under non",
    "which is larger, total R&D under rnd or R&D under non?",
    "which regime has the largest profit gap?",
    "x* = max(x̂, x̃)",
    "when x* > 2 x̂?",
    "if x* > 2 q̂ > 1",
    "welfare under rnd given beta > 1/2 exceeds welfare under non",
    "溢出大时半合作利润高于完全不合作",
    "溢出不大时x*大于x̂",
    "does beta lower x*?",
    "do spillovers lower prices under rnd?",
    "x* > x̂ below beta = 1/2",
    "不完全合作的利润高于完全合作",
    "不仅研发合作的利润低于全合作",
    "非半合作的利润低于半合作",
    "if x* > x̂, n = 2",
    "x* > x̂ if beta > 1/2, and q* > q̂",
    "x* < x̂ if beta > 1/2 and x* > x̂ if beta < 1/2",
    "x* > x̂ if n in {2,3}",
    "x* > x̂ from n = 3 to n = 5",
    "x* > x̂ over beta = 1/2",
    "does cluster output rise with n under non?",
    "What is the output of the industry under rnd?",
    "is welfare per firm decreasing in n under non",
    "总成本 in rnd > 总成本 in non",
    "is the cost of production higher in rnd than in non",
    "x* > three x̂",
    "is x* at least 10% higher than x̂?",
    "x*(0) > x*(1)",
    "x*(1/2) > x̂(0)",
    "n=2.x*>x̂",
    "x^-1 > 0",
    "x*n > x̂",
    "x*beta > x̂",
    "x* > x̂ <- beta > 1/2",
    "x* > x̂ <= beta > 1/2",
    "profit, welfare: rnd > non",
    "x*比x̂大多少",
    "by how much is welfare under rnd higher than under non",
    "are prices worse under full than rnd?",
    "is profit in every regime higher than under non?",
    "in one case x* > x̂",
    "there exists n such that x* > x̂",
)
"""Texts that a hurried reader takes for another statement, often for the opposite: "not always", "only if", a condition in the middle."""


@pytest.mark.parametrize("text", TWO_WAYS)
def test_what_could_be_taken_for_something_else_is_refused(text):
    with pytest.raises(QuestionError):
        read_question(text)


MEANT = {
    "(x* and x̂ are equal) or beta > 1/2": "(x[rnd] = x[non]) or beta > 1/2",
    "total R&D under full cooperation > industry profit in no cooperation": "n*x[full] > n*profit[non]",
    "higher profit under full cooperation than under R&D cooperation": "profit[full] > profit[rnd]",
    "x* > x̂ if beta between 1/4 and 1/2": "x[non] > x[rnd] if 1/4 <= beta and beta <= 1/2",
    "R&D cooperation raises profit compared with no cooperation": "profit[rnd] > profit[non]",
    "d/dbeta x[non] < 0": "d x[non] / d beta < 0",
    "R&D cooperation for welfare > 1": "welfare[rnd] > 1",
    "welfare > 3 and profit > 2 (no cooperation)": "welfare[non] > 3 and profit[non] > 2",
    "What > W*": "welfare[rnd] > welfare[non]",
    "if there is no spillover, is x* > x̂?": "x[non] > x[rnd] if beta = 0",
    "for a beta > 1/2, x* > x̂": "x[non] > x[rnd] if beta > 1/2",
    "with a spillover above 1/2, x̂ > x*": "x[rnd] > x[non] if beta > 1/2",
    "x*有时大于x̂": "exists not (x[non] > x[rnd])",
    "check if x* > x̂, n = 2": "x[non] > x[rnd] if n = 2",
    "x* > x̂ unless beta > 1/2": "x[non] > x[rnd] if not (beta > 1/2)",
    "x* > x̂ only if beta > 1/2": "x[non] > x[rnd] => beta > 1/2",
    "x* is never above x̂ if beta > 1/2": "never not (x[non] > x[rnd]) if beta > 1/2",
    "can x̂ ever be below x* if beta > 1/2": "exists not (x[rnd] < x[non]) if beta > 1/2",
    "x* is not higher than x̂": "x[non] <= x[rnd]",
    "x* 不大于 x̂": "x[non] <= x[rnd]",
    "is profit positive in every regime?": "profit[non] > 0 and profit[rnd] > 0 and profit[full] > 0",
    "x* > 2 x̂": "x[non] > 2*x[rnd]",
    "x* > x̂ in a duopoly": "x[non] > x[rnd] if n = 2",
    "x̂ ＞ x* （如果 β ≥ ５０％）": "x[rnd] > x[non] if beta >= 1/2",
    "\\hat{x} > x^* \\text{ if } \\beta > 1/2": "x[rnd] > x[non] if beta > 1/2",
    "x[cartel (R&D)] > x[C]/2": "x[rnd] > x[rnd]/2",
    "can W[full] > W[rnd] hold?": "exists not (welfare[full] > welfare[rnd])",
    "β ∈ (0,1) → x̂ > 0": "0 < beta and beta < 1 => x[rnd] > 0",
    "x* at n = 2 a = 3": "x[non] if n = 2, a = 3",
    "γ＝5 时 x* 是多少": "x[non] if gamma = 5",
}


@pytest.mark.parametrize("text", MEANT)
def test_what_has_one_meaning_is_read_so(text):
    question = read_question(text)
    given = ", ".join(condition.reading for condition in question.conditions)
    wish = f"{question.wish} " * (question.wish in ("exists", "never"))
    assert f"{wish}{reading(question.asked)}{f' if {given}' if given else ''}" == MEANT[text]


@pytest.mark.parametrize("text", ["can x[rnd] be > 1", "beta never exceeds 1/2", "beta is only when n = 2"])
def test_a_condition_holds_or_does_not(text):
    with pytest.raises(QuestionError, match="a condition is expected, which holds or does not"):
        read_conditions(text, "given")


# Whatever is typed

WORDS = [spelling for spelling, _ in lexicon.words()]
SCRAPS = [
    *WORDS,
    *lexicon.SIGNS,
    *lexicon.LETTERS,
    *(f"\\{command}" for command in lexicon.LATEX),
    "1",
    "1/2",
    "50%",
    "(",
    ")",
    "[",
    "]",
    ",",
    "^",
]


@given(st.lists(st.sampled_from(SCRAPS), max_size=25), st.sampled_from(["", " "]))
@settings(max_examples=150)
def test_any_words_are_read_or_refused(scraps, gap):
    question, refused = attempt(gap.join(scraps)[:500])
    assert refused.startswith("text: ") if question is None else question.wish in ("always", "exists", "never", "number", "order")


def attempt(text):
    """What a text asks, or why it cannot be read."""
    try:
        return read_question(text), ""
    except QuestionError as error:
        return None, str(error)


@pytest.mark.deep
@given(st.lists(st.sampled_from(SCRAPS), max_size=12), st.lists(st.sampled_from(SCRAPS), max_size=8))
@settings(max_examples=400, deadline=20_000)
def test_any_words_are_answered_or_refused(scraps, conditions):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("spillover.questions.decide.WORK", 200_000)
        patch.setattr("spillover.questions.ranking.WORK", 200_000)
        try:
            answer = ask(" ".join(scraps), " ".join(conditions) or None, rlimit=20_000)
        except QuestionError:
            return
    assert isinstance(answer, Answer | Number | Orders)
    assert repr(answer)
    assert answer._repr_markdown_()
