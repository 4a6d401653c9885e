"""The ledger as a reader sees it: entries, tables and badges' words, printed from the claims and their evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from positivity import summary as measured
from positivity.evaluation import Point
from spillover import model, provenance
from spillover.claims import LEDGER, Claim, Evidence, Verdict, ledger, orders, uses
from spillover.claims.assumptions import called
from spillover.claims.claim import RANGES, Kind
from spillover.claims.evidence import Proof, statements
from spillover.claims.letters import meaning
from spillover.claims.reasoning import Letters
from spillover.claims.registry import LITERATURE, NEW
from spillover.claims.simulation import IN_PLAYS, NOT_PLAYED, Simulated
from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import InadmissibleError
from spillover.display import WIDE, WIDE_LINE, Table, Text, columns, equation_latex
from spillover.notation import LETTERS, WORDS, glyphs, is_subtracted, latex, lines, mark, shorthand
from spillover.provenance import Node
from spillover.regimes import Mode, Planner, Regime

SHOWN: tuple[str, ...] = ("x", "Q", "profit", "welfare")
"""What is told of each regime at a counterexample."""
SOURCES: dict[str, str] = {NEW: "New in this book", LITERATURE: "A question of the literature"}
"""What is told of a claim that is not in the paper."""
NO_ARGUMENT = "No argument that can be read is at hand: the proof is the certificate in the receipt below."
"""What stands in the place of a proof in mathematics."""
ANOTHER_PROOF = (
    "A certificate is another proof than the one in mathematics above: it is found by search, and may use other assumptions. Where an"
    " assumption is *not needed inside the model*, the other ranges and conditions imply what is needed of it."
)
"""How the receipt goes with the proof."""
NOT_NEEDED = "not needed inside the model: all else that is assumed is enough"
NOT_KNOWN = "neither a point nor a proof without it was found"
NOW = "Now\n"
"""After this a proof uses how a difference was factored."""
FACTORED = "The left side is factored as above."
"""What is said of a second proof that begins as one before it."""
AS_CLAIMED = "True."
"""A finding that says no more than the verdict."""
SIDES: dict[str, str] = {"holds": "There the claim holds", "fails": "There it fails"}
ORDERS: dict[str, str] = {"holds": "A point with this order", "fails": "A point with the other"}
"""What is said of the points of two quantities that cannot be ranked: that claim is true, wherever one looks."""
SIGNS: dict[str, str] = {">": ">", ">=": r"\geq", "<": "<", "<=": r"\leq", "==": "=", "!=": r"\neq"}
WIDE_PART = 48
"""A part in brackets of more glyphs is cut; beside it there is a connective."""
JOINTS: dict[type, str] = {sp.And: r"\;\text{and}\;", sp.Or: r"\;\text{or}\;", sp.Equivalent: r"\;\Leftrightarrow\;"}


def anchor(id: str) -> str:
    """The name under which the entry of a claim can be linked."""
    return f"claim-{id}"


def written(formula: Boolean) -> str:
    """A claim or a condition as LaTeX, in the shorthands, with what is taken away brought to the other side.

    Parameters
    ----------
    formula
        in the symbols of a claim or of the model.

    Returns
    -------
    str
        without dollar signs.

    Examples
    --------
    >>> from spillover import model
    >>> from spillover.claims.show import written
    >>> written(model.a - model.A > 0)
    'D > 0'
    """
    if type(formula) in JOINTS:
        return JOINTS[type(formula)].join(_bracketed(part) for part in sorted(formula.args, key=_simplest_last))
    if isinstance(formula, sp.Not):
        return rf"\text{{not}}\;({written(formula.args[0])})"
    if not isinstance(formula, Relational):
        return latex(formula)
    return latex(formula.func(*_sides(formula), evaluate=False))


def _sides(formula: Relational) -> tuple[sp.Expr, sp.Expr]:
    left, right = (shorthand(side) for side in (formula.lhs, formula.rhs))
    if not right.is_number and latex(right).startswith("-"):
        left, right = left - right, sp.S.Zero
    if right == 0 and left.is_Add:
        taken = [term for term in left.args if is_subtracted(term)]
        left, right = left - sp.Add(*taken), -sp.Add(*taken)
    return left, right


def _bracketed(part: Boolean) -> str:
    """A part of a longer statement, in brackets where it could be read in two ways."""
    return rf"\bigl({written(part)}\bigr)" if type(part) in JOINTS else written(part)


def _simplest_last(part: Boolean) -> tuple[int, str]:
    """The quantities compared come first, what decides about them last."""
    known = part.free_symbols <= {*model.PARAMETERS, *model.SHORTHANDS}
    return known, str(part)


def at(point: Point) -> str:
    """A point as mathematics."""
    parts = [f"{latex(symbol)} = {latex(value)}" for symbol, value in sorted(point.items(), key=_order)]
    return ",$ ".join(f"${part}" for part in parts) + "$"  # the commas inside, so that no line begins with one


def _order(item: tuple[sp.Symbol, sp.Rational]) -> tuple[int, str]:
    symbol = item[0]
    return (model.PARAMETERS.index(symbol) if symbol in model.PARAMETERS else len(model.PARAMETERS)), symbol.name


def point(values: Point) -> Text:
    r"""A point, for display.

    Parameters
    ----------
    values
        exact numbers by symbol.

    Returns
    -------
    Text
        a paragraph.

    Examples
    --------
    >>> from spillover import model
    >>> from spillover.claims.show import point
    >>> point({model.n: sp.Integer(2), model.beta: sp.Rational(1, 4)})
    $n = 2,$ $\beta = \frac{1}{4}$
    """
    return Text((at(values),))


def condition(formula: Boolean) -> Text:
    r"""A condition, for display.

    Parameters
    ----------
    formula
        in the symbols of a claim or of the model.

    Returns
    -------
    Text
        the condition in a line of its own, in the shorthands.

    Examples
    --------
    >>> from spillover import model
    >>> from spillover.claims.show import condition
    >>> condition(model.beta > sp.Rational(1, 2))
    $$
    \beta > \frac{1}{2}
    $$
    """
    return Text((displayed(formula),))


def words(names: Iterable[str]) -> str:
    """A list in words."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def entry(id: str) -> Text:
    """Everything about a claim: what is asserted, what becomes of it, and what establishes that.

    Parameters
    ----------
    id
        of the claim.

    Returns
    -------
    Text
        whose evidence is stored, or made now and stored.

    Raises
    ------
    KeyError
        If there is no such claim.
    NotEstablished
        If the verdict cannot be established.

    Examples
    --------
    >>> from spillover.claims.show import entry
    >>> print(entry("1-rivals").paragraphs[0])
    **Sharpened.** What spills over makes a firm's competitors stronger. *(§1)*
    """
    claim, evidence = LEDGER[id], ledger.stored(id)
    built = folded("What it is built from, and how to establish it again", sources(claim))
    return Text((*assertion(claim), *proved(claim, evidence), *shown_at(claim, evidence), *receipts(claim, evidence), *built))


