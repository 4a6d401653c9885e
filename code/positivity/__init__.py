"""Does an inequality between rational functions hold everywhere on a region? A certificate, or an exact point at which it fails.

Two routes that share no code look at every question. The first searches for a Positivstellensatz certificate: products of
constraints and squares, with positive weights, that add up to a contradiction. Most of its identities are Handelman
representations, found by substituting slack variables; the rest come from elimination, linear programming and case splits. A
small checker accepts or rejects them (:mod:`positivity.certificate`). The second route is Z3, where it is installed
(:mod:`positivity.solver`). All else needs SymPy alone; linear programming is left out where SciPy is not installed.

Examples
--------
>>> import sympy as sp
>>> from positivity import always, check, summary
>>> x, y = sp.symbols("x y", real=True)
>>> result = always(x * y <= sp.Rational(1, 4), [x >= 0, y >= 0, x + y <= 1])
>>> bool(result), check(result.certificate)
(True, True)
>>> always(x * y < sp.Rational(1, 4), [x >= 0, y >= 0, x + y <= 1]).counterexample
{x: 1/2, y: 1/2}
"""

from positivity.certificate import Certificate, check
from positivity.decide import NOT_ASKED, Result, Undecided, always, covers, simplest
from positivity.summary import Summary, summary
from positivity.vacuity import find_idle_part

__all__ = [
    "NOT_ASKED",
    "Certificate",
    "Result",
    "Summary",
    "Undecided",
    "always",
    "check",
    "covers",
    "find_idle_part",
    "simplest",
    "summary",
]
