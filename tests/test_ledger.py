"""What is stored is what was found, and it is handed out only while nothing that it depends on has changed."""

import hashlib
import io
import json
import os
import runpy
import sys
import warnings
from dataclasses import replace
from fractions import Fraction
from importlib import import_module, reload
from multiprocessing import get_context
from pathlib import Path

import pytest
import sympy as sp

from positivity import certificate, check
from spillover import Cluster, model, proof
from spillover.claims import LEDGER, NotEstablished, Verdict, ledger, orders, show, simulation, store
from spillover.claims.claim import Found
from spillover.claims.evidence import _spares, supports
from spillover.game import trials
from spillover.game.sampling import draw, play_all
from spillover.regimes import Regime

QUICK = "5.2-inertia"  # a game of its own, which is quick
SIMPLE = "3.2-x-high"
SHARPENED = "1-rivals"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "ledger"))
    return tmp_path / "ledger"


@pytest.fixture(scope="module")
def plays():
    return play_all(draw(6))


@pytest.fixture(autouse=True)
def few_points(monkeypatch, plays):
    """All claims play a few points only, and say how far they are."""

    def played(progress=lambda done, count: None):
        for done in range(len(plays) + 1):
            progress(done, len(plays))
        return plays

    monkeypatch.setattr(simulation, "played", played)
    monkeypatch.setattr(simulation, "_PLAYED", {})


@pytest.fixture(scope="module")
def found():
    return LEDGER[QUICK].establish()


@pytest.fixture
def counted(monkeypatch, found):
    """How often the quick claim was established."""
    times = []
    monkeypatch.setattr("spillover.claims.evidence.establish", lambda claim: times.append(claim.id) or found)
    return times


# Exactly what was found


def test_evidence_comes_back_exactly():
    evidence = LEDGER["3.2-label"].establish()
    assert evidence.counterexample is not None
    assert evidence.simulated is not None
    store.save("3.2-label", evidence, "now")
    again = store.load("3.2-label", "now")
    assert again == evidence
    assert repr(again) == repr(evidence)
    assert check(again.certificate)


@pytest.mark.deep
def test_every_formula_of_the_ledger_comes_back_exactly():
    for claim in LEDGER.values():
        formulas = [claim.relation, claim.established, *claim.region.values(), *(lemma.relation for lemma in claim.lemmas)]
        for formula in formulas:
            assert store.decoded(json.loads(json.dumps(store.encoded(formula)))) == formula


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -(10**30),
        Fraction(-1, 3),
        "β > ½",
        (),
        {"n ≥ 2": {model.n: sp.Rational(7, 17)}},
        certificate.Identity((certificate.Term(Fraction(2, 3), ((0, 2),), {(1, 0): Fraction(1, 2), (0, 1): -1}),)),
        certificate.CaseSplit({(1,): 1}, certificate.Identity(()), certificate.Identity((certificate.Term(1, ()),))),
    ],
)
def test_values_come_back_exactly(value):
    again = store.decoded(json.loads(json.dumps(store.encoded(value))))
    assert again == value
    assert repr(again) == repr(value)


def test_numbers_are_written_exactly():
    assert store.encoded(Fraction(1, 3)) == {"fraction": "1/3"}
    assert "0.3" not in json.dumps(store.encoded(sp.Rational(1, 3)))


def test_what_is_not_exact_is_refused():
    with pytest.raises(TypeError, match=r"value must be .* got 0\.5"):
        store.encoded(0.5)


# Stored, and made anew


def test_evidence_is_made_once(counted, found):
    assert ledger.stored(QUICK) == found
    assert ledger.stored(QUICK) == found
    assert counted == [QUICK]


def test_what_was_checked_is_checked_once_in_a_process_and_what_was_not_each_time(folder, counted, found, monkeypatch):
    checked = []
    monkeypatch.setattr(ledger, "_accepted", {})
    monkeypatch.setattr(ledger, "supports", lambda claim, evidence: checked.append(claim.id) or supports(claim, evidence))
    store.save(QUICK, found, store.digest(LEDGER[QUICK]))
    assert ledger.stored(QUICK) == ledger.stored(QUICK) == found
    assert checked == [QUICK]
    store.save(QUICK, empty_certificate(found), store.digest(LEDGER[QUICK]))
    assert ledger.stored(QUICK) == found
    assert (checked, counted) == ([QUICK, QUICK], [QUICK])


def test_a_claim_that_says_something_else_makes_evidence_stale(counted, monkeypatch):
    ledger.stored(QUICK)
    claim = LEDGER[QUICK]
    changed = {
        "the statement": replace(claim, statement="Something else."),
        "the truth": replace(claim, asserted=sp.Not(claim.asserted)),
        "what is assumed": replace(claim, assumed={**claim.assumed, "n ≥ 3": model.n >= 3}),
        "the verdict": replace(claim, verdict=Verdict.PROVED),
        "a lemma": replace(claim, lemmas=()),
    }
    digests = {store.digest(claim), *map(store.digest, changed.values())}
    assert len(digests) == 1 + len(changed)
    assert store.load(QUICK, store.digest(changed["the truth"])) is None


