"""One engine for the whole literature: industries of any firms, of which the paper's cluster is a special case."""

from spillover.industry.engine import Industry
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.spillover_matrices import network_spillovers, uniform_spillovers

__all__ = ["Industry", "IndustryOutcome", "network_spillovers", "uniform_spillovers"]
