"""No result is typed: every relation in the chapters is a listed definition that agrees with the model, or comes from code."""

from fractions import Fraction
from pathlib import Path

import nbformat
import pytest
import sympy as sp
from definitions import DEFINITIONS, LETTERS, UnreadableError, read_relation
from equations import RELATION, findings, spaced, typed_allowed
from reading import ROOT, Piece, chapters, notebook, settings

from spillover import Cluster, model
from spillover.claims.claim import RANGES as ASSUMED

RANGES = [definition for definition, meaning in DEFINITIONS.items() if meaning in model.PARAMETERS]
EQUATIONS = [definition for definition in DEFINITIONS if definition not in RANGES]
POINT = {"n": 3, "a": 15, "A": 10, "b": 1, "beta": Fraction(1, 2), "gamma": 2}
SWAPS = ["n", "a", "A", "b", "D", "G", "s", "k", "p", "Q", "i", "x", "q", "c", r"\beta", r"\gamma", "0", "1", "2", "3"]
SIGNS = ["+", "-", "/", "^", "=", "<", ">", r"\le", r"\ge", "(", ")"]


@pytest.fixture(scope="module")
def book():
    return [piece for folder in ("chapters", "slides") for piece in chapters(ROOT / folder)]


def broken(text):
    """The same mathematics with one sign changed, in every way."""
    parts = spaced(text).split(" ")
    for at, part in enumerate(parts):
        for other in SWAPS if part in SWAPS else SIGNS:
            if other != part:
                yield " ".join([*parts[:at], other, *parts[at + 1 :]])


# The chapters


def test_no_result_is_typed_in_the_chapters(book):
    assert list(findings(book)) == []


def test_the_chapters_are_read(book):
    """What finds nothing because it reads nothing would pass the test above."""
    places = {piece.where.split(",")[0] for piece in book}
    paths = [path for folder in ("chapters", "slides") for path in (ROOT / folder).rglob("*")]
    files = {path.relative_to(ROOT).as_posix() for path in paths if path.suffix in {".ipynb", ".md"}}
    assert places == files
    typed = [spaced(piece.text) for piece in book if piece.kind == "maths"]
    assert len(typed) > 100
    for definition in (r"n \ge 2", "0 < A < a", r"0 < \beta < 1", "D = a - A", "p = a - bQ"):
        assert spaced(definition) in typed


def test_one_symbol_broken_in_a_chapter_is_found(book):
    typed = [piece for piece in book if piece.kind == "maths" and spaced(piece.text) in {spaced(known) for known in DEFINITIONS}]
    assert len(typed) >= 5
    for piece in typed:
        for text in broken(piece.text):
            assert not RELATION.search(text) or not typed_allowed(text, piece.settings or {}), text


# The definitions agree with the model


def test_the_list_is_short_and_holds_no_solution():
    assert len(DEFINITIONS) <= 25
    for definition in DEFINITIONS:
        assert not any(mark in definition for mark in ("*", "hat", "tilde", "W", "T", "Q_", "CS"))


@pytest.mark.parametrize("definition", EQUATIONS)
def test_a_definition_says_what_the_model_says(definition):
    assert agrees(definition, DEFINITIONS[definition])


def agrees(text, meaning):
    (read, *more) = read_relation(text)
    return not more and type(read) is type(meaning) and read.lhs == meaning.lhs and sp.expand(read.rhs - meaning.rhs) == 0


@pytest.mark.parametrize("definition", RANGES)
def test_a_range_is_what_a_cluster_accepts_and_the_claims_assume(definition):
    assert is_the_range(definition, DEFINITIONS[definition])


def is_the_range(text, letter):
    """Whether a relation holds for those values of a parameter that are in the paper's range, the others being as they are at a point."""
    relations = read_relation(text)
    if set().union(*(found.free_symbols for found in relations)) != ({model.A, model.a} if letter == model.A else {letter}):
        return False
    point = POINT | ({"A": Fraction(1, 8)} if letter == model.a else {})
    tried = range(-1, 20) if letter == model.n else [Fraction(number, 4) for number in range(-4, 80)]
    points = [point | {letter.name: value} for value in tried]
    return all(is_in_the_range(point) == holds(relations, point) for point in points)


def is_in_the_range(point):
    """Whether a cluster accepts a point, and the claims speak of it: they leave out the ends, at which a cluster may stand too."""
    return is_accepted(point) and min(point.values()) > 0 and holds(ASSUMED.values(), point)


def is_accepted(point):
    try:
        Cluster(**point)
    except ValueError:
        return False
    return True


def holds(relations, point):
    values = {symbol: sp.Rational(point[symbol.name]) for symbol in model.PARAMETERS}
    return all(bool(relation.subs(values)) for relation in relations)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_definition_with_one_symbol_broken_is_refused(definition):
    for text in broken(definition):
        text = text.replace(" _ ", "_").replace("{ - i }", "{-i}")
        try:
            same = (is_the_range if definition in RANGES else agrees)(text, DEFINITIONS[definition])
        except UnreadableError:
            same = False
        assert not same, text


# The parser


