"""What was derived from what is written down by the code itself."""

import subprocess
import sys
import threading

import pytest

from spillover import figures, provenance
from spillover.claims import LEDGER, show, uses
from spillover.cluster import comparison, solution
from spillover.provenance import LAYERS, Node, Parts, ancestry, derivation_of, recorded, simpler
from spillover.regimes import Regime

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION


@pytest.fixture
def empty(monkeypatch):
    monkeypatch.setattr(provenance, "_USES", {})


@pytest.fixture
def two_steps(empty):
    @recorded("solution", lambda name: name)
    def inner(name):
        return name

    known = {}

    @recorded("comparison", "both")
    def outer():
        return known.setdefault("both", inner("first") + inner("second"))

    return inner, outer


def test_a_result_knows_what_it_used(two_steps):
    _, outer = two_steps
    assert outer() == "firstsecond"
    assert provenance.uses(Node("comparison", "both")) == [Node("solution", "first"), Node("solution", "second")]
    assert ancestry(Node("comparison", "both"))[Node("solution", "first")] == []


def test_a_result_that_is_known_already_is_used_all_the_same(two_steps):
    inner, outer = two_steps
    outer()
    with derivation_of(Node("claim", "x")):
        outer()
    assert provenance.uses(Node("claim", "x")) == [Node("comparison", "both")]
    assert inner("alone") == "alone"
    assert Node("solution", "alone") not in ancestry(Node("claim", "x"))


def test_a_failure_leaves_no_derivation_open(empty):
    @recorded("solution", "broken")
    def fails():
        raise ValueError("no solution")

    with derivation_of(Node("claim", "x")), pytest.raises(ValueError, match="no solution"):
        fails()
    provenance.note(Node("solution", "later"))
    assert provenance.uses(Node("claim", "x")) == []


def test_threads_do_not_mix(two_steps):
    _, outer = two_steps
    with derivation_of(Node("claim", "x")):
        thread = threading.Thread(target=outer)
        thread.start()
        thread.join()
    assert provenance.uses(Node("claim", "x")) == []


def test_who_takes_a_part_uses_the_part_and_the_whole(empty):
    parts = Parts({"x": 1}, Node("solution", "s"), lambda key: Node("quantity", f"{key} of s"))
    with derivation_of(Node("claim", "c")):
        assert parts["x"] == 1
    assert provenance.uses(Node("claim", "c")) == [Node("quantity", "x of s")]
    assert provenance.uses(Node("quantity", "x of s")) == [Node("solution", "s")]
    assert str(Node("quantity", "x of s")) == "x of s"
    assert str(Node("solution", "s")) == "solution: s"


def test_a_graph_for_drawing_has_no_step_that_others_imply():
    a, b, c, d = Node("stage 1", "a"), Node("quantity", "b"), Node("solution", "c"), Node("claim", "d")
    graph = {d: [a, b, c], b: [c], c: [a], a: []}
    assert simpler(graph, "quantity", lambda node: node) == {a: [], c: [a], d: [c]}


def test_the_model_is_derived_in_the_order_that_the_book_says():
    place = uses.node(LEDGER["4.1-x"])
    graph = ancestry(place)
    assert provenance.uses(place) == [
        Node("quantity", "R&D per firm, R&D cooperation"),
        Node("quantity", "R&D per firm, full cooperation"),
        Node("conditions", "R&D cooperation"),
        Node("conditions", "full cooperation"),
    ]
    assert Node("primitives", "profit of a firm") in graph
    assert Node("stage 2", "Cournot") in graph
    assert Node("stage 1", "no cooperation") not in graph
    for node, used in graph.items():
        assert all(LAYERS.index(other.kind) <= LAYERS.index(node.kind) for other in used)


def test_a_comparison_uses_both_solutions():
    comparison.compare("Q", NON, FULL)
    used = provenance.uses(Node("comparison", "total output, no cooperation less full cooperation"))
    assert {Node("quantity", f"total output, {mode.label}") for mode in (NON, FULL)} <= set(used)
    assert solution.outcome(NON)["x"] == dict(solution.outcome(NON))["x"]


@pytest.mark.parametrize(
    ("id", "comparison"),
    [
        ("4.1-Q", "total output, R&D cooperation less full cooperation"),
        ("4.2-welfare", "welfare, R&D cooperation less full cooperation"),
        ("5.3-underinvestment", "R&D per firm, second best less no cooperation"),
        ("5.3-competition", "R&D per firm, R&D cooperation less no cooperation"),
    ],
)
def test_a_claim_rests_on_the_comparisons_in_it(id, comparison):
    assert Node("comparison", comparison) in provenance.uses(uses.node(LEDGER[id]))


def test_arrows_claim_rests_on_arrows_model():
    gains = {"Arrow's monopolist", "Arrow's inventor in competition"}
    assert gains == {node.of for node in provenance.uses(uses.node(LEDGER["5.2-inertia"])) if node.kind == "solution"}


@pytest.mark.deep
def test_a_claim_does_not_rest_on_a_comparison_that_only_looks_the_same():
    """Below one half R&D and output fall for one and the same reason; a claim about output does not use what is said of R&D."""
    for claim in LEDGER.values():
        quantities = {node.of.partition(",")[0] for node in ancestry(uses.node(claim)) if node.kind == "quantity"}
        for node in provenance.uses(uses.node(claim)):
            if node.kind == "comparison" and " less " in node.of and "plant" not in node.of:
                assert node.of.partition(",")[0] in quantities


@pytest.mark.deep
def test_what_a_claim_rests_on_does_not_depend_on_what_was_asked_for_first():
    alone = """
from spillover import provenance
from spillover.claims import LEDGER, uses
print(provenance.uses(uses.node(LEDGER["lit-cartel-size"])))
"""
    found = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, timeout=120, check=False)
    assert (found.stderr, found.stdout) == ("", "[]\n")


def test_every_claim_of_the_paper_rests_on_the_primitives():
    for claim in show.paper().values():
        if claim.section == "§2" or claim.asserted is None:  # unequal firms are an industry, of which nothing is recorded
            continue
        assert any(node.kind == "primitives" for node in ancestry(uses.node(claim))), claim.id


@pytest.mark.deep
def test_the_graph_is_drawn_with_every_result():
    layers = show.derivations(show.paper())
    assert list(layers) == [kind for kind in LAYERS if kind in layers]
    figure = figures.graph(layers, "What each claim is derived from.")
    names = [name for results in layers.values() for name in results]
    assert list(figure.data["result"]) == names
    assert figure.alt.startswith(
        "What each claim is derived from. Listed from the first to the last. primitives: demand, profit of a firm; stage 2: "
    )
    drawn = {" ".join(text.get_text().split()) for text in figure.axes[0].texts}  # in a line or in two
    assert {name.partition(": ")[2] or name for name in names} <= drawn
    steps = sum(len(sources) for results in layers.values() for sources in results.values())
    assert sum(line.get_marker() == "o" for line in figure.axes[0].lines) == len(names) + steps
