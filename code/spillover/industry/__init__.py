"""One engine for the whole literature: industries of any firms, of which the paper's cluster is a special case."""

from spillover.industry.engine import Industry
from spillover.industry.equilibrium import IndustryOutcome
from spillover.industry.spillover_matrices import even, linked

__all__ = ["Industry", "IndustryOutcome", "even", "linked"]
