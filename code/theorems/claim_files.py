"""Writes a claim of the ledger, with its proofs, as a file for Coq."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean
from sympy.polys.rings import PolyElement

from positivity.certificate import Case, CaseSplit, Identity, Polynomial, Proof, SignConstraint
from positivity.statement import sign_assumptions
from spillover import model
from spillover.claims import Claim, Evidence
from spillover.claims.claim import RANGES, conditions
from spillover.cluster import solution
from spillover.notation import shorthand
from theorems import model_file, proofs, terms
from theorems.linking import NoProof, Prover
from theorems.model_file import CLUSTER, MODES, PARAMETERS, wrapped
from theorems.signs import Signs, Way, cross
from theorems.terms import Tree
from theorems.wanted import Wanted, identifier, wanted

HEAD = """From Coq Require Import ZArith List Rbase Rbasic_fun Rfunctions.
From Spillover Require Import Cluster Checker Statement Model.
Import ListNotations.
Local Open Scope R_scope."""
POSITIVE_FIRMS: Tree = ("Rel", "Lt", ("Cst", 0), ("Var", model.n))
"""What follows from n >= 2; certificates name it."""
ITS_PROOF = "(Rlt_le_trans _ _ _ Rlt_0_2 (Rge_le _ _ H0))"
MARKS = {
    r"^{*}": "_non",
    r"\partial ": "d",
    r"\partial": "d",
    r"\Delta ": "change_in_",
    r"\Delta": "change_in_",
    "(+t)": "_up",
    "(-t)": "_down",
    "'": "_prime",
    "/": "_",
    " - ": "_less_",
    "+": "plus",
}
"""What stands in names of Coq for what LaTeX writes."""


@dataclass(frozen=True)
class Hypothesis:
    """What is assumed under one arrow: how it is written, and the forms that it stands for."""

    text: str
    forms: tuple[Tree, ...]


def letter(symbol: sp.Symbol) -> str:
    """A symbol that is written in LaTeX as a name of Coq."""
    name = re.sub(r"\\(hat|tilde)\{?(\\?\w)\}?", lambda found: f"{found[2]}_{dict(hat='rnd', tilde='full')[found[1]]}", symbol.name)
    for mark, word in MARKS.items():
        name = name.replace(mark, word)
    return identifier(name)


class Speech:
    """How a claim is said: of a cluster where it speaks of the paper's range, else of numbers.

    Parameters
    ----------
    claim
        of the ledger.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.of_cluster = all(claim.region.get(name) == relation for name, relation in RANGES.items())
        self.meanings: dict[sp.Symbol, Tree] = model_file.meanings() if self.of_cluster else {}
        self.texts: dict[sp.Symbol, str] = {symbol: model_file.named(symbol) for symbol in (*model.PARAMETERS, *self.meanings)}
        if not self.of_cluster:
            self.texts = {}
        self.definitions: list[str] = []
        self._terms: dict[sp.Symbol, sp.Symbol] = {}
        for term in claim.terms:
            self._name(term.symbol, term.formula())

    def _name(self, symbol: sp.Symbol, formula: sp.Expr) -> None:
        """The name of a term: that of a closed form of the model, or of a definition of its own."""
        key = model_file.named_terms().get(symbol)
        if self.of_cluster and key and solution.factored_form(*key) == formula:
            self._terms[symbol] = model_file.closed_forms()[key][0]
            return
        tree = terms.expression(self._readable(formula))
        arguments = self._arguments(tree)
        name = letter(symbol)
        while name in {*model_file.RESERVED, *map(letter, arguments)} or any(text.split()[0] == name for text in self.texts.values()):
            name += "_"
        own = sp.Symbol(name)
        names = [f"({CLUSTER} : cluster)"] * self.of_cluster + [f"({' '.join(map(letter, arguments))} : R)"] * bool(arguments)
        self.definitions.append(model_file.defined(name, "R", terms.as_text(tree, self.named), " ".join(names)))
        self.texts[own] = " ".join([name, *[CLUSTER] * self.of_cluster, *map(letter, arguments)])
        self.meanings[own] = terms.replaced(tree, self.meanings)
        self._terms[symbol] = own

    def _arguments(self, tree: Tree) -> list[sp.Symbol]:
        """The variables of a tree that the cluster, where there is one, does not hold."""
        free = terms.variables(terms.replaced(tree, self.meanings))
        return sorted(free - set(model.PARAMETERS) if self.of_cluster else free, key=str)

    def _readable(self, e: sp.Expr) -> sp.Expr:
        inside = e.free_symbols <= set(model.PARAMETERS) and e.free_symbols
        return shorthand(e) if self.of_cluster and inside and not e.is_Symbol else e

    def named(self, symbol: sp.Symbol) -> str:
        """A variable as Coq has it."""
        return self.texts.get(symbol) or letter(symbol)

    def form(self, relation: Any) -> Tree:
        """A Boolean as a form, closed forms by their names."""
        said = sp.sympify(relation).xreplace(self._terms)
        if self.of_cluster:
            said = said.xreplace(model_file.named_forms())
        sides = {each: each.func(*map(self._readable, each.args), evaluate=False) for each in said.atoms(sp.core.relational.Relational)}
        return terms.form(said.xreplace(sides))

    def written_out(self, form: Tree) -> Tree:
        """A form in the variables alone."""
        return terms.replaced(form, self.meanings)

    def hypotheses(self, given: Mapping[str, Boolean], more: Iterable[sp.Symbol]) -> list[Hypothesis]:
        """What is assumed: the range, the signs of other symbols, the conditions of the modes, and the rest."""
        rest = {name: relation for name, relation in given.items() if not (self.of_cluster and name in RANGES)}
        found = [Hypothesis(f"parameters {CLUSTER}", PARAMETERS)] if self.of_cluster else []
        found += [self._hypothesis(relation) for relation in sign_assumptions(more)]
        for mode in MODES:
            named = model_file.mode_conditions(mode)
            if self.of_cluster and all(rest.get(name) == relation for name, relation in conditions(mode).items()):
                found.append(Hypothesis(f"exists_{mode.key} {CLUSTER}", tuple(each.says for each in named.values())))
                rest = {name: relation for name, relation in rest.items() if name not in named}
        by_name = {
            name: model_file.mode_conditions(mode)[name]
            for mode in MODES
            for name, relation in conditions(mode).items()
            if self.of_cluster and rest.get(name) == relation
        }
        for name, relation in rest.items():
            own = by_name.get(name)
            found.append(Hypothesis(f"{own.name} {CLUSTER}", (own.says,)) if own else self._hypothesis(relation))
        return found

    def _hypothesis(self, relation: Any) -> Hypothesis:
        form = self.form(relation)
        return Hypothesis(self.text(form, terms.LEVELS["Imp"] - 1), (form,))

    def text(self, form: Tree, level: int = terms.ANY) -> str:
        """A form as one writes it in Coq."""
        return terms.as_text(form, self.named, level)


