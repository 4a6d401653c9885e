"""Whether each part of a relation that holds everywhere on a region says something there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from positivity.decide import Undecided, has_point
from positivity.statement import statement
from positivity.subformulas import needed_points


def find_idle_part(relation: Any, given: Iterable[Any] | Any = ()) -> str | None:
    """Find a part of a relation that says nothing, although the relation holds everywhere on a region.

    The region has a point, and so has what each implication supposes; the sides of an equivalence hold together at one point and
    fail together at another; and of alternatives none can be left out, since at some point all others fail. Parts inside a
    premise, and inside the sides of an equivalence, are not looked at.

    Parameters
    ----------
    relation, given
        as for :func:`positivity.always`, which says that the relation holds.

    Returns
    -------
    str or None
        what is wrong with the first such part, in words; None where every part says something.

    Raises
    ------
    Undecided
        If it is not decided for some part.
    TypeError, ValueError
        As :func:`positivity.always`.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import find_idle_part
    >>> x = sp.Symbol("x", real=True)
    >>> print(find_idle_part(sp.Implies(x > 1, x**2 > x)))
    None
    >>> find_idle_part(sp.Implies(x > 1, x**2 > x), [x < 0])
    'the premise x > 1 is never met'
    >>> find_idle_part((x >= 1) | (x**2 < x) | (x < 0), [x > 0])
    'the alternative x < 0 is not needed: where it holds, another one does'
    """
    asked = statement(relation, given)
    for idle, conditions in (("the region has no point", ()), *needed_points(asked.relation)):
        try:
            occurs = has_point(asked, conditions)
        except Undecided as undecided:
            raise Undecided(f"whether {idle} is not known: {undecided.known}") from undecided
        if not occurs:
            return idle
    return None
