"""The gradebook, the pages and the tables that come out of it. Nothing is run here."""

import csv
import dataclasses
import functools
import os
import sqlite3
import sys
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course import gradebook, grading, pages, problems, roster
from course.gradebook import WHOLE
from course.problems import Part
from course.roster import Roster, Student
from course.sandbox import Returned

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import points  # noqa: E402

SALT = "a word that students do not know"
CLASS = Roster(
    [
        Student("u1", "Ada *Lovelace* <b>", "ada@example.org", "A"),
        Student("u2", "=Eve", "@eve"),
        Student("u3", "Absent"),
    ]
)


@functools.cache
def stated(number):
    """The problems of the first of them; drawn once."""
    return problems.problems("u1", number, SALT)


def report(student, number="1", answers=None, errors=()):
    return grading.judged(student, number, stated(number), Returned(answers or {}, errors))


def right(number, *names):
    """Right answers, by name."""
    parts: list[Part] = [part for problem in stated(number) for part in problem.parts]
    return {part.name: str(getattr(part.answer, "right", "")) for part in parts if part.name in names}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Two students in set 1, one of them in set 2 too, and late."""
    folder = tmp_path_factory.mktemp("kept") / "grades"
    with gradebook.changed(folder) as fresh:
        first = report("u1", answers=right("1", "p1_reply", "p1_gain") | {"p5_true": "<b>|`x`"}, errors=("code cell 2: <i>",))
        late = report("u1", "2", answers=right("2", "p1_x", "p1_Q", "p1_welfare"))
        penalties = {("2", "u1"): Fraction(4, 3)}
        gradebook.record([first, report("u2", answers={"p1_reply": "1/3"}), late], fresh, penalties)
        found = gradebook.results(fresh)
        pages.write_pages(found.values(), CLASS, fresh)
        pages.write_tables(found, CLASS, fresh)
    return folder


@pytest.fixture
def grades(kept, tmp_path):
    import shutil

    return Path(shutil.copytree(kept, tmp_path / "grades"))


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return [*csv.reader(file)]


def test_tables_are_for_people_canvas_and_moodle(kept):
    assert (kept / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,e-mail,section,set 1,set 1 late,set 1 p1_reply,")
    titles, *people = rows(kept / "grades.csv", "utf-8-sig")
    cells = [dict(zip(titles, row, strict=True)) for row in people]
    assert [(row["id"], row["name"], row["e-mail"]) for row in cells] == [
        ("u1", "Ada *Lovelace* <b>", "ada@example.org"),
        ("u2", "'=Eve", "'@eve"),
        ("u3", "Absent", ""),
    ]
    assert [row["set 1"] for row in cells] == ["4", "0", "nothing graded"]
    assert [(row["set 2"], row["set 2 late"], row["set 2 p1_welfare"]) for row in cells] == [
        ("2.67", "1.33", "2"),
        ("nothing graded", "", ""),
        ("nothing graded", "", ""),
    ]
    assert rows(kept / "canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Problem set 1", "Problem set 2"],
        ["    Points Possible", "", "", "", "", "20", "20"],
        ["Ada *Lovelace* <b>", "", "u1", "ada@example.org", "A", "4", "2.67"],
        ["'=Eve", "", "u2", "'@eve", "", "0", ""],
    ]
    assert rows(kept / "moodle.csv") == [
        ["ID number", "Full name", "Email address", "Problem set 1", "Problem set 2"],
        ["u1", "Ada *Lovelace* <b>", "ada@example.org", "4", "2.67"],
        ["u2", "'=Eve", "'@eve", "0", ""],
    ]


def test_students_whom_canvas_has_listed_are_found_by_its_own_number(kept, tmp_path):
    """Otherwise it goes by the name, which two may have."""
    exports = {
        'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",77,u1,ada@example.org,A\n': ["77", "u1", "ada@example.org"],
        'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",u1,ada@example.org,A\n': ["u1", "", "ada@example.org"],
        "ID,Name,E-mail\nu1,Ada Lovelace,ada@example.org\n": ["", "u1", "ada@example.org"],
    }
    for text, found in exports.items():
        (tmp_path / "class.csv").write_text(text, encoding="utf-8")
        pages.write_tables(gradebook.results(kept), roster.read(tmp_path / "class.csv"), tmp_path)
        assert rows(tmp_path / "canvas.csv")[2][:4] == ["Ada Lovelace", *found]


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_begins_a_formula_where_commas_or_semicolons_part_cells(sign, tmp_path):
    formula = f"{sign}cmd|' /C calc'!A0"
    students = [
        Student("u1", formula, f"a@b; {formula}"),
        Student("u2", f"Ada;{formula}", "", f'x";{formula}'),
        Student("u3", "王 -;小-明 +"),
    ]
    result = gradebook.Result("1", "u1", {}, (), (), "", Fraction(0))
    pages.write_tables(
        {("1", student.id): dataclasses.replace(result, student=student.id) for student in students}, Roster(students), tmp_path
    )
    for name, encoding in (("grades.csv", "utf-8-sig"), ("canvas.csv", "utf-8"), ("moodle.csv", "utf-8")):
        for mark in ",;":
            with (tmp_path / name).open(encoding=encoding, newline="") as file:
                cells = [cell.strip() for row in csv.reader(file, delimiter=mark) for cell in row]
            assert sum(f"'{formula}" in cell for cell in cells) >= 2
            assert [cell for cell in cells if cell.startswith(sign)] == []
        assert "王 -;小-明 +" in (tmp_path / name).read_text(encoding=encoding)


def test_who_is_in_the_gradebook_and_not_in_the_class_list_keeps_a_row(kept, tmp_path):
    pages.write_tables(gradebook.results(kept), Roster([Student("u9", "New")]), tmp_path)
    assert [row[:2] for row in rows(tmp_path / "grades.csv", "utf-8-sig")[1:]] == [["u9", "New"], ["u1", "u1"], ["u2", "u2"]]


def test_the_end_says_the_mean_what_was_lost_and_who_is_missing(kept):
    first, lost, missing, *second = pages.summary(gradebook.results(kept), CLASS)
    assert first == "Set 1: 2 of 3 graded; their mean is 2.00 of 20, their median 2.00."
    assert lost.startswith("  Most points were lost in p2_bill (0% earned), p2_slope (0% earned), ")
    assert missing == "  Nothing graded of: Absent."
    assert second[0].startswith("Set 2: 1 of 3 graded; their mean is 2.67 of 20")
    line = gradebook.Line("p", Fraction(2), Fraction(2), "", False)
    only = {("1", "u1"): gradebook.Result("1", "u1", {"p": line}, (), (), "", Fraction(0))}
    assert [*pages.summary(only, Roster([], closed=False))] == ["Set 1: 1 graded; their mean is 2.00 of 2, their median 2.00."]


def earning(student, **shares):
    """A student's answers in set 1, with the points that each earned and the most of it."""
    lines = {name: gradebook.Line(name, Fraction(earned), Fraction(most), "", False) for name, (earned, most) in shares.items()}
    return gradebook.Result("1", student, lines, (("1. A problem", "A chapter", tuple(lines)),), (), "", Fraction(0))


