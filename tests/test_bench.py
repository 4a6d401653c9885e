"""What got slower is found by comparing ratios; nothing is timed here."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import pace  # noqa: E402


def test_slower_is_what_costs_over_a_quarter_more_than_recorded():
    now = {"level": 1.0, "at the edge": 1.25, "past the edge": 1.26, "quicker": 0.1}
    assert pace.compared(now, dict.fromkeys(now, 1.0)) == [
        "       now  recorded",
        "         1         1  level",
        "      1.25         1  at the edge",
        "      1.26         1  past the edge: slower",
        "       0.1         1  quicker",
        "Slower than recorded: past the edge",
    ]


def test_what_was_not_recorded_or_not_measured_is_said_and_is_not_slower():
    assert pace.compared({"new": 2.0}, {"left out": 0.5}) == [
        "       now  recorded",
        "         2         -  new: not recorded",
        "         -       0.5  left out: not measured",
        "Slower than recorded: nothing",
    ]


def test_what_was_not_measured_stays_recorded_while_it_exists():
    recorded = {"make quick": 50.0, "import spillover": 0.4, "a thing of the past": 1.0}
    assert list(pace.merged({"import spillover": 0.33333, "first ask": 1.5}, recorded).items()) == [
        ("first ask", 1.5),
        ("import spillover", 0.333),
        ("make quick", 50.0),
    ]


@pytest.mark.parametrize("record", [False, True])
def test_only_a_run_that_is_to_be_recorded_changes_the_record(monkeypatch, tmp_path, capsys, record):
    (tmp_path / "bench.json").write_text('{"first ask": 1.0}', encoding="utf-8")
    monkeypatch.setattr(pace, "RECORD", tmp_path / "bench.json")
    monkeypatch.setattr(pace, "cost", lambda command: 2.0 if pace.REFERENCE in command else 4.0)
    ratios = pace.pace(record=record)
    assert ratios == dict.fromkeys(pace.PROCESSES, 2.0)
    assert "Slower than recorded: first ask\n" in capsys.readouterr().out
    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8")) == (ratios if record else {"first ask": 1.0})


def test_whole_commands_are_measured_only_when_asked_for(monkeypatch):
    monkeypatch.setattr(pace, "cost", lambda command: 1.0)
    assert pace.measured(whole=True).keys() - pace.measured(whole=False).keys() == pace.COMMANDS.keys()


def test_a_command_that_fails_stops_the_run_with_what_it_said():
    assert pace.cost([sys.executable, "-c", ""]) > 0
    with pytest.raises(RuntimeError, match="said before it ended"):
        pace.cost([sys.executable, "-c", "print('said before it ended'); raise SystemExit(3)"])


def test_the_record_holds_ratios_by_name_in_order():
    recorded = json.loads(pace.RECORD.read_text(encoding="utf-8"))
    assert list(recorded) == sorted(recorded)
    assert pace.PROCESSES.keys() <= recorded.keys() <= pace.PROCESSES.keys() | pace.COMMANDS.keys()
    assert all(ratio > 0 for ratio in recorded.values())
