"""The page that says what a reader's browser is sent of others, and under which licence: read from the files of the packages themselves.

Only the names of the packages stand here. A test compares them with what lies beside the built pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from book.assets import fetched

FOR_THE_BROWSER = ("pyodide", "d3", "minisearch", "reveal.js", "@fontsource/stix-two-text")
"""The packages of npm of which files lie beside the pages."""
ONE_FILE = ("d3",)
"""Those of them whose file holds all that they depend on too."""
IN_THE_CONSOLE = ("sympy", "mpmath")
"""The packages of Python of which modules do."""
IN_THE_PAGES = (
    *("Sphinx", "pydata-sphinx-theme", "sphinx-book-theme", "sphinx-copybutton", "sphinx-design", "sphinx-exercise", "sphinx-proof"),
    *("sphinx-thebe", "sphinx-togglebutton", "myst-nb", "Pygments"),
)
"""The packages of Python that bring styles, scripts and pictures."""
TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
"""How a file is called that holds the text of a licence."""
OTHER = re.compile(r"\.(?:py|js|mjs|css|json|pyc)$")
"""How a file ends that holds something else."""


@dataclass(frozen=True)
class Part:
    """A package of which something is sent.

    Attributes
    ----------
    name, version
        of the package.
    licence
        as the package names it.
    texts
        of the licences in the package.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def parts() -> list[Part]:
    """All of them, by name."""
    npm = {name for package in FOR_THE_BROWSER for name in (package, *(_needed(package) if package in ONE_FILE else ()))}
    python = [*map(of_python, (*IN_THE_CONSOLE, *IN_THE_PAGES)), of_font("ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf")]
    found = [*map(of_npm, npm), *python]
    return sorted(found, key=lambda part: part.name.lower())


def _needed(package: str) -> Iterator[str]:
    """What a package of npm depends on, at any depth; what one with commands does is for those."""
    for name in _about(package).get("dependencies", {}) if "bin" not in _about(package) else ():
        yield name
        yield from _needed(name)


def _about(package: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((fetched(package) / "package.json").read_bytes())
    return found


def of_npm(package: str) -> Part:
    """A package of npm."""
    about = _about(package)
    return Part(package, about["version"], about["license"], _texts(sorted(fetched(package).iterdir())))


def of_python(package: str) -> Part:
    """A package of Python."""
    about = metadata.distribution(package)
    files = [Path(str(file.locate())) for file in about.files or ()]
    return Part(about.name, about.version, _named(about.metadata), _texts(sorted(files)))


def _named(about: Any) -> str:
    """The licence by its name: an expression, else a class of the index, else the first line of what the package says."""
    classes = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License :: ")]
    return about.get("License-Expression") or " and ".join(classes) or about.get("License", "").partition("\n")[0]


def _texts(files: list[Path]) -> tuple[str, ...]:
    named = (file for file in files if TEXT.search(file.name) and not OTHER.search(file.name) and file.is_file())
    return tuple(dict.fromkeys(file.read_text(encoding="utf-8").strip() for file in named))


def of_font(package: str, file: str) -> Part:
    """A font that a package of Python brings along, which says of itself whose it is."""
    from fontTools.ttLib import TTFont

    with TTFont(str(metadata.distribution(package).locate_file(file))) as font:
        family, version, licence, address = (str(font["name"].getDebugName(number)) for number in (1, 5, 13, 14))
        owner = str(font["name"].getDebugName(0))
    name = licence.removeprefix("This Font Software is licensed under the ").partition(". ")[0]
    return Part(family, version.removeprefix("Version ").split()[0], name, (f"{owner}\n\n{licence}\n\n{address}",))


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page, beside those of the book."""
    if app.builder.name == "html":
        yield "licences", {"title": "Licences", "parts": parts()}, "licences.html"


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", page)