def test_another_closed_form_makes_evidence_stale(monkeypatch):
    claim = LEDGER[SIMPLE]
    before = store.digest(claim)
    other = replace(claim.terms[0], formula=lambda: 2 * LEDGER[SIMPLE].terms[0].formula())
    monkeypatch.setattr(type(other), "__eq__", lambda self, another: True)
    assert store.digest(replace(claim, terms=(other, *claim.terms[1:]))) != before


def test_evidence_depends_on_what_is_played_and_under_which_name(monkeypatch):
    claim = LEDGER[QUICK]
    before = store.digest(claim)
    first, *others = claim.terms
    assert store.digest(replace(claim, terms=(replace(first, played=Found("another")), *others))) != before
    right = store.code
    monkeypatch.setattr(store, "code", lambda module: right(module) + "changed" * module.startswith("spillover.game."))
    assert store.digest(claim) != before


def test_another_prover_makes_evidence_stale(counted, monkeypatch):
    ledger.stored(QUICK)
    monkeypatch.setattr(store, "code", lambda module: "another")
    ledger.stored(QUICK)
    assert counted == [QUICK, QUICK]


@pytest.mark.parametrize(
    "name",
    [
        "positivity.certificate",
        "positivity.solver",
        "spillover.model",
        "spillover.cluster.derivation",
        "spillover.game.best_responses",
        "spillover.game.sampling",
        "spillover.claims.evidence",
    ],
)
def test_the_prover_is_all_code_that_establishes(name, monkeypatch):
    assert name in store.sources(store.WORKED_OUT_BY)


def test_the_prover_changes_with_its_source(tmp_path, monkeypatch):
    package = tmp_path / "spillover"
    package.mkdir()
    monkeypatch.setattr(store, "CODE", tmp_path)
    monkeypatch.setattr(store, "WORKED_OUT_BY", "spillover.first")
    (package / "first.py").write_text("import os\nfrom spillover import second, CONSTANT\nfrom sympy import Symbol\n")
    (package / "second.py").write_text("from spillover.first import x\n")
    (package / "third.py").write_text("")
    assert list(store.sources("spillover.first")) == ["spillover.first", "spillover.second"]
    before = store.code.__wrapped__(store.WORKED_OUT_BY)
    (package / "third.py").write_text("y = 1\n")
    assert store.code.__wrapped__(store.WORKED_OUT_BY) == before
    (package / "second.py").write_text("x = 2\n")
    assert store.code.__wrapped__(store.WORKED_OUT_BY) != before


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"depends on": 1}', b"[" * 10**5])
def test_a_damaged_file_is_made_anew(folder, counted, found, damage):
    ledger.stored(QUICK)
    (folder / f"{QUICK}.json").write_bytes(damage)
    assert ledger.stored(QUICK) == found
    assert counted == [QUICK, QUICK]


def endless(path):
    with path.open("wb") as file:
        file.truncate(2**40)


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    "put", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero"), endless], ids=["pipe", "folder", "device", "endless"]
)
def test_what_cannot_be_read_to_its_end_is_no_evidence(folder, put):
    folder.mkdir()
    put(folder / f"{QUICK}.json")
    assert store.load(QUICK, store.digest(LEDGER[QUICK])) is None


def test_a_file_that_may_not_be_read_is_made_anew(folder, counted, found, monkeypatch):
    def refused(path):
        raise PermissionError(f"Permission denied: {path}")

    ledger.stored(QUICK)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        assert ledger.stored(QUICK) == found
    assert counted == [QUICK, QUICK]