class Theorem:
    """A theorem of a claim, with all that its proof is made of.

    Parameters
    ----------
    speech
        of the claim.
    wanted
        what is to be proved.
    """

    def __init__(self, speech: Speech, wanted: Wanted) -> None:
        self.speech, self.wanted = speech, wanted
        self.goal = speech.form(wanted.says)
        free = set().union(*(relation.free_symbols for relation in wanted.given.values()))
        free |= (
            terms.variables(speech.written_out(self.goal)) - set(model.PARAMETERS)
            if speech.of_cluster
            else terms.variables(speech.written_out(self.goal))
        )
        inside = model.PARAMETERS if speech.of_cluster else ()
        self.more = sorted(free - set(inside), key=str)
        self.symbols = [*inside, *self.more]
        self.hypotheses = speech.hypotheses(wanted.given, self.more)

    def text(self) -> str:
        """All that Coq reads of it."""
        return self._always() if self.wanted.kind == "always" else self._at_a_point()

    @property
    def _binders(self) -> str:
        names = [f"({CLUSTER} : cluster)"] * self.speech.of_cluster + [f"({' '.join(map(letter, self.more))} : R)"] * bool(self.more)
        return " ".join(names)

    def _always(self) -> str:
        cases, names = self.wanted.proof
        signs = Signs(self.symbols)
        prover = Prover(signs, [symbol for symbol in self.symbols if symbol.is_positive], [self._in_all(case, names) for case in cases])
        given = [POSITIVE_FIRMS] * self.speech.of_cluster
        given += [self.speech.written_out(form) for each in self.hypotheses for form in each.forms]
        goal = self.speech.written_out(self.goal)
        nonvanishing = self._nonvanishing(signs, prover, given, goal)
        known = [*reversed(nonvanishing)]
        refuted = [prover.refute(way, {*known, *(-g for g in known)}) for way in cross(signs.region(known, given), signs.ways(False, goal))]
        data = _data(self.wanted.name, given, goal, self.symbols, list(nonvanishing.items()), refuted)
        return f"{data}\n\n{self._stated(given)}"

    def _in_all(self, case: Case, names: Sequence[str]) -> Case:
        """A case of a certificate in all variables of the statement."""
        places = [names.index(symbol.name) if symbol.name in names else None for symbol in self.symbols]

        def wide(p: Polynomial) -> Polynomial:
            return {tuple(0 if place is None else exponents[place] for place in places): c for exponents, c in p.items()}

        def whole(proof: Proof) -> Proof:
            if isinstance(proof, CaseSplit):
                return CaseSplit(wide(proof.polynomial), whole(proof.positive), whole(proof.otherwise))
            return Identity(tuple(replace(term, square=term.square and wide(term.square)) for term in proof.terms))

        return Case(tuple(SignConstraint(wide(each.polynomial), each.strict) for each in case.hypotheses), whole(case.proof))

    def _nonvanishing(self, signs: Signs, prover: Prover, given: list[Tree], goal: Tree) -> dict[PolyElement, list[Tree]]:
        """The denominators, each with proofs that it does not vanish, which may use that those before it do not.

        Where that cannot be proved, it is assumed, as one more hypothesis: a point at which a denominator vanishes is outside the
        question.
        """
        found: dict[PolyElement, list[Tree]] = {}
        while pending := self._pending(signs, found, given, goal):
            for g in pending:
                vanishing: list[Way] = [[(g, False), (-g, False)]]
                region = signs.region([*reversed(found)], given)
                refuted = [proof for way in cross(region, vanishing) if (proof := prover.vanishes_not(way, g))]
                if len(refuted) == len(region):
                    found[g] = refuted
                    break
            else:
                form: Tree = ("Rel", "Ne", terms.expression(pending[0].as_expr(*self.symbols)), ("Cst", 0))
                self.hypotheses.append(Hypothesis(self.speech.text(form), (form,)))
                given.append(form)
                found = {}
        return found

    def _pending(self, signs: Signs, known: Collection[PolyElement], given: list[Tree], goal: Tree) -> list[PolyElement]:
        found = dict.fromkeys(g for form in (*given, goal) for g in signs.denominators(form) if not g.is_ground)
        return sorted((g for g in found if g not in known), key=len)

    def _stated(self, given: list[Tree]) -> str:
        """The theorem, and how it follows from the check."""
        name, names, count = self.wanted.name, [], 0
        for each in self.hypotheses:
            own = [f"H{count + i}" for i in range(len(each.forms))]
            names.append(own[0] if len(own) == 1 else f"({' & '.join(own)})")
            count += len(own)
        values = [self.speech.named(symbol) for symbol in self.symbols]
        used = [ITS_PROOF] * self.speech.of_cluster + [f"H{i}" for i in range(count)]
        introduced = " ".join([CLUSTER] * self.speech.of_cluster + [*map(letter, self.more), *names])
        said = " ->\n  ".join([*(each.text for each in self.hypotheses), self.speech.text(self.goal)])
        return (
            f"Theorem {name} : forall {self._binders},\n  {said}.\nProof.\n  intros {introduced}.\n"
            f"  exact (checked _ _ _ {name}_checked [{'; '.join(values)}] {' '.join(used)}).\nQed."
        )

    def _at_a_point(self) -> str:
        name, point = self.wanted.name, self.wanted.proof
        assert not isinstance(point, tuple)
        values = {symbol: terms.expression(sp.Rational(point.get(symbol, 1))) for symbol in self.symbols}
        parts = [terms.joined("And", list(each.forms)) for each in self.hypotheses]
        always = self.wanted.kind == "not always"
        form = terms.joined("Imp" if always else "And", [*parts, self.goal])
        form = terms.replaced(self.speech.written_out(("Not", form) if always else form), values)
        refuted = [_violated(way) for way in Signs([]).ways(False, form)]
        data = _data(name, [], form, [], [], refuted)
        at = [terms.as_text(values[symbol], letter, terms.ARGUMENT) for symbol in self.symbols]
        if self.speech.of_cluster:
            at[: len(model.PARAMETERS)] = [f"(Cluster {' '.join(at[: len(model.PARAMETERS)])})"]
        join = " ->\n    " if always else " /\\\n  "
        level = terms.ANY if always else terms.LEVELS["And"]
        said = join.join([*(each.text for each in self.hypotheses), self.speech.text(self.goal, level)])
        if always:
            return (
                f"{data}\n\nTheorem {name} : ~ (forall {self._binders},\n    {said}).\n"
                f"Proof. intro H. exact (checked _ _ _ {name}_checked [] (H {' '.join(at)})). Qed."
            )
        proof = f"Proof. exists {', '.join(at)}. exact (checked _ _ _ {name}_checked []). Qed."
        return f"{data}\n\nTheorem {name} : exists {self._binders},\n  {said}.\n{proof}"


