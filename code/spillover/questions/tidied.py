"""The words of a question without those that change nothing, and with each that stands for another put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spillover.questions.lexing import Token
from spillover.questions.rephrased import rephrased

CONDITIONAL = frozenset(("if", "unless", "parameter", "cluster", "number", "onlyif", "neither", "nor"))
"""What is not left out where it is said again."""
EXAMPLE = frozenset(("for example", "for instance", "e.g.", "eg", "比如", "例如", "比方说"))
"""How an example begins; what begins in another way, such as "that is", says the same once more."""
SAYING = frozenset(("relation", "trend", "gains", "name"))
"""What something is said with, in words that are known or not."""
ACTS = frozenset(("trend", "cause", "gains", "prefer"))
"""What a regime does: "if R&D cooperation raises profit"."""
FOLLOWS = frozenset(("relation", "trend", "along", "positive", "compared"))
"""What is said of a number."""
WISHES = frozenset(("exists", "never", "always", "where", "what", "task", "sgn"))
"""Words that say what is wanted, wherever they stand."""
MARKS = ("*", "^", "~", "]")
"""What ends the mark of a regime behind a letter."""
FACTORS = (["n", "*"], ["s", "*"])
"""What a total is a multiple by."""
OPERANDS = frozenset(("quantity", "mode", "prep"))
"""What names a quantity in a regime."""


def meaningful(found: list[Token]) -> list[Token]:
    """The tokens without those that change nothing: fillers, a word before its letter ("spillover beta"), ", which" in a chain."""
    kept: list[Token] = []
    told = _without_alternative(found)
    if any(token.kind == "tends" for token in told):  # what happens to x* as n goes to infinity
        told = [replace(token, kind="what", text="what") if token.kind == "happens" else token for token in told]
    for arriving in told:
        token = rephrased(kept, arriving)
        if token is None:
            continue
        closes = token.kind == "positive" or (
            token.kind == "trend" and not any(one.kind in ("trend", "along", "if", "relation") for one in kept)
        )
        if closes and len(kept) > 1 and kept[-1].text == "," and (kept[-2].kind in OPERANDS or kept[-2].text in MARKS):
            kept.pop()  # x̂ - x*: positive?
        if token.kind == "prefer" and any(one.kind == "which" for one in kept):  # which regime do consumers prefer
            token = replace(token, kind="extreme", text="max")
        last = kept[-1] if kept else None
        listed = [one.kind for one in kept[-2:]] == ["sign", "which"] and kept[-2].text == ","
        if listed and token.kind in ("relation", "trend") and all(one.text != "or" for one in found):
            del kept[-2:]  # A or B, which is larger
        elif token.kind == "quantity":
            kept = _without_total(kept, token)
        word = last and last.kind == token.kind in ("parameter", "quantity") and last.text == token.text and not last.mode
        repeats = word and last.end - last.place > 1 and (_is_word(token) or token.end - token.place - bool(token.mode) <= 1)  # type: ignore[union-attr]
        kept[len(kept) - bool(repeats) :] = [token]
    if [token.text for token in kept[-2:-1]] == ["if"]:  # x[rnd] > x[non] when?
        kept[-2] = replace(kept[-2], kind="where", text="where")
    kept = _put_last(_first_of_all(_set_beside(_exactly_when(_solved(_regime_first(list(_equated(kept))))))))
    kept = _told_apart(_barred(_set_apart(_without_terms(_said_once(kept)))))
    for place in range(len(kept) - 2, -1, -1):  # for some beta; but: for some beta < 1/2
        told = kept[place + 2 : place + 4]
        said = [one.kind for one in told][:1] == ["parameter"] and told[-1].kind in ("relation", "in")
        if kept[place].kind == "prep" and kept[place + 1].kind == "exists" and not said:
            del kept[place]
    kept = [  # "there is a beta such that ..." asks of all parameters whether there is a cluster
        token
        for before, token, following in zip([None, *kept], kept, [*kept[1:], kept[-1]], strict=False)
        if not (before and before.kind == "exists" and token.kind == "parameter" and following.kind not in ("relation", "in"))
    ]
    kept = kept[1:] if kept[0].kind == "then" or kept[0].text == "," else kept  # so is x[rnd] > x[non]?
    after = [*kept[1:], kept[-1]]
    found = [
        token
        for token, following, second in zip(kept, after, [*after[1:], kept[-1]], strict=True)
        if not _is_idle(token, following, second)
    ]
    found = _listed(found)
    return [
        replace(token, kind="sign", text="and") if token.text == "," and _goes_on(found[:place], found[place + 1 : place + 4]) else token
        for place, token in enumerate(found)
    ]


def _without_alternative(found: list[Token]) -> list[Token]:
    """The tokens without "or not" at the end of a question, where it denies nothing: "does R&D rise or not?"."""
    told = [token for token in found if token.kind != "filler"]
    idle = [place for place, token in enumerate(told[2:]) if token.kind == "end" or token.text == ","]
    ends = [told[place : place + 2] for place in idle if [token.text for token in told[place : place + 2]] == ["or", "not"]]
    return [token for token in found if all(token not in pair for pair in ends)]


def _set_beside(found: list[Token]) -> list[Token]:
    """The tokens, with "vs" for "compared with" where nothing is said of the two: "profit under R&D cooperation compared with ..."."""
    kinds = (*SAYING, *WISHES, "positive", "extreme", "which", "rank", "gap", "effect", "prefer")
    says = any(two.kind in kinds and (one.kind, two.kind) != ("parameter", "relation") for one, two in pairwise([found[-1], *found]))
    beside = [place for place, token in enumerate(found) if token.kind == "than" and token.written.startswith("compared")]
    if says or len(beside) != 1 or found[beside[0] - 1].text == ",":
        return found
    return [replace(token, kind="rank", text="rank") if place == beside[0] else token for place, token in enumerate(found)]


def _exactly_when(found: list[Token]) -> list[Token]:
    """The tokens, with what stands before "if and only if" in front: "if and only if beta > 1/2, x̂ > x*"."""
    ends = [place for place, token in enumerate(found) if token.kind == "then" or token.text == ","]
    if found[0].text != "<=>" or not ends or ends[-1] - ends[0] >= len(ends):
        return found
    return [*found[ends[-1] + 1 : -1], *found[: ends[0]], found[-1]]


def _first_of_all(found: list[Token]) -> list[Token]:
    """The tokens, with "highest" for "higher" where it is asked in which regime, and none is named: "in which regime is R&D higher?"."""
    words = [token for token in found if token.kind == "relation" and _is_word(token) and token.text in ("<", ">")]
    named = any(token.mode or token.kind in ("mode", "than", "compared", "every", "parameter", "extreme") for token in found)
    if len(words) != 1 or named or not any(token.kind == "which" for token in found) or any(token.text in MARKS for token in found):
        return found
    which = {"<": "min", ">": "max"}[words[0].text]
    return [replace(token, kind="extreme", text=which) if token is words[0] else token for token in found]


def _equated(found: list[Token]) -> Iterator[Token]:
    """The tokens, with an equals sign between a parameter and its value: "x* at beta .5 n 2"."""
    free = True
    for token, following, second in zip(found, [*found[1:], found[-1]], [*found[2:], *[found[-1]] * 2], strict=False):
        yield token
        ends = second.kind in ("end", "parameter", "if", "which", "rank") or second.text in (",", ")", "/", "and")
        if token.kind == "parameter" and following.kind == "number" and free and ends:
            yield replace(following, kind="relation", text="=")
        else:
            joins = token.kind in ("sign", "relation", "d", "trend") and token.text not in (*MARKS, ",", "and")
            free = not joins and (free or token.kind != "number")


def _regime_first(found: list[Token]) -> list[Token]:
    """The tokens, with the one regime first that stands among the conditions: "R&D if beta = 0 and firms do not cooperate"."""
    places = [place for place, token in enumerate(found) if token.mode or token.kind in ("mode", "accent", "every", "unclear")]
    if len(places) != 1 or found[places[0]].kind != "mode":
        return found
    place = start = places[0]
    if found[place - 1].kind == "prep" and found[place + 1].text == "and" and found[place + 2].kind == "parameter":
        return [*found[: place + 1], replace(found[place + 1], kind="if", text="if"), *found[place + 2 :]]
    while start and (found[start - 1].kind in ("if", "prep") or found[start - 1].text in ("and", ",")):
        start -= 1
    opened = any(one.kind in ("if", "prep") and two.kind == "parameter" for one, two in pairwise(found[:start]))
    if not (opened and found[start - 1].kind == "number" and found[place + 1].kind == "end"):
        return found
    return [found[place], replace(found[place], kind="sign", text=","), *found[:start], found[-1]]


def _said_once(found: list[Token]) -> list[Token]:
    """The tokens without what is said again behind "that is": the second time counts, with "can" and the like from the first.

    Where the first time names a condition or denies something, nothing is left out, and the words are not understood.
    """
    place = next((place for place, token in enumerate(found) if token.kind == "again"), 0)
    first = found[: place - (found[place - 1].text == ",")] if place else []
    behind = place + 1 + (found[min(place + 1, len(found) - 1)].text == ",")
    if first and first[-1].kind == "vague" and [token.kind for token in first[-2:-1]] == ["parameter"]:  # spillovers are high, i.e. ...
        return [*first[:-2], *found[behind:]]
    if first and [token.kind for token in first[-2:]] == ["vague", "parameter"]:  # with high spillovers, i.e. ...
        return [*first[:-2], *found[behind:]]
    says = any(token.kind in SAYING for token in first)
    told = found[behind:]
    example = says and found[place].written.lower() in EXAMPLE
    if example and told[0].kind in ("if", "prep", "parameter", "cluster") and not any(token.kind in ("quantity", "mode") for token in told):
        opening = [] if told[0].kind in ("if", "prep") else [replace(found[place], kind="if", text="if")]
        return [*first, *opening, *told]  # x̂ > x*, for example beta = 1
    if not says or any(token.kind in CONDITIONAL or token.text in ("not", ",") for token in first):
        return found
    return [*(token for token in first if token.kind in WISHES), *found[behind:]]


def _set_apart(found: list[Token]) -> list[Token]:
    """The tokens with a mark before two numbers whose difference is meant: "the R&D gap between A and B", "A and B's gap"."""
    for place, token in enumerate(found):
        if token.kind != "gap":
            continue
        at = place + 1
        while found[at].kind in ("prep", "quantity"):
            at += 1
        start = place - (place > 0 and found[place - 1].kind == "quantity" and not found[place - 1].mode)
        if found[at].kind == "between":
            names = [one.text for one in found[start:at] if one.kind == "quantity" and not one.mode]
            if len(names) < 2:
                return [*found[:start], replace(token, kind="apart", text="".join(names)), *found[at + 1 :]]
        start = place
        while start > 0 and (found[start - 1].kind in OPERANDS or found[start - 1].text in ("*", "^", "~", "[", "]")):
            start -= 1
        if start > 1 and found[start - 1].text == "and":
            start -= 1
            while start > 0 and (found[start - 1].kind in OPERANDS or found[start - 1].text in ("*", "^", "~", "[", "]")):
                start -= 1
            return [*found[:start], replace(token, kind="apart", text=""), *found[start:place], *found[place + 1 :]]
    return found


def _without_terms(found: list[Token]) -> list[Token]:
    """The tokens without "in terms of s and G": what follows it, up to a parameter that something is said of."""
    kept: list[Token] = []
    skipping = False
    place = next((place for place, token in enumerate(found) if token.kind == "terms"), 0)
    name, last, *_ = (*found[place + 1 :], *found[-1:], *found[-1:])
    if (
        place and name.kind == "parameter" and found[place - 1].kind == "trend" and last.kind in ("end", "if")
    ):  # monotone as a function of beta
        return [*found[:place], replace(found[place], kind="prep", text="prep"), *found[place + 1 :]]
    change = next((token for token in found[place + 2 :] if token.text != ","), found[-1])
    if place and name.kind == "parameter" and change.kind == "trend":  # as a function of beta: monotone?
        return [*found[:place], replace(found[place], kind="along", text="along"), name, *found[found.index(change) :]]
    for token, following, second in zip(found, [*found[1:], found[-1]], [*found[2:], *[found[-1]] * 2], strict=False):
        listed = token.kind == "parameter" and following.kind not in ("relation", "in")
        joins = token.text in (",", "and") and following.kind == "parameter" and second.kind not in ("relation", "in")
        skipping = token.kind == "terms" or (skipping and (listed or joins))
        kept += [] if skipping else [token]
    return kept


def _solved(found: list[Token]) -> list[Token]:
    """The tokens, with "where" for the parameter that is asked for where two things are equal: "x* = x̂ 时 β 等于多少"."""
    for place, pair in enumerate(pairwise(found)):
        kinds, others = [token.kind for token in pair], [*found[:place], *found[place + 2 :]]
        before, behind = found[max(place - 1, 0)], found[place + 2 : place + 3]
        alone = place == 0 or before.text == "," or before.kind in ("quantity", "sign", "then", "mode", "if", "prep")
        ends = not behind or behind[0].kind in ("if", "end") or behind[0].text == ","
        equal = [at for at, token in enumerate(others) if token.text == "=" and at and others[at - 1].kind != "parameter"]
        asks = kinds in (["value", "parameter"], ["what", "parameter"]) or (kinds[0] == "parameter" and kinds[1] in ("value", "what"))
        if asks and alone and ends and equal and not any(token.kind == "extreme" for token in others):
            told = [token for token in others if token.kind not in ("if", "then") or token.place > pair[0].place + 20]
            return [replace(pair[0], kind="where", text="where"), *told]
    return found


def _put_last(found: list[Token]) -> list[Token]:
    """The tokens, with a condition between a number and what is said of it at the end: "x̂ at n = 2 is larger than x*"."""
    for place, token in enumerate(found):
        if token.kind not in ("parameter", "cluster") or place == 0:
            continue
        last = place + 1
        if token.kind == "parameter":
            last += 2 + 2 * (found[min(place + 3, len(found) - 1)].text == "/")
            told = [(one.kind, _is_word(one)) for one in found[place + 1 : last : 2]]
            if [kind for kind, _ in told] != ["relation"] + ["sign"] * (len(told) - 1) or found[last - 1].kind != "number":
                continue
        first = place - (found[place - 1].kind == "prep")
        behind = last + (found[last].kind == "then")
        others = [one for at, one in enumerate(found) if one.text == token.text and not place <= at < last]
        said = first < place or behind > last
        operand = first > 0 and (found[first - 1].kind in ("quantity", "mode") or found[first - 1].text in MARKS)
        if said and operand and not others and found[behind].kind in FOLLOWS:
            condition = [replace(token, kind="if", text="if"), *found[place:last]]
            return [*found[:first], *found[behind:-1], *condition, found[-1]]
    return found


def _barred(found: list[Token]) -> list[Token]:
    """The tokens, with the bar before conditions on the parameters taken for "if": "x* | n = 2"."""
    bars = [place for place, token in enumerate(found) if (token.kind, token.text) == ("other", "|")]
    if len(bars) != 1 or any(token.mode or token.kind in ("quantity", "mode", "unclear", "every") for token in found[bars[0] :]):
        return found
    signs = [token.text for token in found[bars[0] :] if token.kind == "relation" or token.text == ","]
    if any({one, two} > {"="} and "," not in (one, two) for one, two in pairwise(signs)):  # the slope | beta = 0 > 0
        return found
    return [replace(token, kind="if", text="if") if place == bars[0] else token for place, token in enumerate(found)]


def _told_apart(found: list[Token]) -> list[Token]:
    """The tokens, of which one that may mean two regimes gives way to a regime beside it: "social optimum (first best)"."""
    kept: list[Token] = []
    for token in found:
        if token.kind == "unclear" and kept and kept[-1].kind == "mode" and kept[-1].text in token.text:
            continue
        kinds = [one.kind for one in kept[-4:]] if token.text == ")" else []
        again = (
            kinds[-3::2] in (["unclear", "mode"], ["mode", "mode"], ["parameter", "parameter"])
            and kept[-2].text == "("
            and kept[-1].text in kept[-3].text
        )
        changes = sorted(kinds[2:]) in (["parameter", "relation"], ["parameter", "trend"]) and kept[-3].text == "("
        if again:
            kept[-3:] = [kept[-1]]
        elif changes and kept[-4].kind == "parameter" and _says_again(kept[-5:]):  # a larger market (higher a)
            del kept[-3:]
        else:
            kept.append(token)
    return kept


def _says_again(told: list[Token]) -> bool:
    """Whether a bracket says the same of a parameter as the words before it."""
    change, parameter, _, *inner = told if len(told) == 5 else [*told, *told[:1], *told[:1]]
    return (
        parameter.text in (one.text for one in inner)
        and change.kind in ("relation", "trend")
        and change.text in (one.text for one in inner)
    )


def _listed(found: list[Token]) -> list[Token]:
    """The tokens, with "and" for the commas of a list at the beginning that rises or falls: "x*, x̂ and x̃ fall in gamma"."""
    place, marked = 0, False
    while (
        (token := found[place]).kind == "quantity"
        or token.text in (*MARKS, "[", "and")
        or (token.kind == "mode" and found[place - 1].text == "[")
        or (token.text == "," and marked)
    ):
        marked = bool(token.mode) or token.text in MARKS or (marked and token.kind != "quantity")
        place += 1
    rises = token.kind == "trend" or (token.kind == "always" and found[place + 1].kind == "trend")
    commas = [replace(one, kind="sign", text="and") if one.text == "," else one for one in found[:place]]
    return [*commas, *found[place:]] if rises and marked else found


def _without_total(kept: list[Token], token: Token) -> list[Token]:
    """The tokens without the word for a total that is written out behind it: "total profit n π̂"."""
    product = kept[-1:] if kept and kept[-1].text in ("n", "s") else kept[-2:] if [one.text for one in kept[-2:]] in FACTORS else []
    start = len(kept) - len(product) - 1
    return kept[:start] + product if product and start >= 0 and kept[start].text == f"{product[0].text}*{token.text}" else kept


def _goes_on(before: list[Token], behind: list[Token]) -> bool:
    """Whether a comma stands between things said of the same regimes: "raises R&D, lowers the price", "CS is larger, p lower"."""
    kinds, told = [token.kind for token in behind], [token.kind for token in before[-2:]]
    short = told == ["quantity", "relation"] and kinds[:2] == ["quantity", "relation"] and behind[-1].kind in ("end", "sign")
    supposed = any(token.kind in ("if", "unless") for token in before)  # whenever it raises profit, does it raise welfare?
    moves = [token.kind for token in before[-3:]] in (["trend", "prep", "parameter"], ["trend", "in", "parameter"])
    if moves and kinds == ["trend", "prep", "parameter"]:  # rises in a, falls in A and ...
        return True
    return short or (told == ["trend", "quantity"] and kinds[:2] == ["trend", "quantity"] and not supposed)


def _is_idle(token: Token, following: Token, second: Token) -> bool:
    """Whether a token is the article "a", the dot at the end, the beginning of "there is more R&D", or "make" of "make more profit"."""
    if token.kind == "cause" and (following.kind in ("prep", "if", "end") or (following.kind, second.kind) == ("relation", "quantity")):
        return True
    more = following.kind == "relation" or (following.place in (token.place, second.place) and second.text != "and")
    clause = " are " in following.written  # situations in which firms are better off
    if (token.kind, token.text) == ("exists", "there") and more and not clause:
        return True
    change = following.kind == "trend" and not following.written.endswith("s") and second.kind == "prep"  # a fall in n
    noun = (
        change
        or following.kind in ("mode", "unclear", "extreme", "cluster")
        or (following.kind in ("parameter", "quantity") and _is_word(following))
    )
    adjective = following.kind == "relation" and _is_word(following) and second.kind != "than"
    article = token.kind == "parameter" and token.text in ("a", "A") and token.spaced and (noun or adjective)
    return (token.kind, following.kind) == ("dot", "end") or article


def _is_word(token: Token) -> bool:
    return token.end - token.place > 2