def test_a_number_changed_in_a_file_is_found(folder, counted, found):
    ledger.stored(QUICK)
    path = folder / f"{QUICK}.json"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace('"Integer(2)"', '"Integer(3)"').replace("[1,", "[2,", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != content
    assert ledger.stored(QUICK) == found
    assert counted == [QUICK, QUICK]


def empty_certificate(evidence):
    first, *others = evidence.proofs
    return replace(evidence, proofs=(replace(first, certificate=replace(first.certificate, cases=())), *others))


FORGED = {
    "a certificate of nothing": empty_certificate,
    "the evidence of another claim": lambda evidence: replace(evidence, claim=SIMPLE),
    "a proof less": lambda evidence: replace(evidence, proofs=evidence.proofs[:-1]),
    "another statement": lambda evidence: replace(evidence, proofs=(replace(evidence.proofs[0], relation=sp.true), *evidence.proofs[1:])),
    "another answer of Z3": lambda evidence: replace(evidence, proofs=(replace(evidence.proofs[0], solver="sat"), *evidence.proofs[1:])),
    "an assumption less": lambda evidence: replace(
        evidence, proofs=(replace(evidence.proofs[0], assumptions=(), dropped={}), *evidence.proofs[1:])
    ),
    "a point that satisfies nothing": lambda evidence: replace(
        evidence,
        proofs=(replace(evidence.proofs[0], satisfied=dict.fromkeys(evidence.proofs[0].satisfied, sp.Integer(-1))), *evidence.proofs[1:]),
    ),
    "an assumption that could be left out": lambda evidence: replace(
        evidence,
        proofs=(
            replace(evidence.proofs[0], spare=dict.fromkeys(evidence.proofs[0].assumptions, evidence.certificate)),
            *evidence.proofs[1:],
        ),
    ),
    "a counterexample": lambda evidence: replace(evidence, counterexample=evidence.proofs[0].satisfied),
    "other words": lambda evidence: replace(evidence, proofs=(replace(evidence.proofs[0], words="It pays."), *evidence.proofs[1:])),
    "an example of nothing": lambda evidence: replace(evidence, examples={"Such a point": evidence.proofs[0].satisfied}),
    "no play": lambda evidence: replace(evidence, simulated=None),
    **{
        f"a play with {name} = {value}": lambda evidence, name=name, value=value: replace(
            evidence, simulated=replace(evidence.simulated, **{name: value})
        )
        for name, value in {
            "points": trials.POINTS + 1,
            "applied": trials.POINTS + 1,
            "numerically": 50,
            "sizes": (0, 2),
            "values": 9,
        }.items()
    },
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_forged_evidence_is_made_anew(counted, found, forge):
    """Whoever changes a file can compute its digest: what is shown is checked again."""
    assert supports(LEDGER[QUICK], found)
    forged = forge(found)
    assert not supports(LEDGER[QUICK], forged)
    store.save(QUICK, forged, store.digest(LEDGER[QUICK]))
    assert ledger.stored(QUICK) == found
    assert counted == [QUICK]


def test_a_point_without_an_assumption_must_be_right(found):
    first = found.proofs[0]
    name = first.assumptions[0]
    wrong = replace(first, dropped={**first.dropped, name: first.satisfied})
    assert not supports(LEDGER[QUICK], replace(found, proofs=(wrong, *found.proofs[1:])))


def test_a_condition_that_another_implies_is_spare_also_where_a_premise_has_more_symbols():
    x, y = sp.symbols("x y", real=True)
    given = {"y ≤ 1": y <= 1, "no cooperation: first": x > 1, "no cooperation: second": x > 0}
    relation = x + 1 > y
    implied = proof.always(x > 0, [x > 1]).certificate
    assert _spares(implied, "no cooperation: second", relation, given=given)
    assert not _spares(implied, "no cooperation: first", relation, given=given)
    assert not _spares(implied, "y ≤ 1", relation, given=given)
    other_regime = {"full cooperation: first": x > 1, "no cooperation: second": x > 0, "y ≤ 1": y <= 1}
    assert not _spares(implied, "no cooperation: second", relation, given=other_regime)


def test_an_example_must_show_what_it_is_said_to_show():
    claim = LEDGER[SHARPENED]
    found = claim.establish()
    assert supports(claim, found)
    for forged in (
        {"holds": found.examples["fails"], "fails": found.examples["holds"]},
        {"holds": found.examples["holds"]},
        {**found.examples, "fails": {**found.examples["fails"], sp.Symbol("n", positive=True): sp.Integer(-2)}},
        {},
    ):
        assert not supports(claim, replace(found, examples=forged))


@pytest.mark.parametrize("id", [QUICK, SIMPLE, SHARPENED, *simulation.NOT_PLAYED])
def test_what_a_claim_was_never_played_for_is_no_play_of_it(id):
    claim = LEDGER[id]
    said = simulation.Simulated(1, 1, 0 if simulation.game_of(claim) else simulation.NUMERICALLY, (2,), values=0)
    values = len({term.symbol for term in claim.terms if term.played})
    assert simulation.could_be_played(claim, replace(said, values=values)) is (claim.seen_in_play is not None)
    assert simulation.could_be_played(claim, None) is (claim.seen_in_play is None)


@pytest.mark.parametrize(
    "text", ["__import__('os').getcwd()", "open('x', 'w')", "Symbol('x').free_symbols", "1 + 1", "[1]", "x", "sympify('1')"]
)
def test_a_stored_formula_is_never_evaluated(text):
    with pytest.raises(ValueError, match="must be made of symbols, numbers and SymPy's connectives"):
        store.decoded({"formula": text})


CONSTRUCTORS = {*store._FORMULAS, *store._NUMBERS, "Symbol", "sympify", "parse_expr", "S", "Lambda", "Float", "lambdify", "Matrix"}


@pytest.mark.parametrize(
    "text", ["{}({})", "{}(Symbol('x'), {})", "{}({}, Symbol('x'))", "{}(Symbol('x'), evaluate={})", "Symbol('x', {}={})"]
)
def test_no_constructor_is_given_a_string(tmp_path, text):
    """SymPy's constructors evaluate a string as Python."""
    trace = tmp_path / "trace"
    code = f"open({str(trace)!r}, 'w').close() or 1"
    called = CONSTRUCTORS | {name for name in dir(sp) if callable(getattr(sp, name))}
    assert len(called) > 700
    for name in called:
        with pytest.raises(ValueError, match="must be made of symbols, numbers and SymPy's connectives"):
            store.decoded({"formula": text.format(name, repr(code))})
    assert not trace.exists()
    sp.Abs(code)  # it does what it should not
    assert trace.exists()


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    "text",
    [
        "'x'",
        "2",
        "Symbol(x)",
        "Symbol('x', 'y')",
        "Symbol('x.y')",
        "Symbol('x', integer=True)",
        "Symbol('x', positive=1)",
        "Symbol('x', **true)",
        "Symbol('x', positive=True, real=False)",
        "Integer(True)",
        "Integer(2.0)",
        "Integer(1, 2)",
        "Rational(1)",
        "Integer('2')",
        "Integer(--2)",
        "Integer(" + "9" * 5000 + ")",
        "Pow(Integer(2))",
        "Abs()",
        "Add(true, Integer(1))",
        "And(Integer(1))",
        "Add(Integer(1), evaluate=false)",
        "StrictGreaterThan(Rational(1, 0), Integer(1))",
        "Pow(Integer(0), Integer(-1))",
        "(" * 10**4,
        "-" * 10**5 + "1",
        "\0",
        "",
    ],
)
def test_a_formula_that_sympy_has_not_written_is_refused(text):
    with pytest.raises(ValueError, match=r"a stored formula must be made of|null bytes|commutative: True"):
        store.decoded({"formula": text})


def test_a_formula_that_could_not_be_read_again_is_not_stored():
    with pytest.raises(ValueError, match=r"connectives, got cos\(Symbol\('beta', positive=True\)\)"):
        store.encoded(sp.cos(model.beta) > 0)


NO_EVIDENCE = [
    0.5,
    {},
    {"integer": "1", "fraction": "1"},
    {"os.system": ["true"]},
    {"mode": "non"},
    {"fraction": "1e999999999"},
    {"fraction": "1/0"},
    {"fraction": 1},
    {"formula": ["x"]},
    {"mapping": [["x"]]},
    {"mapping": [[{"mapping": []}, 1]]},
    {"mapping": "xy"},
    {"simulation.Simulated": [1, 2]},
    {"simulation.Simulated": [1, 2, "3", [2, 3], 4]},
    {"simulation.Simulated": [1, 2, True, [2, 3], 4]},
    {"simulation.Simulated": [1, 2, 3, [2, "3"], 4]},
    {"certificate.Sign": [{"mapping": [[[1, "2"], 3]]}, True]},
    {"certificate.Term": [1, [[1, 2, 3]], None]},
    store.encoded(certificate.Certificate(("x",), (certificate.Case((), certificate.Identity((certificate.Term(1, ((0, 1),)),))),))),
    {"certificate.Split": [{"mapping": []}, None, None]},
    {"evidence.Evidence": ["x", [], None, {"mapping": [["x", 1]]}, None]},
]


@pytest.mark.cases(None)
@pytest.mark.parametrize("value", NO_EVIDENCE, ids=str)
def test_what_no_evidence_holds_is_refused(value):
    with pytest.raises(ValueError, match=r"^(a stored .* must|stored evidence must)"):
        store.decoded(value)


@pytest.mark.parametrize("value", [*NO_EVIDENCE, "words", [], {"simulation.Simulated": [1, 2, 3, [2, 3], 4]}, "\ud800"], ids=ascii)
def test_a_forged_file_that_holds_no_evidence_counts_for_nothing(folder, counted, found, value):
    forge(folder, QUICK, store.digest(LEDGER[QUICK]), value)
    assert ledger.stored(QUICK) == found
    assert counted == [QUICK]


def test_no_file_is_asked_for_words_orders_or_plays(folder):
    """Nothing could tell whether they are right but making them anew."""
    simulation.played(lambda done, count: None)
    ledger.stored(SIMPLE)
    ledger.argued(QUICK)
    show.rankings(["profit"])
    assert [path.name for path in folder.iterdir()] == [f"{SIMPLE}.json"]


def test_a_forged_file_runs_nothing(folder, tmp_path, counted, found):
    """Both digests are right, and one formula is a call."""
    ledger.stored(QUICK)
    trace = tmp_path / "trace"
    path = folder / f"{QUICK}.json"
    evidence = store.encoded(found)
    ((_, parts),) = evidence.items()
    ((_, proof),) = parts[1][0].items()
    proof[1] = {"formula": f"Abs({f'open({str(trace)!r}, chr(119))'!r})"}
    forge(folder, QUICK, store.digest(LEDGER[QUICK]), evidence)
    assert "chr(119)" in path.read_text(encoding="utf-8")
    assert ledger.stored(QUICK) == found
    assert "chr(119)" not in path.read_text(encoding="utf-8")
    assert counted == [QUICK, QUICK]
    assert not trace.exists()


def forge(folder, name, depends, value):
    """A file with both digests right, as whoever reads the source can write it."""
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")).hexdigest()
    (folder / f"{name}.json").write_text(json.dumps({"depends on": depends, "digest": digest, "evidence": value}), encoding="utf-8")


def test_a_file_is_there_as_a_whole_or_not_at_all(folder, found, monkeypatch):
    store.save(QUICK, found, "first")

    def fails(*paths):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fails)
        with pytest.raises(OSError, match=r"^evidence must be kept in the file \S+, which cannot be written: disk full$"):
            store.save(QUICK, found, "second")
    assert store.load(QUICK, "first") == found
    assert [path.name for path in folder.iterdir()] == [f"{QUICK}.json"]


