"""What letters in claims stand for that are neither the model's nor explained where they stand: one table, for all entries."""

from __future__ import annotations

import sympy as sp

MEANINGS: dict[str, str] = {
    "A_1": "is the initial unit cost of firm 1",
    "A_2": "is the initial unit cost of firm 2",
    "Delta": "is how much R&D can add to the share that a firm absorbs",
    "H_1": "is minus the second derivative of joint profit in the R&D of firm 1: positive",
    "H_2": "is minus the second derivative of joint profit in the R&D of firm 2: positive",
    "H_12": "is minus the mixed second derivative of joint profit in the R&D of both firms: of either sign",
    "L_2": "is nine times the margin of firm 2's own second-order condition: positive",
    "N_1": "is minus the second derivative of the profit of firm 1 in its own R&D: positive",
    "Q": "is total output",
    "Q_{-i}": "is the output of all rivals of firm i",
    "S_1": "is minus the second derivative of the profit of firm 1 in its own R&D when it leads: positive",
    "beta_0": "is the share that a firm absorbs without any R&D of its own",
    "beta_1": "is the spillover under the agreement",
    "beta_12": "is how much of firm 2's R&D reaches firm 1",
    "beta_21": "is how much of firm 1's R&D reaches firm 2",
    "d": "is the substitutability of the goods, below 1 where they differ",
    "delta": "is how particular the approach of firms to R&D is: at 1 nothing is of use to others",
    "k_0": "is what k is where R&D adds nothing to what firms absorb",
    "k_d": "is what own R&D does to own margin, times n + 1, with d partners",
    "k_e": "is what own R&D does to own margin, times n + 1",
    "m": "is the size of the cartel",
    "phi": "is the share that a firm carries of what its own R&D costs",
    "q_1": "is the output of firm 1",
    "q_2": "is the output of firm 2",
    "q_i": "is the output of firm i",
    "s_0": "is what s is where R&D adds nothing to what firms absorb",
    "s_e": "is what a unit of R&D by every firm takes off unit cost",
    "t": "is the size of the deviation: positive",
    "x_i": "is the R&D of firm i",
    "x_j": "is the R&D of firm j, a rival",
    "x_m": "is the R&D of each other firm",
    "z": "is R&D times the ease of learning: how far firms have come in learning to learn",
}
"""By the name of a letter."""
ELSEWHERE: dict[tuple[str, str], str] = {
    ("5.2-inertia", "d"): "is what the innovation takes off the unit cost",
    ("5.2-loss", "d"): "is what the innovation takes off the unit cost",
    ("lit-network-cost", "d"): "is how many partners every firm has",
    ("lit-network-effort", "d"): "is how many partners every firm has",
}
"""By the id of a claim and the name of a letter, where it stands for something else."""


def meaning(id: str, letter: sp.Symbol) -> str:
    """What a letter stands for in a claim, as the end of a sentence; it is an error if nothing is said of it."""
    return ELSEWHERE.get((id, letter.name)) or MEANINGS[letter.name]
