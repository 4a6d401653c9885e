"""An industry of any firms: any spillovers, costs, subsidies and coalitions. The paper's cluster is a special case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spillover.conditions import Condition, InadmissibleError
from spillover.industry import conditions
from spillover.industry.equilibrium import RndGame
from spillover.industry.mergers import merger_equilibrium
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.structure import read_structure


@dataclass(frozen=True, kw_only=True, eq=False)
class Industry(Primitives):
    """n firms, each with its own costs, that first invest in R&D, which spills over as a matrix says, and then compete in quantities.

    Unit costs are A - B x and R&D costs gamma_i x_i**2 / 2, with B the matrix of spillovers. Integers, fractions and SymPy
    numbers give exact results; SymPy symbols give expressions, and then no condition is checked; floats and NumPy arrays
    give floats; a SciPy sparse matrix stays sparse.

    Parameters
    ----------
    a, b
        Inverse demand p = a - bQ; b is 1 unless given.
    A
        Initial unit costs, in the units of a: one for each firm, or one for all.
    gamma
        Slopes of the marginal costs of R&D: one for each firm, or one for all.
    spillovers
        The n x n matrix B: entry [i][j] is how much a unit of firm j's R&D lowers firm i's unit cost. On the diagonal stands
        what a firm's R&D does for itself. A list of lists, a NumPy array or a SciPy sparse matrix.

    Attributes
    ----------
    n : int
        The number of firms, read off the matrix.

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
            A partition of the firms 0 to n - 1 as lists; each coalition maximises its joint profit. Every firm for itself unless given.
        rnd_subsidy, output_subsidy
            Per unit of R&D and of output; one for each firm, or one for all; negative for a tax.
        ownership
            An n x n matrix instead of a partition: how much firm i weighs the profit of firm j when it chooses R&D.
        product_coalition
            Firms that also produce jointly. Unit costs do not depend on output, so all of it comes from one plant.
        stable
            Whether best responses must lead back to the equilibrium; False leaves that open.

        Returns
        -------
        IndustryOutcome
            R&D, outputs, costs and profits of the n firms, and the market's price, surplus and welfare.

        Raises
        ------
        InadmissibleError
            If a condition fails; it names the condition and the firms.
        ArithmeticError
            If floats do not settle the question.
        TypeError, ValueError
            That name an argument, its value and the rule.

        Examples
        --------
        >>> from spillover import InadmissibleError, Industry
        >>> from spillover.industry import uniform_spillovers
        >>> industry = Industry(a=15, A=[10, 10, 11], gamma=6, spillovers=uniform_spillovers(3, 0.25))
        >>> apart, together = industry.solve(), industry.solve(rnd_coalitions=[[0, 1], [2]])
        >>> [[round(float(x), 3) for x in outcome.x] for outcome in (apart, together)]
        [[0.346, 0.346, 0.099], [0.27, 0.27, 0.104]]
        >>> try:
        ...     Industry(a=15, A=[10, 14], gamma=6, spillovers=uniform_spillovers(2, 0.25)).solve()
        ... except InadmissibleError as error:
        ...     print([(condition.name, condition.firms) for condition in error.failed])
        [('nonnegative R&D', (1,)), ('positive output', (1,))]
        """
        conduct = read_structure(self.n, rnd_coalitions, rnd_subsidy, output_subsidy, ownership, product_coalition)
        if conduct.merged:
            return merger_equilibrium(self, conduct, stable)
        return RndGame(self, conduct).equilibrium(stable)

    def conditions(self, **given: Any) -> list[Condition]:
        """The conditions that a solution needs, with the firms that come closest to failing.

        Parameters
        ----------
        **given
            The arguments of :meth:`solve`, but for product_coalition and stable.

        Returns
        -------
        list of Condition
            Each with its two sides in numbers, and the places of the firms in ``firms`` where it speaks of firms. The last condition,
            uniqueness, is reported and not required.

        Raises
        ------
        TypeError
            If the industry has SymPy symbols.
        ValueError
            If product_coalition is given: which plant produces is not known before the solution.

        Examples
        --------
        >>> from spillover import Industry
        >>> from spillover.industry import uniform_spillovers
        >>> industry = Industry(a=15, A=10, gamma=2, spillovers=uniform_spillovers(2, 0))
        >>> [(condition.name, condition.margin) for condition in industry.conditions()][1]
        ('own second-order condition', Fraction(10, 9))
        >>> all(condition.holds for condition in industry.conditions())
        True
        """
        game = self._game(given)
        if game.algebra.symbolic:
            raise TypeError("conditions are checked for numbers: this industry has SymPy symbols; first_order() gives its H and h")
        needed = game.equilibrium_conditions(game.solve_first_order()[1], stable=True)
        return [*needed, conditions.uniqueness(game.algebra, game.system)]

    def first_order(self, **given: Any) -> tuple[Any, Any]:
        """The matrix H and the column h of the first-order conditions H x = h of the R&D stage.

        Parameters
        ----------
        **given
            The arguments of :meth:`solve`, but for product_coalition and stable.

        Returns
        -------
        (H, h)
            Of shapes (n, n) and (n, 1): SymPy matrices where the industry is exact, arrays where it is floating, and an operator for H
            where it is sparse.

        Raises
        ------
        ValueError
            If product_coalition is given: which plant produces is not known before the solution.

        Examples
        --------
        >>> from spillover import Industry
        >>> from spillover.industry import uniform_spillovers
        >>> Industry(a=15, A=10, gamma=2, spillovers=uniform_spillovers(2, 0)).first_order()
        (Matrix([
        [10/9,  4/9],
        [ 4/9, 10/9]]), Matrix([
        [20/9],
        [20/9]]))
        """
        game = self._game(given)
        return game.algebra.to_public(game.system.H), game.algebra.to_public(game.system.h)

    def _game(self, given: dict[str, Any]) -> RndGame:
        conduct = read_structure(self.n, **given)
        if conduct.merged:
            raise ValueError("product_coalition must be left out here: which plant produces is not known before the solution")
        return RndGame(self, conduct)

    def second_best(self, rnd_coalitions: Any = None) -> IndustryOutcome:
        """The R&D of a planner who sets R&D and leaves the market to Cournot competition.

        Parameters
        ----------
        rnd_coalitions
            Who cooperates; the R&D subsidies found bring these firms to the planner's choice.

        Returns
        -------
        IndustryOutcome
            With the subsidies per unit of R&D, one a firm, in ``rnd_subsidy``; its profits do not include them.

        Raises
        ------
        InadmissibleError
            If there is no such optimum.

        References
        ----------
        Suzumura (1992).

        Examples
        --------
        >>> from spillover import Industry
        >>> from spillover.industry import uniform_spillovers
        >>> industry = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(3, 0.25))
        >>> best = industry.second_best()
        >>> induced = industry.solve(rnd_subsidy=best.rnd_subsidy)
        >>> bool(abs(induced.welfare - best.welfare) < 1e-9), bool(best.welfare > industry.solve().welfare)
        (True, True)
        """
        game = RndGame(self, read_structure(self.n, rnd_coalitions))
        algebra, system = game.algebra, game.second_best_system
        x = algebra.solve(system)
        found = None if x is None else game.outcome(x, paid=algebra.entries(game.system.H @ x - game.system.h))
        needed = [conditions.regularity(found)]
        if not algebra.symbolic:
            meaning = "welfare has a maximum, in whatever direction R&D changes"
            needed.append(conditions.joint_concavity(algebra, system, range(self.n), meaning))
            needed += [] if found is None else conditions.interior(algebra, game.producing, found)
        failed = [condition for condition in needed if not condition.holds]
        if failed or found is None:
            raise InadmissibleError(conditions.IndustryPlanner(), failed)
        return found
