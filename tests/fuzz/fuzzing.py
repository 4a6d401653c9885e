"""What the fuzz tests share: the kept corpus, texts that are near it, and a clock that counts processor time."""

import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import strategies as st

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 10
"""Seconds of processor time that anything may take, whatever it is given."""
SIGNS = ("", " ", "\0", "\n", "\ud800", "\u202e", "\u0301", *"٣½∞'\"\\(){[-=|", "%00", "9" * 400)
"""What is put where it does not belong."""


def lines(name):
    """The entries of a file of the corpus."""
    return (CORPUS / name).read_text(encoding="utf-8").splitlines()


@st.composite
def near(draw, texts):
    """A text of the corpus in which a few stretches are left out, doubled, or replaced by strange signs or by parts of other texts."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from((0, 1, 3, 12)))
        other = draw(st.sampled_from(texts))
        cut = draw(st.integers(0, len(other)))
        put = draw(st.sampled_from((*SIGNS, text[start:end] * 2, other[cut : cut + 8], other[cut:])))
        text = text[:start] + put + text[end:]
    return text


@contextmanager
def in_time():
    """Fail where the work takes longer than anything may."""

    def stop(*_):
        pytest.fail(f"took more than {LONGEST} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
