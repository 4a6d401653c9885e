"""The page of the interface: what stands on it is documented whole, and a module that is not on it has a reason."""

import doctest
import importlib
import inspect
import pkgutil
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import ModuleType

import pytest

PAGE = Path(__file__).resolve().parent.parent / "chapters" / "reference" / "api.md"
PACKAGES = ("positivity", "spillover")
DIRECTIVE = re.compile(r"^ *\.\. (?:auto(?P<kind>\w+)|currentmodule):: (?P<name>[\w.]+).*\n(?P<options>(?: +:.*\n)*)", re.MULTILINE)
OPTION = re.compile(r":([\w-]+): *(.*)")
HEADING = re.compile(r"^(\w+)\n-+$", re.MULTILINE)
NAMES = re.compile(r"^([\w*]+(?:, [\w*]+)*)(?: *:.*)?$", re.MULTILINE)

SEARCH = "part of the work of positivity.always"
SOLVING = "part of the work of Industry.solve"
ASKING = "part of the work of spillover.ask"
ESTABLISHING = "part of the work of Claim.establish"
ARGUING = "part of the work of show.argument"
CLAIMS = "claims, which the chapters show"
COMMAND = "a command"
NOT_ON_THE_PAGE = {
    "positivity.assembly": SEARCH,
    "positivity.budget": SEARCH,
    "positivity.case_splits": SEARCH,
    "positivity.counterexample": SEARCH,
    "positivity.elimination": SEARCH,
    "positivity.equality_points": SEARCH,
    "positivity.evaluation": SEARCH,
    "positivity.handelman": SEARCH,
    "positivity.linear": SEARCH,
    "positivity.polynomials": SEARCH,
    "positivity.search": SEARCH,
    "positivity.sign_inference": SEARCH,
    "positivity.slack_substitution": SEARCH,
    "positivity.solver": SEARCH,
    "positivity.solver_process": SEARCH,
    "positivity.statement": SEARCH,
    "positivity.subformulas": "part of the work of positivity.find_idle_part",
    "positivity.witnesses": SEARCH,
    "spillover.__main__": COMMAND,
    **dict.fromkeys(
        (f"spillover.atlas.{theme}" for theme in ("aims", "beyond", "firms", "market", "modes", "policy", "ventures")), "rows of the atlas"
    ),
    "spillover.checks": "what is refused, by all that takes numbers",
    "spillover.claims.argument": ARGUING,
    "spillover.claims.assumptions": ESTABLISHING,
    "spillover.claims.forms": CLAIMS,
    "spillover.claims.handmade": ARGUING,
    "spillover.claims.letters": "part of the work of show.entry",
    "spillover.claims.new": CLAIMS,
    "spillover.claims.paper": CLAIMS,
    "spillover.claims.reasoning": ARGUING,
    "spillover.claims.signs": ARGUING,
    "spillover.claims.simulation": ESTABLISHING,
    "spillover.claims.uses": "part of the work of show.derivations",
    "spillover.cluster.evaluation": "part of the work of Cluster.solve",
    "spillover.game.deviations": ESTABLISHING,
    "spillover.game.draws": ESTABLISHING,
    "spillover.game.dual": ESTABLISHING,
    "spillover.game.firms": ESTABLISHING,
    "spillover.game.trials": ESTABLISHING,
    "spillover.industry.concavity": SOLVING,
    "spillover.industry.conditions": SOLVING,
    "spillover.industry.corners": SOLVING,
    "spillover.industry.equilibrium": SOLVING,
    "spillover.industry.exact": SOLVING,
    "spillover.industry.factored": SOLVING,
    "spillover.industry.floating": SOLVING,
    "spillover.industry.inputs": SOLVING,
    "spillover.industry.planner": SOLVING,
    "spillover.industry.primitives": SOLVING,
    "spillover.industry.quadratics": SOLVING,
    "spillover.industry.rnd_game": SOLVING,
    "spillover.industry.structure": SOLVING,
    "spillover.ledger": COMMAND,
    "spillover.proof": "other names for positivity",
    "spillover.questions.comparative_statics": ASKING,
    "spillover.questions.comparisons": ASKING,
    "spillover.questions.decide": ASKING,
    "spillover.questions.extremum": ASKING,
    "spillover.questions.form": "what the sheets of problem sets call",
    "spillover.questions.formulas": ASKING,
    "spillover.questions.framing": ASKING,
    "spillover.questions.gist": ASKING,
    "spillover.questions.lexing": ASKING,
    "spillover.questions.lexicon": ASKING,
    "spillover.questions.lists": ASKING,
    "spillover.questions.moves": ASKING,
    "spillover.questions.nearest": ASKING,
    "spillover.questions.paraphrased": ASKING,
    "spillover.questions.parser": ASKING,
    "spillover.questions.parts": ASKING,
    "spillover.questions.points": ASKING,
    "spillover.questions.quantities": ASKING,
    "spillover.questions.rephrased": ASKING,
    "spillover.questions.sentences": ASKING,
    "spillover.questions.statements": ASKING,
    "spillover.questions.tidied": ASKING,
    "spillover.questions.truth_map": "part of the work of Answer.figure",
    "spillover.questions.values": ASKING,
    "spillover.questions.vocabulary": ASKING,
} | {
    f"{package}.{module.name}": what
    for package, what in (("spillover.claims.literature", CLAIMS), ("spillover.game.literature", ESTABLISHING))
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
}
"""Modules of which nothing stands on the page, and what they are."""


