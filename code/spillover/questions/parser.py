"""Questions as a reader types them, turned into SymPy relations.

A parser by recursive descent and nothing else: no part of a question is ever evaluated as Python. How long, how deep and
how large a question may be is bounded, so that reading it ends soon, whatever it says. In the spelling that an answer repeats::

    question    statement ["if" statement ("," statement)*] | number | "ranking of" quantity
    statement   either [("=>" | "<=>") either]
    either      both ("or" both)*
    both        denial ("and" denial)*
    denial      "not"* comparison
    comparison  sum (("<" | "<=" | ">" | ">=" | "=" | "!=") sum)* | sum ("increasing" | "decreasing") "in" parameter
    sum         product (("+" | "-") product)*
    product     signed (("*" | "/") signed)*
    signed      ("+" | "-")* power
    power       atom ["^" ("+" | "-")* atom]
    atom        number | name | name "[" regime "]" | "(" statement ")" | "d" atom "/" "d" parameter

What else is read is another spelling of these: :mod:`spillover.questions.lexicon` lists the words. A quantity and its regime may stand
in either order ("profit under full cooperation", "full cooperation profit"), and a comparison may name the quantity once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, permutations
from typing import Any, NamedTuple

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.notation import latex, mark
from spillover.questions import lexicon, vocabulary
from spillover.questions.tokens import QuestionError, RegimeMissingError, Token, Tokens
from spillover.regimes import Mode, Planner, Regime

LENGTH = 500
"""How many characters a question may have."""
NESTING, EXPONENT, DIGITS, TERMS = 20, 8, 60, 2_000_000
"""The bounds: brackets in brackets, the exponent, the digits of a power, and terms when all is multiplied out."""

RELATIONS: dict[str, Any] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
TREND = {"=": "constant", ">": "increasing", "<": "decreasing", ">=": "nondecreasing", "<=": "nonincreasing"}
TEX = {"<=": r"\leq", ">=": r"\geq", "!=": r"\neq", "=>": r"\Rightarrow", "<=>": r"\Leftrightarrow", "*": r"\,"}
ENDS: Mapping[sp.Symbol, tuple[sp.Rational, ...]] = {model.beta: (sp.S.Zero, sp.S.One), model.n: (sp.S.One,)}
"""The ends of the range of a cluster that the paper leaves out."""
Ends = Mapping[sp.Symbol, sp.Rational]
ORDER = frozenset(("rank", "which", "extreme", "quantity", "mode", "relation", "than", "prep", "every", "planners", "compared"))
"""What a question after an order is made of."""
LIKEWISE = re.compile(r"\b(but|so|also|too|is|are|does|do|has|have|however)\b|但|也|而|是", re.IGNORECASE)
"""Words between the members of a list that say what is said of one of them."""
DENIED = re.compile(r"\bnot\b|n't|并非|不(?!合作)", re.IGNORECASE)
"""Words that deny."""
STARRED = {"*": "non", "^": "rnd", "~": "full"}
"""The paper's marks, as they are typed behind a letter."""
COOPERATION = (Regime.RND_COOPERATION, Regime.FULL_COOPERATION)
"""What is compared with no cooperation where nothing else is named: "R&D cooperation lowers the price"."""
JOINS = frozenset((",", "and", "or"))
"""What stands between the members of a list."""
LISTED = frozenset(("mode", "quantity", "prep", "every"))
"""What its members are made of."""
ENDING = frozenset(("end", "if", "unless", "prep", "then"))
"""What may follow a whole statement."""


class Premise(NamedTuple):
    """What an implication supposes: as it was typed, and as a SymPy Boolean."""

    text: str
    holds: Any


@dataclass(frozen=True)
class Part:
    """Something that was read.

    Attributes
    ----------
    value
        a SymPy number or Boolean, or :class:`Incomplete`, :class:`Change`.
    text, tex
        in the spelling of the grammar, and in LaTeX.
    quantity
        of a quantity in a regime, its name.
    """

    value: Any
    text: str
    tex: str
    quantity: str = ""


@dataclass(frozen=True)
class Link(Part):
    """A relation, which may go on a chain: what it adds to one."""

    chained: str = ""
    chained_tex: str = ""
    sign: str = ""
    sides: tuple[sp.Expr, ...] = ()
    operands: tuple[Part, ...] = ()


class Incomplete(NamedTuple):
    """A quantity without its regime, or a regime without a quantity."""

    quantity: str
    mode: Mode | None


class Change(NamedTuple):
    """Something that rises or falls, in what is not said."""

    part: Part
    sign: str


class Order(NamedTuple):
    """The wish to know the order of some regimes in a quantity."""

    quantity: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True)
class Statement:
    """A statement that was read.

    Attributes
    ----------
    text
        as it was typed.
    holds
        a SymPy Boolean in the parameters, the shorthands and the marks of the quantities.
    denominators
        what the statement divides by, unless that is known to be positive; where one is zero, the statement says nothing.
    modes
        the regimes and planners that it names.
    premises
        for each implication on which it depends, what those around it suppose, and last what it supposes itself.
    reading, tex
        how it was read, in the spelling of the grammar and in LaTeX.
    links
        the parts of a conjunction or of a chain of comparisons, each as it was read and as a SymPy Boolean.
    ends
        the ends of the range of a cluster that it lets in by name, and whether it asks for no other value.
    real
        whether it speaks of the number of firms as a number that can change continuously.
    """

    text: str
    holds: Any
    denominators: tuple[sp.Expr, ...] = ()
    modes: tuple[Mode, ...] = ()
    premises: tuple[tuple[Premise, ...], ...] = ()
    reading: str = ""
    tex: str = ""
    links: tuple[tuple[str, Any], ...] = ()
    ends: tuple[tuple[sp.Symbol, sp.Rational, bool], ...] = ()
    real: bool = False


@dataclass
class Noted:
    """What was met on the way through a statement: fields of :class:`Statement`, and whether only "and" connects its comparisons."""

    denominators: list[sp.Expr] = field(default_factory=list)
    modes: list[Mode] = field(default_factory=list)
    premises: list[tuple[Premise, ...]] = field(default_factory=list)
    links: list[tuple[str, Any]] = field(default_factory=list)
    ends: list[tuple[sp.Symbol, sp.Rational, bool]] = field(default_factory=list)
    plain: bool = True
    real: bool = False
    order: Order | None = None
    either_way: bool = False
    marked: bool = False
    supposed: int = 0
    said: bool = False


@dataclass(frozen=True)
class Segment:
    """A part of a text: what it says, whether it is given as a condition, from where to where it stands, and what was noted in it."""

    part: Part
    conditional: bool
    place: int
    end: int
    text: str
    noted: Noted


@dataclass(frozen=True)
class Question:
    """A question that was read: what is asked, and for which clusters.

    Attributes
    ----------
    asked
        a statement, a number as :class:`Part`, or the wish to know an order.
    conditions
        those that stand in the text.
    wish
        "always" where the statement is to hold in all clusters; "exists" or "never" where it is asked whether it can hold, and ``asked``
        is that it cannot; "number"; "order".
    order
        of all regimes, where a statement says which of them is first.
    either_way
        whether it was asked if something rises or falls.
    """

    asked: Statement | Order
    conditions: tuple[Statement, ...]
    wish: str
    order: Order | None = None
    either_way: bool = False


def read(text: str, argument: str = "text", ends: Ends | None = None) -> Statement:
    """Read a statement that stands alone.

    Parameters
    ----------
    text
        for instance ``welfare[full] > welfare[rnd] and 0 < beta < 1/2``.
    argument
        what an error is to call the text.
    ends
        parameters that are at an end of their range.

    Raises
    ------
    TypeError
        If the text is no string.
    QuestionError
        If the text is no statement about the model, or too large.
    """
    question = read_question(text, argument, ends)
    if isinstance(question.asked, Statement) and question.wish == "always" and not question.conditions:
        return question.asked
    raise QuestionError(f"{argument}: one statement is expected, for instance x[rnd] > x[non], got {text.strip()!r}")


def read_conditions(text: str, argument: str, ends: Ends | None = None) -> tuple[Statement, ...]:
    """Read a list of conditions with commas between them, such as ``beta > 1/2, n = 2``."""
    return parser_of(text, argument, ends).conditions()


def read_question(text: str, argument: str = "text", ends: Ends | None = None, turned: bool = False) -> Question:
    """Read a question: a statement, a number or an order, with the conditions that stand in the same text.

    Of what is asked whether it rises or falls, the question is whether it rises; ``turned``, whether it falls.
    """
    try:
        return _question(text, argument, ends, "", turned)
    except RegimeMissingError:
        tokens = parser_of(text, argument, ends).tokens
        modes = tokens.modes()
        if tokens.all("every") and not modes:
            return _combined([_question(text, argument, ends, vocabulary.key(regime), turned) for regime in Regime])
        if len(modes) != 1 or tokens.all("every"):
            raise
        return _question(text, argument, ends, modes.pop(), turned)  # the only one that is named, wherever it stands


def _question(text: str, argument: str, ends: Ends | None, only: str, turned: bool) -> Question:
    """The question where a quantity without a regime is one in the only regime that is named."""
    parsers = [parser_of(text, argument, ends, regime, only, turned) for regime in Regime]
    if not parsers[0].tokens.all("every"):
        return parsers[0].question()
    return _combined([parser.question() for parser in parsers])


def _combined(questions: Sequence[Question]) -> Question:
    """The same question about each regime, as one."""
    first = questions[0]
    if first.wish == "order":
        return first
    if first.wish == "number":
        quantity, _ = vocabulary.MARKS.get(getattr(first.asked, "holds", None), ("", None))
        if not quantity:
            raise QuestionError("text: a number is asked for in one regime at a time")
        return Question(Order(quantity, tuple(Regime)), first.conditions, "order")
    return replace(first, asked=_in_every_regime([question.asked for question in questions if isinstance(question.asked, Statement)]))


def _in_every_regime(found: Sequence[Statement]) -> Statement:
    """That statements hold together, each of another regime; or, where it is asked whether one can, that none does."""
    if len({statement.reading for statement in found}) == 1:
        return found[0]
    return replace(
        found[0],
        holds=sp.And(*(statement.holds for statement in found)),
        denominators=tuple(dict.fromkeys(one for statement in found for one in statement.denominators)),
        modes=tuple(dict.fromkeys(one for statement in found for one in statement.modes)),
        premises=tuple(dict.fromkeys(one for statement in found for one in statement.premises)),
        reading=" and ".join(f"({statement.reading})" if " or " in statement.reading else statement.reading for statement in found),
        tex=r"\text{ and }".join(statement.tex for statement in found),
        links=tuple(link for statement in found for link in statement.links),
    )


