"""The decision: a Positivstellensatz certificate, a counterexample, or an honest "undecided"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity import counterexample, solver
from positivity.assembly import as_constraint, is_soon_checked
from positivity.budget import ExhaustedError, at_most
from positivity.certificate import Certificate, check
from positivity.evaluation import Point, fails_at
from positivity.search import is_covered, refute_all
from positivity.statement import Statement, statement
from positivity.subformulas import premises

NOT_ASKED = "not asked"
"""What stands for Z3's answer where Z3 is not installed."""
BUDGET = 5_000_000
"""Steps that the search for a certificate may take; a claim of the paper takes a small part of it."""


class Undecided(Exception):  # noqa: N818 (an answer, not a mistake)
    """Neither a certificate nor a rational counterexample was found.

    Attributes
    ----------
    known
        what is known all the same, in words.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import Undecided, always
    >>> x = sp.Symbol("x", real=True)
    >>> try:
    ...     always(sp.Ne(x**3, 2))
    ... except Undecided:
    ...     print("It fails at the cube root of 2, and at no rational number.")
    It fails at the cube root of 2, and at no rational number.
    """

    def __init__(self, known: str) -> None:
        self.known = known
        super().__init__(f"undecided: {known}")


@dataclass(frozen=True)
class Result:
    """What :func:`always` found: a certificate if the relation holds everywhere on the region, else a counterexample.

    Attributes
    ----------
    relation, given
        what was asked.
    certificate
        data that :func:`positivity.check` accepts, or None.
    counterexample
        an exact value for every symbol, with which all of ``given`` holds and the relation fails; or None.
    solver
        what Z3 says to the negation: "unsat", "sat" or "unknown"; "not asked" where it is not installed. Where a point was
        found before it was asked, "sat" says no more than that.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import always
    >>> x = sp.Symbol("x", real=True)
    >>> result = always(x >= 1, [x**2 >= 1])
    >>> bool(result), result.certificate, result.counterexample
    (False, None, {x: -1})
    """

    relation: Boolean
    given: tuple[Boolean, ...]
    certificate: Certificate | None
    counterexample: Point | None
    solver: str

    def __bool__(self) -> bool:
        """Whether the relation always holds."""
        return self.certificate is not None

    @property
    def vacuous(self) -> bool | None:
        """Whether nothing is said: the region has no point, or none that meets a premise inside the relation.

        Looked for when it is asked for, within the limits of :func:`always`.

        Returns
        -------
        bool or None
            None where it is not decided.

        Examples
        --------
        >>> import sympy as sp
        >>> from positivity import always
        >>> x = sp.Symbol("x", real=True)
        >>> always(x > 1, [x > 2]).vacuous
        False
        >>> always(x > 1, [x > 2, x < 2]).vacuous
        True
        >>> always(sp.Implies(x > 2, x > 1), [x < 2]).vacuous
        True
        """
        if self.counterexample is not None:
            return False
        asked = Statement(self.relation, self.given)
        met = [_has_point_or_none(asked, conditions) for conditions in ((), *premises(self.relation))]
        return True if False in met else None if None in met else False


def always(
    relation: Any,
    given: Iterable[Any] | Any = (),
    *,
    rlimit: int = solver.RLIMIT,
    budget: int = BUDGET,
    known: Certificate | None = None,
) -> Result:
    """Decide whether a polynomial or rational (in)equality holds everywhere on a region.

    All symbols are real numbers; what a symbol assumes of its sign (``positive=True``) belongs to the region, and where it
    assumes to be whole (``integer=True``), so are its values in a counterexample. Where a denominator vanishes, the point is
    outside the question. A relation holds on an empty region, whatever it says: then the result is ``vacuous``.

    Parameters
    ----------
    relation
        a SymPy Boolean: relations between rational functions with rational coefficients (and Abs), joined by And, Or, Not, ...
    given
        Booleans that describe the region.
    rlimit
        steps that Z3 may take.
    budget
        steps that the search for a certificate may take. Writing a statement out as polynomials comes before that, and takes long
        where powers of long sums are in it.
    known
        a certificate for a smaller region: its cases are used where they cover more.

    Returns
    -------
    Result
        with a certificate, or with a counterexample; true if the relation always holds.

    Raises
    ------
    Undecided
        If neither a certificate nor a rational counterexample is found.
    TypeError
        If the relation or a part of the region is not made of equations and inequalities.
    ValueError
        If something else than a polynomial or rational function with rational coefficients of real symbols occurs, or if the
        disjunctive normal form of the negation is too long.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import always
    >>> p, q = sp.symbols("p q", positive=True)
    >>> bool(always(p / q + q / p >= 2))
    True
    >>> always(p / q + q / p > 2).counterexample
    {p: 1/2, q: 1/2}
    >>> n = sp.Symbol("n", real=True)
    >>> always(n > 2, [n >= 2]).counterexample
    {n: 2}
    """
    asked = statement(relation, given)
    point = None if known and _covers(known, asked) else counterexample.random_point(asked, counterexample.FEW)
    answer = _second_opinion(asked, rlimit) if point is None else None
    if answer and answer.status == "sat":
        point = counterexample.rational_point(asked, answer)
        if point is None:
            raise Undecided(f"it fails, but at no point of rational (or whole) numbers as far as is known: {answer.shown}")
    if point is not None:
        return _refuted(asked, point)
    certificate = find_certificate(asked, budget, known)
    if certificate is None:
        return _searched_further(asked, answer)
    if not check(certificate):
        raise RuntimeError(f"the checker rejects the certificate that was found for {asked.relation}")
    return Result(asked.relation, asked.given, certificate, None, answer.status if answer else NOT_ASKED)


