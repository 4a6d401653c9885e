"""The third route: what the game itself says of a claim. It knows no formula of a solution.

Most claims are tried in the paper's game, at points that are drawn once for all of them; a claim whose terms name a game of their own is
tried in that. At each point every closed form that the claim uses has to be what the firms do, exactly; and what is claimed has to be true
of what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity.evaluation import Point
from spillover import model
from spillover.claims.claim import Assertion, Term
from spillover.exact_functions import exact_function
from spillover.game import sampling, trials
from spillover.game.best_responses import NoEquilibrium
from spillover.game.sampling import NoPoint, Played
from spillover.game.trials import Game, Play

POINTS = 2000
"""Points at which the paper's game is played, the same for all claims."""
NUMERICALLY = 50
"""At so many of them SciPy plays too."""
FEW = 3
"""Firms with which it does: it searches in every stage, for all of them at once."""

NOT_PLAYED = {
    "5.3-intermediaries": "Nothing is asserted in symbols, so there is nothing to play.",
    "new-welfare-band": "It says that there is such a market for every spillover; play at given points shows of some markets what they are"
    " like, and never that there is one for every spillover.",
}
"""Why nothing of a claim is played."""
NO_SLOPE = "A play has a whole number of firms, so it shows no slope between them."
IN_PLAYS = {
    "4.3-threshold": "Full cooperation does more R&D than no cooperation exactly where the spillover exceeds T(n).",
    "4.3-free-riding": f"With one firm more, each does less R&D. {NO_SLOPE}",
    "4.3-cluster-weakens": f"With one firm more, less R&D reaches each firm, or as much. {NO_SLOPE}",
    "5.1-rents": f"With one firm more, each earns less. {NO_SLOPE}",
    "5.2-consortium": "Full cooperation has the largest profit of the three, and the largest R&D exactly under the condition.",
    "5.2-inertia": "An inventor who sells to a competitive industry gains more than a monopolist.",
    "new-cluster-rnd": f"With one firm more, less R&D reaches each firm, or as much. {NO_SLOPE}",
    "lit-stability-binds": "Where every firm has a best response and the solution is positive, best responses lead back to it exactly where"
    " the cost of R&D exceeds the bound of stability; half of the costs lie close to that bound, on both sides.",
    "lit-stability-enough": "What all other firms together do to a firm's best response is less than what they did themselves, so that best"
    " responses lead back to the equilibrium.",
    "lit-oligopoly-safe": "Firms do no more R&D than the second best at any spillover of one twelfth or more.",
    "lit-ventures-best": "The cartel with a joint venture leads in R&D, output, profit and welfare.",
    "lit-asymmetry-joint": "Both together earn as much where both spillovers are one half, and more elsewhere.",
    "lit-network-cost": "From one number of partners to the next that a ring can have, cost reduction rises as long as the next is no more"
    " than the best degree, and falls from the best degree on. Partners come in whole numbers, so a play shows no slope between them.",
    "lit-cartel-size": "At R&D costs of a million and more, in units of demand, joining one firm pays, joining a cartel of three or more"
    " does not, and joining one of two pays exactly above one half. A play shows no limit.",
}
"""What plays show of a claim where that is not what is proved."""


class Disagreement(Exception):  # noqa: N818 (an answer, not a mistake)
    """The game itself says something else than the algebra; the message says where."""


@dataclass(frozen=True)
class Simulated:
    """What the game itself says of a claim.

    Attributes
    ----------
    points
        at which all that the claim names exists, and at which the game agrees.
    applied
        at so many of them all that the claim supposes holds.
    numerically
        at so many of those that were played SciPy, which maximises, finds the same.
    sizes
        numbers of firms that played, in order; empty where a game is not one among so many firms.
    values
        how many closed forms were compared with what the firms do, at each point.
    """

    points: int
    applied: int
    numerically: int
    sizes: tuple[int, ...]
    values: int


