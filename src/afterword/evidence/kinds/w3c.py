"""W3C extended logs (IIS, Windows Firewall): columns as its own header says, in the zone that it says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Literal

from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.values import dataclass

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_CELL: Final = re.compile(r'"((?:[^"]|"")*)"|(\S+)')
_WHO: Final = ("cs-username", "c-ip", "src-ip", "s-ip")


@dataclass(slots=True)
class _Days:
    """The day of times whose lines state none: that of the header, and the next where the times begin again."""

    stated: str = ""
    _day: str = ""
    _from: str = ""
    _last: str = ""

    def of(self, time: str) -> str:
        """The day of the next line."""
        if self._from != self.stated:
            self._from = self._day = self.stated
        elif self._day and time[:2] < "04" and self._last[:2] > "20":
            self._day = str(date.fromisoformat(self._day) + timedelta(days=1))
        self._last = time
        return self._day


def score(sample: Sample) -> float:
    """Whether it starts with directives, and those name a date and a time."""
    head = sample.head.lstrip()
    fields = next((line for line in head.split(b"\n")[:20] if line.startswith(b"#Fields:")), b"").split()
    dated = b"date" in fields or b"#Date:" in head
    return 0.97 if head.startswith(b"#") and dated and b"time" in fields else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line below a header; directives are in none."""
    header: list[str] = []
    days = _Days()
    clock = context.clock
    clock.assumed = ("UTC", "the W3C extended format writes UTC")

    def begins(raw: bytes) -> list[str] | Literal["stray"] | None:
        if not raw.strip():
            return None
        if not raw.startswith(b"#"):
            return _cells(raw) if header else STRAY
        words = raw.decode("utf-8", "replace").split()
        if words[0] == "#Fields:":
            header[:] = words[1:]
        elif words[0] == "#Date:" and len(words) > 1:
            days.stated = words[1]
        elif [word.lower() for word in words[:3]] == ["#time", "format:", "local"]:
            clock.assumed = None
        return STRAY

    for cells, _, offset, length, line, lines in gather(text, begins):
        fields = dict(zip(header, cells, strict=False))
        time = fields.pop("time", "")
        day = fields.pop("date", "")
        moment = clock.iso(f"{day or days.of(time)} {time}")
        if moment and not day:
            carried = "the day is carried from the header"
            reason = f"{carried}; {moment.basis_reason}" if moment.basis_reason else carried
            moment = replace(moment, basis_reason=reason)
        said = {name: cell for name, cell in fields.items() if cell != "-"}
        path = "cs-uri-stem" if "cs-uri-stem" in said else "cs-uri"
        request = " ".join(said[name] for name in ("cs-method", path, "sc-status") if name in said)
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment or NO_TIME,
            what=request or " ".join(f"{name}={cell}" for name, cell in said.items()),
            who=next((said[name] for name in _WHO if name in said), None),
        )


def _cells(raw: bytes) -> list[str]:
    line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
    return [quoted or bare for quoted, bare in _CELL.findall(line)] if '"' in line else line.split()
