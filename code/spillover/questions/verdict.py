"""The verdict on a question, and the market that stands in where a question names none."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import sympy as sp

from spillover import model

RUNNING_EXAMPLE: Mapping[sp.Symbol, sp.Rational] = dict(zip(model.PARAMETERS, map(sp.Rational, (2, 15, 10, 1, "1/4", 2)), strict=True))
"""The running example of the book."""


class Verdict(Enum):
    """What became of a question.

    Examples
    --------
    >>> from spillover import ask
    >>> ask("n > 2").verdict
    <Verdict.REFUTED: 'refuted'>
    """

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    VACUOUS = "vacuous"
    """No cluster meets the conditions, or none of them a premise of the statement."""
