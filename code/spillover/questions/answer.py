"""What comes back from a question: the verdict, what supports it, and how a reader sees both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.core.relational import Relational

from positivity import NOT_ASKED
from spillover import model
from spillover.cluster import evaluation
from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import InadmissibleError
from spillover.display import Table, aligned, columns
from spillover.notation import LETTERS, WORDS, latex
from spillover.questions.number import decimals, typeset_decimals
from spillover.questions.parts import Statement
from spillover.questions.verdict import Verdict
from spillover.questions.vocabulary import MARKS, in_parameters
from spillover.regimes import Mode, Planner, Regime

if TYPE_CHECKING:
    from spillover.figures import Figure
    from spillover.questions.ranking import Orders


def value_of(holds: Any, cluster: Cluster) -> Any:
    """A statement at one cluster, by exact arithmetic with the formulas as they stand."""
    numbers = {symbol: sp.sympify(cluster.values[symbol.name]) for symbol in model.PARAMETERS}
    numbers |= {symbol: meaning.xreplace(numbers) for symbol, meaning in model.SHORTHANDS.items()}
    for symbol in holds.free_symbols & MARKS.keys():
        name, mode = MARKS[symbol]
        numbers[symbol] = sp.sympify(evaluation.outcome(mode, cluster.values)[name])
    return holds.xreplace(numbers)


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    Attributes
    ----------
    question, conditions
        the statement asked about and the conditions given, as they were read.
    modes
        the regimes and planners named.
    assumed
        those of them whose admissibility was assumed.
    thesis, region
        what was put to the prover: a SymPy Boolean, and those that describe where it is to hold, in n, beta, b, G, A and D. All
        symbols are positive reals there, n too.
    verdict
        proved for all clusters, refuted, undecided, or vacuous: no cluster meets the conditions, or a premise of the statement.
    certificate
        of a proof: data that :func:`positivity.check` accepts; otherwise None.
    solver
        of a proof: what Z3 says to the negation, "not asked" where it is not installed; otherwise empty.
    counterexample
        of a refutation: an exact number for each of the six parameters; otherwise None.
    where
        a point that meets all conditions, if one is known: the counterexample where there is one.
    known
        what is known where that is not all: of a vacuous statement, what cannot hold together; otherwise empty.
    wish
        "always" where the statement is to hold; "exists" or "never" where it was asked whether something can hold, and ``question``
        is that it cannot; "max" or "min" where it was asked for which value of a parameter a number is largest or smallest, and
        ``question`` is that it rises, or falls.
    ends
        parameters that are at an end of their range.
    also
        the answers at the ends that the conditions let in beside other values, where all are proofs.
    ranking
        the orders of all regimes, where the question was which one is first.

    Examples
    --------
    >>> from spillover import ask
    >>> answer = ask("n > 2")
    >>> answer.counterexample
    {n: 2, a: 2, A: 1, b: 1, beta: 1/2, gamma: 1}
    >>> answer
    Refuted: n > 2
    It fails at n = 2, a = 2, A = 1, b = 1, beta = 1/2 (0.5), gamma = 1; left 2, right 2.
    """

    question: Statement
    conditions: tuple[Statement, ...]
    modes: tuple[Mode, ...]
    assumed: tuple[Mode, ...]
    thesis: Any
    region: tuple[Any, ...]
    verdict: Verdict
    certificate: Any = None
    solver: str = ""
    counterexample: Mapping[sp.Symbol, sp.Rational] | None = None
    where: Mapping[sp.Symbol, sp.Rational] | None = None
    known: str = ""
    wish: str = "always"
    ends: Mapping[sp.Symbol, sp.Rational] = field(default_factory=dict)
    also: tuple[Answer, ...] = ()
    ranking: Orders | None = None

    @property
    def statement(self) -> Any:
        """The statement as a SymPy Boolean, quantities as symbols with the paper's marks."""
        return self.question.holds

    @property
    def relation(self) -> Any:
        """The statement as a SymPy Boolean in the six parameters."""
        return in_parameters(self.question.holds)

    @property
    def given(self) -> tuple[Any, ...]:
        """The conditions given, as SymPy Booleans."""
        return tuple(condition.holds for condition in self.conditions)

    def figure(self) -> Figure:
        """Where the statement holds, where it fails, and where it does not apply.

        Over the spillover and the cost of R&D, with the other parameters as in ``where``; over the number of firms and
        the spillover where the cost of R&D does not matter.

        Returns
        -------
        Figure
            which carries its description and its data.

        Examples
        --------
        >>> from spillover import ask
        >>> print(ask("n > 2").figure().alt.partition(".")[0])
        Where the statement n > 2 holds, over the number of firms and the spillover, whatever R&D costs
        """
        from spillover import figures
        from spillover.questions.truth_map import truth_map

        return figures.region_map(**truth_map(self.question, self.conditions, self.assumed, self.where, self.counterexample))

    def __repr__(self) -> str:
        return "\n".join(_plain(self))

    def _repr_markdown_(self) -> str:
        return "\n\n".join(_markdown(self))