def argument(id: str, part: int = 0) -> Text:
    r"""The proof of a claim in mathematics, step by step; each step has been checked.

    Parameters
    ----------
    id
        of the claim.
    part
        which of its proofs: that of the claim itself, or with a number above zero one that stands beside it.

    Returns
    -------
    Text
        which says so where the proof is the certificate alone.

    Raises
    ------
    KeyError
        If there is no such claim.

    Examples
    --------
    >>> from spillover.claims.show import argument
    >>> print(argument("4.2-profit-high").paragraphs[-1])
    So $\hat{\pi} > \pi^{*}$.
    """
    return Text(ledger.argued(id)[part] or (NO_ARGUMENT,))


def assertion(claim: Claim) -> Iterator[str]:
    """The claim in words and in mathematics, the verdict, and the exact condition."""
    yield f"**{claim.verdict.value}.** {_typeset(claim.statement)} *({SOURCES.get(claim.section, _unbroken(claim.section))})*"
    finding = claim.finding.removeprefix(AS_CLAIMED).strip()
    if finding:
        yield _typeset(finding)
    if claim.asserted is not None:
        supposing = supposed(claim.region)
        asked = claim.gloss or ("In symbols, the question is when" if claim.verdict is Verdict.SHARPENED else "In symbols:")
        end = asked[-1] if asked[-1] in "?:" else ""
        yield f"{asked.removesuffix(end)}{supposing}{end or ('' if not claim.gloss else ':')}"
        yield displayed(claim.asserted)
        yield from definitions(claim)
        yield from meanings(claim)
    exact: Mapping[str, Boolean] = claim.exact
    if claim.verdict is Verdict.SHARPENED and claim.condition is not None:
        exact = {"": claim.condition}
    for quantity, condition in exact.items():
        yield f"Exact condition{f' for {WORDS[quantity]}' if quantity else ''}:"
        yield displayed(condition)


