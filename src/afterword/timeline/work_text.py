"""The working file of a timeline as text: TOML, an event a table, a field a line."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from afterword.errors import InputError
from afterword.evidence.clock import Clock
from afterword.evidence.options import Options
from afterword.evidence.recognition import WORKING_FILE
from afterword.model.vocabulary import PHASES, Precision
from afterword.timeline.choices import BY_HAND, FIELDS, Choice, Work, digest, unlike
from afterword.timeline.plainly import one_line

VERSION = 1
"""Of the form of the file."""

_HEADER = "[[event]]"
_OURS = "#:"
_KEYS = frozenset({"id", *FIELDS, "keep", "because", "into", "evidence", "made", "like", "also", "missing"})
_HEAD = """\
#: The working file of a timeline. `afterword timeline EVIDENCE... --work FILE` brings it up to date and keeps what
#: you chose; `afterword draft EVIDENCE... --work FILE` takes it. In an event you may write or change
#:
#:   keep = false             leave it out
#:   keep = true              tell it, however many other events there are
#:   because = "..."          why
#:   at, phase, who, what     in place: your words stay; phase = "" for none
#:   into = "ID"              tell it with another event, by its id
#:
#: An [[event]] of your own needs at and what; evidence = ["app.log:12"] where a line speaks for it.
#: Leave id, made, like, and also as they are. Lines that begin with #: are written anew, other comments stay.
"""
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_YEARLESS = re.compile(r"--\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\Z")
_EVIDENCE_LINE = re.compile(r".+:[1-9]\d*\Z")


def is_work(text: str) -> bool:
    """Whether a text is the working file of a timeline, however it was changed."""
    return re.search(rf"^{WORKING_FILE}\s*=", text, re.MULTILINE) is not None


def write_work(work: Work) -> str:
    """The file; the same work gives the same text."""
    head = "".join(f"{line}\n" for line in work.remarks)
    events = "".join(f"\n{line}" for choice in work.choices for line in ("\n".join(_lines(choice)) + "\n",))
    return f"{_HEAD}{head}\n{WORKING_FILE} = {VERSION}\n{events}"


def read_work(text: str, name: str) -> Work:
    """What a working file says; ``name`` is what an error calls it.

    errors: InputError where it is no TOML, holds a conflict of a merge, or says what an event cannot have.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if found := _CONFLICT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise InputError(f"{name}, line {line}: holds an unresolved merge; keep one of its sides")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{name}: is not valid TOML: {error}") from error
    version = data.pop(WORKING_FILE, None)
    if version != VERSION or isinstance(version, bool):
        raise InputError(f"{name}: is no working file of a timeline ({WORKING_FILE} = {VERSION} is not there)")
    events = data.pop("event", [])
    if data or not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        wrong = next(iter(data), "event")
        raise InputError(f"{name}: {wrong!r} is nothing that a working file holds; its events are tables [[event]]")
    places = _places(text.split("\n"))
    if len(places) != len(events) + 1:
        places = [places[0], *((None, ()) for _ in events)]
    choices = [
        _choice(cast(Mapping[str, object], event), _Place(name, line), remarks)
        for event, (line, remarks) in zip(events, places[1:], strict=True)
    ]
    return Work(choices=tuple(_united(_named(choices), name)), remarks=places[0][1])


class _Place:
    """Where an event stands, for errors."""

    def __init__(self, name: str, line: int | None) -> None:
        self.line = line
        self._name = f"{name}, line {line}" if line else name

    def wrong(self, message: str) -> InputError:
        return InputError(f"{self._name}: {message}")


