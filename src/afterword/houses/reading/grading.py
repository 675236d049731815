"""The severity of an incident, where it stands in no place of its own: under a label in a section, in the title, ..."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from afterword.houses.fields import WHYS, Path, read_severity
from afterword.houses.reading.outline import Section, main_field, owners
from afterword.houses.reading.places import Place
from afterword.houses.reading.residue import is_choice
from afterword.houses.reading.work import Work, get_in
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later, one_of
from afterword.text.wording import name_key

SEVERITY: Path = ("severity",)
_TITLE: Path = ("title",)
_ELSEWHERE: frozenset[Path] = frozenset({("timeline",), ("actions",), WHYS, ("links",)})
"""Sections whose grades are those of something else."""

_GRADE = r"(?:sev(?:erity)?[\s-]?[0-5]|P[0-4])(?![\w-])"
_SIGNS = ("sev", *(f"p{grade}" for grade in range(5)))
"""What every grade has of these, in lower case."""
_IN_TITLE = later(
    rf"(?<![\w-]){_GRADE}|(?:(?<=^)|(?<=[\[(|]))S[01245](?=\s*[\])|:]|\s+[-\u2013\u2014|]\s)", re.IGNORECASE
)
_SENTENCE = later(
    r"\b(?:an?|as|was|is|declared|opened|raised to|upgraded to|downgraded to|graded|rated(?:\s(?:it|this|that))?)"
    r"\s+(?:an?\s+)?"
    rf"[*_`]{{0,3}}(?P<value>{_GRADE})[*_`]{{0,3}}"
    r"(?=\s+(?:severity\s+)?(?:incident|outage|event|as|because|since)\b|\s*[.,;)]|\s*$)",
    re.IGNORECASE,
)
_SOLE = later(
    r"(?:^|[.!?]\s|\(|[|\u00b7\u2022]\s)[\s>*_`#\[-]*(?P<value>(?:sev(?:erity)?(?:\s(?:level|rating))?[\s=-]{0,3}[0-5]|P[0-4]))"
    r"(?=[*_`\])]*\s*(?:[.)|\u00b7\u2022]|$))",
    re.IGNORECASE,
)
"""A sentence or a line that is a grade and nothing else."""
_CLASSED = later(
    r"\b(?:incident|outage|event|this|it)\s(?:was|is|has been)\s"
    r"(?:classified|categori[sz]ed|rated|graded|assessed|declared)"
)
_CLASSING = ("classified", "categori", "rated", "graded", "assessed", "declared")
"""What every such sentence has one of."""
_BADGE = later(r"!\[(?P<alt>[^\]\n]{0,60})\]\((?P<url>[^)\s]{0,300})[^)\n]*\)")
_IN_URL = later(r"badge/(?:[^/\s-]*(?:severity|sev|priority)[^/\s-]*-)(?P<value>[\w%]+(?:--[\w%]+)?)", re.IGNORECASE)
_TAG = later(r"(?<![\w-])(?:severity|sev|p|s|priority)(?:[-_:/ ]{0,2})(?:[0-5])(?![\w-])", re.IGNORECASE)
_HASHED = later(r"#(?:severity|sev|priority)[:=/_-](?P<value>\w{1,12})(?!\w)", re.IGNORECASE)
_VALUE = r"(?P<value>[^|<\n]{1,60}?)[\s*_`\\)\]]*(?:$|\||<|\s\s)"
_JOINT = later(r"\s*(?:[&/,+]|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)
_FIRST_WORDS = later(
    r"[\s*_`]*(?P<value>[^\s*_`.,;:(\u2013\u2014-][^*_`.,;:(\n\u2013\u2014]{0,40}?)[*_`]*\s*(?:[.,;:(\u2013\u2014]|\s-\s|$)"
)
_BESIDE = later(r"[|\u00b7\u2022]\s*(?=\S)")
_NO_GRADE = later(r"(?:none|non|not)[\s-]critical\b", re.IGNORECASE)
_NEXT_LABEL = later(r"[*_]{1,3}\s+[-\u2013\u2014]\s+[*_]{1,3}")
_FIRST_PART = later(r"[,;]\s")
_TWO = 2
_FOOTER = 12
"""How many lines at the end of a document may be its footer."""
_LONGEST = 400
"""Characters; a longer line is prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grade:
    """A grade that stands somewhere."""

    span: Span
    place: str


