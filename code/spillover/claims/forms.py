"""What claims of a common form say, in words and in symbols made from the same thing, so that a sentence cannot say another thing.

A form knows its formula, its terms, and its sentence in English and in Chinese. A premise knows its relation and its clause.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import HALF, Kind, Term, in_the_spillover, of
from spillover.cluster import comparison, solution
from spillover.notation import WORDS, mark
from spillover.regimes import Mode, Planner, Regime

CHINESE: dict[str, str] = {
    "x": "单个企业研发投入",
    "q": "单个企业产量",
    "Q": "总产量",
    "price": "价格",
    "unit_cost": "单位成本",
    "profit": "单个企业利润",
    "consumer_surplus": "消费者剩余",
    "welfare": "社会福利",
}
"""What each quantity of an outcome is called in Chinese."""
WHERE: dict[Mode, str] = {
    Regime.NONCOOPERATION: "without cooperation",
    Regime.RND_COOPERATION: "under R&D cooperation",
    Regime.FULL_COOPERATION: "under full cooperation",
    Planner.SECOND_BEST: "at the second best",
    Planner.FIRST_BEST: "at the first best",
}
"""A mode as part of a sentence."""


@dataclass(frozen=True)
class Premise:
    """What a claim supposes.

    Attributes
    ----------
    name
        in symbols.
    words, chinese
        a clause before a sentence.
    relation
        in the model's symbols, derived when it is asked for.

    Examples
    --------
    >>> ABOVE_HALF.words, ABOVE_HALF.relation()
    ('With a spillover above one half', beta > 1/2)
    """

    name: str
    words: str
    chinese: str
    relation: Callable[[], Boolean]


def printed_threshold() -> sp.Expr:
    """T(n) as the paper prints it in section 4, part 3; that the derivation finds the same is proved with the claims about it.

    Returns
    -------
    Expr
        in n.

    Examples
    --------
    >>> printed_threshold().subs(model.n, 2)
    7/17
    """
    return (3 * model.n + 1) / (model.n**2 + 6 * model.n + 1)


ABOVE_HALF = Premise(
    name="β > ½", words="With a spillover above one half", chinese="外溢系数大于 1/2 时", relation=lambda: model.beta > HALF
)
BELOW_HALF = Premise(
    name="β < ½", words="With a spillover below one half", chinese="外溢系数小于 1/2 时", relation=lambda: model.beta < HALF
)
ABOVE_THRESHOLD = Premise(
    name="β > T(n)",
    words="With a spillover above T(n)",
    chinese="外溢系数大于 T(n) 时",
    relation=lambda: model.beta > printed_threshold(),
)
BELOW_THRESHOLD = Premise(
    name="β < T(n)",
    words="With a spillover below T(n)",
    chinese="外溢系数小于 T(n) 时",
    relation=lambda: model.beta < printed_threshold(),
)
DUOPOLY = Premise(name="n = 2", words="With two firms", chinese="只有两家企业时", relation=lambda: sp.Eq(model.n, 2))
PREMISES = (ABOVE_HALF, BELOW_HALF, ABOVE_THRESHOLD, BELOW_THRESHOLD, DUOPOLY)
"""Those that have words of their own."""


class Form(ABC):
    """What a claim of a common form asserts."""

    @abstractmethod
    def asserted(self) -> Boolean:
        """What is asserted, in the symbols of the terms."""

    @abstractmethod
    def terms(self) -> tuple[Term, ...]:
        """The quantities in it."""

    @abstractmethod
    def modes(self) -> tuple[Mode, ...]:
        """The regimes and planners that must exist."""

    @abstractmethod
    def english(self, kind: Kind) -> str:
        """A clause."""

    @abstractmethod
    def chinese(self, kind: Kind) -> str:
        """The same in Chinese."""


def sentence(form: Form, premises: Sequence[Premise], kind: Kind, lead: str = "") -> str:
    """What is asserted, in a sentence.

    Parameters
    ----------
    form
        of the claim.
    premises
        what it supposes.
    kind
        what it asserts of the form.
    lead
        what the paper makes of it, before a colon.

    Returns
    -------
    str
        in English.

    Examples
    --------
    >>> sentence(Order("x", Regime.RND_COOPERATION, Regime.NONCOOPERATION), (ABOVE_HALF,), Kind.HOLDS)
    'With a spillover above one half, R&D per firm is larger under R&D cooperation than without cooperation.'
    """
    said = ", ".join((*(premise.words for premise in premises), form.english(kind)))
    return f"{lead}: {said}." if lead else f"{said[0].upper()}{said[1:]}."


def chinese_sentence(form: Form, premises: Sequence[Premise], kind: Kind, lead: str = "") -> str:
    """The same in Chinese.

    Parameters
    ----------
    form
        of the claim.
    premises
        what it supposes.
    kind
        what it asserts of the form.
    lead
        what the paper makes of it, before a colon.

    Returns
    -------
    str
        a sentence.

    Examples
    --------
    >>> chinese_sentence(Order("x", Regime.RND_COOPERATION, Regime.NONCOOPERATION), (ABOVE_HALF,), Kind.HOLDS)
    '外溢系数大于 1/2 时，半合作的单个企业研发投入大于完全不合作。'
    """
    said = "，".join((*(premise.chinese for premise in premises), form.chinese(kind)))
    return f"{lead}——{said}。" if lead else f"{said}。"


class BetweenModes(Form):
    """That compares a quantity in a first mode with itself in others."""

    quantity: str
    first: Mode
    others: tuple[Mode, ...]

    def modes(self) -> tuple[Mode, ...]:
        """The regimes and planners that must exist."""
        return (self.first, *self.others)

    def terms(self) -> tuple[Term, ...]:
        """The quantities in it."""
        return tuple(of(self.quantity, mode) for mode in self.modes())


@dataclass(frozen=True)
class Order(BetweenModes):
    r"""That a quantity is strictly larger in the first mode than in the second, and so on; for two modes that cannot be ranked, that either
    order occurs.

    Attributes
    ----------
    quantity
        name of one of the eight.
    first, others
        the modes, from the largest value to the smallest.

    Examples
    --------
    >>> Order("Q", Regime.RND_COOPERATION, Regime.FULL_COOPERATION).asserted()
    \hat{Q} > \tilde{Q}
    """

    quantity: str
    first: Mode
    others: tuple[Mode, ...]

    def __init__(self, quantity: str, first: Mode, *others: Mode) -> None:
        object.__setattr__(self, "quantity", quantity)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "others", others)

    def asserted(self) -> Boolean:
        """What is asserted, in the symbols of the terms."""
        return sp.And(*(sp.Gt(more.symbol, less.symbol) for more, less in pairwise(self.terms())))

    def english(self, kind: Kind) -> str:
        """A clause."""
        first, *others = (WHERE[mode] for mode in self.modes())
        if kind is Kind.UNRANKED:
            return f"{WORDS[self.quantity]} {first} and {others[0]} cannot be ranked"
        steps = [f"larger {more} than {less}" for more, less in pairwise((first, *others))]
        return f"{WORDS[self.quantity]} is {', and '.join(steps)}"

    def chinese(self, kind: Kind) -> str:
        """The same in Chinese."""
        first, *others = (mode.chinese for mode in self.modes())
        if kind is Kind.UNRANKED:
            return f"{first}与{others[0]}的{CHINESE[self.quantity]}无法比较"
        return f"{first}的{CHINESE[self.quantity]}大于{'，后者又大于'.join(others)}"


@dataclass(frozen=True)
class Extreme(BetweenModes):
    r"""That a quantity is strictly the largest, or the smallest, in one mode of several.

    Attributes
    ----------
    quantity
        name of one of the eight.
    first
        the mode.
    others
        those that it is compared with.
    largest
        whether it is the largest; else the smallest.

    Examples
    --------
    >>> Extreme("x", Regime.NONCOOPERATION, (Regime.RND_COOPERATION,), largest=False).asserted()
    \hat{x} > x^{*}
    """

    quantity: str
    first: Mode
    others: tuple[Mode, ...]
    largest: bool

    def asserted(self) -> Boolean:
        """What is asserted, in the symbols of the terms."""
        own, *others = (term.symbol for term in self.terms())
        return sp.And(*(sp.Gt(own, other) if self.largest else sp.Gt(other, own) for other in others))

    def english(self, kind: Kind) -> str:
        """A clause."""
        than = " and ".join(f"than {WHERE[mode]}" for mode in self.others)
        return f"{WORDS[self.quantity]} is {'larger' if self.largest else 'smaller'} {WHERE[self.first]} {than}"

    def chinese(self, kind: Kind) -> str:
        """The same in Chinese."""
        order = "大于" if self.largest else "小于"
        than = f"，也{order}".join(mode.chinese for mode in self.others)
        return f"{self.first.chinese}的{CHINESE[self.quantity]}{order}{than}"


@dataclass(frozen=True)
class Positive(Form):
    """That a quantity is positive in a mode.

    Attributes
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.

    Examples
    --------
    >>> Positive("x", Regime.NONCOOPERATION).asserted()
    x^{*} > 0
    """

    quantity: str
    mode: Mode

    def modes(self) -> tuple[Mode, ...]:
        """The regimes and planners that must exist."""
        return (self.mode,)

    def terms(self) -> tuple[Term, ...]:
        """The quantities in it."""
        return (of(self.quantity, self.mode),)

    def asserted(self) -> Boolean:
        """What is asserted, in the symbols of the terms."""
        return sp.Gt(self.terms()[0].symbol, 0)

    def english(self, kind: Kind) -> str:
        """A clause."""
        return f"{WHERE[self.mode]} {WORDS[self.quantity]} is positive"

    def chinese(self, kind: Kind) -> str:
        """The same in Chinese."""
        return f"{self.mode.chinese}时{CHINESE[self.quantity]}为正"


PARAMETER_WORDS: dict[sp.Symbol, tuple[str, str]] = {model.n: ("the number of firms", "企业数"), model.beta: ("the spillover", "外溢系数")}
MULTIPLES: dict[str, tuple[sp.Expr, str, str]] = {
    "": (sp.Integer(1), "", ""),
    "n": (comparison.CLUSTER_RND, "R&D of all firms together", "集群研发总投入"),
    "s": (comparison.EFFECTIVE_RND, "effective R&D", "有效研发"),
}
"""What a quantity is multiplied by, with what the product is called where the quantity is R&D."""


@dataclass(frozen=True)
class Slope(Form):
    """That a quantity rises, or falls, in a parameter.

    Attributes
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.
    parameter
        n or beta.
    rises
        or falls.
    times
        a key of ``MULTIPLES``: what R&D is multiplied by.

    Examples
    --------
    >>> Slope("x", Regime.NONCOOPERATION, model.n, rises=False).english(Kind.HOLDS)
    'without cooperation R&D per firm falls with the number of firms'
    """

    quantity: str
    mode: Mode
    parameter: sp.Symbol
    rises: bool
    times: str = ""

    def modes(self) -> tuple[Mode, ...]:
        """The regimes and planners that must exist."""
        return (self.mode,)

    def term(self) -> Term:
        """The derivative; plays show that of what is done without cooperation in the spillover."""
        if (self.mode, self.parameter, self.times) == (Regime.NONCOOPERATION, model.beta, ""):
            return in_the_spillover(self.quantity)
        written = mark(self.quantity, self.mode).name
        product = f"({self.times} {written})" if self.times else written
        return slope_term(rf"\partial {product}/\partial {sp.latex(self.parameter)}", self.formula, self.parameter)

    def formula(self) -> sp.Expr:
        """What is differentiated."""
        return MULTIPLES[self.times][0] * solution.outcome(self.mode)[self.quantity]

    def terms(self) -> tuple[Term, ...]:
        """The quantities in it."""
        return (self.term(),)

    def asserted(self) -> Boolean:
        """What is asserted, in the symbols of the terms."""
        return sp.Gt(self.term().symbol, 0) if self.rises else sp.Lt(self.term().symbol, 0)

    def english(self, kind: Kind) -> str:
        """A clause."""
        what = MULTIPLES[self.times][1] or WORDS[self.quantity]
        return f"{WHERE[self.mode]} {what} {'rises' if self.rises else 'falls'} with {PARAMETER_WORDS[self.parameter][0]}"

    def chinese(self, kind: Kind) -> str:
        """The same in Chinese."""
        what = MULTIPLES[self.times][2] or CHINESE[self.quantity]
        return f"{self.mode.chinese}时{what}随{PARAMETER_WORDS[self.parameter][1]}{'上升' if self.rises else '下降'}"


def slope_term(latex: str, expr: Callable[[], sp.Expr], parameter: sp.Symbol) -> Term:
    """The derivative of a quantity in a parameter; no single play shows it.

    Parameters
    ----------
    latex
        how it is written.
    expr
        gives what is differentiated.
    parameter
        a symbol.

    Returns
    -------
    Term
        whose formula is factored.

    Examples
    --------
    >>> slope_term("y", lambda: model.n**2, model.n).formula()
    2*n
    """
    return Term(sp.Symbol(latex, real=True), lambda: sp.factor(sp.diff(expr(), parameter)))


def relations(premises: Sequence[Premise]) -> Mapping[str, Boolean]:
    """Premises by name.

    Parameters
    ----------
    premises
        of a claim.

    Returns
    -------
    dict
        of relations in the model's symbols.

    Examples
    --------
    >>> relations((ABOVE_HALF,))
    {'β > ½': beta > 1/2}
    """
    return {premise.name: premise.relation() for premise in premises}
