"""The ledger at work: ``python -m spillover.ledger`` establishes every verdict afresh, with ids just some.

What it finds is stored, and :func:`stored` hands it out again as long as nothing that it depends on has changed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TextIO

import sympy as sp

from spillover.claims import LEDGER, Evidence, NotEstablished, reasoning, simulation, store
from spillover.claims.evidence import supports

WIDTH = 30
"""Of the progress bar, in characters."""

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

_accepted: dict[str, Evidence] = {}  # by what it depends on: to compare is quicker than to check again


@dataclass(frozen=True)
class Work:
    """What came of the work on one claim.

    Attributes
    ----------
    id
        of the claim.
    evidence
        that establishes the verdict, or None.
    failure
        why it could not be established, or empty.
    seconds
        that it took.

    Examples
    --------
    >>> from spillover.claims.ledger import work_on
    >>> work = work_on("5.2-inertia")
    >>> work.id, work.evidence.claim, work.failure
    ('5.2-inertia', '5.2-inertia', '')
    """

    id: str
    evidence: Evidence | None
    failure: str
    seconds: float


def stored(id: str) -> Evidence:
    """The evidence for a claim: what was stored if nothing that it depends on has changed, else made anew, and stored.

    Parameters
    ----------
    id
        of the claim.

    Returns
    -------
    Evidence
        which supports the claim.

    Raises
    ------
    KeyError
        If there is no such claim.
    NotEstablished
        If the verdict cannot be established.

    Examples
    --------
    >>> from spillover.claims.ledger import stored
    >>> stored("5.2-inertia").proofs[0].assumptions
    ('not drastic',)
    """
    claim = LEDGER[id]
    depends = store.digest(claim)
    found: Evidence = store.get_or_compute(
        id,
        depends,
        make=claim.establish,
        accepted=lambda found: found == _accepted.get(depends) or (store.fits(found, Evidence) and supports(claim, found)),
    )
    if found != _accepted.get(depends):
        _accepted[depends] = found
    return _accepted[depends]


@cache
def argued(id: str) -> tuple[tuple[str, ...], ...]:
    """The proofs of a claim in mathematics, in paragraphs of Markdown; every step is checked.

    Parameters
    ----------
    id
        of the claim.

    Returns
    -------
    tuple of tuple of str
        for the claim and for each lemma; empty where no argument leads there.

    Raises
    ------
    UncheckedStepError
        If a step does not follow.

    Examples
    --------
    >>> from spillover.claims.ledger import argued
    >>> [len(paragraphs) > 0 for paragraphs in argued("5.2-inertia")]
    [True, True]
    """
    return tuple(map(reasoning.told, reasoning.arguments(LEDGER[id])))


def everything(ids: Iterable[str] = LEDGER) -> dict[str, Evidence]:
    """The evidence for many claims, by id. What is not stored is made anew, by all processors.

    Parameters
    ----------
    ids
        of the claims; all unless given.

    Returns
    -------
    dict
        in the order of ``ids``.

    Raises
    ------
    NotEstablished
        If a verdict cannot be established.

    Examples
    --------
    >>> from spillover.claims.ledger import everything
    >>> {id: found.certificate is not None for id, found in everything(["5.2-inertia"]).items()}
    {'5.2-inertia': True}
    """
    missing = [id for id in ids if store.load(id, store.digest(LEDGER[id])) is None]
    for work in establish(missing):
        if work.evidence is None:
            raise NotEstablished(work.failure)
    return {id: stored(id) for id in ids}


def establish(ids: Sequence[str], playing: Progress = lambda done, count: None) -> Iterator[Work]:
    """Establish claims afresh, by all processors, and store the evidence; each is handed out as soon as it is done.

    The game is played once for all claims, before the processes part.

    Parameters
    ----------
    ids
        of the claims.
    playing
        is told how many points are played, and of how many.

    Yields
    ------
    Work
        on each claim, also where the verdict could not be established.

    Examples
    --------
    >>> from spillover.claims.ledger import establish
    >>> [(work.id, work.failure) for work in establish(["5.2-inertia"])]
    [('5.2-inertia', '')]
    """
    if any(simulation.is_in_the_papers_game(LEDGER[id]) for id in ids):
        simulation.played(progress=playing)
    with ProcessPoolExecutor(mp_context=get_context("fork" if hasattr(os, "fork") else None)) as pool:
        yield from (work.result() for work in as_completed([pool.submit(work_on, id) for id in sorted(ids, key=_length, reverse=True)]))


def _length(id: str) -> int:
    """Of all that is proved for a claim; the longest comes first, so that no process has to wait for it at the end."""
    claim = LEDGER[id]
    return sum(int(sp.count_ops(relation)) for relation in (claim.established, *(lemma.relation for lemma in claim.lemmas)))


def work_on(id: str) -> Work:
    """Establish one claim and store the evidence."""
    start, evidence, failure = time.perf_counter(), None, ""
    try:
        evidence = LEDGER[id].establish()
        store.save(id, evidence, store.digest(LEDGER[id]))
    except (NotEstablished, simulation.Disagreement, OSError) as error:  # reported in the table or below it, and in the status
        failure = str(error)
    return Work(id=id, evidence=evidence, failure=failure, seconds=time.perf_counter() - start)


def bar(words: str, stream: TextIO) -> Progress:
    """A progress bar on a terminal; elsewhere one line when all is done."""

    def show(done: int, count: int) -> None:
        filled = WIDTH * done // count
        if stream.isatty():
            stream.write(f"\r{words} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{count}")
        if done == count:
            stream.write("\n" if stream.isatty() else f"{words}: {count}\n")
        stream.flush()

    return show


def table(works: Mapping[str, Work]) -> str:
    """What was established, a line a claim.

    Parameters
    ----------
    works
        on the claims, by id.

    Returns
    -------
    str
        with a head, columns under one another.

    Examples
    --------
    >>> from spillover.claims.ledger import Work, stored, table
    >>> print(table({"5.2-inertia": Work(id="5.2-inertia", evidence=stored("5.2-inertia"), failure="", seconds=0.2)}))
    claim        verdict  proofs  cases  terms     Z3  points  seconds
    5.2-inertia  Outside       2      2      5  unsat     200      0.2
    """
    rows = [("claim", "verdict", "proofs", "cases", "terms", "Z3", "points", "seconds"), *(_row(work) for work in works.values())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = [str.ljust, str.ljust, *[str.rjust] * len(rows[0])]  # words to the left, numbers to the right
    lines = [[side(cell, width) for side, cell, width in zip(sides, row, widths, strict=False)] for row in rows]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def _row(work: Work) -> tuple[str, ...]:
    found = work.evidence
    if found is None:
        return (work.id, "NOT ESTABLISHED", *[""] * 5, f"{work.seconds:.1f}")
    cases = sum(len(proof.certificate.cases) for proof in found.proofs)
    terms = sum(len(leaf.terms) for proof in found.proofs for leaf in proof.certificate.leaves())
    answers = "/".join(sorted({proof.solver for proof in found.proofs}))
    points = str(found.simulated.points) if found.simulated else "-"
    return (work.id, LEDGER[work.id].verdict.value, *map(str, (len(found.proofs), cases, terms)), answers, points, f"{work.seconds:.1f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Establish the claims named, or all, with a progress bar, and print what was found; 1 if any verdict is not established."""
    parser = argparse.ArgumentParser(prog="python -m spillover.ledger", description=main.__doc__)
    parser.add_argument("ids", nargs="*", metavar="id", help="claims to establish (all, if none is named)")
    asked = parser.parse_args(arguments).ids
    ids = asked or list(LEDGER)
    unknown = [id for id in ids if id not in LEDGER]
    if unknown:
        parser.error(f"no claim {', '.join(unknown)}; the claims are {', '.join(LEDGER)}")
    done: dict[str, Work] = {}
    shown = bar("claims established", sys.stderr)
    for work in establish(ids, bar("points played", sys.stderr)):
        done[work.id] = work
        shown(len(done), len(ids))
    print(table({id: done[id] for id in ids}))
    failures = [work.failure for work in done.values() if work.failure]
    print(*failures, sep="\n", end="\n" if failures else "")
    return 1 if failures else 0
