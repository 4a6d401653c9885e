"""At which value of a parameter a number is largest or smallest: what the sign of its slope says."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp
from sympy.core.relational import Relational

from spillover import model
from spillover.notation import shorthand
from spillover.questions.answer import Answer
from spillover.questions.decide import terms
from spillover.questions.number import decimals
from spillover.questions.parts import Extreme
from spillover.questions.verdict import Verdict

SHORT = 12
"""How many terms the condition for a slope of zero has at most, to be shown."""
STEP = sp.Rational(1, 10**6)
"""How far from a point its two sides are looked at."""


def located(rises: Answer, falls: Answer, extreme: Extreme) -> Answer:
    """The answer where a number is largest or smallest, from those to whether it rises and whether it falls."""
    for answer, upper in ((rises, extreme.which == "max"), (falls, extreme.which == "min")):
        if answer.verdict is Verdict.PROVED:
            end = f"{extreme.word} at the {'upper' if upper else 'lower'} end of what {extreme.parameter} may be here"
            return replace(answer, wish=extreme.which, known="; ".join(filter(None, (end, answer.known))))
    if Verdict.REFUTED is rises.verdict is falls.verdict:
        return replace(rises, wish=extreme.which, known=turning(rises, falls, extreme))
    return replace(rises if falls.verdict is Verdict.REFUTED else falls, wish=extreme.which)


def turning(rises: Answer, falls: Answer, extreme: Extreme) -> str:
    """Where the slope of a number that does not rise everywhere, nor falls, is zero."""
    if not isinstance(rises.thesis, Relational):
        return f"it does not depend on {extreme.parameter}"
    symbol = {model.gamma: model.G}.get(extreme.parameter, extreme.parameter)
    slope = rises.thesis.lhs
    factors = sp.Mul.make_args(sp.fraction(slope)[0])
    turns = [factor for factor in factors if len(factor.free_symbols) > 1 or symbol in factor.free_symbols]
    others = slope.free_symbols - {symbol}
    alone = all(part.free_symbols <= {symbol} or not part.is_Add for side in sp.fraction(slope) for part in sp.Mul.make_args(side))
    if alone and all(factor.free_symbols <= {symbol} for factor in turns):
        along = slope.xreplace(dict.fromkeys(others, sp.S.One))
        roots = [root for root in sp.real_roots(sp.Mul(*turns)) if all(part.subs(symbol, root.n(20)) != sp.false for part in rises.region)]
        down = [along.subs(symbol, root.n(20) - STEP) > 0 > along.subs(symbol, root.n(20) + STEP) for root in roots]
        shown = ", ".join(
            f"{symbol} = about {float(root):.4g}" if root.has(sp.CRootOf) else f"{symbol} = {root}{decimals(root)}" for root in roots
        )
        if down == [extreme.which == "max"]:
            return f"{extreme.word} at {shown}"
        return f"its slope is zero at {shown or 'no point'}: compare the values there and at the ends"
    zero = shorthand(sp.Mul(*turns).subs({model.D: model.a - model.A, **{model.G: model.b * model.gamma}}))
    where = f"; between the ends, it is only where {zero} = 0" if terms(sp.Gt(zero, 0)) <= SHORT else ""
    other = ", ".join(f"{name} = {value}" for name, value in (falls.counterexample or {}).items())
    return f"the slope is not negative at {other}: where it is {extreme.word} differs between clusters{where}"
