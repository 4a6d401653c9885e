"""The three regimes of the paper, and two planners: who maximises what, at which stage (section 3).

A mode that is added here, as one line, is solved, compared, played, printed, drawn and asked about: everything else takes modes by
their objectives, or by name. What is chosen by hand for it is added elsewhere: a colour and a dash in :mod:`spillover.figures.style`
(until then it is drawn in ink), a section in the chapter on notation, and claims about it in :mod:`spillover.claims`. A mode that does
not belong to the paper needs no line here: a subclass of :class:`Mode` of one's own does for the same functions.
"""

from __future__ import annotations

from enum import Enum


class Objective(Enum):
    """What a decision at a stage maximises.

    Examples
    --------
    >>> Objective.JOINT.value
    'all firms, their joint profit'
    """

    OWN = "each firm, its own profit"
    JOINT = "all firms, their joint profit"
    WELFARE = "a planner, welfare"


class Mode(Enum):
    r"""Who decides at the R&D stage and at the product stage.

    Each member carries the objectives of the two stages, the mark of its solution (a LaTeX pattern with a place for the letter), an
    English label and a Chinese term. A mode of one's own is a member of a subclass of one's own.

    Examples
    --------
    >>> class Output(Mode):
    ...     CARTEL = ("cartel", Objective.OWN, Objective.JOINT, r"\check{{{}}}", "output cartel", "产量卡特尔")
    >>> Output.CARTEL.latex("x")
    '\\check{x}'
    """

    def __init__(self, key: str, rnd_stage: Objective, product_stage: Objective, mark: str, label: str, chinese: str) -> None:
        self.key = key
        self.rnd_stage = rnd_stage
        self.product_stage = product_stage
        self.mark = mark
        self.label = label
        self.chinese = chinese

    def latex(self, letter: str) -> str:
        r"""The letter with the mark of this mode, for instance ``x^{*}``.

        Parameters
        ----------
        letter
            of a quantity, in LaTeX.

        Returns
        -------
        str
            in LaTeX.

        Examples
        --------
        >>> Regime.RND_COOPERATION.latex("x")
        '\\hat{x}'
        """
        return self.mark.format(letter)


class Regime(Mode):
    """The paper's three modes of cooperation, with the paper's marks.

    Examples
    --------
    >>> [regime.label for regime in Regime]
    ['no cooperation', 'R&D cooperation', 'full cooperation']
    >>> Regime.RND_COOPERATION.rnd_stage
    <Objective.JOINT: 'all firms, their joint profit'>
    """

    NONCOOPERATION = ("non", Objective.OWN, Objective.OWN, "{}^{{*}}", "no cooperation", "完全不合作")
    RND_COOPERATION = ("rnd", Objective.JOINT, Objective.OWN, r"\hat{{{}}}", "R&D cooperation", "半合作")
    FULL_COOPERATION = ("full", Objective.JOINT, Objective.JOINT, r"\tilde{{{}}}", "full cooperation", "全合作")


class Planner(Mode):
    """The planners against which the regimes are measured; not in the paper.

    The second-best planner sets R&D and leaves the market to Cournot competition (Suzumura 1992); the first-best
    planner sets output too, in equal shares.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> Planner.SECOND_BEST.product_stage
    <Objective.OWN: 'each firm, its own profit'>
    """

    SECOND_BEST = ("second", Objective.WELFARE, Objective.OWN, "{}_{{SB}}", "second best", "次优")
    FIRST_BEST = ("first", Objective.WELFARE, Objective.WELFARE, "{}_{{FB}}", "first best", "社会最优")