@pytest.mark.parametrize(
    "text",
    [
        r"\hat{x} = k",
        "x^* = k",
        "x^{*} = k",
        r"\tilde x = k",
        r"D = \frac{a}{A}",
        "D = a - ",
        "D = (a - A",
        "D = a - A)",
        "D = a/bA",
        "D = a^{12}",
        "D = a^12",
        "D = a^n",
        "D",
        "= A",
        "D = x_j",
        "D = y",
        r"D = a \cdot A",
        r"D = a \left( A \right)",
        "C = a",
        "D ≥ 2",
        r"D \leq 2",
        "",
    ],
)
def test_the_parser_refuses_what_it_does_not_know(text):
    with pytest.raises(UnreadableError):
        read_relation(text)


def test_a_product_with_a_bracket_is_a_product():
    (read,) = read_relation(r"D = n (a - A) \beta - 2a^2/b")
    n, a, A, beta, b = (LETTERS[letter] for letter in ("n", "a", "A", r"\beta", "b"))
    assert sp.expand(read.rhs - (n * (a - A) * beta - 2 * a**2 / b)) == 0


# What is typed elsewhere is found, and named with its place


def found_in(*cells):
    return list(findings(notebook(list(cells), "chapters/x.ipynb")))


def prose(text):
    return nbformat.v4.new_markdown_cell(text)


def code(text):
    return nbformat.v4.new_code_cell(text)


