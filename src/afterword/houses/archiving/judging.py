"""Whether a document of an archive is a postmortem, a template, an index, or something else."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Literal, cast

from afterword.houses.reading.naming import usual_name
from afterword.houses.reading.work import get_in
from afterword.houses.words import words
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.fenced import without_code

Sort = Literal["postmortem", "template", "index", "other"]
"""What a document is."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "summary": ("summary", "executive_summary"),
    "impact": ("impact",),
    "timeline": ("timeline",),
    "lead-up": ("lead_up",),
    "detection": ("detection",),
    "response": ("response",),
    "recovery": ("recovery",),
    "root cause": ("analysis.root_cause", "analysis.root_causes", "analysis.proximate", "analysis.trigger"),
    "contributing factors": ("analysis.contributing_factors",),
    "whys": ("analysis.whys",),
    "went well": ("went_well",),
    "went wrong": ("went_wrong",),
    "lucky": ("lucky",),
    "lessons": ("lessons",),
    "actions": ("actions",),
    "supporting data": ("supporting_data",),
    "backlog": ("backlog",),
    "recurrence": ("recurrence",),
    "links": ("links",),
}
"""The usual sections by their usual names, each with the fields that it may fill."""

ASK = "; name the file itself to take it"
"""How the reason ends of what is passed over although something of a postmortem stands in it."""
_WEAK = frozenset({"summary", "links", "supporting data", "actions", "backlog", "recurrence"})
_HTML = "br p a b i em strong div span img sub sup details summary code pre table tr td th u kbd"
_LINKED = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|\|)[ \t]*.{0,40}\[[^\]]{1,300}\]\([^)]{1,999}\)", re.MULTILINE)
_HEADING = re.compile(r"^(?:#{1,6})[ \t]+(?P<name>\S.*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEAST_WORDS = 80
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a document is, and why."""

    sort: Sort
    """What it is."""
    reason: str
    """In words, as a report says it; empty for a postmortem."""


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    loaded = json.loads(Path(__file__).with_name("signs.json").read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in loaded.items()}


@cache
def _holes_of_templates() -> re.Pattern[str]:
    """Places that somebody has to fill in: holes, words in angles that are no HTML, stand-ins, orders in brackets."""
    stand_ins, orders = ("|".join(map(re.escape, _signs()[name])) for name in ("stand_in", "order"))
    return re.compile(
        rf"\{{\{{[^{{}}\n]*\}}\}}|<(?!!--|https?:|mailto:|/?(?:{'|'.join(_HTML.split())})\b)[A-Za-z][\w ,./-]{{2,60}}>"
        rf"|\b(?:{stand_ins})\b|\[(?:{orders})\b[^\]\n]*\]",
        re.IGNORECASE,
    )


def is_never_a_document(name: str) -> bool:
    """Whether a file's ending is that of a program, of data, or of settings."""
    path = PurePosixPath(name.lower())
    return (path.suffix or path.name).lstrip(".") in _signs()["never"]


def sections_of(record: Record) -> tuple[str, ...]:
    """The usual sections that a record holds, by their usual names."""
    tree = cast(dict[str, Plain], to_plain(record))
    return tuple(name for name, paths in SECTIONS.items() if any(_says(tree, path) for path in paths))


def _says(tree: dict[str, Plain], path: str) -> bool:
    value = get_in(tree, tuple(path.split(".")))
    return any(value.values()) if isinstance(value, dict) else bool(value)


def judge(record: Record, text: str, name: str) -> Judgement:
    """What a document is.

    ``name`` is its path in the archive; what stands in the document outweighs it.
    """
    stem = PurePosixPath(name).stem.lower()
    dated = sum(event.at is not None for event in record.timeline)
    sections = sections_of(record)
    strong = [section for section in sections if section not in _WEAK]
    if dated < _FEW and len(strong) < 2 and stem in _signs()["other"]:
        return Judgement(sort="other", reason=f"no postmortem: it is named {stem}")
    if dated < _FEW:
        if found := _as_template(record, text, stem, dated):
            return found
        if found := _as_index(text, stem, strong):
            return found
    title = f"{name} {record.title or ''}".lower()
    is_about = any(word in title for word in _signs()["about"])
    long = len(re.findall(r"\w+", text)) >= _LEAST_WORDS
    is_told = dated >= _FEW or len(strong) >= 2 or (dated and len(sections) >= 2)
    if is_told or _is_headed(record, text) or (is_about and (strong or dated or "actions" in sections or long)):
        return Judgement(sort="postmortem", reason="")
    return Judgement(sort="other", reason=f"no postmortem: {_too_little(sections, dated, text)}")


def _is_headed(record: Record, text: str) -> bool:
    """Whether its headings say so, although what stands below one or the other could not be read."""
    headed = _headed(text)
    strong = headed - {*_signs()["weak_headings"]}
    is_graded = bool(strong) and record.severity is not None
    return len(headed) >= _FEW and (is_graded or (len(strong) >= 2 and len(sections_of(record)) >= _FEW))


def _headed(text: str) -> set[str]:
    """The usual sections by the headings below which words stand."""
    plain = _COMMENT.sub(" ", without_code(text))
    found = [*_HEADING.finditer(plain)]
    ends = [*(each.start() for each in found), len(plain)][1:]
    told = (each["name"] for each, end in zip(found, ends, strict=False) if re.search(r"\w", plain[each.end() : end]))
    named = (words().headings.get(usual_name(name) or "") for name in told)
    return {name for name in named if name}


def _too_little(sections: Sequence[str], dated: int, text: str) -> str:
    """What was found of a document that is not enough."""
    if not re.search(r"\w", text):
        return "it holds no words"
    if not sections:
        return "it has no timeline and none of the usual sections"
    events = f", {dated} dated event{'s' if dated > 1 else ''}" if dated else ""
    return f"of the usual sections it has only {' and '.join(sections)}{events}{ASK}"


def _as_template(record: Record, text: str, stem: str, dated: int) -> Judgement | None:
    named = {*re.split(r"[\W_]+", stem), *re.split(r"\W+", (record.title or "").lower())}
    if named & set(_signs()["template"]):
        return Judgement(sort="template", reason="a template by its name, without a timeline")
    holes = _holes(text)
    if len(holes) >= _FEW and not dated and not record.incident.start:
        return Judgement(sort="template", reason=f"a template: {len(holes)} places to fill in, such as {holes[0]}")
    return None


def _holes(text: str) -> Sequence[str]:
    return list(dict.fromkeys(match.group() for match in _holes_of_templates().finditer(without_code(text))))


def _as_index(text: str, stem: str, strong: Sequence[str]) -> Judgement | None:
    if stem in _signs()["index"] and len(strong) < 2:
        return Judgement(sort="index", reason=f"an index by its name ({stem}), without a timeline")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    linked = len(_LINKED.findall(text))
    if linked >= 5 and linked * 2 > len(lines) and len(strong) < 2:
        return Judgement(sort="index", reason=f"an index: {linked} of its {len(lines)} lines are links")
    return None