def _choice(event: Mapping[str, object], place: _Place, remarks: tuple[str, ...]) -> Choice:
    unknown = sorted(event.keys() - _KEYS)
    if unknown:
        raise place.wrong(f"an event has no {unknown[0]!r}; it has at, phase, who, what, keep, because, into, evidence")
    made = tuple(_text(event, "made", place).split())
    if made and len(made) != len(FIELDS):
        raise place.wrong("made is not as it was written")
    text = {field: one_line(_text(event, field, place), 2000) for field in FIELDS}
    precision: Precision = "second"
    if not made or digest(text["at"]) != made[0]:
        text["at"], precision = _time(text["at"], place)
    if not made or digest(text["phase"]) != made[1]:
        text["phase"] = _phase(text["phase"], place)
    if not made and not (text["at"] and text["what"]):
        raise place.wrong("an event by hand needs at and what")
    keep = event.get("keep")
    if keep is not None and not isinstance(keep, bool):
        raise place.wrong("keep is true or false")
    return Choice(
        id=_text(event, "id", place),
        text=text,
        made=made,
        like=_text(event, "like", place),
        also=_texts(event, "also", place),
        evidence=_evidence(event, place, by_hand=not made),
        keep=keep,
        because=one_line(_text(event, "because", place), 2000) or None,
        into=_text(event, "into", place) or None,
        remarks=remarks,
        missing=bool(event.get("missing")),
        line=place.line,
        precision=precision,
    )


def _text(event: Mapping[str, object], key: str, place: _Place) -> str:
    value = event.get(key, "")
    if isinstance(value, datetime | date) and key == "at":
        return value.isoformat()
    if not isinstance(value, str):
        raise place.wrong(f"{key} is text in quotation marks")
    return value.strip()


def _texts(event: Mapping[str, object], key: str, place: _Place) -> tuple[str, ...]:
    value = event.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise place.wrong(f"{key} is a list of texts")
    return tuple(cast(list[str], value))


def _evidence(event: Mapping[str, object], place: _Place, *, by_hand: bool) -> tuple[str, ...]:
    found = _texts(event, "evidence", place)
    wrong = next((text for text in found if "sha256" not in text and not _EVIDENCE_LINE.match(text)), None)
    if by_hand and wrong is not None:
        raise place.wrong(f"{wrong!r} is no place of the evidence; write FILE:LINE, as app.log:1204")
    return found


def _time(written: str, place: _Place) -> tuple[str, Precision]:
    if not written or _YEARLESS.match(written):
        return written, "second" if written else "unknown"
    moment = Clock(Options()).iso(written)
    if moment is None or moment.at is None or moment.at.startswith("--"):
        raise place.wrong(f"at {written!r} is no time that can be read; write it as 2024-02-15T14:00:00Z")
    return moment.at, moment.precision


def _phase(written: str, place: _Place) -> str:
    phase = written.lower().replace(" ", "_").replace("-", "_")
    if phase and phase not in PHASES:
        raise place.wrong(f"phase {written!r} is none of {', '.join(PHASES)}")
    return phase


def _named(choices: Sequence[Choice]) -> list[Choice]:
    """The events, those that a person has just written with an identifier of their own."""
    known = {choice.id for choice in choices if choice.id}
    new = [choice for choice in choices if not choice.id]
    names = iter(unlike([BY_HAND + digest(c.text["at"] + c.text["what"]) for c in new], known))
    return [choice if choice.id else replace(choice, id=next(names)) for choice in choices]


def _united(choices: Sequence[Choice], name: str) -> Iterator[Choice]:
    """The events, one that stands twice, as after a merge of two versions, once with the choices of both.

    errors: InputError where the two say different things, and for an event that is to be told with itself.
    """
    known: dict[str, Choice] = {}
    for choice in choices:
        known[choice.id] = _both(known[choice.id], choice, name) if choice.id in known else choice
    for choice in known.values():
        seen, into = {choice.id}, choice.into
        while into and (other := known.get(into)):
            if into in seen:
                raise InputError(f"{name}, line {choice.line}: into {choice.into!r} leads back to itself")
            seen.add(into)
            into = other.into
        if choice.into and choice.into not in known:
            raise InputError(f"{name}, line {choice.line}: into {choice.into!r}: no event has this id")
    yield from known.values()


