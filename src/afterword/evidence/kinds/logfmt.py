"""logfmt: lines of key=value with a time among them, as Go services write them."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields, further_times, time_keys, time_of, who_of
from afterword.evidence.lines import gather
from afterword.evidence.options import Options
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import lay_out
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""

_PAIR: Final = re.compile(r'(?P<key>[^\s="{}\[\]]+)=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"]*))(?:\s+|$)')
_PREFIX: Final = re.compile(r"(?:\x1b\[[0-9;?]*[A-Za-z])*(?P<service>[\w.\-/]+) +\| +(?=\w+=)")
_PRIORITY: Final = re.compile(r"<\d{1,3}>")
_CLOCK: Final = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?")
_LEVELS: Final = ("level", "lvl", "severity", "loglevel")
_MESSAGES: Final = ("msg", "message", "event")
_ESCAPED: Final = re.compile(r"\\(.)")
_LETTERS: Final = {"n": "\n", "t": "\t", "r": ""}


def score(sample: Sample) -> float:
    """The share of lines of pairs that state a time; other lines may only go on what stands above them."""
    read_as = [] if sample.objects else [(line, _begins(line)) for line in sample.lines]
    made = [pairs for _, pairs in read_as if pairs is not None]
    others = [line.decode("utf-8", "replace") for line, pairs in read_as if pairs is None]
    if not made or len(made) * 4 < len(read_as) or lay_out(others) is not None:
        return 0.0
    clock = Clock(Options())
    keys = time_keys(made, clock)
    return 0.95 * sum(1 for pairs in made if time_of(pairs, keys, clock)[0] is not None) / len(made)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line of pairs, with the lines below it that are none."""
    keys = time_keys([pairs for line in context.sample.lines if (pairs := _begins(line)) is not None], context.clock)
    for pairs, more, offset, length, line, lines in gather(text, _begins):
        moment, main = time_of(pairs, keys, context.clock)
        who = who_of({key: value for key, value in pairs.items() if key != "caller"})
        words = [
            _said({key: value for key, value in pairs.items() if value != who}, main),
            *(extra.decode("utf-8", "surrogateescape") for extra in more),
        ]
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment or NO_TIME,
            what="\n".join(words) or None,
            who=who,
            severity=next((str(pairs[key]) for key in _LEVELS if pairs.get(key)), None),
            moments=further_times(pairs, main, context.clock),
        )


def _begins(raw: bytes) -> dict[str, Plain] | None:
    if raw.startswith(b"<![") or b"]LOG]!>" in raw:
        return None
    line = raw.decode("utf-8", "surrogateescape").strip()
    prefix = _PREFIX.match(line) or _PRIORITY.match(line)
    at = prefix.end() if prefix else 0
    pairs: dict[str, Plain] = {"service": prefix["service"]} if prefix and prefix.re is _PREFIX else {}
    strays = 0
    while at < len(line):
        found = _PAIR.match(line, at)
        if found:
            quoted = found["quoted"]
            pairs[found["key"]] = found["bare"] if quoted is None else _unescaped(quoted)
            at = found.end()
        else:
            # A word without a value (go-kit writes them, so do careless messages) is no reason to give up a line.
            strays += 1
            space = line.find(" ", at)
            at = len(line) if space < 0 else space + 1
    if "date" in pairs and "time" in pairs:
        _join_day(pairs)
    return pairs if len(pairs) >= 2 and strays <= len(pairs) else None


def _join_day(pairs: dict[str, Plain]) -> None:
    """Makes one time of a day, a time of day, and a zone that stand apart, as firewalls write them."""
    time, zone = str(pairs["time"]), str(pairs.get("tz") or "")
    if _CLOCK.fullmatch(time):
        pairs["time"] = f"{pairs.pop('date')} {time}{zone}"


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), quoted) if "\\" in quoted else quoted


def _said(pairs: Fields, main: str | None) -> str:
    message = next((str(pairs[key]) for key in _MESSAGES if pairs.get(key)), "")
    rest = " ".join(
        f"{key}={value}" for key, value in pairs.items() if key != main and key not in (*_LEVELS, *_MESSAGES, "service")
    )
    return f"{message} {rest}".strip()
