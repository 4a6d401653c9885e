"""Questions typed without a look at the grammar: each is read as it was meant, or refused in one line."""

import re

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from typed import READ, REFUSED, TYPED, text_of

from spillover import ask, model
from spillover.questions import lexicon, lexing, paraphrased
from spillover.questions.answer import Answer
from spillover.questions.gist import gist
from spillover.questions.number import Number, Numbers
from spillover.questions.parser import read_conditions, read_question
from spillover.questions.parts import Order, Statement
from spillover.questions.ranking import Orders
from spillover.questions.tokens import QuestionError
from spillover.regimes import Planner, Regime


def reading(asked, *beside):
    if isinstance(asked, Statement):
        return ", ".join(one.reading for one in (asked, *beside))
    return f"{asked.quantity}: {', '.join(mode.key for mode in asked.modes)}"


def conditions_of(row):
    return read_conditions(row["given"], "given") if "given" in row else ()


def test_there_are_many_in_two_languages():
    chinese = [row for row in TYPED if re.search("[一-鿿]", row["text"])]
    assert len(TYPED) >= 600
    assert len(chinese) >= 80
    assert {row["wish"] for row in READ} == {"always", "exists", "never", "number", "order"}


@pytest.mark.cases(120)
@pytest.mark.parametrize("row", READ, ids=text_of)
def test_a_typed_question_is_read_as_it_was_meant(row):
    question = read_question(row["text"], given=conditions_of(row))
    assert (question.wish, reading(question.asked, *question.beside)) == (row["wish"], row["reads"])
    assert ", ".join(condition.reading for condition in (*question.conditions, *conditions_of(row))) == row["conditions"]


# The gist, which is read where the grammar refuses


def asks(question):
    """What a question asks, whichever side of a relation comes first."""
    asked = question.asked
    if isinstance(asked, Order):
        return question.wish, asked.quantity, {*asked.modes}
    holds = asked.holds.replace(lambda part: part.is_Relational, lambda part: part.canonical)
    return question.wish, holds, question.either_way, sp.And(*(condition.holds for condition in question.conditions))


@pytest.mark.cases(120)
@pytest.mark.parametrize("row", READ, ids=text_of)
def test_the_gist_of_a_question_is_what_was_meant_or_nothing(row):
    """Also where the grammar reads the question, which then never comes to the gist."""
    if said := gist(row["text"]):
        assert asks(read_question(said, given=conditions_of(row))) == asks(read_question(row["text"], given=conditions_of(row)))


def test_many_questions_have_a_gist():
    assert sum(bool(gist(row["text"])) for row in READ) >= 300


GIST = {
    "Do firms invest more in R&D when they cooperate in research?": "x[rnd] > x[non]",
    "Who produces more: a monopoly or competing firms?": "q[full] vs q[non]",
    "Are firms always better off with full cooperation than with R&D cooperation only?": "profit[full] > profit[rnd]",
    "What is the effect of market size on R&D spending in the noncooperative case?": "x[non] monotone in a",
    "Does R&D per firm go down when more firms enter the cluster and nobody cooperates?": "x[non] decreasing in n",
    "with more spillovers, is R&D lower under no cooperation?": "x[non] decreasing in beta",
    "does fewer firms mean that R&D falls under no cooperation": "",
    "半合作下消费者剩余随溢出系数增加而增加": "consumer_surplus[rnd] increasing in beta",
    "x不合作随n减小": "x[non] decreasing in n",
    "how does the welfare gain from R&D cooperation vary with beta": "",
    "Under full cooperation, are consumers better off with higher spillovers?": "consumer_surplus[full] increasing in beta",
    "does n reduce profit less under full cooperation": "",
    "does n fall profit under full cooperation": "",
    "do spillovers raise R&D in every regime": "x[non] increasing in beta and x[rnd] increasing in beta and x[full] increasing in beta",
    "rank R&D if beta = 2/3": "largest x if beta = 2/3",
    "which regime has the lowest price for all beta": "smallest price",
    "what is R&D under no cooperation": "x[non]",
    "what does R&D spending amount to under no cooperation": "",
    "is profit positive in every regime": "profit[non] > 0 and profit[rnd] > 0 and profit[full] > 0",
    "at what spillover does R&D cooperation start to raise R&D": "when is x[rnd] > x[non]",
    "price exceeds full cooperation": "",
    "does the price improve under full cooperation": "",
    "is R&D under R&D cooperation as much as under no cooperation larger": "",
    "what effect does R&D cooperation have on the price-cost margin": "",
    "what effect does R&D cooperation have on the price": "price[non] vs price[rnd]",
    "margin p - c under full cooperation is higher than under no cooperation": ""
    "(price[full] - unit_cost[full]) > (price[non] - unit_cost[non])",
    "can R&D cooperation raise profit": "can profit[rnd] > profit[non]",
    "can it always be that R&D cooperation raises profit": "",
    "do some firms gain profit from R&D cooperation": "",
    "which regime has the same profit": "",
    "is profit higher under R&D cooperation at beta = 0 at beta = 1": "",
    "is R&D too high under full cooperation": "",
    "is R&D under no cooperation too low from the point of view of the second-best planner?": "x[non] < x[second_best]",
    "is second-best R&D too low under R&D cooperation": "",
    "how much larger is x̂ than x*": "x[rnd] - x[non]",
    "x*比x̂大多少": "x[non] - x[rnd]",
    "by how much is welfare under rnd higher than under non": "welfare[rnd] - welfare[non]",
    "how far is R&D under no cooperation from the first best": "x[first_best] - x[non]",
    "how many times as large is R&D under full cooperation as under no cooperation": "x[full]/x[non]",
    "by what percentage is output lower under full cooperation than under no cooperation": "1 - q[full]/q[non]",
    "what is the loss in consumer surplus if firms merge fully": "consumer_surplus[non] - consumer_surplus[full]",
    "does R&D cooperation bring a gain in profit": "",
    "how much higher is profit": "",
    "by what factor is profit higher": "",
    "is R&D higher or lower under full cooperation": "x[full] vs x[non]",
    "what is higher or lower under full cooperation, profit": "",
    "does R&D cooperation lead to lower prices and higher output?": "price[rnd] < price[non] and q[rnd] > q[non]",
    "does R&D cooperation raise profit, output and welfare": ""
    "profit[rnd] > profit[non] and q[rnd] > q[non] and welfare[rnd] > welfare[non]",
    "半合作同时提高产量和利润": "q[rnd] > q[non] and profit[rnd] > profit[non]",
    "does R&D cooperation raise profit or welfare": "",
    "how large must gamma be for R&D cooperation to raise welfare": "when is welfare[rnd] > welfare[non]",
    "can R&D cooperation raise total R&D": "can (n*x[rnd] > n*x[non])",
    "can R&D under full cooperation exceed R&D under R&D cooperation for all beta": "",
    "is profit under full cooperation more than twice profit under no cooperation": "profit[full] > 2*profit[non]",
    "if R&D under full cooperation exceeds twice R&D under no cooperation": "",
    "is the effect of beta on R&D under no cooperation negative": "x[non] decreasing in beta",
    "at what value of beta are noncooperative and cooperative R&D equal": "when is x[non] = x[rnd]",
    "is the price under R&D cooperation lower than when they do not": "price[rnd] < price[non]",
    "will the price be lower if there are more firms and no cooperation": "price[non] decreasing in n",
    "R&D cooperation makes no difference to profit if beta = 1/2": "profit[rnd] = profit[non] if beta = 1/2",
    "what would happen to welfare if firms merge fully": "welfare[non] vs welfare[full]",
    "在半合作和完全不合作之间，消费者更偏好哪个": "consumer_surplus[rnd] vs consumer_surplus[non]",
    "Does an increase in A lower noncooperative output?": "q[non] decreasing in A",
    "Let there be 4 firms. Which is bigger, output with or without R&D cooperation?": "q[rnd] vs q[non] if n = 4",
    "Effect of a bigger market on R&D?": "x monotone in a",
    "can entry lower the price": "can price decreasing in n",
    "at beta one, what's the ratio of profit under R&D cooperation to profit under no cooperation?": "profit[rnd]/profit[non] if beta = 1",
}
"""Questions, and their gist where they have one."""


