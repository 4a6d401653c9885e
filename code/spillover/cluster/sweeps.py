"""Many clusters at once: what the figures are drawn from. Arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spillover.cluster import evaluation
from spillover.cluster.cluster import Cluster, solve
from spillover.regimes import Mode, Regime


def quantity(cluster: Cluster, name: str, modes: Iterable[Mode] = Regime) -> dict[Mode, Any]:
    """One quantity in several modes, NaN where a mode has no solution.

    Parameters
    ----------
    cluster
        with arrays for at least one parameter.
    name
        of the quantity, as in an outcome.
    modes
        regimes and planners.

    Returns
    -------
    dict
        from each mode to an array of the shape to which the parameters broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> cluster = Cluster(n=2, a=15, A=10, beta=np.array([0.1, 0.5]), gamma=2.0)
    >>> quantity(cluster, "x")[Regime.NONCOOPERATION].round(3)
    array([1.375, 1.111])
    """
    return {mode: getattr(solve(cluster, mode), name) for mode in modes}


def violated_condition(cluster: Cluster, mode: Mode) -> Any:
    """Name of the first condition that fails, and an empty string where the solution exists; an array of strings.

    Parameters
    ----------
    cluster
        with arrays for at least one parameter.
    mode
        a regime or a planner.

    Returns
    -------
    array of str
        of the shape to which the parameters broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> cluster = Cluster(n=2, a=15, A=10, beta=np.array([0.1, 0.5]), gamma=1.0)
    >>> violated_condition(cluster, Regime.NONCOOPERATION)
    array(['stability of best responses', ''], dtype=object)
    """
    import numpy as np

    found = np.array("", dtype=object)
    for condition in reversed(evaluation.conditions(mode, cluster.values)):
        found = np.where(condition.holds, found, condition.name)
    return found


def argmax(cluster: Cluster, name: str, modes: Iterable[Mode] = Regime) -> Any:
    """Which mode has the largest value of a quantity: its place in ``modes``, and -1 where not all of them exist.

    Where modes tie, as all regimes do with one firm, rounding decides.

    Parameters
    ----------
    cluster
        with arrays for at least one parameter.
    name
        of the quantity, as in an outcome.
    modes
        those that are compared.

    Returns
    -------
    array of int
        of the shape to which the parameters broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> cluster = Cluster(n=2, a=15, A=10, beta=np.array([0.1, 0.9]), gamma=4.0)
    >>> argmax(cluster, "x")
    array([0, 2])
    """
    import numpy as np

    values = np.stack(list(quantity(cluster, name, modes).values()))
    return np.where(np.isnan(values).any(axis=0), -1, np.argmax(np.nan_to_num(values), axis=0))
