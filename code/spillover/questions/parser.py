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
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import sympy as sp

from spillover.questions import framing, gist, vocabulary
from spillover.questions.nearest import nearest
from spillover.questions.paraphrased import paraphrased
from spillover.questions.parts import Ends, Order, Question, Statement
from spillover.questions.sentences import Parser
from spillover.questions.tokens import QuestionError, RegimeMissingError, SameError, Tokens
from spillover.regimes import Mode, Regime

LENGTH = 500
"""How many characters a question may have."""
MOST = 2
"""How many questions an error names that are near the one that was typed."""
HINTED = re.compile("did you mean|: the chapters? on")
"""What tells a reader already where to go on."""
EACH = tuple(vocabulary.key(regime) for regime in Regime)
TREND = re.compile(r"(?:in|de)creasing in ")
"""How a reading says that a quantity rises or falls with a parameter."""


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


def read_question(
    text: str, argument: str = "text", ends: Ends | None = None, turned: bool = False, given: Sequence[Statement] = ()
) -> Question:
    """Read a question: a statement, a number or an order, with the conditions that stand in the same text.

    Of what is asked whether it rises or falls, the question is whether it rises; ``turned``, whether it falls. "High spillovers" are
    those that the conditions given beside the text say; a regime that is given is the one of every quantity. What is asked in words of a
    quantity and a parameter, and of no regime, is asked of each. Words that only say once more what a formula says are left out.
    """
    try:
        return _read(text, argument, ends, turned, given)
    except QuestionError as error:
        if len(text) <= LENGTH:
            tried = [text]
            for rewritten in (framing.bare, paraphrased, gist.gist):  # each only where those before it are not read either
                with suppress(QuestionError):
                    tried.append(rewritten(text))
                    if tried[-1] not in ("", text):
                        return _typed(_read(tried[-1], argument, ends, turned, given), text)
            for said in filter(None, tried):
                with suppress(QuestionError):
                    if found := _in_each_regime(said, argument, ends, turned, given):
                        return _typed(found, text)
            raise _hinted(error, text) from None
        raise


def _hinted(error: QuestionError, text: str) -> QuestionError:
    """The same error, with questions near the one that was typed: instead of the example that is named to everybody, or after the rest."""
    why, *shown = str(error).split("\n")
    near = [] if HINTED.search(why) else [one for one in nearest(text) if _is_read(one)][:MOST]
    if not near:
        return error
    hinted = type(error)("\n".join((f"{why.removesuffix(vocabulary.INSTANCE)}; try: {', or: '.join(near)}", *shown)))
    hinted.near = tuple(near)
    return hinted


def _is_read(text: str) -> bool:
    with suppress(QuestionError):
        return bool(_read(text, "text", None, False, ()))
    return False


def _typed(question: Question, text: str) -> Question:
    """The same question, with the text as it was typed."""
    asked = question.asked
    return replace(question, asked=replace(asked, text=text.strip())) if isinstance(asked, Statement) else question


def _read(text: str, argument: str, ends: Ends | None, turned: bool, given: Sequence[Statement]) -> Question:
    """The question; where a regime is given, of every quantity in it, and else where only one is named, in that."""
    regimes = [one.reading for one in given if one.reading in vocabulary.MODES]
    tokens = parser_of(text, argument, ends).tokens
    if regimes:
        question = _asked_of(regimes, text, argument, ends, turned, given)
        if tokens.modes() or tokens.all("every") or isinstance(question.asked, Order):
            tokens.refuse(f"{regimes[0]} is given, and more than one regime or another one is spoken of here", 0)
        return question
    closing = tokens.closing_mode() if text.rstrip("?？.。 ")[-1:] in (")", "）") else ""
    if closing == "every":
        return _asked_of(EACH, text, argument, ends, turned, given)
    try:
        return _question(text, argument, ends, closing, turned, given)
    except RegimeMissingError as missing:
        modes = tokens.modes()
        if tokens.all("every") and not modes:
            return _asked_of(EACH, text, argument, ends, turned, given)
        if len(modes) != 1 or tokens.all("every"):
            for token in tokens.all("unclear"):  # is the price lower if firms merge
                tokens.refuse_unclear(token)
            raise
        try:
            return _question(text, argument, ends, modes.pop(), turned, given)  # the only one that is named, wherever it stands
        except SameError:
            raise missing from None


def _in_each_regime(text: str, argument: str, ends: Ends | None, turned: bool, given: Sequence[Statement]) -> Question | None:
    """What a quantity is, or how it goes with a parameter, where no regime is named: asked of each; None where anything else is asked."""
    tokens = parser_of(text, argument, ends).tokens
    named = tokens.modes() or tokens.all("unclear") or tokens.all("every") or any(one.reading in vocabulary.MODES for one in given)
    if named or not (tokens.all("parameter") or tokens.all("cluster")):
        return None
    question = _asked_of(EACH, text, argument, ends, turned, given)
    goes = isinstance(question.asked, Statement) and (question.wish == "number" or TREND.search(question.asked.reading))
    return question if goes else None


def _asked_of(regimes: Sequence[str], text: str, argument: str, ends: Ends | None, turned: bool, given: Sequence[Statement]) -> Question:
    """The question about each of these regimes, as one."""
    return _combined([_question(text, argument, ends, regime, turned, given) for regime in regimes])


def _question(text: str, argument: str, ends: Ends | None, only: str, turned: bool, given: Sequence[Statement]) -> Question:
    """The question where a quantity without a regime is one in the only regime that is named."""
    parsers = [parser_of(text, argument, ends, regime, only, turned, given) for regime in Regime]
    if not parsers[0].tokens.all("every"):
        return parsers[0].question()
    return _combined([parser.question() for parser in parsers])


def _combined(questions: Sequence[Question]) -> Question:
    """The same question about each regime, as one."""
    first = questions[0]
    if len(questions) == 1:
        return first
    if first.extreme:
        raise QuestionError("text: where a number is largest is answered for one regime at a time")
    if first.wish == "order":
        return first
    if first.wish == "number":
        asked = [one for same in zip(*((question.asked, *question.beside) for question in questions), strict=True) for one in same]
        numbers = {one.reading: one for one in asked if isinstance(one, Statement)}
        found, *beside = numbers.values()
        return replace(first, asked=found, beside=tuple(beside))
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
    text: str,
    argument: str,
    ends: Ends | None,
    every: Mode = Regime.NONCOOPERATION,
    only: str = "",
    turned: bool = False,
    given: Sequence[Statement] = (),
) -> Parser:
    """A parser at the beginning of a text, which takes "every regime" for one, and a quantity without a regime for one in the only one."""
    if not isinstance(text, str):
        raise TypeError(f"{argument} must be a string such as 'x[rnd] > x[non]', got {text!r} of type {type(text).__name__}")
    if len(text) > LENGTH:
        raise QuestionError(f"{argument} must have at most {LENGTH} characters, got {len(text)}")
    parser = Parser(Tokens(text, argument, vocabulary.key(every)), ends or {})
    parser.turned, parser.given = turned, tuple(given)
    if only:
        if parser.tokens.drop_modes():
            parser.tokens.refuse("what is compared with it? write for instance: profit[full] > profit[rnd]", error=RegimeMissingError)
        parser.only = vocabulary.MODES[only]
    return parser
