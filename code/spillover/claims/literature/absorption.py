"""What is proved about firms that learn to learn."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from spillover import model
from spillover.claims.claim import HALF, RANGES, Formulas, Lemma, Term, Verdict, seen
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.learning import LEARNING_FIRMS, SHARING_FIRMS
from spillover.game.trials import Game
from spillover.literature import absorption
from spillover.literature.absorption import APPROACH, LEARNING, PLAIN, REACH, WEIGHT
from spillover.model import beta, n

FIRMS = {"n ≥ 2": RANGES["n ≥ 2"]}


MOST = n - 1
"""Ease times R&D up to which learning strengthens the incentive to do R&D."""


def plain(expr: sp.Expr) -> sp.Expr:
    """The same in D, with a demand of slope one; then gamma stands for b gamma."""
    return sp.factor(expr.subs({model.a: model.A + model.D, model.b: 1}))


def term(latex: str, formula: Callable[[], sp.Expr], game: Game, name: str) -> Term:
    """A formula under one symbol, and what it is in a game."""
    return seen(latex, lambda: plain(formula()), game=game, name=name)


def positive(weight: sp.Expr, reach: sp.Expr) -> sp.Rel:
    """That R&D in these weights is positive."""
    return sp.Gt(plain(sp.fraction(absorption.affine_reduced_form().x)[1]).subs({WEIGHT: weight, REACH: reach}), 0)


@record(
    id="lit-absorption-incentive",
    section=LITERATURE,
    statement="Where R&D teaches firms to absorb, a unit of R&D adds more to a firm's own margin than where it does not, exactly as long"
    " as ease of learning times R&D is less than the number of rivals.",
    verdict=Verdict.PROVED,
    finding="What it adds is largest much earlier. Neither point depends on how much is absorbed without R&D, or on how much R&D can add.",
)
def incentive() -> Formulas:
    """When learning strengthens the incentive."""
    learning = absorption.weight(absorption.costs_with_learning())
    more = term("k_{e} - k_{0}", lambda: learning - absorption.without_learning(learning), game=LEARNING_FIRMS, name="more")
    rises = sp.Equivalent(sp.Gt(sp.factor(sp.diff(learning, LEARNING)), 0), MOST / (n + 1) > LEARNING)
    truth = sp.Equivalent(more.symbol > 0, MOST > LEARNING)
    return formulas(
        asserted=truth,
        terms=(more,),
        assumed=FIRMS,
        lemmas=(Lemma("It rises with ease times R&D up to a bound, and falls from there on", rises, FIRMS),),
    )


@record(
    id="lit-absorption-level",
    section=LITERATURE,
    statement="Learning raises R&D exactly where a weighted sum of what it adds to the incentive and of what it adds to the reach of R&D is"
    " positive.",
    verdict=Verdict.PROVED,
    finding="It always adds to the reach. So R&D can be higher with learning although the incentive is weaker, and surely is where the"
    " incentive is as strong.",
)
def level() -> Formulas:
    """When learning raises R&D: it does so longer than it strengthens the incentive."""
    first, second = PLAIN[WEIGHT], PLAIN[REACH]
    with_it, without = (
        term("x_e", lambda: absorption.affine_reduced_form().x, game=LEARNING_FIRMS, name="x_e"),
        term("x_0", lambda: absorption.affine_reduced_form().x.subs(PLAIN), game=LEARNING_FIRMS, name="x_0"),
    )
    decides = plain(absorption.rnd_comparison())
    learning = absorption.reach(absorption.costs_with_learning())
    reaches, as_strong = sp.Gt(learning, absorption.without_learning(learning)), sp.And(first <= WEIGHT, second < REACH)
    truth = sp.Equivalent(with_it.symbol > without.symbol, decides > 0)
    return formulas(
        asserted=truth,
        terms=(with_it, without),
        assumed={
            "positive R&D with learning": positive(WEIGHT, REACH),
            "positive R&D without learning": positive(first, second),
        },
        lemmas=(
            Lemma("Learning adds to the reach of R&D", reaches, FIRMS),
            Lemma("So where the incentive is as strong with it, R&D is higher", sp.Implies(as_strong, decides > 0), {}),
        ),
    )


@record(
    id="lit-absorption-half",
    section=LITERATURE,
    statement="At noncooperative R&D, a little more of it benefits the rivals exactly where twice the share absorbed, less one,"
    " exceeds what one more unit lets the firm itself absorb from all its rivals.",
    verdict=Verdict.PROVED,
    finding="With learning, more than half must be absorbed before R&D cooperation would do more.",
)
def help_to_rivals() -> Formulas:
    """When a firm's R&D helps its rivals, so that cooperation would do more."""
    learning = absorption.costs_with_learning()
    external = term("h_e", lambda: absorption.externality(learning), game=LEARNING_FIRMS, name="help")
    absorbed, own = absorption.absorbed_share(), absorption.marginal_absorption()
    needs_half = sp.Implies(absorption.externality(learning) > 0, absorbed > HALF)
    truth = sp.Equivalent(external.symbol > 0, 2 * absorbed - 1 > own)
    return formulas(
        asserted=truth,
        terms=(external,),
        assumed=FIRMS,
        lemmas=(Lemma("So more than half must be absorbed", needs_half, FIRMS),),
    )


@record(
    id="lit-absorption-approach",
    section=LITERATURE,
    statement="With a common approach to R&D, cooperation raises R&D exactly where the spillover, times a product of two terms in how"
    " specific the approach is, exceeds one.",
    verdict=Verdict.PROVED,
    finding="With an approach that is open to all, that is a spillover of one half. A specific approach strengthens the incentive of"
    " noncooperative firms.",
)
def approach() -> Formulas:
    """When cooperation raises R&D if firms share a common approach."""
    meeting = absorption.costs_with_common_approach()
    own, joint, reach = absorption.weight(meeting), absorption.joint_weight(meeting), absorption.reach(meeting)
    together = term(
        r"\hat{x}_e", lambda: absorption.affine_reduced_form().x.subs({WEIGHT: joint, REACH: reach}), game=SHARING_FIRMS, name="together"
    )
    alone = term("x_e", lambda: absorption.rnd(meeting), game=SHARING_FIRMS, name="alone")
    ranges = {**FIRMS, "β < 1": RANGES["β < 1"], "δ < 1": APPROACH < 1}
    exist = {"positive R&D alone": positive(own, reach), "positive R&D in cooperation": positive(joint, reach)}
    stronger, bound = sp.Gt(own, own.subs(APPROACH, 0)), absorption.externality_of_spillover()
    falls = sp.Implies(bound > 0, sp.diff(bound, APPROACH) < 0)
    truth = sp.Equivalent(together.symbol > alone.symbol, bound * beta > 1)
    return formulas(
        asserted=truth,
        terms=(together, alone),
        assumed={**ranges, **exist},
        lemmas=(
            Lemma("As long as the product is positive, it falls as the approach gets more specific", falls, ranges),
            Lemma("A specific approach strengthens the incentive of a noncooperative firm", stronger, ranges),
        ),
    )
