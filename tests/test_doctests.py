"""The examples in the docstrings run, and say what they print."""

import doctest
import importlib
import pkgutil

import pytest

PACKAGES = ("positivity",)


def modules(package):
    """The names of all modules of a package, its own first."""
    path = importlib.import_module(package).__path__
    return [package, *sorted(found.name for found in pkgutil.walk_packages(path, f"{package}."))]


@pytest.mark.parametrize("name", [name for package in PACKAGES for name in modules(package)])
def test_the_examples_of_a_module_run(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.failed == 0


@pytest.mark.parametrize("package", PACKAGES)
def test_all_that_a_package_offers_has_an_example(package):
    offered = importlib.import_module(package)
    for name in offered.__all__:
        thing = getattr(offered, name)
        if callable(thing):
            assert ">>>" in thing.__doc__, name
