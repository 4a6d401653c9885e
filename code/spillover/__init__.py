"""Cooperative innovation of cluster firms under knowledge spillovers: the model of the paper, derived and decided.

The core imports SymPy alone; NumPy, SciPy and matplotlib are loaded where they are used.
"""

from spillover import model, planner
from spillover.cluster.cluster import Cluster, Outcome
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import Industry, IndustryOutcome
from spillover.questions.ask import ask
from spillover.regimes import Planner, Regime

__all__ = [
    "Cluster",
    "Condition",
    "InadmissibleError",
    "Industry",
    "IndustryOutcome",
    "Outcome",
    "Planner",
    "Regime",
    "ask",
    "model",
    "planner",
]
