"""Papers of the field that are no linear-quadratic game of R&D and one market, and why."""

from __future__ import annotations

from spillover.atlas.row import ATLAS, Row

BEYOND = "What no call states"

ATLAS += [
    Row(
        BEYOND,
        key="dasgupta1980",
        asks="How fast is research, and how risky, when firms compete to be first?",
        reports="competition in the market lowers innovation relative to monopoly, and that competition in R&D raises it, perhaps beyond"
        " what society wants.",
        remark="R&D is uncertain and the first takes all: a payoff is no quadratic.",
    ),
    Row(
        BEYOND,
        key="katz1985",
        asks="Who licenses an innovation to a rival, and does that raise the incentive to innovate?",
        reports="large innovations are not licensed, and that equally efficient firms tend to license small ones.",
        remark="A licence is all or nothing, and so is the innovation. What a licence changes, a unit cost, is one number in `A`.",
    ),
    Row(
        BEYOND,
        key="cellini2003",
        asks="R&D over time: do firms and society agree about cooperation?",
        reports="in steady state they do, at every admissible spillover.",
        remark="A differential game: costs are the state, and R&D is smoothed over time.",
    ),
    Row(
        BEYOND,
        key="kobayashi2015",
        asks="R&D that accumulates as capital, with spillovers: what becomes of the comparison of modes?",
        reports="as the discount rate vanishes the condition for stability approaches that of the static game, and that in Markov"
        " strategies cooperation does more R&D at every spillover.",
        remark="A differential game.",
    ),
    Row(
        BEYOND,
        key="hinloopen2013",
        asks="May firms that collude in the market develop more technologies, if costs may start above the choke price?",
        reports="more technologies are then developed and fewer abandoned, so that collusion may raise surplus.",
        remark="A game in continuous time.",
    ),
    Row(
        BEYOND,
        key="kesteloot1995",
        asks="Is cooperation in R&D stable if firms can cheat?",
        reports="large spillovers raise the profit from cooperation, but that cooperation may be easier to sustain where they are low.",
        remark="A repeated game. What one round pays, in cooperation and to a firm that cheats, `solve`, `best_response` and `at` give.",
    ),
    Row(
        BEYOND,
        key="vandekerckhove2008",
        asks="Some firms lead in R&D and in output and others follow, with spillovers among and between them. Who invests more?",
        reports="followers do in a relatively wide set of circumstances, and that consumers and welfare are sometimes served better by"
        " cooperation among followers than among leaders; its results come from simulations.",
        remark="A leader in R&D is found as in the row of {cite:t}`debondt1995`, and `leaders` set output first; here they do both.",
    ),
    Row(
        BEYOND,
        key="grunfeld2003",
        asks="What if R&D also raises what a firm absorbs of its rival's?",
        reports="learning need not raise R&D: it does where the market is small or the effect weak; and that the spillover above which a"
        " joint venture does more R&D rises.",
        remark="What arrives is a product of the R&D of two firms.",
        chapter="absorption",
    ),
    Row(
        BEYOND,
        key="hattori2016",
        asks="A technology is free but costs something to set up. Whose adoption should be subsidised, a leader's or a follower's?",
        reports="it depends on that cost, and on whether goods are substitutes or complements: sometimes it is only the leader's,"
        " sometimes only the follower's.",
        remark="A technology is adopted or not. The market after it is one with `leaders`, and its unit costs are given.",
    ),
    Row(
        BEYOND,
        key="kamien2000",
        asks="What if a firm has to choose an approach to R&D, which decides what it can absorb?",
        reports="firms that set R&D budgets together choose broad approaches, and firms apart choose approaches of their own unless"
        " spillovers are no danger.",
        remark="Which part of the others' R&D a firm can use is chosen, in a stage before.",
        chapter="absorption",
    ),
    Row(
        BEYOND,
        key="symeonidis2003",
        asks="Quantities or prices, if R&D improves the product?",
        reports="R&D, prices and profits are higher with quantities, and that welfare is too where spillovers are strong and goods not"
        " too different.",
        remark="R&D that raises the choke price of a good and no more is the same as R&D that lowers its cost, one call. What it does to"
        " demand in the article was not checked.",
    ),
    Row(
        BEYOND,
        key="atallah2000",
        asks="Spillovers between suppliers and buyers: which firms should cooperate?",
        reports="vertical spillovers raise R&D and welfare while horizontal ones may do either, and that no kind of cooperation always"
        " does most R&D.",
        remark="Two markets, one above the other. The engine has one.",
    ),
    Row(
        BEYOND,
        key="konig2012",
        asks="Which networks are efficient and which are stable, if knowledge also comes through others?",
        reports="the complete network is efficient where links cost little, and one that is uneven and nested where they cost much.",
        remark="What comes through others may stand in the matrix of spillovers. That links cost something, and are chosen, is more than"
        " one call: {ref}`chapter-networks`.",
    ),
]
