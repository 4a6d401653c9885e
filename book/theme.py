"""What a page of the theme loads and what stands around its text: only what does something here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from spillover.figures.style import COLOURS, DARK, DASHES, FAINT, INK, PAPER

UNUSED = {"togglebutton.js", "design-tabs.js"}


def without_thebe(app: Sphinx) -> None:
    """Leave out Thebe, which is off, yet declares its script on every page, twice, and from another host."""
    for listeners in list(app.events.listeners.values()):
        for listener in list(listeners):
            if listener.handler.__module__.startswith("sphinx_thebe") and listener.handler.__name__ != "init_thebe_default_config":
                app.disconnect(listener.id)


def lean(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Load what the page uses, after it is shown; no script stands in the page itself, so that a host can forbid that."""
    scripts = [script for script in context["script_files"] if script.filename and _name(script.filename) not in UNUSED]
    for script in scripts:
        script.attributes["defer"] = "defer"
    context["script_files"] = scripts


def _name(address: str) -> str:
    return address.rpartition("/")[2].partition("?")[0]


def regime_colours(app: Sphinx) -> None:
    """Write the colours of regimes and planners, which are those of the figures, for style sheets to use; pages carry their digest."""
    if app.builder.name == "html":
        place = Path(app.outdir, "_static")
        place.mkdir(parents=True, exist_ok=True)
        (place / "regimes.css").write_text(colours(), encoding="utf-8")


def colours() -> str:
    """The colours and dashes of the figures as custom properties, for light and dark pages, and a class for each regime."""
    light = {f"regime-{mode.key}": colour for mode, colour in COLOURS.items()} | {"ink": INK, "faint": FAINT, "paper": PAPER}
    dashes = {f"dash-{mode.key}": "none" if dash == "-" else " ".join(f"{2 * part:g}" for part in dash[1]) for mode, dash in DASHES.items()}
    themes = {"": light | dashes, '[data-theme="dark"]': {name: DARK[colour] for name, colour in light.items()}}
    written = {theme: " ".join(f"--{name}: {value};" for name, value in rules.items()) for theme, rules in themes.items()}
    classes = "".join(f".regime-{mode.key} {{ color: var(--regime-{mode.key}); }}\n" for mode in COLOURS)
    return "".join(f"html{theme} {{ {rules} }}\n" for theme, rules in written.items()) + classes


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", without_thebe)
    app.connect("html-page-context", lean, priority=900)
    app.connect("builder-inited", regime_colours)
