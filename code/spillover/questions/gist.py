"""The gist of a question whose words are known, though not their order: a few frames, each filled in one way or not at all.

The grammar reads first; what it refuses comes here. Each word becomes a letter by its kind. Conditions with numbers are taken out, and of
what is left every word must have its place in one frame: there is one quantity, one relation, and no denial, no "only", no word of unknown
sense. The question is then written in the spelling of the grammar, which reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spillover.questions import lexicon
from spillover.questions.lexing import Token, corrected, tokens_of

LETTERS = {
    **{"quantity": "Q", "mode": "M", "parameter": "P", "number": "L", "cluster": "K", "relation": "R", "trend": "T", "gains": "G"},
    **{"extreme": "X", "which": "W", "what": "H", "value": "H", "where": "A", "than": "N", "compared": "N", "if": "I", "effect": "F"},
    **{"happens": "B", "cause": "C", "exists": "Y", "positive": "S", "prep": "p", "all": "U", "shift": "f", "along": "g", "every": "E"},
    **{"rank": "V"},
}
"""A letter for each kind of word that a frame has a place for."""
JOINING = {",": ",", "and": "&", "or": "o"}
IDLE = frozenset(("filler", "then", "task", "end", "always"))
"""Kinds of words that change nothing."""
HARMLESS = re.compile(
    "forms?|setting|world|joins?|enters?|results?|leads?|to|deal|having|being|this|these|individual|would|kind|type|sort|up|out|amounts?|"
    "sets?|happens?|carry|undertakes?|done|tend|agree|decides?|engage|pursue|adopt|want|able|allowed|permitted|delivers?|generates?|"
    "offers?|provides?|achieves?|obtains?|enjoys?|receive|face|context|strategy|policy|model|point|view|perspective|viewpoint|"
    "government|regulator|people|i|you|me|us|them|comes?|find|spend.*|expend.*|outlays?|支出|经费"
)
"""Unknown words that say nothing of which is more, of how much, or of whom."""
SPENDING = re.compile("spend|expend|outlay|支出|经费")
"""Words for what R&D costs: it is larger where there is more R&D, but is another number, and another function of gamma."""
CASE = re.compile("can|could|may|might|.*(possible|example|case|chance).*|ever|.*[一-鿿]+.*")
"""What asks whether something can be: not "some", which may be of firms, nor "is there", which may say nothing."""
FIRMS = re.compile("firms|they|企业")
"""Who it is that is better off."""
CONDITION = re.compile(r"[Ip,&]*(?:PRL|Pp?L|K)(?![RL])")
"""A condition: a parameter and a number, or a cluster by name."""
COMES_FIRST = re.compile("A?(M[TR]Q|C(Q[RT]|[RT]Q)M|MC(Q[RT]|[RT]Q)|MQ[RT]|Q[RTG]Q?M|[RT]QM)")
"""In which order a form of cooperation, a quantity, and what the one does to the other may stand."""
PLACED = re.compile("[RQ][pI]+M|TI+M|IMQT|(?<!RM)(?<!TM)(?<!QT)$")
"""Where "under" or "if" stands before a regime that comes last, or "if" before one whose quantity rises."""
AMISS = re.compile("over|under|too|不足|过度")
"""What is said by comparison with a planner."""
ACTS = re.compile("rais|reduc|lower|increase|decrease|boost|hurt|harm|help|benefit|push|drive|cut|depress|.*courag|stimulat|提高|降低")
"""What one thing does to another."""
ON_QUANTITY, ON_PARAMETER = r"(?:Q(?P<q>[TRG])|(?P<r>[TR])Q)", r"(?:P(?P<p>[TR])|(?P<s>[TR])p*P)"
MOVES = tuple(
    map(
        re.compile,
        (
            rf"[,p]*{ON_QUANTITY}[,pIgN]*{ON_PARAMETER},?",  # profit falls as n rises
            rf"[pIgN]*{ON_PARAMETER}[C,]*p*{ON_QUANTITY}",  # as n rises, profit falls
            r"QgP(?P<p>T)(?P<q>T)",  # x*随n增大而减小
            r",?Q(?P<q>T)p+P|QgP(?P<r>T)|P(?P<a>T)Q",  # profit falls in n; x*随n减小; n lowers profit
        ),
    )
)
"""In which order a quantity, a parameter and what is said of each may stand: ``p`` and ``s`` say it of the parameter."""
EFFECT = re.compile(r"Bp*Qp*[gN]*p*(P[TR]|[TR]p*P)|Fp*(Tp*|R)?PT?p*Q|(Tp*|R)?PT?(Fp*Q|p*QF)|QFp*(Tp*|R)?PT?")
"""What asks how a parameter acts on a quantity."""
TRENDS = {">": "increasing", "<": "decreasing", ">=": "nondecreasing", "<=": "nonincreasing", "?": "monotone"}
FLIPPED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "?": "?"}
COOPERATION = ("rnd", "full")


def gist(text: str) -> str:
    """The question in the spelling of the grammar; nothing where a word of it has no place, or two frames fit."""
    every = list(tokens_of(corrected(text)))
    spends = any(token.kind == "name" and SPENDING.match(token.written) for token in every)
    said = [token for token in every if token.kind != "name" or not HARMLESS.fullmatch(token.written)]
    told = list(_joined([token for token, after in zip(said, [*said[1:], *said[-1:]], strict=True) if not _is_idle(token, after)]))
    if "?" in _spelled(told) or any(token.mode for token in told):
        return ""
    rest, conditions = _apart(_named(told, said))
    quantities = {token.text for token in rest if token.kind == "quantity"}
    can = [token for token in rest if token.kind == "exists"]
    if len(quantities) != 1 or not _plain(rest, conditions) or not all(CASE.fullmatch(token.written) for token in can):
        return ""
    words = [token for token in rest if token.kind != "exists"]
    found = "|".join({read for frame in (_compared, _ordered, _trend, _value, _signed) if (read := frame(words, *quantities))})
    if "|" in found or (spends and re.search(r"^\S+\]$|gamma", found)):
        return ""
    if can and (len(can) > 1 or any(token.kind == "always" for token in said) or not re.match(r"\S+\] ([<>]|\w+creasing)", found)):
        return ""
    return found and "can " * bool(can) + found + f" if {', '.join(conditions)}" * bool(conditions)


def _is_idle(token: Token, after: Token) -> bool:
    """Whether a word changes nothing; the article "a" is one."""
    noun = after.kind in ("name", "mode", "quantity", "relation", "cluster", "extreme", "parameter") and after.written[:2].isalpha()
    return token.kind in IDLE or (token.kind == "parameter" and token.written == "a" and noun and len(after.written) > 1)


def _spelled(told: Sequence[Token], leaving: str = "") -> str:
    """A letter for each word, but for some."""
    letters = (LETTERS.get(token.kind) or JOINING.get(token.text, "?") for token in told)
    return "".join(letter for letter in letters if letter not in leaving)


def _joined(told: Sequence[Token]) -> Iterator[Token]:
    """The words, with a fraction as one number, a quantity once where it is said twice, and without "for all beta"."""
    place = 0
    while place < len(told):
        token, after, third = (told[min(place + steps, len(told) - 1)] for steps in range(3))
        if [token.kind, after.text, third.kind] == ["number", "/", "number"]:
            yield replace(token, text=f"{token.text}/{third.text}")
            place += 3
        elif (token.kind, after.kind) == ("all", "parameter") and third.kind not in ("relation", "trend", "number"):
            place += 2
        else:
            yield from [token] * (token is after or (token.kind, token.text) != (after.kind, after.text) or token.kind != "quantity")
            place += 1


def _named(told: Sequence[Token], said: Sequence[Token]) -> Sequence[Token]:
    """The words, with profit for what firms are better off in, where they name nothing: "firms are always better off"."""
    better = [place for place, token in enumerate(told) if re.match("(better|worse) off", token.written)]
    firms = any(token.kind == "filler" and FIRMS.search(token.written) for token in said)
    if not firms or len(better) != 1 or any(token.kind == "quantity" for token in told):
        return told
    return [*told[: better[0]], replace(told[better[0]], kind="quantity", text="profit"), *told[better[0] :]]


def _apart(told: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """The words that are no condition, and the conditions."""
    rest, conditions, last = list[Token](), list[str](), 0
    for found in CONDITION.finditer(_spelled(told)):
        rest += told[last : found.start()]
        last = found.end()
        parts = [token.text for token in told[found.start() : last] if token.kind in ("parameter", "relation", "number", "cluster")]
        conditions.append((" = " if len(parts) == 2 else " ").join(parts))
    return [*rest, *told[last:]], conditions


def _plain(rest: Sequence[Token], conditions: Sequence[str]) -> bool:
    """Whether a parameter has one value, and nothing is said of a single firm, or "only" of a regime or of a condition."""
    fixed = [condition.partition(" = ")[0] for condition in conditions if " = " in condition]
    only = conditions and any(token.kind == "mode" and token.written.endswith("only") for token in rest)
    return len({*fixed}) == len(fixed) and "n = 1" not in conditions and not only


def _modes(told: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(token.text for token in told if token.kind == "mode"))


def _words(told: Sequence[Token], quantity: str) -> list[Token]:
    """What is said of a quantity; "better" is not said of a price or a cost."""
    words = [token for token in told if token.kind in ("relation", "trend", "gains")]
    return [] if quantity in ("price", "unit_cost") and any(word.written in lexicon.JUDGING for word in words) else words


def _in(quantity: str, mode: str) -> str:
    """A quantity in a regime, in the spelling of the grammar."""
    marked = " - ".join(f"{part}[{mode}]" for part in quantity.split(" - "))
    return f"({marked})" if " - " in quantity else marked


def _compared(told: Sequence[Token], quantity: str) -> str:
    """A quantity in two regimes, or in a form of cooperation and without any; or when it is larger."""
    near, spelled = _spelled(told), re.sub("[AH]P", "A", _spelled(told, "pI,"))
    modes, words = _modes(told), _words(told, quantity)
    if len(words) != 1 or words[0].text == "?" or spelled.count("M") != len(modes):
        return ""
    (word,) = words
    behind = re.search("(?:NQ?|f(?=MM))M", spelled)
    if behind and len(modes) == 2 and len(re.findall("N|fp*Mp+M", near)) == 1 and re.fullmatch("[QMRTGNACf]*", spelled):
        than = next(token.written for token in told if token.kind in ("than", "compared", "shift"))
        if re.match("as(?! opposed)", than) and word.text not in ("=", ">=", "<="):
            return ""
        subject, standard = modes if spelled.index("M") < behind.start() else reversed(modes)
    elif COMES_FIRST.fullmatch(spelled) and modes[0] in COOPERATION and word.text in "<>" and not AMISS.search(word.written):
        if not PLACED.search(re.sub("[,C]|(?<=I)p", "", near)):
            return ""
        subject, standard = modes[0], "non"
    else:
        return ""
    return f"{'when is ' * ('A' in spelled)}{_in(quantity, subject)} {word.text} {_in(quantity, standard)}"


def _ordered(told: Sequence[Token], quantity: str) -> str:
    """Which regime has most of a quantity, of all three or of those that are named; or what cooperation does to it."""
    spelled, modes, words = _spelled(told, "pI,C"), _modes(told), _words(told, quantity)
    extremes = [token for token in told if token.kind == "extreme"]
    if (
        not quantity.isidentifier()
        or any(word.text not in "<>" for word in words if word.kind != "trend")
        or spelled.count("R") + len(extremes) > 1
    ):
        return ""
    if re.fullmatch("[QWXRTE]*", spelled) and "W" in spelled and re.search("[XR]", spelled):
        return f"{'smallest' if (*extremes, *words)[0].text in ('min', '<') else 'largest'} {quantity}"
    if re.fullmatch("VQ|QV", spelled):
        return f"largest {quantity}"
    if re.fullmatch("VQM([&o]M)+|[QWXR]*MQ?(oQ?M)+[QWXR]*", spelled) and re.search("[VWXR]", spelled) and len(modes) == spelled.count("M"):
        return " vs ".join(_in(quantity, mode) for mode in modes)
    asks = re.fullmatch("H?(FMQ|MFQ|MQF|QFM)", spelled) or (spelled == "MTQ" and words[0].text == "?")
    return f"{_in(quantity, 'non')} vs {_in(quantity, modes[0])}" if asks and modes[0] in COOPERATION else ""


def _trend(told: Sequence[Token], quantity: str) -> str:
    """What happens to a quantity in a regime where a parameter rises or falls."""
    modes, parameters = _modes(told), [token.text for token in told if token.kind == "parameter"]
    around = _without_modes(told)
    spelled, words = _spelled(around), _words(around, quantity)
    if len(parameters) != 1 or len(modes) + any(token.kind == "every" for token in told) != 1:
        return ""
    gain = re.search("Gp*M", _spelled(told)) is not None  # the welfare gain from R&D cooperation
    if gain or not {word.text for word in words} <= FLIPPED.keys() or any(token.written == "non" for token in told):
        return ""
    sign = "?" * bool(modes and EFFECT.fullmatch(re.sub("[,IH]", "", spelled)))
    if said := next((found for frame in MOVES if (found := frame.fullmatch(spelled))), None):
        change, *_ = (around[said.start(name)] for name in "qra" if name in said.re.groupindex and said[name])
        along = [around[said.start(name)] for name in "ps" if name in said.re.groupindex and said[name]]
        acts = change.written not in ("more", "less") or re.search("[,C]|^[pIgN]", spelled) if along else ACTS.match(change.written)
        if not acts and re.match(r"\W*P", spelled):  # n lowers profit less
            return ""
        sign = FLIPPED[change.text] if any(token.text == "<" for token in along) else change.text
    modes = (modes or ["non", "rnd", "full"]) if sign else []
    return " and ".join(f"{_in(quantity, mode)} {TRENDS[sign]} in {parameters[0]}" for mode in modes)


def _without_modes(told: Sequence[Token]) -> list[Token]:
    """The words without the regimes, the words before these, and prepositions that stand before no parameter."""
    kept: list[Token] = []
    for token, after in zip(told, [*told[1:], *told[-1:]], strict=True):
        if token.kind in ("mode", "every"):
            while kept and (kept[-1].kind in ("if", "prep") or kept[-1].text in (",", "and")):
                kept.pop()
        elif token.kind != "prep" or after.kind in ("parameter", "mode", "prep"):
            kept.append(token)
    return kept


def _value(told: Sequence[Token], quantity: str) -> str:
    """What a quantity is in a regime."""
    return _in(quantity, _modes(told)[0]) if re.fullmatch("H+(QM|MQ)|(QM|MQ)H+|MH+Q", _spelled(told, "pI,")) else ""


def _signed(told: Sequence[Token], quantity: str) -> str:
    """Whether a quantity is positive, in one regime or in each."""
    spelled, signs = _spelled(told, "pI,"), [token.text for token in told if token.kind == "positive"]
    modes = _modes(told) or ["non", "rnd", "full"]
    return " and ".join(f"{_in(quantity, mode)} {signs[0]} 0" for mode in modes) if sorted(spelled) in (list("MQS"), list("EQS")) else ""
