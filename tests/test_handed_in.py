"""Whose a sheet is: signatures, names as browsers, platforms and students make them, class lists, times. Nothing is run here."""

import json
import os
import shutil
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path

import nbformat
import pytest

from course import draw, handed_in, notebook, roster, sheet
from course.handed_in import Late
from course.roster import Roster, Student

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import problem_set  # noqa: E402
import sign  # noqa: E402

SALT = "a word that students do not know"
ADA, EVE, LI, LEE, ZOE = CLASS = (
    Student("u1", "Ada Lovelace", "ada@example.org", "A"),
    Student("u2", "Eve", "eve@example.org"),
    Student("u3", "Li Wei"),
    Student("u4", "Li Wei"),
    Student("u5", "Zoë van der O'Neil"),
)
AS_MADE = "set-1-Ada Lovelace-u1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The sheets of a class, and one of set 2."""
    folder = tmp_path_factory.mktemp("made")
    for student in CLASS:
        sheet.written(student.id, "1", SALT, folder, student.name)
    sheet.written("u1", "2", SALT, folder, ADA.name)
    return folder


@pytest.fixture
def handed(tmp_path):
    (tmp_path / "handed").mkdir()
    return tmp_path / "handed"


def owners(handed, known=None, salt=SALT):
    """Who owns what was handed in, and what is left out."""
    known = Roster(CLASS) if known is None else known
    sheets, refused = handed_in.owners(handed_in.files(handed), handed, known, salt)
    return [(one.number, one.student.name, one.student.id) for one in sheets], refused


def put(made, handed, student, name, number="1", change=None):
    """Hand in a sheet under a name, perhaps changed."""
    source = made / sheet.file_name(student.id, number, student.name)
    (handed / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, handed / name)
    if change:
        found = nbformat.read(source, as_version=4)
        change(found)
        nbformat.write(found, handed / name)
    return handed / name


def test_same_names_are_told_apart_by_the_number_that_canvas_puts_into_a_files_name(made, handed):
    known = Roster([ADA, replace(LI, canvas="503"), replace(LEE, canvas="504")])
    put(made, handed, LI, "liwei_503_9_set-1.ipynb")
    put(made, handed, ADA, "lovelaceada_777_9_set-1.ipynb")  # whose number nobody has
    assert owners(handed, known) == ([("1", "Ada Lovelace", "u1"), ("1", "Li Wei", "u3")], [])
    (handed / "liwei_503_9_set-1.ipynb").rename(handed / "liwei_LATE_504_9_set-1.ipynb")
    told = "liwei_LATE_504_9_set-1.ipynb: holds the sheet of u3, but the number that Canvas put into its name is that of u4"
    assert owners(handed, known) == ([("1", "Ada Lovelace", "u1")], [told])


@pytest.mark.parametrize(("name", "late"), [("anon_b7Q2x_9_x", False), ("LATE_anon_41235_9_x", True)])
def test_canvas_may_hide_who_sent_a_file(made, handed, name, late):
    put(made, handed, ADA, f"{name}.ipynb")
    ((sheet,), _) = handed_in.owners(handed_in.files(handed), handed, Roster(CLASS), SALT)
    assert (sheet.student, sheet.time, sheet.late) == (ADA, None, late)


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    "name",
    [
        f"{AS_MADE}.ipynb",
        f"{AS_MADE} (1).ipynb",
        f"{AS_MADE}-Copy2.ipynb",
        f"{AS_MADE}-final.ipynb",
        f"{AS_MADE.lower()}.IPYNB",
        f"{AS_MADE.replace(' ', '_').replace('-', '_')}.ipynb",
        f"Copy of {AS_MADE}.ipynb",
        f"{AS_MADE}.ipynb.txt",
        f"{AS_MADE}.ipynb.json",
        f"{AS_MADE}.ipynb (1)",
        f"lovelaceada_48213_1234567_{AS_MADE}.ipynb",
        f"lovelaceada_LATE_48213_1234567_{AS_MADE}-1.ipynb",
        f"lovelaceada_48213_1234567_{AS_MADE.replace(' ', '+')}.ipynb",
        f"Ada Lovelace_1327627_assignsubmission_file_/{AS_MADE}.ipynb",
        f"Ada Lovelace_1327627_assignsubmission_file/{AS_MADE}.ipynb",
        f"Ada Lovelace_1327627_assignsubmission_file_{AS_MADE}.ipynb",
        "u1/set-1/homework.ipynb",
        "Untitled.ipynb",
        "set-1-Lovelace Ada v2.ipynb",
        "set-9-nobody.ipynb",
    ],
)
def test_whatever_name_it_has_a_sheet_finds_its_owner(made, handed, name):
    put(made, handed, ADA, name)
    assert owners(handed) == ([("1", "Ada Lovelace", "u1")], [])


