"""Questions as no one would ask them: formulas drawn at random, each from a number that always draws the same.

Run as a program, with the first number and the one behind the last, it asks them and says how long each took.
"""

import json
import os
import random
import resource
import sys
import time

from positivity import solver
from spillover import ask
from spillover.questions.tokens import QuestionError

QUANTITIES = ("x", "q", "Q", "price", "unit_cost", "profit", "consumer_surplus", "welfare")
MODES = ("non", "rnd", "full", "second_best", "first_best")
PARAMETERS = ("n", "a", "A", "b", "beta", "gamma")
NUMBERS = ("0", "1", "2", "10", "1/2", "3/4", "1000", "10^6")
RELATIONS = ("<", "<=", ">", ">=", ">", "<", "=", "!=")


def question(seed):
    """A text and what is given, or None."""
    draws = random.Random(seed)
    text = _statement(draws, 2)
    return text, draws.choice([None, _relation(draws), _range(draws), _relation(draws)])


def _statement(draws, depth):
    if depth == 0 or draws.random() < 0.6:
        return _relation(draws)
    one, other = _statement(draws, depth - 1), _statement(draws, depth - 1)
    return draws.choice(
        [f"({one}) and ({other})", f"({one}) or ({other})", f"({one}) => ({other})", f"({one}) <=> ({other})", f"not ({one})"]
    )


def _relation(draws):
    return f"{_term(draws, 2)} {draws.choice(RELATIONS)} {_term(draws, draws.choice([0, 1, 2]))}"


def _range(draws):
    return draws.choice(["beta > 1/2", "beta < 1/2", "beta <= 1", "n = 2", "n >= 3", "gamma > 10^8", "beta*n > 1", "a < 2*A"])


def _term(draws, depth):
    if depth == 0 or draws.random() < 0.5:
        return _atom(draws)
    sign = draws.choice("+-*/^")
    one = _term(draws, depth - 1)
    return f"({one})^{draws.choice(['2', '2', '3', '-1', '-2'])}" if sign == "^" else f"({one} {sign} {_term(draws, depth - 1)})"


def _atom(draws):
    kind = draws.random()
    if kind < 0.65:
        return f"{draws.choice(QUANTITIES)}[{draws.choice(MODES)}]"
    return draws.choice(PARAMETERS) if kind < 0.85 else draws.choice(NUMBERS)


def time_spent():
    """Processor time of this process and of those it started; Z3's is ended, so that it counts."""
    if solver.is_installed():
        solver._end(solver._process(os.getpid()))
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def asked(seed):
    """What a question was answered, and the time it took."""
    text, given = question(seed)
    start = time_spent()
    try:
        said = ask(text, given).verdict.value
    except QuestionError:
        said = "refused"
    return {"seed": seed, "seconds": round(time_spent() - start, 2), "said": said}


if __name__ == "__main__":
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(asked(seed)), flush=True)