def _second_opinion(asked: Statement, rlimit: int) -> solver.SolverAnswer | None:
    return solver.solve(asked.region, asked.relation, rlimit) if solver.is_installed() else None


def _searched_further(asked: Statement, answer: solver.SolverAnswer | None) -> Result:
    """What is left where no certificate is found: more points, unless Z3 excludes them."""
    if answer and answer.status == "unsat":
        raise Undecided("no certificate was found, though Z3 says that the relation holds everywhere")
    point = counterexample.random_point(asked, counterexample.MANY)
    if point is None:
        raise Undecided(f"neither certificate nor counterexample was found, and Z3 says {answer.status if answer else NOT_ASKED}")
    return _refuted(asked, point)


def _refuted(asked: Statement, point: Point) -> Result:
    found = counterexample.simplify(asked, point)
    if not fails_at(asked, found):
        raise RuntimeError(f"{asked.relation} does not fail at {found}")
    return Result(asked.relation, asked.given, None, found, "sat")


def has_point(asked: Statement, conditions: Iterable[Boolean]) -> bool:
    """Whether conditions hold together at some point of the region of a statement; a few points are tried first, since that is quick.

    Raises
    ------
    Undecided
        If that is not decided.
    """
    wanted = Statement(sp.false, (*asked.region, *conditions))
    return counterexample.random_point(wanted, counterexample.FEW) is not None or not always(wanted.relation, wanted.given)


def _has_point_or_none(asked: Statement, conditions: Iterable[Boolean]) -> bool | None:
    """The same, None where it is not decided."""
    try:
        return has_point(asked, conditions)
    except Undecided:
        return None


def simplest(relation: Any, given: Iterable[Any] | Any = (), whole: Iterable[sp.Symbol] = ()) -> Point | None:
    """The simplest point at which a relation fails within a region; None where none of the many simplest points will do.

    Parameters
    ----------
    relation, given
        as for :func:`always`.
    whole
        symbols that must be whole numbers.

    Returns
    -------
    dict or None
        a SymPy Rational for each symbol; the sum of all numerators and denominators is as small as can be.

    Raises
    ------
    TypeError, ValueError
        As :func:`always`.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import simplest
    >>> x, y = sp.symbols("x y", real=True)
    >>> simplest(x + y < 3, [x > 0, y > 0], whole=[x])
    {x: 1, y: 2}
    >>> print(simplest(x**2 + 1 >= 2 * x))
    None
    """
    asked = statement(relation, given)
    point = counterexample.simplest_point(asked, whole, counterexample.MOST_POINTS)
    if point is not None and not fails_at(asked, point):
        raise RuntimeError(f"{asked.relation} does not fail at {point}")
    return point


def find_certificate(asked: Statement, budget: int = BUDGET, known: Certificate | None = None) -> Certificate | None:
    """A certificate, or None where the search finds none in so many steps, or none that is soon checked.

    It takes cases of a known one in the same variables.
    """
    names = tuple(symbol.name for symbol in asked.symbols)
    try:
        with at_most(budget):
            cases = refute_all(asked.negation_dnf, known.cases if known and known.variables == names else ())
    except ExhaustedError:
        return None
    found = None if cases is None else Certificate(names, cases)
    return found if found and is_soon_checked(found) else None


def covers(certificate: Certificate, relation: Any, given: Iterable[Any] | Any = ()) -> bool:
    """Whether a certificate speaks of this relation on this region.

    Each conjunction in the disjunctive normal form of the negation must have all hypotheses of some case among its sign
    constraints. Whether the proofs are right is another question: :func:`check`.

    Parameters
    ----------
    certificate
        in the same variables.
    relation, given
        as for :func:`always`.

    Returns
    -------
    bool
        whether, with proofs that are right, the relation holds everywhere on the region.

    Raises
    ------
    TypeError, ValueError
        As :func:`always`.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import always, covers
    >>> x, y = sp.symbols("x y", real=True)
    >>> certificate = always(x * y > 1, [x > 1, y > 1]).certificate
    >>> covers(certificate, x * y > 1, [x > 1, y > 1, y < 7])
    True
    >>> covers(certificate, x * y > 1, [x > 0, y > 1])
    False
    """
    return _covers(certificate, statement(relation, given))


def _covers(certificate: Certificate, asked: Statement) -> bool:
    disjuncts = [list(map(as_constraint, conjunction)) for conjunction in asked.negation_dnf]
    return certificate.variables == tuple(symbol.name for symbol in asked.symbols) and all(
        any(is_covered(conjunction, case) for case in certificate.cases) for conjunction in disjuncts
    )