@pytest.mark.parametrize("part", ["copy(1)", "copy-1", "copy", "v1", "(1)", "-", "new_", "set-1-", "_1_assignsubmission_file", "a_1_"])
def test_no_name_of_a_file_takes_long(part, handed):
    """One file of one student would hold up the grades of all."""
    for name in (f"{AS_MADE}{part * (200 // len(part))}", part * (220 // len(part))):
        start = time.process_time()
        handed_in.claimed(handed / f"{name}x.ipynb", handed)
        assert time.process_time() - start < 1


def test_same_names_are_told_apart_by_id(made, handed):
    for student in (LI, LEE):
        put(made, handed, student, f"set-1-Li Wei-{student.id}.ipynb")
    assert owners(handed) == ([("1", "Li Wei", "u3"), ("1", "Li Wei", "u4")], [])
    (handed / "set-1-Li Wei-u3.ipynb").rename(handed / "set-1-Li Wei.ipynb")  # which names both
    assert owners(handed) == ([("1", "Li Wei", "u3"), ("1", "Li Wei", "u4")], [])


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("set-1-Eve-u2.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Eve"),
        ("set-1-eve (2).ipynb", "holds the sheet of Ada Lovelace, but its name is that of Eve"),
        ("Copy of set_1_Eve-u2-Copy2.ipynb.txt", "holds the sheet of Ada Lovelace, but its name is that of Eve"),
        ("set-1-eve@example.org.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Eve"),
        (f"eve_1_2_{AS_MADE}.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Eve"),
        *(
            (f"Eve_17_assignsubmission_file{end}{AS_MADE}.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Eve")
            for end in ("_/", "/", "_")
        ),
        ("set-1-Li Wei.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Li Wei"),
        (f"vanderoneilzoe_1_2_{AS_MADE}.ipynb", "holds the sheet of Ada Lovelace, but its name is that of Zoë van der O'Neil"),
        ("set-2-Ada Lovelace-u1.ipynb", "holds set 1 of Ada Lovelace, but its name says set 2"),
    ],
)
def test_a_sheet_never_becomes_another_students(made, handed, name, told):
    put(made, handed, ADA, name)
    assert owners(handed) == ([], [f"{name}: {told}"])
    put(made, handed, ADA, f"right/{AS_MADE}.ipynb")
    assert owners(handed)[0] == [("1", "Ada Lovelace", "u1")]


def held(found, **changed):
    found.metadata["spillover"].update(changed)


def without_text(found):
    found.cells[0].source = "My homework"


def unsigned(found):
    without_text(found)
    for name in ("set", "student", "signature"):
        del found.metadata["spillover"][name]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (unsigned, "holds no signature, so it is not known whose it is; `make sign` adds one, if you know"),
        (lambda found: (held(found, student="u2"), without_text(found)), "says that it belongs to u2, but its signature is not right"),
        (lambda found: (held(found, set="2"), without_text(found)), "says that it belongs to u1, but its signature is not right"),
        (lambda found: (held(found, signature="é"), without_text(found)), "says that it belongs to u1, but its signature is not right"),
        (lambda found: held(found, fingerprint=draw.fingerprint("another")), "was made with another word than this class"),
        (
            lambda found: held(found, student="u2", signature=draw.signature(SALT, "1", "u2")),
            "holds the signatures of set 1 of u1 and set 1 of u2",
        ),
        (
            lambda found: (held(found, set="0", signature=draw.signature(SALT, "0", "u1")), without_text(found)),
            "is of set 0, which there is no longer",
        ),
        (
            lambda found: (held(found, student="u9", signature=draw.signature(SALT, "1", "u9")), without_text(found)),
            "belongs to u9, who is not in the class list",
        ),
    ],
)
def test_what_is_not_signed_for_one_of_the_class_stays_out(made, handed, change, told):
    put(made, handed, ADA, f"{AS_MADE}.ipynb", change=change)
    assert owners(handed) == ([], [f"{AS_MADE}.ipynb: {told}"])


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("{}.ipynb", "u2"),
        ("{}.ipynb", "nobody {}"),
        ("{}.ipynb", "u1"),  # whose own sheet is there
        ("eve_48213_{}_set-1.ipynb", "nobody {}"),
        ("Eve_1327627_assignsubmission_file_/{}.ipynb", "u5"),
    ],
)
def test_a_student_with_many_files_says_once_by_which_word_they_were_made(made, handed, name, student):
    for number in range(5):
        forged = {"student": student.format(number), "signature": f"{number}", "fingerprint": draw.fingerprint("another")}
        put(made, handed, EVE, name.format(number), change=lambda found, forged=forged: (held(found, **forged), without_text(found)))
    word = partial(handed_in.fingerprint_of_most, folder=handed, roster=Roster(CLASS), salt=SALT)
    assert word(handed_in.files(handed)) == draw.fingerprint("another")
    put(made, handed, ADA, "Ada.ipynb")
    assert word(handed_in.files(handed)) == draw.fingerprint(SALT)


