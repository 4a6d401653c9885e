"""ES modules as one plain script, because a browser runs no module from a file on disk, where many readers first open the book; and
modules with a version in their addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

NAMED = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)(?:\?v=\w+)?";$', re.MULTILINE)
BARE = re.compile(r'^import "\./([\w.]+)(?:\?v=\w+)?";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(entry: Path, name: str) -> str:
    """A script that does what a module and all that it imports do; what the module exports is found under a global name."""
    modules = list(_ordered(entry, set()))
    return "\n".join(
        [
            "(() => { const modules = {}; const here = document.currentScript.src;",
            *modules,
            f'globalThis.{name} = modules["{entry.name}"]; }})();',
        ]
    )


def versioned(place: Path, version: str) -> None:
    """Write the version into the address of every module that a module in a folder imports, in place of an earlier one."""
    for path in place.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        named = NAMED.sub(rf'import {{\1}} from "./\2?v={version}";', text)
        path.write_text(BARE.sub(rf'import "./\1?v={version}";', named), encoding="utf-8")


def _ordered(path: Path, seen: set[Path]) -> Iterator[str]:
    """Each module once, after those that it imports."""
    seen.add(path)
    text = path.read_text(encoding="utf-8")
    for needed in (path.with_name(file) for file in [*(found[2] for found in NAMED.finditer(text)), *BARE.findall(text)]):
        if needed not in seen:
            yield from _ordered(needed, seen)
    yield _wrapped(path.name, text)


def _wrapped(name: str, text: str) -> str:
    """A module as a function that is called at once; a script that is no module stays as it is."""
    exported = EXPORT.findall(text)
    if not exported:
        return text
    text = NAMED.sub(lambda found: f'const {{{found[1].replace(" as ", ": ")}}} = modules["{found[2]}"];', text)
    text = EXPORT.sub("", BARE.sub("", text)).replace("import.meta.url", "here")
    if left := OTHER.search(text):
        raise ValueError(f"a module must import and export in the plain forms that can be bundled, got {left[0]!r} in {name}")
    return f'modules["{name}"] = (() => {{\n{text}\nreturn {{ {", ".join(exported)} }};\n}})();'