def supposed(given: Mapping[str, Boolean]) -> str:
    """What is supposed beside the ranges of the parameters and the conditions of regimes, as the end of a sentence."""
    names = [name for name in given if ": " not in name and name not in RANGES]
    return f", supposing {words(map(called, names))}" if names else ""


def meanings(claim: Claim) -> Iterator[str]:
    """What the letters in a claim and in what is proved of it stand for, where they are not the model's."""
    terms = {term.symbol for term in claim.terms}
    relations = (claim.proved, *(relation for _, relation, _ in statements(claim)))
    letters = set().union(*(relation.free_symbols for relation in relations)) - terms - {*model.PARAMETERS, *model.SHORTHANDS}
    own = [f"${latex(letter)}$ {meaning(claim.id, letter)}" for letter in sorted(letters, key=str)]
    if own:
        yield f"Here {'; '.join(own)}."


def _unbroken(section: str) -> str:
    """A section of the paper, whose part stays in the line of its number."""
    return section.replace(" (", "\N{NO-BREAK SPACE}(")


def _typeset(words: str) -> str:
    """Words of a claim, the threshold in them as mathematics, and with a link to the entry that they name."""
    return re.sub(r"\bsee (\d\.\d-[a-zA-Z-]+)", rf"see [\1](#{anchor('')}\1)", words.replace("T(n)", "$T(n)$"))


def displayed(formula: Boolean, before: str = "") -> str:
    r"""A formula in a line of its own, or in several lines where it is wider than a page.

    Parameters
    ----------
    formula
        in the symbols of a claim or of the model.
    before
        LaTeX that leads to it.

    Returns
    -------
    str
        between double dollar signs.

    Examples
    --------
    >>> from spillover import model
    >>> from spillover.claims.show import displayed
    >>> print(displayed(model.beta > sp.Rational(1, 2)))
    $$
    \beta > \frac{1}{2}
    $$
    """
    whole = f"{before} {written(formula)}".strip()
    if glyphs(whole) > WIDE:
        rows = r" \\ &\quad ".join((*([before] if before else []), *_lines(formula)))
        whole = rf"\begin{{aligned}} & {rows} \end{{aligned}}"
    return f"$$\n{whole}\n$$"


def _lines(formula: Boolean) -> list[str]:
    """A formula cut at its connectives; what is still too long, at the sign of the relation and between terms."""
    if type(formula) in JOINTS:
        first, *others = (
            _bracketed_lines(part) if type(part) in JOINTS else _lines(part) for part in sorted(formula.args, key=_simplest_last)
        )
        return [*first, *(line for part in others for line in (JOINTS[type(formula)] + part[0], *part[1:]))]
    if not isinstance(formula, Relational) or glyphs(written(formula)) <= WIDE_LINE:
        return [written(formula)]
    left, right = (lines(side, WIDE_LINE) for side in _sides(formula))
    return [*left, f"{SIGNS[formula.rel_op]} {right[0]}", *right[1:]]


def _bracketed_lines(part: Boolean) -> list[str]:
    """A part in brackets, cut where it is wider than a page."""
    if glyphs(_bracketed(part)) <= WIDE_PART:
        return [_bracketed(part)]
    first, *others = _lines(part)
    *between, last = others
    return [rf"\bigl({first}", *between, rf"{last}\bigr)"]


def definitions(claim: Claim) -> Iterator[str]:
    """What the symbols stand for that are not quantities of a regime."""
    marks = {mark(quantity, mode) for kind in (Regime, Planner) for mode in kind for quantity in LETTERS}
    terms = [term for term in claim.terms if claim.asserted is not None and term.symbol in claim.asserted.free_symbols - marks]
    if terms:
        yield "where"
        yield from (f"$$\n{equation_latex(term.symbol, shorthand(term.formula()))}\n$$" for term in terms)


