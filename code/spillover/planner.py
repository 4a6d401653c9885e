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

    Raises
    ------
    InadmissibleError
        If a condition of the optimum fails.
    """
    return solve(cluster, Planner.SECOND_BEST)


def first_best(cluster: Cluster) -> Outcome:
    """R&D and output that maximise welfare when all firms share both equally.

    Raises
    ------
    InadmissibleError
        If a condition of the optimum fails.
    """
    return solve(cluster, Planner.FIRST_BEST)


def conditions(cluster: Cluster, best: str) -> list[Condition]:
    """The conditions that an optimum needs, each with its two sides at this point.

    Parameters
    ----------
    best
        "second" or "first".
    """
    optima = {optimum.key: optimum for optimum in Planner}
    if best not in optima:
        raise ValueError(f'best must be "second" or "first", got {best!r}')
    return evaluation.conditions(optima[best], cluster.values)
