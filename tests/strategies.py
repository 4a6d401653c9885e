"""Random points of exact numbers at which solutions exist, for Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from spillover.cluster import evaluation

FEW = st.integers(2, 6)
"""Numbers of firms."""

inside = st.builds(Fraction, st.integers(1, 59), st.just(60))
"""Strictly between 0 and 1."""
sizes = st.builds(Fraction, st.integers(1, 60), st.integers(1, 12))
odds = inside.map(lambda share: share / (1 - share))
"""From 1/59 to 59, as often below one as above."""


def smallest_gamma(modes, point):
    """What gamma must exceed for every condition of the modes: each left side is proportional to it, no right side has it."""
    at_one = {**point, "gamma": Fraction(1)}
    return max(condition.rhs / condition.lhs for mode in modes for condition in evaluation.conditions(mode, at_one))


@st.composite
def points(draw, *modes, firms=FEW, between=lambda n: (Fraction(0), Fraction(1))):
    """The six parameters by name, as Fractions, at which all the modes given have a solution.

    ``between`` gives the open interval of the spillover for n firms; where its two ends are equal, that is the spillover.
    Nothing is drawn in vain: gamma is put above its smallest value.
    """
    n = Fraction(draw(firms))
    low, high = between(n)
    A = draw(sizes)
    point = {"n": n, "a": A * (1 + draw(odds)), "A": A, "b": draw(sizes), "beta": low + (high - low) * draw(inside)}
    return {**point, "gamma": smallest_gamma(modes, point) * (1 + draw(odds))}
