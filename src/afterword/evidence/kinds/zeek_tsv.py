"""Logs of Zeek (Bro) in columns: what they hold as their own header says, times in seconds since 1970."""

from collections.abc import Iterator
from dataclasses import field
from typing import Final, Literal

from afterword.evidence.headed import decoded
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.values import dataclass

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_APART: Final = frozenset({"ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "fuid", "uids"})
_LONGEST: Final = 400


@dataclass(slots=True)
class _Log:
    """Goes through the lines; knows the columns that the last header named."""

    separator: str = "\t"
    unset: str = "-"
    empty: str = "(empty)"
    path: str = ""
    columns: list[str] = field(default_factory=list)

    def begins(self, raw: bytes) -> dict[str, str] | Literal["stray"]:
        line = decoded(raw)
        if line.startswith("#"):
            self._directive(line)
            return STRAY
        cells = line.split(self.separator)
        if not self.columns or len(cells) < 2 or len(cells) > len(self.columns):
            return STRAY
        pairs = zip(self.columns, cells, strict=False)
        fields = {name: cell for name, cell in pairs if cell not in (self.unset, self.empty, "")}
        return {**fields, "": self.path}

    def _directive(self, line: str) -> None:
        if line.startswith("#separator "):
            code = line.partition(" ")[2].strip()
            self.separator = code.encode("ascii", "ignore").decode("unicode_escape") or self.separator
            return
        name, *values = line.split(self.separator)
        if name == "#fields":
            self.columns = values
        elif name == "#path" and values:
            self.path = values[0]
        elif name == "#unset_field" and values:
            self.unset = values[0]
        elif name == "#empty_field" and values:
            self.empty = values[0]


def score(sample: Sample) -> float:
    """Whether it starts with the header that each of them has."""
    head = sample.head.lstrip()
    starts = head.startswith((b"#separator ", b"#fields\tts\t"))
    return 0.99 if starts and b"\n#fields" in b"\n" + head[:4096] else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line below a header; directives are in none."""
    for fields, _, offset, length, line, lines in gather(text, _Log().begins):
        written = fields.get("ts", "")
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=context.clock.epoch(written, "s") or context.clock.iso(written) or NO_TIME,
            what=_said(fields),
            who=fields.get("id.orig_h") or fields.get("src") or fields.get("host"),
        )


def _said(fields: dict[str, str]) -> str:
    ends = [_end(fields, side) for side in ("orig", "resp")]
    between = " -> ".join(end for end in ends if end)
    rest = " ".join(f"{name}={cell}" for name, cell in fields.items() if name and name not in _APART)
    said = " ".join(part for part in (fields[""], between, rest) if part)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."


def _end(fields: dict[str, str], side: str) -> str:
    host, port = fields.get(f"id.{side}_h", ""), fields.get(f"id.{side}_p", "")
    return f"{host}:{port}" if port else host
