"""A search for a certificate ends after a number of steps, and the number leaves with the search."""

import pytest

from positivity import Undecided, always
from positivity.budget import ExhaustedError, at_most, step
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


def test_a_limit_inside_a_limit_counts_for_itself():
    with at_most(1):
        with at_most(3):
            for _ in range(3):
                step()
        step()
        with pytest.raises(ExhaustedError):
            step()


def test_a_search_that_is_not_finished_is_undecided():
    assert always(*STATEMENT).certificate is not None
    with pytest.raises(Undecided, match="no certificate was found"):
        always(*STATEMENT, budget=0)
    assert always(*STATEMENT).certificate is not None
