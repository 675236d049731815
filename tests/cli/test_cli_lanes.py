"""``afterword timeline --format lanes``: the timeline drawn across a terminal."""

from dataclasses import replace
from pathlib import Path

import pytest

from afterword.cli._fitting import columns_of
from afterword.cli._lanes import ASCII, UNICODE, Signs, as_lanes, signs
from afterword.cli.main import main
from afterword.model.evidence import Entry, Source
from afterword.model.vocabulary import PHASES, EventKind, Phase


def event(
    clock: str,
    what: str,
    *,
    phase: Phase | None = None,
    kind: EventKind | None = None,
    source: str = "slack",
    end: str = "Z",
) -> Entry:
    """An event of a day."""
    place = Source(file=f"{source}.json", kind=source, record=7, offset=0, length=1, sha256="0" * 64)
    at = f"2024-02-15T{clock}{end}"
    return Entry(at=at, what=what, precision="second", phase=phase, kind=kind, sources=(place,))


STORY = (
    event("14:00:00", "v42 is deployed", kind="change", source="deploys"),
    event("14:10:00", "errors rise", phase="began", kind="first_impact", source="access-log"),
    event("14:11:00", "page", phase="detected", kind="alert", source="pagerduty"),
    event("14:11:10", "on it", phase="acknowledged", kind="action", source="pagerduty"),
    event("14:20:00", "pool is full", source="text"),
    event("14:20:00", "pool is full again", source="text"),
    event("14:30:00", "errors end", phase="recovered", kind="recovery", source="access-log"),
    event("14:40:00", "all clear", phase="resolved", kind="end"),
)


PICTURE = """\
2024-02-15, UTC
          14:00         14:10          14:20         14:30         14:40
          -+--------------+--------------+-------------+--------------+-
Changes    o
Impact                    A============================D              E
Alerts                     B
Response                   C
Logs                                     2

  A 14:10:00 began        errors rise
  B 14:11:00 detected     page
  C 14:11:10 acknowledged on it
  D 14:30:00 recovered    errors end
  E 14:40:00 resolved     all clear

  3 further events drawn; --format text lists all."""


def test_each_milestone_stands_in_its_lane_and_in_the_legend() -> None:
    """Letters stand at their time, digits for several events, and the bar lasts until the recovery."""
    assert "\n".join(as_lanes(STORY, 72, ASCII)) == PICTURE


def test_a_wide_terminal_shows_the_evidence_too() -> None:
    """Where there is room each milestone says where it stands."""
    lines = list(as_lanes(STORY, 120, UNICODE))
    assert "  B 14:11:00 detected     page  [pagerduty.json #7]" in lines
    assert any("•" in line for line in lines)
    assert any("━" in line for line in lines)


@pytest.mark.parametrize("width", [1, 40, 60, 79, 80, 160, 400])
@pytest.mark.parametrize("drawn", [ASCII, UNICODE])
def test_no_line_is_wider_than_the_terminal(width: int, drawn: Signs) -> None:
    """Every line fits into the width, 40 columns at least, whatever the events say."""
    wide = [event(f"14:{n:02d}:00", "結果 " * 40, phase=phase) for n, phase in enumerate(PHASES)]
    for line in [*as_lanes([*STORY, *wide], width, drawn)][:-1]:
        assert columns_of(line) <= max(width, 40)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (event("14:00:00", "alone"),),
        (event("14:00:00", "one"), event("14:00:00", "other")),
        (Entry(what="undated"), Entry(what="too")),
    ],
)
def test_what_cannot_be_drawn_is_said(entries: tuple[Entry, ...]) -> None:
    """No time, and one time only, are no picture."""
    assert list(as_lanes(entries, 80, ASCII)) == ["Too few events with a time to be drawn; --format text lists them."]


def test_what_is_far_away_or_of_another_zone_is_counted() -> None:
    """Nothing is left out in silence."""
    further = (event("02:00:00", "night"), event("23:00:00", "late"), event("14:12:00", "local", end=""))
    last = [*as_lanes([*STORY, *further], 80, ASCII)][-1]
    assert "not drawn: 1 earlier, 1 later, 1 without a time, or of another zone" in last


def test_days_and_years_that_are_not_known() -> None:
    """Over several days the axis names them; without a year it says so."""
    days = [replace(STORY[0], at=f"2024-02-{day}T10:00:00Z") for day in (27, 28, 29)]
    assert "02-28" in [*as_lanes(days, 80, ASCII)][1]
    yearless = [replace(STORY[0], at=f"--02-15T10:{minute}:00") for minute in (10, 20, 30)]
    assert next(iter(as_lanes(yearless, 80, ASCII))) == "02-15, year unknown"


@pytest.mark.parametrize(
    ("environment", "drawn"),
    [
        ({"LANG": "en_US.UTF-8"}, UNICODE),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, ASCII),
        ({"LANG": "de_DE.ISO-8859-1"}, ASCII),
        ({"LANG": "C", "LC_CTYPE": "C.utf8"}, UNICODE),
        ({"LANG": "en_US.UTF-8", "TERM": "dumb"}, ASCII),
        ({}, UNICODE),
    ],
)
def test_a_terminal_without_utf8_gets_plain_characters(environment: dict[str, str], drawn: Signs) -> None:
    """The locale, and a terminal that can do nothing, decide."""
    assert signs(environment) is drawn


def test_the_command_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--format lanes`` prints the picture, and says the rest as for text; ``--all`` has none."""
    log = tmp_path / "app.log"
    rows = [f"2024-02-15T14:{minute:02d}:00Z ERROR pool {minute} is full\n" for minute in range(0, 50, 10)]
    log.write_text("".join(rows), encoding="utf-8")
    assert main(["timeline", str(log), "--format", "lanes"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2024-02-15, UTC\n")
    assert "Logs" in out
    assert "Evidence:" in err
    assert main(["timeline", str(log), "--format", "lanes", "--all"]) == 2
    assert "--all has no --format lanes" in capsys.readouterr().err
