"""Thousands of industries at once, in parallel through dask, with labelled results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import fields
from itertools import product
from typing import Any

from spillover.conditions import InadmissibleError
from spillover.industry.outcome import IndustryOutcome

FIRMS = ("x", "q", "unit_cost", "profit", "rnd_subsidy")
"""Results with one entry a firm; so has the price where goods differ."""
UNDETERMINED = "undetermined"
"""In place of a condition, where floats do not settle a question."""
BATCHES = 64
"""Into so many parts the work is cut at most: enough for any machine, and few enough that handing them out costs nothing."""


def sweep(
    solve: Callable[..., IndustryOutcome], grid: Mapping[str, Iterable[Any]], scheduler: str | None = None, progress: bool = True
) -> Any:
    """Solve an industry at every point of a grid.

    Parameters
    ----------
    solve
        From the parameters, by name, to the outcome: builds an industry and solves it.
    grid
        For each parameter its levels.
    scheduler
        Of dask: "threads", "processes" or "synchronous"; without one, the cluster that you have connected to, or else threads.
        Exact numbers gain from processes; a script must then start from under ``if __name__ == "__main__":``.
    progress
        Whether to show a bar; dask shows none for a cluster, which has a page of its own.

    Returns
    -------
    xarray.Dataset
        The fields of :class:`spillover.IndustryOutcome` as floats, with one dimension for each parameter and one, ``firm``, for what
        each firm has; ``to_netcdf`` saves it. Where there is no solution the numbers are NaN, and ``violated_condition`` names the
        condition that fails first; it is empty elsewhere, and "undetermined" where floats do not settle whether there is one.

    Raises
    ------
    ValueError
        If the grid has no parameter, or a parameter no level.
    TypeError
        If a level is neither a number nor a name.

    Examples
    --------
    >>> from spillover.industry import Industry, uniform_spillovers
    >>> from spillover.industry.sweep import sweep
    >>> found = sweep(
    ...     lambda beta, gamma: Industry(a=15, A=10, gamma=gamma, spillovers=uniform_spillovers(2, beta)).solve(),
    ...     {"beta": [0.2, 0.4], "gamma": [2.0, 3.0]},
    ...     progress=False,
    ... )
    >>> dict(found.sizes)
    {'beta': 2, 'gamma': 2, 'firm': 2}
    >>> found.x.sel(beta=0.2, gamma=3.0).round(3).values.tolist()
    [0.794, 0.794]
    """
    import numpy as np
    import xarray as xr
    from dask.base import compute
    from dask.delayed import delayed
    from dask.diagnostics.progress import ProgressBar

    levels = {name: list(values) for name, values in grid.items()}
    if not levels or not all(levels.values()):
        raise ValueError(f"grid must give at least one level for each parameter, got {grid!r}")
    coordinates = {name: [_coordinate(name, value) for value in values] for name, values in levels.items()}
    points = [dict(zip(levels, point, strict=True)) for point in product(*levels.values())]
    size = -(-len(points) // BATCHES)
    batches = [delayed(_solve_batch)(solve, points[i : i + size]) for i in range(0, len(points), size)]
    with ProgressBar() if progress else nullcontext():
        found = [result for batch in compute(*batches, scheduler=scheduler) for result in batch]
    shape = tuple(map(len, levels.values()))
    data: dict[str, Any] = {field.name: _table(field.name, found, shape, tuple(levels)) for field in fields(IndustryOutcome)}
    data["violated_condition"] = (tuple(levels), np.array([name for _, name in found], dtype=str).reshape(shape))
    return xr.Dataset(data, coords=coordinates)


def _table(name: str, found: list[tuple[dict[str, Any], str]], shape: tuple[int, ...], dimensions: tuple[str, ...]) -> tuple[Any, Any]:
    """One result at all points, with its dimensions; NaN where there is none."""
    import numpy as np

    if name not in FIRMS and not any(hasattr(values.get(name), "__len__") for values, _ in found):
        return dimensions, np.array([values.get(name, np.nan) for values, _ in found]).reshape(shape)
    entries = [list(np.atleast_1d(values.get(name, []))) for values, _ in found]
    firms = max(map(len, entries))
    rows = [own + [np.nan] * (firms - len(own)) for own in entries]
    return (*dimensions, "firm"), np.array(rows).reshape(*shape, firms)


def _solve_batch(solve: Callable[..., IndustryOutcome], points: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """The outcome at each point, in floats, or what fails there."""
    return [_solve_point(solve, point) for point in points]


def _solve_point(solve: Callable[..., IndustryOutcome], point: dict[str, Any]) -> tuple[dict[str, Any], str]:
    from spillover.industry.floating import Undetermined

    try:
        outcome = solve(**point)
    except InadmissibleError as error:
        return {}, error.failed[0].name
    except Undetermined:
        return {}, UNDETERMINED
    return {field.name: _floats(getattr(outcome, field.name)) for field in fields(outcome)}, ""


def _floats(value: Any) -> Any:
    return [float(entry) for entry in value] if hasattr(value, "__len__") else float(value)


def _coordinate(name: str, value: Any) -> Any:
    """Exact levels become floats, which can be saved; names stay names."""
    try:
        return value if isinstance(value, str | int) else float(value)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"grid must hold numbers that fit into floats, or names, got {name} = {value!r}") from None
