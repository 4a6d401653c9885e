"""An industry of any firms: any spillovers, costs, subsidies and coalitions. The paper's cluster is a special case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spillover.checks import names_checked
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import concavity, conditions
from spillover.industry.corners import corner_equilibrium
from spillover.industry.equilibrium import equilibrium, equilibrium_conditions, outcome_at_given_rnd, solve_first_order
from spillover.industry.inputs import read_firms, read_vector
from spillover.industry.mergers import best_response, cheapest_plants, merger_equilibrium, plant_games
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.planner import planner_optimum
from spillover.industry.primitives import Primitives
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import read_structure

BETA = "spillovers=uniform_spillovers(n, beta)"


@names_checked("Industry", n=BETA, beta=BETA, c="A, the unit costs before R&D", d="substitutability")
@dataclass(frozen=True, kw_only=True, eq=False)
class Industry(Primitives):
    """n firms, each with its own costs, that invest in R&D, which spills over as a matrix says, and compete in one market.

    Unit costs are A - B x and R&D costs gamma_i x_i**2 / 2, with B the matrix of spillovers. Integers, fractions and SymPy
    numbers give exact results; SymPy symbols give expressions, and then no condition is checked; floats and NumPy arrays
    give floats; a SciPy sparse matrix stays sparse where goods replace each other by one number and each firm decides on its own output.

    Parameters
    ----------
    a, b
        Inverse demand p_i = a_i - b (d_i1 q_1 + ... + d_in q_n): a is one number for all or one for each firm; b is 1 unless given.
        Where each good has a slope b_i of its own, count it in units of 1/sqrt(b_i): a_i, A_i and row i of the spillovers are divided
        by sqrt(b_i), and d_ij is the cross slope divided by sqrt(b_i b_j).
    A
        Initial unit costs, in the units of a: one for each firm, or one for all.
    gamma
        Slopes of the marginal costs of R&D: one for each firm, or one for all.
    spillovers
        The n x n matrix B: entry [i][j] is how much a unit of firm j's R&D lowers firm i's unit cost. On the diagonal stands
        what a firm's R&D does for itself. A list of lists, a NumPy array or a SciPy sparse matrix.
    substitutability
        How much each good replaces each other: one number from 0 to 1 for all pairs, or the n x n matrix (d_ij), symmetric and positive
        semidefinite with ones on its diagonal, and with numbers below zero for complements. The goods are the same unless given.
    cost_slope
        Slopes of the marginal costs of production, so that q costs c_i q + cost_slope_i q**2 / 2: one for each firm, or one for all; 0
        unless given.

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

    @names_checked("solve", coalitions="rnd_coalitions or product_coalitions", subsidy="rnd_subsidy or output_subsidy")
    def solve(
        self,
        *,
        competition: Any = "quantities",
        timing: str = "two-stage",
        rnd_coalitions: Any = None,
        product_coalitions: Any = None,
        equal_shares: bool = False,
        ownership: Any = None,
        product_ownership: Any = None,
        leaders: Any = None,
        public: Any = None,
        consumer_weight: Any = 0,
        rnd_subsidy: Any = 0,
        rnd_subsidy_rate: Any = 0,
        output_subsidy: Any = 0,
        cost_of_funds: Any = 0,
        corners: bool = False,
        stable: bool = True,
    ) -> IndustryOutcome:
        """The equilibrium: R&D, then the market, or both at once.

        Parameters
        ----------
        competition
            Whether firms set "quantities", unless given, or "prices": then goods must differ. Or a list of what each sets.
        timing
            "two-stage", unless given: all see R&D before they compete. Or "simultaneous": R&D is chosen at once with quantities or prices.
        rnd_coalitions, product_coalitions
            Partitions of the firms 0 to n - 1 as lists; each coalition maximises its joint profit by R&D, or by quantities or prices.
            Every firm for itself unless given; those who compete as one do R&D as one unless ``rnd_coalitions`` says otherwise. Where
            goods are the same and unit costs constant, the cheapest plant makes the output of a product coalition.
        equal_shares
            Whether instead each member of a product coalition makes the same.
        ownership, product_ownership
            n x n matrices instead of partitions: how much firm i weighs the profit of firm j when it chooses R&D, or quantity or price;
            less than zero where it likes its rivals to earn less.
        leaders
            Firms that set their quantities or prices before the others.
        public
            Firms that maximise welfare, at both stages; or a mapping of each such firm to the weight of welfare, from 0 to 1, where it
            maximises a mean of welfare and of its own profit: ``{0: Fraction(1, 2)}``.
        consumer_weight
            How much consumer surplus counts for each firm at both stages, where its own profit counts 1; a coalition adds up its members'
            weights. With 1, and weights of 1 on home profits in ``ownership`` and ``product_ownership``, a public firm among foreign ones.
        rnd_subsidy, rnd_subsidy_rate, output_subsidy
            Per unit of R&D, as a share of its cost, and per unit of output; one for each firm, or one for all; negative for a tax.
        cost_of_funds
            What raising a unit of subsidies costs beyond that unit.
        corners
            Whether firms may exit or do no R&D: for at most six firms in exact numbers that set quantities after R&D, each for itself or in
            coalitions that choose their plants. The answer is verified against every deviation in R&D of a firm or a coalition, with the
            market solved anew; stability is left open.
        stable
            Whether best responses in R&D must lead back to the equilibrium; False leaves that open.

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
        >>> Industry(a=15, A=[10, 14], gamma=6, spillovers=uniform_spillovers(2, 0)).solve(corners=True).q
        [Fraction(30, 11), Fraction(0, 1)]
        """
        conduct = read_structure(
            self,
            competition=competition,
            timing=timing,
            rnd_coalitions=rnd_coalitions,
            product_coalitions=product_coalitions,
            equal_shares=equal_shares,
            ownership=ownership,
            product_ownership=product_ownership,
            leaders=leaders,
            public=public,
            consumer_weight=consumer_weight,
            rnd_subsidy=rnd_subsidy,
            rnd_subsidy_rate=rnd_subsidy_rate,
            output_subsidy=output_subsidy,
            cost_of_funds=cost_of_funds,
        )
        if corners:
            return corner_equilibrium(self, conduct)
        if conduct.merged:
            return merger_equilibrium(self, conduct, stable)
        return equilibrium(RndGame(self, conduct, written=stable), stable)

    def conditions(self, **given: Any) -> list[Condition]:
        """The conditions that a solution needs, with the firms that come closest to failing.

        Parameters
        ----------
        **given
            The arguments of :meth:`solve`, but for corners and stable.

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
            If firms merge in one plant: which one produces is not known before the solution.

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
        needed = equilibrium_conditions(game, solve_first_order(game)[1], stable=True)
        return [*needed, conditions.uniqueness(game.algebra, game.system)]

    def first_order(self, **given: Any) -> tuple[Any, Any]:
        """The matrix H and the column h of the first-order conditions H x = h of the R&D stage.

        Parameters
        ----------
        **given
            The arguments of :meth:`solve`, but for corners and stable.

        Returns
        -------
        (H, h)
            Of shapes (n, n) and (n, 1): SymPy matrices where the industry is exact, arrays where it is floating, and an operator for H
            where it is sparse.

        Raises
        ------
        ValueError
            If firms merge in one plant: which one produces is not known before the solution.

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

    def _game(self, given: dict[str, Any], levels: Any = 0) -> RndGame:
        conduct = read_structure(self, **given)
        if conduct.merged:
            raise ValueError("product_coalitions that choose a plant must be left out here: it is not known before the solution")
        return RndGame(self, conduct, given_rnd=levels)

    def at(self, x: Any, **given: Any) -> IndustryOutcome:
        """The market at R&D that is given.

        Parameters
        ----------
        x
            R&D of each firm, n levels; or one level for all.
        **given
            The arguments of :meth:`solve`, but for stable; who decides on R&D does not matter.

        Returns
        -------
        IndustryOutcome
            What the firms do and earn.

        Raises
        ------
        InadmissibleError
            If the market has no such outcome; it names the condition and the firms.

        Examples
        --------
        >>> from spillover import Industry
        >>> Industry(a=15, A=[10, 11], gamma=3, spillovers=[[1, 0], [0, 1]]).at([1, 0]).q
        [Fraction(8, 3), Fraction(2, 3)]
        """
        levels, conduct = read_vector("x", x, self.n), read_structure(self, **given)
        game = (
            cheapest_plants(plant_games(self, conduct, levels))
            if conduct.merged
            else RndGame(self, conduct, given_rnd=levels, written=False)
        )
        return outcome_at_given_rnd(game)

    def best_response(self, i: int, x: Any, **given: Any) -> Any:
        """The R&D that is best for one firm when the others do the R&D that is given and all foresee the market.

        Parameters
        ----------
        i
            The place of the firm.
        x
            R&D of each firm, n levels; that of the firm is not looked at, nor that of those with whom it decides.
        **given
            The arguments of :meth:`solve`, but for corners and stable.

        Returns
        -------
        number
            R&D of the firm; together with those with whom it decides.

        Raises
        ------
        InadmissibleError
            If more R&D is always better.
        ValueError
            With simultaneous moves, where it depends on outputs too; or if firms merge in one plant.

        Examples
        --------
        >>> from spillover import Industry
        >>> industry = Industry(a=15, A=[10, 11], gamma=3, spillovers=[[1, 0], [0, 1]])
        >>> industry.best_response(0, [0, 1])
        Fraction(20, 19)
        >>> industry.best_response(0, industry.solve().x) == industry.solve().x[0]
        True
        """
        (place,), game = read_firms("i", [i], self.n), self._game(given, read_vector("x", x, self.n))
        if game.conduct.simultaneous:
            raise ValueError("timing='simultaneous' and best_response do not go together: outputs are chosen at once")
        members = next((members for members in game.conduct.coalitions if place in members), (place,))
        needs = [] if game.algebra.symbolic else concavity.response(game, members)
        failed = [condition for condition in needs if not condition.holds]
        if failed:
            raise InadmissibleError(game.conduct, failed)
        return game.algebra.entries(best_response(game, game.column(game.given_rnd), members))[place]

    def second_best(self, rnd_coalitions: Any = None, **given: Any) -> IndustryOutcome:
        """The R&D of a planner who sets R&D by subsidies and leaves the market to the firms.

        Parameters
        ----------
        rnd_coalitions
            Who cooperates; the R&D subsidies found bring these firms to the planner's choice.
        **given
            The other arguments of :meth:`solve`, but for rnd_subsidy, corners and stable.

        Returns
        -------
        IndustryOutcome
            With the subsidies per unit of R&D, one a firm, in ``rnd_subsidy`` and in the bill; its profits do not include them.

        Raises
        ------
        InadmissibleError
            If there is no such optimum.
        ValueError
            If an option does not go with it; it says why.

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
        if "rnd_subsidy" in given:
            raise ValueError("rnd_subsidy and second_best do not go together: it finds these subsidies")
        game = self._game({"rnd_coalitions": rnd_coalitions, **given})
        for name, clash in (("cost_of_funds", game.conduct.cost_of_funds), ("timing='simultaneous'", game.conduct.simultaneous)):
            if game.conduct.public and clash:
                raise ValueError(f"public and {name} do not go together in second_best: no subsidy moves a public firm")
        return planner_optimum(game)
