"""Words that change nothing or say something else beside others, each time in a line of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spillover.questions.lexing import Token

TABLE = r"""
task                        if              | 1              | check if x[rnd] > x[non]
task                        :,              | 1              | prove: x[rnd] > x[non]
if/unless                   exists:there    | 1              | if there is no spillover
what quantity               :there          | 1 2            | how much R&D is there under full cooperation
value                       quantity-       | 1=what @       | what does each firm produce
quantity- gap               quantity=1      | 2 @            | the welfare gain W[rnd] - W[non]
quantity- rank~ranking.*    quantity=1      | @              | the welfare ranking W[rnd] > W[non]
shift                       quantity        | 1=prep @       | 从社会福利看
mode/extreme                name:ones?      | 1              | the second-best one
:there                      if/where        | 1=exists       | are there circumstances where
relation:= number           which/extreme   | 1 2 @=sign:, @ | n = 4 which regime has the largest welfare
quantity/mode/prep/:[*]     number:0~.{4,}  | 1 @=relation:= @ | the difference between x̂ and x* zero
parameter                   name:exactly    | 1              | spillovers are exactly one half
all parameter               value/what      | 1 2            | 无论β取何值
relation number:.*\x2f.* prep mode/quantity | 1 2 3=sign:* @ | at least 90% of second-best welfare
name:only/onlyif~..         cluster         | @              | with only 3 firms
parameter relation          cluster         | 1 2 @=number:n | n = 2 firms
~there.(is|are)             cluster         | 1=if @         | there are two firms, ...
^ mode parameter            trend           | 1 2=sign:, 2 @ | 不合作时溢出越大研发越少
than parameter              trend           | 1=if 2 @       | as n grows
:non~...                    trend:[?=]      | 1=other: @     | non monotone
if mode                     !trend/cause/gains/prefer/filler | 1=prep 2 @ | if they cooperate in R&D
number:[2-5]                times:          | 1=times:       | 2倍
times:                                      | 0              | 1.5倍
times                       upward          | 1 @=relation:  | 2倍以上
^ value/which parameter     cause           | 3=where        | what beta makes x[rnd] = x[non]
where parameter             name:such       | 1 2            | for which beta such that
what~find|determine         parameter       | 1=where @      | find n such that
prep which                  parameter       | 2=where @      | under which spillovers is
mode rank mode sign         which           | 1 2=sign:or 3 4 @ | R&D cooperation vs no cooperation: which has more output
trend                       trend~monotonically | 1          | rises monotonically
relation~.{3,}              vague=1         | 1              | more big
^ cluster                   mode            | 1 @=sign:, @   | 两个企业合作研发比各自研发利润高
name:one                    mode            | @              | one monopoly
mode sign:, then/shift/terms quantity       | 1 @            | 半合作优于全合作，就利润而言
if/prep                     shift           | @              | when moving from
quantity :,                 along           | 1 @            | 次优的福利减去半合作的福利，随β增大还是减小
mode                        after           | 1 2=cause:     | 半合作以后，
after                                       | 0              | 以后
cause                       :,              | 1              | 半合作以后，
number/parameter/cluster/relation:= when    | 1 2=then:      | n = 2 时
when                                        | 0              | 半合作时
:,                          :and/:or        | 2              | x[rnd] > x[non], and
every :,                    _               | 1 3            | in every regime: x
:and/then                   then            | 2              | and hence
_                           dot+            | 1 2=sign:,     | beta is one half. is x̂ > x*
filler                                      | 0              | the
"""
"""A line for each way in which words say something else: the words, the last of which arrives, what they become, and what is typed so.

Each looks at what those above it made. A word is a kind, or one of several (none of them behind "!"), or "_" for any; behind ":" its
meaning, behind "~" how it is typed, behind "=" the word whose meaning it has, "-" without and "+" with what may follow: the mark of a
regime, a blank. "^" is the beginning. What they become is written with the numbers of the words, and "=" before what they are now;
"@" is the word that arrives and is looked at further, "0" nothing.
"""
WORD = re.compile(r"(\w*)(?::(.*?))?(?:~(.+?))?(?:=(\d))?([-+]?)")


@dataclass(frozen=True)
class Word:
    """What a word must be: a kind, or any, and what is said of it; a number is the place of the word whose meaning it has."""

    kind: str
    text: str | None
    written: str | None
    like: str | None
    flag: str

    def fits(self, token: Token, told: list[Token]) -> bool:
        """Whether a token, among those told, is such a word."""
        return (
            self.kind in ("", "_", token.kind)
            and (self.text is None or re.fullmatch(self.text, token.text) is not None)
            and (self.written is None or re.fullmatch(self.written, token.written) is not None)
            and (self.like is None or told[int(self.like) - 1].text == token.text)
            and not (self.flag == "-" and token.mode)
            and not (self.flag == "+" and not token.spaced)
        )


@dataclass(frozen=True)
class Rule:
    """What some words in a row become: each is one of several, or none of them, and the first may have to be the first of all."""

    words: tuple[tuple[bool, tuple[Word, ...]], ...]
    becomes: tuple[str, ...]
    first: bool

    def fits(self, told: list[Token]) -> bool:
        """Whether these are the words; the last, which most often is another, is looked at first."""
        pairs = zip(reversed(self.words), reversed(told), strict=True)
        return all(any(word.fits(token, told) for word in words) is not none for (none, words), token in pairs)

    def told(self, seen: list[Token]) -> list[Token]:
        """What the words become."""
        return [_as(seen[-1] if one[0] == "@" else seen[int(one[0]) - 1], one[2:]) for one in self.becomes if one != "0"]


def _as(token: Token, said: str) -> Token:
    """The same word as another kind, which means its own name where nothing is said of that; behind ":" nothing is what it meant."""
    kind, colon, text = said.partition(":")
    text = token.text.partition(" = ")[2] if said == "number:n" else text
    return replace(token, kind=kind, text=(text or token.text) if colon else kind) if said else token


@cache
def rules(kind: str) -> tuple[Rule, ...]:
    """The rules, in their order, for a word of this kind that arrives."""
    return tuple(rule for rule in RULES for none, words in rule.words[-1:] if none or any(word.kind in ("", "_", kind) for word in words))


def _read_rules() -> Iterator[Rule]:
    for line in TABLE.strip().split("\n"):
        words, becomes, _ = re.split(r" +[|] +", line, maxsplit=2)
        parsed = (
            (word[0] == "!", tuple(Word(*WORD.fullmatch(one).groups()) for one in word.lstrip("!").split("/")))  # type: ignore[union-attr]
            for word in words.lstrip("^ ").split()
        )
        yield Rule(tuple(parsed), tuple(becomes.split()), words[0] == "^")


RULES = tuple(_read_rules())


def rephrased(kept: list[Token], token: Token) -> Token | None:
    """The word that arrives, and before it the others, as the rules have it; nothing where it is used up."""
    for rule in rules(token.kind):
        start = len(kept) + 1 - len(rule.words)
        if start >= 0 and not (rule.first and start) and rule.fits(seen := [*kept[start:], token]):
            kept[start:] = rule.told(seen)
            if rule.becomes[-1][0] != "@":
                return None
            token = kept.pop()
    return token