def find_severity(work: Work, cut: Sequence[Section]) -> None:
    """Takes the severity from where a person finds it, in a document of no known house that has no place for it."""
    if not work.house.reads_freely or get_in(work.scan.tree, SEVERITY):
        return
    for found in _candidates(work, cut):
        text = work.text(found.span)
        if (read_severity(text)["rank"] is None and not _NO_GRADE.match(text)) or is_choice(text):
            continue
        titles = work.scan.scalars.get(_TITLE)
        place = Place(span=found.span, codec="line")
        is_titled = bool(titles) and found.place == "the title"
        work.put(
            SEVERITY, work.value(SEVERITY, text), replace(titles[0], span=found.span) if is_titled and titles else place
        )
        line = work.source.line_at(found.span.start)
        work.doubt("RD432", f"The severity {text!r} stands in {found.place} only.", line, "severity")
        return


def _candidates(work: Work, cut: Sequence[Section]) -> Iterator[_Grade]:
    own = [s for s in cut if tells_of_incident(s)]
    yield from _labelled(work, own, footer_lines(cut))
    yield from _joined(work, own)
    yield from _in_title(work)
    yield from _in_badges(work, own)
    yield from _in_tags(work)
    yield from _hashed(work, own)
    yield from _nested(work)
    yield from _in_sentences(work, own)


def _in_title(work: Work) -> Iterator[_Grade]:
    places = work.scan.scalars.get(_TITLE)
    match = _IN_TITLE.search(work.text(places[0].span)) if places else None
    if places and match:
        start = places[0].span.start
        yield _Grade(span=Span(start + match.start(), start + match.end()), place="the title")


def _joined(work: Work, cut: Sequence[Section]) -> Iterator[_Grade]:
    """The grade with which a section begins whose heading names the severity beside something else."""
    for section in cut:
        first = next((b for b in section.blocks if b.kind != "html"), None)
        names = [part.strip().casefold() for part in _JOINT.split(section.title)]
        is_named = words().labels.get(name_key(section.title)) == "severity" and section.title
        is_joint = len(names) >= _TWO and words().grading & set(names)
        if first is None or first.kind != "paragraph" or not (is_joint or is_named):
            continue
        text = work.text(first.text).split("\n", 1)[0]
        lead = _FIRST_WORDS.match(text)
        if lead and (read_severity(lead["value"])["rank"] is not None or _NO_GRADE.match(lead["value"])):
            at = first.text.start
            yield _Grade(span=Span(at + lead.start("value"), at + lead.end("value")), place=f"{section.title!r}")


def _labelled(work: Work, cut: Sequence[Section], footer: Sequence[int]) -> Iterator[_Grade]:
    for section, line in lines_of(work, cut):
        place = f"the section {section.title!r}" if section.title else "the opening"
        yield from _labelled_line(work, line, place, is_general=is_general_section(section))
    for line in footer:
        yield from _labelled_line(work, line, "the end", is_general=True)


def _labelled_line(work: Work, line: int, place: str, *, is_general: bool) -> Iterator[_Grade]:
    content = work.source.content(line)
    if len(content) >= _LONGEST:
        return
    may_part = "|" in content or not content.isascii()
    is_row = content.lstrip().startswith("|")
    marks = [m.end() for m in _BESIDE.finditer(content)] if may_part and not is_row else []
    for start in [0, *marks]:
        match = _label(is_general=is_general).match(content, start)
        if match is None:
            continue
        at, value = work.source.bounds[line][0] + match.end(), content[match.end() :]
        if not value.strip(" |*_`:") and line + 1 < len(work.source.bounds):
            at, value = work.source.bounds[line + 1][0], work.source.content(line + 1)
            lead = re.match(r"[\s>:|*+_`-]*", value)
            at, value = at + (lead.end() if lead else 0), value[lead.end() if lead else 0 :]
        if name_key(match.group("name")) in words().graded and not _is_grade(_FIRST_PART.split(value, maxsplit=1)[0]):
            continue
        if found := _graded(value):
            yield _Grade(span=Span(at + found[0], at + found[1]), place=place)


