"""The Linux audit log: lines of one serial number are one event; commands written in hexadecimal are decoded."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.clock import Clock
from afterword.evidence.headed import decoded
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LINE: Final = re.compile(
    r"(?:node=(?P<node>\S+) )?type=(?P<type>[\w\[\]]+) msg=audit\((?P<epoch>\d{9,11}\.\d{3}):(?P<serial>\d+)\):\s?"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_BETWEEN: Final = (b"----", b"time->")
"""What ausearch writes between events."""
_FIELD: Final = re.compile(r"""([\w\-]+)=(?:"([^"]*)"|'([^']*)'|(\S*))""")
_HEX: Final = re.compile(r"(?:[0-9A-F]{2}){2,}\Z")
_ARGUMENT: Final = re.compile(r"a\d+(?:\[\d+\])?\Z")
_ENCODED: Final = frozenset({"proctitle", "cmd", "comm", "exe", "acct", "name", "cwd", "data"})
_NOBODY: Final = frozenset({"4294967295", "-1", "unset", "(unset)", "?", "(null)", "(none)", ""})
_SAID: Final = ("op", "acct", "unit", "exe", "comm", "name", "addr", "hostname", "terminal", "key", "success", "res")
_COMMANDS: Final = ("command", "proctitle", "cmd")

_Line = tuple[str, str, str, str, str]
"""Serial and time as a key, time, type, host, fields."""


def score(sample: Sample) -> float:
    """The share of lines that are records of the audit system."""
    lines = [line for line in sample.lines if not line.startswith(_BETWEEN)]
    return 0.98 * sum(1 for line in lines if _begins(line) != STRAY) / len(lines) if lines else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event: the lines that follow each other and have the same time and serial number."""
    event: list[_Line] = []
    start = end = first = last = 0
    for head, _, offset, length, line, lines in gather(text, _begins):
        if event and head[0] == event[0][0]:
            event.append(head)
        else:
            if event:
                yield _record(event, context.clock)._replace(offset=start, length=end - start, line=first, lines=last)
            event, start, first = [head], offset, line
        end, last = offset + length, line + lines - first
    if event:
        yield _record(event, context.clock)._replace(offset=start, length=end - start, line=first, lines=last)


def _begins(raw: bytes) -> _Line | Literal["stray"]:
    found = _LINE.match(decoded(raw))
    if not found:
        return STRAY
    return (
        f"{found['node'] or ''} {found['epoch']}:{found['serial']}".strip(),
        found["epoch"],
        found["type"],
        found["node"] or "",
        found["rest"],
    )


def _record(event: list[_Line], clock: Clock) -> Record:
    fields: dict[str, str] = {}
    for _, _, kind, _, rest in event:
        own = _fields(rest)
        if kind == "EXECVE":
            own["command"] = " ".join(value for name, value in own.items() if _ARGUMENT.match(name))
        for name, value in own.items():
            if value not in _NOBODY and not _ARGUMENT.match(name):
                fields.setdefault(name, value)
    types = " ".join(dict.fromkeys(kind for _, _, kind, _, _ in event if kind not in ("EOE", "PROCTITLE")))
    command = next((fields[name] for name in _COMMANDS if name in fields), None)
    said = " ".join(f"{name}={fields[name]}" for name in _SAID if name in fields)
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=clock.epoch(event[0][1], "s") or NO_TIME,
        what=": ".join(part for part in (types or event[0][2], command) if part) + (f" ({said})" if said else ""),
        who=_who(fields, event[0][3]),
        native_id=event[0][0],
        severity="error" if fields.get("res") in ("failed", "0") or fields.get("success") == "no" else None,
    )


def _fields(rest: str) -> dict[str, str]:
    """Names and values of a line; those of a message within it count as its own."""
    found: dict[str, str] = {}
    for name, quoted, message, bare in _FIELD.findall(rest.replace("\x1d", " ")):
        if name == "msg" and message:
            found.update(_fields(message))
        else:
            value = quoted or message or bare
            encoded = bare and (name in _ENCODED or _ARGUMENT.match(name)) and _HEX.match(bare)
            found.setdefault(name, _decoded(bare) if encoded else value)
    return found


def _decoded(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-8", "replace").replace("\0", " ").strip()


def _who(fields: dict[str, str], node: str) -> str | None:
    """The person who logged in, by name where the log has it, rather than what he became."""
    person = fields.get("AUID") or (f"auid {fields['auid']}" if "auid" in fields else None)
    person = person or fields.get("acct") or fields.get("UID") or (f"uid {fields['uid']}" if "uid" in fields else None)
    return " ".join(part for part in (node, person) if part) or None
