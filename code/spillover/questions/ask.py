"""Ask the model: a question in words, and a proof, a counterexample, a number or an order (section 4, by the reader)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

import sympy as sp

from positivity.budget import at_most, freely
from spillover import model, proof
from spillover.cluster.cluster import Cluster, solve
from spillover.questions import vocabulary
from spillover.questions.answer import Answer, value_of
from spillover.questions.decide import RLIMIT, WORK, decide
from spillover.questions.extremum import located
from spillover.questions.number import Number, Numbers
from spillover.questions.parser import read_conditions, read_question
from spillover.questions.parts import ENDS, Ends, Question, Statement
from spillover.questions.ranking import Orders, ranked
from spillover.questions.tokens import QuestionError
from spillover.questions.verdict import Verdict

NAMED = {model.beta: r"\bbeta\b|β|spillover|溢出", model.n: r"\bn\b|firm|企业"}
"""How one speaks of the parameters whose range has ends."""
CASES = 64
"""Into how many cases a question and its conditions may fall."""
ALL = 3 * WORK
"""How many steps all of a question may take: it may fall into several, as where orders are asked for."""
SECONDS = 15
"""How much processor time they may take, wherever long numbers make a step long."""


def ask(
    text: str, given: str | Iterable[str] | None = None, assume: str | None = "admissible", *, rlimit: int = RLIMIT
) -> Answer | Number | Numbers | Orders:
    """Ask about all clusters at once: whether something holds, what a number is, or which regime is first.

    The clusters are the paper's: n >= 2 and 0 < beta < 1. The ends n = 1, beta = 0 and beta = 1 count too where a condition lets them
    in by name, as ``beta = 0`` and ``beta <= 1`` do.

    A statement is vacuous where no cluster meets the conditions, or none of them what the statement supposes before an ``=>``: the
    answer names what cannot hold together. Where it is not found out whether there is such a cluster, a proof says so.

    All of the work is bounded: past the bound the answer is "undecided", with what is known. The bound counts steps, so that the
    answer is the same on every machine; only where Z3 stays too long in a part of its work that it does not count, its process is
    ended. What is hardest takes some ten seconds of processor time.

    Parameters
    ----------
    text
        what is asked, in the words in which one thinks: ``welfare[full] > welfare[rnd]``, ``W̃ > Ŵ``, "is welfare higher under full
        cooperation than under R&D cooperation?", ``x[non] decreasing in beta``, ``largest welfare``, ``x[non]``. It may use the quantities
        x, q, Q, price, unit_cost, profit, consumer_surplus and welfare, each in non, rnd, full, second_best or first_best; the
        parameters n, a, A, b, beta and gamma; the shorthands D, G, s and k; numbers; + - * / ^; < <= > >= = !=; and, or, not, =>; and
        conditions behind "if".
    given
        one or more conditions, written in the same way, with commas between them: clusters that do not meet them are left out.
    assume
        "admissible" leaves out the clusters in which a regime or a planner that is named has no admissible solution; None
        keeps them, and takes the formulas as they stand.
    rlimit
        how many steps Z3 may take for the statement in general; for one number of firms it is a tenth of that.

    Returns
    -------
    Answer, Number, Numbers or Orders
        to a statement, the verdict with the certificate or the counterexample that supports it; a number or several, as far as the
        conditions say; or the orders of the regimes, with the conditions under which each holds.

    Raises
    ------
    QuestionError
        If the question or a condition cannot be read; the message points at the place and names what comes nearest.

    Examples
    --------
    >>> import spillover
    >>> spillover.ask("profit[full] > profit[rnd]").verdict
    <Verdict.PROVED: 'proved'>
    >>> spillover.ask("x*", "n = 2, a = 15, A = 10, b = 1, beta = 1/4, gamma = 2").value
    140/109
    """
    if assume not in ("admissible", None):
        raise ValueError(f'assume must be "admissible" or None, got {assume!r}')
    lines = _lines(given)
    question, conditions = _read(text, lines, {}, False)
    extreme = question.extreme
    limit = question.asked.limit if isinstance(question.asked, Statement) else None
    changing = extreme.parameter if extreme else limit.parameter if limit else None
    equations = (part for condition in conditions for part in sp.And.make_args(condition.holds) if isinstance(part, sp.Eq))
    if changing and any(part.free_symbols == {changing} for part in equations):
        raise QuestionError(f"text: {changing} is {'asked for' if extreme else 'to change'}, and a condition says what it is")
    with at_most(ALL, SECONDS):
        return _answered(question, conditions, text, lines, assume, rlimit)


def _answered(
    question: Question, conditions: tuple[Statement, ...], text: str, lines: tuple[Any, ...], assume: str | None, rlimit: int
) -> Answer | Number | Numbers | Orders:
    """The answer; to what is asked either way, that of the two which holds."""
    extreme = question.extreme
    found = _answer(question, conditions, text, lines, assume, rlimit, False)
    if not isinstance(found, Answer) or not question.either_way or found.verdict is Verdict.VACUOUS:
        return found
    settled = found.verdict is Verdict.PROVED or (found.verdict is Verdict.UNDECIDED and not extreme)
    falls = found if settled else _answer(*_read(text, lines, {}, True), text, lines, assume, rlimit, True)
    assert isinstance(falls, Answer)
    if extreme:
        return located(found, falls, extreme)
    return falls if falls.verdict is Verdict.PROVED else found


def _answer(
    question: Question,
    conditions: tuple[Statement, ...],
    text: str,
    lines: tuple[Any, ...],
    assume: str | None,
    rlimit: int,
    turned: bool,
) -> Answer | Number | Numbers | Orders:
    """The answer; of what is asked whether it rises or falls, whether it rises, or, turned, whether it falls."""
    known = _fixed_ends(conditions)
    if question.wish in ("number", "order") and known:
        question, conditions = _read(text, lines, known, turned)
    if question.wish == "number":
        assert isinstance(question.asked, Statement)
        _one_value_each(conditions)
        numbers = [Number.of(one, conditions, known) for one in (question.asked, *question.beside)]
        return Numbers(tuple(numbers)) if question.beside else numbers[0]
    if question.wish == "order":
        return ranked(question.asked, conditions, assume is not None, rlimit, known)  # type: ignore[arg-type]
    found = _at(text, lines, assume, rlimit, known, turned)
    others = list(_open_ends(conditions, known)) if found.verdict is not Verdict.VACUOUS else list(_ends_named(found, known))
    for ends in others:  # all of them together may take half as long again
        found = _joined(found, _at(text, lines, assume, rlimit, {**known, **ends}, turned, 2 * len(others)))
    if question.order is None or found.verdict is Verdict.VACUOUS:
        return found
    return replace(found, ranking=ranked(question.order, conditions, assume is not None, rlimit, known))


def _one_value_each(conditions: Iterable[Statement]) -> None:
    """Refuse to answer what a number is where a parameter has two values."""
    values: dict[sp.Expr, sp.Expr] = {}
    for part in (part for condition in conditions for part in sp.And.make_args(condition.holds) if isinstance(part, sp.Eq)):
        if part.rhs.is_number and values.setdefault(part.lhs, part.rhs) != part.rhs:
            raise QuestionError(f"text: {part.lhs} has two values here: ask for one number at a time")


def _read(text: str, lines: tuple[Any, ...], ends: Ends, turned: bool) -> tuple[Question, tuple[Statement, ...]]:
    """The question, and all conditions: those in its text and those given."""
    given = tuple(part for line in lines for part in read_conditions(line, "given", ends))
    question = read_question(text, "text", ends, turned, given)
    return question, (*question.conditions, *(one for one in given if one.reading not in vocabulary.MODES))


def _at(text: str, lines: tuple[Any, ...], assume: str | None, rlimit: int, ends: Ends, turned: bool, share: int = 1) -> Answer:
    """The answer to a statement where some parameters are at an end of their range."""
    question, conditions = _read(text, lines, ends, turned)
    asked = question.asked
    assert isinstance(asked, Statement)
    cases = vocabulary.disjuncts(asked.holds, False) * prod(vocabulary.disjuncts(condition.holds, True) for condition in conditions)
    if cases > CASES:
        raise QuestionError(f"text and given may fall into at most {CASES} cases together, got {cases}")
    modes = tuple(dict.fromkeys(mode for statement in (asked, *conditions) for mode in statement.modes))
    assumed = modes if assume else ()
    decided = decide(asked, conditions, modes, assumed, rlimit, ends, share)
    with freely():
        return verified(Answer(asked, conditions, modes, assumed, **decided, wish=question.wish, ends=ends))


def _fixed_ends(conditions: Iterable[Statement]) -> dict[sp.Symbol, sp.Rational]:
    """The parameters that conditions set to an end of their range; the first counts, and any other then fails."""
    found: dict[sp.Symbol, sp.Rational] = {}
    for condition in conditions:
        for symbol, end, alone in condition.ends:
            if alone:
                found.setdefault(symbol, end)
    return found


def _open_ends(conditions: Iterable[Statement], known: Ends) -> Iterator[Ends]:
    """The ends, and combinations of them, that conditions let in beside other values."""
    let_in: dict[sp.Symbol, list[sp.Rational | None]] = {}
    for condition in conditions:
        for symbol, end, _ in condition.ends:
            if symbol not in known and end not in let_in.setdefault(symbol, [None]):
                let_in[symbol].append(end)
    return _combinations(let_in)


def _ends_named(vacuous: Answer, known: Ends) -> Iterator[Ends]:
    """All ends of the parameters that are named in what no cluster within the paper's range meets."""
    premises = [premise.text for row in vacuous.question.premises for premise in row]
    said = " ".join([*(condition.reading for condition in vacuous.conditions), *premises])
    named = [symbol for symbol, words in NAMED.items() if symbol not in known and re.search(words, said)]
    return _combinations({symbol: [None, *ENDS[symbol]] for symbol in named})


