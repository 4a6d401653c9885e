"""What a planner would choose: the yardstick for the regimes.

The second-best planner sets R&D and lets the firms compete in quantities; the first-best planner sets output too,
in equal shares. Neither is in the paper; the second best is Suzumura's (1992).
"""

from __future__ import annotations

from spillover.cluster import evaluation
from spillover.cluster.cluster import Cluster, Outcome, solve
from spillover.conditions import Condition
from spillover.regimes import Planner


def second_best(cluster: Cluster) -> Outcome:
    """R&D that maximises welfare when the product market is left to Cournot competition.

    Parameters
    ----------
    cluster
        in numbers, arrays or symbols.

    Returns
    -------
    Outcome
        exact for exact numbers; of arrays, with NaN where a condition fails.

    Raises
    ------
    InadmissibleError
        If a condition of the optimum fails.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> second_best(cluster).x
    Fraction(50, 113)
    """
    return solve(cluster, Planner.SECOND_BEST)


def first_best(cluster: Cluster) -> Outcome:
    """R&D and output that maximise welfare when all firms share both equally.

    Parameters
    ----------
    cluster
        in numbers, arrays or symbols.

    Returns
    -------
    Outcome
        exact for exact numbers; of arrays, with NaN where a condition fails.

    Raises
    ------
    InadmissibleError
        If a condition of the optimum fails.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> first_best(cluster).price
    Fraction(65, 7)
    """
    return solve(cluster, Planner.FIRST_BEST)


def conditions(cluster: Cluster, best: str) -> list[Condition]:
    """The conditions that an optimum needs, each with its two sides at this point.

    Parameters
    ----------
    cluster
        in numbers, arrays or symbols.
    best
        "second" or "first".

    Returns
    -------
    list of Condition
        in the order in which an error names them.

    Raises
    ------
    ValueError
        If ``best`` is neither.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> [(c.name, c.margin) for c in conditions(cluster, "first")]
    [('joint concavity', Fraction(63, 4)), ('nonnegative unit cost', Fraction(117, 8))]
    """
    planners = {planner.key: planner for planner in Planner}
    if best not in planners:
        raise ValueError(f'best must be "second" or "first", got {best!r}')
    return evaluation.conditions(planners[best], cluster.values)