def proved(claim: Claim, evidence: Evidence) -> Iterator[str]:
    """The proofs in mathematics: of the claim, then of what is proved beside it."""
    if claim.asserted is not None and claim.proved != claim.asserted:
        yield "What is proved:"
        yield displayed(claim.proved)
    lemmas, told = statements(claim), ledger.argued(claim.id)
    for number, (found, paragraphs) in enumerate(zip(evidence.proofs, told, strict=True)):
        of = f" ({WORDS[found.words]})" if found.words in WORDS else ""
        if number >= len(claim.theorems):
            yield f"*Also proved: {_beside(found.words, lemmas[number][2])}.*"
            shown = Letters(lemmas[number][2], claim.terms).with_symbols(found.relation)
            if shown != sp.true and shown.count_ops() <= MOST_SHOWN:
                yield displayed(shown)
        yield from folded(f"Proof{of}", _told_once(paragraphs, told[:number])) if paragraphs else (NO_ARGUMENT,)


def _beside(said: str, given: Mapping[str, Boolean]) -> str:
    """What is proved beside a claim, and what it supposes; an assumption that the words name is not told again."""
    named = [name for name in given if name in said]
    for name in named:
        said = said.replace(name, called(name))
    return _typeset(said) + supposed({name: given[name] for name in given if name not in named})


def _told_once(paragraphs: Sequence[str], before: Iterable[Sequence[str]]) -> Sequence[str]:
    """A proof; where it factors a difference as one before it does, from what it then uses on."""
    begun = next((at for at, words in enumerate(paragraphs) if words.startswith(NOW)), 0)
    return (FACTORED, *paragraphs[begun:]) if begun and any(other[:begun] == paragraphs[:begun] for other in before) else paragraphs


def shown_at(claim: Claim, evidence: Evidence) -> Iterator[str]:
    """The points at which something is seen, and what the game itself says."""
    if claim.asserted is None:
        return
    if evidence.counterexample is not None:
        yield f"*Counterexample,* a point at which everything that the claim speaks of exists: {at(evidence.counterexample)}"
        yield from compared_at(claim, evidence.counterexample)
        yield regimes(evidence.counterexample, decimal=True)._repr_markdown_()
    shown: dict[str, tuple[Point, list[str]]] = {}
    for side, point in evidence.examples.items():
        words = (ORDERS if claim.kind is Kind.UNRANKED else SIDES).get(side, side)
        shown.setdefault(at(point), (point, []))[1].append(words)
    for place, (point, (first, *others)) in shown.items():
        yield f"*{_typeset('; '.join((first, *(f'{side[0].lower()}{side[1:]}' for side in others))))}:* {place}"
        yield from compared_at(claim, point)
    yield f"*The game itself.* {played(claim, evidence.simulated)}"


def compared_at(claim: Claim, point: Point) -> Iterator[str]:
    """The quantities that a claim compares, at a point, with decimals beside fractions; those that the point does not fix are left out."""
    asked = claim.asserted.free_symbols if claim.asserted is not None else set()
    values = {term.symbol: term.formula().xreplace(dict(point)) for term in claim.terms if term.symbol in asked}
    rows = [[f"${latex(symbol)}$", value] for symbol, value in values.items() if not value.free_symbols]
    if rows:
        yield Table(["compared", "there"], columns(rows, True))._repr_markdown_()