def played(processes: int | None = None, progress: Callable[[int, int], None] = lambda done, count: None) -> Sequence[Played]:
    """The game at points drawn once for all claims; at some of them SciPy has to agree.

    Raises
    ------
    Disagreement
        If SciPy finds something else, or if there is no equilibrium, or no point, where the formulas say that there is.
    """
    if POINTS not in _PLAYED:
        try:
            found = sampling.play_all(sampling.draw(POINTS), processes, progress)
        except (NoPoint, NoEquilibrium) as wrong:
            raise Disagreement(f"the game has no such equilibrium as the formulas say: {wrong}") from wrong
        few = [play for play in found if play.point["n"] <= FEW]
        for point in sampling.disagreements(few[:: max(len(few) // NUMERICALLY, 1)][:NUMERICALLY], processes):
            raise Disagreement(f"SciPy finds other decisions at {point}")
        _PLAYED[POINTS] = found
    return _PLAYED[POINTS]


_PLAYED: dict[int, Sequence[Played]] = {}


def plays_of(game: Game | None) -> Sequence[Played] | Sequence[Play]:
    """What was played in a game, or in the paper's."""
    if game is None:
        return played()
    try:
        return game.plays(trials.POINTS)
    except NoEquilibrium as wrong:
        raise Disagreement(f"the game has no equilibrium: {wrong}") from wrong


def game_of(claim: Assertion) -> Game | None:
    """The game in which the terms of a claim can be seen; None for the paper's."""
    games = {term.game for term in claim.terms if term.played}
    if len(games) > 1:
        raise ValueError(f"the terms of a claim must be seen in one game, got {len(games)} in {claim.id}")
    return next(iter(games), None)


def is_in_the_papers_game(claim: Assertion) -> bool:
    """Whether what is played for all claims shows something of this one."""
    return claim.seen_in_play is not None and game_of(claim) is None


def compiled(relation: Boolean, claim: Assertion) -> Callable[[Any], bool | None]:
    """A relation in the symbols of a claim as a test of a play; None where something in it was not played.

    The test raises Disagreement where what the claim says has no value although all was played.
    """
    terms = [term for term in claim.terms if term.symbol in relation.free_symbols]
    given = _given(relation.free_symbols - {term.symbol for term in terms})
    function = exact_function([*(term.symbol for term in terms), *given], relation)

    def holds(play: Any) -> bool | None:
        values = [term.played(play) if term.played else None for term in terms]
        if None in values:
            return None
        try:
            return bool(function(*values, *(play.point[symbol.name] for symbol in given)))
        except ZeroDivisionError as nowhere:
            raise Disagreement(f"{claim.id}: what it says has no value at {play.point}") from nowhere

    return holds


def _given(symbols: Iterable[sp.Symbol]) -> list[sp.Symbol]:
    return sorted(symbols, key=lambda symbol: str(symbol.name))


def simulate(claim: Assertion) -> Simulated | None:
    """Compare a claim with the game at all points; None where no play shows anything.

    Raises
    ------
    Disagreement
        If the game says something else anywhere.
    """
    if claim.seen_in_play is None:
        return None
    game = game_of(claim)
    plays = plays_of(game)
    shown = [term for term in claim.terms if term.played]
    says = compiled(claim.seen_in_play, claim)
    applies = compiled(sp.And(*(claim.premises if game is None else claim.region).values()), claim)
    heard = [(play, said, applies(play)) for play in plays if (said := says(play)) is not None]
    for term in shown:
        compare(term, plays)
    wrong = next((play.point for play, said, applied in heard if applied and not said), None)
    if wrong is not None:
        raise Disagreement(f"{claim.id}: the game says otherwise at {wrong}")
    return Simulated(
        points=len(heard),
        applied=sum(bool(applied) for *_, applied in heard),
        numerically=0 if game else NUMERICALLY,
        sizes=tuple(sorted({int(play.point["n"]) for play, _, applied in heard if applied and "n" in play.point})),
        values=len({term.symbol for term in shown}),
    )


def could_be_played(claim: Assertion, found: Simulated | None) -> bool:
    """Whether :func:`simulate` could give this for a claim, as far as that is known without playing."""
    if found is None or claim.seen_in_play is None:
        return found is None and claim.seen_in_play is None
    game = game_of(claim)
    return (
        0 <= found.applied <= found.points <= (trials.POINTS if game else POINTS)
        and found.numerically == (0 if game else NUMERICALLY)
        and found.values == len({term.symbol for term in claim.terms if term.played})
        and found.sizes == tuple(sorted({*found.sizes}))
        and all(size > 0 for size in found.sizes)
    )


def compare(term: Term, plays: Sequence[Any]) -> None:
    """See that a closed form is what the firms do, at all points at which it was played: once in a process for all claims that use it.

    Raises
    ------
    Disagreement
        If it is something else anywhere, or has no value.
    """
    formula = term.formula()
    if _COMPARED.get((term, formula)) is plays:
        return
    given = _given(formula.free_symbols)
    function = exact_function(given, [formula])
    for play in plays:
        done = term.played(play) if term.played else None
        if done is None:
            continue
        try:
            (value,) = function(*(play.point[symbol.name] for symbol in given))
        except ZeroDivisionError as nowhere:
            raise Disagreement(f"{term.symbol} has no value by its formula, and is {done} in the game, at {play.point}") from nowhere
        if value != done:
            raise Disagreement(f"{term.symbol} is {value} by its formula and {done} in the game, at {play.point}")
    _COMPARED[term, formula] = plays


_COMPARED: dict[tuple[Term, sp.Expr], Sequence[Any]] = {}


def holds_in_the_game(claim: Assertion, point: Point) -> bool | None:
    """Whether the assertion of a claim holds in the game itself at a point of the parameter space.

    Raises
    ------
    Disagreement
        If there is no equilibrium there.
    """
    values: dict[str, Any] = {symbol.name: Fraction(int(point[symbol].p), int(point[symbol].q)) for symbol in model.PARAMETERS}
    game = game_of(claim)
    try:
        play = game.at(values) if game else sampling.play(values, claim.modes)
    except NoEquilibrium as wrong:
        raise Disagreement(f"{claim.id}: the game has no equilibrium at {values}: {wrong}") from wrong
    return compiled(claim.asserted, claim)(play)
