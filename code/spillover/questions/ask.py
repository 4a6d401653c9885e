"""Ask the model: a statement in words, and a proof, a counterexample, or what is known (section 4, by the reader)."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

import sympy as sp

from spillover import proof
from spillover.cluster.cluster import Cluster, solve
from spillover.questions import vocabulary
from spillover.questions.answer import Answer, value_of
from spillover.questions.decide import RLIMIT, decide
from spillover.questions.parser import read
from spillover.questions.tokens import QuestionError

CASES = 64
"""Into how many cases a question and its conditions may fall."""


def ask(text: str, given: str | Iterable[str] | None = None, assume: str | None = "admissible", *, rlimit: int = RLIMIT) -> Answer:
    """Decide a statement about the model for all clusters at once.

    Parameters
    ----------
    text
        the statement, such as ``welfare[full] > welfare[rnd]``. It may use the quantities x, q, Q, price, unit_cost, profit,
        consumer_surplus and welfare, each with non, rnd, full, second_best or first_best in square brackets; the parameters
        n, a, A, b, beta and gamma; the shorthands D, G, s and k; numbers; + - * / ^; < <= > >= = !=; and, or, not, =>.
    given
        one or more conditions, written in the same way: clusters that do not meet them are left out.
    assume
        "admissible" leaves out the clusters in which a regime or a planner that is named has no admissible solution; None
        keeps them, and takes the formulas as they stand.
    rlimit
        how many steps Z3 may take for the statement in general; for one number of firms it is a tenth of that.

    A statement is vacuous where no cluster meets the conditions, or none of them what the statement supposes before an ``=>``: the
    answer names what cannot hold together. Where it is not found out whether there is such a cluster, a proof says so.

    All of the work is bounded: past the bound the answer is "undecided", with what is known. The bound counts steps, so that the
    answer is the same on every machine; only where Z3 stays too long in a part of its work that it does not count, a clock ends it.

    Returns
    -------
    Answer
        with the verdict, and the certificate or the counterexample that supports it.

    Raises
    ------
    QuestionError
        If the statement or a condition cannot be read; the message points at the place and lists the names.

    Examples
    --------
    >>> import spillover
    >>> spillover.ask("profit[full] > profit[rnd]").verdict
    <Verdict.PROVED: 'proved'>
    """
    if assume not in ("admissible", None):
        raise ValueError(f'assume must be "admissible" or None, got {assume!r}')
    question, *conditions = read(text, "text"), *(read(line, "given") for line in _lines(given))
    cases = vocabulary.disjuncts(question.holds, False) * prod(vocabulary.disjuncts(condition.holds, True) for condition in conditions)
    if cases > CASES:
        raise QuestionError(f"text and given may fall into at most {CASES} cases together, got {cases}")
    modes = tuple(dict.fromkeys(mode for statement in (question, *conditions) for mode in statement.modes))
    assumed = modes if assume else ()
    return verified(Answer(question, tuple(conditions), modes, assumed, **decide(question, conditions, modes, assumed, rlimit)))


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
