"""A proof in mathematics: each step is checked, a wrong step is refused, and every claim of the paper has one."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from spillover import model, proof
from spillover.claims import LEDGER, argument, handmade, ledger, letters, reasoning, show
from spillover.claims.argument import Argument, Goal, Step, UncheckedStepError
from spillover.claims.evidence import statements
from spillover.claims.signs import NEGATIVE, POSITIVE, UNKNOWN, ZERO, Facts, changed
from spillover.model import G, b, beta, gamma, n

RANGES = [n >= 2, beta < 1]


@pytest.fixture(scope="module")
def found():
    """An argument with a premise: below one half, firms that cooperate do less R&D."""
    (only,) = reasoning.arguments(LEDGER["3.2-x-low"])
    return only


def with_steps(found, *steps):
    (goal,) = found.goals
    return replace(found, goals=(replace(goal, steps=steps),))


@pytest.mark.parametrize("id", LEDGER)
def test_what_is_stored_tells_every_proof(id):
    """Its steps were checked when it was stored; make deep checks them again."""
    proofs = ledger.argued(id)
    assert len(proofs) == len(statements(LEDGER[id]))
    assert all(proofs)


@pytest.mark.deep
@pytest.mark.parametrize("id", LEDGER)
def test_every_step_is_checked_and_the_steps_lead_to_what_is_proved(id):
    for each in reasoning.arguments(LEDGER[id]):
        argument.check(each)
        assert argument.is_complete(each)
        assert reasoning.told(each)


@pytest.mark.cases(1)
@pytest.mark.parametrize("id", ["4.1-profit", "3.2-label", "4.3-profit-low", "4.3-free-riding", "5.1-imitator"])
def test_the_prover_agrees_with_every_step(id):
    for each in reasoning.arguments(LEDGER[id]):
        for goal in each.goals:
            for step in goal.steps:
                assert isinstance(step.relation, sp.Eq) or proof.always(step.relation, step.given)


@pytest.mark.parametrize("place", [0, 1])
def test_what_is_argued_for_is_what_is_proved(place):
    found = list(reasoning.arguments(LEDGER["4.3-Q"]))[place]
    _, proved, given = statements(LEDGER["4.3-Q"])[place]
    back = {G: b * gamma, model.D: model.a - model.A}
    assert proof.always(sp.Equivalent(found.relation.xreplace(back), proved), given.values())
    assert [part.xreplace(back).doit() for part in found.given.values()] == list(given.values())


def test_a_step_with_a_wrong_sign_is_refused(found):
    first, *others = found.goals[0].steps
    for place, step in enumerate(others):
        wrong = replace(step, relation=sp.Not(step.relation))
        with pytest.raises(UncheckedStepError, match="does not follow"):
            argument.check(with_steps(found, first, *others[:place], wrong, *others[place + 1 :]))


def test_a_wrong_identity_is_refused(found):
    first, *others = found.goals[0].steps
    wrong = replace(first, relation=sp.Eq(first.relation.lhs, 2 * first.relation.rhs, evaluate=False))
    with pytest.raises(UncheckedStepError, match="does not follow"):
        argument.check(with_steps(found, wrong, *others))


def test_a_step_uses_nothing_that_is_not_there(found):
    *others, last = found.goals[0].steps
    with pytest.raises(UncheckedStepError, match="uses what is not given"):
        argument.check(with_steps(found, *others, replace(last, given=(beta < sp.Rational(1, 4),))))


def test_an_argument_that_stops_short_is_not_told(found):
    assert argument.is_complete(found)
    lost = Argument(sp.Gt(n, 3), {}, (Goal(sp.Gt(n, 3), (), (), ""),))
    argument.check(lost)
    assert not argument.is_complete(lost)
    assert reasoning.told(lost) == ()


def test_the_goals_are_enough_for_the_claim(found):
    with pytest.raises(UncheckedStepError, match="the goals are not enough"):
        argument.check(replace(found, goals=()))


def test_every_part_of_a_conjunction_has_to_be_argued_for():
    whole = reasoning.argue(sp.And(n > 1, beta < 2), {"n ≥ 2": n >= 2, "β < 1": beta < 1})
    argument.check(whole)
    assert len(whole.goals) == 2
    with pytest.raises(UncheckedStepError, match="the goals are not enough"):
        argument.check(replace(whole, goals=whole.goals[:1]))


def test_a_part_that_comes_up_again_in_another_way_to_prove_the_whole_is_argued_for_once(monkeypatch):
    sought, needed_goal = [], reasoning.needed_goal
    monkeypatch.setattr(reasoning, "needed_goal", lambda *part: sought.append(part[:2]) or needed_goal(*part))
    halves = sp.Gt(beta**2 - beta + sp.Rational(1, 3), 0)  # no sign is seen until the spillover is above or below one half
    whole = reasoning.argue(sp.And(halves, n > 1), {"n ≥ 2": n >= 2, "β < 1": beta < 1})
    argument.check(whole)
    assert argument.is_complete(whole)
    assert len(whole.goals) == 3
    assert len(sought) == len(set(sought)) == 4


def test_a_coefficient_may_be_positive_as_a_whole_though_a_factor_of_it_has_no_sign_that_is_seen():
    rest = (n - 2) ** 3 + 1  # with m = n - 2: m^3 + 1 = (m + 1)(m^2 - m + 1)
    condition = {"no cooperation: stability": G * (n + 1) > n**2}
    whole = reasoning.argue(sp.Gt(sp.expand(G * (n + 1) - n**2 + rest), 0), {"n ≥ 2": n >= 2, **condition})
    argument.check(whole)
    assert argument.is_complete(whole)
    assert r"by *stability* (no cooperation); $n = m + 2$ with $m \geq 0$" in "\n".join(reasoning.told(whole))


def test_the_cost_is_not_written_by_a_condition_in_which_it_may_not_occur():
    """Where the coefficient of the cost may be zero or of either sign, the condition does not bound it."""
    search = reasoning.Search(Facts(RANGES), {})
    assert search.margin(G * (1 - beta) > n, G).value == (n + sp.Symbol("h", positive=True)) / (1 - beta)
    assert search.margin(G * (1 - 2 * beta) > n, G) is None


def test_what_no_sign_shows_is_left_to_the_prover():
    x, y = sp.symbols("x y", real=True)
    assert argument.is_checked(Step("", sp.Ge(x**2 - x * y + y**2, 0)), Facts([]))
    assert not argument.is_checked(Step("", sp.Ge(x**2 - 3 * x * y + y**2, 0)), Facts([]))


@pytest.mark.parametrize(
    ("given", "expr", "signs"),
    [
        (RANGES, n - 1, POSITIVE),
        (RANGES, n - 2, POSITIVE | ZERO),
        (RANGES, n - 3, UNKNOWN),
        (RANGES, model.SHORTHANDS[model.k], POSITIVE),
        (RANGES, beta - 1, NEGATIVE),
        (RANGES, 2 * beta - 1, UNKNOWN),
        ([*RANGES, beta > sp.Rational(1, 2)], 1 - 2 * beta, NEGATIVE),
        ([*RANGES, sp.Ne(beta, sp.Rational(1, 2))], (2 * beta - 1) ** 2, POSITIVE),
        (RANGES, (2 * beta - 1) ** 2, POSITIVE | ZERO),
        ([G * (n + 1) > 2 * n * beta], (2 * n * beta - G * n - G) * G, NEGATIVE),
        ([(n - 4) * (n - 5) >= 0], n**2 - 9 * n + 20, POSITIVE | ZERO),
        ([beta < 1 / n], 1 - n * beta, POSITIVE),
        ([], sp.Integer(-3), NEGATIVE),
    ],
)
def test_signs(given, expr, signs):
    assert Facts(given).of(expr) == signs


@given(
    st.lists(st.integers(-4, 4), min_size=6, max_size=6),
    st.fractions(2, 40, max_denominator=7),
    st.fractions(min_value="1/50", max_value="49/50", max_denominator=50),
)
def test_a_sign_is_right_at_every_point(weights, firms, spillover):
    monomials = (1, n, beta, n * beta, n**2 * beta, n * beta**2)
    polynomial = sum(weight * monomial for weight, monomial in zip(weights, monomials, strict=True))
    at = {n: sp.Rational(firms.numerator, firms.denominator), beta: sp.Rational(spillover.numerator, spillover.denominator)}
    assert int(sp.sign(sp.sympify(polynomial).subs(at))) in Facts(RANGES).of(sp.sympify(polynomial))


def test_letters_are_changed_without_changing_the_value():
    polynomial = n**2 * beta**2 - 3 * n * beta + 1
    for changes in Facts(RANGES).ways(polynomial):
        written, below = changed(polynomial, changes)
        back = {change.new: change.meaning for change in changes}
        assert sp.cancel(written.as_expr().subs(back) - polynomial * below.subs(back)) == 0


def test_welfare_above_one_half_is_shown_with_a_pencil():
    text = repr(show.argument("4.2-welfare", 1))
    assert (
        r"P_{2} = h \left(1 + \beta \left(n - 1\right) \left(n + 2\right)\right) + n s^{2} \left(n - 1\right) \left(2 \beta - 1\right)"
        in text
    )
    assert "by *joint concavity* (R&D cooperation)" in text


def test_a_long_polynomial_is_folded_and_complete():
    *_, whole = reasoning.arguments(LEDGER["5.1-nobody-invests"])
    steps = [step for goal in whole.goals for step in goal.steps if step.folded]
    text = "\n".join(reasoning.told(whole))
    assert steps
    for step in steps:
        polynomial, below = changed(step.relation.lhs, step.changes)
        folded = sp.sympify(step.folded, locals={re.sub(r"[{}]", "", symbol.name): symbol for symbol in polynomial.ring.symbols})
        assert f"with {len(folded.args)} terms" in step.words
        assert step.folded in text
        ratio = sp.cancel(polynomial.as_expr() / folded)
        assert ratio == 1 or ratio.free_symbols < below.free_symbols


def test_where_no_argument_is_at_hand_the_entry_says_so(monkeypatch):
    monkeypatch.setattr(show.ledger, "argued", lambda id: ((),))
    assert show.argument("4.1-x").paragraphs == (show.NO_ARGUMENT,)


def test_substitutes_earn_less_the_closer_they_are_also_where_much_spills_over():
    text = told("lit-location-closeness", 1)
    assert "by *stability* (both moving alike)" in text
    assert r"2 \left(1 - d\right) \left(2 - d\right) \left(d + 2\right) \left(2 \beta - d\right)" in text
    assert text.endswith(r"So $\partial\pi^{*}/\partial d < 0$.")


# What a reader is told


def told(id, place=0):
    return "\n\n".join(ledger.argued(id)[place])


def proved(id):
    """The proofs of an entry, without the evidence."""
    claim = LEDGER[id]
    proofs = [SimpleNamespace(words=words, relation=relation) for words, relation, _ in statements(claim)]
    return "\n\n".join(show.proved(claim, SimpleNamespace(proofs=proofs)))


def argued(relation, given):
    return "\n\n".join(reasoning.told(reasoning.argue(relation, given)))


def test_the_relation_of_a_lemma_is_shown_before_its_proof_with_what_it_supposes():
    text = proved("4.3-Q")
    lemma = text.index("Also proved")
    assert "supposing $" in text[lemma : text.index("*\n\n", lemma)]
    assert lemma < text.index(r"Q^{*} > \tilde{Q}", lemma) < text.index(r"Q^{*} - \tilde{Q} = ", lemma)


def test_a_lemma_that_is_folded_to_true_or_is_long_is_left_to_its_words(monkeypatch):
    folded = proved("lit-stability-binds")
    assert folded.endswith(f"{reasoning.IMMEDIATE}\n\n</details>")
    shown = "*\n\n$$\nQ^{*} > \\tilde{Q}\n$$"
    assert shown in proved("4.3-Q")
    monkeypatch.setattr(show, "MOST_SHOWN", 0)
    assert shown not in proved("4.3-Q")


def test_a_proof_that_factors_a_difference_as_one_before_it_does_not_tell_that_again():
    text = proved("lit-asymmetry-joint")
    assert text.count("<summary>Proof</summary>") == 3
    assert text.count(show.FACTORED) == 2
    assert text.count(r"\Delta\Pi = \frac{2 P}") == 1
    assert show.FACTORED not in proved("4.3-Q")


def test_what_the_words_of_a_lemma_suppose_is_not_said_again():
    assert r"They earn more where $\beta _{21} \neq  \frac{1}{2}$, supposing joint concavity.*" in proved("lit-asymmetry-joint")


def test_what_is_supposed_beside_ranges_and_conditions_is_said():
    said = show.supposed(LEDGER["2-order"].region)
    assert r"\beta _{21} \neq" in said
    assert show.supposed(LEDGER["4.1-x"].region) == ""
    assert show.supposed(LEDGER["5.2-inertia"].region) == r", supposing $d \leq  A$ and not drastic"


def test_of_what_is_folded_to_true_it_is_never_said_that_the_sides_are_the_same():
    assert argued(sp.true, {}) == reasoning.IMMEDIATE
    assert "same" not in reasoning.IMMEDIATE


def test_a_proof_ends_with_the_relation_itself():
    assert told("5.3-platform").endswith(r"So $\partial x^{*}/\partial \beta < 0$.")
    assert told("4.1-x").endswith(r"So $\tilde{x} > \hat{x}$.")
    assert told("4.3-cluster-weakens").endswith(r"So $\partial (n x^{*})/\partial n < 0 \;\Leftrightarrow\; P > 0$.")
    assert told("4.1-Q").endswith(r"So $\hat{Q} > \tilde{Q} \;\Leftrightarrow\; G \left(n + 1\right) - s^{2} > 0$.")


def test_what_decides_is_written_without_a_sign_before_it():
    x, y = sp.symbols("x y", real=True)
    text = argued(sp.Equivalent(sp.Gt(n * x * y * (y - 3 * n), 0, evaluate=False), 2 * x * y * (3 * n - y) < 0), {"n ≥ 2": n >= 2})
    assert r"\Leftrightarrow\; x y \left(3 n - y\right) < 0 \;\Leftrightarrow" in text


def test_closed_forms_come_first_and_once():
    claim = LEDGER["4.3-Q"]
    first, second = reasoning.arguments(claim)
    assert reasoning.told(first)[0] == reasoning.CLOSED_FORMS
    assert {term.symbol for term in claim.terms} == first.closed.keys()
    assert not second.closed
    assert reasoning.CLOSED_FORMS not in reasoning.told(second)


def test_quantities_with_one_closed_form_are_all_told():
    text = told("3.1-market")
    assert r"\Delta\pi_{i}(+t) = \Delta\pi_{i}(-t) = - b t^{2}" in text
    assert text.endswith(r"So $\Delta\pi_{i}(+t) < 0$ and $\Delta\pi_{i}(-t) < 0$.")


def test_parts_are_joined_and_their_polynomials_have_letters_of_their_own():
    text = told("4.2-welfare", 1)
    assert "P_{1} = " in text
    assert "P_{2} = " in text
    assert "Suppose" not in text  # the second part holds anyway
    assert text.endswith("By **1** the condition is necessary. By **2** the other inequality holds too.")
    needed = told("5.3-competition")
    assert "Suppose that" in needed
    assert needed.endswith("By **1** the condition is necessary. By **2**, where the condition holds, the other inequality holds too.")


def test_where_no_way_leads_there_nothing_is_told():
    x = sp.Symbol("x", real=True)
    relation = sp.Gt(G - n + x**2 - x * beta + beta**2, 0)  # a margin and a quadratic form: positive, but no coefficient shows it
    given = {"n ≥ 2": n >= 2, "β < 1": beta < 1, "no cooperation: stability": G > n}
    assert proof.always(relation, given.values())
    assert argued(relation, given) == ""


def test_what_was_shown_of_one_part_is_not_shown_again():
    text = told("5.3-subsidy", 1)
    assert "**2.** As in **1**." in text
    assert text.count(r"\sigma_{SB} = ") == 1


def test_reasons_are_the_right_ones_and_no_more():
    size = sp.Symbol("m", positive=True)
    given = {"n ≥ 2": n >= 2, "A < a": model.A < model.a, "m ≥ 3": size >= 3, "β < 1": beta < 1}
    text = argued(sp.Gt((size - 2) * (n - 1), 0, evaluate=False), given)
    assert r"since $n \geq 2$ and $m \geq 3$." in text
    assert r"$n - 1$ is positive, since $n \geq 2$." in argued(sp.Gt(n - 1, 0), given)
    assert r"$n - 2$ is positive, since $n \geq 3$." in argued(sp.Gt(n - 2, 0), {"n ≥ 2": n >= 2, "n ≥ 3": n >= 3})


def test_a_bound_has_its_own_reason():
    text = told("5.2-inertia")
    assert "linear in $d$, by *not drastic*;" in text
    assert r"d \leq  A" not in text


def test_a_new_letter_is_free():
    size = sp.Symbol("m", positive=True)
    names = {change.new.name for ways in Facts([n >= 2, size >= 3]).ranges.values() for change in ways}
    assert names
    assert "m" not in names


def test_gamma_is_called_by_the_letter_that_is_shown():
    assert r"$\gamma$ and $D$ are positive" in told("5.1-rents")
    assert r"$D$, $G$ and $n - 1$ are positive" in told("4.1-profit")


def test_a_sign_before_a_factor_stands_before_the_product():
    assert reasoning.multiple(n + 1, "- P") == r"- \left(n + 1\right)\,P"


def test_a_sum_of_positive_terms_needs_no_substitution():
    assert "Put" not in told("5.3-platform", 1)


def test_long_parts_of_an_identity_get_letters_and_come_after_it():
    text = told("lit-oligopoly-overshoot")
    identity, meaning, sign = text.index("Put $h"), text.index("R = "), text.index("$R > 0$")
    assert identity < meaning < sign < text.index("so $P > 0$")


@pytest.mark.parametrize("key", sorted({*handmade.BY_HAND, *handmade.FIRST, *handmade.LAST, *handmade.LETTER}))
def test_what_is_written_by_hand_belongs_to_a_proof_and_is_checked(key):
    id, place = key
    assert place < len(statements(LEDGER[id]))
    given = tuple(statements(LEDGER[id])[place][2].values())
    for step in handmade.FIRST[key](given) if key in handmade.FIRST else ():
        assert argument.is_checked(step, Facts(given))
        left, right = step.relation.args
        wrong = sp.Eq(left + 1, right, evaluate=False) if isinstance(step.relation, sp.Eq) else sp.Not(step.relation)
        assert not argument.is_checked(replace(step, relation=wrong), Facts(given))


def test_a_wrong_first_step_is_refused(found):
    wrong = replace(found, before=(Step("", sp.Eq(n, n + 1, evaluate=False)),))
    with pytest.raises(UncheckedStepError, match="does not follow"):
        argument.check(wrong)


def test_a_subsidy_is_negative_step_by_step():
    text = told("2-subsidy")
    assert r"\sigma_{1} < 0 \;\Leftrightarrow\; \left(1 + \beta_{21}\right) q_{1} < " in text
    assert "Conversely" in text


@pytest.mark.parametrize("id", LEDGER)
def test_every_letter_of_an_entry_is_explained(id):
    assert all("None" not in line for line in show.meanings(LEDGER[id]))


def test_what_is_shown_before_the_parts_may_be_used_in_them():
    (whole,) = reasoning.arguments(LEDGER["lit-oligopoly-safe"])
    argument.check(whole)
    with pytest.raises(UncheckedStepError, match="uses what is not given"):
        argument.check(replace(whole, before=()))


def test_a_letter_that_nobody_explains_is_an_error():
    with pytest.raises(KeyError):
        letters.meaning("4.1-x", sp.Symbol("unknown"))
    assert letters.meaning("5.2-loss", sp.Symbol("d")) != letters.meaning("lit-location-closeness", sp.Symbol("d"))


def test_a_point_shows_the_quantities_that_are_compared_with_decimals():
    point = dict(zip(model.PARAMETERS, map(sp.Rational, (2, 2, 1, 1, "1/2", 2)), strict=True))
    (table,) = show.compared_at(LEDGER["4.1-Q"], point)
    assert r"| $\hat{Q}$ | 0.8889 $\frac{8}{9}$ |" in table
    assert r"| $\tilde{Q}$ | 0.6957 $\frac{16}{23}$ |" in table


def test_a_point_that_shows_two_things_is_shown_once():
    here, there = (dict(zip(model.PARAMETERS, map(sp.Rational, (2, 2, 1, 1, "1/2", gamma)), strict=True)) for gamma in (2, 3))
    examples = {"Above T(n), where it falls": here, "holds": here, "fails": there}
    seen = list(show.shown_at(LEDGER["4.1-x"], SimpleNamespace(counterexample=None, examples=examples, simulated=None)))
    assert [text.partition(":")[0] for text in seen if text.startswith(("*Above", "*There"))] == [
        "*Above $T(n)$, where it falls; there the claim holds",
        "*There it fails",
    ]


def test_the_receipt_says_that_it_is_another_proof():
    assert "another proof" in show.ANOTHER_PROOF


def test_new_letters_say_one_thing_of_their_sign():
    """Two symbols that SymPy takes for the same would be written down in two ways."""
    for changes in Facts([*RANGES, model.A < model.a, sp.Symbol("z", real=True) <= 1]).ranges.values():
        assert all(sum(word in sp.srepr(change.new) for word in ("positive", "nonnegative")) == 1 for change in changes)


def test_that_several_relations_hold_exactly_under_a_condition_is_argued_by_one_that_does_and_the_others_under_it():
    p, q, r, s = (sp.Symbol(letter, real=True) > 0 for letter in "pqrs")
    for condition in (r, sp.Or(r, s)):
        *ways, whole = argument.goals(sp.Equivalent(sp.And(p, q), condition, evaluate=False))
        assert {frozenset(way) for way in ways} == {
            frozenset({(sp.Equivalent(one, condition, evaluate=False), ()), (other, (condition,))}) for one, other in ((p, q), (q, p))
        }
        assert whole == ((sp.Equivalent(sp.And(p, q), condition, evaluate=False), ()),)


def test_a_multiple_says_how_many_times_but_not_once():
    letters, x = SimpleNamespace(latex_of=sp.latex), sp.Symbol("x")
    said = [reasoning.Search.multiple_of(letters, sp.Integer(number), x) for number in (1, 2, 3)]
    assert [re.sub(r"[^0-9x]", "", words) for words in said] == ["x", "2x", "3x"]
