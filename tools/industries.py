"""The engine for any industry, measured: how its cost grows with the number of firms, and against other ways to the same answer."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import splu

from spillover import Industry

DENSE = (300, 600, 1200, 3000)
SPARSE = (10**4, 10**5, 10**6)
AGAINST_LU = (500, 1500, 5000)
LINK, DEGREE = 0.05, 10


def drawn(n: int) -> Industry:
    """Firms that each reach ten others; gamma is twice what the second-order condition needs."""
    rng = np.random.default_rng(n)
    others = sparse.coo_array(
        (np.full(DEGREE * n, LINK), (np.repeat(np.arange(n), DEGREE), rng.integers(0, n, DEGREE * n))), (n, n)
    ).tocsr()
    matrix = (others - sparse.diags_array(others.diagonal()) + sparse.eye_array(n)).tocsr()
    own = matrix.diagonal() - matrix.sum(axis=0) / (n + 1)
    return Industry(a=100.0, A=10.0, gamma=2 * 2 * own**2, spillovers=matrix)


def full(industry: Industry) -> Industry:
    """The same industry with a dense matrix."""
    return Industry(a=industry.a, A=industry.A, gamma=industry.gamma, spillovers=industry.spillovers.toarray())


def shortest(work: Callable[[], Any], rounds: int = 3) -> float:
    """Seconds of the shortest of some runs."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def in_turn(*works: Callable[[], Any], rounds: int = 3) -> list[float]:
    """The shortest run of each, taken in turn, so that a busy moment of the machine does not fall on one alone."""
    return [min(taken) for taken in zip(*([shortest(work, 1) for work in works] for _ in range(rounds)), strict=True)]


def unlike(n: int) -> Any:
    """Goods of two kinds: those of one kind replace each other a little better."""
    kind = np.arange(n) % 2
    return np.where(kind[:, None] == kind, 0.6, 0.4) + 0.4 * np.eye(n)


def peak(work: Callable[[], Any]) -> int:
    """Bytes that are held at the same time, at most."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def exponent(sizes: tuple[int, ...], seconds: list[float]) -> float:
    """The slope of the line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def by_lu(industry: Industry) -> Any:
    """R&D by SciPy's sparse LU: H is a sparse matrix and one of rank one, which two solutions and a quotient take in."""
    n, B = industry.n, industry.spillovers
    v = B.sum(axis=0)
    rho = B.diagonal() - v / (n + 1)
    S = sparse.diags_array(industry.gamma) - sparse.diags_array(2 * rho) @ B
    factors = splu(S.tocsc())
    y, z = factors.solve(2 * rho * (industry.a - industry.A) / (n + 1)), factors.solve(2 * rho / (n + 1))
    return y - z * (v @ y) / (1 + v @ z)


def by_best_replies(industry: Industry) -> Any:
    """R&D by replying in turn to what the others did last, all at once, each half of the way: a full step goes round and round here."""
    n, B, gamma = industry.n, industry.spillovers, industry.gamma
    v = B.sum(axis=0)
    rho = B.diagonal() - v / (n + 1)
    x = np.zeros(n)
    for _ in range(10_000):
        slope = 2 * rho * ((industry.a - industry.A) / (n + 1) + B @ x - v @ x / (n + 1)) - gamma * x
        change = slope / (gamma - 2 * rho**2) / 2
        x += change
        if np.linalg.norm(change) <= 1e-11 * np.linalg.norm(x):
            return x
    raise ArithmeticError("best responses do not settle")


def dense() -> dict[str, float]:
    """Dense industries of up to 3,000 firms: how the cost grows."""
    games = [full(drawn(n)) for n in DENSE]
    seconds = [shortest(lambda game=game: game.solve(stable=False)) for game in games]  # type: ignore[misc]
    plain = [shortest(lambda n=n: np.linalg.solve(np.eye(n) + 1 / n, np.ones(n))) for n in DENSE]  # type: ignore[misc]
    largest = games[-1]
    goods = [replace(largest, substitutability=given) for given in (1, 0.5, unlike(largest.n))]
    same, one, matrix = in_turn(*(lambda game=game: game.solve(stable=False) for game in goods))
    read = shortest(lambda: replace(largest, substitutability=goods[-1].substitutability))
    return {
        "seconds at n = 3,000": seconds[-1],
        "growth exponent": exponent(DENSE, seconds),
        "engine / numpy.linalg.solve alone, n = 3,000": seconds[-1] / plain[-1],
        "goods that differ, one number / one good, n = 3,000": one / same,
        "goods that differ, a matrix / one good, n = 3,000": matrix / same,
        "reading the matrix of goods / solving with it, n = 3,000": read / matrix,
        "memory at the peak / that of the matrix": peak(lambda: largest.solve(stable=False)) / largest.spillovers.nbytes,
    }


def thin() -> dict[str, float]:
    """Sparse industries of up to a million firms, against products with the matrix, LU and best responses."""
    games = [drawn(n) for n in SPARSE]
    seconds = [shortest(lambda game=game: game.solve(stable=False)) for game in games]  # type: ignore[misc]
    checked = [shortest(lambda game=game: game.solve(), 1) for game in games]  # type: ignore[misc]
    x = np.ones(SPARSE[-1])
    product = shortest(lambda: games[-1].spillovers @ x, 10)
    matrix = games[-1].spillovers
    most = peak(lambda: games[-1].solve(stable=False))
    differ = replace(games[-1], substitutability=0.5)
    same, one = in_turn(lambda: games[-1].solve(stable=False), lambda: differ.solve(stable=False))
    replies = shortest(lambda: by_best_replies(games[-1]), 1)
    found: dict[str, float] = {
        "seconds at n = 1,000,000": seconds[-1],
        "in products with the matrix, n = 1,000,000": seconds[-1] / product,
        "the same with stability checked": checked[-1] / product,
        "growth exponent": exponent(SPARSE, seconds),
        "memory at the peak / that of the matrix": most / (matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes),
        "memory at the peak, in vectors": most / x.nbytes,
        "goods that differ, one number / one good, n = 1,000,000": one / same,
        "best responses, half steps / engine, n = 1,000,000": replies / seconds[-1],
    }
    for n in AGAINST_LU:
        game = drawn(n)
        engine, lu = shortest(lambda game=game: game.solve(stable=False)), shortest(lambda game=game: by_lu(game), 1)  # type: ignore[misc]
        gap = np.abs(game.solve(stable=False).x - by_lu(game)).max() / np.abs(by_lu(game)).max()
        found |= {f"sparse LU / engine, n = {n:,}": lu / engine, f"largest difference from LU, n = {n:,}": float(gap)}
    return found
