"""What was derived from what: written down while the code derives, never typed.

A function under :func:`recorded` leaves a result with a name, and the names of the results that it asked for itself. The
decorator stands outermost, so that also a result that is already known is seen to be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

LAYERS: tuple[str, ...] = ("primitives", "stage 2", "stage 1", "solution", "quantity", "conditions", "comparison", "claim")
"""The kinds of results, in the order in which they are derived."""

P = ParamSpec("P")
R = TypeVar("R")


class Node(NamedTuple):
    """A result.

    Attributes
    ----------
    kind
        one of ``LAYERS``.
    of
        what it is of.

    Examples
    --------
    >>> from spillover.provenance import Node
    >>> print(Node("stage 1", "no cooperation"))
    stage 1: no cooperation
    """

    kind: str
    of: str

    def __str__(self) -> str:
        return self.of if self.kind in {"quantity", "claim"} else f"{self.kind}: {self.of}"


_USES: dict[Node, dict[Node, None]] = {}
_RESULTS: dict[Node, Any] = {}
_OPEN: ContextVar[dict[Node, None] | None] = ContextVar("_OPEN", default=None)


def note(node: Node) -> None:
    """Say that a result is used by what is being derived right now.

    Parameters
    ----------
    node
        the result.

    Examples
    --------
    >>> from spillover.provenance import Node, derivation_of, note, uses
    >>> with derivation_of(Node("primitives", "revenue of an example")):
    ...     note(Node("primitives", "demand of an example"))
    >>> uses(Node("primitives", "revenue of an example"))
    [Node(kind='primitives', of='demand of an example')]
    """
    used = _OPEN.get()
    if used is not None and used is not _USES.get(node):
        used[node] = None


@contextmanager
def derivation_of(node: Node) -> Iterator[None]:
    """All that is asked for inside is used by one result, and that result by what is being derived outside.

    Parameters
    ----------
    node
        the one result.

    Returns
    -------
    context manager
        for a ``with`` statement.

    Examples
    --------
    >>> from spillover.provenance import Node, derivation_of, uses
    >>> with derivation_of(Node("primitives", "profit of an example")):
    ...     with derivation_of(Node("primitives", "costs of an example")):
    ...         pass
    >>> uses(Node("primitives", "profit of an example"))
    [Node(kind='primitives', of='costs of an example')]
    """
    with _open(node):
        yield
    note(node)


@contextmanager
def _open(node: Node) -> Iterator[None]:
    before = _OPEN.set(_USES.setdefault(node, {}))
    try:
        yield
    finally:
        _OPEN.reset(before)


def recorded(kind: str, of: str | Callable[..., str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Write down what a function uses, under the kind of its result and what it is of.

    Parameters
    ----------
    kind
        one of ``LAYERS``.
    of
        what the result is of, or a function that says so, given the arguments.

    Returns
    -------
    callable
        a decorator.

    Examples
    --------
    >>> from spillover.provenance import Node, recorded, uses
    >>> @recorded("primitives", "price of an example")
    ... def price():
    ...     return 3
    >>> @recorded("primitives", lambda firm: f"sales of example {firm}")
    ... def sales(firm):
    ...     return firm * price()
    >>> sales(2), uses(Node("primitives", "sales of example 2"))
    (6, [Node(kind='primitives', of='price of an example')])
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def derive(*args: P.args, **kwargs: P.kwargs) -> R:
            node = Node(kind, of(*args, **kwargs) if callable(of) else of)
            with _open(node):
                result = _RESULTS[node] = function(*args, **kwargs)
            if not isinstance(result, Parts):  # of which each says itself when it is taken
                note(node)
            return result

        return derive

    return decorate


class Parts(dict[str, Any]):
    """A result with named parts; who takes a part uses that part, and with it the whole.

    Parameters
    ----------
    parts
        by name.
    whole
        the result.
    named
        which result a part is, given its name.

    Examples
    --------
    >>> from spillover.provenance import Node, Parts, uses
    >>> whole = Node("primitives", "solution of an example")
    >>> Parts({"x": 3}, whole, named=lambda name: Node("primitives", f"{name} of an example"))["x"]
    3
    >>> uses(Node("primitives", "x of an example"))
    [Node(kind='primitives', of='solution of an example')]
    """

    def __init__(self, parts: dict[str, Any], whole: Node, named: Callable[[str], Node]) -> None:
        super().__init__(parts)
        self.whole, self.named = whole, named

    def __getitem__(self, key: str) -> Any:
        with derivation_of(self.named(key)):
            note(self.whole)
        return super().__getitem__(key)


def uses(node: Node) -> list[Node]:
    """What a result used itself, in the order of ``LAYERS``.

    Parameters
    ----------
    node
        the result.

    Returns
    -------
    list of Node
        empty as long as it was not derived.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.cluster import solution
    >>> from spillover.provenance import Node, uses
    >>> solved = solution.outcome(Regime.NONCOOPERATION)
    >>> print(*uses(Node("solution", "no cooperation")), sep="; ")
    stage 1: no cooperation
    """
    return sorted(_USES.get(node, {}), key=order)


def results(kind: str) -> dict[Node, Any]:
    """All results of a kind that were derived so far.

    Parameters
    ----------
    kind
        one of ``LAYERS``.

    Returns
    -------
    dict
        by node.

    Examples
    --------
    >>> from spillover.cluster import comparison
    >>> from spillover.provenance import Node, results
    >>> threshold = comparison.rnd_threshold()
    >>> results("comparison")[Node("comparison", "the threshold T(n)")] == threshold
    True
    """
    return {node: result for node, result in _RESULTS.items() if node.kind == kind}


def ancestry(*nodes: Node) -> dict[Node, list[Node]]:
    """These results and all from which they were derived, each with what it used itself.

    Parameters
    ----------
    nodes
        the results.

    Returns
    -------
    dict
        lists of nodes, by node.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.cluster import solution
    >>> from spillover.provenance import Node, ancestry
    >>> solved = solution.outcome(Regime.NONCOOPERATION)
    >>> for node, used in ancestry(Node("solution", "no cooperation")).items():
    ...     print(node, "from", *used)
    solution: no cooperation from stage 1: no cooperation
    stage 1: no cooperation from primitives: profit of a firm stage 2: Cournot
    stage 2: Cournot from primitives: profit of a firm
    primitives: profit of a firm from
    """
    found: dict[Node, list[Node]] = {}
    left = list(nodes)
    while left:
        node = left.pop()
        if node not in found:
            found[node] = uses(node)
            left += found[node]
    return found


def simpler(graph: Mapping[Node, list[Node]], skipped: str, called: Callable[[Node], Node]) -> dict[Node, list[Node]]:
    """A graph for drawing: without one kind of results, the others under the names given, and no step that others already imply.

    Parameters
    ----------
    graph
        what each result used, as :func:`ancestry` gives it.
    skipped
        the kind that is left out; what used it uses what it used.
    called
        the node under which a result is drawn.

    Returns
    -------
    dict
        lists of nodes, by node, in the order of ``LAYERS``.

    Examples
    --------
    >>> from spillover.provenance import Node, simpler
    >>> model, solved, welfare, claim = Node("primitives", "model"), Node("solution", "x"), Node("quantity", "W"), Node("claim", "4.2")
    >>> graph = {claim: [solved, welfare], welfare: [solved], solved: [model], model: []}
    >>> for node, used in simpler(graph, "quantity", lambda node: node).items():
    ...     print(node, "from", *used)
    primitives: model from
    solution: x from primitives: model
    4.2 from solution: x
    """
    found: dict[Node, dict[Node, None]] = {}
    for node, used in graph.items():
        if node.kind != skipped:
            direct = [deeper for other in used for deeper in (graph[other] if other.kind == skipped else [other])]
            found.setdefault(called(node), {}).update(dict.fromkeys(map(called, direct)))
    return {node: sorted(_not_implied(found, node), key=order) for node in sorted(found, key=order)}


def _not_implied(graph: Mapping[Node, Iterable[Node]], node: Node) -> list[Node]:
    def above(other: Node) -> set[Node]:
        return {other}.union(*map(above, graph[other]))

    return [used for used in graph[node] if not any(used in above(other) for other in graph[node] if other != used)]


def order(node: Node) -> tuple[int, str]:
    """Where a result stands in a list: by its kind, then by its name.

    Parameters
    ----------
    node
        the result.

    Returns
    -------
    tuple
        to sort by.

    Examples
    --------
    >>> from spillover.provenance import Node, order
    >>> sorted([Node("claim", "4.1-x"), Node("stage 1", "planner"), Node("stage 1", "no cooperation")], key=order)[0].of
    'no cooperation'
    """
    return LAYERS.index(node.kind), node.of