def test_what_was_lost_is_counted_by_the_share_of_those_who_could_earn_it():
    some = earning("u1", a=(1, 2), b=(1, 4), c=(4, 8), d=(9, 10), e=(3, 3))
    others = earning("u2", a=(2, 2), b=(1, 4), d=(9, 10), e=(3, 3))
    _, lost, _ = pages.summary({("1", one.student): one for one in (some, others)}, CLASS)
    assert lost == "  Most points were lost in b (25% earned), c (50% earned), a (75% earned)."


def test_a_chapter_is_to_be_read_again_where_any_point_of_its_problem_is_lost():
    for earned, again in ((0, True), (1, True), (2, False)):
        text = pages.feedback(earning("u1", a=(2, 2), b=(earned, 2)), "Ada")
        assert ("Read again: *A chapter*." in text) == again


def test_no_page_holds_what_somebody_wrote_as_html():
    remark = "<img src=x onerror=alert(1)>"
    shown = pages.as_html(pages.feedback(dataclasses.replace(earning("u1", a=(1, 2)), remark=remark), f"Ada {remark}"))
    assert "<img" not in shown
    assert shown.count("&lt;img src=x onerror=alert(1)&gt;") == 3  # in the title, the heading and the remark


def test_pages_say_what_is_right_and_what_a_student_wrote_stays_text(kept):
    text = (kept / "feedback" / "set-1-u1.md").read_text(encoding="utf-8")
    assert text.startswith("# Problem set 1: Ada \\*Lovelace\\* \\<b\\>\n\n**4 of 20 points.**\n\n## 1. ")
    assert "| answer | points | remark |\n| --- | --- | --- |\n| `p1_reply` | 2 of 2 | right |\n" in text
    assert text.count("Read again: ") == 4
    assert text.endswith("## While your notebook ran\n\n    code cell 2: <i>\n")
    shown = (kept / "feedback" / "set-1-u1.html").read_text(encoding="utf-8")
    assert "<title>Problem set 1: Ada *Lovelace* &lt;b&gt;</title>" in shown
    assert "<h1>Problem set 1: Ada *Lovelace* &lt;b&gt;</h1>" in shown
    assert "<td>2 of 2</td>\n<td>right</td>" in shown
    assert "code cell 2: &lt;i&gt;" in shown
    assert "got &lt;b&gt;/ x" in shown
    assert "<b>" not in shown
    late = (kept / "feedback" / "set-2-u1.md").read_text(encoding="utf-8")
    assert "**2.67 of 20 points.**\n\nIt came late, which costs 1.33 points.\n" in late
    assert "While your notebook ran" not in late