def _graded(value: str) -> tuple[int, int] | None:
    """Where the grade stands with which the value of a label starts; None where it starts with none."""
    value = _NEXT_LABEL.split(value, maxsplit=1)[0]
    if is_choice(value.strip(" *_`|")):
        return None
    match = re.match(r"(?:~~[^~\n]*~~|[\s*_`\[(]|<[^>]*>|[^\w\s,.;:!?'\"-])*" + _VALUE, value)
    if match is None:
        lead = _FIRST_WORDS.match(value)
        is_grade = lead is not None and read_severity(lead["value"])["rank"] is not None
        return lead.span("value") if lead and is_grade else None
    text = match.group("value").rstrip(" *_`)]")
    first = re.match(r"[\w-]+(?:\s\d)?", text)
    if first is None or read_severity(first.group())["rank"] is None:
        return None
    end = match.start("value") + len(text)
    is_open = text.count("(") > text.count(")") and value[end : end + 1] == ")"
    return match.start("value"), end + is_open


def _is_grade(value: str) -> bool:
    """Whether a value is a grade and nothing else."""
    bare = value.strip(" *_`|[]()").casefold()
    return bare in words().severities or bool(re.fullmatch(_GRADE, bare, re.IGNORECASE))


def is_general_section(section: Section) -> bool:
    """Whether a section tells of the whole, so that any label there is a fact's."""
    return section.part is None or section.part.level == 0 or bool(section.part.title)


@lru_cache(maxsize=2)
def _label(*, is_general: bool) -> re.Pattern[str]:
    """The start of a line that is a label of the severity, or one that means it where all that follows is a grade."""
    spelled = [name for name, path in words().labels.items() if path == "severity"]
    spelled = spelled if is_general else [name for name in spelled if name in words().grading]
    return label_pattern({*spelled, *words().graded})


def label_pattern(names: Collection[str]) -> re.Pattern[str]:
    """The start of a line that is one of some labels, up to where its value starts."""
    spelled = one_of(names, lambda name: re.escape(name).replace(r"\ ", r"[\s_-]"))
    ends = r"(?:\s*[*_`]*\s*(?:[:\uff1a|]|</\w+>\s*(?=<)|\s[-\u2013\u2014]\s|[*_`]*\s*$)[*_`|\s]*)"
    return re.compile(rf"(?:[\s>*_`|+\u2022-]|<[^>]*>|\d+[.)]\s)*(?P<name>{spelled}){ends}", re.IGNORECASE)


def footer_lines(cut: Sequence[Section]) -> list[int]:
    """The lines of the paragraphs at the end of the document: behind its last rule, or in a section of no list."""
    last = cut[-1].last if cut else 0
    held: list[Block] = []
    for section in cut:
        blocks = [b for b in section.blocks if b.kind in {"paragraph", "quote", "rule"} and b.first >= last - _FOOTER]
        rule = max((n for n, b in enumerate(blocks) if b.kind == "rule"), default=len(blocks))
        is_timeline = section.part is not None and ("timeline",) in owners(section.part)
        behind = blocks[rule:] or (blocks[-1:] if is_timeline else [])
        held += blocks if tells_of_incident(section) else behind if section is cut[-1] else []
    return [line for b in held for line in range(b.first, b.last) if b.kind != "rule"]


def tells_of_incident(section: Section) -> bool:
    """Whether what a section states may be said of the incident, not of an entry or an action in it."""
    return section.part is None or not (owners(section.part) | {main_field(section.part)}) & _ELSEWHERE


def lines_of(work: Work, cut: Sequence[Section]) -> Iterator[tuple[Section, int]]:
    """The lines of some sections that may state a fact, and the section of each; code and comments hold none."""
    for section in cut:
        for block in section.blocks:
            if block.kind not in {"fence", "code", "heading", "footnote", "reference"} and not _is_comment(work, block):
                yield from ((section, line) for line in range(block.first, block.last))


def _is_comment(work: Work, block: Block) -> bool:
    return block.kind == "html" and work.source.content(block.first).lstrip().startswith("<!--")


