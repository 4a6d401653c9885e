"""The largest value of a quadratic on a polyhedron, exactly: by the faces on which it may lie.

Where the quadratic is strictly concave, it lies at the top, or on a limit that the top violates. Where it is not, it lies on a limit. On
a limit one number follows from the others, and the problem is the same with one number less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

Row = Sequence[Any]
Limit = tuple[Any, Row]
"""A number s and a row t: s + t y must not be negative."""


@dataclass(frozen=True)
class Quadratic:
    """A value c + g y - y' M y / 2, where limits hold.

    Attributes
    ----------
    M, g, c
        a symmetric matrix as a list of rows, a list and a number.
    limits
        what must not be negative.
    """

    M: Sequence[Row]
    g: Row
    c: Any
    limits: Sequence[Limit]

    def top(self) -> list[Any] | None:
        """Where the value is largest without limits; None where it is not strictly concave."""
        n, rows = len(self.g), [[*row, slope] for row, slope in zip(self.M, self.g, strict=True)]
        for k in range(n):
            if rows[k][k] <= 0:
                return None
            for i in range(k + 1, n):
                ratio = rows[i][k] / rows[k][k]
                rows[i] = [own - ratio * other for own, other in zip(rows[i], rows[k], strict=True)]
        y = [self.c * 0] * n
        for k in reversed(range(n)):
            y[k] = (rows[k][n] - _product(rows[k][k + 1 : n], y[k + 1 :])) / rows[k][k]
        return y

    def on(self, limit: Limit) -> Quadratic:
        """The same where a limit holds with equality."""
        s, t = limit
        p = next(j for j, value in enumerate(t) if value)
        level, slopes = -s / t[p], [-value / t[p] for value in t]
        rest = [j for j in range(len(t)) if j != p]
        cross, own = self.M[p], self.M[p][p]
        return Quadratic(
            [[self.M[i][j] + own * slopes[i] * slopes[j] + slopes[i] * cross[j] + slopes[j] * cross[i] for j in rest] for i in rest],
            [self.g[j] + (self.g[p] - own * level) * slopes[j] - level * cross[j] for j in rest],
            self.c + self.g[p] * level - own * level**2 / 2,
            [(other + row[p] * level, [row[j] + row[p] * slopes[j] for j in rest]) for other, row in self.limits],
        )

    def largest(self, beaten: Any = None, left: frozenset[int] = frozenset()) -> Any:
        """The largest value if there is one and it is more than ``beaten``, else None; ``left`` are limits that are looked at elsewhere."""
        if any(s < 0 and not any(t) for s, t in self.limits):
            return None
        top, tight = self.top(), list(range(len(self.limits)))
        if top is not None:
            value = (2 * self.c + _product(self.g, top)) / 2
            if beaten is not None and value <= beaten:
                return None
            tight = [k for k, (s, t) in enumerate(self.limits) if s + _product(t, top) < 0]
            if not tight:
                return value
        best = None
        for k in tight:
            if k not in left and any(self.limits[k][1]):
                found = self.on(self.limits[k]).largest(beaten if best is None else best, left)
                best, left = (best if found is None else found), left | {k}
        return best

    def unbounded(self) -> Any:
        """The least curvature along a ray of the polyhedron, if it is not positive; None where the value is bounded."""
        n, zero = len(self.g), self.c * 0
        if self.top() is not None:
            return None
        rays = replace(self, g=[zero] * n, c=zero, limits=[(zero, t) for _, t in self.limits])
        most = rays.on((zero - 1, [zero + 1] * n)).largest()
        return None if most is None or most < 0 else -most


def _product(left: Row, right: Row) -> Any:
    return sum(one * other for one, other in zip(left, right, strict=True))