def test_the_word_is_that_of_most_students_and_unsaid_where_no_sheet_says_it(made, handed):
    word = partial(handed_in.fingerprint_of_most, folder=handed, roster=Roster(CLASS), salt=SALT)
    (handed / "a photograph.ipynb").write_bytes(b"no notebook")
    put(made, handed, ADA, "unsaid.ipynb", change=lambda found: (unsigned(found), held(found, fingerprint=None)))
    assert word(handed_in.files(handed)) is None
    put(made, handed, ADA, "Ada.ipynb")
    for student in (EVE, ZOE):
        another = {"signature": "0", "fingerprint": draw.fingerprint("another")}
        put(
            made,
            handed,
            student,
            f"{student.id}.ipynb",
            change=lambda found, another=another: (held(found, **another), without_text(found)),
        )
    assert word(handed_in.files(handed)) == draw.fingerprint("another")
    assert handed_in.fingerprint_of_most(handed_in.files(handed), handed, Roster(CLASS), "another") == draw.fingerprint("another")
    another = {"fingerprint": draw.fingerprint("another")}
    named = another | {"signature": "0"}
    put(made, handed, ADA, "of Ada.ipynb", change=lambda found: (held(found, **named), without_text(found)))  # whose own sheet says more
    put(made, handed, LI, "unsigned.ipynb", change=lambda found: (unsigned(found), held(found, **another)))
    put(made, handed, LEE, "Lee.ipynb")
    put(made, handed, LI, "Li.ipynb")
    assert word(handed_in.files(handed)) == draw.fingerprint(SALT)


def test_what_a_stranger_wrote_does_no_harm_on_the_screen(made, handed):
    forged = f"\x1b[2J{'x' * 1000}"
    put(made, handed, ADA, "a\nb.ipynb", change=lambda found: (held(found, student=forged), without_text(found)))
    (line,) = owners(handed)[1]
    assert line.startswith("a b.ipynb: says that it belongs to ?[2Jxxx")
    assert len(line) == handed_in.LONGEST_LINE


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.metadata.pop("spillover"),
        without_text,
        lambda found: held(found, student="u2"),  # forged, and the text says what it was
        lambda found: held(found, signature=1),
        lambda found: found.metadata.update(spillover=3),
        lambda found: found.cells.append(nbformat.v4.new_code_cell(str(notebook.Seal("1", "u2", draw.signature(SALT, "1", "u2"))))),
    ],
)
def test_either_signature_is_enough(made, handed, change):
    put(made, handed, ADA, "x.ipynb", change=change)
    assert owners(handed)[0] == [("1", "Ada Lovelace", "u1")]