def _violated(way: Way) -> Tree:
    """The proof that numbers do not have the signs that they would have."""
    for place, (p, strict) in enumerate(way):
        number = int(p.LC) if p != 0 else 0
        if number < 0:
            return ("Sum", ("Plus", ("Hyp", place), ("Number", -number)))
        if number == 0 and strict:
            return ("Sum", ("Hyp", place))
    raise NoProof(f"these numbers do not contradict each other: {way}")


def _data(
    name: str,
    given: Sequence[Tree],
    goal: Tree,
    symbols: Sequence[sp.Symbol],
    nonvanishing: Sequence[tuple[PolyElement, Sequence[Tree]]],
    refuted: Sequence[Tree],
) -> str:
    """A statement and its certificate as data, and that the check of ``Statement.v`` accepts them."""
    place = {symbol: number for number, symbol in enumerate(symbols, 1)}
    shared: dict[str, str] = {}

    def share(proof: Tree) -> str:
        return shared.setdefault(proofs.as_data(proof), f"{name}_proof_{len(shared) + 1}")

    vanishing = [f"({proofs.polynomial_as_data(proofs.polynomial(g))}, [{'; '.join(map(share, each))}])" for g, each in nonvanishing]
    refutations = "; ".join(map(share, refuted))
    assumed = ";\n".join(wrapped(terms.as_data(form, place)) for form in given)
    return "\n".join(
        [
            f"Definition {name}_given : list form := [\n{assumed}]%nat.",
            f"Definition {name}_goal : form :=\n{wrapped(terms.as_data(goal, place))}%nat.",
            *(f"Definition {label} : proof :=\n{wrapped(text)}%nat." for text, label in shared.items()),
            f"Definition {name}_certificate : certificate := {{|",
            wrapped(f"nonvanishing := [{'; '.join(vanishing)}];"),
            wrapped(f"refutations := [{refutations}] |}}%nat."),
            f"Lemma {name}_checked : check {name}_given {name}_goal {name}_certificate = true.",
            "Proof. vm_cast_no_check (eq_refl true). Qed.",
        ]
    )


def claim_file(claim: Claim, evidence: Evidence) -> str:
    """The text of the file with all theorems of a claim.

    Parameters
    ----------
    claim
        of the ledger.
    evidence
        as it is stored.

    Returns
    -------
    str
        which Coq is to check.

    Raises
    ------
    NoProof
        If the certificates do not lead to the statement as Coq reads it.
    """
    speech = Speech(claim)
    theorems = [(each, Theorem(speech, each).text()) for each in wanted(claim, evidence)]
    said = f"(** {_comment(claim.id)}: {_comment(claim.statement)}\n    {claim.verdict.value}. {_comment(claim.finding)} *)"
    parts = [f"(** {_comment(each.words)} *)\n{text}" if each.words else text for each, text in theorems]
    return "\n\n".join([said, HEAD, *speech.definitions, *parts]) + "\n"


def _comment(words: str) -> str:
    """Words that close no comment of Coq, and open no string in it."""
    return words.replace("*", "∗").replace('"', "”")
