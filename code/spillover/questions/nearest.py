"""Questions that are read, near one that is not: of what its words speak of, and taking no side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spillover.questions import gist
from spillover.questions.lexing import corrected, tokens_of

IN_WORDS = re.compile(r"[a-z]{2,}\s+[a-z]{2,}|[一-鿿]{3}", re.IGNORECASE)
"""A question in words; what is wrong with a formula is told by its place."""
OF_PROFIT = re.compile(
    r"\b(gain|los[es]|benefit|attract|profitable|incentive|want|better off|worse off)|得益|受益|吃亏|划算", re.IGNORECASE
)
OF_RND = re.compile(r"\b(invest|innovat|threshold|cutoff|critical)|临界|门槛|创新|投入", re.IGNORECASE)
"""Words that speak of a quantity without naming it."""


def nearest(text: str) -> Iterator[str]:
    """Questions in the spelling of the grammar, the nearest first: of two regimes, of a trend, of all regimes.

    Which of two is larger, whether a quantity rises, and which regime has most is asked without saying so, so that no hint says the
    opposite of what was meant. None of a text that speaks of no quantity, no regime and no condition.
    """
    if not IN_WORDS.search(text):
        return
    told = [token for token in gist.spoken(list(tokens_of(corrected(text)))) if token.kind != "name"]
    rest, conditions = gist.apart(list(gist.joined(told)))
    quantities = _once(token.text for token in rest if token.kind == "quantity")
    modes = _once(token.text if token.kind == "mode" else token.mode for token in rest)
    parameters = _once(token.text for token in rest if token.kind == "parameter" and token.written.lower() != "a")  # an article, most often
    if not quantities and (modes or conditions):
        quantities = ["profit" if OF_PROFIT.search(text) else "x" if OF_RND.search(text) else "welfare"]
    given = f" if {', '.join(conditions)}" * bool(conditions)
    for quantity in quantities:
        pair = modes if len(modes) > 1 or modes == ["non"] else ["non", *modes]
        if len(pair) == 2:
            yield " vs ".join(gist.in_regime(quantity, mode) for mode in pair) + given
        for parameter in parameters:
            yield f"{gist.in_regime(quantity, (*modes, 'non')[0])} monotone in {parameter}{given}"
        yield f"largest {quantity}{given}"


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))