def test_what_came_twice_is_left_out_where_it_differs(made, handed):
    first = put(made, handed, ADA, f"a/{AS_MADE}.ipynb")
    second = put(made, handed, ADA, f"b/{AS_MADE} (1).ipynb")
    os.utime(first, (2e9, 2e9))
    os.utime(second, (1e9, 1e9))
    (one,), refused = handed_in.owners(handed_in.files(handed), handed, Roster(CLASS), SALT)
    assert (one.path, one.time, refused) == (second, datetime.fromtimestamp(1e9, UTC), [])
    put(made, handed, ADA, f"b/{AS_MADE} (1).ipynb", change=lambda found: found.cells.append(nbformat.v4.new_code_cell("p1_reply = 1")))
    assert owners(handed) == (
        [],
        [f"set 1 of Ada Lovelace came more than once, and differs; leave one file: a/{AS_MADE}.ipynb, b/{AS_MADE} (1).ipynb"],
    )


def test_without_a_class_list_each_owner_is_one_of_the_class(made, handed):
    sheet.written("Ada Lovelace", "1", SALT, handed)
    assert owners(handed, Roster([], closed=False))[0] == [("1", "Ada Lovelace", "Ada Lovelace")]
    assert owners(handed)[0] == [("1", "Ada Lovelace", "u1")]  # made by name, before there was a class list
    sheet.written("Li Wei", "1", SALT, handed)
    assert owners(handed)[1] == ["set-1-Li Wei.ipynb: belongs to Li Wei, who is not in the class list"]  # which of both?
    put(made, handed, EVE, "set-1-Ada Lovelace-final.ipynb")
    told = "set-1-Ada Lovelace-final.ipynb: holds the sheet of u2, but its name is that of Ada Lovelace"
    assert owners(handed, Roster([], closed=False))[1] == [told]


def test_an_archive_is_to_be_unpacked(handed):
    (handed / "Submissions.ZIP").touch()
    assert owners(handed) == ([], ["Submissions.ZIP: is an archive: unpack it"])


@pytest.mark.parametrize("student", ["../../evil", "a\0b", "x" * 300, "a\n\x1b[31mred", '=HYPERLINK("x")', "", "-rf"])
def test_a_name_that_can_name_no_file_costs_nobody_else_a_grade(made, handed, student):
    """Without a word of the class anyone can sign for anybody, and for nobody."""
    sheet.written("Ada Lovelace", "1", "", handed)
    forged = put(made, handed, EVE, "x.ipynb", change=lambda found: (without_text(found), found.metadata.clear()))
    found = json.loads(forged.read_bytes())
    found["metadata"]["spillover"] = {"set": "1", "student": student, "signature": draw.signature("", "1", student)}
    forged.write_text(json.dumps(found), encoding="utf-8")
    sheets, (line,) = owners(handed, Roster([], closed=False), "")
    assert sheets == [("1", "Ada Lovelace", "Ada Lovelace")]
    assert line.startswith("x.ipynb: student must satisfy " if student else "x.ipynb: holds no signature")
    assert line.isprintable()


def test_other_files_are_listed_and_hidden_ones_are_not(handed):
    for name in (".DS_Store", "__MACOSX/x.ipynb", ".ipynb_checkpoints/x.ipynb", "report.pdf", "answers.py"):
        (handed / name).parent.mkdir(exist_ok=True)
        (handed / name).write_text("{}", encoding="utf-8")
    (handed / "x.ipynb").write_text("{}", encoding="utf-8")
    told = ["answers.py: is no notebook", "report.pdf: is no notebook", "x.ipynb: this is no notebook: KeyError: 'worksheets'"]
    assert owners(handed) == ([], told)


def test_what_nobody_may_look_into_costs_nobody_else_a_grade(made, handed, monkeypatch):
    """Archives keep rights: a file that cannot be read, a folder whose files cannot be told apart, and links to folders."""
    put(made, handed, ADA, "right.ipynb")
    for name in ("closed.ipynb", "shut/x.ipynb"):
        put(made, handed, EVE, name)
    (handed / "link").symlink_to(made)
    plain, whether = Path.read_bytes, Path.is_dir

    def closed(path, of):
        if path.name == "closed.ipynb" or (of is whether and path.parent.name == "shut"):
            raise PermissionError(13, "Permission denied", path.name)
        return of(path)

    monkeypatch.setattr(Path, "read_bytes", lambda path: closed(path, plain))
    monkeypatch.setattr(Path, "is_dir", lambda path: whether(path) if path.name == "closed.ipynb" else closed(path, whether))
    assert owners(handed) == (
        [("1", "Ada Lovelace", "u1")],
        [
            "closed.ipynb: this is no notebook: PermissionError: [Errno 13] Permission denied: 'closed.ipynb'",
            "link: is no notebook",
            "shut/x.ipynb: [Errno 13] Permission denied: 'x.ipynb'",
        ],
    )


