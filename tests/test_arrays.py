"""Clusters of arrays: they broadcast, equal the point-by-point results, and are NaN exactly where a point raises."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from functools import cache

import dask
import dask.array as da
import numpy as np
import pandas as pd
import pytest
import sympy as sp
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from spillover import Cluster, Planner, Regime, planner
from spillover.cluster import evaluation
from spillover.model import QUANTITIES

pytestmark = pytest.mark.filterwarnings("error")

MODES = [*Regime, *Planner]
each_mode = pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)

POINT = {"n": 2, "a": 15.0, "A": 10.0, "b": 1.0, "beta": 0.25, "gamma": 5.0}
NAN = dict.fromkeys(QUANTITIES, np.nan)


def solve(mode, **point):
    cluster = Cluster(**point)
    best = {Planner.SECOND_BEST: planner.second_best, Planner.FIRST_BEST: planner.first_best}
    outcome = best[mode](cluster) if mode in best else cluster.solve(mode)
    return {name: getattr(outcome, name) for name in QUANTITIES}


def at_a_point(mode, point):
    """The results of one call with floats; NaN where it raises (InadmissibleError is a ValueError)."""
    try:
        return solve(mode, **point)
    except ValueError:
        return NAN


def point_by_point(mode, **values):
    """What the arrays should give: one call with floats for each point."""
    grid = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values.values()))
    rows = [at_a_point(mode, dict(zip(values, map(float, row), strict=True))) for row in zip(*(each.flat for each in grid), strict=True)]
    return {name: np.array([row[name] for row in rows]).reshape(grid[0].shape) for name in QUANTITIES}


def agree(found, expected):
    (found,) = dask.compute(found)
    for name in QUANTITIES:
        np.testing.assert_allclose(np.asarray(found[name], dtype=float), expected[name], rtol=1e-12, atol=0, err_msg=name)


# Shapes and layouts

GAMMA = np.array([[0.5, 1.0, 2.0, 4.0], [0.1, 3.0, 8.0, 9.0], [7.0, 5.0, 6.0, 0.7]])
LAYOUTS = {
    "one axis a parameter": {"n": np.arange(2, 5)[:, None, None], "beta": np.array([0.1, 0.5, 0.9])[:, None], "gamma": GAMMA[0]},
    "every parameter an array": {name: np.full(3, value) for name, value in POINT.items()},
    "integers": {"n": np.array([1, 2, 3, 9]), "a": np.array([15, 20, 9, 11]), "gamma": np.array([5, 6, 7, 40])},
    "unsigned bytes": {"a": np.array([15, 5], "u1"), "A": np.array([10, 10], "u1"), "n": np.array([200, 2], "u1")},
    "no axes": {"gamma": np.array(5.0), "n": np.array(3)},
    "no axes, inadmissible": {"gamma": np.array(0.1)},
    "one point": {"gamma": np.array([5.0])},
    "empty": {"gamma": np.array([])},
    "empty along one of two axes": {"gamma": np.zeros((0, 3)), "beta": np.array([0.1, 0.2, 0.3])},
    "Fortran order": {"gamma": np.asfortranarray(GAMMA), "beta": GAMMA / 10},
    "strided and reversed": {"gamma": GAMMA[::-2, ::-1], "beta": np.linspace(0.1, 0.9, 9)[::-3][:, None][:2]},
    "transposed": {"gamma": GAMMA.T, "b": np.array([1.0, 2.0, 3.0])},
    "repeated by strides of zero": {"gamma": np.broadcast_to(5.0, (2, 3)), "beta": np.array([0.3, 0.6, 0.9])},
    "float32": {"gamma": GAMMA.astype("f4"), "beta": np.float32([0.1, 0.2, 0.3, 0.7])},
    "float16": {"gamma": GAMMA.astype("f2")},
    "long double": {"gamma": GAMMA.astype("g")},
    "other byte order": {"gamma": GAMMA.astype(">f8"), "n": np.array([2, 3, 4, 5], ">i4")},
}


@each_mode
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(mode, layout):
    arrays = {name: array.copy(order="K") if array.flags.writeable else array for name, array in LAYOUTS[layout].items()}
    for array in arrays.values():
        array.setflags(write=False)
    found = solve(mode, **POINT | arrays)
    expected = point_by_point(mode, **POINT | arrays)
    agree(found, expected)
    for name, value in found.items():
        assert isinstance(value, np.ndarray)
        assert (value.dtype, value.shape) == (np.dtype(float), expected[name].shape)
        assert value.flags.writeable
    for name, array in LAYOUTS[layout].items():
        np.testing.assert_array_equal(arrays[name], array)


def test_shapes_that_do_not_broadcast():
    with pytest.raises(ValueError, match="broadcast"):
        solve(Regime.NONCOOPERATION, **POINT | {"gamma": np.ones(3), "beta": np.full(2, 0.5)})


@pytest.mark.parametrize("number", [10, Fraction(10), sp.Integer(10), sp.sqrt(100), np.float32(10), np.int64(10)], ids=repr)
def test_any_number_may_stand_beside_an_array(number):
    agree(
        solve(Regime.RND_COOPERATION, **POINT | {"A": number, "gamma": GAMMA}),
        point_by_point(Regime.RND_COOPERATION, **POINT | {"gamma": GAMMA}),
    )


def test_masked_points_stay_out_of_the_results():
    gamma = np.ma.array([5.0, 6.0, 7.0], mask=[False, True, False])
    expected = point_by_point(Regime.NONCOOPERATION, **POINT | {"gamma": np.array([5.0, np.nan, 7.0])})
    found = solve(Regime.NONCOOPERATION, **POINT | {"gamma": gamma})
    agree({name: np.ma.filled(value, np.nan) for name, value in found.items()}, expected)


ENDS = {
    "inside": {},
    "one firm": {"n": 1, "beta": np.array([0, 1, 0.5, 1])},
    "one firm and more": {"n": np.array([[1], [2], [3]]), "beta": np.array([0.0, 1.0, 0.25, 1.0])},
}


@pytest.mark.parametrize("change", ENDS.values(), ids=ENDS)
def test_conditions_of_arrays_are_arrays(change):
    cluster = Cluster(**POINT | change | {"gamma": GAMMA})
    for regime in Regime:
        for c in cluster.conditions(regime):
            np.testing.assert_array_equal(c.margin, c.lhs - c.rhs)
            np.testing.assert_array_equal(c.holds, c.margin > 0 if c.strict else c.margin >= 0)
        everywhere = np.logical_and.reduce([c.holds for c in cluster.conditions(regime)])
        np.testing.assert_array_equal(np.isfinite(cluster.solve(regime).x), everywhere)


# Out of range and inadmissible, in every library of arrays

LIBRARIES = {
    "numpy": lambda values: values,
    "dask": lambda values: da.from_array(values, chunks=1 + len(values) // 2),
    "xarray": lambda values: xr.DataArray(values, dims="point"),
    "xarray of dask": lambda values: xr.DataArray(da.from_array(values, chunks=1 + len(values) // 2), dims="point"),
    "pandas": lambda values: pd.Series(values),
}
each_library = pytest.mark.parametrize("library", LIBRARIES)
BAD = [np.nan, np.inf, -np.inf, 0.0, -0.0, -1.0]
HOSTILE = {
    "n": [*BAD, 0.5, 1, 1.5, 2, 2.5, 3, 4, 1e6, 1e16],
    "a": [*BAD, 9.0, 10.0, np.nextafter(10, 11), 15.0, 20.0, 1e3],
    "A": [*BAD, 5.0, 10.0, 15.0, np.nextafter(15, 0), 16.0, 1e-9],
    "b": [*BAD, 1e-9, 0.5, 2.0, 1e9],
    "beta": [*BAD, 0.5, 1.0, np.nextafter(1, 0), np.nextafter(1, 2), 1e-300, -1e-300, 1.5, 0.75],
    "gamma": [*BAD, 0.3, 0.5859375, 0.875, 1.125, 1.5, 7.0, 1e9],  # with the edges of regimes 3, 1 and 2
}


ROWS = [POINT | {name: value} for name, values in HOSTILE.items() for value in values]
COLUMNS = {name: np.array([row[name] for row in ROWS], dtype=float) for name in POINT}


@cache
def hostile(mode):
    return point_by_point(mode, **COLUMNS)


@each_mode
@each_library
def test_nan_exactly_where_a_point_raises(mode, library):
    expected = hostile(mode)
    assert np.isnan(expected["x"]).sum() > len(BAD) * len(POINT)
    assert np.isfinite(expected["x"]).sum() > 10
    agree(solve(mode, **{name: LIBRARIES[library](column) for name, column in COLUMNS.items()}), expected)


@each_library
@pytest.mark.parametrize("name", POINT)
def test_nan_where_one_parameter_is_an_array(library, name):
    expected = point_by_point(Regime.NONCOOPERATION, **POINT | {name: np.array(HOSTILE[name])})
    agree(solve(Regime.NONCOOPERATION, **POINT | {name: LIBRARIES[library](np.array(HOSTILE[name]))}), expected)


@each_mode
@each_library
def test_the_ends_and_one_firm_are_points_like_others(mode, library):
    rows = [(n, beta, gamma) for n in (1, 2, 3) for beta in (0.0, 0.5, 1.0) for gamma in (0.4, 1.1, 1.6, 30.0)]
    columns = {"A": np.full(len(rows), 14.9)} | dict(zip(("n", "beta", "gamma"), np.array(rows).T, strict=True))
    expected = point_by_point(mode, **POINT | columns)
    assert np.isfinite(expected["x"][columns["gamma"] == 30]).all()
    assert np.isfinite(expected["x"][(columns["n"] == 1) & (columns["gamma"] == 1.1)]).all()
    agree(solve(mode, **POINT | {name: LIBRARIES[library](column) for name, column in columns.items()}), expected)


ordinary = {"n": st.integers(1, 6), "a": st.floats(8, 20), "A": st.floats(1, 12), "b": st.floats(0.1, 3), "gamma": st.floats(0.1, 20)}
ordinary["beta"] = st.floats(0.01, 0.99) | st.sampled_from([0.0, 1.0])


@each_mode
@settings(max_examples=12)
@given(data=st.data())
def test_mixtures_of_good_and_bad_points(mode, data):
    mixed = {name: st.lists(ordinary[name] | st.sampled_from(HOSTILE[name]) | ordinary[name], min_size=7, max_size=7) for name in POINT}
    values = {name: np.array(data.draw(column), dtype=float) for name, column in mixed.items()}
    agree(solve(mode, **values), point_by_point(mode, **values))


# Types


@pytest.mark.parametrize("library", ["numpy", "dask", "xarray"])
@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "float16", "float32"])
@each_mode
def test_short_numbers_do_not_overflow(mode, kind, library):
    """A hundred firms make powers that a byte cannot hold."""
    short = {name: LIBRARIES[library](np.array(value, dtype=kind)) for name, value in {"n": [2, 50, 100], "gamma": [40, 80, 120]}.items()}
    long = {"n": np.array([2.0, 50.0, 100.0]), "gamma": np.array([40.0, 80.0, 120.0])}
    agree(solve(mode, **POINT | short), solve(mode, **POINT | long))
    found, expected = (evaluation.conditions(mode, Cluster(**POINT | values).values) for values in (short, long))
    for condition, right in zip(found, expected, strict=True):
        assert np.asarray(condition.holds).tolist() == np.asarray(right.holds).tolist(), condition.name
        np.testing.assert_allclose(np.asarray(condition.lhs), right.lhs, rtol=1e-12)


WRONG = {
    "truth values": np.array([True, False]),
    "complex": np.array([1j, 2]),
    "object": np.array([1, Fraction(1, 2)], dtype=object),
    "text": np.array(["1", "2"]),
    "bytes": np.array([b"1"]),
    "dates": np.array(["2000-01-01"], dtype="M8[D]"),
    "record": np.zeros(2, dtype=[("u", float)]),
}


@pytest.mark.parametrize("name", POINT)
@pytest.mark.parametrize("kind", WRONG)
def test_arrays_of_anything_but_real_numbers(name, kind):
    with pytest.raises(TypeError, match=rf"^{name} must be an array of real numbers"):
        Cluster(**POINT | {name: WRONG[kind]})


@pytest.mark.parametrize("library", ["dask", "xarray", "xarray of dask", "pandas"])
@pytest.mark.parametrize("kind", ["truth values", "complex"])
def test_lazy_and_labelled_arrays_of_anything_but_real_numbers(library, kind):
    with pytest.raises(TypeError, match=r"^gamma must be an array of real numbers"):
        Cluster(**POINT | {"gamma": LIBRARIES[library](WRONG[kind])})


@pytest.mark.parametrize("table", [pd.DataFrame({"u": [5.0]}), xr.Dataset({"u": ("point", [5.0])})], ids=["DataFrame", "Dataset"])
def test_tables_are_not_arrays(table):
    with pytest.raises(TypeError, match=r"^gamma must be a real number, a SymPy expression or an array"):
        Cluster(**POINT | {"gamma": table})


@pytest.mark.parametrize(("name", "value"), [("n", 2.5), ("n", 0), ("beta", 1.5), ("b", 0), ("a", float("nan"))])
def test_a_bad_scalar_raises_beside_an_array(name, value):
    with pytest.raises(ValueError, match=rf"^{name} must .*got {name} = {value}$"):
        Cluster(**POINT | {"gamma": GAMMA, name: value})


def test_symbols_do_not_go_with_arrays():
    with pytest.raises(TypeError, match=r"^beta must "):
        solve(Regime.NONCOOPERATION, **POINT | {"beta": sp.Symbol("beta", positive=True), "gamma": GAMMA})


# Blocks and threads


def grid(size):
    rows = np.arange(size)
    return {"n": 2 + rows % 5, "beta": (1 + rows % 19) / 20, "gamma": 0.5 + rows % 13}


@pytest.mark.parametrize("size", [0, 1, 6, 7, 8, 13, 14, 15, 111, 112, 113, 223, 224, 225, 700])
def test_blocks_and_threads_change_nothing(monkeypatch, size):
    expected, crossed = solve(Regime.NONCOOPERATION, **POINT | grid(size)), {"n": np.arange(2, 11)[:, None], "beta": grid(size)["beta"]}
    expected_crossed, threads = solve(Regime.RND_COOPERATION, **POINT | crossed), []
    monkeypatch.setattr(evaluation, "BLOCK", 7)
    monkeypatch.setattr(evaluation.os, "cpu_count", lambda: 4)
    monkeypatch.setattr(evaluation, "ThreadPoolExecutor", lambda count: threads.append(count) or ThreadPoolExecutor(count))
    agree(solve(Regime.NONCOOPERATION, **POINT | grid(size)), expected)
    agree(solve(Regime.RND_COOPERATION, **POINT | crossed), expected_crossed)
    assert threads == [min(4, 1 + size // 112), min(4, 1 + 9 * size // 112)]


def test_a_million_points():
    period, size = 5 * 19 * 13, 16 * evaluation.BLOCK + 3
    once = point_by_point(Regime.FULL_COOPERATION, **POINT | {name: column[:period] for name, column in grid(period).items()})
    agree(solve(Regime.FULL_COOPERATION, **POINT | grid(size)), {name: np.resize(column, size) for name, column in once.items()})


# Lazy and labelled arrays


@each_mode
def test_dask_arrays_stay_lazy(mode):
    def never():
        raise AssertionError("computed too early")

    gamma = da.from_delayed(dask.delayed(never)(), shape=(4,), dtype=float)
    for value in solve(mode, **POINT | {"gamma": gamma, "n": da.arange(2, 6)}).values():
        assert isinstance(value, da.Array)
        assert (value.shape, value.dtype) == ((4,), np.dtype(float))
    with pytest.raises(AssertionError, match="too early"):
        value.compute()


@each_mode
def test_dask_arrays_broadcast_with_numpy_arrays(mode):
    arrays = {"n": np.arange(2, 5)[:, None, None], "beta": np.array([0.1, 0.5, 0.9])[:, None], "gamma": GAMMA[1]}
    found = solve(mode, **POINT | arrays | {"gamma": da.from_array(arrays["gamma"], chunks=3), "n": da.from_array(arrays["n"], chunks=2)})
    agree(found, point_by_point(mode, **POINT | arrays))


@pytest.mark.parametrize("chunks", [None, 3], ids=["numpy", "dask"])
@each_mode
def test_dimensions_broadcast_by_name_and_keep_their_coordinates(mode, chunks):
    firms = xr.DataArray([2, 3, 5], dims="firms", coords={"firms": [2, 3, 5]})
    spill = xr.DataArray([0.1, 0.5], dims="spill", coords={"spill": ["low", "high"]})
    cost = xr.DataArray(GAMMA, dims=("year", "firms2"), coords={"year": [1, 2, 3]}).rename(firms2="place")
    slope = xr.DataArray(1 + GAMMA.T / 10, dims=("place", "year"))  # the same dimensions, in the other order
    arrays = {"n": firms, "beta": spill, "gamma": cost, "b": slope}
    if chunks:
        arrays = {name: array.chunk(chunks) for name, array in arrays.items()}
    expected = point_by_point(
        mode,
        **POINT | {"n": firms.values[:, None, None, None], "beta": spill.values[:, None, None], "gamma": GAMMA, "b": slope.values.T},
    )
    found = solve(mode, **POINT | arrays)
    for value in found.values():
        assert isinstance(value, xr.DataArray)
        assert isinstance(value.data, da.Array if chunks else np.ndarray)
        assert list(value.coords["spill"].values) == ["low", "high"]
        assert set(value.coords) == {"firms", "spill", "year"}
    agree({name: value.transpose("firms", "spill", "year", "place") for name, value in found.items()}, expected)


@each_mode
def test_series_keep_their_index(mode):
    columns = pd.DataFrame({"gamma": [5.0, 0.1, 6.0], "n": [2, 3, 4]}, index=["x", "y", "z"])
    found = solve(mode, **POINT | {"gamma": columns["gamma"], "n": columns["n"]})
    for value in found.values():
        assert list(value.index) == ["x", "y", "z"]
    agree(found, point_by_point(mode, **POINT | {"gamma": columns["gamma"].values, "n": columns["n"].values}))


@each_library
def test_arrays_that_come_in_are_left_as_they_were(library):
    values = {name: np.array(column[:7], dtype=float) for name, column in HOSTILE.items()}
    arrays = {name: LIBRARIES[library](column.copy()) for name, column in values.items()}
    (found,) = dask.compute(solve(Regime.NONCOOPERATION, **arrays))
    assert np.isnan(found["x"]).any()
    for name, column in values.items():
        np.testing.assert_array_equal(np.asarray(arrays[name]), column)