@pytest.mark.cases(None)
@pytest.mark.parametrize("text", GIST)
def test_the_gist_is_written_in_the_spelling_of_the_grammar(text):
    assert gist(text) == GIST[text]
    if GIST[text]:
        assert asks(read_question(text)) == asks(read_question(GIST[text]))


def test_lists_in_lists_have_no_gist_and_take_no_time():
    """With two readings for each of sixty lists there would be no end."""
    assert gist(("x and p " * 60)[:480]) == ""


@pytest.mark.cases(None)
@pytest.mark.parametrize("row", paraphrased.TABLE, ids=lambda row: row.example)
def test_each_row_of_other_words_says_its_example_otherwise(row):
    said = re.sub(row.typed, row.read, row.example, flags=re.IGNORECASE)
    assert " ".join(said.split()) == row.becomes == paraphrased.paraphrased(row.example)


def test_what_no_row_fits_stays_as_it_is():
    text = "is x* lower than W[rnd] at n = 2 and beta = 1?"
    assert paraphrased.paraphrased(text) == text


BEYOND = {
    "is Ŵ closer to the second best than W*": "'closer' is not answered as it is asked: compare two differences",
    "does R&D cooperation make sense": "'make sense' is not answered as it is asked: ask of one number",
    "do patents raise R&D": "'patents' is not in the model that is asked: of the model are firms, spillovers, R&D",
    "is R&D under no cooperation inefficient": "compare it with the first best or the second best",
    "is R&D under no cooperation too low": "compared with what?",
    "is x* > x̂ for beta near 1": "'near' says no number",
    "does Proposition 2 hold": "this is a number and speaks of nothing in the model",
}
"""Questions that cannot be answered, and what of them is."""


@pytest.mark.parametrize("text", BEYOND)
def test_what_the_model_does_not_have_is_said(text):
    with pytest.raises(QuestionError, match=re.escape(BEYOND[text])):
        read_question(text)


SHARP = {
    "Is W^C > W^N?": "welfare[rnd] > welfare[non]",
    "x^{C} > x^{N}": "x[rnd] > x[non]",
    "is x̂ > x* if spillovers are 70 percent": "x[rnd] > x[non] if beta = 7/10",
    "is there any effect of gamma on R&D under no cooperation": "x[non] increasing in gamma",
}


@pytest.mark.parametrize("text", SHARP)
def test_marks_percentages_and_effects_are_read(text):
    question = read_question(text)
    given = ", ".join(condition.reading for condition in question.conditions)
    assert (question.wish, reading(question.asked) + f" if {given}" * bool(given)) == ("always", SHARP[text])


def test_a_question_read_by_its_gist_is_repeated_as_it_was_typed():
    assert read_question(" Do firms invest more in R&D when they cooperate in research? ").asked.text.startswith("Do firms invest")


def test_or_asks_at_which_of_two_spillovers_there_is_more_and_than_says_it():
    assert ask("is x[non] larger at beta = 3/4 or at beta = 1/4?").counterexample is None
    assert ask("is x[non] larger at beta = 3/4 than at beta = 1/4?").counterexample is not None


@pytest.mark.cases(60)
@pytest.mark.parametrize("row", REFUSED, ids=text_of)
def test_what_is_not_understood_is_said_in_one_line(row):
    with pytest.raises(QuestionError) as caught:
        read_question(row["text"], given=conditions_of(row))
    said, _, pointer = str(caught.value).split("\n")
    near = row.get("near", [])
    hint = f"; try: {', or: '.join(near)}" * bool(near)
    assert (said.partition(": ")[2], caught.value.near) == (row["refused"] + hint, tuple(near))
    assert pointer.endswith("^")
    assert len(said) < 400


@pytest.mark.cases(60)
@pytest.mark.parametrize("row", [row for row in REFUSED if "near" in row], ids=text_of)
def test_what_is_said_to_be_read_is_read_and_takes_no_side(row):
    for text in row["near"]:
        question = read_question(text)
        assert question.wish in ("always", "order")
        assert isinstance(question.asked, Order) or re.search(r"\bmonotone in ", text)


@pytest.mark.cases(40)
@pytest.mark.parametrize("row", READ, ids=text_of)
def test_a_reading_is_read_as_itself(row):
    question = read_question(row["text"], given=conditions_of(row))
    if isinstance(question.asked, Order):
        return
    again = read_question(question.asked.reading)
    assert reading(again.asked) == question.asked.reading
    assert [read_question(one.reading).asked.reading for one in question.beside] == [one.reading for one in question.beside]
    assert (
        sp.simplify(again.asked.holds - question.asked.holds) == 0
        if question.wish == "number"
        else again.asked.holds == question.asked.holds
    )
    for condition in question.conditions:
        (same,) = read_conditions(condition.reading, "given")
        assert (same.holds, same.ends) == (condition.holds, condition.ends)


# The words