def test_a_professor_signs_what_has_lost_its_signature(made, handed, monkeypatch, capsys):
    monkeypatch.setenv(problem_set.SALT, SALT)
    path = put(made, handed, ADA, "x.ipynb", change=unsigned)
    os.utime(path, (1e9, 1e9))
    assert sign.main([str(path), "u1"]) == 0
    assert capsys.readouterr().out == f"{path} is now set 1 of u1.\n"
    assert owners(handed)[0] == [("1", "Ada Lovelace", "u1")]
    assert path.stat().st_mtime == 1e9
    assert sign.main([str(path), "u1", "7"]) == 2
    assert capsys.readouterr().err == "SET must satisfy one of 1, 2, 3, 4, got SET = 7\n"
    path.write_text('{"cells": [], "metadata": 1}', encoding="utf-8")
    sheet.sign(path, "u2", "1", SALT)
    assert notebook.read(path).seals == (notebook.Seal("1", "u2", draw.signature(SALT, "1", "u2")),)


def deeper_than_can_be_written(value, **_):
    raise RecursionError


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "this is no notebook: JSONDecodeError: "),
        ('{"cells": [], "deep": ' + "[" * 10**5 + "]" * 10**5 + "}", "this is no notebook: RecursionError: "),
        ('{"cells": [], "deep": [[]]}', "this notebook is nested too deep to be signed"),  # as it is from Python 3.12 on
    ],
    ids=["broken", "deep to read", "deep to write"],
)
def test_what_cannot_be_signed_is_said_in_a_line_and_stays_as_it_was(tmp_path, monkeypatch, capsys, text, why):
    path = tmp_path / "n.ipynb"
    path.write_text(text, encoding="utf-8")
    if why.endswith("signed"):
        monkeypatch.setattr(sheet.json, "dumps", deeper_than_can_be_written)
        monkeypatch.setattr(sheet, "signature", lambda *_: "0" * 64)
    assert sign.main([str(path), "u1"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(why)
    assert path.read_text(encoding="utf-8") == text


def test_whoever_signs_says_what_and_for_whom(capsys):
    with pytest.raises(SystemExit) as stopped:
        sign.main(["n.ipynb"])
    assert stopped.value.code == 2
    assert "the following arguments are required: student" in capsys.readouterr().err


# What is read of a notebook


def test_outputs_do_not_count_and_code_does(tmp_path):
    path = tmp_path / "n.ipynb"
    picture = nbformat.v4.new_output("display_data", data={"image/png": "A" * 3 * notebook.MEBI})
    cells = [nbformat.v4.new_code_cell("a = 1", outputs=[picture]), nbformat.v4.new_markdown_cell("b"), nbformat.v4.new_code_cell("c = 2")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert notebook.read(path) == notebook.Notebook(("a = 1", "c = 2"))
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("#" * (notebook.MOST_CODE + 1))]), path)
    with pytest.raises(ValueError, match="this notebook holds more than 2 MB of code"):
        notebook.read(path)
    most = "é" * 1024 * 1024  # two bytes each
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [most[:9], most[9:]]}]}), encoding="utf-8")
    assert notebook.read(path).code == (most,)


def test_a_file_may_be_as_large_as_is_said(tmp_path):
    path, text = tmp_path / "n.ipynb", '{"cells": []}'
    path.write_text(text.ljust(32 * 1024 * 1024), encoding="utf-8")
    assert notebook.read(path) == notebook.Notebook(())
    path.write_text(text.ljust(32 * 1024 * 1024 + 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^this is no notebook: a file of at most 32 MB is needed$"):
        notebook.read(path)


@pytest.mark.parametrize("left_out", ["set", "student", "signature"])
def test_a_sheet_that_says_half_of_whose_it_is_says_nothing(tmp_path, left_out):
    said = {"set": "1", "student": "u1", "signature": "0" * 64, "fingerprint": 7}
    del said[left_out]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": [], "metadata": {"spillover": said}}), encoding="utf-8")
    assert notebook.read(tmp_path / "n.ipynb") == notebook.Notebook(())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("version", [3, 4])
def test_notebooks_of_all_versions_and_encodings_are_read(made, tmp_path, version, encoding):
    found = nbformat.read(made / f"{AS_MADE}.ipynb", as_version=version)
    (tmp_path / "n.ipynb").write_text(json.dumps(found, ensure_ascii=False), encoding=encoding)
    read = notebook.read(tmp_path / "n.ipynb")
    assert read.code == notebook.read(made / f"{AS_MADE}.ipynb").code
    assert read.seals == (notebook.Seal("1", "u1", draw.signature(SALT, "1", "u1")),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "1",
        '"cells"',
        "{}",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [{"cell_type": "code"}]}',
        "[" * 10**5,
        "\x00",
        '{"cells": [{"cell_type": "code", "source": 1}]}',
    ],
    ids=range(12),
)
def test_what_is_no_notebook_is_not_read(tmp_path, text):
    (tmp_path / "n.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^this is no notebook: "):
        notebook.read(tmp_path / "n.ipynb")


