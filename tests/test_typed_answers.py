"""Questions typed without a look at the grammar are answered: by themselves, as measuring coverage would take many times as long."""

import pytest
from typed import READ, text_of

from spillover import ask
from spillover.questions.number import Number, Numbers
from spillover.questions.ranking import Orders


def answered(answer):
    """What was answered, in a word or two."""
    if isinstance(answer, Number | Numbers):
        return ", ".join(str(one.value) for one in getattr(answer, "numbers", (answer,)))
    if isinstance(answer, Orders):
        return " | ".join(" > ".join(mode.key for mode in order.modes) for order in answer.orders) + " ?" * bool(answer.open)
    return answer.verdict.value


@pytest.mark.cases(2)
@pytest.mark.parametrize("row", READ, ids=text_of)
def test_a_typed_question_is_answered(row):
    assert answered(ask(row["text"], row.get("given"))) == row["answer"]
