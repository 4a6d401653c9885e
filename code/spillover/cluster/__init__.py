"""The paper's cluster of symmetric firms, from backward induction to numbers."""

from spillover.cluster.cluster import Cluster, Outcome, solve

__all__ = ["Cluster", "Outcome", "solve"]
