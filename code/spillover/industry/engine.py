"""An industry of any firms: any spillovers, costs, subsidies and coalitions. The paper's cluster is a special case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spillover.checks import is_array, require
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import conditions as needed
from spillover.industry import mergers
from spillover.industry.equilibrium import IndustryOutcome, Linear
from spillover.industry.inputs import extremes, is_sparse, number, square, vector
from spillover.industry.structure import structure


@dataclass(frozen=True, kw_only=True, eq=False)
class Industry:
    """n firms, each with its own costs, that first invest in R&D, which spills over as a matrix says, and then compete in quantities.

    Unit costs are A - B x and R&D costs gamma_i x_i**2 / 2, with B the matrix of spillovers. Integers, fractions and SymPy
    numbers give exact results; SymPy symbols give expressions, and then no condition is checked; floats and NumPy arrays
    give floats; a SciPy sparse matrix stays sparse.

    Parameters
    ----------
    a, b
        inverse demand p = a - bQ; b is 1 unless given.
    A
        initial unit costs: one for each firm, or one for all.
    gamma
        slopes of the marginal costs of R&D: one for each firm, or one for all.
    spillovers
        the n x n matrix B: entry [i][j] is how much a unit of firm j's R&D lowers firm i's unit cost. On the diagonal stands
        what a firm's R&D does for itself.

    Raises
    ------
    TypeError, ValueError
        That name the argument, the value and the rule.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Industry
    >>> half, quarter = Fraction(1, 2), Fraction(1, 4)
    >>> industry = Industry(a=100, A=[30, 34], gamma=[4, 5], spillovers=[[1, half], [quarter, 1]])
    >>> industry.solve().x
    [Fraction(2072, 239), Fraction(9188, 2151)]
    """

    a: Any
    b: Any = 1
    A: Any
    gamma: Any
    spillovers: Any
    n: int = field(init=False)

    def __post_init__(self) -> None:
        matrix = square("spillovers", self.spillovers)
        n = matrix.shape[0] if is_array(matrix) or is_sparse(matrix) else len(matrix)
        require("spillovers", self.spillovers, "at least one firm", n > 0)
        scalars = {name: number(name, getattr(self, name)) for name in ("a", "b")}
        vectors = {name: vector(name, getattr(self, name), n) for name in ("A", "gamma")}
        for name, value in scalars.items():
            require(name, value, f"{name} > 0", value > 0)
        for name, values in vectors.items():
            for place, value in extremes(name, values):
                require(place, value, f"{name} > 0", value > 0)
        for name, value in {**scalars, **vectors, "spillovers": matrix, "n": n}.items():
            object.__setattr__(self, name, value)

    def solve(
        self,
        *,
        rnd_coalitions: Any = None,
        rnd_subsidy: Any = 0,
        output_subsidy: Any = 0,
        ownership: Any = None,
        product_coalition: Any = None,
        stable: bool = True,
    ) -> IndustryOutcome:
        """The equilibrium: R&D by coalitions, then competition in quantities.

        Parameters
        ----------
        rnd_coalitions
            a partition of the firms 0 to n - 1 as lists; each coalition maximises its joint profit. Every firm for itself unless given.
        rnd_subsidy, output_subsidy
            per unit of R&D and of output; one for each firm, or one for all; negative for a tax.
        ownership
            an n x n matrix instead of a partition: how much firm i weighs the profit of firm j when it chooses R&D.
        product_coalition
            firms that also produce jointly. Unit costs do not depend on output, so all of it comes from one plant.
        stable
            whether best replies must lead back to the equilibrium; False leaves that open.

        Raises
        ------
        InadmissibleError
            If a condition fails; it names the condition and the firms.
        ArithmeticError
            If floats do not settle the question.
        """
        who = structure(self.n, rnd_coalitions, rnd_subsidy, output_subsidy, ownership, product_coalition)
        if who.merged:
            return mergers.best(self, who, stable)
        return Linear(self, who).admitted(stable)

    def conditions(self, **given: Any) -> list[Condition]:
        """The conditions that a solution needs, with the firms that come closest to failing.

        The arguments are those of :meth:`solve`, but for product_coalition. The last condition, uniqueness, is reported and not required.
        """
        game = self._game(given)
        if game.algebra.symbolic:
            raise TypeError("conditions are checked for numbers: this industry has SymPy symbols; first_order() gives its H and h")
        return [*game.required(game.solved()[1], stable=True), needed.uniqueness(game.algebra, game.system)]

    def first_order(self, **given: Any) -> tuple[Any, Any]:
        """The matrix H and the column h of the first-order conditions H x = h of the R&D stage.

        The arguments are those of :meth:`solve`, but for product_coalition. SymPy matrices where the industry is exact, arrays where it is
        floating, and an operator for H where it is sparse.
        """
        game = self._game(given)
        return game.algebra.shown(game.system.H), game.algebra.shown(game.system.h)

    def _game(self, given: dict[str, Any]) -> Linear:
        who = structure(self.n, **given)
        if who.merged:
            raise ValueError("product_coalition must be left out here: which plant produces is not known before the solution")
        return Linear(self, who)

    def second_best(self, rnd_coalitions: Any = None) -> IndustryOutcome:
        """The R&D of a planner who sets R&D and leaves the market to Cournot competition.

        Parameters
        ----------
        rnd_coalitions
            who cooperates; the R&D subsidies found bring these firms to the planner's choice.

        Raises
        ------
        InadmissibleError
            If there is no such optimum.
        """
        game = Linear(self, structure(self.n, rnd_coalitions))
        algebra, planned = game.algebra, game.planned
        x = algebra.solve(planned)
        found = None if x is None else game.outcome(x, paid=algebra.entries(game.system.H @ x - game.system.h))
        needs = [needed.regularity(found)]
        if not algebra.symbolic:
            needs.append(needed.joint(algebra, planned, range(self.n), "welfare has a maximum, in whatever direction R&D changes"))
            needs += [] if found is None else needed.interior(algebra, game.producing, found)
        failed = [condition for condition in needs if not condition.holds]
        if failed or found is None:
            raise InadmissibleError(needed.IndustryPlanner(), failed)
        return found