def test_only_a_plain_file_that_is_not_too_large_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "LARGEST", notebook.MEBI)
    (tmp_path / "large.ipynb").write_bytes(b" " * (notebook.LARGEST + 1))
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "here.ipynb").write_text('{"cells": []}', encoding="utf-8")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "here.ipynb")
    for name in ("large", "folder", "link", "missing"):
        with pytest.raises(ValueError, match="this is no notebook: a file of at most 1 MB is needed"):
            notebook.read(tmp_path / f"{name}.ipynb")


# The class list


def listed(tmp_path, text, encoding="utf-8"):
    (tmp_path / "class.csv").write_text(text, encoding=encoding)
    return [*roster.read(tmp_path / "class.csv")]


def test_a_class_list_is_read_as_spreadsheets_and_platforms_write_it(tmp_path):
    students = [Student("u1", "Ada Lovelace", "ada@example.org", "A"), Student("u2", "Martin Luther King Jr.", "", "")]
    assert listed(tmp_path, 'id,name,e-mail,section\nu1,"Lovelace, Ada",ada@example.org,A\n\nu2,"King, Martin Luther, Jr."\n') == students
    assert listed(tmp_path, "Name;ID;E-Mail;Section\r\nAda  Lovelace;u1;ada@example.org;A\r\n", "utf-8-sig") == students[:1]
    canvas = "Student,ID,SIS User ID,SIS Login ID,Section,x\n    Points Possible,,,,,20\n"
    export = f'{canvas}"Lovelace, Ada",77,u1,ada@example.org,A,\n"Student, Test",78,,x,A,\n'
    assert listed(tmp_path, export) == [replace(students[0], canvas="77")]
    moodle = "First name\tLast name\tID number\tEmail address\tGroups\n"
    assert listed(tmp_path, f"{moodle}Ada\tLovelace\tu1\tada@example.org\tA\n") == students[:1]
    (late,) = listed(tmp_path, "学号,姓名,submitted\n7,王小明,2026-12-02 08:00+08:00\n")
    assert (late.name, late.time("1"), late.time("2")) == ("王小明", *[datetime(2026, 12, 2, tzinfo=UTC)] * 2)


def test_a_name_is_written_as_it_is_in_its_language(tmp_path):
    last_first = 'id,name\n1,"王, 小明"\n2,"김, 철수"\n3,"Lee, Bob, 3rd"\n4,"Wang 王, Xiaoming"\n'
    assert [student.name for student in listed(tmp_path, last_first)] == ["王小明", "김철수", "Bob Lee 3rd", "Xiaoming Wang 王"]
    in_columns = "id,first name,last name\n1,小明,王\n2,Ada,Lovelace\n3,Plato,\n4,,Voltaire\n"
    assert [student.name for student in listed(tmp_path, in_columns)] == ["王小明", "Ada Lovelace", "Plato", "Voltaire"]


