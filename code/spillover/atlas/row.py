"""A row of the atlas: a paper, the call that states its game, and what comes out."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

RETURN = re.compile(r"^return ", re.MULTILINE)
"""The last line of a call shows what comes out."""
TYPES = re.compile(r"(?: ->|(?<=\w):) (?:Any|int|str|dict\[str, Any\])")


@dataclass(frozen=True)
class Row:
    """A paper or a textbook model, the call that states its game, and what comes out.

    Attributes
    ----------
    theme
        the part of the chapter in which it stands.
    key
        of the paper in the list of references; empty if no public record of it was found.
    name
        what it is called where there is no key.
    asks
        its question, in a few words.
    reports
        what its abstract, or another public record, reports, as the end of a sentence; empty if nothing was found to check it against.
    place
        where that is read, as the beginning of the sentence.
    shows
        what comes out, in a sentence: braces stand for the numbers of ``here``, by their place; empty where no chapter begins with it.
    here
        what comes out, by its name: exact numbers, or a word.
    call
        the game as calls of the package, which returns what comes out; None where no call states it.
    holds
        whether what comes out is as reported, a function of what comes out.
    remark
        the reason for a difference, or what the reader has to know.
    chapter
        the chapter on a model of this kind, if there is one: the name of its file.

    Examples
    --------
    >>> from spillover.atlas import ATLAS
    >>> row = next(row for row in ATLAS if row.key == "gilmolto2011")
    >>> row.found() == tuple(row.here.values()), row.agrees
    (True, True)
    """

    theme: str
    asks: str
    key: str = ""
    name: str = ""
    reports: str = ""
    place: str = "The abstract"
    shows: str = ""
    here: dict[str, Any] = field(default_factory=dict)
    call: Callable[[], tuple[Any, ...]] | None = None
    holds: Callable[..., bool] | None = None
    remark: str = ""
    chapter: str = ""

    def found(self) -> tuple[Any, ...]:
        """What the call gives, computed now.

        Returns
        -------
        tuple
            in the order of ``here``; empty where no call states the game.

        Examples
        --------
        >>> from spillover.atlas import ATLAS
        >>> next(row for row in ATLAS if row.key == "amir2003").found()
        (Fraction(50, 17), Fraction(200, 63), Fraction(25, 7))
        """
        return self.call() if self.call else ()

    @property
    def agrees(self) -> bool | None:
        """Whether what is stated here is as reported; None where nothing is reported that could be compared."""
        return bool(self.holds(*self.here.values())) if self.holds else None

    @property
    def shown(self) -> str:
        """What comes out, in a sentence: numbers to four digits."""
        return self.shows.format(*(_digits(value) for value in self.here.values()))

    @property
    def source(self) -> str:
        """The call as it stands in the code, without the words of a function around it."""
        if not self.call:
            return ""
        lines = inspect.getsource(self.call).splitlines()
        start = next(place for place, line in enumerate(lines) if line.startswith("def ")) + 1
        body = textwrap.dedent("\n".join(lines[start:]))
        return TYPES.sub("", RETURN.sub("", body))


def _digits(value: Any) -> str:
    exact = sp.sympify(value)
    return (str(exact) if exact.is_Integer else f"{float(exact):.4g}").replace("-", "\N{MINUS SIGN}")


Call = Callable[[], tuple[Any, ...]]


class Atlas(list[Row]):
    """The rows in the order of the chapter; ``row`` adds the function below it."""

    def row(self, theme: str, **told: Any) -> Callable[[Call], Call]:
        """A decorator that adds a row whose call is the function.

        Parameters
        ----------
        theme
            the part of the chapter.
        **told
            the other fields of :class:`Row`.

        Returns
        -------
        function
            that returns the call as it is.
        """

        def add(call: Call) -> Call:
            self.append(Row(theme, call=call, **told))
            return call

        return add


ATLAS = Atlas()
"""All rows."""
