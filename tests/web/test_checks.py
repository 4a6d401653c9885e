"""The checks themselves: a sound page passes, and each kind of fault is reported, once."""

from __future__ import annotations

import random
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import checks
import pytest
from playwright.sync_api import Page

FONT = "STIX Two Math"
SQUARE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
STYLE = f'@font-face {{ font-family: "{FONT}"; src: url(math.ttf); }} math {{ font-family: "{FONT}"; }}'
FORMULA = "<math><mfrac><mi>x</mi><mn>2</mn></mfrac></math>"
WIDE = '<table style="width: 2000px"><tr><td>1</td></tr></table>'
SOUND = f"""
<h1>Sound</h1><h1 style="display: none">For print</h1>
<p id="here">It costs $5, or US$6 and $7. The set A\\B. A role: the leader, {{a, b}}. {FORMULA}</p>
<pre>$\\frac{{1}}{{2}}$ {{cite}}`x` :::</pre> <p><code>{{glue}}`x` \\hat x</code></p>
<math><semantics><mi>x</mi><annotation encoding="application/x-tex">\\hat x</annotation></semantics></math>
<details><summary>More</summary>{FORMULA}</details> <div style="display: none">{FORMULA}</div>
<img src="{SQUARE}" alt="A square"> <img src="{SQUARE}" alt="" role="presentation">
<span aria-hidden="true"><img src="{SQUARE}" alt=""></span> <img src="square.svg" alt="Far down" loading="lazy" style="margin-top: 9000px">
<a href="">here</a> <a href="#here">here</a> <a href="other.html#the%20re">there</a> <a href="other.html#named">there</a>
<a href="https://example.org/#x">away</a> <a href="mailto:a@example.org">write</a> <a href="math.ttf">a file</a>
<div style="overflow-x: auto">{WIDE}</div>
<div style="overflow: hidden"><p style="display: none">No</p><p></p><p style="visibility: hidden; margin-left: 5000px">No</p></div>
<div style="overflow: hidden; width: 1px; height: 1px">{WIDE}</div>
<div style="overflow: hidden; padding: 9px"><p style="margin: -15px; padding: 15px">A bar</p></div>
"""