def _plain(answer: Answer) -> Iterator[str]:
    """The lines of an answer in a terminal."""
    given = " and ".join(condition.text for condition in answer.conditions)
    yield f"{headline(answer)}: {answer.question.text}" + (f"   given {given}" if given else "")
    yield from (f"Read as: {reading}" for reading in [readings(answer)] if reading)
    yield from _scope(answer)
    if answer.counterexample:
        point = ", ".join(f"{symbol} = {value}{decimals(value)}" for symbol, value in _point(answer).items())
        yield f"It {_happens(answer)} at {point}{_sides(answer, lambda side: f'{side}{decimals(side)}')}."
        header, rows, notes = _outcomes(answer, answer.counterexample)
        yield from aligned([["", *(WORDS[name] for name in header)], *(map(_plain_cell, row) for row in rows)] if rows else [])
        yield from notes
    if answer.ranking:
        yield repr(answer.ranking)


def _point(answer: Answer) -> dict[sp.Symbol, Any]:
    """The counterexample, without a parameter of which the question says the values."""
    placed = {parameter for _, parameter, _ in answer.question.placed}
    return {symbol: value for symbol, value in (answer.counterexample or {}).items() if symbol not in placed}


def _plain_cell(cell: Any) -> str:
    """A cell of the table in a terminal: a label, or a number with its decimals."""
    return cell if isinstance(cell, str) else f"{cell}{decimals(sp.sympify(cell))}"


def readings(answer: Answer) -> str:
    """How a question and its conditions were read; empty where that is what was typed."""
    parts = (answer.question, *answer.conditions)
    if all("".join(part.text.split()) == "".join(part.reading.split()) for part in parts):
        return ""
    given = ", ".join(condition.reading for condition in answer.conditions)
    return f"{answer.question.reading}{f' if {given}' if given else ''}"


def headline(answer: Answer) -> str:
    """The verdict; where it was asked whether something can hold, yes or no."""
    if answer.wish in ("max", "min"):
        said = {Verdict.REFUTED: "It depends", Verdict.PROVED: "At an end"}
    else:
        said = {Verdict.REFUTED: "It can happen", Verdict.PROVED: "It cannot happen"} if answer.wish == "exists" else {}
    return said.get(answer.verdict, answer.verdict.value.capitalize())


def _happens(answer: Answer) -> str:
    return "holds" if answer.wish == "exists" else "fails"


def _markdown(answer: Answer) -> Iterator[str]:
    """The paragraphs of an answer on a page."""
    given = " and ".join(f"`{condition.text}`" for condition in answer.conditions)
    yield f"**{headline(answer)}:** `{answer.question.text}`" + (f", given {given}" if given else "")
    if readings(answer):
        conditions = ", ".join(f"${condition.tex}$" for condition in answer.conditions)
        yield f"Read as ${answer.question.tex}${f' if {conditions}' if conditions else ''}."
    yield from _scope(answer)
    if answer.counterexample:
        point = ", ".join(f"${latex(symbol)} = {latex(value)}${decimals(value)}" for symbol, value in _point(answer).items())
        yield f"It {_happens(answer)} at {point}{_sides(answer, lambda side: f'${latex(side)}${typeset_decimals(side)}')}."
        header, rows, notes = _outcomes(answer, answer.counterexample)
        if rows:
            yield Table(["", *(f"{WORDS[name]} ${LETTERS[name]}$" for name in header)], columns(rows))._repr_markdown_()
        yield from notes
    if answer.ranking:
        yield answer.ranking._repr_markdown_()