def _in_badges(work: Work, cut: Sequence[Section]) -> Iterator[_Grade]:
    for _, line in lines_of(work, cut) if "![" in work.source.text else ():
        content, start = work.source.content(line), work.source.bounds[line][0]
        for badge in _BADGE.finditer(content):
            if match := _IN_TITLE.search(badge.group("alt")) or _label(is_general=True).match(badge.group("alt")):
                at = start + badge.start("alt")
                rest = badge.group("alt")[match.end() :]
                value = _graded(rest) if rest else None
                if value and not _IN_TITLE.search(badge.group("alt")):
                    yield _Grade(span=Span(at + match.end() + value[0], at + match.end() + value[1]), place="a badge")
                else:
                    yield _Grade(span=Span(at + match.start(), at + match.end()), place="a badge")
            if url := _IN_URL.search(badge.group("url")):
                at = start + badge.start("url")
                yield _Grade(span=Span(at + url.start("value"), at + url.end("value")), place="a badge")


def _in_tags(work: Work) -> Iterator[_Grade]:
    """A tag of the front matter or of a line of labels that is a grade."""
    tags = get_in(work.scan.tree, ("tags",))
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str) and _TAG.fullmatch(tag):
            match = re.search(rf"(?<![\w-]){re.escape(tag)}(?![\w-])", work.source.text)
            if match:
                yield _Grade(span=Span(*match.span()), place="the tags")


def _hashed(work: Work, cut: Sequence[Section]) -> Iterator[_Grade]:
    """A tag in the text that is a label and a grade: ``#severity:high``."""
    for _, line in lines_of(work, cut) if _HASHED.search(work.source.text) else ():
        for match in _HASHED.finditer(work.source.content(line)):
            start = work.source.bounds[line][0]
            yield _Grade(span=Span(start + match.start("value"), start + match.end("value")), place="the tags")


def _nested(work: Work) -> Iterator[_Grade]:
    """The value of a label that stands below another key of the front matter."""
    if not work.source.bounds or work.source.content(0).strip("\ufeff ") != "---":
        return
    for line in range(1, len(work.source.bounds)):
        content = work.source.content(line)
        if content.strip() == "---":
            return
        if content.startswith((" ", "\t")):
            yield from _labelled_line(work, line, "the front matter", is_general=True)


def _sole(line: str) -> re.Match[str] | None:
    """The grade that is all of a sentence or of a part of a line; None where several could be chosen."""
    is_choice_of = "|" in line and len(_IN_TITLE.findall(line)) > 1
    return None if is_choice_of else _SOLE.search(line)


def _in_sentences(work: Work, cut: Sequence[Section]) -> Iterator[_Grade]:
    telling = [s for s in cut if is_general_section(s) or main_field(s.part) == ("summary",)]
    low = work.source.text.casefold()
    is_graded, is_worded = any(sign in low for sign in _SIGNS), _may_be_worded(low)
    for _, line in lines_of(work, telling) if is_graded or is_worded else ():
        content = work.source.content(line)
        if match := _SENTENCE.search(content) or _sole(content) or (_worded(content) if is_worded else None):
            start = work.source.bounds[line][0]
            yield _Grade(span=Span(start + match.start("value"), start + match.end("value")), place="a sentence")


def _worded(text: str) -> re.Match[str] | None:
    """A sentence that grades the incident by a word: ``The severity of the issue was HIGH``."""
    return _graded_by_word().search(text) if _may_be_worded(text.casefold()) else None


def _may_be_worded(low: str) -> bool:
    if any(name in low for name in _shortest_names()):
        return True
    return any(verb in low for verb in _CLASSING) and _CLASSED.search(low) is not None


@lru_cache(maxsize=1)
def _shortest_names() -> tuple[str, ...]:
    """The names of the severity that have no other in them."""
    names = words().grading
    return tuple(sorted(name for name in names if not any(other in name for other in names - {name})))


@lru_cache(maxsize=1)
def _graded_by_word() -> re.Pattern[str]:
    names, copulas = one_of(words().grading), one_of(map(str, words().actions["tells"]))
    said = rf"\b(?:{names})\b(?!\s(?:\w+\s){{0,3}}(?:vulnerab|bug|alert|finding))(?:\s[\w-]+){{0,5}}?\s(?:{copulas})"
    return re.compile(
        rf"(?:{said}|{_CLASSED.pattern})\s(?:\w+ed\sas\s)?(?:as\s)?(?:an?\s)?[*_`\"']{{0,3}}"
        rf"(?P<value>{one_of(words().severities)}|{_GRADE})[*_`\"']{{0,3}}"
        r"(?=[-\s]severity\b|\s*[.,;:)!(]|\s+(?:because|since|as|due|given|for)\b|\s*$)",
        re.IGNORECASE,
    )