BROKEN = {
    "a sign in a definition": "where $D = a + A$ is room.",
    "a letter in a definition": "where $G = b\\beta$.",
    "a subscript in a definition": "It costs $C(x_i) = \\gamma x_j^2/2$.",
    "a range": "for $0 < \\beta \\le 1$.",
    "a result": "R&D is $x^* = 2kD/(G(n+1)^2 - 2ks)$.",
    "a result in a display": "It is\n\n$$\n\\hat{x} = \\frac{2sD}{G(n+1)^2 - 2s^2}\n$$\n",
    "a display with a label": "It is\n\n$$\nT = 7/17\n$$ (eq-t)\n",
    "an environment": "\\begin{align}\nx^* &> \\hat{x}\n\\end{align}",
    "a directive": "```{math}\n:label: eq\n\\hat{x} > x^*\n```",
    "a directive with colons": ":::{math}\n\\hat{x} > x^*\n:::",
    "a role": "So {math}`\\hat{x} > x^*` here.",
    "a proposition": "```{prf:proposition} A title\n:label: p\nThen $\\hat{x} > x^*$.\n```",
    "a title": "```{prf:proposition} For $\\beta > 1/2$\n:label: p\nMore R&D.\n```",
    "a directive in a directive": "````{admonition} Note\n```{prf:remark}\nThen $\\hat{x} > x^*$.\n```\n````",
    "an exercise": "```{exercise-start} Try\n:label: e\n```\nShow that $\\hat{x} \\geq x^*$.\n```{exercise-end}\n```",
    "a heading": "# Where $\\beta > 1/2$",
    "a list": "- one\n- $\\pi^* \\le \\hat{\\pi}$",
    "a quotation": "> so $\\beta \\ne 1/2$",
    "a footnote-like term": "term\n  : where $Q^* \\to 0$",
    "a table": "| regime | R&D |\n| --- | --- |\n| none | $x^* = 3$ |",
    "a table in plain text": "| regime | order |\n| --- | --- |\n| none | x* > x̂ |",
    "an expression of a result": "The bound is $(3n+1)/(n^2+6n+1)$.",
    "a fraction of a result": "R&D is $\\frac{2kD}{G}$.",
    "a number that no code sets": "The threshold is $7/17$.",
    "a parameter that no code sets": "Take $a=16$.",
    "a spillover, which might be a result": "They meet at $\\beta = 1/2$.",
    "a membership": "for $n \\in N$.",
    "a proportion": "It is $x^* \\propto k$.",
    "a limit": "as $n \\to \\infty$",
    "words in mathematics": "$\\text{more if } \\beta > 1/2$",
    "a list of relations": "$D = a - A, x^* = k$",
    "plain text": "Here x* > x̂ holds.",
    "plain text with Greek": "Only if β ≥ ½.",
    "plain text over emphasis": "Only if *β* ≠ ½.",
    "plain text with an arrow": "As n → ∞ it vanishes.",
    "plain text with entities": "Here x* &gt; x̂ holds.",
    "plain text escaped": "Here x\\* \\> x̂ holds.",
    "a formula in plain text": "The bound is (3n+1)/(n²+6n+1).",
    "a fraction in plain text": "The bound is (3n+1)/(n+6).",
    "a picture's description": "![x* > x̂](x.png)",
    "an option": "```{figure} x.png\n:alt: x* > x̂\nA picture.\n```",
    "a caption": "```{figure} x.png\nWhere $x^* > \\hat{x}$.\n```",
    "the text of a reference": "See {ref}`where β > ½ <label>`.",
    "HTML": "<div>x* &gt; x̂</div>",
    "MathML": "<div><math><mi>x</mi></math></div>",
    "raw HTML": "```{raw} html\n<p>x* &gt; x̂</p>\n```",
    "reStructuredText": "```{eval-rst}\nIt is :math:`x = 1`.\n```",
    "a dollar not closed": "Here $x^* > \\hat{x}.",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_typed_is_found_and_named(text):
    found = found_in(prose("Nothing here."), code("Cluster(n=2, a=15, A=10, beta=Fraction(1, 2))"), prose(text))
    assert found
    assert all(line.startswith("chapters/x.ipynb, cell 3: ") for line in found)


def test_what_is_typed_in_a_page_without_code_is_found_and_named(tmp_path: Path):
    folder = tmp_path / "chapters"
    folder.mkdir()
    (folder / "page.md").write_text("Good: $p = a - bQ$, $x_i$.\n\nBad: $p = a + bQ$.\n", encoding="utf-8")
    (line,) = findings(chapters(folder))
    assert line.startswith("chapters/page.md: relation in typed mathematics 'p = a + b Q'")


GOOD = {
    "letters": r"$n$, $\beta$, $x^*$, $x^{*}$, $\hat{x}$, $\tilde \pi$, $x_i$, $X_{-i}$, $x_{SB}$, $s^2$, $g_W$",
    "counts": "$n-1$ and $n + 1$",
    "names": "$T(n)$, $C(x)$, $a/A$",
    "a definition, whatever its spaces": r"$D=a-A$, $G = b \gamma$, $n\ge2$, $\displaystyle 0<A<a$",
    "words": "Above one half x̂ is larger: R&D goes up, step by step; this/that (or so) at 3.5 percent.",
    "an address": "<https://example.org/?a=b>",
    "code": "`x > y`\n\n```python\nx = 1\n```\n\n```{code-block} python\nx = 1\n```",
    "a label": "(label)=\n# Title",
    "glue": "It is {glue}`half` and {glue:text}`share`.",
    "a flow of words": "model → regimes → derivation",
    "reStructuredText": "```{eval-rst}\n.. automodule:: spillover.model\n```",
    "HTML": '<span lang="zh">知识外溢</span> <!-- a > b --> and\n\n<script>x = 1 > 0</script>',
    "raw HTML": "```{raw} html\n<script>x = 1 > 0</script>\n```",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_may_be_typed_is_let_through(text):
    assert found_in(prose(text)) == []


# The data of a problem


def test_a_setting_is_let_through_where_the_code_beside_it_sets_it():
    solution = code("at = Cluster(n=2, a=15, A=10, gamma=Fraction(1, 2))\nshares = Rational(3, 4)")
    for text in ("$a=15$, $A = 10$, $b=1$", r"$a=15, \gamma = 1/2$", r"$\gamma=\frac{1}{2}$", r"$\gamma = 0.5$", "$G=1/2$", "$3/4$"):
        assert found_in(prose(text), solution) == []
        assert found_in(solution, prose(text)) == []
        assert found_in(prose(text), prose("More."), solution) != []
    for text in ("$a=16$", "$A=15$", "$b=2$", r"$\gamma = 2$", r"$\beta = 3/4$", "$n=2$", "$T=3/4$", r"$a=\beta$", "$1/4$"):
        assert found_in(prose(text), solution) != []


def test_settings_are_read_from_calls_and_mappings():
    found = settings("%matplotlib inline\nf(a=15, b=2, beta=0.25)\n{model.A: 10, 'gamma': [1, 3], model.G: 7}\nRational(1, y)")
    assert [found[name] for name in ("a", "A", "b", "beta", "G")] == [{15}, {10}, {1, 2}, {Fraction(1, 4)}, {7}]
    assert found["gamma"] == {1, 3}


# Strings of code


TYPED_IN_CODE = {
    "a table": 'display.Table(["where"], [["$x^* > 0$"]])',
    "a string with a field": 'print(f"$x^* = {value}$")',
    "a glued formula": r'glue("rule", r"$\beta > \frac{1}{2}$", display=False)',
    "a glued sentence": 'glue("rule", "β > ½", display=False)',
}


@pytest.mark.parametrize("text", TYPED_IN_CODE.values(), ids=TYPED_IN_CODE)
def test_a_result_in_a_string_of_code_is_found(text):
    (line,) = found_in(code(text))
    assert line.startswith("chapters/x.ipynb, cell 1: relation in ")


@pytest.mark.parametrize(
    "text",
    [
        r'marks = {r"$\beta=1/2$": 0.5, "$T(5)$": t, "$1/2$": 0.5}',
        'label = f"$G={G}$"',
        r'header = "margin is zero at $\\gamma =$"',
        r'rows = [["whole, $n \\ge 2$", f"$\\displaystyle {closed_form}$"]]',
        'glue("share", f"{np.mean(leaders < 0):.0%}", display=False)',
        'x > y == "a = b"',
    ],
)
def test_labels_in_code_are_let_through(text):
    assert found_in(code(text)) == []


def test_a_piece_without_a_place_for_numbers_allows_none():
    assert list(findings([Piece("maths", "a = 15", "here")])) == [
        "here: relation in typed mathematics 'a = 15': glue it from the object that the code derives, or say it in words"
    ]
