"""A question of the page: first how it was read, then what comes of it, and what goes with that."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from spillover import model
from spillover.notation import latex, mark
from spillover.questions.answer import Answer, headline
from spillover.questions.ask import ask
from spillover.questions.parser import read_conditions, read_question
from spillover.questions.parts import Order, Question, Statement
from spillover.questions.tokens import QuestionError
from spillover.questions.verdict import Verdict
from spillover.questions.vocabulary import MARKS

from .drawing import drawing
from .markup import markdown, marked

Send = Callable[[str, str, str], Any]
"""Takes a kind (read, answer, unread, market, certificate or map), the text, and HTML that says the same, or nothing."""
CONDITIONS = "conditions"
"""What an error calls the field for them."""
DENIED, DENIAL = ("exists", "never"), (r"\neg\left(", r"\right)")
"""Of these wishes the formula that was read is that it cannot hold."""
DRAWN = ("x", "Q", "profit", "welfare")
"""The quantities that the explorer draws."""
FIRMS = range(2, 51)
"""The numbers of firms that it takes."""


def respond(send: Send, text: str, given: str) -> None:
    """Send how a question was read before it is decided, then the answer, and then what takes a moment more."""
    try:
        read = reading(text, given)
        send("read", read, markdown(read))
        answer = ask(text, given.strip() or None)
    except QuestionError as error:
        send("unread", str(error), marked(str(error), [(one, f"#{urlencode({'q': one})}") for one in error.near]))
        return
    send("answer", repr(answer), markdown(said(answer)))
    if where := market(answer):
        send("market", where, "")
    if proof := certificates(answer):
        send("certificate", proof, "")
    if drawn := drawing(answer):
        send("map", "", drawn)


def understood(text: str, given: str) -> tuple[Question, tuple[Statement, ...]]:
    """A question and all its conditions."""
    conditions = read_conditions(given, CONDITIONS) if given.strip() else ()
    question = read_question(text, "question", given=conditions)
    return question, (*question.conditions, *conditions)


def spelled(text: str, given: str) -> str:
    """A statement in the spelling of the grammar."""
    question, conditions = understood(text, given)
    assert isinstance(question.asked, Statement)
    return " if ".join(filter(None, (question.asked.reading, ", ".join(condition.reading for condition in conditions))))


def reading(text: str, given: str) -> str:
    """How a question and its conditions were read, in mathematics."""
    question, conditions = understood(text, given)
    where = ", ".join(f"${condition.tex}$" for condition in conditions)
    return f"Read as {asked(question)}{f' if {where}' if where else ''}."


def asked(question: Question) -> str:
    """What is asked for."""
    if isinstance(question.asked, Order):
        quantity, modes = question.asked
        return f"the order of {', '.join(f'${latex(mark(quantity, mode))}$' for mode in modes)}"
    assert isinstance(question.asked, Statement)
    formula = f"${question.asked.tex.removeprefix(DENIAL[0]).removesuffix(DENIAL[1]) if question.wish in DENIED else question.asked.tex}$"
    if question.extreme:
        return f"where in ${latex(question.extreme.parameter)}$ it is {question.extreme.word}, from its slope: {formula}"
    numbers = ", ".join([formula, *(f"${one.tex}$" for one in question.beside)])
    wishes = {"number": f"the value of {numbers}", "exists": f"whether {formula} can hold", "never": f"{formula} never holds"}
    return wishes.get(question.wish, formula)


def said(answer: Any) -> str:
    """An answer in Markdown, without what stands above it: the question and how it was read."""
    if not isinstance(answer, Answer):
        return str(answer._repr_markdown_())
    _, *rest = answer._repr_markdown_().split("\n\n")
    verdict = headline(answer) if answer.wish in ("max", "min") else answer.verdict.value.capitalize()
    return "\n\n".join([f"**{verdict}.**", *(part for part in rest if not part.startswith("Read as "))])


def market(answer: Any) -> str:
    """The counterexample as the explorer's address writes a case; nothing where it cannot show it."""
    point = isinstance(answer, Answer) and answer.counterexample
    if not point or point[model.b] != 1 or point[model.n] not in FIRMS or not 0 < point[model.beta] < 1:
        return ""
    named = {MARKS[symbol][0] for symbol in answer.statement.free_symbols & MARKS.keys()}
    case = {
        **{"n": point[model.n], "beta": point[model.beta], "G": point[model.gamma]},
        **{"ratio": point[model.a] / point[model.A], "a": point[model.a]},
    }
    shown = [("quantity", name) for name in DRAWN if name in named][:1]
    return urlencode([*case.items(), *shown], safe="/")


def certificates(answer: Any) -> str:
    """The certificates of a proof as a file, which ``spillover.claims.store.accepts`` reads."""
    if not isinstance(answer, Answer) or answer.verdict is not Verdict.PROVED:
        return ""
    from spillover.claims.store import encoded  # not before the answer is shown

    found = [part.certificate for part in (answer, *answer.also) if part.certificate is not None]
    return json.dumps([encoded(certificate) for certificate in found], separators=(",", ":")) + "\n"
