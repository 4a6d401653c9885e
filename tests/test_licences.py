"""The page of licences names every package of which a browser is sent something, as the package names itself."""

import json
import re
from pathlib import Path

import pytest

from book import licences

BOOK = Path(__file__).resolve().parent.parent / "book"
TOOLS = {"terser", "purgecss", ""}
"""What works while the book is built and is not sent."""


def test_every_package_has_a_version_and_a_licence_and_all_but_one_its_text():
    parts = licences.parts()
    assert [part for part in parts if not (part.version[0].isdigit() and part.licence.strip())] == []
    assert {part.name for part in parts if not part.texts} == {"pyodide"}
    names = {part.name for part in parts}
    assert {"d3-array", "delaunator", "reveal.js", "STIX Two Math", "@fontsource/stix-two-text", "sympy"} <= names
    assert {"commander", "ws"} & names == set()  # for commands, and for servers
    (font,) = (part for part in parts if part.name == "STIX Two Math")
    assert "Open Font License" in font.licence
    assert "The STIX Fonts Project Authors" in font.texts[0]


def test_every_package_that_is_fetched_for_the_pages_is_named():
    used = {name for path in BOOK.rglob("*.py") for name in re.findall(r'fetched\("([^"]*)"\)', path.read_text(encoding="utf-8"))}
    assert used - TOOLS == set(licences.FOR_THE_BROWSER)


def test_a_package_without_a_licence_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(licences, "fetched", lambda name: tmp_path)
    (tmp_path / "package.json").write_text(json.dumps({"version": "1"}), encoding="utf-8")
    with pytest.raises(KeyError, match="license"):
        licences.of_npm("any")
    (tmp_path / "package.json").write_text(json.dumps({"version": "1", "license": "MIT"}), encoding="utf-8")
    (tmp_path / "LICENCE.md").write_text("You may.\n", encoding="utf-8")
    (tmp_path / "license.js").write_text("no text", encoding="utf-8")
    assert licences.of_npm("any") == licences.Part("any", "1", "MIT", ("You may.",))
