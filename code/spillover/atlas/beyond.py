"""Papers of the field that are no linear-quadratic game of R&D and one market, and why."""

from __future__ import annotations

from spillover.atlas.row import ATLAS, Row

BEYOND = "What no call states"

ATLAS += [
    Row(
        BEYOND,
        key="dasgupta1980",
        asks="How fast is research, and how risky, when firms compete to be first?",
        reports="Competition in the market lowers innovation relative to monopoly; competition in R&D raises it, perhaps beyond what"
        " society wants (abstract).",
        remark="R&D is uncertain and the first takes all: a payoff is no quadratic.",
    ),
    Row(
        BEYOND,
        key="katz1985",
        asks="Who licenses an innovation to a rival, and does that raise the incentive to innovate?",
        reports="Large innovations are not licensed; equally efficient firms tend to license small ones (abstract).",
        remark="A licence is all or nothing, and so is the innovation. What a licence changes, a unit cost, is one number in `A`.",
    ),
    Row(
        BEYOND,
        key="cellini2003",
        asks="R&D over time: do firms and society agree about cooperation?",
        reports="In steady state they do, at every admissible spillover (abstract).",
        remark="A differential game: costs are the state, and R&D is smoothed over time.",
    ),
    Row(
        BEYOND,
        key="kobayashi2015",
        asks="R&D that accumulates as capital, with spillovers: what becomes of the comparison of modes?",
        reports="As the discount rate vanishes the condition for stability approaches that of the static game; in Markov strategies"
        " cooperation does more R&D at every spillover (abstract).",
        remark="A differential game.",
    ),
    Row(
        BEYOND,
        key="hinloopen2013",
        asks="May firms that collude in the market develop more technologies, if costs may start above the choke price?",
        reports="Yes: more are developed and fewer abandoned, so that collusion may raise surplus (abstract).",
        remark="A game in continuous time.",
    ),
    Row(
        BEYOND,
        key="kesteloot1995",
        asks="Is cooperation in R&D stable if firms can cheat?",
        reports="Large spillovers raise the profit from cooperation, but cooperation may be easier to sustain where they are low"
        " (abstract).",
        remark="A repeated game. What one round pays, in cooperation and to a firm that cheats, `solve`, `best_response` and `at` give.",
    ),
    Row(
        BEYOND,
        key="grunfeld2003",
        asks="What if R&D also raises what a firm absorbs of its rival's?",
        reports="That need not raise R&D: it does where the market is small or the effect weak. The spillover above which a joint venture"
        " does more R&D rises (abstract).",
        remark="What arrives is a product of the R&D of two firms: {ref}`chapter-absorption` plays a game of this kind.",
    ),
    Row(
        BEYOND,
        key="hattori2016",
        asks="A technology is free but costs something to set up. Whose adoption should be subsidised, a leader's or a follower's?",
        reports="It depends on that cost, and on whether goods are substitutes or complements: sometimes only the leader's, sometimes only"
        " the follower's (abstract).",
        remark="A technology is adopted or not. The market after it is one with `leaders`, and its unit costs are given.",
    ),
    Row(
        BEYOND,
        key="kamien2000",
        asks="What if a firm has to choose an approach to R&D, which decides what it can absorb?",
        reports="Firms that set R&D budgets together choose broad approaches, firms apart choose approaches of their own unless spillovers"
        " are no danger (abstract).",
        remark="Which part of the others' R&D a firm can use is chosen, in a stage before. {ref}`chapter-absorption` plays a model of this"
        " kind.",
    ),
    Row(
        BEYOND,
        key="symeonidis2003",
        asks="Quantities or prices, if R&D improves the product?",
        reports="R&D, prices and profits are higher with quantities; welfare is too where spillovers are strong and goods not too"
        " different (abstract).",
        remark="R&D that raises the choke price of a good and no more is the same as R&D that lowers its cost, one call. What it does to"
        " demand in the article was not checked.",
    ),
    Row(
        BEYOND,
        key="atallah2000",
        asks="Spillovers between suppliers and buyers: which firms should cooperate?",
        reports="Vertical spillovers raise R&D and welfare, horizontal ones may do either; no kind of cooperation always does most R&D"
        " (abstract).",
        remark="Two markets, one above the other. The engine has one.",
    ),
    Row(
        BEYOND,
        key="konig2012",
        asks="Which networks are efficient and which are stable, if knowledge also comes through others?",
        reports="Where links cost little the complete network is efficient, where they cost much one that is uneven and nested (abstract).",
        remark="What comes through others may stand in the matrix of spillovers. That links cost something, and are chosen, is more than"
        " one call: {ref}`chapter-networks`.",
    ),
]
