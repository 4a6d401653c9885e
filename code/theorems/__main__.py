"""``make coq``: writes every claim of the ledger for Coq, has it checked, and writes down what Coq says of each.

It fails where a claim has no theorem, where a proof is left out, or where one uses another axiom than the real numbers need.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from textwrap import shorten

import sympy as sp

from spillover.claims import LEDGER, Evidence, ledger, store
from spillover.claims.evidence import sides
from theorems import checked, coq, reading
from theorems.checked import BUILD, FROM_THE_GAME, Checked, Theorem, from_the_game, of_claim
from theorems.claim_files import claim_file, letter
from theorems.linking import NoProof
from theorems.model_file import model_file
from theorems.wanted import Wanted, identifier, wanted

WITHOUT = {"5.3-intermediaries": "neither this model nor a smaller one has intermediaries: nothing is asserted in symbols"}
"""Claims without a theorem, and why."""
MODEL = ("Cluster", "Model")
"""The files with the definitions that claims share."""
PROCESSES = 2
"""So many work at a time."""
DEFINITION = re.compile(r"^Definition (\w+) .*: R :=$", re.MULTILINE)
"""A quantity that a claim's own file defines."""


def evidence(id: str) -> Evidence:
    """The evidence that is stored for a claim; made anew where it says something else. Coq checks it: here it is not checked once more."""
    claim = LEDGER[id]
    found = store.load(id, store.digest(claim))
    return found if store.fits(found, Evidence) and found.examples.keys() == sides(claim).keys() else ledger.stored(id)


def main(arguments: Sequence[str] | None = None) -> int:
    """Have claims of the ledger checked by Coq, all unless some are named; 1 where it does not accept them, 2 where there is no Coq."""
    parser = argparse.ArgumentParser(prog="python -m theorems", description=main.__doc__)
    parser.add_argument("ids", nargs="*", metavar="id", help="claims to check, and what Coq says of them to print")
    parser.add_argument("--again", action="store_true", help="have what is compiled checked once more, by coqchk")
    asked = parser.parse_args(arguments)
    if unknown := [id for id in asked.ids if id not in LEDGER or id in WITHOUT]:
        parser.error(f"no theorem for {', '.join(unknown)}; the claims are {', '.join(id for id in LEDGER if id not in WITHOUT)}")
    version, start = coq.version(), time.monotonic()
    if version is None:
        print(coq.INSTALL, file=sys.stderr)
        return 2
    try:
        if asked.again:
            coq.check_again(BUILD)
            print(f"coqchk accepts all files, in {time.monotonic() - start:.0f} s")
            return 0
        found = check(version, asked.ids)
    except coq.Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    if asked.ids:
        print("\n\n".join(f"{each.name}\n{each.statement}" for said in found.values() for each in said.theorems), end="\n\n")
    else:
        checked.save(found)
    theorems, games = sum(len(each.theorems) for each in found.values()), sum(each.grade is FROM_THE_GAME for each in found.values())
    print(
        f"Coq {version} accepts {theorems} theorems of {len(found)} claim{'s' * (len(found) > 1)}, {games} of them checked from the game, "
        f"in {time.monotonic() - start:.0f} s. Axioms: {', '.join(next(iter(found.values())).axioms)}"
    )
    return 0


@dataclass(frozen=True)
class Exported:
    """What is written of a claim: the text of its file, its theorems, what their terms stand for, and the digest of the claim."""

    text: str
    theorems: tuple[Wanted, ...]
    formulas: Mapping[sp.Symbol, sp.Expr]
    digest: str


def exported(id: str) -> Exported:
    """Write a claim for Coq.

    Raises
    ------
    coq.Refused
        If the certificates do not lead to the statement as Coq reads it.
    """
    claim = LEDGER[id]
    found = evidence(id)
    theorems = tuple(replace(each, proof={}) for each in wanted(claim, found))
    formulas = {term.symbol: term.formula() for term in claim.terms}
    try:
        text = claim_file(claim, found)
    except NoProof as error:
        raise coq.Refused(f"{id} has no proof for Coq: {shorten(str(error), 500)}") from error
    return Exported(text, theorems, formulas, checked.digest(claim))