def directives(text):
    """The object of each directive that makes documentation from docstrings, and its options."""
    module = ""
    for found in DIRECTIVE.finditer(text):
        if found["kind"] is None:
            module = found["name"]
        else:
            yield named(found["kind"], found["name"], module), dict(OPTION.findall(found["options"]))


def named(kind, name, module):
    """What a directive names: a module, or what has that name in a module or a class, the current module unless it is said."""
    if kind == "module":
        return importlib.import_module(name)
    place, _, last = name.rpartition(".")
    return getattr(pkgutil.resolve_name(place or module), last)


def members(thing, options):
    """The public members that autodoc shows of a module or of a class, by name: those that are asked for, or all."""
    if options["members"]:
        names = options["members"].split(", ")
    elif isinstance(thing, ModuleType):
        names = getattr(thing, "__all__", [name for name, value in vars(thing).items() if is_defined_in(thing, value)])
    else:
        names = vars(thing)
    left_out = options.get("exclude-members", "").split(", ")
    return {name: inspect.getattr_static(thing, name) for name in names if not name.startswith("_") and name not in left_out}


def is_defined_in(module, thing):
    return getattr(thing, "__module__", None) == module.__name__


def shown(thing, options, name=""):
    """What is documented of an object: itself and its members; functions, methods, properties and classes, by their full names."""
    if callable(thing):
        name = f"{thing.__module__}.{thing.__qualname__}"
    found = {name: thing} if callable(thing) or isinstance(thing, property | cached_property) else {}
    if isinstance(thing, ModuleType | type) and "members" in options:
        for member, value in members(thing, options).items():
            found |= shown(value, options | {"members": ""}, f"{name}.{member}")
    return found


def sections(thing):
    """A docstring by section; what stands before the first is the summary."""
    summary, *rest = HEADING.split(inspect.cleandoc(thing.__doc__ or ""))
    return {"summary": summary.strip()} | dict(zip(rest[::2], rest[1::2], strict=True))


def arguments(thing):
    """The parameters of a function or of a constructor; of a record, its public fields."""
    if is_dataclass(thing):
        return {field.name for field in fields(thing) if not field.name.startswith("_")}
    if hasattr(thing, "_fields"):
        return {*thing._fields}
    if isinstance(thing, type) and (issubclass(thing, Enum) or "__init__" not in vars(thing)):
        return set()
    return {*inspect.signature(thing).parameters} - {"self"}


def lacking(thing):
    """What the docstring of a function, method, property or class lacks, or has too much."""
    found = sections(thing)
    if ">>>" not in found.get("Examples", ""):
        found.pop("Examples", None)
    wanted = {"summary"}
    if not isinstance(thing, property | cached_property):
        taken, is_class = arguments(thing), isinstance(thing, type)
        described = found.get("Parameters", "") + (found.get("Attributes", "") if is_class else "")
        known = {name.lstrip("*") for head in NAMES.findall(described) for name in head.split(", ")}
        wanted |= {"Examples"} | taken
        if not is_class and inspect.signature(thing).return_annotation not in ("None", None):
            wanted.add("Yields" if "Yields" in found else "Returns")
        found |= dict.fromkeys(taken & known, "described")
        wanted |= {f"no {name}" for name in known - taken if not is_class}
        named = [line.partition(" : ")[0] for line in described.splitlines() if line[:1].strip()]
        wanted |= {f"no {line}" for line in named if " " in line.replace(", ", "")}  # napoleon takes a line of text for a parameter
    return {name for name in wanted if not found.get(name)}


OBJECTS = [*directives(PAGE.read_text(encoding="utf-8"))]
SHOWN = {name: thing for object, options in OBJECTS for name, thing in shown(object, options).items()}


def modules(package):
    """The names of all modules of a package, without the packages in it."""
    path = importlib.import_module(package).__path__
    return {found.name for found in pkgutil.walk_packages(path, f"{package}.") if not found.ispkg}


@pytest.mark.cases(None)
@pytest.mark.parametrize("name", SHOWN)
def test_what_stands_on_the_page_is_documented_whole(name):
    assert lacking(SHOWN[name]) == set()


def test_the_examples_on_the_page_are_found_by_doctest():
    places = {thing.__module__ for thing in SHOWN.values() if hasattr(thing, "__module__")}
    found = {test.name for place in places for test in doctest.DocTestFinder().find(importlib.import_module(place)) if test.examples}
    assert {name for name, thing in SHOWN.items() if ">>>" in thing.__doc__} <= found


def test_every_module_stands_on_the_page_or_has_a_reason_not_to():
    places = {thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", "") for thing, _ in OBJECTS}
    places |= {getattr(thing, "__module__", "") for thing in SHOWN.values()}
    every = set().union(*map(modules, PACKAGES))
    assert every - places == {*NOT_ON_THE_PAGE}


@pytest.mark.parametrize("package", ["positivity", "spillover", "spillover.claims", "spillover.cluster", "spillover.industry"])
def test_all_that_a_package_offers_stands_on_the_page(package):
    offered = importlib.import_module(package)
    things = [thing for name in offered.__all__ if callable(thing := getattr(offered, name))]
    assert {f"{thing.__module__}.{thing.__qualname__}" for thing in things} <= {*SHOWN}
