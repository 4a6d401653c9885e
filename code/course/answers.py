"""What a problem asks for, and what a given answer is worth. Answers are texts; they are parsed strictly and never evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import sympy as sp
from sympy.logic.boolalg import Boolean

from course.draw import Point
from spillover import model
from spillover.claims import LEDGER, Claim
from spillover.cluster.cluster import Cluster
from spillover.conditions import InadmissibleError
from spillover.industry import Industry
from spillover.questions import form
from spillover.questions.form import Given
from spillover.regimes import Regime

DECIMAL = re.compile(r"\d+\.\d*|\.\d+")
ROUNDED = Fraction(1, 1000)
"""A number that is off by no more than this part earns half: it was found, but not exactly."""
COARSE = 1000
"""The largest denominator that a rounded number is taken to have had."""


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: a share of the points from 0 to 1, and what the student is told."""

    share: Fraction
    remark: str


class Answer(Protocol):
    """What is right, and how near to it a given answer comes."""

    @property
    def wanted(self) -> str:
        """What an answer must look like, for the student."""

    @property
    def checked(self) -> str:
        """What the sheet tells `check` of its form, as arguments in code."""

    def mark(self, given: Given) -> Mark:
        """What a given answer is worth. Where it has the wrong form, a ValueError says so."""


@dataclass(frozen=True)
class Number:
    """An exact number."""

    right: Fraction

    wanted = "an exact number, such as Fraction(3, 7) or Rational(3, 7)"
    checked = ""

    def mark(self, given: Given) -> Mark:
        """Full marks for the number, half for one that is only rounded."""
        off = abs(Fraction(str(form.read(given))) - self.right)
        if off == 0:
            return Mark(Fraction(1), "right")
        if off <= ROUNDED * abs(self.right):
            return Mark(Fraction(1, 2), "right when rounded; give it exactly, as a fraction")
        return Mark(Fraction(0), "not right")


@dataclass(frozen=True)
class Expression:
    """An expression; any way to write it is right.

    Attributes
    ----------
    right
        in symbols of the names that are allowed.
    letters
        their names.
    condition
        whether the expression is one side of "= 0", so that a factor does not matter.
    """

    right: sp.Expr
    letters: tuple[str, ...]
    condition: bool = False

    @property
    def wanted(self) -> str:
        """What an answer must look like."""
        factor = "; a factor that is a number does not matter" if self.condition else ""
        return f"a SymPy expression in {' and '.join(self.letters)}, or the same as a string{factor}"

    @property
    def checked(self) -> str:
        """The letters, and whether an equation will do."""
        return f", letters={', '.join(self.letters)!r}{', side=True' if self.condition else ''}"

    def mark(self, given: Given) -> Mark:
        """Full marks for an equivalent expression, half for one that is wrong by a factor that is a number, or by rounded numbers in it."""
        text = form.written(given, self.letters, self.condition)
        mark = self._compared(form.parsed(text, self.letters))
        decimal = DECIMAL.search(text)
        if mark.share == 1 or decimal is None:
            return mark
        near = self._compared(form.parsed(DECIMAL.sub(lambda found: f"({_near(found[0])})", text), self.letters))
        advice = f"holds a decimal: write {_near(decimal[0])!r}".replace("Fraction", "Rational")
        return Mark(max(mark.share, near.share / 2), f"right when rounded, but {advice}" if near.share == 1 else f"not right, and {advice}")

    def _compared(self, found: sp.Expr) -> Mark:
        """What an expression is worth as it stands."""
        right = self.right.xreplace({symbol: sp.Symbol(symbol.name) for symbol in self.right.free_symbols})
        if sp.cancel(found - right) == 0:
            return Mark(Fraction(1), "right")
        ratio = sp.cancel(found / right)
        if ratio.is_number and ratio != 0:
            if self.condition:
                return Mark(Fraction(1), "right")
            return Mark(Fraction(1, 2), "right but for a factor that is a number")
        return Mark(Fraction(0), "not right")


@dataclass(frozen=True)
class Choice:
    """One of some names."""

    right: str
    options: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """What an answer must look like."""
        return f"one of {', '.join(map(repr, self.options))}"

    @property
    def checked(self) -> str:
        """The options."""
        return f", options={self.options}"

    def mark(self, given: Given) -> Mark:
        """All or nothing."""
        right = form.chosen(given, self.options) == self.right
        return Mark(Fraction(1), "right") if right else Mark(Fraction(0), "not right")


@dataclass(frozen=True)
class Judgements:
    """Which of some statements are true; each is named by a letter."""

    right: frozenset[str]
    letters: str

    @property
    def wanted(self) -> str:
        """What an answer must look like."""
        return f"the letters of those that are true, as a string such as {self.letters[:2]!r}, or {'none'!r}"

    @property
    def checked(self) -> str:
        """The letters."""
        return f", statements={self.letters!r}"

    def mark(self, given: Given) -> Mark:
        """Half of the statements judged rightly is what guessing gives, and earns nothing."""
        said = form.judged(given, self.letters)
        hits = sum((letter in said) == (letter in self.right) for letter in self.letters)
        share = max(Fraction(0), Fraction(2 * hits, len(self.letters)) - 1)
        return Mark(share, f"{hits} of {len(self.letters)} statements judged rightly")