def test_two_processes_may_store_the_same_at_once(folder, found):
    with get_context("fork").Pool(2) as pool:
        pool.starmap(store.save, [(QUICK, found, "now")] * 20)
    assert store.load(QUICK, "now") == found
    assert [path.name for path in folder.iterdir()] == [f"{QUICK}.json"]


def test_evidence_is_kept_beside_the_list_of_dependencies(monkeypatch, tmp_path):
    monkeypatch.delenv(store.VARIABLE)
    assert store.folder() == ROOT / "_build" / "ledger"
    monkeypatch.setattr(store, "CODE", tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert store.folder() == tmp_path / "_build" / "ledger"


def test_an_unknown_claim_is_named():
    with pytest.raises(KeyError, match=r"no claim '9\.9-x'; the claims are 1-rivals"):
        ledger.stored("9.9-x")


def test_what_is_missing_is_made_in_two_processes():
    everything = ledger.everything([QUICK, SIMPLE])
    assert list(everything) == [QUICK, SIMPLE]
    assert everything[SIMPLE].simulated.points == 6
    assert ledger.everything([SIMPLE]) == {SIMPLE: everything[SIMPLE]}


# The command


def test_the_command_prints_a_table(capsys):
    assert ledger.main([SIMPLE, QUICK]) == 0
    printed = capsys.readouterr()
    lines = [line.split() for line in printed.out.splitlines()]
    assert lines[0] == ["claim", "verdict", "proofs", "cases", "terms", "Z3", "points", "seconds"]
    assert [line[:3] for line in lines[1:]] == [[SIMPLE, "Proved", "1"], [QUICK, "Outside", "2"]]
    assert [line[5:7] for line in lines[1:]] == [["unsat", "6"], ["unsat", str(trials.POINTS)]]
    assert printed.err.splitlines() == ["points played: 6", "claims established: 2"]


def test_the_command_establishes_afresh(counted):
    ledger.stored(QUICK)
    assert ledger.work_on(QUICK).failure == ""
    assert counted == [QUICK, QUICK]


def test_without_names_the_command_goes_through_all_claims(monkeypatch, capsys):
    monkeypatch.setattr(ledger, "LEDGER", {QUICK: LEDGER[QUICK]})
    assert ledger.main([]) == 0
    assert QUICK in capsys.readouterr().out


def test_a_verdict_that_cannot_be_established_is_said(monkeypatch, capsys):
    false = replace(LEDGER[QUICK], asserted=sp.Gt(model.A, model.a), lemmas=())
    monkeypatch.setattr(ledger, "LEDGER", {QUICK: false})
    assert ledger.work_on(QUICK).failure.startswith(f"{QUICK}: ")
    assert ledger.main([]) == 1
    printed = capsys.readouterr().out
    assert "NOT ESTABLISHED" in printed
    assert f"{QUICK}: " in printed
    with pytest.raises(NotEstablished, match="the statement is not the one"):
        ledger.everything([QUICK])


def test_the_command_says_in_a_line_that_evidence_cannot_be_kept(folder, monkeypatch, capsys):
    monkeypatch.setattr(ledger, "LEDGER", {QUICK: LEDGER[QUICK]})
    (folder / f"{QUICK}.json").mkdir(parents=True)
    assert ledger.main([]) == 1
    *_, row, line = capsys.readouterr().out.splitlines()
    assert row.split()[:2] == [QUICK, "Outside"]  # it was established all the same
    assert line == f"evidence must be kept in the file {folder / QUICK}.json, which cannot be written: Is a directory"


def test_the_command_names_an_unknown_claim(capsys):
    with pytest.raises(SystemExit):
        ledger.main(["9.9-x"])
    assert "no claim 9.9-x; the claims are 1-rivals" in capsys.readouterr().err


def test_the_module_is_the_command(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ledger", "--help"])
    with pytest.raises(SystemExit) as stopped, warnings.catch_warnings(action="ignore", category=RuntimeWarning):
        runpy.run_module("spillover.ledger", run_name="__main__")
    assert stopped.value.code == 0
    assert "usage: python -m spillover.ledger [-h] [id ...]" in capsys.readouterr().out


def test_who_only_imports_the_command_runs_nothing(capsys):
    assert reload(import_module("spillover.ledger")).main is ledger.main
    assert capsys.readouterr().out == ""


def test_what_evidence_depends_on_can_be_said_where_z3_is_not_installed(monkeypatch):
    before = store.code("spillover.model")
    monkeypatch.setattr(store, "BUILT_ON", tuple("no-such-package" if name == "z3-solver" else name for name in store.BUILT_ON))
    assert store.code.__wrapped__("spillover.model") != before


def test_a_terminal_sees_a_bar():
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    show_bar = ledger.bar("claims", terminal)
    show_bar(1, 3)
    show_bar(3, 3)
    assert terminal.getvalue() == f"\rclaims [{'#' * 10}{'.' * 20}] 1/3\rclaims [{'#' * 30}] 3/3\n"


# What readers see


def entry(id):
    return repr(show.entry(id))


def test_an_entry_tells_everything_about_a_proved_claim():
    text = entry(SIMPLE)
    assert r"\hat{x} > x^{*}" in text
    assert text.startswith("**Proved.** With a spillover above one half")
    assert r"supposing $\beta  > \frac{1}{2}$" in text
    assert r"| $\beta  > \frac{1}{2}$ | $n = " in text
    assert "terms. Z3 on the negation: unsat." in text
    assert text.index("<summary>Proof</summary>") < text.index(r"So $\hat{x} > x^{*}$.") < text.index("</details>")
    assert text.count("<details") == text.count("</details>") == 4
    assert "firms that know no formula play at 6 points, of which " in text
    assert "At each, the 2 closed forms in it are exactly what they do. SciPy, which searches, finds the same at 50 of them." in text
    assert "What is proved is true of all these plays." in text
    assert "R&D per firm (R&D cooperation)" in text
    assert text.endswith(f"`python -m spillover.ledger {SIMPLE}`\n\n</details>")


@pytest.mark.deep
def test_an_entry_says_how_to_read_a_formula_that_does_not_say_the_same_as_the_claim():
    assert "\n\nIn symbols:\n\n" in repr(show.entry("4.1-x"))
    assert "\n\nIn symbols, the question is when\n\n" in repr(show.entry("4.1-Q"))
    assert "\n\nIf they could not be ranked, this order would occur somewhere, supposing $" in repr(show.entry("4.3-profit-low"))
    assert "\n\nIts profit is always the largest. When is its R&D the largest?\n\n" in repr(show.entry("5.2-consortium"))


def test_an_entry_shows_a_counterexample_with_the_three_regimes():
    text = entry("3.2-label")
    for regime in Regime:
        assert f"| {regime.label} |" in text
    assert r"\Delta\hat{\pi}_i = " in text
    assert "Counterexample" in text


def test_an_entry_shows_both_sides_of_a_sharpened_claim():
    text = entry("5.3-competition")
    assert "*There the claim holds:* $n = " in text
    assert "*There it fails:* $n = " in text


def test_where_two_quantities_cannot_be_ranked_no_point_is_said_to_bear_the_claim_out():
    text = entry("4.1-Q")
    assert r"G \left(n + 1\right) > s^{2}" in text
    assert "*A point with this order:* $n = " in text
    assert "*A point with the other:* $n = " in text
    assert "claim holds" not in text


def test_an_entry_is_named_with_a_link_and_the_part_of_a_section_stays_beside_its_number():
    said, finding, *_ = show.assertion(LEDGER["3.3-symmetric"])
    assert said.endswith("*(§3\N{NO-BREAK SPACE}(3))*")
    assert finding.endswith("(see [3.3-label](#claim-3.3-label)).")
    assert "see [4.2-profit-high](#claim-4.2-profit-high))." in entry("4.2-profit-low")


def test_an_entry_on_which_no_model_says_anything_says_only_that():
    claim, text = LEDGER["5.3-intermediaries"], entry("5.3-intermediaries")
    assert LEDGER["5.3-intermediaries"].establish().certificate is None
    assert claim.finding in text
    assert "$$" not in text


@pytest.mark.deep
def test_an_entry_says_what_is_seen_where_no_play_shows_what_is_proved(monkeypatch):
    monkeypatch.setattr(trials, "POINTS", 6)
    text = entry("4.3-free-riding")
    assert "What is seen in all these plays: With one firm more, each does less R&D." in text


def test_an_entry_without_a_play_or_without_a_solution_says_so():
    assert "*The game itself.* It says that there is such a market for every spillover" in entry("new-welfare-band")
    assert "Also proved" in entry(QUICK)
    point = {model.n: 2, model.a: 15, model.A: 14, model.b: 1, model.beta: sp.Rational(1, 10), model.gamma: 1}
    rows = {row[0]: row[1] for row in show.regimes(point).rows}
    assert rows["no cooperation"] == "no solution (stability of best responses)"


def test_regimes_are_shown_with_decimals_when_asked_for():
    point = dict(zip(model.PARAMETERS, map(sp.Rational, (2, 2, 1, 1, "1/2", 2)), strict=True))
    plain, decimals = ([row[1] for row in show.regimes(point, decimal).rows] for decimal in (False, True))
    assert plain == [r"$\frac{2}{9}$", r"$\frac{2}{9}$", r"$\frac{6}{23}$"]
    assert decimals == [r"0.2222 $\frac{2}{9}$", r"0.2222 $\frac{2}{9}$", r"**0.2609** $\frac{6}{23}$"]


def receipt(found, **changes):
    return "\n".join(show.receipt(LEDGER[QUICK], replace(found, proofs=(replace(found.proofs[0], **changes),))))


def test_a_receipt_says_what_a_proof_assumes(found):
    assert "Assumed: nothing but that the parameters are positive." in receipt(found, assumptions=())
    assert "After expansion the claim is immediate" in receipt(found, certificate=certificate.Certificate((), ()))


def test_an_assumption_is_needed_inside_the_model_or_it_is_not_or_that_is_not_known(found):
    proof = replace(
        found.proofs[0],
        assumptions=("n ≥ 2", "β < 1", "A < a"),
        dropped={"n ≥ 2": {model.n: sp.Integer(1)}},
        spare={"β < 1": found.certificate},
    )
    assert [row[1] for row in show.needed(proof).rows] == ["$n = 1$", show.NOT_NEEDED, show.NOT_KNOWN]


def test_the_certificates_of_an_entry_can_be_checked_as_it_says(found, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / f"{QUICK}.json"
    file.write_text(store.certificates(found), encoding="utf-8")
    call = f'store.accepts("{QUICK}.json")'
    assert f"`from spillover.claims import store`, `{call}`" in receipt(found)
    assert eval(call, {"store": store}) is True
    wrong = certificate.Certificate(("x",), (certificate.Case((), certificate.Identity(())),))
    file.write_text(store.certificates(replace(found, proofs=(replace(found.proofs[0], certificate=wrong),))), encoding="utf-8")
    assert eval(call, {"store": store}) is False


@pytest.mark.parametrize("content", ["[]", "[1]", '{"fraction": "1"}'])
def test_a_file_without_certificates_is_refused(content, tmp_path):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="must hold one or more of them"):
        store.accepts(tmp_path / "x.json")
    (tmp_path / "x.json").write_text("[" * 10**5, encoding="utf-8")
    with pytest.raises(ValueError, match="must not be nested so deep"):
        store.accepts(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("assumption", "called"),
    [
        ("β > ½", r"$\beta  > \frac{1}{2}$"),
        ("not drastic", "not drastic"),
        ("stability, prices", "stability (prices)"),
        ("no cooperation: positive R&D", "positive R&D (no cooperation)"),
    ],
)
def test_an_assumption_is_called_in_a_sentence(assumption, called):
    assert show.called(assumption) == called


def test_a_weight_that_is_not_positive_is_said(found):
    case = certificate.Case((), certificate.Identity((certificate.Term(-1, ()),)))
    text = receipt(found, certificate=certificate.Certificate((), (case,)))
    assert "1 case, 0 hypotheses, 1 term, not every weight positive." in text


@pytest.mark.parametrize(
    ("formula", "latex"),
    [
        (model.b * model.gamma - 1 > 0, "G > 1"),
        (sp.Gt(model.n, 2 * (model.beta - 1) * model.a), r"2 a \left(1 - \beta\right) + n > 0"),
        (sp.Gt(model.n, -(model.n - 3) * model.a), r"n > a \left(3 - n\right)"),
        (sp.Not(model.n >= model.a, evaluate=False), r"\text{not}\;(n \geq a)"),
        (sp.true, r"\text{True}"),
        (
            sp.Or(sp.And(model.n > 3, model.a > 1), model.A > 2),
            r"\bigl(a > 1\;\text{and}\;n > 3\bigr)\;\text{or}\;A > 2",
        ),
    ],
)
def test_formulas_are_written_for_readers(formula, latex):
    assert show.written(formula) == latex


def test_the_summary_links_every_claim_and_counts_verdicts():
    table = show.summary(show.paper())
    assert [row[1] for row in table.rows] == [f"[{claim.verdict.value} {id}](#claim-{id})" for id, claim in show.paper().items()]
    assert sum(show.counts(show.paper()).values()) == len(table.rows)
    assert set(show.paper()) | set(show.new()) | set(show.literature()) == set(LEDGER)
    assert repr(show.point({model.n: sp.Integer(2)})) == "$n = 2$"
    assert [found.header[0] for found in (table, show.summary(show.new()))] == ["part", "verdict"]


def test_the_chinese_summary_links_every_claim_with_its_verdict():
    table = show.chinese_summary(show.paper())
    assert [row[0] for row in table.rows] == [f"[{id}](#claim-{id})" for id in show.paper()]
    verdicts = {"4.1-x": "证实", "4.1-Q": "补足条件", "4.2-welfare": "否证", "3.2-label": "正名", "5.2-inertia": "模型之外"}
    said = dict(zip(show.paper(), (row[1] for row in table.rows), strict=True))
    assert {id: said[id] for id in verdicts} == verdicts
    assert set(said.values()) == set(verdicts.values())
    assert all(row[2].endswith("。") for row in table.rows)


def test_the_orders_of_the_regimes():
    assert [row[1] for row in show.rankings(("x", "profit")).rows] == [
        r"$x^{*} > \tilde{x} > \hat{x}$",
        r"$\tilde{x} > x^{*} > \hat{x}$",
        r"$\tilde{x} > \hat{x} > x^{*}$",
        r"$\tilde{\pi} > \hat{\pi} > \pi^{*}$",
    ]
    assert show.rankings(("x",)).rows[0][2] == r"$3 n + 1 > \beta \left(n^{2} + 6 n + 1\right)$"


def test_what_holds_in_every_market_has_no_condition_in_an_order():
    assert orders.decided_where("profit", Regime.FULL_COOPERATION, Regime.NONCOOPERATION) == sp.true
    assert orders.decided_where("profit", Regime.NONCOOPERATION, Regime.FULL_COOPERATION) == sp.false


@pytest.mark.parametrize("quantity", model.QUANTITIES)
def test_every_quantity_has_its_orders_and_each_is_seen_at_its_example(quantity):
    found = orders.rankings(quantity)
    assert found
    for ranking in found:
        cluster = Cluster(**{symbol.name: value for symbol, value in ranking.example.items()})
        values = [getattr(cluster.solve(mode), quantity) for mode in ranking.modes]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) == len(values)


def test_a_condition_stands_on_a_line_of_its_own_in_the_shorthands():
    assert repr(show.condition(model.b * model.gamma > 2 * model.beta)) == "$$\nG > 2 \\beta\n$$"


def test_long_conditions_stand_below_the_table(monkeypatch):
    monkeypatch.setattr(show, "LONG", 3)
    assert r"$x^{*} > \tilde{x}$" in {row[2] for row in show.rankings(("x",)).rows}
    assert r"x^{*} > \tilde{x} \;\Leftrightarrow\; 3 n + 1 >" in repr(show.long_conditions(("x",)))


@pytest.mark.deep
def test_a_formula_is_cut_only_where_it_is_wider_than_a_page():
    x, y = sp.symbols("x y")
    short = show.displayed(x > y)
    assert short == "$$\nx > y\n$$"
    assert show.displayed(x > y, r"a \;\Leftrightarrow\;") == "$$\na \\;\\Leftrightarrow\\; x > y\n$$"
    long = sum((sp.Symbol(f"x_{i}") for i in range(40)), sp.Integer(0))
    tex = show.displayed(sp.And(sp.Or(x > 1, y > 1), long > y, x >= 2))
    assert tex.startswith("$$\n\\begin{aligned} & ")
    rows = tex.split(r"\\ &\quad ")
    assert len(rows) == 6  # three parts, of which one is cut again between its terms and at its sign
    assert sum(row.strip().startswith(r"\;\text{and}") for row in rows) == 2
    assert any(row.strip().startswith("> y") for row in rows)
    assert r"\bigl(" in tex
    assert show.displayed(long > y, "A").split(r"\\ &\quad ")[0].endswith("& A ")


def test_a_part_in_brackets_is_cut_too_where_it_is_wide():
    x, y = sp.symbols("x y")
    long = sum((sp.Symbol(f"x_{i}") for i in range(20)), sp.Integer(0))
    rows = show.displayed(sp.And(sp.Equivalent(long > y, x > 1), x >= 2)).split(r" \\ &\quad ")
    assert rows[0].endswith(r"& \bigl(x > 1")
    assert rows[1].startswith(r"\;\Leftrightarrow\;x_{0} + ")
    assert rows[-2:] == [r"> y\bigr)", "\\;\\text{and}\\;x \\geq 2 \\end{aligned}\n$$"]
    short = show.displayed(sp.And(sp.Equivalent(x > y, x > 1), x >= 2))
    assert short == "$$\n\\bigl(x > 1\\;\\Leftrightarrow\\;x > y\\bigr)\\;\\text{and}\\;x \\geq 2\n$$"
