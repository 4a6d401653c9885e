"""Does an inequality hold everywhere on a region? A certificate, or an exact point at which it fails.

Two routes that share no code look at every question: the search for a certificate, which a small checker accepts or
rejects (:mod:`positivity.certificate`), and Z3 (:mod:`positivity.solver`).
"""

from positivity.certificate import Certificate, check
from positivity.decide import NOT_ASKED, Result, Undecided, always, covers, simplest
from positivity.summary import Summary, summary

__all__ = ["NOT_ASKED", "Certificate", "Result", "Summary", "Undecided", "always", "check", "covers", "simplest", "summary"]
