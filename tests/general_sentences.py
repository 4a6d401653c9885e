"""The general sentences of the pages, and the lists in `tests/sentences/` that say what each of them rests on.

Run as a program it prints what lists lack, as entries to fill in: `.venv/bin/python tests/general_sentences.py chapters/index.ipynb`.
"""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from reading import CODE, parser, texts

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tests" / "sentences"
REASONS = ("claim", "test", "market", "model", "other")
HINT = f"say in {LISTS.relative_to(ROOT)}/{{}} what it rests on (CONTRIBUTING, 'General sentences'), or mend it"
GENERAL = re.compile(
    r"\b(?:always|never|every|everywhere|nowhere|(?<!at )all|any|each(?! other)|none|nobody|unless|throughout|what(?:so)?ever"
    r"|wherever|whenever|whoever|however (?:dear|cheap|large|small|many|little|much)|no (?:firm|cluster|cost|market|longer|other|more|less)"
    r"|only (?:where|if|when|above|below)|(?:exactly|precisely) (?:where|if|when|above|below)|if and only if"
    r"|the (?:more|less|larger|smaller|higher|lower|dearer|cheaper|fewer)\b.*\bthe"
    r"|(?:more|less|larger|smaller|higher|lower|greater|fewer|better|worse|dearer|cheaper|sooner|later|harder)\b.*\bthan"
    r"|(?:the|does?|earns?|produces?|has|have) (?:most|least|largest|smallest|best|worst|highest|lowest)"
    r"|(?:ris|fall|grow|shrink)(?:es?|s|ing)?\b.*\b(?:with|as|when|in)|(?:in|de)creas(?:es?|ing)|exceeds?|at (?:most|least)"
    r"|raises?|lowers?|(?:above|below|beyond|up to) (?:one half|the threshold|the bound|it\b|\$T))\b",
    re.IGNORECASE | re.DOTALL,
)
END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][*\")”])|(?<=[.?!]\*\*))\s+")


def pages() -> list[Path]:
    """The chapters, the lectures, what the course says in its strings (problem sets, exams, the quiz), and what moving figures say."""
    chapters = sorted(page for page in (ROOT / "chapters").rglob("*") if page.suffix in {".md", ".ipynb"})
    lectures, course = (ROOT / "slides").glob("*.md"), (ROOT / "code" / "course").glob("*.py")
    return [ROOT / "README.md", *chapters, *sorted(lectures), *sorted(course), ROOT / "book" / "moves.py"]


def list_of(page: Path) -> str:
    """The list of a page is called after its path."""
    return "-".join(page.relative_to(ROOT).with_suffix("").parts).removeprefix("chapters-") + ".toml"


# What a page says


def sentences(page: Path) -> list[str]:
    """All sentences that a reader finds on a page, without the badges; each once."""
    return list(dict.fromkeys(sentence for text in _texts_of(page) for sentence in split(text)))


def split(text: str) -> list[str]:
    """Sentences, with one space where there is any."""
    return [part for part in END.split(" ".join(re.sub(r"\s*\{claim\}`[^`]*`", "", text).split())) if part]


def is_general(sentence: str) -> bool:
    """Whether a reader may take a sentence for a statement about every market; a question states nothing."""
    return bool(GENERAL.search(sentence)) and not sentence.endswith("?") and len(sentence.split()) > 2


def _texts_of(page: Path) -> Iterator[str]:
    if page.suffix == ".md":
        yield from paragraphs(page.read_text(encoding="utf-8"))
    elif page.suffix == ".py":
        yield from _strings(page.read_text(encoding="utf-8"))
    else:
        for cell in nbformat.read(page, as_version=4).cells:
            yield from paragraphs(cell.source) if cell.cell_type == "markdown" else _strings(cell.source)
            yield from _descriptions(cell.get("outputs", []))


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs, titles, cells of tables and descriptions of pictures as they are typed, also inside directives."""
    for token in parser().parse(text):
        if token.type == "inline":
            yield token.content
        elif token.type in {"fence", "colon_fence"} and token.info.startswith("{"):
            directive, _, title = token.info[1:].partition("}")
            options, body = re.fullmatch(r"((?::[\w-]+:[^\n]*\n?)*)(.*)", token.content, re.DOTALL).groups()
            if directive not in CODE | {"math", "raw", "eval-rst", "explorer"}:
                yield title
                yield from re.findall(r":(?:alt|caption):(.*)", options)
                yield from paragraphs(body)


def _strings(source: str) -> Iterator[str]:
    tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", source))
    defined = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    docstrings = {ast.get_docstring(node, clean=False) for node in defined}
    yield from (text for text in texts(tree) if text not in docstrings and len(text.split()) > 4)  # a label says nothing


def _descriptions(outputs: list[Any]) -> Iterator[str]:
    """What figures print for someone who cannot see them."""
    for data in (output.get("data", {}) for output in outputs):
        if "image/svg+xml" in data:
            yield data["text/plain"].partition("\n")[0]


# What it rests on


def listed(page: Path) -> list[dict[str, Any]]:
    """The entries of the list of a page: sentences, and what they rest on."""
    path = LISTS / list_of(page)
    return tomllib.loads(path.read_text(encoding="utf-8"))["entry"] if path.exists() else []


def findings(said: list[str], entries: list[dict[str, Any]], claims: Iterable[str], where: str) -> Iterator[str]:
    """What is wrong between the sentences of a page and its list, each in words that say what to do."""
    on_list = [sentence for entry in entries for sentence in entry["sentences"]]
    for sentence in filter(is_general, said):
        if sentence not in on_list:
            yield f"{sentence!r} says something general: {HINT.format(where)}"
    for sentence in on_list:
        if sentence not in said:
            yield f"{sentence!r} stands in {where}, but no longer on the page: take it out, or put what it has become"
        if on_list.count(sentence) > 1:
            yield f"{sentence!r} stands twice in {where}: once is enough"
    for entry in entries:
        reasons = entry.keys() - {"sentences"}
        if not reasons or not reasons <= set(REASONS) or not all(entry.values()):
            yield f"{where}, {entry['sentences'][:1]}: give one or more of {', '.join(REASONS)}, and none of them empty"
        yield from (f"{where}: no claim is called {claim!r}" for claim in entry.get("claim", []) if claim not in claims)
        yield from (f"{where}: there is no test {test!r}" for test in entry.get("test", []) if not exists(test))


def exists(test: str) -> bool:
    """Whether a file has a test, named as pytest does: `tests/test_x.py::test_name`, or with `[id]`."""
    path, name, case = re.fullmatch(r"(.*?)(?:::(\w+))?(?:\[(.+)\])?", test).groups()
    text = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""
    return f"\ndef {name}(" in text and (case is None or re.search(rf"\b{re.escape(case)}\b", text) is not None)


if __name__ == "__main__":
    for page in (Path(name).resolve() for name in sys.argv[1:]):
        known = {sentence for entry in listed(page) for sentence in entry["sentences"]}
        missing = [sentence for sentence in sentences(page) if is_general(sentence) and sentence not in known]
        print(f"# {list_of(page)}", *(f"[[entry]]\nsentences = [{json.dumps(s, ensure_ascii=False)}]\n" for s in missing), sep="\n")
