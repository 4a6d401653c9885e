"""Does an inequality hold everywhere on a region? The public name for :mod:`positivity`, which decides it."""

from positivity import NOT_ASKED, Certificate, Result, Summary, Undecided, always, check, covers, find_idle_part, simplest, summary

__all__ = [
    "NOT_ASKED",
    "Certificate",
    "Result",
    "Summary",
    "Undecided",
    "always",
    "check",
    "covers",
    "find_idle_part",
    "simplest",
    "summary",
]