@dataclass(frozen=True)
class Counterexample:
    """A cluster at which a claim of the paper fails; the ledger's own formulas judge it.

    Attributes
    ----------
    claim
        its id.
    fixed
        parameters that are given.
    rnd
        what each firm must do in a regime, where that is given as well.
    regime
        the one in which it must.
    """

    claim: str
    fixed: Mapping[str, Fraction]
    rnd: Fraction | None = None
    regime: Regime = Regime.NONCOOPERATION

    @property
    def open(self) -> tuple[str, ...]:
        """The parameters that the student sets."""
        return tuple(symbol.name for symbol in model.PARAMETERS if symbol.name not in self.fixed)

    @property
    def wanted(self) -> str:
        """What an answer must look like."""
        return f"a dictionary of exact numbers with the keys {', '.join(map(repr, self.open))}"

    @property
    def checked(self) -> str:
        """The keys, and what is given."""
        given = ", ".join(f"{name}={str(number)!r}" for name, number in self.fixed.items())
        return f", keys={', '.join(self.open)!r}, fixed=dict({given})"

    def mark(self, given: Given) -> Mark:
        """Full marks for any counterexample, a quarter for a cluster of which the claim speaks and at which it holds."""
        chosen = form.numbers(given, self.open, self.fixed)
        point: Point = {symbol.name: {**self.fixed, **chosen}[symbol.name] for symbol in model.PARAMETERS}
        cluster = Cluster(**point)
        claim = LEDGER[self.claim]
        failed = [name for name, relation in claim.region.items() if not _holds(relation, point)]
        if failed:
            return Mark(Fraction(0), f"the claim does not speak of this cluster: {', '.join(failed)} must hold")
        if _holds(_all_asserted(claim), point):
            return Mark(Fraction(1, 4), "the claim speaks of this cluster, and holds there")
        if self.rnd is not None and (done := cluster.solve(self.regime).x) != self.rnd:
            return Mark(Fraction(1, 4), f"the claim is false there, but each firm does R&D of {done} and not of {self.rnd}")
        return Mark(Fraction(1), "right")


LOSER_KEYS = ("a", "A", "gamma_1", "gamma_2")


@dataclass(frozen=True)
class LosingFirm:
    """Two unlike firms, one of which loses by R&D cooperation; the engine judges it.

    Attributes
    ----------
    reach_1, reach_2
        how much of the other's R&D reaches firm 1, and firm 2.
    loser
        the place of the firm that must lose, 0 or 1.
    rnd
        what the other firm must do in R&D cooperation.
    """

    reach_1: Fraction
    reach_2: Fraction
    loser: int
    rnd: Fraction

    wanted = f"a dictionary of exact numbers with the keys {', '.join(map(repr, LOSER_KEYS))}"
    checked = f", keys={', '.join(LOSER_KEYS)!r}"

    def mark(self, given: Given) -> Mark:
        """Full marks for any such firms, a quarter for firms for which both regimes exist."""
        found = form.numbers(given, LOSER_KEYS)
        costs, spillovers = [found["gamma_1"], found["gamma_2"]], [[1, self.reach_1], [self.reach_2, 1]]
        firms = Industry(a=found["a"], A=found["A"], gamma=costs, spillovers=spillovers)
        try:
            apart, together = firms.solve(), firms.solve(rnd_coalitions=[[0, 1]])
        except InadmissibleError as error:
            return Mark(Fraction(0), f"a regime has no solution there: {', '.join(failed.name for failed in error.failed)} must hold")
        if together.profit[self.loser] >= apart.profit[self.loser]:
            return Mark(Fraction(1, 4), f"both regimes exist there, but firm {self.loser + 1} does not lose")
        if (done := together.x[1 - self.loser]) != self.rnd:
            return Mark(Fraction(1, 4), f"firm {self.loser + 1} loses there, but the other does R&D of {done} and not of {self.rnd}")
        return Mark(Fraction(1), "right")


def _all_asserted(claim: Claim) -> Boolean:
    """All that a claim says: the ledger refutes one even where either of two assertions is enough, but its words make both."""
    relation = claim.relation
    return sp.And(*relation.args) if isinstance(relation, sp.Or) else relation


def _holds(relation: Any, point: Point) -> bool:
    return bool(relation.subs({symbol: sp.Rational(point[symbol.name]) for symbol in model.PARAMETERS}))


def _near(decimal: str) -> Fraction:
    """The fraction that a decimal was, most likely, before it was rounded."""
    exact = Fraction(decimal)
    near = exact.limit_denominator(COARSE)
    return near if abs(near - exact) <= ROUNDED * exact else exact
