"""Ten statements about R&D cooperation that are easily got wrong, each decided by the machine, as questions for a class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import cast

from positivity.evaluation import Point
from spillover import ask
from spillover.claims.show import anchor, at
from spillover.display import Text
from spillover.questions.answer import Answer
from spillover.questions.verdict import Verdict

OPPOSITE = {"<": ">=", ">": "<=", "<=": ">"}


class Choice(Enum):
    """When a statement holds, wherever what it names exists."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"


@dataclass(frozen=True)
class Question:
    """A statement, to be answered with a choice.

    Attributes
    ----------
    words
        the statement as a reader sees it.
    left, sign, right, given
        the same as :func:`spillover.ask` reads it: what is compared, and what is supposed.
    why
        what is behind the answer.
    claims
        ids of the entries of the ledger that decide it, too.
    """

    words: str
    left: str
    sign: str
    right: str
    why: str
    claims: tuple[str, ...]
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What the machine says: the choice, and where that is "sometimes" a cluster at which the statement holds and one at which it fails."""

    choice: Choice
    examples: tuple[Point, ...] = ()


def decide(question: Question) -> Decision:
    """Ask whether a statement holds always, and if not, whether its opposite does.

    Raises
    ------
    ValueError
        if the prover leaves one of the two open.
    """
    found = []
    for sign, choice in ((question.sign, Choice.ALWAYS), (OPPOSITE[question.sign], Choice.NEVER)):
        answer = cast(Answer, ask(f"{question.left} {sign} {question.right}", given=question.given))
        if answer.verdict is Verdict.PROVED:
            return Decision(choice)
        if answer.counterexample is None:
            raise ValueError(f"question {question.words!r}: the prover does not decide it; use a statement that it decides")
        found.append(dict(answer.counterexample))
    return Decision(Choice.SOMETIMES, (found[1], found[0]))


def quiz(questions: Sequence[Question], first: int = 1) -> Text:
    """Questions with buttons, which say at once whether a choice is right, and why; without a script or a server."""
    return Text(tuple(line for number, question in enumerate(questions, first) for line in _printed(number, question)))


def _printed(number: int, question: Question) -> Iterator[str]:
    decision = decide(question)
    yield f"**{number}.** {question.words}"
    replies = {choice: "Yes." if choice is decision.choice else "No." for choice in Choice}
    buttons = "".join(
        f'<details name="question-{number}"><summary>{choice.value}</summary>{reply}</details>' for choice, reply in replies.items()
    )
    yield f'<div class="quiz" role="group" aria-label="{escape(question.words)}">{buttons}</div>'
    yield '<div class="because">'
    yield f"*{decision.choice.value.capitalize()}.* {question.why}"
    if decision.examples:
        yield "It holds at {} and fails at {}.".format(*map(at, decision.examples))
    links = ", ".join(f"[{claim}](#{anchor(claim)})" for claim in question.claims)
    yield f"In the ledger: {links}."
    yield "</div>"


RND = (
    Question(
        "Firms that do their research together do more of it.",
        *("x[rnd]", ">", "x[non]"),
        "A firm's R&D steals business from its rivals, and it spills over to them. Where less than one half spills over, the first"
        " dominates, and partners who internalise the externality do less. Above one half the second does, and they do more.",
        ("3.2-x-high", "3.2-x-low"),
    ),
    Question(
        "A full cartel, which need not fear any rival, does less research than partners who still compete in the product market.",
        *("x[full]", "<", "x[rnd]"),
        "The cartel appropriates more of a cost reduction. Partners who go on competing pass more of it on to their customers, the more"
        " so the more firms there are, so the marginal benefit of research is smaller for them.",
        ("4.1-x",),
    ),
    Question(
        "Because part of what they learn leaks to others, firms without any cooperation do less research than the second best.",
        *("x[non]", "<", "x[second_best]"),
        "There is a second externality, business stealing: a firm also does R&D to take sales from its rivals, which is no gain for all."
        " With three firms or more and hardly any spillover it dominates.",
        ("new-subsidy-non",),
    ),
    Question(
        "Firms that cooperate in research alone do less of it than the second best.",
        *("x[rnd]", "<", "x[second_best]"),
        "Partners internalise what research does to each other, and leave out what it does for their customers.",
        ("new-subsidy-rnd",),
    ),
    Question(
        "In a cluster of more than a hundred firms, nobody does any research.",
        *("x[non]", "<=", "0"),
        "R&D per firm becomes small, and stays positive: the first little bit costs next to nothing and still lowers the firm's own cost.",
        ("5.1-nobody-invests",),
        ("n > 100",),
    ),
)
PROFIT = (
    Question(
        "Where less than one half spills over, an agreement on research costs the firms profit, since they do less research under it.",
        *("profit[rnd]", "<", "profit[non]"),
        "The partners could always choose the noncooperative R&D. If they do less, it is because less is more profitable.",
        ("4.2-profit-low", "new-profit"),
        ("beta < 1/2",),
    ),
    Question(
        "A full cartel earns more than independent firms, however little spills over.",
        *("profit[full]", ">", "profit[non]"),
        "It could copy whatever independent firms do, and earns more.",
        ("4.3-profit-high", "4.3-profit-low", "new-profit"),
    ),
)
PUBLIC = (
    Question(
        "A full cartel sells less than independent firms.",
        *("Q[full]", "<", "Q[non]"),
        "It restricts output, and it also does more research where much spills over. Where research is cheap the second can outweigh the"
        " first.",
        ("4.3-Q",),
    ),
    Question(
        "Where cooperation in research alone sells more than a full cartel, it is also better for welfare.",
        *("welfare[rnd]", ">", "welfare[full]"),
        "Welfare counts profit too. Where the two sell nearly the same, the cartel's larger profit can decide.",
        ("4.2-welfare",),
        ("Q[rnd] > Q[full]",),
    ),
    Question(
        "Permitting agreements on research, and on nothing else, raises welfare.",
        *("welfare[rnd]", ">", "welfare[non]"),
        "Above one half it does, for firms and for customers. Below one half partners do less research and sell less, and consumers lose"
        " more than firms gain.",
        ("lit-oligopoly-overshoot", "3.2-Q-high", "3.2-Q-low"),
    ),
)
