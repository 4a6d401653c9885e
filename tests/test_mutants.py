"""Mutants of the package: what is changed, what is drawn, and that the list names what is there."""

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import mutants  # noqa: E402

SOURCE = """
@cache(size=1)
def share(x: list[int] = None, /) -> "3":
    '''Words, 4.'''
    x += rng.randint(2, 5)
    if not x and any(x <= -y for y in zip(x, x, strict=True) if y):
        return sp.Gt(x, 7 * True)
"""
CHANGED = [
    "x += rng.randint(2, 5) → x -= rng.randint(2, 5)",
    "not x and any((x <= -y for y in zip(x, x, strict=True) if y)) → not (not x and any((x <= -y for y in zip(x, x, strict=True) if y)))",
    "not x and any((x <= -y for y in zip(x, x, strict=True) if y)) → not x or any((x <= -y for y in zip(x, x, strict=True) if y))",
    "7 * True → 7 / True",
    "sp.Gt → sp.Ge",
    "7 → 8",
    "True → False",
    "any → all",
    "x <= -y → x < -y",
    "y → not (y)",
    "-y → +y",
]


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "CODE", tmp_path)
    (tmp_path / "small.py").write_text(SOURCE)


def test_conditions_operators_and_constants_are_changed_and_no_words_types_or_draws(written):
    assert sorted(mutant.change for mutant, _ in mutants.mutants("small")) == sorted(CHANGED)


def test_one_place_is_changed_at_a_time(written):
    plain = ast.unparse(ast.parse(SOURCE))
    trees = [ast.unparse(tree) for _, tree in mutants.mutants("small")]
    assert len(set(trees)) == len(CHANGED)
    for tree in trees:
        changed = [pair for pair in zip(tree.splitlines(), plain.splitlines(), strict=True) if pair[0] != pair[1]]
        assert len(changed) == 1


def test_a_mutant_is_imported_in_the_place_of_its_module_and_of_no_other(tmp_path, written, monkeypatch):
    monkeypatch.setattr(mutants.SourceFileLoader, "get_code", mutants.SourceFileLoader.get_code)  # put back at the end
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("small_sum", "small_other"):
        (tmp_path / f"{name}.py").write_text("value = 2 + 3")
        monkeypatch.delitem(sys.modules, name, raising=False)
    mutants.put_in_place(next(mutant for mutant, _ in mutants.mutants("small_sum") if "-" in mutant.change))
    import small_other
    import small_sum

    assert (small_sum.value, small_other.value) == (-1, 5)


def test_a_sample_takes_from_all_modules_alike_and_stays_where_lines_move():
    found = [mutants.Mutant(module, i, f"line {i}", "+ → -") for module, size in (("large", 90), ("small", 5)) for i in range(size)]
    drawn = mutants.sample(found, 10)
    assert Counter(mutant.module for mutant in drawn) == {"large": 5, "small": 5}
    moved = [mutants.Mutant(mutant.module, mutant.number + 7, mutant.line, mutant.change) for mutant in reversed(found)]
    assert [mutant.line for mutant in mutants.sample(moved, 10)] == [mutant.line for mutant in drawn]


def test_where_there_are_more_modules_than_a_sample_takes_all_have_their_turn():
    found = [mutants.Mutant(f"module_{module}", i, f"line {i}", "+ → -") for module in range(10) for i in range(3)]
    days = [[mutant.module for mutant in mutants.sample(found, 4, day)] for day in range(20_000, 20_005)]
    assert [len(set(drawn)) for drawn in days] == [4] * 5
    assert Counter(module for drawn in days for module in drawn) == {f"module_{module}": 2 for module in range(10)}


@pytest.mark.parametrize(("size", "days"), [(4, 8), (30, 5)])
def test_in_time_every_mutant_of_every_module_is_met(size, days):
    sizes = {"large": 15, "small": 1, **dict.fromkeys("abcdefgh", 3)} if size > 10 else dict.fromkeys("abcdefghij", 3)
    found = [mutants.Mutant(module, i, f"line {i}", "+ → -") for module, own in sizes.items() for i in range(own)]
    drawn = [mutants.sample(found, size, day) for day in range(20_000, 20_000 + days)]
    assert [len(set(day)) for day in drawn] == [size] * days
    assert {mutant for day in drawn for mutant in day} == set(found)
    assert sorted(mutants.sample(found, 10**9, 20_000), key=str) == sorted(found, key=str)


@pytest.fixture
def one_test(tmp_path, written, monkeypatch):
    """A module that doubles, and a test of it; where it does something else, the test never ends."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "doubling.py").write_text("def double(x):\n    return x + x\n")
    (tmp_path / "test_doubling.py").write_text(
        "from doubling import double\n\n\ndef test_twice():\n    while double(3) == 0:\n        pass\n    assert double(3) == 6\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    monkeypatch.setattr(mutants, "tests_of", lambda _: (str(tmp_path / "test_doubling.py"),))
    return [mutant for mutant, _ in mutants.mutants("doubling")]


def test_a_module_that_is_not_there_has_no_mutants_and_that_is_an_error(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["mutants.py", "course.pages", "course.page"])
    with pytest.raises(SystemExit) as stopped:
        mutants.main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith("error: no module that answers to tests is course.page\n")


@pytest.mark.deep
def test_what_the_tests_take_is_known_and_a_mutant_that_takes_longer_is_noticed(one_test, capsys):
    ((job, passed, seconds),) = mutants.ask([("doubling", None, 60)])
    assert (job[0], passed) == ("doubling", True)
    assert 0 < seconds < 60
    ((_, passed, longer),) = mutants.ask([("doubling", one_test[0], 3)])
    assert not passed
    assert 2 < longer < 10
    assert capsys.readouterr().err == f"[1/1] doubling, unchanged: {seconds:.0f} s\n[1/1] doubling: {longer:.0f} s\n"


def test_every_module_that_decides_derives_or_grades_answers_to_tests_that_exist():
    asked = mutants.modules([])
    for package in ("positivity", *(f"spillover.{name}" for name in ("cluster", "industry", "game", "literature", "questions"))):
        inside = [f"{package}.{file.stem}" for file in mutants.file(package).parent.glob("[!_]*.py")]
        assert inside
        assert [module for module in inside if module not in asked] == ["spillover.game.draws"] * (package == "spillover.game")
    for module in asked:
        parts = [part.partition("::") for part in mutants.tests_of(module) if part.startswith("tests/")]
        for path, _, name in parts:
            assert f"def {name}" in (ROOT / path).read_text()


def test_where_some_tests_are_chosen_by_name_the_examples_of_the_module_are_asked_too():
    asked = {module: mutants.tests_of(module) for module in mutants.modules([])}
    chosen = {module: parts[parts.index("-k") + 1] for module, parts in asked.items() if "-k" in parts}
    assert "course.problem" in chosen
    for module, names in chosen.items():
        assert names.endswith(f") or {mutants.file(module).name}")


def test_what_is_known_to_change_nothing_is_a_mutant_still_and_says_why():
    for entry in mutants.listed()["same"]:
        assert len(entry["reason"]) > 20
        assert any(mutants.is_listed(mutant) for mutant, _ in mutants.mutants(entry["module"])), entry