def _both(one: Choice, other: Choice, name: str) -> Choice:
    decided = [(choice.keep, choice.because, choice.into, *_edits(choice)) for choice in (one, other)]
    pairs = list(zip(*decided, strict=True))
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        raise InputError(
            f"{name}, line {other.line}: event {one.id} stands here and in line {one.line}, with two different choices;"
            " leave one"
        )
    keep, because, into = (pair[1] if pair[0] is None else pair[0] for pair in pairs[:3])
    text = {field: other.edits.get(field, one.text[field]) for field in FIELDS}
    return replace(
        one,
        keep=cast(bool | None, keep),
        because=cast(str | None, because),
        into=cast(str | None, into),
        text=text,
        precision=other.precision if "at" in other.edits else one.precision,
        remarks=tuple(dict.fromkeys([*one.remarks, *other.remarks])),
    )


def _edits(choice: Choice) -> Iterator[str | None]:
    return (choice.edits.get(field) for field in FIELDS)


def _places(lines: Sequence[str]) -> list[tuple[int | None, tuple[str, ...]]]:
    """For what precedes the events, and for each event: its line, and the comments of people that belong to it.

    shape: a comment directly above an event belongs to it; one behind a value becomes a line.
    """
    found: list[tuple[int | None, list[str]]] = [(None, [])]
    above: list[str] = []
    quotes = ""
    for number, line in enumerate(lines, 1):
        quotes, comment = _comment(line, quotes)
        stripped = line.strip()
        if comment is not None and stripped.startswith("#"):
            above += [] if comment.startswith(_OURS) else [comment]
            continue
        if stripped.partition("#")[0].rstrip() == _HEADER and not quotes:
            found.append((number, above))
        else:
            found[-1][1].extend(above)
        above = []
        if comment is not None and not comment.startswith(_OURS):
            found[-1][1].append(comment)
    found[-1][1].extend(above)
    return [(line, tuple(remarks)) for line, remarks in found]


def _comment(line: str, quotes: str) -> tuple[str, str | None]:
    """The quotes of a text of several lines that is open at the end of the line, and the line's comment, if any."""
    rest = line
    while rest:
        if quotes:
            _, found, rest = rest.partition(quotes)
            quotes = "" if found else quotes
            continue
        if rest.startswith("#"):
            return "", rest.rstrip()
        if rest.startswith(('"""', "'''")):
            quotes, rest = rest[:3], rest[3:]
        elif text := _BASIC.match(rest):
            rest = rest[text.end() :]
        else:
            rest = rest[1:]
    return quotes, None


def _lines(choice: Choice) -> Iterator[str]:
    yield _HEADER
    yield from choice.remarks
    yield f"id = {_quoted(choice.id)}"
    if choice.missing:
        yield "missing = true"
    for name, value in (("keep", choice.keep), ("because", choice.because), ("into", choice.into)):
        if value is not None:
            yield f"{name} = {str(value).lower() if isinstance(value, bool) else _quoted(value)}"
    for name in FIELDS:
        yield f"{name} = {_quoted(choice.text.get(name, ''))}"
        if name in choice.proposals:
            yield f"{_OURS} proposed: {_quoted(choice.proposals[name])}"
    if choice.said:
        # a comment has no escapes
        said = "".join(letter if letter.isprintable() else "\ufffd" for letter in one_line(choice.said, 400))
        yield f"{_OURS} {said}"
    yield from _listed("evidence", choice.evidence)
    if choice.made:
        yield f"made = {_quoted(' '.join(choice.made))}"
        yield f"like = {_quoted(choice.like)}"
    yield from _listed("also", choice.also)


def _listed(name: str, texts: Sequence[str]) -> Iterator[str]:
    if len(texts) == 1:
        yield f"{name} = [{_quoted(texts[0])}]"
    elif texts:
        yield f"{name} = ["
        yield from (f"  {_quoted(text)}," for text in texts)
        yield "]"


def _quoted(text: str) -> str:
    clean = "".join("\ufffd" if 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in text)
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
