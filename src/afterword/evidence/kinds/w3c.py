"""W3C extended logs (IIS, Windows Firewall): columns as its own header says, in the zone that it says."""

from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

_WHO: Final = ("cs-username", "c-ip", "src-ip", "s-ip")


def score(sample: Sample) -> float:
    """Whether it starts with directives, and those name a date and a time."""
    head = sample.head.lstrip()
    fields = next((line for line in head.split(b"\n")[:20] if line.startswith(b"#Fields:")), b"").split()
    return 0.97 if head.startswith(b"#") and b"date" in fields and b"time" in fields else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line below a header; directives are in none."""
    header: list[str] = []
    clock = context.clock
    clock.assumed = ("UTC", "the W3C extended format writes UTC")

    def begins(raw: bytes) -> list[str] | Literal["stray"] | None:
        if not raw.strip():
            return None
        if not raw.startswith(b"#"):
            return raw.decode("utf-8", "surrogateescape").split() if header else STRAY
        words = raw.decode("utf-8", "replace").split()
        if words[0] == "#Fields:":
            header[:] = words[1:]
        elif [word.lower() for word in words[:3]] == ["#time", "format:", "local"]:
            clock.assumed = None
        return STRAY

    for cells, _, offset, length, line, lines in gather(text, begins):
        fields = dict(zip(header, cells, strict=False))
        moment = clock.iso(f"{fields.pop('date', '')} {fields.pop('time', '')}")
        said = {name: cell for name, cell in fields.items() if cell != "-"}
        request = " ".join(said[name] for name in ("cs-method", "cs-uri-stem", "sc-status") if name in said)
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment or NO_TIME,
            what=request or " ".join(f"{name}={cell}" for name, cell in said.items()),
            who=next((said[name] for name in _WHO if name in said), None),
        )