def parser_of(
    text: str, argument: str, ends: Ends | None, every: Mode = Regime.NONCOOPERATION, only: str = "", turned: bool = False
) -> Parser:
    """A parser at the beginning of a text, which takes "every regime" for one, and a quantity without a regime for one in the only one."""
    if not isinstance(text, str):
        raise TypeError(f"{argument} must be a string such as 'x[rnd] > x[non]', got {text!r} of type {type(text).__name__}")
    if len(text) > LENGTH:
        raise QuestionError(f"{argument} must have at most {LENGTH} characters, got {len(text)}")
    parser = Parser(Tokens(text, argument, vocabulary.key(every)), ends or {})
    parser.turned = turned
    if only:
        if parser.tokens.drop_modes():
            parser.tokens.refuse("what is compared with it? write for instance: profit[full] > profit[rnd]", error=RegimeMissingError)
        parser.only = vocabulary.MODES[only]
    return parser


class Parser:
    """The grammar of this module, one method a line."""

    def __init__(self, tokens: Tokens, ends: Ends) -> None:
        self.tokens = tokens
        self.at_ends = ends
        self.nesting = 0
        self.equivalences = 0
        self.listing, self.behind = False, ""
        self.topic = ""
        self.only: Mode | None = None
        self.pairs: set[tuple[Any, Any, str]] = set()
        self.subject: Mode | None = None
        self.concluding = self.begun = False
        self.turned = False
        self.noted = Noted()

    # Questions and their conditions

    def question(self) -> Question:
        """What the whole text asks."""
        for token in self.tokens.all("beyond"):
            written = self.tokens.text[token.place : token.end]
            self.tokens.refuse(f"{written!r} is not in the model that is asked: {token.text}", token.place)
        self.plain_words()
        dropped = {kind: self.tokens.drop(kind) for kind in ("exists", "never", "what", "where", "always", "task", "gap", "onlyif", "sgn")}
        self.unambiguous(dropped)
        self.tokens.run(",")  # for some beta, ...
        there = any(token.text == "there" for token in dropped["exists"])
        what, where = bool(dropped["what"]), bool(dropped["where"]) and not there
        if (
            (where or there) and self.tokens.next.kind == "parameter" and self.tokens.ahead(1).kind not in ("relation", "in")
        ):  # for which beta is ...
            self.tokens.skip()
            self.tokens.take_kind("prep")  # from which beta on
            self.tokens.run(",")
        found = self.segments()
        if dropped["sgn"]:
            numbers = [segment for segment in found if isinstance(segment.part.value, sp.Expr)]
            if len(numbers) != 1 or len(dropped["sgn"]) > 1:
                self.tokens.refuse("the sign of one number is read, as in: sign of d x[non] / d beta", dropped["sgn"][0].place)
            found = [self.signed_slope(segment) if segment is numbers[0] else segment for segment in found]
        changes = [segment for segment in found if isinstance(segment.part.value, Change)]
        if len(changes) == 2:
            along, other = (segment.part.value for segment in changes)
            found = [replace(changes[1], part=self.trend(other, along.part, along.sign)), *(one for one in found if one not in changes)]
        asked = self.asked(found)
        fixed = [link for segment in found if segment.conditional for link, _ in segment.noted.links if " = " in link]
        if asked.noted.marked and fixed:
            self.tokens.refuse("largest among the regimes, or over the parameter? name the regime in words")
        if asked.noted.supposed and asked.noted.said:
            self.tokens.refuse("one part says with what it is compared and another does not: write both", asked.place)
        conditions = tuple(self.statement_of(segment) for segment in found if segment is not asked)
        self.about(asked, found)
        possible = [*dropped["exists"], *dropped["never"]]
        self.of_what_is_asked(possible, asked, found)
        if where or (asked.conditional and not conditions and not there):
            return Question(self.order_where(asked), conditions, "order")
        if isinstance(asked.part.value, Order):
            if dropped["gap"]:
                self.tokens.refuse("the order of a quantity is read, not that of a difference", asked.place)
            return Question(asked.part.value, conditions, "order")
        if dropped["gap"] and len(set(asked.noted.modes)) < 2:
            self.tokens.refuse("the difference between which two? write for instance: x[rnd] - x[non]", dropped["gap"][0].place)
        if isinstance(asked.part.value, sp.Expr):
            return Question(self.statement_of(asked, number=True), conditions, "number")
        if what:
            self.tokens.refuse("a number is asked for, and this is a statement", asked.place)
        exists, never = bool(dropped["exists"]), bool(dropped["never"])
        statement = self.statement_of(asked)
        if not exists and not never:
            return Question(statement, conditions, "always", asked.noted.order, asked.noted.either_way)
        denied = replace(
            statement, holds=sp.Not(statement.holds), reading=f"not ({statement.reading})", tex=rf"\neg\left({statement.tex}\right)"
        )
        return Question(replace(denied, premises=(), links=()), conditions, "never" if never else "exists")

    def plain_words(self) -> None:
        """Refuse words that say what is better of a price or a cost, and "only" that may belong to a regime or to a condition."""
        tokens = self.tokens.rest
        judged = any(token.kind == "quantity" and token.text in ("price", "unit_cost") for token in tokens)

        def given(one: Token, two: Token) -> bool:
            return one.kind in ("if", "cluster") or (one.kind == "prep" and two.kind in ("parameter", "number"))

        for token, following in pairwise(tokens):
            written = self.written(token)
            if judged and token.kind in ("relation", "trend") and written in lexicon.JUDGING:
                self.tokens.refuse(f"{written!r} may mean two things of a price or a cost: say whether it is higher or lower", token.place)
            acts = following.kind in ("trend", "cause", "relation") and self.written(following)[:1].isalpha()
            if token.kind == "mode" and written.endswith("only") and acts and any(map(given, tokens, tokens[1:])):
                self.tokens.refuse("is 'only' of the regime, or of the condition? write R&D cooperation, and 'only if'", token.place)

    def written(self, token: Token) -> str:
        """A token as it was typed, in small letters."""
        return self.tokens.text[token.place : token.end].lower()

    def signed_slope(self, segment: Segment) -> Segment:
        """What asks for the sign of a number, as the question whether that is positive or negative."""
        self.noted = segment.noted
        self.noted.either_way = True
        return replace(segment, part=self.link(segment.part, "<" if self.turned else ">", Part(sp.S.Zero, "0", "0"), segment.place))

    def unambiguous(self, dropped: Mapping[str, Sequence[Token]]) -> None:
        """Refuse words that turn into each other's opposite where one cannot say which of them comes first: "not always", "can never"."""
        possible = [*dropped["exists"], *dropped["never"]]
        turning = [*possible, *self.tokens.all("not")]
        first = min(turning, key=lambda token: token.place, default=None)
        general = [*dropped["always"], *self.tokens.all("every"), *self.tokens.all("all")]
        if (first and dropped["always"]) or (first and self.tokens.all("every")) or (possible and general):
            self.tokens.refuse("this may mean two things beside 'always', 'all' or 'every': ask for one", turning[0].place)
        if possible and (
            self.tokens.all("not")
            or any(token.text == "task" for token in dropped["task"])
            or len([token for token in possible if token.text != "ever"]) > 1
        ):
            self.tokens.refuse("this may mean two things here: ask whether one thing can hold", possible[0].place)
        if dropped["onlyif"] and not dropped["where"]:
            self.tokens.refuse(
                "write 'only if' between two statements, as in: x[full] > x[non] only if beta > 1/3", dropped["onlyif"][0].place
            )

    def about(self, asked: Segment, found: Sequence[Segment]) -> None:
        """Refuse a text of which it is not clear what is asked and what is a condition."""
        for segment in found:
            speaks = {bool(holds.free_symbols & vocabulary.MARKS.keys()) for _, holds in segment.noted.links}
            if segment.conditional and len(speaks) > 1:
                self.tokens.refuse("this condition speaks of the market and of a regime: is part of it asked? use commas", segment.place)
            if segment is not asked and segment.noted.modes and not asked.noted.modes and not self.concluding:
                self.tokens.refuse("is this asked, or is it a condition? write 'then' before what follows from it", segment.place)

    def of_what_is_asked(self, possible: Sequence[Token], asked: Segment, found: Sequence[Segment]) -> None:
        """Refuse "can" and "never" within a condition or a part of what is asked."""
        for token in possible:
            outside = token.place < asked.place or token.place >= asked.end
            if any(segment.conditional and segment.place <= token.place < segment.end for segment in found):
                self.tokens.refuse("a condition is expected here, which holds or does not", token.place)
            if asked.noted.plain and (outside or len(asked.noted.links) == 1 or asked.noted.order):
                continue
            self.tokens.refuse("this may belong to a part of the sentence only: ask whether one thing can hold", token.place)

    def conditions(self) -> tuple[Statement, ...]:
        """The whole text as a list of conditions."""
        for kind in ("exists", "never", "onlyif"):
            for token in self.tokens.drop(kind):
                self.tokens.refuse("a condition is expected, which holds or does not", token.place)
        self.tokens.drop("always")
        return tuple(self.statement_of(segment) for segment in self.segments())

    def segments(self) -> list[Segment]:
        """The parts of the text; one that only names a quantity ("profit: ...") says of what the others speak."""
        found = [self.segment()]
        while self.more(found[-1].conditional):
            named = found[-1].part.value
            if isinstance(named, Incomplete) and named.mode and not found[-1].conditional and not self.only:
                self.only = named.mode  # in full cooperation, ...
                found.pop()
            elif isinstance(named, Incomplete) and named.mode is None:
                if self.topic:
                    self.tokens.refuse("one quantity at a time is read before a colon", found[-1].place)
                self.topic = named.quantity
                found.pop()
            if self.concluding:  # what stands before "then" is supposed
                found = [replace(segment, conditional=True) for segment in found]
            found.append(self.segment())
            if self.only and any(mode is not self.only for mode in found[-1].noted.modes):
                self.tokens.refuse("one regime is named before the comma and another behind it: which of them is meant?", found[-1].place)
        return [segment for segment in found if segment.part.value is not sp.true or segment.part.text] or found

    def more(self, conditional: bool) -> bool:
        """Whether there is more to read, past commas; what comes next must be the beginning of something."""
        comma = False
        while self.tokens.take(",") or self.tokens.take_kind("then") or (self.listing and self.tokens.take(")")):
            comma, self.concluding = True, self.concluding or self.tokens.before.kind == "then"
        if self.opens_list():
            self.tokens.skip()
            self.listing = comma = True
        token, after = self.tokens.next, self.tokens.ahead(1)
        if token.kind == "end":
            return False
        equation = token.kind == "parameter" and after.text in ("=", "in")
        begins = conditional and token.kind in ("quantity", "mode", "accent") and not self.begun
        self.begun = True
        if not (comma or equation or begins or token.kind in ("if", "unless", "all", "cluster") or self.tokens.begins_condition()):
            self.tokens.expect("end", "the end")
        return True

    def opens_list(self) -> bool:
        """Whether a bracket comes next that holds conditions: x[non](n = 2, ...), x[non] > 1 (if n = 2)."""
        first, second = self.tokens.ahead(1).kind, self.tokens.ahead(2).kind
        return self.tokens.next.text == "(" and (first in ("if", "unless") or (first == "parameter" and second == "relation"))

    def segment(self) -> Segment:
        """A statement, a number or an order, and whether it is given as a condition."""
        opening = ""
        while self.tokens.next.kind in ("if", "unless", "all") or (
            self.tokens.begins_condition() and self.tokens.ahead(1).kind in ("parameter", "number", "cluster", "all", "prep", "sign")
        ):
            opening = self.tokens.take_kind("if", "unless", "all", "prep").kind  # type: ignore[union-attr]
            if opening == "all" and self.tokens.next.kind == "parameter" and self.tokens.ahead(1).kind not in ("relation", "in", "prep"):
                self.tokens.take_kind("parameter")  # for all n
                self.tokens.run(",")
                opening = "" if self.tokens.next.kind != "end" else "all"
        self.noted = Noted()
        place = self.tokens.place
        if opening == "all" and self.tokens.next.kind == "end":
            part = Part(sp.true, "", "")
        elif order := self.order():
            part = order
        else:
            same = self.alike(self.tokens.place)
            self.tokens.take_one_regime()
            part = same or self.statement()
        if opening == "unless":
            self.require(False, part, place, "unless")
            part = negated(part)
            self.noted = replace(self.noted, plain=False, premises=[])
        return Segment(
            part, bool(opening), place, self.tokens.before.end, self.tokens.text[place : self.tokens.before.end].strip(), self.noted
        )

    def asked(self, found: Sequence[Segment]) -> Segment:
        """The one of several that is asked: what names a regime and is no condition, or else what is no condition."""
        free = [segment for segment in found if not segment.conditional]
        about = [segment for segment in free if segment.noted.modes or not isinstance(segment.part.value, Boolean)] or free
        if len(about) == 1:
            return about[0]
        if not about and len(found) == 1:
            return found[0]
        if not about:
            self.tokens.refuse("here are conditions only; a question states a relation too, for instance x[rnd] > x[non]", 0)
        self.tokens.refuse("is this asked too, or is it a condition? write 'and' or 'if' before it", about[1].place)

    def statement_of(self, segment: Segment, number: bool = False) -> Statement:
        """What a part of the text says, with all that was noted on the way."""
        part, noted = segment.part, segment.noted
        self.complete(part, segment.place)
        if isinstance(part.value, sp.Expr) and not number:
            self.tokens.refuse("this is a number; a question states a relation, for instance x[rnd] > x[non]", segment.place)
        return Statement(
            text=segment.text,
            holds=part.value,
            denominators=tuple(dict.fromkeys(noted.denominators)),
            modes=tuple(dict.fromkeys(noted.modes)),
            premises=tuple(dict.fromkeys(noted.premises)),
            reading=part.text,
            tex=part.tex,
            links=tuple(noted.links) if noted.plain else (),
            ends=tuple(dict.fromkeys(noted.ends)) if noted.plain else (),
            real=noted.real,
        )

    def order_where(self, segment: Segment) -> Order:
        """The order that says where a comparison of two regimes holds."""
        modes, value = tuple(dict.fromkeys(segment.noted.modes)), segment.part.value
        plain = isinstance(value, Relational) and set(value.args) <= vocabulary.MARKS.keys()
        quantities = {vocabulary.MARKS[symbol][0] for symbol in value.args} if plain else set()
        if not (plain and len(modes) == 2 and len(quantities) == 1):
            self.tokens.refuse(
                "where something holds is answered for one quantity in two regimes, as in: when is x[full] > x[non]", segment.place
            )
        return Order(quantities.pop(), modes)

    def order(self) -> Part | None:
        """The order of regimes in a quantity, or that one of them is first, where the next words ask for it."""
        words = []
        for steps in range(len(self.tokens.text)):
            token = self.tokens.ahead(steps)
            goes_on = token.text in (",", "and", "or", "(", ")", "[", "]", "_", "=", "*", "^", "~") or token.kind in ORDER
            joined = token.text != "," or self.tokens.ahead(steps + 1).kind in ("mode", "quantity", "which", "rank", "extreme")
            condition = token.kind == "prep" and self.tokens.ahead(steps + 1).kind in ("parameter", "number", "cluster")
            if not (goes_on and joined) or condition:
                break
            words.append(token)
        kinds = {token.kind for token in words}
        compares = any(token.kind == "relation" and token.text != "=" for token in words) and "which" not in kinds
        if not kinds & {"rank", "which", "extreme"} or compares:
            return None
        place, quantities, modes = self.tokens.place, [], []
        for token in words:
            self.tokens.skip()
            quantities += [token.text] if token.kind == "quantity" else []
            modes += [vocabulary.MODES[key] for key in (token.mode, token.text) if key in vocabulary.MODES]
            modes += {"planners": [*Regime, *Planner] if "every" in kinds else [*Planner]}.get(token.kind, [])
            if token.text in STARRED and words[words.index(token) - 1].kind == "quantity":
                modes.append(vocabulary.MODES[STARRED[token.text]])
        plain = [token.text for token in words if token.kind == "quantity" and not token.mode]
        if plain and any(token.mode for token in words):  # consumers under x̂ or under x̃
            quantities = plain
        extremes = [token for token in words if token.kind == "extreme"]
        if len(extremes) == len(quantities) == 2 and quantities[0] != quantities[1] and not modes and "which" not in kinds:
            return self.firsts(words, place)
        if len(set(quantities)) != 1:
            self.tokens.refuse(
                f"one quantity is expected, for instance: largest welfare; the quantities are {', '.join(model.QUANTITIES)}", place
            )
        quantity, named = quantities[0].rpartition("*")[2], tuple(dict.fromkeys(modes))
        if any(token.text == "=" for token in words) and len(named) != 1:
            self.tokens.refuse("this is neither an order nor that one regime is first, as in: max(welfare) = welfare[rnd]", place)
        if len(named) == 1 and "extreme" in kinds:
            sign = ">=" if next(token.text for token in words if token.kind == "extreme") == "max" else "<="
            self.noted.order = Order(quantity, tuple(Regime))
            self.noted.marked = any(token.mode for token in words) or any(token.text in STARRED for token in words)
            first = self.in_mode(quantity, named[0])
            links = [self.link(first, sign, self.in_mode(quantity, other), place) for other in Regime if other is not named[0]]
            return self.joined(links, "and")
        if len(named) == 1:
            self.tokens.refuse(f"an order needs two regimes: {named[0].label} and which other?", place)
        return Part(Order(quantity, named or tuple(Regime)), f"ranking of {quantity}", "")

    # Statements

    def statement(self) -> Part:
        """A statement, with => or <=> between two if there is one."""
        place, before = self.tokens.place, len(self.noted.premises)
        ends: list[tuple[int, int]] = []

        def side() -> Part:
            value = self.either()
            ends.append((self.tokens.before.end, len(self.noted.premises)))
            return value

        values, signs, places = self.chain(side, "=>", "<=>")
        if len(signs) > 1:
            self.tokens.refuse(f"{signs[0]!r} and {signs[1]!r} need brackets to say which comes first", place)
        if not signs:
            return values[0]
        first, second = values
        if signs == ["=>"] and isinstance(first.value, Change) and isinstance(second.value, Change):
            return self.trend(second.value, first.value.part, first.value.sign)
        for value, at in zip(values, places, strict=True):
            self.require(False, value, at, signs[0])
        self.noted.plain = False
        (end, between), _ = ends
        premise = Premise(self.tokens.text[place:end].strip(), first.value)
        inner = self.noted.premises[between:]
        self.noted.premises[before:] = [(premise,), *((premise, *more) for more in inner)] if signs == ["=>"] else []
        text = f"{first.text} {signs[0]} {second.text}"
        tex = rf"{first.tex} \;{TEX[signs[0]]}\; {second.tex}"
        forth, back = sp.Or(sp.Not(first.value), second.value), sp.Or(first.value, sp.Not(second.value))
        if signs == ["=>"]:
            return Part(forth, text, tex)
        self.equivalences += 1
        if self.equivalences > 1:  # one in another doubles what there is to prove, again and again
            self.tokens.refuse("'<=>' may stand only once", place)
        return Part(sp.And(forth, back), text, tex)

    def either(self) -> Part:
        """Statements with 'or' between them."""
        return self.logical(self.both, "or")

    def both(self) -> Part:
        """Statements with 'and' between them."""
        return self.logical(self.denial, "and")

    def logical(self, part: Callable[[], Part], sign: str) -> Part:
        """Statements with one of the two between them."""
        spans: list[tuple[int, int]] = []

        def spanned() -> Part:
            start, value = self.tokens.place, part()
            spans.append((start, self.tokens.before.end))
            return value

        values, signs, places = self.chain(spanned, sign)
        if not signs:
            return values[0]
        around = [self.tokens.text[one[1] : two[0]] for one, two in pairwise([*spans, (self.tokens.place, 0)])]
        if sign == "and" and not any(map(LIKEWISE.search, around)) and not DENIED.search(self.tokens.text[spans[0][0] : spans[-1][1]]):
            values = self.distributed(values, places)
        for value, place in zip(values, places, strict=True):
            self.require(False, value, place, sign)
        self.noted.plain = self.noted.plain and sign == "and"
        return self.joined(values, sign)

    def distributed(self, values: Sequence[Part], places: Sequence[int]) -> list[Part]:
        """Numbers beside the only comparison of a list, each compared in the same way: "x* and x̂ < x̃", "x̃ > x̂ and x*"."""
        links = [(place, value) for place, value in enumerate(values) if isinstance(value, Link) and value.operands]
        if len(links) != 1:
            return list(values)
        ((at, link),) = links
        left, right = link.operands
        return [
            value if value is link else self.likewise(value, link.sign, (left, right), at < place, places[place])
            for place, value in enumerate(values)
        ]

    def likewise(self, value: Part, sign: str, sides: tuple[Part, Part], behind: bool, place: int) -> Part:
        """What stands alone beside a comparison, compared in the same way; the same part where it cannot be."""
        alone, (left, right) = value.value, sides
        if isinstance(alone, Incomplete) and alone.mode and behind and left.quantity:
            value = self.in_mode(left.quantity, alone.mode)
        if isinstance(alone, Incomplete) and alone.quantity and left.value in vocabulary.MARKS and right.value in vocabulary.MARKS:
            one, two = (self.in_mode(alone.quantity, vocabulary.MARKS[side.value][1]) for side in (left, right))
            return self.link(one, sign, two, place)
        if value.quantity and value.quantity == left.quantity == right.quantity:
            return self.link(left, sign, value, place) if behind else self.link(value, sign, right, place)
        return value

    def joined(self, values: Sequence[Part], sign: str) -> Part:
        """Statements that hold together, or of which one holds."""
        connective, word = (sp.And, r"\text{ and }") if sign == "and" else (sp.Or, r"\text{ or }")
        text, tex = f" {sign} ".join(value.text for value in values), word.join(value.tex for value in values)
        return Part(connective(*(value.value for value in values)), text, tex)

    def denial(self) -> Part:
        """A comparison behind any number of 'not'."""
        if self.tokens.take_kind("neither"):
            return self.neither(self.tokens.place)
        denials = self.tokens.run("not")
        phrase = bool(denials) and re.search(" |并非", self.written(self.tokens.before))
        if denials and self.tokens.next.kind in ("mode", "unclear"):
            self.tokens.refuse("'not' before a regime may mean two things: put brackets, as in not (profit[full] > profit[rnd])")
        place, before, part = self.tokens.place, len(self.noted.premises), self.comparison()
        if not denials:
            return part
        if phrase and (self.tokens.next.text in ("and", "or", "=>", "<=>") or self.tokens.next.kind in ("if", "unless")):
            self.tokens.refuse("how much is denied? put brackets, as in not (x[rnd] > x[non] and x[full] > x[non])")
        self.require(False, part, place, "not")
        self.noted.plain = False
        if len(denials) % 2 == 0:
            return part
        del self.noted.premises[before:]  # of a denial nothing is supposed
        return negated(part)

    def neither(self, place: int) -> Part:
        """That two numbers are both not what is said of them."""
        first = self.sum()
        if self.tokens.take_kind("nor") is None:
            self.tokens.refuse_next("'nor'")
        at, second = self.tokens.place, self.comparison()
        if not (isinstance(second, Link) and second.operands):
            self.tokens.refuse("one comparison is expected behind 'nor'", at)
        self.noted.links.pop()
        sign, (left, right) = OPPOSITE[second.sign], second.operands
        mine = right
        if first.quantity and first.quantity != left.quantity:
            named = [vocabulary.MARKS.get(part.value, ("", None))[1] for part in (first, left, right)]
            if named[0] is not named[1] or named[2] is None:
                self.tokens.refuse("what is each of the two compared with?", place)
            mine = self.in_mode(first.quantity, named[2])
        return self.joined([self.link(first, sign, mine, place), self.link(left, sign, right, at)], "and")

    def comparison(self) -> Part:
        """Sums with relations between them, or what rises or falls in a parameter."""
        place, self.behind = self.tokens.place, ""
        if self.tokens.is_word("relation") and self.tokens.ahead(1 + (self.tokens.ahead(1).kind == "than")).kind == "cluster":
            return self.many(self.tokens.skip(), place)
        if word := self.tokens.take_kind("happens"):  # what happens to x[non] if beta rises
            return self.changing(self.sum(), replace(word, kind="trend", text="?"), place, place)
        if self.tokens.take_kind("effect"):  # the effect of beta on x[non]
            self.tokens.skip(self.tokens.prepositions())
            return self.effect(self.regime_alone(False) if self.tokens.next.kind == "mode" else self.sum(), place)
        if self.tokens.next.kind == "trend" and self.subject and self.tokens.ahead(1).kind == "quantity":  # and lowers the price
            return self.changing(Part(Incomplete("", self.subject), "", ""), self.tokens.skip(), place, place)
        if self.tokens.next.kind == "trend" and self.tokens.ahead(1).kind == "quantity" and not self.subject:  # good for consumers if ...
            return self.good_for(self.tokens.skip(), place)
        if self.tokens.is_word("relation") and self.tokens.ahead(1).kind == "quantity" and self.tokens.ahead(2).kind == "goes":
            return self.together(place)
        if self.tokens.is_word("relation"):  # higher profit under ... than under ...
            return self.contrast(self.tokens.skip(), self.sum(), place)
        if alike := self.alike(place):
            return alike
        if self.tokens.next.kind == "extreme" and self.tokens.ahead(1).text == "(":
            return self.all_beyond(place)
        left = self.sum()
        if left.value in model.PARAMETERS and self.tokens.next.kind == "number" and self.tokens.before.end - self.tokens.before.place > 1:
            return self.link(left, "=", self.sum(), place)  # with a spillover of 50%
        if left.value in model.PARAMETERS and self.tokens.next.kind == "vague" and self.tokens.ahead(1).text == "(":
            self.tokens.skip()  # high spillovers (beta > 1/2)
            return self.in_brackets()
        if left.value in model.PARAMETERS and self.tokens.next.kind == "vague":
            self.tokens.refuse_next("a relation")
        if self.tokens.take_kind("compared"):  # 半合作的利润比完全不合作高
            right = self.sum()
            word = self.tokens.take_kind("relation")
            if word is None:
                self.tokens.refuse_next("a comparison such as 高 or 低")
            return self.link(*self.completed(left, right, place, word.text), place)
        if self.tokens.take_kind("along"):
            return self.along(left, place)
        if self.tokens.next.kind == "effect" or (left.value in model.PARAMETERS and self.tokens.all("effect")):
            self.tokens.take_kind("effect")
            return self.effect(left, place)
        if self.tokens.take_kind("prefer"):  # consumers prefer R&D cooperation to no cooperation
            first, second = self.regime_alone(False), self.regime_alone(True)
            return self.link(self.merged(left, first, place), ">", self.merged(left, second, place), place)
        if self.tokens.take_kind("cause"):  # R&D cooperation makes the price lower
            return self.caused(left, place)
        if (change := self.tokens.next).kind == "trend":
            return self.changing(left, self.tokens.skip(), place, change.place)
        links: list[Link] = []
        worded = False
        while True:
            in_words, word, supposed = self.tokens.is_word("relation"), self.tokens.next, self.noted.supposed
            worded = worded or in_words
            if not (found := self.relation()):
                break
            sign, zero = found
            if zero is None and self.tokens.next.kind == "extreme":
                links += (many := self.beyond(left, sign, place))
                left = many[-1]
                continue
            self.behind = "quantity" if isinstance(left.value, Incomplete) or vocabulary.speaks_of_regime(left.value) else "parameter"
            if in_words and not links and self.with_more() and sign in ("<", ">"):  # is lower with more firms
                return self.growing(left, sign, place)
            if in_words and zero is None and self.clause_ends():
                self.optimum(word)
                left, operand = self.short(left, sign)
            else:
                operand = zero or self.sum()
            if zero is None and self.tokens.take_kind("than"):  # profit is higher under ... than under ...
                left, operand = self.merged(left, operand, place), self.sum()
            elif in_words and isinstance(left.value, Incomplete) and left.value.mode in COOPERATION:
                left, operand = self.with_cooperation(left, operand)  # R&D cooperation leads to a lower price
            elif isinstance(left.value, Incomplete) and isinstance(operand.value, Incomplete) and operand.value.mode:
                mode = self.mode_in_words()  # R&D is less than in the first best if firms do not cooperate
                left = self.in_mode(left.value.quantity, mode) if mode and left.value.quantity else left
            links.append(self.link(*self.completed(left, operand, place, sign), place))
            names = [vocabulary.MARKS.get(side, ("", None)) for side in links[-1].sides]
            other = names[0][0] != names[1][0] and {names[0][0], names[1][0]} != {"price", "unit_cost"}
            both = all(map(vocabulary.speaks_of_regime, links[-1].sides))
            self.noted.said = self.noted.said or (in_words and both and self.noted.supposed == supposed)
            if in_words and sign != "=" and other and names[0][1] and names[1][1]:
                self.tokens.refuse("two quantities are compared here: write signs, as in profit[full] > consumer_surplus[full]", place)
            speaks = [vocabulary.speaks_of_regime(side) for side in links[-1].sides]
            if in_words and any(speaks) and any(side in model.PARAMETERS for side in links[-1].sides):
                self.tokens.refuse(
                    "a parameter and a quantity are compared here; for what rises or falls write: x[non] decreasing in beta", place
                )
            left = self.filled(operand, left)
        if not links:
            return self.interval(left, place)
        if len(links) == 1:
            return links[0]
        self.one_way(links, worded, place)
        text, tex = links[0].text, links[0].tex
        for link in links[1:]:
            text, tex = text + link.chained, tex + link.chained_tex
        return Part(sp.And(*(link.value for link in links)), text, tex)

    def good_for(self, word: Token, place: int) -> Part:
        """That a form of cooperation, which is named behind, is good for a quantity."""
        quantity = self.sum()
        value = quantity.value
        if isinstance(value, Incomplete) or vocabulary.MARKS.get(value, ("", None))[1] not in COOPERATION or word.text not in (">", "<"):
            self.complete(quantity, place)
            self.tokens.refuse("compared with which regime? write for instance: x[rnd] > x[non]", place)
        return self.link(quantity, word.text, self.in_mode(quantity.quantity, Regime.NONCOOPERATION), place)

    def together(self, place: int) -> Part:
        """That of two regimes the one that has more of a quantity has more, or less, of another: "a lower price goes with more R&D"."""
        (sign, name), _, (other_sign, other) = self.named(), self.tokens.skip(), self.named()
        parts = []
        for one, two in permutations(Regime, 2):
            first = self.link(self.in_mode(name, one), sign, self.in_mode(name, two), place)
            second = self.link(self.in_mode(other, one), other_sign, self.in_mode(other, two), place)
            parts.append(implied(first, second))
        self.noted.plain = False
        return self.joined(parts, "and")

    def named(self) -> tuple[str, str]:
        """A relation and the quantity behind it."""
        word = self.tokens.take_kind("relation")
        if word is None:
            self.tokens.refuse_next("a comparison such as more or less")
        quantity = self.tokens.take_kind("quantity")
        if quantity is None:
            self.tokens.refuse_next("a quantity")
        return word.text, quantity.text

    def firsts(self, words: Sequence[Token], place: int) -> Part:
        """That the first regime in a quantity is first, or last, in another: "the regime with the most R&D has the lowest price"."""
        names = [token.text for token in words if token.kind == "quantity"]
        signs = [{"max": ">=", "min": "<="}[token.text] for token in words if token.kind == "extreme"]
        parts = []
        for one in Regime:
            links = [
                [self.link(self.in_mode(name, one), sign, self.in_mode(name, two), place) for two in Regime if two is not one]
                for name, sign in zip(names, signs, strict=True)
            ]
            parts.append(implied(*(self.joined(some, "and") for some in links)))
        self.noted.plain = False
        return self.joined(parts, "and")

    def clause_ends(self) -> bool:
        """Whether a condition, another statement, or nothing comes next."""
        token, after = self.tokens.next, self.tokens.ahead(1)
        condition = token.kind == "prep" and after.kind in ("parameter", "number", "cluster", "all")
        return condition or token.kind in ("end", "if", "unless", "then") or token.text in (",", ")", "and", "or", "=>", "<=>")

    def short(self, left: Part, sign: str) -> tuple[Part, Part]:
        """The sides of a comparison that says "is higher" and nothing more: as in the comparison before it, or with no cooperation."""
        value = left.value
        if isinstance(value, Incomplete) and value.quantity and len(self.pairs) == 1:
            one, two, known = next(iter(self.pairs))
            if (known == "=") == (sign == "="):
                return self.in_mode(value.quantity, one), self.in_mode(value.quantity, two)
        self.noted.supposed += 1
        if left.quantity and vocabulary.MARKS.get(value, ("", None))[1] in COOPERATION:
            return left, self.in_mode(left.quantity, Regime.NONCOOPERATION)
        self.complete(left, self.tokens.place)
        self.tokens.refuse("compared with what? write for instance: x[full] > x[non]")

    def optimum(self, word: Token) -> None:
        """Refuse "overinvests" without the planner that it is compared with."""
        written = self.written(word)
        if re.match("under|over|does too|do too|too |投资|研发|过度", written):
            self.tokens.refuse(f"{written!r} compared with which planner: second_best or first_best?", word.place)

    def with_cooperation(self, left: Part, right: Part) -> tuple[Part, Part]:
        """A quantity under a form of cooperation, which is named alone, and without it."""
        if not (isinstance(right.value, Incomplete) and right.value.quantity):
            return left, right
        name = right.value.quantity
        self.noted.supposed += 1
        return self.in_mode(name, left.value.mode), self.in_mode(name, Regime.NONCOOPERATION)

    def many(self, word: Token, place: int) -> Part:
        """At least so many firms."""
        self.tokens.take_kind("than")
        symbol, _, value = self.tokens.skip().text.partition(" = ")
        return self.link(lettered(symbol), word.text, Part(sp.Integer(value), value, value), place)

    def one_way(self, links: Sequence[Link], in_words: bool, place: int) -> None:
        """Refuse a chain that turns round, or that goes from a parameter to a quantity: it is two statements, or a condition is in it."""
        signs = {link.sign[0] for link in links}
        sides = [side for link in links for side in link.sides]
        if in_words and any(link.sides[1].is_number for link in links[:-1]):  # "at least 10% higher than"
            self.tokens.refuse("is this number a share? write for instance: x[rnd] >= 11/10*x[non]", place)
        between = [side for link in links[:-1] for side in link.sides[1:] if side.is_Add]
        if any(vocabulary.speaks_of_regime(side) and side.free_symbols & {*model.PARAMETERS} for side in between):
            self.tokens.refuse("is this a minus, or does a condition follow? write 'if' before a condition", place)
        if {"<", ">"} <= signs or (any(side in model.PARAMETERS for side in sides) and any(map(vocabulary.speaks_of_regime, sides))):
            self.tokens.refuse("this chain may be read in two ways: use 'and', or 'if' before a condition", place)

    def alike(self, place: int) -> Part | None:
        """That several things are the same: "x*, x̂ and x̃ are equal", "no cooperation and R&D cooperation have the same R&D and output"."""
        words: list[Token] = []
        while (token := self.tokens.ahead(len(words))).kind in LISTED or token.text in ("*", *JOINS):
            words.append(token)
        after, end = self.tokens.ahead(len(words) + 1), self.tokens.ahead(len(words) + 2)
        several = any(word.text in JOINS or word.kind == "every" for word in words)
        behind = after.kind == "quantity" and end.kind in ENDING  # "have the same R&D"
        if words and not any(word.mode or word.kind == "mode" or word.text == "*" for word in words) and token.text == "=":
            listed = len(words) + 1
            while (one := self.tokens.ahead(listed)).kind in ("mode", "prep", "every") or one.text in JOINS:
                words.append(one)
                listed += 1
            if len([word for word in words if word.kind == "mode"]) > 1 or words[-1].kind == "every":
                after, end, several = self.tokens.ahead(listed), self.tokens.ahead(listed), True
        joins = {word.text for word in words} & JOINS
        if "or" in joins or (joins and any(word.kind == "every" for word in words)):  # "every regime but ..."
            return None
        if not several or token.text != "=" or not (behind or after.kind in ENDING or after.text in (",", ")")):
            return None
        words += [after] * behind
        modes = [vocabulary.MODES[word.text] for word in words if word.kind == "mode"]
        modes += [regime for word in words if word.kind == "every" for regime in Regime]
        starred = [one.text for one, two in pairwise(words) if two.text == "*"]
        plain = [word.text for word in words if word.kind == "quantity" and not word.mode and word.text not in starred]
        marked = [(word.text, vocabulary.MODES[word.mode]) for word in words if word.mode]
        marked += [(name, Regime.NONCOOPERATION) for name in starred]
        if (marked and (modes or plain or len(marked) < 2)) or (not marked and (len(modes) < 2 or not plain)):
            return None
        self.tokens.skip(len(words) + 1)  # the words and the equals sign
        groups = [marked] if marked else [[(name, mode) for mode in modes] for name in plain]
        links = [self.link(self.in_mode(*one), "=", self.in_mode(*two), place) for group in groups for one, two in pairwise(group)]
        return self.joined(links, "and") if len(links) > 1 else links[0]

    def beyond(self, left: Part, sign: str, place: int) -> list[Link]:
        """That a number is above the largest of several, or below the smallest."""
        which, others = self.several()
        if which != ("max" if sign in (">", ">=") else "min"):
            self.tokens.refuse("only > max(...) and < min(...) are read", place)
        return [replace(self.link(left, sign, other, place), chained=f" and {left.text} {sign} {other.text}") for other in others]

    def all_beyond(self, place: int) -> Part:
        """That the largest of several is below a number, or the smallest above it."""
        which, others = self.several()
        found = self.relation()
        if found is None or found[1] or found[0] not in (("<", "<=") if which == "max" else (">", ">=")):
            self.tokens.refuse("only max(...) < and min(...) > are read", place)
        right = self.sum()
        return self.joined([self.link(other, found[0], right, place) for other in others], "and")

    def several(self) -> tuple[str, list[Part]]:
        """The largest or the smallest of several numbers in brackets: which of the two, and the numbers."""
        which = self.tokens.skip().text
        self.tokens.expect("(", "an opening bracket")
        others = [self.sum()]
        while self.tokens.take(","):
            others.append(self.sum())
        self.tokens.expect(")", "a closing bracket")
        return which, others

    def relation(self) -> tuple[str, Part | None] | None:
        """The relation that comes next, turned round behind 'not'; with the right side if that is zero by name."""
        denied = self.tokens.next.text == "not" and self.tokens.is_word("sign") and self.tokens.ahead(1).kind in ("relation", "positive")
        if denied:
            self.tokens.skip()
        token = self.tokens.take_kind("relation", "positive")
        if token is None:
            return None
        sign = OPPOSITE[token.text] if denied else token.text
        if token.kind == "positive":
            return sign, Part(sp.S.Zero, "0", "0")
        if not self.tokens.take_kind("than") and token.end - token.place > 2:
            self.tokens.take_kind("then")  # "bigger then"
        return (sign, None) if not self.asks_for_number(sign) else None

    def asks_for_number(self, sign: str) -> bool:
        """Whether the text ends behind an equals sign with a question mark."""
        rest = self.tokens.text[self.tokens.before.end :]
        return sign == "=" and self.tokens.next.kind in ("end", "if", ",") and rest.lstrip()[:1] in ("?", "？")

    def contrast(self, word: Token, left: Part, place: int) -> Part:
        """A comparison that begins with its word: a quantity in one regime, 'than', another regime; or "more spillover means more R&D"."""
        if self.tokens.take_kind("than") is None:
            if left.value in model.PARAMETERS and not self.clause_ends():  # a higher initial cost lowers ...
                return self.following(left, word.text, place)
            if isinstance(left.value, Incomplete):
                self.complete(left, place)
            if left.value not in model.PARAMETERS and not left.quantity:
                self.tokens.refuse_next("'than'")
            return Part(Change(left, word.text), left.text, left.tex)
        return self.link(*self.completed(left, self.sum(), place, word.text), place)

    def interval(self, left: Part, place: int) -> Part:
        """The number itself, or that it lies in an interval."""
        if self.tokens.take_kind("between"):
            low = self.sum()
            self.tokens.expect("and", "'and'")
            return self.chained([(low, "<=", left), (left, "<=", self.sum())], place)
        bracket = self.tokens.ahead(1)
        opens = bracket.text in ("(", "[") and self.tokens.ahead(2).kind in ("number", "parameter", "fraction", "sign")
        if not (self.tokens.next.text == "in" and self.tokens.next.kind in ("in", "prep") and opens):
            return left
        self.tokens.skip(2)
        if self.tokens.text[bracket.place] in "{｛\\":
            self.tokens.refuse("a set is not read: write n = 2 or n = 3", bracket.place)
        low = self.sum()
        self.tokens.expect(",", "a comma")
        high = self.sum()
        closing = self.tokens.take("]", ")")
        if not closing:
            self.tokens.refuse_next("a closing bracket")
        return self.chained([(low, "<=" if bracket.text == "[" else "<", left), (left, "<=" if closing == "]" else "<", high)], place)

    def chained(self, links: Sequence[tuple[Part, str, Part]], place: int) -> Part:
        """Two relations that hold together."""
        return self.joined([self.link(*link, place) for link in links], "and")

    def link(self, left: Part, sign: str, right: Part, place: int) -> Link:
        """A relation between two numbers."""
        for side in (left, right):
            self.require(True, side, place, sign)
        difference = self.bounded(left.value - right.value, place)
        self.note_ends(difference, sign)
        if left.value == right.value and vocabulary.speaks_of_regime(left.value):
            self.tokens.refuse("this compares a thing with itself", place)
        sides = [side.value.subs(self.at_ends) if self.at_ends else side.value for side in (left, right)]
        text, tex = f"{left.text} {sign} {right.text}", f"{left.tex} {TEX.get(sign, sign)} {right.tex}"
        part = Link(
            value=RELATIONS[sign](*sides),
            text=text,
            tex=tex,
            chained=f" {sign} {right.text}",
            chained_tex=f" {TEX.get(sign, sign)} {right.tex}",
            sign=sign,
            sides=(left.value, right.value),
            operands=(left, right),
        )
        self.noted.links.append((text, part.value))
        modes = [vocabulary.MARKS.get(side.value, ("", None))[1] for side in (left, right)]
        if all(modes) and left.quantity == right.quantity and sign in (">", ">=", "="):
            self.pairs.add((modes[0], modes[1], "=" if sign == "=" else ">"))
        return part

    def note_ends(self, difference: sp.Expr, sign: str) -> None:
        """Note the end of a range at which a relation holds with equality."""
        for symbol, ends in ENDS.items():
            if difference.free_symbols == {symbol} and sign in ("=", "<=", ">="):
                self.noted.ends += [(symbol, end, sign == "=") for end in ends if difference.subs(symbol, end) == 0]

    # Comparative statics

    def along(self, left: Part, place: int) -> Part:
        """What rises or falls with a parameter, which is named first."""
        parameter = self.parameter_named()
        first = self.tokens.take_kind("trend")
        second = self.tokens.take_kind("trend")
        if first is None:
            self.tokens.refuse_next("a word such as increasing or decreasing")
        return self.trend(Change(left, (second or first).text), parameter, first.text if second else ">", place)

    def changing(self, left: Part, word: Token, place: int, at: int) -> Part:
        """What rises or falls in a parameter, which is named behind; or a regime that raises a quantity above that of another."""
        if left.value in model.PARAMETERS and not self.clause_ends():
            return self.following(left, word.text, place)
        token = self.tokens.next
        if token.kind == "quantity" and isinstance(left.value, Incomplete):
            self.subject = left.value.mode
            merged = self.merged(left, self.sum(), place)
            if self.tokens.take_kind("than"):
                self.noted.said = True
                return self.link(*self.completed(merged, self.sum(), place, word.text), place)
            self.noted.supposed += 1
            if left.value.mode not in COOPERATION or word.text == "?":
                self.tokens.refuse("compared with which regime? write for instance: x[rnd] > x[non]", at)
            return self.link(merged, word.text, self.in_mode(merged.quantity, Regime.NONCOOPERATION), place)
        ahead = self.tokens.ahead(1)
        if self.with_more():
            return self.growing(left, word.text, place)
        if token.kind == "parameter" and word.text == "=":  # independent of a
            return self.trend(Change(left, "="), self.parameter_named(), ">", place)
        if token.kind in ("prep", "in", "than", "if", "along") and ahead.kind == "parameter":
            follows = self.tokens.ahead(2)
            if token.kind != "if" or follows.kind == "trend":
                self.tokens.skip()
                parameter = self.parameter_named()
                other = self.tokens.take_kind("trend")
                return self.trend(Change(left, word.text), parameter, other.text if other else ">", place)
        return Part(Change(left, word.text), left.text, left.tex)

    def with_more(self) -> bool:
        """Whether "with more firms" comes next, or "if there are fewer firms"."""
        return self.tokens.next.kind in ("prep", "if") and (self.tokens.ahead(1).kind, self.tokens.ahead(2).kind) == (
            "relation",
            "parameter",
        )

    def growing(self, left: Part, sign: str, place: int) -> Part:
        """What rises or falls with more, or less, of a parameter."""
        along = self.tokens.skip(2).text
        return self.trend(Change(left, sign), self.parameter_named(), along, place)

    def following(self, parameter: Part, sign: str, place: int, caused: bool = False) -> Part:
        """What rises or falls where a parameter does, which is named first: "as gamma rises, it lowers x[non]", "…, x[non] falls"."""
        if self.tokens.is_word("relation") and self.tokens.ahead(1).kind in ("number", "fraction"):  # beta falls below 1/2
            return self.link(parameter, self.tokens.skip().text, self.sum(), place)
        caused = bool(self.tokens.take_kind("cause")) or caused
        if not caused and (self.tokens.next.kind == "trend" or self.tokens.is_word("relation")):
            word = self.tokens.skip()
            return self.trend(Change(self.sum(), word.text), parameter, sign, place)
        other = self.sum()
        if not (self.tokens.next.kind == "trend" or (caused and self.tokens.is_word("relation"))):
            self.tokens.refuse_next("a word such as rises or falls")
        return self.trend(Change(other, self.tokens.skip().text), parameter, sign, place)

    def effect(self, left: Part, place: int) -> Part:
        """What effect a parameter has on a quantity, or R&D cooperation, compared with none."""
        word = self.tokens.take_kind("trend")
        self.tokens.skip(self.tokens.prepositions())
        right = self.sum()
        self.tokens.take_kind("effect")
        sign = token.text if (token := self.tokens.take_kind("trend", "positive")) else "?"
        told = isinstance(left.value, Incomplete) and left.value.mode in COOPERATION and isinstance(right.value, Incomplete)
        if told and right.value.quantity and sign == "?":
            modes = (Regime.NONCOOPERATION, left.value.mode)
            return Part(Order(right.value.quantity, modes), f"ranking of {right.value.quantity}", "")
        return self.trend(Change(right, sign), left, word.text if word else ">", place)

    def caused(self, left: Part, place: int) -> Part:
        """What something makes larger or smaller: a parameter, or R&D cooperation compared with none or with another regime."""
        if left.value in model.PARAMETERS:
            return self.following(left, ">", place, caused=True)
        right = self.sum()
        if not (self.tokens.next.kind == "trend" or self.tokens.is_word("relation")):
            self.tokens.refuse_next("a word such as larger or smaller")
        merged, sign = self.merged(left, right, place), self.tokens.skip().text
        if self.tokens.take_kind("than"):
            return self.link(*self.completed(merged, self.sum(), place, sign), place)
        return self.link((sides := self.short(merged, sign))[0], sign, sides[1], place)

    def regime_alone(self, other: bool) -> Part:
        """A regime, behind "to" where it is the other one."""
        word = self.tokens.next
        if other and not (word.kind == "than" or self.written(word) in ("to", "over")):
            self.tokens.refuse_next("'to' and a regime")
        self.tokens.take_kind("than")
        self.tokens.skip(self.tokens.prepositions())
        mode = self.mode_named()
        return Part(Incomplete("", mode), vocabulary.key(mode), vocabulary.key(mode))

    def trend(self, change: Change, along: Part, sign: str, place: int = 0) -> Part:
        """That something rises, or falls, where a parameter does."""
        if along.value not in model.PARAMETERS:
            self.tokens.refuse(f"a parameter is expected: {', '.join(symbol.name for symbol in model.PARAMETERS)}", place)
        if isinstance(change.part.value, Incomplete) and change.part.value.mode is None:
            bracket = self.tokens.take("(")
            mode = self.mode_in_words()
            if mode and bracket:
                self.tokens.expect(")", "a closing bracket")
            change = Change(self.in_mode(change.part.value.quantity, mode) if mode else change.part, change.sign)
        self.require(True, change.part, place, "trend")
        if change.part.value.is_number:
            self.tokens.refuse("a number rises or falls in nothing; a quantity is expected", place)
        slope = self.derivative(change.part, along.value)
        self.noted.either_way = change.sign == "?"
        rises = change.sign if change.sign != "?" else "<" if self.turned else ">"
        relation = rises if sign in (">", ">=") else FLIPPED[rises]
        text, tex = f"{change.part.text} {TREND[relation]} in {along.text}", f"{slope.tex} {TEX.get(relation, relation)} 0"
        part = Part(RELATIONS[relation](slope.value, 0), text, tex)
        self.noted.links.append((text, part.value))
        return part

    def derivative(self, part: Part, parameter: sp.Symbol) -> Part:
        """The derivative of a number in a parameter, all others as they are."""
        self.noted.real = self.noted.real or parameter == model.n
        tex = rf"\frac{{\partial {part.tex}}}{{\partial {latex(parameter)}}}"
        return Part(vocabulary.slope(part.value, parameter), f"d {atomic(part)} / d {parameter}", tex)

    def differential(self) -> Part:
        """A derivative, behind its first d: "d x[non] / d beta", "d/d beta x[non]"."""
        if self.tokens.next.text == "^" or self.tokens.next.kind == "raised":
            self.tokens.refuse("second derivatives are not read; ask about the slope, as in: d x[non] / d beta < 0")
        if self.tokens.take("/"):
            parameter = self.below()
            return self.derivative(self.number(self.atom), parameter.value)
        part = self.number(self.power)
        self.tokens.expect("/", "'/' and the parameter, as in d x[non] / d beta,")
        return self.derivative(part, self.below().value)

    def below(self) -> Part:
        """The parameter below a fraction line, behind its d."""
        if self.tokens.take_kind("d") is None:
            self.tokens.refuse_next("'d' and a parameter")
        return self.parameter_named()

    def parameter_named(self) -> Part:
        """One of the six parameters, in brackets or not."""
        bracket = self.tokens.take("(")
        token = self.tokens.take_kind("parameter")
        if token is None or vocabulary.SYMBOLS[token.text] not in model.PARAMETERS:
            self.tokens.refuse(f"a parameter is expected here: {', '.join(symbol.name for symbol in model.PARAMETERS)}")
        if bracket:
            self.tokens.expect(")", "a closing bracket")
        return lettered(token.text)

    # Numbers

    def chain(self, part: Callable[[], Part], *signs: str) -> tuple[list[Part], list[str], list[int]]:
        """Parts, the signs between them, and where each part begins."""
        places, values, found = [self.tokens.place], [part()], []
        while sign := self.tokens.take(*signs):
            found.append(sign)
            places.append(self.tokens.place)
            values.append(part())
        return values, found, places

    def require(self, number: bool, part: Part, place: int, sign: str) -> None:
        """Refuse a statement where a number must stand, or the reverse."""
        self.complete(part, place)
        if isinstance(part.value, sp.Expr) is not number:
            wanted, got = ("numbers", "a statement") if number else ("statements", "a number")
            self.tokens.refuse(f"{sign!r} is for {wanted}, and this is {got}", place)

    def number(self, part: Callable[[], Part]) -> Part:
        """A part that must be a number."""
        place, found = self.tokens.place, part()
        self.require(True, found, place, "d")
        return found

    def complete(self, part: Part, place: int) -> None:
        """Refuse a quantity without a regime, a regime without a quantity, and a change of which is not said in what."""
        value = part.value
        if isinstance(value, Incomplete) and value.mode is None:
            needed = ", ".join(f"{value.quantity}[{mode}]" for mode in vocabulary.MODES)
            self.tokens.refuse(f"{value.quantity} needs a regime or a planner: {needed}", place, RegimeMissingError)
        if isinstance(value, Incomplete):
            self.tokens.refuse(f"{part.text} needs a quantity, for instance profit[{part.text}]", place)
        if isinstance(value, Order):
            self.tokens.refuse("this asks for an order, where a condition is expected", place)
        if isinstance(value, Change):
            self.tokens.refuse(f"in which parameter? write for instance: {part.text} increasing in beta", place)

    def sum(self) -> Part:
        """Products with + and - between them."""
        values, signs, places = self.chain(self.product, "+", "-")
        if not signs:
            return values[0]
        for value, place in zip(values, places, strict=True):
            self.require(True, value, place, signs[0])
        terms = list(zip(["+", *signs], values, strict=True))
        total = sp.Add(*(-value.value if sign == "-" else value.value for sign, value in terms))
        text, tex = ("".join(f" {sign} {getattr(value, side)}" for sign, value in terms)[3:] for side in ("text", "tex"))
        return Part(total, text, tex)

    def product(self) -> Part:
        """Signed numbers with * and / between them; the sign may be missing where nothing else can be meant."""
        place = self.tokens.place
        part, divided = self.signed(), False
        while True:
            sign = self.tokens.take("*", "/")
            if not sign and not (isinstance(part.value, sp.Expr) and self.goes_on(part, divided)):
                return part
            at = self.tokens.place
            factor = self.signed()
            for value, where in ((part, place), (factor, at)):
                self.require(True, value, where, sign or "*")
            if sign == "/":
                value = part.value * self.inverse(factor.value, at)
                text, tex = f"{part.text}/{atomic(factor)}", rf"\frac{{{part.tex}}}{{{factor.tex}}}"
            else:
                value, text, tex = part.value * factor.value, f"{part.text}*{factor.text}", rf"{part.tex}\,{factor.tex}"
            divided = sign == "/"
            part = Part(self.bounded(value, place), text, tex)

    def goes_on(self, part: Part, divided: bool) -> bool:
        """Whether what comes next is a factor though there is no sign before it."""
        token, after = self.tokens.next, self.tokens.ahead(1)
        starts = token.kind in ("parameter", "quantity", "fraction", "accent") or token.text == "("
        if not starts or (token.kind == "parameter" and after.text == "=") or (part.quantity and self.opens_list()):
            return False
        blank = token.place > self.tokens.before.end
        if token.kind == "quantity" and not (token.mode or after.text in ("[", "_", "^", "*")):
            return False
        multiple = part.text in ("n", "s") or part.value.is_Number
        if blank and token.kind == "quantity" and not (multiple and self.behind in ("", "quantity")):
            return False
        if part.quantity and token.text == "(":
            self.tokens.refuse("a sign such as * or > is missing before '(': a quantity is no function, conditions go behind 'if'")
        apart = self.behind and blank and token.kind == "parameter" and after.kind in ("relation", "in")
        if divided or apart:
            written = self.tokens.text[token.place : token.end]
            self.tokens.refuse(f"a sign such as * or >, or a comma, is missing before {written!r}")
        return part.quantity == "" or not blank or token.text == "("

    def signed(self) -> Part:
        """A power behind any number of signs."""
        signs = self.tokens.run("+", "-")
        place, part = self.tokens.place, self.power()
        if not signs:
            return part
        self.require(True, part, place, signs[-1])
        return Part(-part.value, f"-{part.text}", f"-{part.tex}") if signs.count("-") % 2 else part

    def power(self) -> Part:
        """A number, and a whole exponent if there is one."""
        place, base = self.tokens.place, self.atom()
        raised = self.tokens.take_kind("raised")
        if raised is None and not self.tokens.take("^"):
            return base
        self.require(True, base, place, "^")
        at = self.tokens.place
        if raised is None:
            signs, exponent = self.tokens.run("+", "-"), self.atom().value
        else:
            signs, exponent = [], sp.Integer(raised.text) if raised.text.lstrip("-").isdigit() else sp.S.Half
        if not (isinstance(exponent, sp.Integer) and abs(exponent) <= EXPONENT):
            self.tokens.refuse(f"an exponent must be a whole number of at most {EXPONENT}", at)
        digits = max(len(str(part)) for number in base.value.atoms(sp.Rational) | {sp.S.One} for part in (number.p, number.q))
        if digits * abs(exponent) > DIGITS:
            self.tokens.refuse(f"a power of a number may have at most {DIGITS} digits", place)
        below = (exponent < 0) != bool(signs.count("-") % 2)
        value = self.bounded((self.inverse(base.value, place) if below else base.value) ** abs(exponent), place)
        size = -abs(exponent) if below else abs(exponent)
        return Part(
            value, f"{atomic(base)}^{size}", rf"{base.tex}^{{{size}}}" if base.quantity == "" else rf"\left({base.tex}\right)^{{{size}}}"
        )

    def inverse(self, value: sp.Expr, place: int) -> sp.Expr:
        """One over a number, which is noted as a denominator unless it is positive."""
        if vocabulary.vanishes(self.bounded(value, place)) or value.subs(self.at_ends) == 0:
            self.tokens.refuse("this divides by zero", place)
        if not value.is_positive:
            self.noted.denominators.append(value)
        return 1 / value

    def bounded(self, value: sp.Expr, place: int) -> sp.Expr:
        """The same number, unless it is too large to be multiplied out."""
        if any(abs(power.exp) > EXPONENT for power in value.atoms(sp.Pow)):
            self.tokens.refuse(f"this has a power above {EXPONENT}, which is too high", place)
        if sum(vocabulary.terms(value)) > TERMS:
            self.tokens.refuse(f"multiplied out, this may have more than {TERMS} terms, which is too many", place)
        return value

    def atom(self) -> Part:
        """A number, a name, or what stands in brackets."""
        while self.tokens.next.kind == "prep" and self.tokens.ahead(1).kind in ("mode", "quantity", "prep", "unclear"):
            self.tokens.skip()
        place = self.tokens.place
        if token := self.tokens.take_kind("number"):
            value = sp.Rational(token.text.rstrip("."))
            return Part(value, str(value), sp.latex(value))
        if token := self.tokens.take_kind("quantity"):
            return self.quantity(token)
        if token := self.tokens.take_kind("mode"):
            return self.regime(vocabulary.MODES[token.text], token.text)
        if token := self.tokens.take_kind("parameter"):
            return self.parameter(token)
        if token := self.tokens.take_kind("cluster"):
            symbol, value = token.text.split(" = ")
            if self.tokens.next.text == "(" and self.tokens.ahead(1).text == symbol:  # complete spillovers (beta = 1)
                return self.in_brackets(sp.Eq(vocabulary.SYMBOLS[symbol].subs(self.at_ends), sp.Integer(value)))
            return self.link(lettered(symbol), "=", Part(sp.Integer(value), value, value), place)
        if self.tokens.take_kind("d"):
            return self.differential()
        if self.tokens.take_kind("fraction"):
            return self.fraction(place)
        if accent := self.tokens.take_kind("accent"):
            return self.accented(accent)
        if self.tokens.next.kind == "unclear":
            self.tokens.refuse_next("a number")
        square = bool(self.tokens.take("["))
        if not square:
            self.tokens.expect("(", "a number, a name or an opening bracket")
        self.nesting += 1
        if self.nesting > NESTING:
            self.tokens.refuse(f"brackets may stand in at most {NESTING} others")
        part = self.statement()
        self.tokens.expect("]" if square else ")", "a closing bracket")
        self.nesting -= 1
        if isinstance(part.value, Incomplete):
            return part
        return Part(part.value, f"({part.text})", rf"\left({part.tex}\right)")

    def in_brackets(self, before: Any = None) -> Part:
        """A statement in brackets that says once more, and exactly, what stands before them."""
        place = self.tokens.place
        self.tokens.expect("(", "an opening bracket")
        part = self.statement()
        if before is not None and part.value != before:
            self.tokens.refuse("this says something else than what stands before the bracket", place)
        self.tokens.expect(")", "a closing bracket")
        return part

    def fraction(self, place: int) -> Part:
        r"""A fraction of LaTeX, behind its command: two groups, of which the first may begin a derivative, or two digits."""
        if token := self.tokens.take_kind("number"):
            if not re.fullmatch("[1-9]{2}", token.text):
                self.tokens.refuse("two groups in braces are expected here", place)
            value = sp.Rational(int(token.text[0]), int(token.text[1]))
            return Part(value, str(value), sp.latex(value))
        if self.tokens.next.text == "(" and self.tokens.ahead(1).kind == "d":
            self.tokens.skip(2)
            if self.tokens.next.text == "^" or self.tokens.next.kind == "raised":
                self.differential()  # refuses
            inner = None if self.tokens.next.text == ")" else self.number(self.product)
            self.tokens.expect(")", "a closing brace")
            self.tokens.expect("(", "an opening brace")
            parameter = self.below()
            self.tokens.expect(")", "a closing brace")
            return self.derivative(inner or self.number(self.atom), parameter.value)
        above, at = self.group(), self.tokens.place
        below = self.group()
        value = self.bounded(above.value * self.inverse(below.value, at), place)
        if value.is_Rational:
            return Part(value, str(value), sp.latex(value))
        return Part(value, f"{atomic(above)}/{atomic(below)}", rf"\frac{{{above.tex}}}{{{below.tex}}}")

    def group(self) -> Part:
        """A number in braces."""
        self.tokens.expect("(", "an opening brace")
        part = self.number(self.sum)
        self.tokens.expect(")", "a closing brace")
        return part

    def accented(self, accent: Token) -> Part:
        """A quantity behind the hat or the tilde of LaTeX."""
        bracket = self.tokens.take("(")
        token = self.tokens.take_kind("quantity")
        if token is None:
            self.tokens.refuse_next("a quantity")
        if bracket:
            self.tokens.expect(")", "a closing brace")
        return self.in_mode(token.text, vocabulary.MODES[accent.text])

    def parameter(self, token: Token) -> Part:
        """The symbol of a parameter or a shorthand."""
        if self.tokens.next.text == "[" and self.tokens.ahead(1).kind == "mode":
            self.tokens.refuse(f"{token.text} is the same in every regime: leave out the square brackets", token.place)
        return lettered(token.text)

    # Quantities and their regimes

    def quantity(self, token: Token) -> Part:
        """A quantity in the regime that is written with it, or without one."""
        if token.mode:
            return self.in_mode(token.text, vocabulary.MODES[token.mode])
        mode = self.mode_behind() or self.only
        return self.in_mode(token.text, mode) if mode else Part(Incomplete(token.text, None), token.text, token.text)

    def in_mode(self, name: str, mode: Mode) -> Part:
        """The symbol of a quantity in a mode; one of the whole cluster is a multiple of it."""
        factor, _, quantity = name.rpartition("*")
        symbol = mark(quantity, mode)
        self.noted.modes.append(mode)
        if not factor:
            return Part(symbol, f"{quantity}[{vocabulary.key(mode)}]", symbol.name, name)
        return Part(vocabulary.SYMBOLS[factor] * symbol, f"{factor}*{quantity}[{vocabulary.key(mode)}]", f"{factor} {symbol.name}", name)

    def mode_behind(self) -> Mode | None:
        """The regime behind a quantity: in square brackets, as an index, as the paper's star, or in words."""
        tokens = self.tokens
        after = [tokens.ahead(steps) for steps in range(4)]
        if tokens.take("["):
            return self.mode_until("]", "a closing square bracket")
        if after[0].text == "_" or after[0].kind == "dot":
            tokens.skip()
            return self.mode_until(")", "a closing bracket") if tokens.take("(") else self.mode_named()
        if after[0].text == "^" and after[0].end - after[0].place == 1:
            return self.mode_raised()
        if after[0].text == "^":
            tokens.refuse("two stars may mean more than one thing here: say which of first_best, second_best, or write ^ for a power")
        if after[0].text == "~":
            tokens.skip()
            return vocabulary.MODES["full"]
        if after[0].text == "*":
            factor = after[1].kind in ("quantity", "number", "fraction", "accent")
            if after[1].kind == "parameter":  # x* n = 2, but not x*n
                factor = after[2].text != "=" and (after[1].place == after[0].end or after[2].kind != "relation")
            conditions = after[2].kind in ("if", "unless") or (after[2].kind == "parameter" and after[3].kind == "relation")
            if factor or (after[1].text == "(" and not conditions):
                tokens.refuse("is this star the mark of no cooperation, or a product? write x[non], and * after it")
            tokens.skip()
            return vocabulary.MODES["non"]
        if after[0].text == "(" and after[1].kind in ("mode", "unclear") and after[2].text == ")":
            tokens.skip()
            return self.mode_until(")", "a closing bracket")
        if after[0].text == "(" and after[1].mode and after[2].text == ")":  # W(x̂)
            tokens.skip(3)
            return vocabulary.MODES[after[1].mode]
        return self.mode_in_words()

    def mode_in_words(self) -> Mode | None:
        """The regime that comes next, behind a preposition or not, if one does."""
        steps = self.tokens.prepositions()
        if self.tokens.ahead(steps).kind not in ("mode", "unclear"):
            return None
        self.tokens.skip(steps)
        return self.mode_named()

    def mode_raised(self) -> Mode | None:
        """The regime that stands as a power: a star, a name, or a hat behind the letter."""
        tokens = self.tokens
        one, two, three = (tokens.ahead(steps) for steps in (1, 2, 3))
        if one.text == "*" or (one.text == "(" and two.text == "*" and three.text == ")"):
            tokens.skip(4 if one.text == "(" else 2)
            return vocabulary.MODES["non"]
        if one.kind == "mode" or (one.text == "(" and two.kind == "mode"):
            tokens.skip()
            return self.mode_until(")", "a closing bracket") if tokens.take("(") else self.mode_named()
        if (
            one.kind in ("relation", "end", "if", "trend", "positive")
            or one.text in (",", ")", "/", "and", "or")
            or (one.text in ("+", "-") and one.spaced)
        ):
            tokens.skip()
            return vocabulary.MODES["rnd"]
        return None

    def mode_until(self, closing: str, called: str) -> Mode:
        """The regime that comes next, and the bracket behind it."""
        mode = self.mode_named()
        self.tokens.expect(closing, called)
        return mode

    def mode_named(self) -> Mode:
        """The regime or planner that must be named next."""
        token = self.tokens.next
        written = self.tokens.text[token.place : token.end]
        if token.kind == "unclear":
            self.tokens.refuse_next("a regime")
        key = token.text if token.kind == "mode" else lexicon.BRACKETED.get(written, "")
        if not key:
            self.tokens.refuse(vocabulary.unknown_mode(written if token.kind in ("name", "quantity", "parameter") else ""))
        self.tokens.skip()
        return vocabulary.MODES[key]

    def regime(self, mode: Mode, key: str) -> Part:
        """A regime by its name, with the quantity behind it if there is one."""
        steps = self.tokens.prepositions()
        token = self.tokens.ahead(steps)
        if token.kind == "quantity" and not token.mode and self.tokens.ahead(steps + 1).text not in ("[", "_", "^"):
            if steps and self.written(self.tokens.next) in ("in", "on") and token.text in ("x", "q"):
                self.tokens.refuse("is this a regime, or a quantity in it? write for instance x[non], or non")
            self.tokens.skip(steps + 1)
            if self.tokens.next.text == "*" and mode is Regime.NONCOOPERATION:
                self.mode_behind()  # "no cooperation: R&D x*"
            return self.in_mode(token.text, mode)
        if token.kind == "quantity" and token.mode == key:
            self.tokens.skip(steps + 1)
            return self.in_mode(token.text, mode)
        return Part(Incomplete("", mode), key, key)

    def merged(self, left: Part, right: Part, place: int) -> Part:
        """A quantity and a regime that stand apart, as one."""
        values = [part.value for part in (left, right)]
        if all(isinstance(value, Incomplete) for value in values):
            names, modes = [value.quantity for value in values if value.quantity], [value.mode for value in values if value.mode]
            if len(names) == len(modes) == 1:
                return self.in_mode(names[0], modes[0])
        for part in (left, right):
            self.complete(part, place)
        self.tokens.refuse("what is compared with what? write for instance: profit[full] > profit[rnd]", place)

    def filled(self, part: Part, other: Part) -> Part:
        """A regime alone, with the quantity of what it is compared with; or another quantity alone, with its regime."""
        value = part.value
        if not isinstance(value, Incomplete):
            return part
        if value.mode:
            named = other.value.quantity if isinstance(other.value, Incomplete) else other.quantity
            return self.in_mode(named, value.mode) if named else part
        known = vocabulary.MARKS.get(other.value, ("", None)) if other.quantity and other.quantity != value.quantity else ("", None)
        return self.in_mode(value.quantity, known[1]) if known[1] else part

    def completed(self, left: Part, right: Part, place: int, sign: str) -> tuple[Part, str, Part]:
        """The two sides of a comparison, each with the quantity that only the other names."""
        if self.topic and all(isinstance(part.value, Incomplete) and part.value.mode for part in (left, right)):
            left, right = (self.in_mode(self.topic, part.value.mode) for part in (left, right))
        return self.filled(left, right), sign, self.filled(right, left)


def lettered(name: str) -> Part:
    """A parameter or a shorthand by its name."""
    symbol = vocabulary.SYMBOLS[name]
    return Part(symbol, name, latex(symbol))


def implied(first: Part, second: Part) -> Part:
    """That one statement follows from another, in brackets."""
    return Part(
        sp.Or(sp.Not(first.value), second.value),
        f"({first.text} => {second.text})",
        rf"\left({first.tex} \;\Rightarrow\; {second.tex}\right)",
    )


def negated(part: Part) -> Part:
    """That a statement does not hold."""
    return Part(sp.Not(part.value), f"not {bracketed(part)}", rf"\neg\left({part.tex}\right)")


def atomic(part: Part) -> str:
    """The text of a number, in brackets unless it is one thing."""
    return part.text if re.fullmatch(r"[\w.]+(\[\w+\])?", part.text) else bracketed(part)


def bracketed(part: Part) -> str:
    """The text of a part in brackets, once."""
    depth = list(accumulate((sign == "(") - (sign == ")") for sign in part.text))
    once = part.text.startswith("(") and depth.index(0) == len(depth) - 1
    return part.text if once else f"({part.text})"
