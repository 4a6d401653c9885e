"""Whatever the public interface is given, it answers, or refuses in words that name what is wrong; and soon."""

import re
from contextlib import contextmanager
from decimal import Decimal  # noqa: F401 (for the corpus)
from fractions import Fraction  # noqa: F401 (for the corpus)

import numpy as np
import pytest
import scipy.sparse  # noqa: F401 (for the corpus)
import sympy as sp  # noqa: F401 (for the corpus)
from fuzzing import in_time, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from spillover import Cluster, InadmissibleError, Industry, Regime, planner
from spillover.checks import is_array
from spillover.cluster import sweeps
from spillover.industry.sweep import sweep

WORDS = re.compile(
    r"\bmust\b|go together|needs exact numbers|are checked for numbers|for floats|try exact numbers|infinitely|floats"
    r"|could not be broadcast|more than one element is ambiguous|digits\) for integer string"  # NumPy's and Python's own
)
"""How the documented errors say what is wrong."""
NUMBERS = lines("numbers.txt")
POINT = {"n": "2", "a": "15", "A": "10", "b": "1", "beta": "Fraction(1, 4)", "gamma": "2"}
FIRMS = {
    "a": ["100", "[100, 110]", "100.0"],
    "b": ["1", "0.5"],
    "A": ["[30, 34]", "30", "[30.0, 31.5]"],
    "gamma": ["[4, 5]", "6", "6.0"],
    "spillovers": [
        *("[[1, Fraction(1, 2)], [Fraction(1, 4), 1]]", "np.eye(2)", "[[1]]", "[[1, 0.5], [0.25, 1]]"),
        *("scipy.sparse.eye_array(2).tocsr()", "np.full((3, 3), 0.2) + np.eye(3)"),
    ],
    "substitutability": ["1", "Fraction(1, 2)", "0.5", "0", "[[1, Fraction(1, 3)], [Fraction(1, 3), 1]]"],
    "cost_slope": ["0", "1", "[0, 1]", "0.5"],
}
OPTIONS = {
    "competition": ["'quantities'", "'prices'", "'wages'"],
    "timing": ["'two-stage'", "'simultaneous'"],
    "rnd_coalitions": ["[[0, 1]]", "[[0], [1]]", "[[0]]", "[]", "[[0, 0], [1]]", "[[0, 5]]", "'01'"],
    "product_coalitions": ["[[0, 1]]", "[[0], [1]]", "[[True], [0]]"],
    "equal_shares": ["True", "False"],
    "ownership": ["[[1, 0], [0, 1]]", "[[1, 0.5], [0.5, 1]]", "np.ones((2, 2))"],
    "product_ownership": ["[[1, 0], [0, 1]]", "[[1, -0.5], [0.5, 1]]"],
    "leaders": ["[0]", "[0, 1]", "[7]", "0", "[-1]"],
    "public": ["[1]", "[0, 1]", "'a'"],
    "consumer_weight": ["[0, 1]", "Fraction(1, 2)", "0.5", "-1", "[1]"],
    "rnd_subsidy": ["0", "[1, 0]", "-1", "1000"],
    "rnd_subsidy_rate": ["0", "Fraction(1, 5)", "1", "2"],
    "output_subsidy": ["0", "1", "[1, 2]"],
    "cost_of_funds": ["0", "Fraction(1, 10)", "-1"],
}
SWITCHES = {"corners": [False, True], "stable": [True, False]}


def value(text):
    return eval(text, globals())


@contextmanager
def documented(*more):
    """Let the documented errors pass, and no other."""
    said = "must"
    with in_time(), np.errstate(all="ignore"):
        try:
            yield
        except InadmissibleError:
            pass
        except (OverflowError, ZeroDivisionError):
            raise
        except (TypeError, ValueError, *more) as error:
            said = str(error)
    assert WORDS.search(said), said


def ask_of_cluster(texts):
    arguments = {name: value(text) for name, text in texts.items()}
    with documented():
        cluster = Cluster(**arguments)
        for call in (planner.first_best, planner.second_best, repr):
            with documented():
                assert repr(call(cluster))
        for regime in Regime:
            for call in (cluster.solve, cluster.conditions):
                with documented():
                    assert repr(call(regime))
        if any(map(is_array, arguments.values())):
            with documented():
                shape = sweeps.argmax(cluster, "welfare").shape
                assert shape == sweeps.violated_condition(cluster, Regime.NONCOOPERATION).shape


def ask_of_industry(texts, options, switches, point):
    arguments = {name: value(text) for name, text in texts.items()}
    given = {name: value(text) for name, text in options.items()}
    planned = {name: entry for name, entry in given.items() if name != "rnd_subsidy"}
    with documented(ArithmeticError):
        industry = Industry(**arguments)
        calls = [
            lambda: industry.solve(**given, **switches),
            lambda: industry.conditions(**given),
            lambda: industry.first_order(**given),
            lambda: industry.at(value(point), **given),
            lambda: industry.best_response(value(point), 1, **given),
            lambda: industry.second_best(**planned),
        ]
        for call in calls:
            with documented(ArithmeticError):
                assert repr(call())


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in POINT for text in NUMBERS])
def test_a_cluster_takes_or_refuses_each_number(name, text):
    ask_of_cluster(POINT | {name: text})


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in FIRMS for text in NUMBERS])
def test_an_industry_takes_or_refuses_each_number(name, text):
    ask_of_industry({key: texts[0] for key, texts in FIRMS.items()} | {name: text}, {}, {}, text)


@pytest.mark.deep
@given(st.fixed_dictionaries({name: st.sampled_from([text, f"float({text})", *NUMBERS]) for name, text in POINT.items()}))
@settings(max_examples=1500)
def test_any_numbers_are_taken_or_refused_together(texts):
    ask_of_cluster(texts)


def some(options):
    """A few of the options, each with one of its values or with any number of the corpus."""
    choices = [st.tuples(st.just(name), st.sampled_from([*texts, *texts, *NUMBERS[:30]])) for name, texts in options.items()]
    return st.lists(st.one_of(choices), max_size=3).map(dict)


@pytest.mark.deep
@given(
    st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in FIRMS.items()}),
    st.lists(st.tuples(st.sampled_from(list(FIRMS)), st.sampled_from(NUMBERS)), max_size=1).map(dict),
    some(OPTIONS),
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in SWITCHES.items()}),
    st.sampled_from(["0", "1", "[0, 1]", "[0.5, 1]", *NUMBERS]),
)
@settings(max_examples=1500)
def test_any_industry_is_solved_or_refused(texts, strange, options, switches, point):
    ask_of_industry(texts | strange, options, switches, point)


@pytest.mark.deep
@given(st.lists(st.sampled_from([text for text in NUMBERS if "Symbol" not in text]), min_size=1, max_size=4))
@settings(max_examples=100)
def test_a_sweep_over_any_levels_ends(texts):
    def solve(gamma):
        return Industry(a=15, A=10, gamma=gamma, spillovers=[[1, 0.25], [0.25, 1]]).solve()

    with documented():
        sweep(solve, {"gamma": list(map(value, texts))}, scheduler="synchronous", progress=False)


# What fell, and was mended


@pytest.mark.parametrize("name", ["a", "A", "gamma", "cost_slope"])
def test_an_array_of_no_dimension_is_no_vector(name):
    with pytest.raises(TypeError, match=rf"^{name} must be one number, got an array of shape \(\)"):
        Industry(**{"a": 100, "A": 30, "gamma": 6, "spillovers": np.eye(2), name: np.array(2)})