def folded(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs that stand behind their title until they are asked for."""
    yield f'<details class="more">\n<summary>{title}</summary>'
    yield from paragraphs
    yield "</details>"


def receipts(claim: Claim, evidence: Evidence) -> Iterator[str]:
    """What the machine found, for who wants to check it: the certificates, and the assumptions that they need."""
    if not evidence.proofs:
        return
    yield from folded("The receipt: certificates, and what Z3 says", (ANOTHER_PROOF, *receipt(claim, evidence)))
    yield from folded("Which assumptions are needed", (needed(found)._repr_markdown_() for found in evidence.proofs))


def receipt(claim: Claim, evidence: Evidence) -> Iterator[str]:
    r"""What there is of each proof of a claim, and how to check it.

    Parameters
    ----------
    claim
        of the ledger.
    evidence
        for it.

    Yields
    ------
    str
        paragraphs of Markdown.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.ledger import stored
    >>> from spillover.claims.show import receipt
    >>> print(next(receipt(LEDGER["5.2-inertia"], stored("5.2-inertia"))))
    *The claim.* Assumed: not drastic. The certificate has 1 case, 3 hypotheses, 3 terms. Z3 on the negation: unsat.
    """
    for found in evidence.proofs:
        yield f"*{_typeset(found.words) or 'The claim'}.* {_sized(found)}"
    call = f'store.accepts("{claim.id}.json")'
    yield f"The file `{claim.id}.json` holds the certificates. After `from spillover.claims import store`, `{call}` checks them."


def _sized(found: Proof) -> str:
    """What a certificate assumes, and how long it is."""
    size = measured(found.certificate)
    hypotheses = sum(map(len, size.hypotheses))
    assumptions = words(map(called, found.assumptions)) if found.assumptions else "nothing but that the parameters are positive"
    counted = f"{_count(size.cases, 'case')}, {_count(hypotheses, 'hypothesis', 'hypotheses')}, {_count(size.terms, 'term')}"
    weights = "" if size.positive else ", not every weight positive"
    has = f"The certificate has {counted}{weights}." if size.cases else "After expansion the claim is immediate: all terms have one sign."
    return f"Assumed: {assumptions}. {has} Z3 on the negation: {found.solver}."


def needed(found: Proof) -> Table:
    r"""Which assumptions a proof needs, with a point for each at which the statement fails without it.

    Parameters
    ----------
    found
        a proof.

    Returns
    -------
    Table
        a line an assumption.

    Examples
    --------
    >>> from spillover.claims.ledger import stored
    >>> from spillover.claims.show import needed
    >>> needed(stored("5.2-inertia").proofs[0])
    | assumption | without it, it fails at |
    | --- | --- |
    | not drastic | $a = \frac{3}{2},$ $A = 1,$ $b = 1,$ $d = 1$ |
    """
    without = {name: at(point) for name, point in found.dropped.items()} | dict.fromkeys(found.spare, NOT_NEEDED)
    rows = [[called(name), without.get(name, NOT_KNOWN)] for name in found.assumptions]
    return Table(["assumption", "without it, it fails at"], rows or [["nothing but that the parameters are positive", ""]])


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def played(claim: Claim, simulated: Simulated | None) -> str:
    """What the game itself says: who played, at how many points, what was compared, and what was seen; or why nothing was played."""
    if simulated is None:
        return NOT_PLAYED.get(claim.id, "Nothing of it was played.")
    sizes = [str(size) for size in simulated.sizes]
    many = words(sizes) if 0 < len(sizes) < 3 else " to ".join(sizes[:: max(len(sizes) - 1, 1)])
    said = [f"{f'{many} firms' if sizes else 'Firms'} that know no formula play at {_count(simulated.points, 'point')}"]
    if simulated.applied < simulated.points:
        said[0] += f", of which {simulated.applied} meet all that it supposes"
    compared = f"the {simulated.values} closed forms in it are" if simulated.values > 1 else "the closed form in it is"
    said.append(f"At each, {compared} exactly what they do")
    if simulated.numerically:
        said.append(f"SciPy, which searches, finds the same at {simulated.numerically} of them")
    if claim.seen_in_play == claim.proved:
        return ". ".join((*said, "What is proved is true of all these plays."))
    return ". ".join((*said, f"What is seen in all these plays: {_typeset(IN_PLAYS[claim.id])}"))


def regimes(point: Point, decimal: bool = False) -> Table:
    r"""The three regimes at a point; those without a solution there say which condition fails.

    Parameters
    ----------
    point
        exact numbers for the six parameters.
    decimal
        whether every ratio is followed by its decimal.

    Returns
    -------
    Table
        R&D, output, profit and welfare, a line a regime.

    Examples
    --------
    >>> from spillover import model
    >>> from spillover.claims.show import regimes
    >>> table = regimes(dict(zip(model.PARAMETERS, map(sp.Rational, (2, 15, 10, 1, "1/4", 1)))))
    >>> for row in table.rows:
    ...     print(*row[:2])
    no cooperation **3.784** $\frac{140}{37}$
    R&D cooperation no solution (joint concavity against asymmetric deviations)
    full cooperation 2.564 $\frac{100}{39}$
    """
    header = ["", *(f"{WORDS[name]} ${LETTERS[name]}$" for name in SHOWN)]
    return Table(header, columns(([regime.label, *_cells(cluster(point), regime)] for regime in Regime), decimal, largest=True))


def cluster(point: Point) -> Cluster:
    """The cluster at a point."""
    return Cluster(**{symbol.name: point[symbol] for symbol in model.PARAMETERS})


def _cells(solved: Cluster, regime: Regime) -> list[Any]:
    try:
        found = solve(solved, regime)
    except InadmissibleError:
        failed = [condition.name for condition in solved.conditions(regime) if not condition.holds]
        return [f"no solution ({words(failed)})", *["–"] * (len(SHOWN) - 1)]
    return [getattr(found, name) for name in SHOWN]


def sources(claim: Claim) -> Iterator[str]:
    """From which derived results the claim is built, and how to establish it again."""
    used = [_derived(node) for node in provenance.uses(uses.node(claim))]
    yield f"*Built from* {words(used) if used else 'formulas made for it alone'}."
    yield f"*Establish it again:* `python -m spillover.ledger {claim.id}`"


def _derived(node: Node) -> str:
    """A derived result by its name, with its regime in brackets."""
    name, regime = node.of.rsplit(", ", 1) if node.kind == "quantity" else (node.kind, node.of)
    return f"{name} ({regime})"


def summary(claims: Mapping[str, Claim]) -> Table:
    """All claims with their verdicts, by part of the paper if they are from several; each links to its entry.

    Parameters
    ----------
    claims
        by id.

    Returns
    -------
    Table
        a line a claim.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.show import summary
    >>> summary({"4.1-x": LEDGER["4.1-x"]})
    | verdict | what is claimed |
    | --- | --- |
    | [Proved 4.1-x](#claim-4.1-x) | R&D per firm is larger under full cooperation than under R&D cooperation. |
    """
    several = len({claim.section for claim in claims.values()}) > 1
    rows = []
    for claim in claims.values():
        badge = f"[{claim.verdict.value} {claim.id}](#{anchor(claim.id)})"
        rows.append([*[_unbroken(claim.section)] * several, badge, _typeset(claim.statement)])
    return Table([*["part"] * several, "verdict", "what is claimed"], rows)


def counts(claims: Mapping[str, Claim]) -> dict[str, int]:
    """How many claims there are of each verdict.

    Parameters
    ----------
    claims
        by id.

    Returns
    -------
    dict
        by what the verdict is called.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.show import counts
    >>> counts({id: LEDGER[id] for id in ("4.1-x", "5.2-inertia")})
    {'Proved': 1, 'Sharpened': 0, 'Refuted': 0, 'Relabelled': 0, 'Outside': 1}
    """
    found = Counter(claim.verdict for claim in claims.values())
    return {verdict.value: found[verdict] for verdict in Verdict}


def paper() -> dict[str, Claim]:
    """The claims of the paper, by id.

    Returns
    -------
    dict
        in the order of the paper.

    Examples
    --------
    >>> from spillover.claims.show import paper
    >>> {claim.section for claim in paper().values() if claim.id.startswith("4.1")}
    {'§4 (1)'}
    """
    return {id: claim for id, claim in LEDGER.items() if claim.section not in SOURCES}


def new() -> dict[str, Claim]:
    """The results of this book that are not in the paper, by id.

    Returns
    -------
    dict
        in the order of the ledger.

    Examples
    --------
    >>> from spillover.claims.show import new
    >>> list(new())[0]
    'new-welfare-low'
    """
    return _in(NEW)


def literature() -> dict[str, Claim]:
    """What the literature part proves, by id.

    Returns
    -------
    dict
        in the order of the chapters.

    Examples
    --------
    >>> from spillover.claims.show import literature
    >>> list(literature())[0]
    'lit-duopoly-second-best'
    """
    return _in(LITERATURE)


def _in(section: str) -> dict[str, Claim]:
    return {id: claim for id, claim in LEDGER.items() if claim.section == section}


def derivations(claims: Mapping[str, Claim]) -> dict[str, dict[str, list[str]]]:
    """From the primitives to the claims: for each kind of results, by name, what each is derived from.

    The claims of a part of the paper stand together.

    Parameters
    ----------
    claims
        by id.

    Returns
    -------
    dict
        of kinds; for each a dict of results, with the names of those that it comes from.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.show import derivations
    >>> derivations({"4.1-x": LEDGER["4.1-x"]})["claim"]
    {'claims 4.1': ['conditions: R&D cooperation', 'conditions: full cooperation']}
    """
    graph = provenance.ancestry(*(uses.node(claim) for claim in claims.values()))

    def called(node: Node) -> Node:
        return Node("claim", f"claims {node.of.partition('-')[0]}") if node.kind == "claim" else node

    layers: dict[str, dict[str, list[str]]] = {kind: {} for kind in provenance.LAYERS}
    for node, used in provenance.simpler(graph, "quantity", called).items():
        layers[node.kind][str(node)] = [str(other) for other in used]
    return {kind: results for kind, results in layers.items() if results}


MOST_SHOWN = 100
"""A lemma of more operations is left to its words, and its proof begins with what is to be shown."""
LONG = 30
"""A condition with more operations than this is shown below the table of orders, not in it."""


def rankings(quantities: Iterable[str] = ("x", "profit", "Q", "welfare")) -> Table:
    r"""The strict orders of the regimes that occur, by quantity, with where each holds and a point at which it does.

    Parameters
    ----------
    quantities
        names of fields of an outcome.

    Returns
    -------
    Table
        a line an order.

    Examples
    --------
    >>> from spillover.claims.show import rankings
    >>> print(rankings(["profit"]).rows[0][1])
    $\tilde{\pi} > \hat{\pi} > \pi^{*}$
    """
    rows = []
    for quantity in quantities:
        for ranking in orders.rankings(quantity):
            steps = zip(pairwise(ranking.modes), ranking.steps, strict=True)
            where = [_short(quantity, pair, step) for pair, step in steps if step in ranking.conditions]
            chain = " > ".join(latex(mark(quantity, mode)) for mode in ranking.modes)
            rows.append([WORDS[quantity], f"${chain}$", " and ".join(where) or "everywhere", at(ranking.example)])
    return Table(["quantity", "order", "exactly where", "for instance"], rows)


def _short(quantity: str, pair: tuple[Mode, Mode], step: Boolean) -> str:
    return f"${_larger(quantity, pair) if step.count_ops() > LONG else written(step)}$"


def _larger(quantity: str, pair: tuple[Mode, Mode]) -> str:
    return " > ".join(latex(mark(quantity, mode)) for mode in pair)


def long_conditions(quantities: Iterable[str] = ("x", "profit", "Q", "welfare")) -> Text:
    """The conditions that are too long for the table of orders, each pair of regimes once.

    Parameters
    ----------
    quantities
        names of fields of an outcome.

    Returns
    -------
    Text
        a formula a paragraph.

    Examples
    --------
    >>> from spillover.claims.show import long_conditions
    >>> long_conditions(["profit"]).paragraphs  # the table has room for them
    ()
    """
    found: dict[tuple[str, frozenset[Mode]], str] = {}
    for quantity in quantities:
        for ranking in orders.rankings(quantity):
            for pair, step in zip(pairwise(ranking.modes), ranking.steps, strict=True):
                if step.count_ops() > LONG:
                    before = rf"{_larger(quantity, pair)} \;\Leftrightarrow\;"
                    found.setdefault((quantity, frozenset(pair)), displayed(step, before))
    return Text(tuple(found.values()))


def chinese_summary(claims: Mapping[str, Claim]) -> Table:
    """All claims with their verdicts in Chinese; each links to its entry.

    Parameters
    ----------
    claims
        by id, all of them said in Chinese.

    Returns
    -------
    Table
        a line a claim.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.show import chinese_summary
    >>> chinese_summary({"4.1-x": LEDGER["4.1-x"]})
    | 论断 | 判定 | 内容 |
    | --- | --- | --- |
    | [4.1-x](#claim-4.1-x) | 证实 | 全合作的单个企业研发投入大于半合作。 |
    """
    rows = [[f"[{claim.id}](#{anchor(claim.id)})", claim.verdict.chinese, _typeset(claim.chinese)] for claim in claims.values()]
    return Table(["论断", "判定", "内容"], rows)
