"""Whatever stands in a file that a stranger wrote, it is read or refused, soon, and none of it runs."""

import hashlib
import json
from functools import cache
from itertools import combinations, islice, product
from pathlib import Path

import pytest
from fuzzing import in_time, lines, near
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course import grading, handed_in, notebook
from course.answers import Mark
from course.draw import Stream
from course.problems import SETS
from course.roster import Roster, Student
from positivity.certificate import Case, Certificate, Identity, SignConstraint, Term
from spillover.claims import store

EVIDENCE, NOTEBOOKS, ANSWERS = map(lines, ("evidence.txt", "notebooks.txt", "answers.txt"))
SALT = "a word"
PROBLEMS = [(number, problem) for number, chosen in SETS.items() for problem in chosen]
CLASS = [Student("u1", "Ada Lovelace", None), Student("u2", "Li Wei", None)]


def unpaired(text):
    """As bytes, with halves of signs as they are."""
    return text.encode("utf-8", "surrogatepass")


# ---- evidence


def stored(text, place):
    """Read a text as stored evidence, with the right digest around it, and as a file of certificates."""
    own = hashlib.sha256(unpaired(text)).hexdigest()
    (place / "forged.json").write_bytes(unpaired(f'{{"depends on":"it","digest":"{own}","evidence":{text}}}'))
    (place / "certificates.json").write_bytes(unpaired(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.VARIABLE, str(place))
        with in_time():
            found = store.load("forged", "it")
        with in_time():
            try:
                accepted = store.accepts(place / "certificates.json")
            except ValueError:
                accepted = False
    assert not Path("forged").exists()
    return found, accepted


@pytest.mark.parametrize("text", EVIDENCE)
def test_kept_evidence_is_read_or_refused(text, tmp_path):
    found, accepted = stored(text, tmp_path)
    assert accepted is False
    assert found is None or json.loads(store._text(store.encoded(found))) is not None


@pytest.mark.deep
@given(text=near(EVIDENCE))
@settings(max_examples=1500)
def test_any_evidence_is_read_or_refused(text, tmp_path_factory):
    stored(text, tmp_path_factory.mktemp("evidence"))


PRIMES = (2, 3, 5, 7, 11, 13)
ROOT = "Pow(Integer({}), Rational(1, 2))".format
ROOTS = f"Add({', '.join(map(ROOT, PRIMES))})"
SQUARED = ", ".join([f"Integer({sum(PRIMES)})", *(f"Mul(Integer(2), {ROOT(p * q)})" for p, q in combinations(PRIMES, 2))])
"""What the square of the sum of roots is; to see that, SymPy takes minutes."""


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    "text",
    [
        "Pow(Integer(2), Integer(99999999999))",
        "Pow(Pow(Pow(Integer(10), Integer(9999)), Integer(9999)), Integer(9999))",
        "Pow(Mul(Integer(10), Symbol('x')), Integer(99999999999))",
        "Pow(Integer(2), Symbol('x'))",
        f"Equality({ROOTS}, Pow(Add({SQUARED}), Rational(1, 2)))",
    ],
)
def test_a_stored_power_is_no_larger_than_memory_and_no_root(text):
    with in_time(), pytest.raises(ValueError, match="a stored formula must be made of"):
        store.decoded({"formula": text})


ABOVE = "StrictGreaterThan(Symbol('x', positive=True), Integer({}))".format


@pytest.mark.parametrize(
    "text",
    [
        f"And({', '.join(map(ABOVE, range(3000)))})",
        f"Equivalent({', '.join(map(ABOVE, range(3000)))})",
        f"Add({', '.join(f'Rational(1, {number})' for number in range(10**6, 10**6 + 20_000))})",
        f"Add({', '.join(f'Pow(Integer({number}), Integer(-9000))' for number in range(2, 400))})",
    ],
    ids=["all of them", "as true as each other", "fractions", "powers"],
)
def test_a_stored_formula_that_would_take_for_ever_to_put_together_is_none(text):
    with in_time(), pytest.raises(ValueError, match="a stored formula must be made of"):
        store.decoded({"formula": text})


def forged(*terms, width=6, polynomial=None):
    """A certificate of one case: terms of one hypothesis, a polynomial of some hundred terms unless another is given."""
    keys = islice(product(range(4), repeat=width), 0, None, 40)
    return Certificate(
        tuple("abcdef"[:width]), (Case((SignConstraint(polynomial or dict.fromkeys(keys, 1), True),), Identity(tuple(terms))),)
    )