def test_each_set_may_have_its_times(tmp_path):
    (ada, eve) = listed(tmp_path, "id,name,submitted,Submitted 2\n1,Ada,2026-12-01 01:00Z,2026-12-08 02:00Z\n2,Eve,,2026-12-09 03:00Z\n")
    assert [ada.time(number) for number in "123"] == [datetime(2026, 12, day, hour, tzinfo=UTC) for day, hour in ((1, 1), (8, 2), (1, 1))]
    assert [eve.time(number) for number in "12"] == [None, datetime(2026, 12, 9, 3, tzinfo=UTC)]
    with pytest.raises(ValueError, match="CLASS, line 2: submitted must be a time with its offset from UTC"):
        listed(tmp_path, "id,name,submitted 2\n1,Ada,soon\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "CLASS must have columns id and name (and may have e-mail, section, submitted), got nothing"),
        ("id,first name\n", "CLASS must have columns id and name (and may have e-mail, section, submitted), got id, first name"),
        ("id,name\n", "CLASS must have a student at least, got none in "),
        (f"id,name\nu1,Ada\nu2,{'x' * 200_000}\n", "CLASS, line 3: field larger than field limit"),
        (f"id,{'x' * 200_000}\n", "CLASS, line 1: field larger than field limit"),
        ("id,name\n,Ada\n", "CLASS, line 2: student must satisfy 1 to 60 characters"),
        ("id,name\nu/1,Ada\n", "CLASS, line 2: student must satisfy letters, digits"),
        ("id,name\nu1,\n", "CLASS, line 2: a name must have 1 to 200 characters that can be printed, got name = ''"),
        ("id,name\nu1,a`b\n", "CLASS, line 2: a name must have"),
        ("id,name\nu1,Ada\n\nU1,Eve\n", "CLASS, line 4: id U1 stands there twice, for Ada and for Eve"),
        ("id,name,time\nu1,Ada,2026-12-01\n", "CLASS, line 2: submitted must be a time with its offset from UTC, such as"),
        ("id,name,time\nu1,Ada,soon\n", "CLASS, line 2: submitted must be a time with its offset from UTC, such as"),
    ],
)
def test_a_class_list_that_is_not_clear_is_refused_with_its_line(tmp_path, text, why):
    with pytest.raises(ValueError, match=r"^CLASS") as refused:
        listed(tmp_path, text)
    assert str(refused.value).startswith(why)


def test_a_class_list_in_another_encoding_or_missing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="CLASS must be a file with comma-separated values in UTF-8"):
        listed(tmp_path, "id,name\n1,王\n", "gbk")
    with pytest.raises(ValueError, match=r"got CLASS = .*none\.csv"):
        roster.read(tmp_path / "none.csv")


def test_files_are_called_after_name_and_id_and_nothing_that_a_file_cannot_have():
    called = [
        sheet.file_name("u1", "1", name) for name in ("", "Ada", "=cmd|'/c calc'!A1", "../..", "José/María (2)", "Zoe\u0308", "x" * 300)
    ]
    assert called[:-1] == [
        "set-1-u1.ipynb",
        "set-1-Ada-u1.ipynb",
        "set-1-cmd'c calc'A1-u1.ipynb",
        "set-1-u1.ipynb",
        "set-1-JoséMaría 2-u1.ipynb",
        "set-1-Zo\u00eb-u1.ipynb",
    ]
    assert len(called[-1]) < 90


