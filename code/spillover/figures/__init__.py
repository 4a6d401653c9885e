"""The figures of the book: each a function that takes data and returns a :class:`Figure`."""

from spillover.figures.curves import against_beta, against_firms, gain, planner
from spillover.figures.diagrams import best_responses, networks, phase, stages
from spillover.figures.maps import argmax_map, ranking_map, strips
from spillover.figures.plain import lines, plane
from spillover.figures.regions import region_map
from spillover.figures.style import COLOURS, DARK, Figure
from spillover.figures.verdicts import graph, verdicts

__all__ = [
    "COLOURS",
    "DARK",
    "Figure",
    "against_beta",
    "against_firms",
    "argmax_map",
    "best_responses",
    "gain",
    "graph",
    "lines",
    "networks",
    "phase",
    "plane",
    "planner",
    "ranking_map",
    "region_map",
    "stages",
    "strips",
    "verdicts",
]