def write(root: Path, name: str, body: str, head: str = f"<title>A page</title><style>{STYLE}</style>", lang: str = "en") -> None:
    text = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a sound page, a page to link to, an image and a font."""
    write(tmp_path, "sound.html", SOUND)
    write(tmp_path, "other.html", '<h1>Other</h1><p id="the re">There.</p><a name="named"></a>')
    (tmp_path / "square.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", encoding="utf-8")
    package = find_spec("ziamath")
    assert package
    assert package.origin
    shutil.copy(Path(package.origin).with_name("fonts") / "STIXTwoMath-Regular.ttf", tmp_path / "math.ttf")
    return tmp_path


def problems(page: Page, site: Path, name: str) -> list[str]:
    with checks.serve(site) as base:
        return checks.problems(page, base + name, base, site, FONT)


FAULTY = {
    "content": (
        '<h1>One</h1><h1>Two</h1><p id="twice">$x_1$</p><p id="twice">{cite}</p>'
        f'<img src="{SQUARE}" role="none"><img src="{SQUARE}#empty" alt=""><img src="data:image/png,nothing" alt="Nothing">'
        '<p title="\\beta"></p><script>document.title = "About $y_1$"</script>'
        f'<details>A longer text than what is quoted \\frac</details><img src="{SQUARE}" alt="\\hat x">',
        [
            "2 visible h1",
            "id used 2 times: 'twice'",
            r"raw TeX: ….*\$x_1\$",
            "raw markup: ….*{cite}",
            r"raw TeX: …\\beta…",
            r"raw TeX: …About \$y_1\$…",
            r"raw TeX: ….*\\frac",
            r"raw TeX: …\\hat x…",
            "image without alt text: data:image/svg.*/%3E$",
            "image without alt text: .*#empty$",
            "image that does not show: data:image/png,nothing",
        ],
    ),
    "formulas": (
        "<h1>Formulas</h1><math></math><math><mspace width='0'/><mi></mi></math>"
        "<math><merror><mtext>frac</mtext></merror></math><math><mtext>\\beta</mtext></math>"
        f"<div style='height: 0; width: 0; font-size: 0'>{FORMULA}</div>",
        [
            "formula without size: ''",
            "formula without size: 'x2'",
            "formula that was not understood: ''",
            "formula that was not understood: 'frac'",
            r"formula that was not understood: '\\\\beta'",
        ],
    ),
    "links": (
        '<h1>Links</h1><a href="missing.html">1</a><a href="other.html#nowhere">2</a><a href="#nowhere">3</a>'
        '<a href="/other.html">4</a><a href="../up.html">5</a><a href="file:///etc">6</a><svg><a href="missing.svg"></a></svg>',
        [
            "link to a missing page: .*/missing.html$",
            "link to a missing place: .*/other.html#nowhere$",
            "link to a missing place: .*/faulty.html#nowhere$",
            "link out of the book's folder: .*[0-9]/other.html$",
            "link out of the book's folder: .*[0-9]/up.html$",
            "link out of the book's folder: file:",
            "link to a missing page: .*/missing.svg$",
        ],
    ),
    "requests": (
        '<h1>Requests</h1><link rel="stylesheet" href="https://example.org/a.css"><script src="missing.js"></script>'
        '<script>setTimeout(() => fetch("https://example.net/late").catch(() => 0), 300); fetch("/root").catch(() => 0);</script>',
        [
            "request out of the book's folder: https://example.org/a.css",
            "request out of the book's folder: https://example.net/late",
            "request out of the book's folder: .*[0-9]/root$",
            r"failed request: .*[0-9]/root \(404\)",
            r"failed request: .*/missing.js \(404\)",
        ],
    ),
    "scripts": (
        '<h1>Scripts</h1><script>console.warn("no"); console.error("oh"); undefined.thing</script>'
        '<script>Promise.reject(Error("late"))</script>',
        ["error in the console: oh", "uncaught error: .*undefined", "uncaught error: late"],
    ),
    "wide": (
        f'<h1>Wide</h1>{WIDE}<p>{"word" * 80}</p><div class="far" style="width: 800px">1</div>'
        f'<div style="overflow-x: auto">{WIDE}</div><pre style="overflow-x: auto">{"word" * 80}</pre>',
        [
            "at 1280 px the page is .* px wide: td, p$",
            "at 640 px the page is .* px wide: td, p, div.far$",
            "at 360 px the page is .* px wide: td, p, div.far$",
        ],
    ),
    "wide when opened": (
        '<style>.toggle-hidden { display: none }</style><h1>Wide</h1><details><div class="far" style="width: 800px">1</div></details>'
        '<div class="toggle-hidden"><div class="out" style="width: 800px">1</div></div>',
        ["at 640 px the page is 8.. px wide: div.far, div.out$", "at 360 px the page is 8.. px wide: div.far, div.out$"],
    ),
    "wide in a box around the text": (
        f'<main class="box" style="overflow-x: auto"><h1>Wide</h1>{WIDE}</main>',
        [f"at {width} px the main.box is 20.. px wide: td$" for width in checks.WIDTHS],
    ),
    "cut off": (
        f'<h1>Cut</h1><div class="cut" style="overflow: hidden">{WIDE}<img src="{SQUARE}" alt="Wide" style="width: 2000px"></div>'
        '<div class="left" style="overflow-x: auto; display: flex; justify-content: flex-end">'
        f'<p style="flex: none">{"word" * 20}</p></div>'
        '<div class="squeezed" style="overflow-x: auto; display: flex; flex-direction: row-reverse">'
        f'<math style="display: block math; width: max-content; min-width: 100%"><mi>{"word" * 20}</mi></math></div>',
        [
            "at 1280 px cut off: table in div.cut, img in div.cut$",
            "at 640 px cut off: table in div.cut, img in div.cut, p in div.left, math in div.squeezed$",
            "at 360 px cut off: table in div.cut, img in div.cut, p in div.left, math in div.squeezed$",
        ],
    ),
}


def test_a_sound_page_passes(page: Page, site: Path) -> None:
    assert problems(page, site, "sound.html") == []


@pytest.mark.parametrize("kind", FAULTY)
def test_each_fault_is_reported_once(page: Page, site: Path, kind: str) -> None:
    body, expected = FAULTY[kind]
    write(site, "faulty.html", body)
    assert_reported(problems(page, site, "faulty.html"), expected)


def test_a_request_without_an_answer_is_reported(page: Page, site: Path) -> None:
    write(site, "faulty.html", '<h1>Dropped</h1><link rel="stylesheet" href="other.html">')
    page.route("**/other.html", lambda route: route.abort())
    assert_reported(problems(page, site, "faulty.html"), [r"failed request: .*/other.html \(net::ERR_FAILED\)"])


def test_a_heavy_page_is_reported(page: Page, site: Path) -> None:
    for number in range(checks.REQUESTS):
        (site / f"{number}.css").write_text("/**/", encoding="utf-8")
    (site / "0.css").write_bytes(b"/*" + random.Random(0).randbytes(2 * checks.FIRST_VISIT).hex().encode() + b"*/")
    links = "".join(f'<link rel="stylesheet" href="{number}.css">' for number in range(checks.REQUESTS))
    write(site, "faulty.html", f"<h1>Heavy</h1>{links}")
    assert_reported(problems(page, site, "faulty.html"), ["61 files on the first visit", "[0-9]{7} bytes on the first visit"])


def test_a_page_that_jumps_is_reported(page: Page, site: Path) -> None:
    late = '<script>setTimeout(() => { document.getElementById("box").style.height = "400px"; }, 300);</script>'
    write(site, "faulty.html", f'<h1>Jumps</h1><div id="box"></div><div style="height: 300px; background: red">1</div>{late}')
    assert_reported(problems(page, site, "faulty.html"), ["the page jumps by 0"])


def test_a_page_says_its_language_and_title(page: Page, site: Path) -> None:
    write(site, "faulty.html", "", head="", lang="")
    assert_reported(problems(page, site, "faulty.html"), ["html without lang", "no title", "0 visible h1"])


def test_formulas_ask_for_their_font(page: Page, site: Path) -> None:
    write(site, "faulty.html", f"<h1>Font</h1>{FORMULA}", head="<title>No font</title>")
    assert_reported(problems(page, site, "faulty.html"), [f"formulas, but the font {FONT} is not loaded"])


def test_a_page_that_sends_on_is_followed(page: Page, site: Path) -> None:
    stub = '<meta http-equiv="Refresh" content="0; url={}" />'
    (site / "good.html").write_text(stub.format("sound.html"), encoding="utf-8")
    (site / "bad.html").write_text(stub.format("missing.html"), encoding="utf-8")
    assert problems(page, site, "good.html") == []
    assert page.url.endswith("/sound.html")
    assert_reported(problems(page, site, "bad.html"), [r"failed request: .*/missing.html \(404\)"])


def test_a_page_that_cannot_be_opened_is_reported(page: Page, site: Path) -> None:
    assert_reported(problems(page, site, "absent.html"), [r"failed request: .*/absent.html \(404\)"])
    found = checks.problems(page, "http://127.0.0.1:9/book/x.html", "http://127.0.0.1:9/book/", site)
    assert any("the browser gave up" in problem for problem in found)


@pytest.mark.parametrize("text", [r"\frac", r"\hat x", r"\(x\)", r"\[", "$$", "$x$", "$x_1 = 2$", "US$ and $n$"])
def test_tex_is_recognised(text: str) -> None:
    assert checks.TEX.search(text)


@pytest.mark.parametrize(
    "text", ["{glue}", "{glue:text}", "{cite:p}", "{prf:ref}", "{eq}", ":::", "```{note}", ":math:`x`", "{{ x }}", "{code-cell}"]
)
def test_markup_is_recognised(text: str) -> None:
    assert checks.MARKUP.search(text)


def test_the_font_is_the_one_for_mathematics() -> None:
    assert checks.math_font(f"@font-face {{ font-family: Text }} {STYLE}") == FONT
    assert checks.math_font("math { font-family: math }") is None


def test_the_built_pages_are_found(tmp_path: Path) -> None:
    assert checks.built_pages(tmp_path) == []
    for name in ("index.html", "chapters/a.html", "_static/macros.html", "_sources/a.html", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert checks.built_pages(tmp_path) == ["chapters/a.html", "index.html"]
    assert checks.built(tmp_path) == tmp_path


def test_without_a_book_the_tests_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run make book"):
        checks.built(tmp_path)


def test_without_chromium_the_tests_say_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="apt-get install chromium"):
        checks.chromium()


def assert_reported(found: list[str], expected: list[str]) -> None:
    """Each expected fault is reported exactly once, and nothing else is."""
    for pattern in expected:
        assert len([problem for problem in found if re.search(pattern, problem)]) == 1, (pattern, found)
    assert len(found) == len(expected), found
