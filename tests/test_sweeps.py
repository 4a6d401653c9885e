"""Many clusters at once give what each of them gives alone."""

import numpy as np
import pytest

from spillover import Cluster, InadmissibleError, Planner, Regime, planner
from spillover.cluster import sweeps
from spillover.model import QUANTITIES

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
MODES = [*Regime, *Planner]
each_mode = pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
BETA = np.linspace(0.05, 0.95, 10)
GAMMA = np.array([0.2, 0.5, 0.7, 0.9, 1.2, 2.0, 5.0])[:, None]
PLANE = Cluster(n=2, a=12, A=10, b=1.0, beta=BETA, gamma=GAMMA)


def alone(beta, gamma):
    return Cluster(n=2, a=12, A=10, b=1.0, beta=float(beta), gamma=float(gamma))


def solve(cluster, mode):
    best = {SECOND: planner.second_best, FIRST: planner.first_best}
    return best[mode](cluster) if mode in best else cluster.solve(mode)


def first_failure(cluster, mode):
    conditions = planner.conditions(cluster, mode.key) if mode in (SECOND, FIRST) else cluster.conditions(mode)
    return next((condition.name for condition in conditions if not condition.holds), "")


def at_each_point(find):
    return np.array([[find(alone(beta, gamma)) for beta in BETA] for gamma in GAMMA[:, 0]])


def level(cluster, mode, name):
    return np.nan if first_failure(cluster, mode) else getattr(solve(cluster, mode), name)


@each_mode
def test_obstacle_is_the_first_condition_that_fails(mode):
    found = sweeps.violated_condition(PLANE, mode)
    assert found.shape == (7, 10)
    assert found.tolist() == at_each_point(lambda cluster: first_failure(cluster, mode)).tolist()
    assert len(set(found.flat)) > 1
    assert "" in found


@each_mode
def test_obstacle_where_there_is_one_firm_or_more(mode):
    n, beta, gamma = np.array([1, 2, 3])[:, None, None], np.array([0.0, 0.5, 1.0])[:, None], np.array([0.3, 0.8, 1.2, 1.9, 30.0])
    found = sweeps.violated_condition(Cluster(n=n, a=12, A=11.9, beta=beta, gamma=gamma), mode)
    expected = [
        [
            [first_failure(Cluster(n=firms, a=12, A=11.9, beta=spill, gamma=cost), mode) for cost in gamma.tolist()]
            for spill in beta[:, 0].tolist()
        ]
        for firms in n[:, 0, 0].tolist()
    ]
    assert found.tolist() == expected
    assert not (found[0] == "joint concavity against asymmetric deviations").any()


@each_mode
def test_obstacle_is_the_first_that_the_error_names(mode):
    for cluster in (alone(0.05, 0.2), alone(0.95, 0.5)):
        with pytest.raises(InadmissibleError) as caught:
            solve(cluster, mode)
        at_once = Cluster(n=2, a=12, A=10, beta=np.array([cluster.beta]), gamma=cluster.gamma)
        assert sweeps.violated_condition(at_once, mode).tolist() == [caught.value.failed[0].name]


@pytest.mark.parametrize("name", QUANTITIES)
def test_quantity_in_every_regime(name):
    found = sweeps.quantity(PLANE, name)
    assert list(found) == [NON, RND, FULL]
    for mode, values in found.items():
        expected = at_each_point(lambda cluster, mode=mode: level(cluster, mode, name))
        np.testing.assert_allclose(values, expected, rtol=1e-12)
        np.testing.assert_array_equal(np.isnan(values), sweeps.violated_condition(PLANE, mode) != "")


def test_quantity_in_the_modes_asked_for():
    found = sweeps.quantity(PLANE, "x", (mode for mode in (FIRST, RND)))
    assert list(found) == [FIRST, RND]
    np.testing.assert_allclose(found[FIRST], at_each_point(lambda cluster: level(cluster, FIRST, "x")), rtol=1e-12)


@pytest.mark.parametrize("modes", [[NON, RND, FULL], [SECOND, FULL], [RND]], ids=str)
@pytest.mark.parametrize("name", ["x", "Q", "welfare"])
def test_leader_is_the_place_of_the_largest(name, modes):
    def place(cluster):
        levels = [level(cluster, mode, name) for mode in modes]
        return -1 if np.isnan(levels).any() else levels.index(max(levels))

    found = sweeps.argmax(PLANE, name, modes)
    assert found.tolist() == at_each_point(place).tolist()
    assert -1 in found


def test_leaders_over_the_plane_are_of_all_kinds():
    assert set(sweeps.argmax(PLANE, "x").flat) == {-1, 0, 2}
    assert set(sweeps.argmax(PLANE, "Q").flat) == {-1, 0, 1, 2}
