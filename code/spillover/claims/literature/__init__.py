"""What the literature part of the book proves, by the rules of the ledger; one module for each chapter that proves something.

They are imported in the order of the chapters, in which the ledger holds their claims.
"""

# isort: off
from spillover.claims.literature import duopoly as duopoly
from spillover.claims.literature import stability as stability
from spillover.claims.literature import oligopoly as oligopoly
from spillover.claims.literature import ventures as ventures
from spillover.claims.literature import asymmetry as asymmetry
from spillover.claims.literature import subsidies as subsidies
from spillover.claims.literature import sequence as sequence
from spillover.claims.literature import absorption as absorption
from spillover.claims.literature import location as location
from spillover.claims.literature import networks as networks
from spillover.claims.literature import cartels as cartels
from spillover.claims.literature import differentiation as differentiation
