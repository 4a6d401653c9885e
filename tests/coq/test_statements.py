"""What Coq states is what the ledger says: read back from what Coq prints, it has the same relation, on the same region."""

import json
import random

import pytest
import sympy as sp

from spillover.claims import LEDGER, store
from spillover.claims.claim import with_closed_forms
from theorems import __main__ as main
from theorems import coq, reading
from theorems.__main__ import DEFINITION, Exported, evidence, module
from theorems.checked import BUILD, FILE
from theorems.claim_files import letter
from theorems.wanted import wanted

SAID = json.loads(FILE.read_text(encoding="utf-8"))
SAMPLE = ["4.1-x", "4.1-Q", "4.2-welfare", "4.3-free-riding", "3.1-market", "5.2-inertia", "lit-network-effort"]
POINTS = 3


@pytest.fixture(scope="session")
def definitions(tmp_path_factory):
    """What Coq prints of the definitions of the model."""
    place = tmp_path_factory.mktemp("model")
    for name in ("Cluster", "Model"):
        (place / f"{name}.vo").write_bytes((BUILD / f"{name}.vo").read_bytes())
    (place / "One.v").write_text("Theorem one : True. Proof. exact I. Qed.\n", encoding="utf-8")
    coq.compile_file(place, "One.v")
    names = {name: coq.DEFINED.findall((BUILD / f"{name}.v").read_text(encoding="utf-8")) for name in ("Cluster", "Model")}
    said = coq.ask(place, {"One": ["one"]}, names)
    return {name.rpartition(".")[2]: reading.definition(text) for name, text in said.statements.items() if name != "One.one"}


def stated(id, definitions):
    """The theorems of a claim as Coq states them, each with what the ledger says."""
    said = [each for each in SAID[id]["theorems"] if each["name"].startswith(f"{module(id)}.")]
    for each, found in zip(wanted(LEDGER[id], evidence(id)), said, strict=True):
        own = {text.split()[0]: reading.definition(text) for text in found["definitions"]}
        yield each, found["statement"], {**definitions, **own}


def differences(id, each, text, known):
    formulas = {term.symbol: term.formula() for term in LEDGER[id].terms}
    return main.differences(Exported("", (each,), formulas, ""), [text], known)


@pytest.mark.parametrize("id", SAMPLE)
def test_what_coq_states_is_what_the_ledger_says(id, definitions):
    for each, text, known in stated(id, definitions):
        assert differences(id, each, text, known) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x_full c > x_rnd c", "x_full c >= x_rnd c"),
        ("x_full c > x_rnd c", "x_rnd c > x_full c"),
        ("x_full c > x_rnd c", "x_full c > x_non c"),
        ("x_full c > x_rnd c", "x_full c > x_rnd c /\\ x_full c > 0"),
        ("x_full c > x_rnd c", "~ x_full c > x_rnd c"),
        ("exists_rnd c ->", ""),
        ("exists_rnd c ->", "exists_rnd c -> exists_non c ->"),
        ("exists_rnd c ->", "exists_rnd c -> beta c > 1 / 2 ->"),
        ("parameters c ->", ""),
    ],
)
def test_another_statement_is_noticed(old, new, definitions):
    ((each, text, known),) = stated("4.1-x", definitions)
    assert old in text
    assert differences("4.1-x", each, text.replace(old, new), known)


def test_another_definition_is_noticed(definitions):
    ((each, text, known),) = stated("4.1-x", definitions)
    changed = reading.definition("x_full = \nfun c : cluster => D c * s c / (2 * G c * n c - s c)\n     : cluster -> R")
    assert differences("4.1-x", each, text, {**known, "x_full": changed})


def test_a_point_that_is_said_to_exist_is_no_theorem_about_all(definitions):
    each, text, known = next(found for found in stated("4.1-Q", definitions) if found[0].kind == "somewhere")
    assert differences("4.1-Q", each, text, known) == []
    assert differences("4.1-Q", each, text.replace("exists c", "forall c"), known)


def agree_at_points(id, definitions):
    """The formulas of the ledger and of Coq have the same truth value at random points, worked out by exact arithmetic."""
    draw = random.Random(id)
    formulas = LEDGER[id].terms
    for each, text, known in stated(id, definitions):
        if each.kind == "somewhere":
            continue
        read = reading.read(text, known)
        ours = with_closed_forms(sp.Implies(sp.And(*each.given.values()), each.says), formulas)
        theirs = sp.Implies(sp.And(*read.given), read.says)
        for _ in range(POINTS):
            values = {symbol: sp.Rational(draw.randint(1, 40), draw.randint(1, 10)) for symbol in ours.free_symbols}
            values = {s: 2 + v if letter(s) == "n" else v / 100 if letter(s) == "beta" else v for s, v in values.items()}
            by_name = {sp.Symbol(letter(symbol)): value for symbol, value in values.items()}
            rest = theirs.free_symbols - by_name.keys()  # of a cluster, parameters that the claim does not name
            by_name |= {symbol: sp.Integer(2 if symbol.name == "a" else 1) for symbol in rest}
            assert bool(ours.subs(values)) == bool(theirs.subs(by_name)), (each.name, values)


@pytest.mark.parametrize("id", ["4.1-Q", "5.2-inertia"])
def test_both_agree_at_points(id, definitions):
    agree_at_points(id, definitions)


@pytest.mark.deep
@pytest.mark.parametrize("id", SAID)
def test_both_agree_at_points_for_every_claim(id, definitions):
    agree_at_points(id, definitions)


def test_levels_and_signs_are_coqs():
    read = reading.read("forall x y : R, 0 < x < y -> - x * y ^ 2 - 1 <= -3 / 2 \\/ Rabs (x - y) <> 0 <-> ~ x = y", {})
    x, y = sp.symbols("x y")
    assert read.given == (sp.And(x > 0, x < y, evaluate=False),) or {*read.given[0].args} == {sp.Lt(0, x, evaluate=False), x < y}
    left, right = read.says.args
    either = next(part for part in (left, right) if isinstance(part, sp.Or))
    assert {*either.args} == {sp.Le(-x * y**2 - 1, sp.Rational(-3, 2)), sp.Ne(sp.Abs(x - y), 0)}


def test_the_exporter_and_the_store_speak_of_the_same_claim():
    assert all(SAID[id]["digest"] for id in SAID)
    assert store.load("5.2-inertia", store.digest(LEDGER["5.2-inertia"])) is not None
    assert DEFINITION.findall("Definition d (c : cluster) (t : R) : R :=\n  1.\nDefinition claim_given : list form :=\n") == ["d"]
