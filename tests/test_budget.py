"""A search for a certificate ends after a number of steps, and the number leaves with the search."""

import time

import pytest

from positivity import Undecided, always
from positivity.budget import ExhaustedError, at_most, elsewhere, freely, step
from spillover.model import beta, n

STATEMENT = (n**2 * beta + 3 > n * beta, [n >= 2, beta < 1])


def test_without_a_limit_there_is_none():
    for _ in range(100):
        step()


def test_so_many_steps_and_no_more():
    with at_most(2):
        step()
        step()
        with pytest.raises(ExhaustedError):
            step()
    step()


def test_several_steps_at_once():
    with at_most(5):
        step(5)
        with pytest.raises(ExhaustedError):
            step()


def test_steps_count_for_the_limits_around_them_too():
    with at_most(5):
        with at_most(3):
            step(3)
            with pytest.raises(ExhaustedError):
                step()
        step()
        with pytest.raises(ExhaustedError):
            step()
    with at_most(1), at_most(3), pytest.raises(ExhaustedError):
        step(2)


def test_time_is_a_limit_too_here_and_elsewhere():
    with at_most(10, seconds=0):
        begun = time.process_time()
        while time.process_time() == begun:  # where a process may take so much time and no more, its clock goes by ticks
            pass
        with pytest.raises(ExhaustedError):
            step()
    with at_most(10, seconds=3600), at_most(10):
        step()
        elsewhere(3601)
        with pytest.raises(ExhaustedError):
            step()
        with freely():
            step(20)


def test_a_step_is_about_as_long_whatever_the_search_does():
    with at_most(5_000_000):
        assert always(*STATEMENT).certificate is not None
    with at_most(1_000), pytest.raises(ExhaustedError):  # points at random alone take more
        always(*STATEMENT)


def test_a_search_that_is_not_finished_is_undecided():
    assert always(*STATEMENT).certificate is not None
    with pytest.raises(Undecided, match="no certificate was found"):
        always(*STATEMENT, budget=0)
    assert always(*STATEMENT).certificate is not None
