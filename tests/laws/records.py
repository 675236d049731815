"""Strategies that draw records as a house has to be able to hold them."""

from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from afterword.model.event import Event
from afterword.model.record import Record
from afterword.model.spelled import Severity, SeverityLevel, Spelled

DERIVED = {"schema", "house", "house_confidence", "metrics", "findings", "provenance"}
PLACES = {"line", "end_line", "written"}
DATES = {"report_date", "start", "end", "due", "closed_on", "collected_at"}

PLAIN = [
    "Deploy v2.1.3",
    "error rate at 40 %",
    "see INFRA-3009",
    "naïve café",
    "Ответ",
    "所有",
    "a | b",
    "x < y",
    "100%",
    "it's",
    "Why not?",
]
ODD = [
    "# heading",
    "- item",
    "1. first",
    "> quote",
    "```\ncode\n```",
    "<!-- note -->",
    "| a | b |\n|---|---|",
    "**Summary:**",
    "Owner: me",
    "[^e1]",
    "(A-3)",
    "A-3: do",
    "14:32 restart",
    "2024-02-15",
    "---",
    "<br>",
    "\\|",
    "    indented",
    "Detected",
    "Resolved: yes",
    "{{ title }}",
    "## Impact",
    "**TIMELINE**",
    "two  spaces",
    "tab\there",
    "`code`",
    "[link](https://example.com)",
    "ends with colon:",
    "*",
    "&amp;",
    "\u2028",
]


def texts(*, lines: bool = True) -> st.SearchStrategy[str]:
    """Words, sentences, and Markdown that a place may not be able to hold."""
    word = st.one_of(
        st.sampled_from(PLAIN),
        st.sampled_from(ODD),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    )
    joined = st.lists(word, min_size=1, max_size=3).map(" ".join)
    if lines:
        joined = st.one_of(
            joined,
            st.lists(word, min_size=2, max_size=3).map("\n\n".join),
            st.lists(word, min_size=2, max_size=3).map("\n".join),
        )
    return joined.map(_tidy).filter(bool)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


# Local times: an event's zone is a field of its own.
MOMENTS = st.datetimes(datetime.fromisoformat("2023-01-01"), datetime.fromisoformat("2026-12-31")).map(
    lambda moment: moment.replace(microsecond=0)
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """An event whose time fields agree with each other."""
    moment = draw(MOMENTS)
    form = draw(st.sampled_from(["minute", "minute", "minute", "second", "day", "local", "none"]))
    if form == "minute":
        moment = moment.replace(second=0)
    named: dict[str, Any] = {"precision": "unknown"}
    if form in {"minute", "second"}:
        until = draw(st.sampled_from([None, None, moment + timedelta(minutes=5)]))
        named = {
            "at": moment.isoformat() + "Z",
            "precision": form,
            "zone": draw(st.sampled_from(["UTC", "EST", "+02:00"])),
            "zone_basis": "stated",
            "year_basis": "stated",
            "until": until.isoformat() + "Z" if until else None,
        }
    elif form == "day":
        named = {"at": moment.date().isoformat(), "precision": "day", "year_basis": "stated"}
    elif form == "local":
        named = {"at": moment.replace(second=0).isoformat(), "precision": "minute", "year_basis": "stated"}
    hints = get_type_hints(Event)
    for name in ("who", "what", "notes", "evidence", "phase", "kind", "visibility"):
        optional = st.nothing() if name == "evidence" else st.none()
        named[name] = draw(st.one_of(optional, _value(hints[name], name)))
    named["what"] = named["what"] or draw(texts(lines=False))
    return Event(**named)


def _value(kind: Any, name: str) -> st.SearchStrategy[Any]:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return st.one_of(st.none(), _value(next(a for a in get_args(kind) if a is not type(None)), name))
    if origin is tuple:
        return st.lists(_value(get_args(kind)[0], name), max_size=3).map(tuple)
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if kind is str:
        return st.dates().map(str) if name in DATES else texts()
    if kind is bool:
        return st.booleans()
    if kind is Event:
        return events()
    return instances(kind) if is_dataclass(kind) else st.none()


TOKENS = {
    ("Record", "status"): ["draft", "in_review", "final", "closed"],
    ("Action", "priority"): ["critical", "high", "medium", "low"],
    ("Action", "status"): ["pending", "in_progress", "done", "blocked", "cancelled"],
}
SEVERITIES = [("p1", "P1", "p", 1), ("sev2", "SEV-2", "sev", 2), ("critical", "Critical", "word", 1)]


@st.composite
def instances(draw: st.DrawFn, kind: Any) -> Any:
    """A value of a model class with few fields filled, so that many combinations are tried."""
    hints = get_type_hints(kind)
    named: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in DERIVED | PLACES or (kind is not Record and draw(st.booleans())):
            continue
        if kind is Record and draw(st.integers(0, 5)) > 1 and field.name not in {"timeline", "actions", "title"}:
            continue
        if (kind.__name__, field.name) in TOKENS:
            token = draw(st.sampled_from(TOKENS[kind.__name__, field.name]))
            named[field.name] = Spelled(value=token, written=token)
        elif hints[field.name] == Severity | None:
            value, written, scale, rank = draw(st.sampled_from(SEVERITIES))
            potential = (
                SeverityLevel(value=value, written=written, scale=scale, rank=rank) if draw(st.booleans()) else None
            )
            named[field.name] = Severity(value=value, written=written, scale=scale, rank=rank, potential=potential)
        elif field.name == "id" and kind.__name__ == "Action":
            named[field.name] = draw(st.sampled_from([None, "A-1", "A-2", "A-3"]))
        elif field.name == "heading":
            named[field.name] = draw(st.sampled_from([None, "Vendor contact", "Impact", "Notes from legal"]))
        else:
            named[field.name] = draw(_value(hints[field.name], field.name))
    return kind(**named)


def records() -> st.SearchStrategy[Record]:
    """Any record."""
    return instances(Record)
