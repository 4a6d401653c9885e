"""The gist of a question whose words are known, though not their order: a few frames, each filled in one way or not at all.

The grammar reads first; what it refuses comes here. Each word becomes a letter by its kind. Conditions with numbers are taken out, and of
what is left every word must have its place in one frame: there is one quantity, one relation, and no denial, no "only", no word of unknown
sense. The question is then written in the spelling of the grammar, which reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spillover.questions import lexicon
from spillover.questions.lexing import Token, corrected, tokens_of
from spillover.questions.paraphrased import paraphrased

LETTERS = {
    **{"quantity": "Q", "mode": "M", "parameter": "P", "number": "L", "cluster": "K", "relation": "R", "trend": "T", "gains": "G"},
    **{"extreme": "X", "which": "W", "what": "H", "value": "H", "where": "A", "than": "N", "compared": "N", "if": "I", "effect": "F"},
    **{"happens": "B", "cause": "C", "exists": "Y", "positive": "S", "prep": "p", "all": "U", "shift": "f", "along": "g", "every": "E"},
    **{"rank": "V", "measure": "m", "change": "c", "prefer": "G", "amiss": "R", "unmoved": "R"},
}
"""A letter for each kind of word that a frame has a place for."""
JOINING = {",": ",", ".": ",", "and": "&", "or": "o"}
IDLE = frozenset(("filler", "then", "task", "end", "always", "when"))
"""Kinds of words that change nothing."""
HARMLESS = re.compile(
    "form(?:s|ing)?|setting|world|joins?|enters?|results?|leads?|to|deal|having|being|this|these|individual|would|kind|type|sort|up|out|amounts?|"
    "sets?|happens?|carry|undertakes?|done|tend|agree|decides?|engage|pursue|adopt|want|able|allowed|permitted|delivers?|generates?|"
    "offers?|provides?|achieves?|obtains?|enjoys?|receive|face|context|strategy|policy|model|point|view|perspective|viewpoint|"
    "government|regulator|benevolent|hypothetical|ideal|typical|themselves|instead|overall|这|"
    "people|marginal|starts?|begins?|i|you|me|us|them|comes?|find|spend.*|expend.*|outlays?|支出|经费|带来|产生|实现"
)
"""Unknown words that say nothing of which is more, of how much, or of whom."""
CHANGES = {**dict.fromkeys(("gain", "gains", "gain in"), ">"), **dict.fromkeys(("loss", "losses", "lost", "损失"), "<")}
"""Nouns that say in which direction a number is from another."""
AMOUNT = re.compile("how much|.*多少")
"""What asks by how much something is larger."""
MEASURES = {
    **{">-": "{0} - {1}", "<-": "{1} - {0}", ">/": "{0}/{1}", "</": "{1}/{0}", ">%": "{0}/{1} - 1", "<%": "1 - {0}/{1}"},
    **{"-": "{1} - {0}", "/": "{0}/{1}"},
}
"""By how much, how many times, or by what percentage a number is above another, is below it, or differs from it."""
LISTS = tuple(re.compile(rf"(?:{member}[,&])*{member}&{member}") for member in ("[RTG]Q", "Q[RTG]", "Q"))
"""Several quantities, each with what is said of it, or with nothing where the same is said of all."""
SPENDING = re.compile("spend|expend|outlay|支出|经费")
"""Words for what R&D costs: it is larger where there is more R&D, but is another number, and another function of gamma."""
CASE = re.compile("can|could|may|might|.*(possible|example|case|chance).*|ever|.*[一-鿿]+.*")
"""What asks whether something can be: not "some", which may be of firms, nor "is there", which may say nothing."""
FIRMS = re.compile("firms|they|企业")
"""Who it is that is better off."""
CONDITION = re.compile(r"[Ip,&]*(?:PRL|Pp?L|K)(?![RL])")
"""A condition: a parameter and a number, or a cluster by name."""
DIRECT = re.compile("(is )?above|below|exceeds?|.*于|超过")
"""What stands between the two that are compared."""
COMES_FIRST = re.compile("A?(M[TR]Q|C(Q[RT]|[RT]Q)M|MC(Q[RT]|[RT]Q)|MQ[RT]|Q[RTG]Q?M|[RT]QM)A?")
"""In which order a form of cooperation, a quantity, and what the one does to the other may stand."""
PLACED = re.compile("[RQ][pI]+M|TI+M|IMQT|(?<!RM)(?<!TM)(?<!QT)$")
"""Where "under" or "if" stands before a regime that comes last, or "if" before one whose quantity rises."""
AMISS = re.compile("over(?!take)|under|too|不足|过|偏|太")
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
PLANNERS = ("second_best", "first_best")


def gist(text: str) -> str:
    """The question in the spelling of the grammar; nothing where a word of it has no place, or two frames fit."""
    text = paraphrased(text)
    every = [
        replace(token, kind="measure", text="/") if re.search("ratio$|之比|比值", token.written) else token
        for token in tokens_of(corrected(text))
    ]
    spends = any(token.kind == "name" and SPENDING.match(token.written) for token in every)
    said = [token for token in every if token.kind != "name" or not HARMLESS.fullmatch(token.written)]
    told = list(joined(spoken(said)))
    if "?" in _spelled(told) or any(token.mode for token in told):
        return ""
    rest, conditions = apart(_named(told, said))
    can = [token for token in rest if token.kind == "exists"]
    if not _plain(rest, conditions) or not all(CASE.fullmatch(token.written) for token in can):
        return ""
    found = _framed([token for token in rest if token.kind != "exists"])
    if spends and re.search(r"^\S+\]$|gamma", found):
        return ""
    if can and (len(can) > 1 or any(token.kind in ("always", "all") for token in said) or not re.match(r"\S+ ([<>]|\w+creasing)", found)):
        return ""
    possible = f"can ({found})" if "*" in found else f"can {found}"  # not "can n", which would ask for a number of firms
    return found and (possible if can else found) + f" if {', '.join(conditions)}" * bool(conditions)


def _framed(told: Sequence[Token]) -> str:
    """What a frame makes of some words; of several quantities in a list, what is said of each."""
    if found := _in_frame(told):
        return found
    each = [_in_frame(words) for words in _one_by_one(told)]
    said = all(re.match(r"\S+\] ([<>]|\w+creasing)", one) for one in each) or all(re.fullmatch(r"\S+\]", one) for one in each)
    return " and ".join(each) if said else ""


def _in_frame(told: Sequence[Token]) -> str:
    """The only reading that a frame gives of words with one quantity."""
    quantities = {token.text for token in told if token.kind == "quantity"}
    found = {read for frame in FRAMES if (read := frame(told, *quantities))} if len(quantities) == 1 else set()
    return found.pop() if len(found) == 1 else ""


def _one_by_one(told: Sequence[Token]) -> list[list[Token]]:
    """The words with one member of a list of quantities at a time: "lower prices and higher output", "profit and welfare"."""
    told = [token for before, token in pairwise([*told[:1], *told]) if (before.kind, token.written) != ("mode", "同时")]
    told = [token for token, after in zip(told, [*told[1:], *told[-1:]], strict=True) if (token.text, after.text) != (",", "and")]
    found = next((found for members in LISTS if (found := members.search(_spelled(told)))), None)
    if found is None:
        return []
    start, end = found.span()
    loose = found[0][0] != "Q" and not re.search("[MP]", _spelled(told[:start]))  # a lower cost but a higher price under full cooperation
    if loose or (re.search("[RTG]", found[0]) and "N" in _spelled(told[end:])):  # raises profit and lowers welfare compared with ...
        return []
    members = (told[start:end][one.start() : one.end()] for one in re.finditer("[QRTG]+", found[0]))
    return [[*told[:start], *member, *told[end:]] for member in members]


def spoken(said: Sequence[Token]) -> list[Token]:
    """The words without those that change nothing."""
    return [token for token, after in zip(said, [*said[1:], *said[-1:]], strict=True) if not _is_idle(token, after)]


def _is_idle(token: Token, after: Token) -> bool:
    """Whether a word changes nothing; the article "a" is one."""
    noun = (
        after.kind in ("name", "mode", "quantity", "relation", "cluster", "extreme", "parameter", "trend") and after.written[:2].isalpha()
    )
    return token.kind in IDLE or (token.kind == "parameter" and token.text == token.written == "a" and noun and len(after.written) > 1)


def _spelled(told: Sequence[Token], leaving: str = "") -> str:
    """A letter for each word, but for some."""
    letters = (LETTERS.get(token.kind) or JOINING.get(token.text, "?") for token in told)
    return "".join(letter for letter in letters if letter not in leaving)


def joined(told: Sequence[Token]) -> Iterator[Token]:
    """The words, with a fraction as one number, a quantity or a parameter once where it is said twice, and without "for all beta"."""
    measures = any(token.kind == "measure" or AMOUNT.match(token.written) for token in told)
    place = 0
    while place < len(told):
        token, after, third = (told[min(place + steps, len(told) - 1)] for steps in range(3))
        if [token.kind, after.text, third.kind] == ["number", "/", "number"]:
            yield replace(token, text=f"{token.text}/{third.text}")
            place += 3
        elif (token.mode and measures) or (
            measures and token.kind == "quantity" and after.text == "*" and third.kind not in ("quantity", "number", "parameter")
        ):
            yield replace(token, mode="")
            yield replace(token, kind="mode", text=token.mode or "non", mode="")
            place += 1 if token.mode else 2
        elif token.kind == "if" and after.text == "there":  # if there are more firms
            yield token
            place += 2
        elif token.written == "、":
            yield replace(token, text="and")
            place += 1
        elif token.written in CHANGES:
            yield replace(token, kind="change", text=CHANGES[token.written])
            place += 1
        elif token.kind == "cause" and after.kind == "if":  # what firms make when they cooperate
            place += 1
        elif (token.kind, after.kind) == ("all", "parameter") and third.kind not in ("relation", "trend", "number"):
            place += 2
        else:
            yield from [token] * (
                token is after or (token.kind, token.text) != (after.kind, after.text) or token.kind not in ("quantity", "parameter")
            )
            place += 1


def _named(told: Sequence[Token], said: Sequence[Token]) -> Sequence[Token]:
    """The words, with a quantity that they do not name: profit where firms are better off, R&D in "joint R&D"."""
    firms = any(token.kind == "filler" and FIRMS.search(token.written) for token in said)
    better = [place for place, token in enumerate(told) if token.kind == "prefer" or re.match("(better|worse) off", token.written)]
    told = [replace(token, kind="gains", text=">") if token.kind == "prefer" else token for token in told]
    joint = [place + 1 for place, token in enumerate(told) if re.fullmatch("(cooperative|joint) r&d", token.written)]
    places, name = (better, "profit") if better else (joint, "x")
    if any(token.kind == "quantity" for token in told) or len(places) != 1 or (better and not firms):
        return told
    return [*told[: places[0]], replace(told[places[0] - 1], kind="quantity", text=name), *told[places[0] :]]


def apart(told: Sequence[Token]) -> tuple[list[Token], list[str]]:
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
    words = [token for token in told if token.kind in ("relation", "trend", "gains", "amiss", "unmoved")]
    return [] if quantity in ("price", "unit_cost") and any(word.written in lexicon.JUDGING for word in words) else words


def in_regime(quantity: str, mode: str) -> str:
    """A quantity in a regime, or in none that is named, in the spelling of the grammar."""
    marked = " - ".join(f"{part}[{mode}]" if mode else part for part in quantity.split(" - "))
    return f"({marked})" if " - " in quantity else marked


def _compared(told: Sequence[Token], quantity: str) -> str:
    """A quantity in two regimes, or in a form of cooperation and without any; or when it is larger."""
    near, spelled = _spelled(told), re.sub("[AH]P|PA", "A", _spelled(told, "pI,"))
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
    elif (
        COMES_FIRST.fullmatch(spelled)
        and modes[0] in COOPERATION
        and (word.text in "<>" or word.kind == "unmoved")
        and not AMISS.search(word.written)
    ):
        if not (spelled.startswith("MC") or PLACED.search(re.sub("[,C]|(?<=I)p", "", near))):
            return ""
        subject, standard = modes[0], "non"
    elif not re.search("I(?!p*M)", near) and _beside(word, spelled, modes):
        subject, standard = modes
    else:
        return ""
    times = "".join(f"{token.text}*" for token in told if token.kind == "number")
    return f"{'when is ' * ('A' in spelled)}{in_regime(quantity, subject)} {word.text} {times}{in_regime(quantity, standard)}"


def _beside(word: Token, spelled: str, modes: Sequence[str]) -> bool:
    """Whether the first of two regimes is compared with the second without "than": "A exceeds B", "A is too low for the planner"."""
    alike = word.text == "=" and sorted(spelled.replace("A", "")) == list("&MMQR")
    amiss = sorted(spelled) == list("MMQR") and modes[-1] in PLANNERS and modes[0] not in PLANNERS and AMISS.search(word.written)
    multiple = re.fullmatch("(MQ|QM)R(N?LQ?M|N?LMQ|MQ?L)", spelled)
    return alike or bool(amiss or multiple) or bool(DIRECT.fullmatch(word.written) and re.fullmatch("A?(MQ|QM)RQ?MQ?A?", spelled))


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
    if (
        re.fullmatch("VQM([&o]M)+|M([&o]M)+Q[GRX]?W|[QWXRG]*MQ?([oW]Q?M)+[QWXR]*", spelled)
        and re.search("[VWXR]", spelled)
        and len(modes) == spelled.count("M")
    ):
        return " vs ".join(in_regime(quantity, mode) for mode in modes)
    asks = (
        re.fullmatch("H?(FMQ|MFQ|MQF|QFM)", spelled)
        or re.fullmatch("BQ,?I+M", _spelled(told, "p"))
        or (spelled == "MTQ" and words[0].text == "?")
    )
    return f"{in_regime(quantity, 'non')} vs {in_regime(quantity, modes[0])}" if asks and modes[0] in COOPERATION else ""


def _trend(told: Sequence[Token], quantity: str) -> str:
    """What happens to a quantity in a regime where a parameter rises or falls."""
    modes, parameters = _modes(told), [token.text for token in told if token.kind == "parameter"]
    around = _without_modes(told)
    spelled, words = _spelled(around), _words(around, quantity)
    every = any(token.kind == "every" for token in told)
    if len(parameters) != 1 or len(modes) + every > 1:
        return ""
    off = any(word.written.endswith(("off under", "off with")) for word in words)
    gain = re.search("Gp*M", _spelled(told)) is not None and not off  # the welfare gain from R&D cooperation
    if gain or not {word.text for word in words} <= FLIPPED.keys() or any(token.written == "non" for token in told):
        return ""
    signs = [token.text for token in told if token.kind == "positive"]
    sign = ("?".join(signs) or "?") * bool(not every and EFFECT.fullmatch(re.sub("[,SIH]", "", spelled)))
    if said := next((found for frame in MOVES if (found := frame.fullmatch(spelled))), None):
        change, *_ = (around[said.start(name)] for name in "qra" if name in said.re.groupindex and said[name])
        along = [around[said.start(name)] for name in "ps" if name in said.re.groupindex and said[name]]
        acts = change.written not in ("more", "less") or re.search("[,C]|^[pIgN]", spelled) if along else ACTS.match(change.written)
        if not acts and re.match(r"\W*P", spelled):  # n lowers profit less
            return ""
        sign = FLIPPED[change.text] if any(token.text == "<" for token in along) else change.text
    modes = (modes or (["non", "rnd", "full"] if every else [""])) if sign else []  # without a name: asked of each
    return " and ".join(f"{in_regime(quantity, mode)} {TRENDS[sign]} in {parameters[0]}" for mode in modes)


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


def _measured(told: Sequence[Token], quantity: str) -> str:
    """By how much, how many times, or by what percentage a quantity is larger in one regime than in another."""
    measures, changes = ([token for token in told if token.kind == kind] for kind in ("measure", "change"))
    asks = [token for token in told if LETTERS.get(token.kind) == "H" or (changes and token.written == "多大")]
    amount = changes or any(AMOUNT.match(token.written) for token in asks)
    how = measures[0].text if measures else "-" * bool(amount)
    rest = [replace(token, kind="trend") if token in changes else token for token in told if token not in (*measures, *asks)]
    spelled, modes = _spelled(rest, "p,"), _modes(rest)
    if not how or len(measures) > 1 or len(asks) > 1 or (changes and "C" in spelled):
        return ""
    if said := re.fullmatch(r"(?!when)(.+) ([<>]) (.+)", _compared(rest, quantity)):
        return MEASURES[said[2] + how].format(said[1], said[3])
    alike = {"-": "QMM|MQM|MMQ", "/": "QMQ?[N&]?MQ?|MQ?[N&]?MQ"}.get(how, "") if measures else ""
    return MEASURES[how].format(*(in_regime(quantity, mode) for mode in modes)) if len(modes) == 2 and re.fullmatch(alike, spelled) else ""


def _either(told: Sequence[Token], quantity: str) -> str:
    """Two regimes of which it is asked both whether a quantity is higher and whether it is lower."""
    joints = [place for place in range(1, len(told) - 1) if _spelled(told[place - 1 : place + 2]) in ("RoR", "ToT", "ToR")]
    if len(joints) != 1 or {told[joints[0] + step].text for step in (-1, 1)} != {"<", ">"} or " " in quantity:
        return ""
    said = _compared([*told[: joints[0]], *told[joints[0] + 2 :]], quantity)
    return "" if said.startswith("when") else " vs ".join(re.split(" [<>] ", said))


def _value(told: Sequence[Token], quantity: str) -> str:
    """What a quantity is in a regime."""
    return in_regime(quantity, _modes(told)[0]) if re.fullmatch("H+(QM|MQ)|(QM|MQ)H+|MH+Q", _spelled(told, "pI,")) else ""


def _signed(told: Sequence[Token], quantity: str) -> str:
    """Whether a quantity is positive, in one regime or in each."""
    spelled, signs = _spelled(told, "pI,"), [token.text for token in told if token.kind == "positive"]
    modes = _modes(told) or ["non", "rnd", "full"]
    return (
        " and ".join(f"{in_regime(quantity, mode)} {signs[0]} 0" for mode in modes) if sorted(spelled) in (list("MQS"), list("EQS")) else ""
    )


FRAMES = (_compared, _ordered, _trend, _value, _signed, _measured, _either)
"""All frames."""
