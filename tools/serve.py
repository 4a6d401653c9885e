"""Show the built book on this machine, as a good host would.

It sends the headers of the file `_headers`, compresses, and has the book's own page for what is not there.
"""

from __future__ import annotations

import fnmatch
import gzip
import os
import re
import sys
from collections.abc import Callable
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "_build" / "html"
PORT = 8000
NOWHERE = "/nowhere"
SMALL_ENOUGH = (".woff2", ".png", ".pdf", ".epub", ".zip", ".packed")
"""What is compressed already."""
GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE)
"""Where a browser says that it can undo this; with a weight of zero it says that it will not."""


@cache
def rules(root: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules of a file `_headers`: a pattern of addresses, and the headers for them."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    file = root / "_headers"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        if line.startswith("/"):
            found.append((line.strip(), []))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            found[-1][1].append((name, value))
    return found


def headers(root: Path, path: str) -> dict[str, str]:
    """The headers for an address; a later rule has the last word."""
    return {name: value for pattern, fields in rules(root) if fnmatch.fnmatchcase(path, pattern) for name, value in fields}


@cache
def compressed(path: Path, changed: float) -> bytes:
    """A file, compressed once for as long as it does not change."""
    return gzip.compress(path.read_bytes(), mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder below a prefix; no listing of folders, no log of what is read."""

    protocol_version = "HTTP/1.1"
    prefix = "/"
    path = ""
    """What is asked for, where the request cannot be read."""
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".wasm": "application/wasm"}  # noqa: RUF012

    def translate_path(self, path: str) -> str:
        """The file for an address, or a name that no file has: also where the address holds what no name can, or a link leads out."""
        found = super().translate_path(f"/{path.removeprefix(self.prefix)}") if path.startswith(self.prefix) else NOWHERE
        inside = os.path.exists(found) and Path(found).resolve().is_relative_to(Path(self.directory).resolve())
        return found if inside else NOWHERE

    def list_directory(self, path: Any) -> None:
        """No folder is listed."""
        self.send_error(404)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged."""

    def end_headers(self) -> None:
        """Add the headers of the book."""
        for name, value in headers(Path(self.directory), f"/{self.path.partition('?')[0].removeprefix(self.prefix)}").items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the book's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.answer(404, page.read_bytes(), "text/html; charset=utf-8")

    def do_GET(self) -> None:
        """Send a file, compressed if the reader's browser can undo that."""
        self.send(super().do_GET)

    def do_HEAD(self) -> None:
        """Send the same headers as for a file, and nothing else."""
        self.send(super().do_HEAD)

    def send(self, plainly: Callable[[], None]) -> None:
        """Answer with a file, compressed or plainly."""
        path = Path(self.translate_path(self.path))
        asks = GZIP.search(self.headers.get("Accept-Encoding", ""))
        if path.is_file() and asks and path.suffix not in SMALL_ENOUGH and "If-Modified-Since" not in self.headers:
            self.answer(200, compressed(path, path.stat().st_mtime), self.guess_type(str(path)), path.stat().st_mtime)
        else:
            plainly()

    def answer(self, status: int, body: bytes, kind: str, changed: float | None = None) -> None:
        """Send a body with its headers."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if changed is not None:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Last-Modified", self.date_time_string(int(changed)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A browser opens many connections at once: one that finds no place in the queue waits for seconds before it tries again."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away before all is sent is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(root: Path, port: int = 0, prefix: str = "/") -> Server:
    """A server for a folder, on the loopback address alone; port 0 takes a free one."""
    handler = type("Handler", (Handler,), {"prefix": prefix})
    return Server(("127.0.0.1", port), partial(handler, directory=str(root)))


def main() -> int:
    """Serve the built book until the reader stops it."""
    try:
        running = server(BOOK, PORT)
    except OSError as error:
        print(f"Port {PORT} cannot be used: {error.strerror}. Is the book being shown already?", file=sys.stderr)
        return 1
    with running:
        print(f"The book is at http://127.0.0.1:{PORT}/ until you press Ctrl+C.", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