def _scope(answer: Answer) -> Iterator[str]:
    """Which clusters the answer is about, and what else is known."""
    labels = " and ".join(mode.label for mode in answer.modes)
    if answer.assumed:
        there = "".join(dict.fromkeys(f" and at {parameter} = {value}" for _, parameter, value in answer.question.placed))
        have = "has" if len(answer.modes) == 1 else "have"
        yield f"About all clusters in which {labels} {have} an admissible solution{there.removeprefix(' and')}."
    elif answer.modes:
        yield f"About the formulas of {labels} in all clusters, also where there is no admissible solution."
    if answer.question.real:
        yield "The number of firms counts as a real number here, as it changes continuously."
    if answer.ends:
        yield f"At the end {_equations(answer.ends)} of the range, which the paper leaves out."
    for other in answer.also:
        yield f"Proved apart at {_equations(other.ends)}."
    if answer.certificate is not None and not answer.certificate.cases:
        yield "Certificate: nothing is left to prove once the formulas are simplified."
    elif answer.certificate is not None:
        cases, sums = len(answer.certificate.cases), len(answer.certificate.leaves())
        yield f"Certificate: {cases} {'case' if cases == 1 else 'cases'}, {sums} {'sum' if sums == 1 else 'sums'}, accepted by the checker."
    if answer.solver == NOT_ASKED:
        yield "Z3, the second route, was not asked: it is not installed here."
    if answer.known:
        yield f"{'It says nothing' if answer.verdict is Verdict.VACUOUS else 'Known'}: {answer.known}."


def _equations(values: Mapping[sp.Symbol, Any]) -> str:
    return " and ".join(f"{symbol} = {value}" for symbol, value in values.items())


def _sides(answer: Answer, written: Callable[[Any], str]) -> str:
    """The two sides of an inequality at the counterexample, exact and to four digits; of several, those of each that fails."""
    cluster = Cluster(**{symbol.name: value for symbol, value in (answer.counterexample or {}).items()})
    links = answer.question.links or (("", answer.statement),)
    fails = [(text, holds) for text, holds in links if isinstance(holds, Relational) and value_of(holds, cluster) is sp.false]
    shown = []
    for text, holds in fails:
        left, right = (value_of(side, cluster) for side in holds.args)
        name = f"`{text}` fails there: " if len(links) > 1 else ""
        shown.append(f"{name}left {written(left)}, right {written(right)}")
    return "".join(f"; {sides}" for sides in shown)


def _outcomes(answer: Answer, point: Mapping[sp.Symbol, Any]) -> tuple[list[str], list[list[Any]], list[str]]:
    """The numbers of the regimes, and of the planners that are named: quantities, rows, and a note on each without a solution."""
    cluster = Cluster(**{symbol.name: value for symbol, value in point.items()})
    named = {MARKS[symbol][0] for condition in (answer.statement, *answer.given) for symbol in condition.free_symbols & MARKS.keys()}
    quantities = [name for name in model.QUANTITIES if name in named.union(("x", "Q", "profit", "welfare"))]
    rows, notes = [], []
    for mode in (
        (*Regime, *(mode for mode in answer.modes if isinstance(mode, Planner))) if answer.modes and not answer.question.placed else ()
    ):
        try:
            found: Any = vars(solve(cluster, mode))
        except InadmissibleError as error:
            said = str(error)
            said = said[0].upper() + said[1:]
            notes.append(f"{said}; the numbers are what its formulas say." if mode in answer.modes else f"{said}.")
            found = evaluation.outcome(mode, cluster.values) if mode in answer.modes else dict.fromkeys(quantities)
        rows.append([mode.label, *("none" if found[name] is None else found[name] for name in quantities)])
    return quantities, rows, notes