def _combinations(values: dict[sp.Symbol, list[sp.Rational | None]]) -> Iterator[Ends]:
    for chosen in product(*values.values()):
        ends = {symbol: end for symbol, end in zip(values, chosen, strict=True) if end is not None}
        if ends:
            yield ends


def _joined(first: Answer, second: Answer) -> Answer:
    """One answer to two: what refutes or leaves open counts before what proves, and that before what says nothing."""
    weight = [Verdict.VACUOUS, Verdict.PROVED, Verdict.UNDECIDED, Verdict.REFUTED]
    strong, weak = (first, second) if weight.index(first.verdict) >= weight.index(second.verdict) else (second, first)
    if weak.verdict is strong.verdict is Verdict.PROVED:
        return replace(first, also=(*first.also, second))
    return strong


def _lines(given: Any) -> tuple[Any, ...]:
    if given is None:
        return ()
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)


def verified(answer: Answer) -> Answer:
    """The same answer, after its certificate was checked, or its counterexample put into the model.

    Raises
    ------
    RuntimeError
        If the prover was wrong.
    """
    certificate = answer.certificate
    if certificate is not None and not (proof.check(certificate) and proof.covers(certificate, answer.thesis, answer.region)):
        raise RuntimeError(f"the certificate does not prove {answer.question.text!r}")
    if answer.counterexample is not None:
        cluster = Cluster(**{symbol.name: value for symbol, value in answer.counterexample.items()})
        for mode in answer.assumed:
            solve(cluster, mode)  # raises where there is no solution
        given = [value_of(holds, cluster) for holds in answer.given]
        if value_of(answer.statement, cluster) is not sp.false or any(holds is not sp.true for holds in given):
            raise RuntimeError(f"{answer.counterexample} is no counterexample to {answer.question.text!r}")
    return answer
