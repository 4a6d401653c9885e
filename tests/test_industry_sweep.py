"""Many industries at once give what each gives alone, with labels, and can be saved."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
import xarray as xr
from scipy import sparse

from spillover import Industry
from spillover.industry import uniform_spillovers
from spillover.industry.sweep import sweep

GRID = {"beta": [Fraction(1, 5), Fraction(1, 2)], "gamma": [Fraction(1, 2), 2], "n": [2, 3]}


def industry(beta, gamma, n):
    return Industry(a=15, A=10, gamma=gamma, spillovers=uniform_spillovers(n, beta))


def solved(beta, gamma, n):
    return industry(beta, gamma, n).solve()


@pytest.mark.parametrize("scheduler", ["synchronous", "threads", "processes"])
def test_each_point_is_what_it_is_alone(scheduler):
    found = sweep(solved, GRID, scheduler=scheduler, progress=False)
    assert dict(found.sizes) == {"beta": 2, "gamma": 2, "n": 2, "firm": 3}
    for beta in GRID["beta"]:
        for gamma in GRID["gamma"]:
            for n in GRID["n"]:
                here = found.sel(beta=float(beta), gamma=float(gamma), n=n)
                failing = [c.name for c in industry(beta, gamma, n).conditions()[:-1] if not c.holds]
                assert here.violated_condition.item() == "".join(failing[:1])
                if failing:
                    assert np.isnan(here.welfare)
                    assert np.isnan(here.x).all()
                    continue
                alone = solved(beta, gamma, n)
                assert here.welfare.item() == float(alone.welfare)
                assert list(here.profit.values[:n]) == list(map(float, alone.profit))
                assert np.isnan(here.profit.values[n:]).all()
    assert set(np.unique(found.violated_condition)) > {""}


def test_results_can_be_saved(tmp_path):
    found = sweep(solved, GRID, scheduler="synchronous", progress=False)
    found.to_netcdf(tmp_path / "found.nc")
    with xr.open_dataset(tmp_path / "found.nc") as again:
        xr.testing.assert_allclose(again.drop_vars("violated_condition"), found.drop_vars("violated_condition"))
        assert (again.violated_condition.astype(str) == found.violated_condition).all()


def test_where_nothing_exists_all_is_nan():
    found = sweep(solved, {"beta": [0.5], "gamma": [0.1], "n": [2]}, scheduler="synchronous", progress=False)
    assert found.sizes["firm"] == 0
    assert np.isnan(found.Q).all()


def test_progress_is_shown(capsys):
    sweep(solved, {"beta": [0.5], "gamma": [2.0], "n": [2]}, scheduler="synchronous")
    assert "100% Completed" in capsys.readouterr().out


@pytest.mark.parametrize("grid", [{}, {"beta": []}])
def test_an_empty_grid_is_refused(grid):
    with pytest.raises(ValueError, match="grid must give at least one level for each parameter, got"):
        sweep(solved, grid)


def test_names_may_be_levels():
    found = sweep(lambda who: solved(Fraction(1, 5), 2, len(who)), {"who": ["ab", "abc"]}, scheduler="synchronous", progress=False)
    assert list(found.who.values) == ["ab", "abc"]


def test_where_goods_differ_each_firm_has_a_price():
    def solve(d):
        return Industry(a=15, A=10, gamma=4, spillovers=uniform_spillovers(2, 0), substitutability=d).solve(competition="prices")

    found = sweep(solve, {"d": [0.0, 0.5]}, scheduler="synchronous", progress=False)
    assert dict(found.price.sizes) == {"d": 2, "firm": 2}
    assert list(found.price.sel(d=0.5).values) == list(solve(0.5).price)


def test_a_point_that_floats_do_not_settle_leaves_the_others_as_they_are():
    def thin(gamma):  # at gamma = 1/2 the R&D of a firm alone in its market pays for itself exactly
        return Industry(a=15.0, A=10.0, gamma=gamma, spillovers=sparse.csr_array(np.eye(2)), substitutability=0.0).solve()

    found = sweep(thin, {"gamma": [0.5, 0.4, 2.0]}, scheduler="synchronous", progress=False)
    assert found.violated_condition.values.tolist() == ["undetermined", "own second-order condition", ""]
    assert np.isnan(found.welfare.values).tolist() == [True, True, False]
    assert np.isfinite(found.x.sel(gamma=2.0)).all()


@pytest.mark.parametrize("level", [None, 1j, np.array([1, 2]), [1], sp.Symbol("z"), Fraction(10**400)], ids=str)
def test_a_level_of_a_sweep_is_a_number_or_a_name(level):
    def solve(gamma):
        raise AssertionError("nothing is solved before the levels are read")

    with pytest.raises(TypeError, match=r"^grid must hold numbers that fit into floats, or names, got gamma = "):
        sweep(solve, {"gamma": [1, level]}, scheduler="synchronous", progress=False)
