"""A written exam for a term: questions and numbers drawn from the term and from a word that only the professor knows."""

from __future__ import annotations

from collections.abc import Callable

from course import exam_questions, exam_questions_firms, exam_questions_policy
from course.draw import Stream, named
from course.exam_parts import MARKS, Question
from spillover.checks import require

TEMPLATES: tuple[Callable[[Stream], Question], ...] = (
    exam_questions.unit_tax,
    exam_questions.research_subsidy,
    exam_questions.revenue_tax,
    exam_questions.output_cartel,
    exam_questions.secret_research,
    exam_questions.stake_in_rivals,
    exam_questions_firms.broken_promise,
    exam_questions_firms.imitators,
    exam_questions_firms.unequal_costs,
    exam_questions_firms.network,
    exam_questions_policy.output_in_full,
    exam_questions_policy.two_instruments,
    exam_questions_policy.prices_or_quantities,
    exam_questions_policy.linear_city,
    exam_questions_policy.invention_for_sale,
    exam_questions_policy.merger,
    exam_questions_policy.venture,
)
"""All that an exam is drawn from."""
RULES = (
    "Answer all questions. Each is worth {marks} marks, and stands alone; the marks of each part stand beside it. A part"
    " that does not come out may be"
    " taken as given in the next. Give exact numbers. “Decide” means: say whether the statement is true, and why; a verdict"
    " without a reason earns"
    " nothing. Firms are in equilibrium, and all solutions that are asked for exist."
)
"""What stands above the questions."""


def draw(word: str, term: str, number: int) -> tuple[Question, ...]:
    """The questions of a term.

    Parameters
    ----------
    word
        known to the professor alone; whoever knows it can draw the exam too.
    term
        such as "Autumn 2026".
    number
        of questions.

    Returns
    -------
    tuple
        different ones, in the order drawn.

    Raises
    ------
    ValueError
        If the word is empty, the term cannot name a file, or there are not so many questions.
    """
    term = named(term, "TERM")
    require("the secret word", word, "not empty: an exam that anyone can draw again is practice", bool(word.strip()))
    require("QUESTIONS", number, f"from 1 to {len(TEMPLATES)}", 1 <= number <= len(TEMPLATES))
    choice, left, drawn = Stream(word, "exam", term), list(TEMPLATES), []
    for _ in range(number):
        template = choice.pick(left)
        left.remove(template)
        drawn.append(template(Stream(word, "exam", term, template.__name__)))
    return tuple(drawn)


def paper(term: str, questions: tuple[Question, ...]) -> str:
    """What candidates get, in Markdown: nothing in it says what is right, or leads to the word."""
    lines = [f"# Exam, {named(term, 'TERM')}", "", RULES.format(marks=MARKS), ""]
    for number, question in enumerate(questions, start=1):
        lines += [f"## {number}. {question.title}", "", question.text, ""]
        for letter, part in zip("abcdefgh", question.parts, strict=False):
            lines += [f"({letter}) {part.text} *({part.marks} marks)*", ""]
    return "\n".join(lines)


def marking(term: str, questions: tuple[Question, ...]) -> str:
    """What examiners get, in Markdown: each step of a right answer, and its marks."""
    lines = [f"# Marking scheme, {named(term, 'TERM')}", ""]
    for number, question in enumerate(questions, start=1):
        lines += [f"## {number}. {question.title}", "", "| part | what earns marks | marks |", "| :-- | :-- | --: |"]
        for letter, part in zip("abcdefgh", question.parts, strict=False):
            lines += [f"| ({letter}) | {step.text} | {step.marks} |" for step in part.steps]
        lines += [f"| | in all | {MARKS} |", ""]
    return "\n".join(lines)