def test_no_word_means_two_things():
    meanings = {}
    for spelling, meaning in lexicon.words():
        meanings.setdefault(re.sub(r"[\s_-]+", "", spelling).lower(), set()).add(meaning)
    assert {spelling: found for spelling, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.cases(40)
@pytest.mark.parametrize(
    "spelling", [spelling for spelling, (kind, _) in lexicon.words() if kind in ("quantity", "mode", "parameter", "unclear")]
)
def test_every_name_is_one_token(spelling):
    kind, meaning = dict(lexicon.words())[spelling]
    token, end = lexing.tokens_of(spelling)
    assert (token.kind, token.text, end.kind) == (kind, meaning, "end")


@pytest.mark.cases(40)
@pytest.mark.parametrize(("key", "spelling"), [(key, spelling) for spelling, (kind, key) in lexicon.words() if kind == "mode"])
def test_every_name_of_a_regime_means_it_in_every_place(key, spelling):
    mode = next(mode for mode in (*Regime, *Planner) if key in (mode.key, mode.name.lower()))
    for text in (f"profit[{spelling}] > 1", f"profit under {spelling} > 1", f"{spelling} profit > 1"):
        question = read_question(text)
        assert (question.asked.modes, question.asked.reading) == ((mode,), f"profit[{key}] > 1")


@pytest.mark.parametrize("typed", ["copration", "noncopratve", "noncopration", "半合做", "secnd_bst", "colusin"])
def test_a_hint_never_names_the_opposite(typed):
    """The regime that is hinted at is the one that was meant, not another."""
    meant = {"copration": "rnd", "noncopratve": "non", "noncopration": "non", "半合做": "rnd"}
    meant |= {"secnd_bst": "second_best", "colusin": "full"}
    with pytest.raises(QuestionError) as caught:
        read_question(f"profit[{typed}] > 1")
    hints = (
        re.findall(r"'([^']+)'", str(caught.value).split("did you mean ")[1].split("?")[0]) if "did you mean" in str(caught.value) else []
    )
    assert {dict(lexicon.words())[hint][1] for hint in hints} <= {meant[typed]}


SLIPS = {
    "profit[cooperatoin] > 1": "profit[rnd] > 1",
    "profit[noncooperatve] > 1": "profit[non] > 1",
    "profit[coperation] > 1": "profit[rnd] > 1",
    "profit[secondd best] > 1": "profit[second_best] > 1",
    "wefare under colusion > 1": "welfare[full] > 1",
    "xtidle > xhat": "x[full] > x[rnd]",
    "dprofit[non]/dbeta < 0": "d profit[non] / d beta < 0",
}
"""Long words with one letter that is missing, too many, wrong, or exchanged with the next."""


@pytest.mark.parametrize("text", SLIPS)
def test_one_wrong_letter_of_a_long_word_is_put_right(text):
    assert reading(read_question(text).asked) == SLIPS[text]


@pytest.mark.parametrize("word", ["welfr", "worst", "rate", "noncoperatve", "bta"])
def test_what_is_like_no_word_or_like_two_stays_as_it_is(word):
    assert lexing.corrected(f"x {word} 1") == f"x {word} 1"


def test_no_word_is_one_letter_from_its_opposite():
    """Each word with one letter left out is put right to itself, or left alone."""
    for spelling, (kind, _) in lexicon.words():
        if kind in ("mode", "relation", "trend", "quantity", "extreme", "positive", "not"):
            for word in re.findall("[a-z]{6,}", spelling.lower()):
                for place in range(len(word)):
                    slip = word[:place] + word[place + 1 :]
                    assert lexing.corrected(slip) in (slip, word), (slip, word)


# What could be taken for something else

TWO_WAYS = (
    "x* at n = 3, larger than at n = 2",
    "triple R&D under no cooperation x* > x̂",
    "profit under full cooperation, x* > x̂",
    "R&D under full cooperation is excessive: x* > x̂",
    "R&D under R&D cooperation is lower: x̂ > x*",
    "it is false that R&D is excessive: x̂ > x*",
    "no excessive R&D: x̂ > x*",
    "if R&D is excessive: x̂ > x*",
    "without R&D cooperation: x* > x̂",
    "only with R&D cooperation is R&D excessive: x̂ > x*",
    "R&D is excessive for some β, x̂ > x* for all β",
    "R&D is excessive: x̂ > x*, x̃ > x*",
    "x̂ > x*, compared with full cooperation",
    "which regime has the lowest price, compared with no cooperation",
    "x̂ > x* when gamma is very large",
    "x* when beta is very large",
    "limit of x*",
    "is x* > x̂ as n → ∞",
    "limit of x* as G → ∞",
    "x* as n → ∞ and β → 1",
    "lim x*, x̂ > 1 as n → ∞",
    "x* if n = 2, x̂",
    "price and profit",
    "x* and x̂ if x* and x̂",
    "profit of x* and q̂ in full cooperation",
    "(x* and x̂) > 1",
    "sign of x* and x̂",
    "for which beta x* and x̂",
    "x* > x̂ if n = 2 and x* < x̂ if n = 3",
    "is x* larger at n = 2 than at n = 3 than x̂",
    "is x* larger at n = 2 than at n = 3 x̂ q̂",
    "is larger at n = 2 than at n = 3",
    "moving from no cooperation R&D cooperation raises profit",
    "moving from no cooperation to R&D cooperation",
    "moving from no cooperation to R&D cooperation raises x̂",
    "moving from no cooperation to R&D cooperation profit welfare",
    "x̂ rises when moving from no cooperation to R&D cooperation",
    "x̂ is not larger than x* and smaller than x̃",
    "x* < x̂ < x̃ and < x[first_best]",
    "x[rnd] >= x[non], with equality iff 1/2",
    "the profit gain from R&D cooperation is larger if beta > 1/2",
    "is R&D under no cooperation largest at β = 0?",
    "企业从不合作",
    "x̃是x̂的倍",
    "研发更多价格更低",
    "x**n > 1",
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
    "are prices worse under full than rnd?",
    "is profit in every regime higher than under non?",
    "in one case x* > x̂",
    "there exists n such that x* > x̂",
    "is profit higher than under full cooperation",
    "is welfare lower than under R&D cooperation",
    "firms are worse off than under R&D cooperation",
    "consumers are worse off than under full cooperation",
    "is price lower than full cooperation",
    "profit is higher than R&D cooperation",
    "is welfare at most as in full cooperation",
    "profit is lower compared with full cooperation",
    "is R&D higher than under full cooperation if n = 2",
    "价格高于完全合作",
    "福利低于完全合作",
    "利润不高于完全合作",
    "研发低于半合作",
    "x̂ exceeds x* and so does x̃",
    "x* is lower than x̃ and so is x̂",
    "full cooperation lowers R&D and so does R&D cooperation",
    "full cooperation has lower R&D than no cooperation and so does R&D cooperation",
    "R&D cooperation raises R&D and full cooperation also",
    "R&D cooperation has higher R&D than no cooperation and so has full cooperation",
    "profit under full cooperation exceeds profit under no cooperation, and so does profit under R&D cooperation",
    "x̂ is larger than x*, and x̃ also",
    "x̂ > x* and x̃ is",
    "x̂ > x* and x̃ does",
    "x̂大于x*且x̃也是",
    "半合作提高研发且完全合作也是",
    "profit is not higher under full cooperation than under R&D cooperation but welfare is",
    "x̂ is not larger than x* but x̃ is",
    "x̂ is larger than x* but x̃",
    "profit under R&D cooperation is dominated by profit under full cooperation",
    "in welfare, R&D cooperation is dominated by full cooperation",
    "x* is surpassed by x̂",
    "x* is reached by x̂",
    "x̂ is not dominated by x*",
    "beta > 1/2 is implied by x̂ > x*",
    "profit[full] > profit[rnd] is implied by x̂ > x*",
    "x̂ > x* if there are not full spillovers (beta < 1)",
    "x̂ > x* if not full spillovers (beta < 1)",
    "如果不是完全溢出（β<1），x̂>x*",
    "x̂ > x* unless there are no spillovers (beta > 0)",
    "除非没有溢出（β>0），x̂>x*",
    "with full spillovers (beta < 1), x̂ > x*",
    "a larger market (lower a) raises x*",
    "more firms (smaller n) lower x*",
    "R&D cooperation only raises profit if beta > 1/2",
    "cooperation in R&D only helps consumers if beta > 1/2",
    "R&D cooperation only increases R&D for beta > 1/2",
    "R&D cooperation only has higher R&D than no cooperation if beta > 1/2",
    "cooperating in R&D only raises profit if beta > 1/2",
    "it is not true that beta > 1/2 implies x̂ > x*",
    "并非β>1/2推出x̂>x*",
    "it's not true that x̂ > x* and x̃ > x*",
    "并非x̂>x*且x̃>x*",
    "it is not true that x̂ > x* or x̃ > x*",
    "it is not true that x̂ > x* if beta > 1/2",
    "it is not true that x̂ > x* unless beta > 1/2",
    "x̂ is larger than x* as a function of beta > 1/2",
    "welfare is lower if firms do not cooperate in R&D",
    "welfare is lower if firms compete in R&D",
    "welfare is lower without cooperation in R&D",
    "welfare is higher without cooperation in output",
    "consumers are better off without cooperation in output",
    "price is lower with competition in output",
    "profit is higher with R&D cooperation than without cooperation in output",
    "not cooperating in R&D is better for consumers",
    "is full cooperation in R&D better for consumers",
    "R&D is better for consumers under R&D cooperation",
    "firms produce more R&D under R&D cooperation",
    "profit under full cooperation is higher than without R&D",
    "full cooperation raises profit and lowers welfare compared with R&D cooperation",
    "R&D cooperation raises R&D and lowers the price relative to full cooperation",
    "full cooperation is good for firms and bad for consumers compared with R&D cooperation",
    "full cooperation raises profit, lowers welfare compared with R&D cooperation",
    "full cooperation raises profit compared with R&D cooperation and lowers welfare",
    "full cooperation lowers R&D compared with R&D cooperation but raises profit",
    "profit under full cooperation is higher and welfare under full cooperation is lower than under R&D cooperation",
    "R&D cooperation underinvests but full cooperation overinvests relative to the second best",
    "x* is largest at beta = 1/2",
    "x* is largest for beta = 0",
    "x̂ is maximal at beta = 1",
    "x* is highest in a duopoly",
    "β=0时x*最大",
    "the gain in profit from R&D cooperation is positive",
    "the gain in profit from R&D cooperation increases in beta",
    "the welfare gap falls in beta under R&D cooperation",
    "半合作的福利差距随溢出缩小",
    "半合作的利润差距",
    "every regime but full cooperation has the same R&D",
    "all regimes but full cooperation have the same R&D",
    "is there overinvestment under full cooperation",
    "profit is non positive",
    "is welfare non monotone in beta",
    "profit is non constant in n",
    "price is better under R&D cooperation than under full cooperation",
    "prices are worse under full cooperation than under R&D cooperation",
    "R&D cooperation beats full cooperation in price",
    "full cooperation leads to overinvestment",
    "R&D cooperation overinvests if beta < 1/2",
    "半合作投资过度",
    "x̂ > x* - n = 2",
    "x̂ > x* – n = 2",
    "x̂ > x* - beta > 1/2",
    "d x*/d beta | beta = 0 > 0",
    "x* | n = 2 < 3",
    "x* or x̂ are equal to x̃",
    "beta increases x* less",
    "are prices under R&D cooperation lower than those without cooperation",
    "firms prefer R&D cooperation in the second best",
    "溢出不高（β>1/2）时，半合作研发更高",
    "x* = x̂ and the price is lower",
    "x*=x̂且价格更低",
    "x̃ > x̂ > x* and profit is higher",
    "if x̂ > x* and x̃ > x*, is profit higher",
    "x* > x̂ from which beta on",
    "is x[non] higher if R&D becomes cheaper",
    "so is x̂ > x*?",
    "full cooperation, x̂ > x*",
    "neither x* nor x̂",
    "neither x* nor profit[rnd] is higher than profit[full]",
    "is it good for welfare",
    "good for welfare under non",
    "lower price goes with R&D",
    "lower price goes with more beta",
    "max(x*, x̂) > x̃",
    "R&D cooperation makes R&D",
    "1/2 increasing in beta",
    "x* < x̂ and CS is larger",
    "gap between x̂ and x* increasing in n",
    "x* > high",
    "which beta never maximizes x*",
    "firms benefit from R&D cooperation only if beta > 1/2",
    "is profit higher under R&D cooperation only if beta > 1/2",
    "for what n does full cooperation maximize welfare",
    "哪个n下全合作使福利最大",
    "the difference between x̂ and x̃ is negative",
    "what is the margin under full cooperation",
    "if n = 2, if beta = 1/2",
    "x* > x̂, x̃ > x̂",
    "welfare gap in profit between x̂ and x*",
    "full cooperation n > 2",
    "where in beta does x* peak",
    "gap between x* or x̂",
    "for which beta does the gap between x̂ and x* peak",
    "for which beta is welfare highest under full cooperation",
    "for which values of beta is W̃ largest",
    "for which beta is full cooperation the regime with the highest welfare",
    "is welfare under no cooperation maximized at beta = 1?",
    "which beta maximizes welfare in which regime",
    "which beta maximizes welfare in every regime",
    "which beta maximizes welfare",
    "which beta maximizes x* > 1",
    "ranking of price-cost margin",
    "p - c > 1",
    "if firms do not cooperate, i.e. beta = 0, x* > x̂",
    "in full cooperation, that is x̃ > x*",
    "x̂ > x* if beta > 1/2, that is, n > 2",
    "profit: output: is it higher under full cooperation",
    "lower unit cost but higher price in full cooperation",
    "research only, lower cost but higher price in full cooperation, R&D cooperation",
    "is x̂ or x* larger than x̃",
    "is x̂ > x* or larger",
    "what",
    "consumers lose from no cooperation",
    "x*, x̂ fall in n and x̃ rises",
    "not all of x*, x̂ fall in n",
    "does a firm deviate from R&D cooperation",
    "if only some firms cooperate in R&D, is x̂ > x*",
    "with small spillovers x̂ > x*",
    "x* is not increasing in gamma and b",
    "x* does not fall in a and in b",
    "is x* neither increasing in a nor in b",
    "does R&D fall if firms do not cooperate",
    "does profit fall without cooperation",
    "R&D cooperation does not hurt consumers",
    "full cooperation is not profitable",
    "no cooperation is profitable",
    "which regime do consumers not prefer",
    "which regime should consumers avoid",
    "which regime is not best for firms",
    "who does not gain from R&D cooperation",
    "x* does not make more profit",
    "not more profitable under full cooperation than under R&D cooperation",
    "only full cooperation is profitable",
    "firms do not gain if they cooperate in R&D",
    "consumers gain only if firms cooperate in R&D",
    "does an increase in gamma not reduce x*",
    "x* is unlikely to be above x̂",
    "hardly any firm gains from R&D cooperation",
    "半合作不有利于消费者",
    "半合作不能提高福利",
    "半合作能不提高福利吗",
    "不是半合作更赚钱",
    "全合作的价格不比半合作便宜",
    "全合作不便宜",
    "x*不随β递增也不随n递增",
    "企业不合作研发时价格更低",
    "不一起研发时价格更低",
    "价格没有更便宜",
    "without one firm, x* > x̂",
    "x̂ rather than x* is larger",
    "is welfare best under R&D cooperation",
    "x* beta 3 > 2",
    "the gain from full cooperation, π̂ − π*, is positive",
    "the gain from R&D cooperation, x* - x̂, is negative",
    "R&D cooperation, not full cooperation, is best for consumers",
    "profit rises under R&D cooperation and full cooperation",
    "the loss from R&D cooperation, π̂ − π*, is positive",
    "the gain from R&D cooperation, π* - π̂, is positive",
    "in full cooperation, x̂ > x*",
)
"""Texts that a hurried reader takes for another statement, often for the opposite: "not always", "only if", a condition in the middle."""


@pytest.mark.cases(60)
@pytest.mark.parametrize("text", TWO_WAYS)
def test_what_could_be_taken_for_something_else_is_refused(text):
    with pytest.raises(QuestionError):
        read_question(text)


MEANT = {
    "n=2时，随着β增加，x̂增加": "x[rnd] increasing in beta if n = 2",
    "次优的福利减去半合作的福利，随β增大还是减小": "welfare[second_best] - welfare[rnd] increasing in beta",
    "is x* larger at n = 2 or n = 3": "x[non] at n = 2 > x[non] at n = 3",
    "is the price higher at beta = 0 or at beta = 1 in full cooperation": "price[full] at beta = 0 > price[full] at beta = 1",
    "π̃是π*的2倍以上": "profit[full] >= 2*profit[non]",
    "x*, x̂, x̃各是多少": "x[non], x[rnd], x[full]",
    "all three welfare levels": "welfare[non], welfare[rnd], welfare[full]",
    "price and profit under full cooperation": "price[full], profit[full]",
    "profit under no cooperation and under R&D cooperation": "profit[non], profit[rnd]",
    "price and welfare in every regime if n = 2": "price[non], price[rnd], price[full], welfare[non], welfare[rnd], welfare[full] if n = 2",
    "n*x in every regime, if beta = 1": "n*x[non], n*x[rnd], n*x[full] if beta = 1",
    "dx*/dβ": "d x[non] / d beta",
    "x̂ as β → 0": "limit of x[rnd] as beta -> 0",
    "x* = 0 as n → +∞": "limit of x[non] as n -> infinity",
    "n→∞时x*的极限是多少": "limit of x[non] as n -> infinity",
    "does x* vanish with infinitely many firms?": "limit of x[non] as n -> infinity",
    "limit of x*, x̂ as n → ∞": "limit of x[non] as n -> infinity, limit of x[rnd] as n -> infinity",
    "\\lim_{\\beta \\to 1} \\hat{x}": "limit of x[rnd] as beta -> 1",
    "W[second_best] - W[rnd] -> 0 as beta -> 1 ?": "limit of (welfare[second_best] - welfare[rnd]) as beta -> 1",
    "is x̂ at n=3 larger than at n=2": "x[rnd] at n = 3 > x[rnd] at n = 2",
    "at n=2, is x̂ smaller than at n=3": "x[rnd] at n = 2 < x[rnd] at n = 3",
    "compared with β=0, is W* higher at β=1": "welfare[non] at beta = 1 > welfare[non] at beta = 0",
    "welfare[rnd] at beta=1 vs beta=0": "welfare[rnd] at beta = 1 > welfare[rnd] at beta = 0",
    "Are profits lower with no spillovers or with complete spillovers, in the no-cooperation case?": ""
    "profit[non] at beta = 0 < profit[non] at beta = 1",
    "x̂(β=1) > x*(β=1/2) if n = 2": "x[rnd] at beta = 1 > x[non] at beta = 1/2 if n = 2",
    "β=1时半合作的福利比β=0时高": "welfare[rnd] at beta = 1 > welfare[rnd] at beta = 0",
    "x̂ - x* is larger at beta = 1 than at beta = 3/4": "(x[rnd] - x[non]) at beta = 1 > (x[rnd] - x[non]) at beta = 3/4",
    "x̂ at β=1 vs x* at β=1": "x: rnd, non if beta = 1",
    "x* > x̂ if n = 2 or n = 3": "x[non] > x[rnd] if n = 2 or n = 3",
    "x** > x̃": "x[first_best] > x[full]",
    "x^{**} > \\tilde{x}": "x[first_best] > x[full]",
    "x^** > x̃": "x[first_best] > x[full]",
    "x* < x** (β=1)": "x[non] < x[first_best] if beta = 1",
    "W* 对 β 是单调的吗？": "welfare[non] increasing in beta",
    "企业越多，每家企业的研发投入越少（完全不合作）": "x[non] decreasing in n",
    "moving from no cooperation to R&D cooperation raises profit and lowers the price": ""
    "profit[rnd] > profit[non] and price[rnd] < price[non]",
    "企业从半合作转为全合作，利润增加但CS下降": "profit[full] > profit[rnd] and consumer_surplus[full] < consumer_surplus[rnd]",
    "从不合作到半合作，社会福利是否提高？": "welfare[rnd] > welfare[non]",
    "does welfare rise when firms move from R&D cooperation to full cooperation?": "welfare[full] > welfare[rnd]",
    "how does the price change when moving from R&D cooperation to full cooperation": "price[full] > price[rnd]",
    "consumers gain from moving from no cooperation to full cooperation": "consumer_surplus[full] > consumer_surplus[non]",
    "次优规划者的研发大于x̂且大于x*": "x[second_best] > x[rnd] and x[second_best] > x[non]",
    "x̂ is larger than x* and smaller than x̃": "x[rnd] > x[non] and x[rnd] < x[full]",
    "profit is higher under full cooperation than under R&D cooperation and lower than in first best": ""
    "profit[full] > profit[rnd] and profit[full] < profit[first_best]",
    "beta > 1/4 and < 3/4 => x* > 0": "beta > 1/4 and beta < 3/4 => x[non] > 0",
    "π̂ ≥ π* always, = iff β = 1/2": "profit[rnd] >= profit[non] and (profit[rnd] = profit[non] <=> beta = 1/2)",
    "π̂ ≥ π*, with equality iff β = 1/2": "profit[rnd] >= profit[non] and (profit[rnd] = profit[non] <=> beta = 1/2)",
    "x̃ is more than twice x̂": "x[full] > 2*x[rnd]",
    "x̃ is at least twice as large as x̂": "x[full] >= 2*x[rnd]",
    "x̃ is more than twice as large as x̂": "x[full] > 2*x[rnd]",
    "profit under full cooperation is half as high as under no cooperation": "profit[full] = 1/2*profit[non]",
    "x̃是x̂的两倍以上吗？": "x[full] >= 2*x[rnd]",
    "全合作的利润是不合作的利润的3倍吗？": "profit[full] = 3*profit[non]",
    "x̃超过x̂的两倍": "x[full] > 2*x[rnd]",
    "β=0时，完全不合作的研发是半合作的几倍？ n=2": "x[non]/x[rnd] if beta = 0, n = 2",
    "R&D is lower under R&D cooperation than under no cooperation but profit is higher": "x[rnd] < x[non] and profit[rnd] > profit[non]",
    "半合作的研发投入比完全不合作少，但利润更高": "x[rnd] < x[non] and profit[rnd] > profit[non]",
    "企业合作研发以后，产品价格上升": "price[rnd] > price[non]",
    "哪种制度下单位成本最低？（β＞½）": "unit_cost: non, rnd, full if beta > 1/2",
    "price-cost margin p - c : full vs non": "(price[full] - unit_cost[full]) > (price[non] - unit_cost[non])",
    "rank x over all regimes and both planners": "x: non, rnd, full, second, first",
    "if n = 1 are all three the same": "x[non] = x[rnd] and x[rnd] = x[full] and Q[non] = Q[rnd] and Q[rnd] = Q[full] if n = 1",
    "β=1/2时，x̂>x*，n=2": "x[rnd] > x[non] if beta = 1/2, n = 2",
    "if beta > 1/2 then x̂ > x*, n = 2": "x[rnd] > x[non] if beta > 1/2, n = 2",
    "the profit gain from R&D cooperation is larger when the spillover is larger": "(profit[rnd] - profit[non]) increasing in beta",
    "what β makes W[rnd] = W[non]?": "welfare: rnd, non",
    "Does the ranking W̃ > Ŵ > W* hold whenever β > 1/2?": "welfare[full] > welfare[rnd] > welfare[non] if beta > 1/2",
    "what happens to W* as β goes from 0 to 1?": "welfare[non] increasing in beta",
    "which regime gives the lowest price if beta is 0.3 and n is 4": "price: non, rnd, full if beta = 3/10 and n = 4",
    "effective R&D s x* increases in beta": "s*x[non] increasing in beta",
    "Does R&D cooperation help both firms and consumers if beta > 1/2": ""
    "profit[rnd] > profit[non] and consumer_surplus[rnd] > consumer_surplus[non] if beta > 1/2",
    "the regime with more R&D has the lower price: R&D cooperation vs no cooperation": ""
    "(x[rnd] > x[non] => price[rnd] < price[non]) and (x[non] > x[rnd] => price[non] < price[rnd])",
    "beta makes x* larger": "x[non] increasing in beta",
    "x* > x̂ if n = 2 firms": "x[non] > x[rnd] if n = 2",
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
    "仅研发合作提高利润若β>1/2": "profit[rnd] > profit[non] if beta > 1/2",
    "x̂ > x*, thus beta > 1/2": "beta > 1/2 if x[rnd] > x[non]",
    "x̂ > x* so beta > 1/2": "beta > 1/2 if x[rnd] > x[non]",
    "x̂>x*，即β>1/2": "beta > 1/2 if x[rnd] > x[non]",
    "x* as a function of beta with n = 2": "x[non] if n = 2",
    "x* as a function of beta for n = 2": "x[non] if n = 2",
    "x* as a function of beta, n = 2": "x[non] if n = 2",
    "x* in terms of n = 2": "x[non] if n = 2",
    "profit under full cooperation as a function of n with beta = 0": "profit[full] if beta = 0",
    "give welfare[full] in terms of n, beta = 1/2": "welfare[full] if beta = 1/2",
    "x* as a function of beta, n > 2": "x[non] if n > 2",
    "x̂ > x* in terms of n, beta > 1/2": "x[rnd] > x[non] if beta > 1/2",
    "x̂ > x* as a function of n and beta = 1": "x[rnd] > x[non] and beta = 1",
    "x̂ > x* if beta falls below 1/2": "x[rnd] > x[non] if beta < 1/2",
    "if beta rises above 1/2 then x̂ > x*": "x[rnd] > x[non] if beta > 1/2",
    "if n falls below 3, x̂ > x*": "x[rnd] > x[non] if n < 3",
    "β上升高于1/2时，x̂>x*": "x[rnd] > x[non] if beta > 1/2",
    "x̂ > x* unless beta falls below 1/2": "x[rnd] > x[non] if not (beta < 1/2)",
    "neither profit nor welfare is higher under full cooperation": "profit[full] <= profit[non] and welfare[full] <= welfare[non]",
    "neither profit nor price is lower under R&D cooperation": "profit[rnd] >= profit[non] and price[rnd] >= price[non]",
    "neither profit nor welfare under full cooperation is higher": "profit[full] <= profit[non] and welfare[full] <= welfare[non]",
    "profit under R&D cooperation is highest for n = 2": "profit[rnd] >= profit[non] and profit[rnd] >= profit[full] if n = 2",
    "there are clusters with x̂ < x*": "exists not (x[rnd] < x[non])",
    "there is a cluster in which x̂ < x*": "exists not (x[rnd] < x[non])",
    "there is a cluster with x̂ < x*": "exists not (x[rnd] < x[non])",
    "there exists a beta for which x̂ < x*": "exists not (x[rnd] < x[non])",
    "there are clusters where x̂ < x*": "exists not (x[rnd] < x[non])",
    "is there a cluster where x̂ = x*": "exists not (x[rnd] = x[non])",
    "is there more R&D under R&D cooperation than without cooperation?": "x[rnd] > x[non]",
    "is there less R&D under full cooperation than under R&D cooperation": "x[full] < x[rnd]",
    "price under full cooperation is higher": "price[full] > price[non]",
    "R&D cooperation raises R&D, lowers the price": "x[rnd] > x[non] and price[rnd] < price[non]",
    "is profit higher under R&D cooperation?": "profit[rnd] > profit[non]",
    "x* and x̂ < x̃": "x[non] < x[full] and x[rnd] < x[full]",
    "x̃ > x̂ and x*": "x[full] > x[rnd] and x[full] > x[non]",
    "neither x* nor x̂ reaches first best R&D": "x[non] < x[first_best] and x[rnd] < x[first_best]",
    "max(x*, x̂) < x[second_best]": "x[non] < x[second_best] and x[rnd] < x[second_best]",
    "min(x̃, x̂) > x*": "x[full] > x[non] and x[rnd] > x[non]",
    "A rises, x* falls": "x[non] decreasing in A",
    "higher A lowers welfare under rnd": "welfare[rnd] decreasing in A",
    "effect of beta on x*": "x[non] increasing in beta",
    "does full cooperation make prices higher than R&D cooperation?": "price[full] > price[rnd]",
    "what happens to x̂ if n rises": "x[rnd] increasing in n",
    "consumers prefer R&D cooperation to no cooperation": "consumer_surplus[rnd] > consumer_surplus[non]",
    "in full cooperation, does x rise with n?": "x[full] increasing in n",
    "x* | n = 2, a = 3": "x[non] if n = 2, a = 3",
    "sign of d x*/d beta": "d x[non] / d beta > 0",
    "x̂ > x* when spillovers are high (beta > 1/2)": "x[rnd] > x[non] if beta > 1/2",
    "formula for x* in terms of s and G": "x[non]",
    "is there an example in which x̂ < x*?": "exists not (x[rnd] < x[non])",
    "the author claims that x̂ > x*": "x[rnd] > x[non]",
    "R&D cooperation makes R&D larger than full cooperation": "x[rnd] > x[full]",
    "first best R&D minus x* with 4 firms": "x[first_best] - x[non] if n = 4",
    "如果x̂大于x*，那么CS也更大，p更低": "consumer_surplus[rnd] > consumer_surplus[non] and price[rnd] < price[non] if x[rnd] > x[non]",
    "γ越大，x*越小": "x[non] decreasing in gamma",
    "beta对x̂的影响": "x[rnd] increasing in beta",
    "beta提高会降低x*": "x[non] decreasing in beta",
    "is R&D cooperation bad for society?": "welfare[rnd] < welfare[non]",
    "firms make losses in the first best": "profit[first_best] < 0",
    "x̂ is larger than x* and W is larger": "x[rnd] > x[non] and welfare[rnd] > welfare[non]",
    "is x the same under non and rnd if beta = 1/2?": "x[non] = x[rnd] if beta = 1/2",
    "x̂ increases with beta, n = 2": "x[rnd] increasing in beta if n = 2",
    "the effect of R&D cooperation on welfare": "welfare: non, rnd",
    "x* is independent of a": "x[non] constant in a",
    "profit under rnd is lower with more firms": "profit[rnd] decreasing in n",
    "for some beta, x* > x̂": "exists not (x[non] > x[rnd])",
    "x* > x̂ for some beta": "exists not (x[non] > x[rnd])",
    "for some beta < 1/2, x* > x̂": "exists not (x[non] > x[rnd]) if beta < 1/2",
    "ratio x̂/x* in terms of n": "x[rnd]/x[non]",
    "is it good for welfare if firms cooperate only in R&D": "welfare[rnd] > welfare[non]",
    "firms are better off with R&D cooperation than without": "profit[rnd] > profit[non]",
    "social optimum (first best) R&D > x*": "x[first_best] > x[non]",
    "a bigger market (higher a) raises x*": "x[non] increasing in a",
    "CS in every regime if n = 2": "consumer_surplus[non], consumer_surplus[rnd], consumer_surplus[full] if n = 2",
    "the effect of R&D cooperation on the price-cost margin": "(price[non] - unit_cost[non]) > (price[rnd] - unit_cost[rnd])",
    "x* = x̂ and hence W* = Ŵ": "welfare[non] = welfare[rnd] if x[non] = x[rnd]",
    "gap between x̃ and x̂ increasing in n": "(x[full] - x[rnd]) increasing in n",
    "is the R&D gap between R&D cooperation and full cooperation decreasing in gamma": "(x[full] - x[rnd]) decreasing in gamma",
    "difference in R&D between second best and no cooperation": "(x[second_best] - x[non])",
    "the gap between price and unit cost in full cooperation falls in n": "(price[full] - unit_cost[full]) decreasing in n",
    "半合作与全合作的研发差距随n扩大吗": "(x[full] - x[rnd]) increasing in n",
    "the difference between x̂ and x* rises in beta if beta > 1/2": "(x[rnd] - x[non]) increasing in beta if beta > 1/2",
    "the gap between x* and x̂ falls in beta if beta < 1/2": "(x[non] - x[rnd]) decreasing in beta if beta < 1/2",
    "difference between x* and x̂": "(x[non] - x[rnd])",
    "Q̃ or Q*, which is larger?": "Q: full, non",
    "is W̃ or W* larger?": "welfare: full, non",
    "is price lower with R&D cooperation or with full cooperation?": "price: rnd, full",
    "for which beta is x* largest": "x[non] increasing in beta",
    "what beta maximizes x* if n = 2": "x[non] increasing in beta if n = 2",
    "argmax over beta of W[rnd]": "welfare[rnd] increasing in beta",
    "β取何值时半合作的福利最大": "welfare[rnd] increasing in beta",
    "markup p - c higher under full cooperation than no cooperation": "(price[full] - unit_cost[full]) > (price[non] - unit_cost[non])",
    "under what conditions is W̃ > Ŵ?": "welfare: full, rnd",
    "x* > x̂ when?": "x: non, rnd",
    "W̃ > W* — under which condition on β?": "welfare: full, non",
    "is there a beta with x̂ > x*": "exists not (x[rnd] > x[non])",
    "profit[rnd] > profit[non] for all beta and n": "profit[rnd] > profit[non]",
    "x* is larger when beta is higher": "x[non] increasing in beta",
    "firms earn less under R&D cooperation, that is, π̂ < π*": "profit[rnd] < profit[non]",
    "when spillovers are high, i.e. beta > 1/2, x̂ > x*": "x[rnd] > x[non] if beta > 1/2",
    "with high spillovers, i.e. beta > 1/2, x̂ > x*": "x[rnd] > x[non] if beta > 1/2",
    "high spillovers (beta > 1/2) mean x̂ > x*": "beta > 1/2 => x[rnd] > x[non]",
    "ranking of R&D: x̃ > x̂ > x*": "x[full] > x[rnd] > x[non]",
    "rank welfare when s = n (full spillovers)": "welfare: non, rnd, full if s = n and beta = 1",
    "lower unit cost but higher price in full cooperation than in no cooperation": "unit_cost[full] < unit_cost[non]"
    " and price[full] > price[non]",
    "does higher profit mean lower CS: full cooperation vs no cooperation": "(profit[full] > profit[non] => "
    "consumer_surplus[full] < consumer_surplus[non]) and (profit[non] > profit[full] => consumer_surplus[non] < consumer_surplus[full])",
    "研发更多意味着产量更大（半合作和全合作）": "(x[rnd] > x[full] => q[rnd] > q[full]) and (x[full] > x[rnd] => q[full] > q[rnd])",
    "as n grows, does profit per firm under no cooperation fall?": "profit[non] decreasing in n",
    "profit[full] - profit[rnd] as n increases": "profit[full] - profit[rnd] increasing in n",
    "x*, x̂, x̃ all fall in γ": "x[non] decreasing in gamma and x[rnd] decreasing in gamma and x[full] decreasing in gamma",
    "x[non], x[rnd] fall in n": "x[non] decreasing in n and x[rnd] decreasing in n",
    "effect of γ on x* and x̂": "x[non] increasing in gamma and x[rnd] increasing in gamma",
    "consumers lose from full cooperation when β = 0": "consumer_surplus[full] < consumer_surplus[non] if beta = 0",
    "firms gain from full cooperation compared to R&D cooperation": "profit[full] > profit[rnd]",
    "the profit gain from full cooperation over R&D cooperation falls in n": "(profit[full] - profit[rnd]) decreasing in n",
    "derivative of x* with respect to gamma": "d x[non] / d gamma",
    "x̃对γ的导数": "d x[full] / d gamma",
    "R&D cooperation n*x̂ increasing in n": "n*x[rnd] increasing in n",
    "no cooperation n x* increasing in n": "n*x[non] increasing in n",
    "no cooperation: n*x increasing in n": "n*x[non] increasing in n",
    "x̂ and x* coincide if beta = 1/2": "x[rnd] = x[non] if beta = 1/2",
    "R&D may be socially excessive, x* > x[second_best], if beta < 1/10": "exists not (x[non] > x[second_best]) if beta < 1/10",
    "socially excessive R&D under no cooperation: \\hat{x} < x^*": "x[rnd] < x[non]",
    "lower R&D under no cooperation: (x* + 1)/2 < x̂": "(x[non] + 1)/2 < x[rnd]",
    "半合作相对于完全不合作的利润增益 π̂ - π* 随 β 增大吗": "profit[rnd] - profit[non] increasing in beta",
    "if full cooperation is good for consumers is it also good for welfare": "welfare[full] > welfare[non]"
    " if consumer_surplus[full] > consumer_surplus[non]",
    "if R&D cooperation raises profit, does it raise welfare?": "welfare[rnd] > welfare[non] if profit[rnd] > profit[non]",
    "full cooperation raises profit and lowers welfare, compared with R&D cooperation": "profit[full] > profit[rnd]"
    " and welfare[full] < welfare[rnd]",
    "compared with R&D cooperation, full cooperation has a lower price": "price[full] < price[rnd]",
    "the effect of full cooperation on welfare (vs R&D cooperation)": "welfare: rnd, full",
    "does the price fall in n under R&D cooperation and full cooperation?": "price[rnd] decreasing in n and price[full] decreasing in n",
    "价格在半合作和全合作下随n下降吗": "price[rnd] decreasing in n and price[full] decreasing in n",
    "利润在半合作和全合作下都高于不合作": "profit[rnd] > profit[non] and profit[full] > profit[non]",
    "when is W̃ - W* = 0": "welfare: full, non",
    "when is the difference between W[second_best] and W* zero": "welfare: second, non",
    "what is β if x* = x̂": "x: non, rnd",
    "x*=x̂ 时 β 等于多少": "x: non, rnd",
    "x* with only 3 firms": "x[non] if n = 3",
    "只有3家企业时x̂大于x*吗": "x[rnd] > x[non] if n = 3",
    "x̂ at n = 2 is larger than x*": "x[rnd] > x[non] if n = 2",
    "半合作的利润在β>1/2时高于完全不合作吗": "profit[rnd] > profit[non] if beta > 1/2",
    "x̂在两家企业时大于x*": "x[rnd] > x[non] if n = 2",
    "is Ŵ at least 90% of second-best welfare": "welfare[rnd] >= 9/10*welfare[second_best]",
    "x̂ > x* no matter what β is": "x[rnd] > x[non]",
    "无论β取何值，x̂大于x*": "x[rnd] > x[non]",
    "spillovers are exactly one half. x̂ = x*": "x[rnd] = x[non] if beta = 1/2",
    "is first-best R&D above the second-best one": "x[first_best] > x[second_best]",
    "what is p̃ when γ is very large?": "limit of price[full] as gamma -> infinity",
    "how large is the welfare loss from no cooperation compared with the first best": "(welfare[first_best] - welfare[non])",
    "产量：五种情形从高到低如何排序": "q: non, rnd, full, second, first",
    "A越高，研发越少（三种情形都如此）": "x[non] decreasing in A and x[rnd] decreasing in A and x[full] decreasing in A",
    "profit rises in beta (full cooperation) if n = 2": "profit[full] increasing in beta if n = 2",
    "price, output, and welfare are higher under R&D cooperation than under no cooperation": "price[rnd] > price[non]"
    " and q[rnd] > q[non] and welfare[rnd] > welfare[non]",
    "are there situations in which firms are worse off under full cooperation than under R&D cooperation": "exists not (profit[full]"
    " < profit[rnd])",
    "are there situations where firms are worse off under full cooperation than under R&D cooperation": "exists not (profit[full]"
    " < profit[rnd])",
    "研发合作会降低利润吗，比如β=0.1时": "profit[rnd] < profit[non] if beta = 1/10",
    "does R&D cooperation lower profit, for example when beta = 0.1?": "profit[rnd] < profit[non] if beta = 1/10",
    "n=1时三种制度完全相同": "x[non] = x[rnd] and x[rnd] = x[full] and Q[non] = Q[rnd] and Q[rnd] = Q[full] if n = 1",
}


RARE = {
    "how much R&D is there in full cooperation": "x[full]",
    "there are two firms: is x̂ > x*?": "x[rnd] > x[non] if n = 2",
    "不合作时溢出越大研发越少": "x[non] decreasing in beta",
    "find n such that x* = x̂": "x: non, rnd",
    "is W̃ monotone as a function of beta?": "welfare[full] increasing in beta",
    "x* rises in a, falls in A and rises in n": "x[non] increasing in a and x[non] decreasing in A and x[non] increasing in n",
    "higher profits if they cooperate in R&D?": "profit[rnd] > profit[non]",
    "profit is higher at beta = 1 than full cooperation at beta = 0": "profit[full] at beta = 1 > profit[full] at beta = 0",
}
"""Questions of kinds that are seldom asked."""
MEANT |= RARE


@pytest.mark.parametrize("text", ["beta lowers x* and raises", "is profit under R&D cooperation higher than profit"])
def test_what_has_no_end_is_refused(text):
    with pytest.raises(QuestionError, match=r"one effect of beta at a time|profit needs a regime"):
        read_question(text)


@pytest.mark.cases(None)
@pytest.mark.parametrize("text", RARE)
def test_what_is_seldom_asked_is_read_at_each_run(text):
    test_what_has_one_meaning_is_read_so(text)


@pytest.mark.cases(60)
@pytest.mark.parametrize("text", MEANT)
def test_what_has_one_meaning_is_read_so(text):
    question = read_question(text)
    given = ", ".join(condition.reading for condition in question.conditions)
    wish = f"{question.wish} " * (question.wish in ("exists", "never"))
    assert f"{wish}{reading(question.asked, *question.beside)}{f' if {given}' if given else ''}" == MEANT[text]


HIGH = {
    "is x̂ > x* when spillovers are high": "beta > 1/2, n = 3",
    "is x̂ < x* with small spillovers": "n = 3, 1/2 > beta",
    "if beta is small, is x̂ < x*": "beta = 1/10",
    "the gap between x̂ and x* rises in n": "beta > 1/2",
}


@pytest.mark.parametrize("text", HIGH)
def test_what_is_given_beside_the_text_says_what_is_high(text):
    given = read_conditions(HIGH[text], "given")
    conditions = read_question(text, given=given).conditions
    assert [condition.holds for condition in conditions] == [one.holds for one in given if one.holds.has(model.beta)][: len(conditions)]
    with pytest.raises(QuestionError):
        read_question(text)


@pytest.mark.parametrize("given", ["beta < 1/2", "n > 3", "x[rnd] > x[non]", "n > 2 and n < 5"])
def test_what_is_given_may_say_something_else(given):
    with pytest.raises(QuestionError, match=r"is not what is given|says no number"):
        read_question("is x̂ > x* when spillovers are high", given=read_conditions(given, "given"))


GIVEN = {
    ("profit falls in n", "no cooperation"): "profit[non] decreasing in n",
    ("profit falls in n", "beta > 1/2, no cooperation"): "profit[non] decreasing in n",
    ("profit falls in n", "no cooperation, beta > 1/2"): "profit[non] decreasing in n",
    ("price falls in n", "R&D cooperation and full cooperation"): "price[rnd] decreasing in n and price[full] decreasing in n",
    ("for which beta is profit largest?", "no cooperation"): "profit[non] increasing in beta",
}


@pytest.mark.parametrize("asked", GIVEN)
def test_a_regime_that_is_given_is_that_of_each_quantity(asked):
    text, given = asked
    assert reading(read_question(text, given=read_conditions(given, "given")).asked) == GIVEN[asked]


@pytest.mark.parametrize("text", ["x̂ > x*", "largest welfare", "is the price higher in every regime than 1", "x̂ > 1"])
def test_a_regime_that_is_given_may_not_fit_the_text(text):
    with pytest.raises(QuestionError, match="non is given"):
        read_question(text, given=read_conditions("no cooperation", "given"))


def test_a_regime_that_is_given_is_answered():
    answer = ask("does profit fall in n?", "no cooperation, beta = 1/2")
    assert (answer.verdict.value, [condition.reading for condition in answer.conditions]) == ("proved", ["beta = 1/2"])


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
    assert isinstance(answer, Answer | Number | Numbers | Orders)
    assert repr(answer)
    assert answer._repr_markdown_()