@pytest.mark.parametrize(
    "found",
    [
        forged(Term(1, ((0, 60),))),
        forged(*(Term(1, ((0, 2),), {(i, 0, 0, 0, 0, j): 1 for i in range(40) for j in range(40)}) for _ in range(9))),
        forged(Term(1, ((0, 10**12),)), width=1, polynomial={(1,): 1}),
        forged(Term(1, ((0, -2),)), Term(1, ((0, 60),))),
        forged(Term(1, ((0, 60),)), Term(1, ((7, 1),))),
        forged(Term(1, ((0, 60), (-1, 1)))),
        forged(Term(1, ((0, 150),)), width=2, polynomial={(i, j): 10**4000 for i in range(3) for j in range(3)}),
        forged(Term(1, ((0, 60),)), polynomial={(i, -9, j, 0, k, 0): 1 for i in range(5) for j in range(5) for k in range(5)}),
        forged(Term(1, ((0, 60),)), polynomial={(1,): 1, (2, 3): 1}),
    ],
)
def test_a_certificate_that_would_take_for_ever_to_check_is_none(found, tmp_path):
    text = store._text([store.encoded(found)])
    (tmp_path / "certificates.json").write_text(text, encoding="utf-8")
    with in_time(), pytest.raises(ValueError, match=r"^a stored certificate\.Certificate must hold what it holds in evidence"):
        store.accepts(tmp_path / "certificates.json")
    assert stored(text, tmp_path) == (None, False)


def test_a_certificate_that_is_checked_soon_is_checked(tmp_path):
    right = forged(Term(1, ((0, 1),)), Term(1, (), {(1,): 1}), width=1, polynomial={(2,): -1})
    (tmp_path / "certificates.json").write_text(store._text([store.encoded(right)]), encoding="utf-8")
    assert store.accepts(tmp_path / "certificates.json") is True


def test_certificates_that_are_nested_too_deep_are_none(tmp_path):
    (tmp_path / "deep.json").write_text("[" * 10**5)
    with pytest.raises(ValueError, match="must not be nested so deep"):
        store.accepts(tmp_path / "deep.json")


# ---- notebooks that were handed in


def handed(text, folder):
    """What the grader makes of one file: sheets whose owner is known, and a line on each other."""
    (folder / "x.ipynb").write_bytes(unpaired(text))
    with in_time():
        sheets, refused = handed_in.owners(handed_in.files(folder), folder, Roster(CLASS), SALT)
    assert sheets == []
    (line,) = refused
    assert line.isprintable()
    assert len(line) <= handed_in.LONGEST_LINE


@pytest.mark.parametrize("text", NOTEBOOKS)
def test_kept_notebooks_are_refused_in_a_line(text, tmp_path):
    handed(text, tmp_path)


@pytest.mark.deep
@given(text=near(NOTEBOOKS))
@settings(max_examples=1500)
def test_any_notebook_is_refused_in_a_line(text, tmp_path_factory):
    handed(text, tmp_path_factory.mktemp("handed"))


@pytest.mark.deep
@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_bytes_are_a_notebook_or_none(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("handed") / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"^this is no notebook: "):
        notebook.read(path)


# ---- answers that come back


def answered(part, answer):
    with in_time():
        mark = grading.marked(part, answer)
    assert isinstance(mark, Mark)
    assert 0 <= mark.share <= 1
    assert "\n" not in mark.remark


@cache
def parts(number, problem):
    return problem(Stream(SALT, number, problem.__name__, "u1")).parts


@pytest.mark.parametrize(("number", "problem"), PROBLEMS)
def test_kept_answers_are_marked(number, problem):
    for part, answer in product(parts(number, problem), ANSWERS):
        answered(part, answer)


@pytest.mark.deep
@pytest.mark.parametrize(("number", "problem"), PROBLEMS)
@given(answer=near(ANSWERS) | st.lists(near(ANSWERS), max_size=3) | st.dictionaries(near(ANSWERS), near(ANSWERS), max_size=3))
@example(answer={"n": "2", "a": "15", "A": "10", "b": "1", "beta": "1/0", "gamma": "10**999"})
@settings(max_examples=60)
def test_any_answer_is_marked(number, problem, answer):
    for part in parts(number, problem):
        answered(part, answer)