def check(version: str, some: Sequence[str] = ()) -> dict[str, Checked]:
    """Write all files, or those of some claims; have them checked, and ask Coq what it has accepted."""
    if missing := [id for id in LEDGER if id not in WITHOUT and LEDGER[id].asserted is None]:
        raise coq.Refused(f"no theorem for {', '.join(missing)}")
    ids = [id for id in LEDGER if (id in some if some else id not in WITHOUT)]
    if unknown := sorted(name for name in from_the_game() if not any(of_claim(id).fullmatch(name) for id in LEDGER)):
        raise coq.Refused(f"no claim has the name of {', '.join(unknown)}")
    games = {name: place for name, place in from_the_game().items() if not some or any(of_claim(id).fullmatch(name) for id in ids)}
    modules = coq.needed([*MODEL, "Game", *map(module, ids), *games.values()]) if some else set()
    also = [id for id in LEDGER if id not in ids and module(id) in modules]
    model = model_file()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        written = dict(zip([*ids, *also], pool.map(exported, [*ids, *also]), strict=True))
    coq.place({"Model.v": model, **{f"{module(id)}.v": each.text for id, each in written.items()}}, BUILD, whole=not some)
    claims = {id: written[id] for id in ids}
    if gaps := coq.gaps(BUILD):
        raise coq.Refused(f"a proof is left out: {'; '.join(gaps)}")
    coq.compile_all(BUILD, PROCESSES, sorted(modules))
    theorems = {module(id): [theorem.name for theorem in each.theorems] for id, each in claims.items()}
    definitions = {module(id): DEFINITION.findall(each.text) for id, each in claims.items()}
    definitions |= {name: coq.DEFINED.findall((BUILD / f"{name}.v").read_text(encoding="utf-8")) for name in MODEL}
    for name, place in games.items():
        theorems.setdefault(place, []).append(name)
    said = coq.ask(BUILD, theorems, definitions)
    if wrong := checked.not_allowed(said.axioms):
        raise coq.Refused(f"without proof is used: {', '.join(wrong)}")
    require_meaning(claims, definitions, said)
    return {id: _checked(id, each, definitions[module(id)], games, said, version) for id, each in claims.items()}


def require_meaning(claims: Mapping[str, Exported], definitions: Mapping[str, Sequence[str]], said: coq.Said) -> None:
    """See that what Coq states is what the book says: each theorem is read back into SymPy and compared."""
    shared = _read(MODEL, definitions, said)
    known = [shared | _read([module(id)], definitions, said) for id in claims]
    stated = [[said.statements[f"{module(id)}.{each.name}"] for each in claim.theorems] for id, claim in claims.items()]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        if wrong := [*chain.from_iterable(pool.map(differences, claims.values(), stated, known))]:
            raise coq.Refused("\n".join(wrong))


def differences(claim: Exported, stated: Sequence[str], known: Mapping[str, reading.Definition]) -> list[str]:
    """In what the theorems of a claim differ from what the ledger says."""
    found = []
    for each, text in zip(claim.theorems, stated, strict=True):
        read = reading.read(text, known)
        if wrong := [*reading.differences(read, each.kind, each.given.values(), each.says, claim.formulas, letter)]:
            found.append(f"{each.name} is not what the ledger says: {'; '.join(wrong)}")
    return found


def _read(modules: Sequence[str], definitions: Mapping[str, Sequence[str]], said: coq.Said) -> dict[str, reading.Definition]:
    return {name: reading.definition(said.statements[f"{place}.{name}"]) for place in modules for name in definitions[place]}


def module(id: str) -> str:
    """The file of a claim."""
    return f"Claim_{identifier(id)}"


def _checked(id: str, claim: Exported, definitions: Sequence[str], games: Mapping[str, str], said: coq.Said, version: str) -> Checked:
    own = {name: f"{place}.{name}" for name, place in games.items() if of_claim(id).fullmatch(name)}
    from_game = [Theorem(full, "", said.statements[full]) for full in own.values()]
    printed = {name: said.statements[f"{module(id)}.{name}"] for name in definitions}
    theorems = [_theorem(module(id), each.name, each.words, said, printed) for each in claim.theorems]
    return Checked((*from_game, *theorems), said.axioms, version, claim.digest)


def _theorem(place: str, name: str, words: str, said: coq.Said, printed: Mapping[str, str]) -> Theorem:
    statement = said.statements[f"{place}.{name}"]
    spoken_of = tuple(text for name, text in printed.items() if re.search(rf"\b{name}\b", statement))
    return Theorem(f"{place}.{name}", words, statement, spoken_of)


if __name__ == "__main__":
    sys.exit(main())