def test_a_class_gets_its_sheets_in_one_run(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(problem_set, "ROOT", tmp_path)
    monkeypatch.setenv(problem_set.SALT, SALT)
    (tmp_path / "class.csv").write_text("id,name\nu1,Li Wei\nu2,Li Wei\n", encoding="utf-8")
    assert problem_set.main(["--class", str(tmp_path / "class.csv"), "2"]) == 0
    made = tmp_path / "_build" / "problem-sets"
    assert capsys.readouterr().out.splitlines() == [f"[{n}/2] _build/problem-sets/set-2-Li Wei-u{n}.ipynb" for n in (1, 2)]
    one, two = (notebook.read(path) for path in sorted(made.iterdir()))
    assert one.seals != two.seals
    assert (made / "set-2-Li Wei-u1.ipynb").read_bytes() == sheet.written("u1", "2", SALT, tmp_path, "Li Wei").read_bytes()
    assert problem_set.main(["--class", str(tmp_path / "none.csv")]) == 2
    assert "CLASS must be a file" in capsys.readouterr().err
    assert problem_set.main(["--class", "", "1"]) == 2
    assert capsys.readouterr().err == "CLASS must be the file of a class list, got nothing: CLASS=class.csv SET=1\n"


# When


DUE = datetime(2026, 12, 1, 15, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rate", "after", "points"),
    [
        ("10%/day", timedelta(0), 0),
        ("10%/day", timedelta(seconds=1), 2),
        ("10%/day", timedelta(days=1), 2),
        ("10 % / day", timedelta(days=1, seconds=1), 4),
        ("10%/day", timedelta(days=99), 20),
        ("2.5%/hour", timedelta(hours=2), 1),
        ("", timedelta(days=3), 0),
        ("10%/day", timedelta(days=-3), 0),
    ],
)
def test_who_is_late_loses_a_part_of_the_points_for_each_period_begun(rate, after, points):
    late = Late.read("2026-12-01 23:59+08:00", rate)
    assert late.due == DUE
    assert late.penalty(DUE + after, 20) == Fraction(points)
    assert late.penalty(None, 20) == 0


@pytest.mark.parametrize(
    ("due", "rate"), [("2026-12-01 23:59", ""), ("tomorrow", ""), ("2026-12-01 23:59Z", "10%"), ("2026-12-01 23:59Z", "10/day")]
)
def test_a_time_or_a_rate_that_is_none_is_refused(due, rate):
    with pytest.raises(ValueError, match=r"^(DUE|LATE) must be a (time|rate)"):
        Late.read(due, rate)


@pytest.mark.parametrize("time", [1e13, -1e13, 2.0**62, 2.0**80])
def test_a_file_whose_time_is_in_no_calendar_costs_no_other_its_grades(made, handed, monkeypatch, time):
    put(made, handed, ADA, "x.ipynb")
    odd = put(made, handed, ZOE, "z.ipynb")
    plain = handed_in.Path.stat

    def stat(path, **options):
        found = plain(path, **options)
        return os.stat_result(found[:10], {"st_mtime": time}) if path == odd else found

    monkeypatch.setattr(handed_in.Path, "stat", stat)
    told, refused = owners(handed)
    assert [student for _, student, _ in told] == ["Ada Lovelace"]
    assert refused == ["z.ipynb: has a time that is in no calendar"]


def test_the_time_of_a_file_that_a_platform_named_is_not_when_it_was_handed_in(made, handed):
    put(made, handed, ADA, f"lovelaceada_LATE_1_2_{AS_MADE}.ipynb")
    put(made, handed, EVE, f"Eve_17_assignsubmission_file_/{sheet.file_name('u2', '1', 'Eve')}")
    os.utime(put(made, handed, ZOE, "x.ipynb"), (1e9, 1e9))
    found, _ = handed_in.owners(handed_in.files(handed), handed, Roster(CLASS), SALT)
    assert {one.student: one.time for one in found} == {ADA: None, EVE: None, ZOE: datetime.fromtimestamp(1e9, UTC)}
    (doubt,) = handed_in.doubts(found)
    assert doubt.startswith(f"lovelaceada_LATE_1_2_{AS_MADE}.ipynb: the platform says that it came late, and not when")
    (doubt,) = handed_in.doubts([replace(one, path=Path("x\x1b[2J.ipynb")) for one in found if one.student == ADA])
    assert doubt.startswith("x?[2J.ipynb: ")
    dated = Roster([Student("u1", "Ada Lovelace", submitted=(("", DUE),)), *CLASS[1:]])
    found, _ = handed_in.owners(handed_in.files(handed), handed, dated, SALT)
    assert {one.student.id: one.time for one in found}["u1"] == DUE
    assert not [*handed_in.doubts(found)]


def test_where_all_sheets_look_late_that_is_said_for_their_files_may_have_been_copied(made, handed):
    for name, student in (("x", ADA), ("y", ZOE)):
        os.utime(put(made, handed, student, f"{name}.ipynb"), (DUE.timestamp() + 60,) * 2)
    put(made, handed, EVE, "Eve_17_assignsubmission_file_/z.ipynb")

    def told(roster=CLASS, due=DUE):
        found, _ = handed_in.owners(handed_in.files(handed), handed, Roster(roster), SALT)
        return [*handed_in.doubts(found, {"1": Late(due), "2": Late(due)})]

    (doubt,) = told()
    assert doubt.startswith("Set 1: by the times of their files all 2 are late. A file that was copied")
    assert told(due=DUE + timedelta(minutes=1)) == []  # in time
    assert told([replace(one, submitted=(("1", DUE),)) if one == ADA else one for one in CLASS]) == []  # one alone may well be late