def test_what_was_decided_by_hand_reaches_the_page_and_stays(grades, capsys):
    (grades / points.CLASS).write_text("id,name\nu1,Ada\nu2,Eve\n", encoding="utf-8")

    def run(*given):
        return points.main([*given, "--grades", str(grades)])

    assert run("Ada", "1", "--part", "p3_x", "--points", "0.500", "--remark", "nearly *right* | see p. 3") == 0
    assert capsys.readouterr().out == "Ada, set 1: 4.5 of 20\n"
    assert run("u1", "1", "--part", "p3_x", "--points", "1/2") == 0
    assert run("u1", "1", "--remark", "Good.\nBetter than <last> time.") == 0
    assert "<p>Good.\nBetter than &lt;last&gt; time.</p>" in (grades / "feedback" / "set-1-u1.html").read_text(encoding="utf-8")
    page = grades / "feedback" / "set-1-u1.md"
    assert "| `p3_x` | 0.5 of 1 | nearly *right* / see p. 3 (changed by hand) |" in page.read_text(encoding="utf-8")
    assert "\n> Good.\n> Better than <last> time.\n" in page.read_text(encoding="utf-8")
    assert rows(grades / "grades.csv", "utf-8-sig")[1][4] == "4.5"
    path = os.environ["PATH"]
    gradebook.record([report("u1", answers=right("1", "p3_x"))], grades)
    assert os.environ["PATH"] == path
    again = gradebook.results(grades)["1", "u1"]
    assert (again.earned, again.lines["p3_x"].points, again.remark) == (Fraction(1, 2), Fraction(1, 2), "Good.\nBetter than <last> time.")
    assert run("u1", "1", "--part", "p3_x", "--points", "auto", "--remark", "auto") == 0
    assert gradebook.results(grades)["1", "u1"].lines["p3_x"] == gradebook.Line("p3_x", Fraction(1), Fraction(1), "right", False)
    assert len([*gradebook.copies(grades).iterdir()]) == 4
    with Gradebook(f"sqlite:///{grades / gradebook.FILE}") as book:
        book.find_grade("p2_slope", "set-1", "set-1", "u1").manual_score = 2.0  # as nbgrader's own tools do
        book.db.commit()
    assert run() == 0
    assert "| `p2_slope` | 2 of 2 | no answer (changed by hand) |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("u1", "1"), "give POINTS, COMMENT or both"),
        (("u1", "1", "--points", "1"), "POINTS needs PART, the name of an answer"),
        (("u1", "1", "--part", "p3_x", "--points", "2"), "POINTS must satisfy a number from 0 to 1, or 'auto', got POINTS = 2"),
        (("u1", "1", "--part", "p3_x", "--points", "x"), "POINTS must satisfy a number from 0 to 1, or 'auto', got POINTS = x"),
        (("u1", "1", "--part", "p3_x", "--points", "\uff11"), "POINTS must satisfy a number from 0 to 1, or 'auto', got POINTS = \uff11"),
        (("u1", "1", "--part", "p3_x", "--points", "1/0"), "POINTS must satisfy a number from 0 to 1, or 'auto', got POINTS = 1/0"),
        (("u1", "1", "--part", "p3_x", "--points", "1e-9999999999"), "POINTS must satisfy a number from 0 to 1, or 'auto'"),
        (("u1", "1", "--part", "p9", "--points", "1"), "there is no answer p9 of u1 in set 1; its answers are p1_reply, p1_gain, "),
        (("u3", "1", "--part", "p3_x", "--points", "1"), "nothing of u3 is graded in set 1: grade a sheet of theirs first"),
        (("u1", "7", "--remark", "x"), "there is no answer at all of u1 in set 7; its answers are none"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_changes_nothing(grades, capsys, given, why):
    before = (grades / gradebook.FILE).read_bytes()
    assert points.main([*given, "--grades", str(grades)]) == 2
    assert capsys.readouterr().err.startswith(why)
    assert (grades / gradebook.FILE).read_bytes() == before
    assert not gradebook.copies(grades).exists()


def test_points_are_for_one_of_the_class_and_where_there_are_grades(grades, tmp_path, capsys):
    assert points.main(["u1", "--remark", "x", "--grades", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err == f"--grades must be a folder with grades, got {tmp_path / 'none'}\n"
    (grades / points.CLASS).write_text("id,name\nu1,Ada\n", encoding="utf-8")
    assert points.main(["u2", "--remark", "x", "--grades", str(grades)]) == 2
    assert capsys.readouterr().err == "STUDENT must be an id, or a name that one student of the class has, got STUDENT = u2\n"


def test_what_stands_in_a_class_list_steers_no_terminal(grades, capsys):
    (grades / points.CLASS).write_text("id,name,submitted\nu1,Ada,\x1b]0;soon\x07\n", encoding="utf-8")
    assert points.main(["u1", "--remark", "x", "--grades", str(grades)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("CLASS, line 2: submitted must be a time")
    assert line.endswith("got submitted = ?]0;soon?")


def test_a_gradebook_from_before_there_were_remarks_on_the_whole_is_read_and_goes_on(grades):
    with Gradebook(f"sqlite:///{grades / gradebook.FILE}") as book:
        book.db.delete(book.find_comment(WHOLE, "set-1", "set-1", "u1"))
        book.db.commit()
    old = gradebook.results(grades)["1", "u1"]
    assert (old.earned, old.problems, old.errors, old.remark) == (4, (), (), "")
    gradebook.record([report("u1", answers=right("1", "p1_gain"))], grades)
    assert gradebook.results(grades)["1", "u1"].problems


def test_what_is_no_gradebook_is_refused_in_a_line(grades, capsys):
    for content in (b"junk" * 100, b"SQLite format 3\0" + b"\xff" * 4000):
        (grades / gradebook.FILE).write_bytes(content)
        for given in ([], ["u1", "1", "--remark", "x"]):
            assert points.main([*given, "--grades", str(grades)]) == 2
            assert capsys.readouterr().err.startswith("gradebook.db is no gradebook, or not as it is written here: Database")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            ("student SET id = '../../evil' WHERE id = 'u1'", "submitted_assignment SET student_id = '../../evil' WHERE student_id = 'u1'"),
            "letters",
        ),
        (("assignment SET name = 'set-1/../../evil' WHERE name = 'set-1'",), "set must satisfy letters, digits"),
        (("comment SET auto_comment = '['",), "is no gradebook, or not as it is written here: JSONDecodeError("),
        (("""comment SET auto_comment = '{"problems": [["a", "b", [["c"]]]], "errors": []}'""",), "as it is written here: TypeError("),
        (("""comment SET auto_comment = '{"problems": [["a", "b", ["c"]]], "errors": []}'""",), "as it is written here: KeyError('c')"),
        (("submitted_notebook SET late_submission_penalty = 9e999",), "is no gradebook, or not as it is written here: OverflowError("),
    ],
)
def test_a_forged_gradebook_is_refused_in_a_line_and_writes_nowhere_else(grades, capsys, changes, why):
    with closing(sqlite3.connect(grades / gradebook.FILE)) as book, book:
        for change in changes:
            book.execute(f"UPDATE {change}")
    before = sorted(grades.parent.rglob("*"))
    assert points.main(["--grades", str(grades)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert why in line
    assert sorted(grades.parent.rglob("*")) == before


# All or nothing


def test_grades_take_the_place_of_the_old_ones_as_a_whole(tmp_path, monkeypatch):
    folder = tmp_path / "deep" / "grades"
    for text in ("first", "second", "third", "fourth"):
        with gradebook.changed(folder) as fresh:
            (fresh / "x").write_text(text, encoding="utf-8")
            gradebook.sign(fresh, text)
    assert gradebook.fingerprint_of(folder) == "fourth"
    assert sorted(gradebook.fingerprint_of(kept) for kept in gradebook.copies(folder).iterdir()) == ["first", "second", "third"]
    with pytest.raises(ZeroDivisionError), gradebook.changed(folder) as fresh:
        (fresh / "x").write_text(str(1 / 0), encoding="utf-8")
    rename = Path.rename

    def fails(path, target):
        if target == folder and path.name == "grades":
            raise OSError("disk full")
        return rename(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", fails)
        with pytest.raises(OSError, match="disk full"), gradebook.changed(folder) as fresh:
            gradebook.sign(fresh, "fifth")
    assert gradebook.fingerprint_of(folder) == "fourth"
    assert len([*gradebook.copies(folder).iterdir()]) == 3
    assert sorted(path.name for path in folder.parent.iterdir()) == ["grades", "grades-before"]
    with pytest.raises(ValueError, match="were changed meanwhile; run this again"), gradebook.changed(folder) as fresh:
        (folder / gradebook.FILE).write_text(f"by somebody else than {fresh}", encoding="utf-8")
    assert (folder / gradebook.FILE).exists()
    assert gradebook.fingerprint_of(tmp_path) is None
    assert gradebook.results(tmp_path) == {}


def test_grades_that_are_laid_aside_never_take_the_place_of_others(tmp_path):
    names = []
    for _ in range(4):
        path = gradebook.unused(tmp_path / "grades-before")
        path.mkdir()  # fails where something is already
        names.append(path.name)
    assert names == ["grades-before", "grades-before-2", "grades-before-3", "grades-before-4"]
