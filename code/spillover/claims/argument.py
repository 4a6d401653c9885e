"""A proof that a reader can follow with a pencil: steps in words and mathematics, each of which is checked.

An argument proves a relation goal by goal. Every step says what it shows and from what; it may use what is given and what earlier steps
of its goal have shown, and nothing else. A step is an identity, or follows from signs that are known, perhaps once letters are changed,
or is proved by :func:`spillover.proof.always`. What is not checked is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, to_dnf
from sympy.polys.rings import PolyRing

from spillover import model, proof
from spillover.claims.signs import OF_DIFFERENCE, UNKNOWN, Change, Facts, Signs, after, of_sum

Goals = tuple[Boolean, tuple[Boolean, ...]]
"""A part of what is proved, and what it may suppose."""


class UncheckedStepError(ValueError):
    """A step of an argument does not follow from what it is given; the message says which."""


@dataclass(frozen=True)
class Step:
    """A step of an argument.

    Attributes
    ----------
    words
        in Markdown, with mathematics between dollar signs.
    relation
        what it shows.
    given
        what it uses.
    changes
        how letters are written in new ones for it.
    folded
        a long polynomial, as text that can be copied; or empty.
    """

    words: str
    relation: Boolean
    given: tuple[Boolean, ...] = ()
    changes: tuple[Change, ...] = ()
    folded: str = ""


@dataclass(frozen=True)
class Goal:
    """A part of what is proved.

    Attributes
    ----------
    relation
        what it is.
    supposed
        what it may suppose beside what is given.
    steps
        to it.
    conclusion
        what follows from them, in words.
    statement
        what is to be shown, in words, where the steps do not begin with it.
    compared
        the quantities that are compared, if there are two.
    long
        the letters of long polynomials.
    needs
        whether the steps use what is supposed.
    """

    relation: Boolean
    supposed: tuple[Boolean, ...]
    steps: tuple[Step, ...]
    conclusion: str
    statement: str = ""
    compared: tuple[sp.Symbol, ...] = ()
    long: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    needs: bool = True


@dataclass(frozen=True)
class Argument:
    """A proof in mathematics.

    Attributes
    ----------
    relation
        what it proves.
    given
        what it may use, by name.
    goals
        its parts, which together say no less.
    before
        what is said first: identities, written by hand.
    closed
        the closed forms of quantities that are compared, by symbol.
    """

    relation: Boolean
    given: Mapping[str, Boolean]
    goals: tuple[Goal, ...]
    before: tuple[Step, ...] = ()
    closed: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)


def goals(relation: Boolean, supposed: tuple[Boolean, ...] = ()) -> Iterator[tuple[Goals, ...]]:
    """Ways to prove a relation part by part: each part is a relation, and what it may suppose.

    That all of several relations hold exactly under a condition is proved by one of them that does, and by the others that hold under it.
    """
    if isinstance(relation, sp.And):
        for parts in product(*(list(goals(part, supposed)) for part in relation.args)):
            yield tuple(part for found in parts for part in found)
    elif isinstance(relation, sp.Implies):
        yield from goals(relation.args[1], (*supposed, relation.args[0]))
    elif isinstance(relation, sp.Equivalent) and any(isinstance(side, sp.And) for side in relation.args):
        condition, whole = sorted(relation.args, key=lambda side: isinstance(side, sp.And))
        for decisive in whole.args:
            others = ((part, (*supposed, condition)) for part in whole.args if part is not decisive)
            yield ((sp.Equivalent(decisive, condition, evaluate=False), supposed), *others)
        yield ((relation, supposed),)
    else:
        yield ((relation, supposed),)
        if isinstance(relation, Relational) and model.beta in relation.free_symbols:
            half = sp.Rational(1, 2)
            yield ((relation, (*supposed, model.beta < half)), (relation, (*supposed, model.beta >= half)))


def check(argument: Argument) -> None:
    """Check every step of an argument, and that its goals are enough for what it proves.

    Raises
    ------
    UncheckedStepError
        If a step does not follow.
    """
    if tuple((goal.relation, goal.supposed) for goal in argument.goals) not in goals(argument.relation):
        raise UncheckedStepError(f"the goals are not enough for {argument.relation}")
    for step in argument.before:
        if not is_checked(step, Facts(argument.given.values())):
            raise UncheckedStepError(f"{step.relation} does not follow")
    for goal in argument.goals:
        facts = Facts([*argument.given.values(), *goal.supposed]).also(*shown_before(argument), shown=True)
        for step in goal.steps:
            if not set(step.given) <= set(facts.given):
                raise UncheckedStepError(f"{step.relation} uses what is not given: {set(step.given) - set(facts.given)}")
            if not is_checked(step, facts):
                raise UncheckedStepError(f"{step.relation} does not follow")
            facts = facts.also(step.relation, shown=True)


def is_complete(argument: Argument) -> bool:
    """Whether the steps of an argument lead to what it proves."""
    return all(leads(goal, argument.given.values(), shown_before(argument)) for goal in argument.goals)


def shown_before(argument: Argument) -> tuple[Boolean, ...]:
    """What is shown before the parts of an argument."""
    return tuple(step.relation for step in argument.before)


def leads(goal: Goal, given: Iterable[Boolean], before: tuple[Boolean, ...] = ()) -> bool:
    """Whether the steps to a goal lead there."""
    facts = Facts([*given, *goal.supposed]).also(*before, *(step.relation for step in goal.steps), shown=True)
    return goal.relation in facts.given or follows(goal.relation, facts)


def is_checked(step: Step, facts: Facts) -> bool:
    """Whether a step is an identity, follows from signs that are known, or is proved from what it is given."""
    if isinstance(step.relation, sp.Eq) and not step.given:
        return is_identity(step.relation.lhs, step.relation.rhs)
    return follows(step.relation, facts, step.changes) or bool(proof.always(step.relation, step.given))


def is_identity(left: sp.Expr, right: sp.Expr) -> bool:
    """Whether two rational functions are the same."""
    (over, under), (other_over, other_under) = (sp.fraction(sp.together(side)) for side in (left, right))
    letters = sorted(left.free_symbols | right.free_symbols, key=str)
    read = PolyRing(letters, sp.QQ).from_expr if letters else sp.sympify
    return bool(read(over) * read(other_under) == read(other_over) * read(under))


def follows(relation: Boolean, facts: Facts, changes: tuple[Change, ...] = ()) -> bool:
    """Whether a relation follows from signs that are known."""
    if relation == sp.true:
        return True
    if isinstance(relation, Relational):
        return difference_signs(relation, facts, changes) <= OF_DIFFERENCE[relation.func]
    if isinstance(relation, sp.And):
        return all(follows(part, facts) for part in relation.args)
    if isinstance(relation, sp.Equivalent):
        left, right = sorted(relation.args, key=lambda side: _identity(side, facts) is None)
        return all(
            follows(said, facts.also(*case)) for said, where in ((left, right), (sp.Not(left), sp.Not(right))) for case in cases(where)
        )
    return False


def _identity(relation: Boolean, facts: Facts) -> sp.Expr | None:
    """The difference of two sides as it is known to be written."""
    difference = facts.resolved(relation.lhs - relation.rhs) if isinstance(relation, Relational) else None
    return next((known.rhs for known in facts.given if isinstance(known, sp.Eq) and known.lhs == difference), None)


def difference_signs(relation: Relational, facts: Facts, changes: tuple[Change, ...] = ()) -> Signs:
    """The signs that the difference of two sides may have; where an identity for it is known, by that."""
    difference = facts.resolved(relation.lhs - relation.rhs)
    if changes:
        return after(difference, changes, facts)
    written = _identity(relation, facts)
    if written is None:
        return facts.of(difference)
    return facts.of(written) & (of_sum(map(facts.of, written.args)) if written.is_Add else UNKNOWN)


def cases(where: Boolean) -> Iterator[tuple[Boolean, ...]]:
    """The cases of a Boolean: relations that hold together in each; where they are single, what was tried before is false."""
    alternatives = to_dnf(where)
    before: list[Boolean] = []
    for case in alternatives.args if isinstance(alternatives, sp.Or) else (alternatives,):
        yield (*before, *(case.args if isinstance(case, sp.And) else (case,)))
        before += [sp.Not(case)] if isinstance(case, Relational) else []
