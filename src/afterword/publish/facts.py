"""The title block: what the top of the document and the record state about the incident and the report."""

import re
from collections.abc import Iterator, Mapping, Sequence

from afterword.model.moment import instant
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.characters import printable
from afterword.publish.inlines import build, trimmed
from afterword.publish.markdown import parser
from afterword.publish.tree import (
    Block,
    Break,
    Fact,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Pending,
    Rule,
    Strong,
    Table,
    Text,
    words_of,
)
from afterword.text.wording import name_key

_LONGEST = 240
_BLOCKS = frozenset({"metadata", "incident metadata", "incident details", "document control", "facts", "key facts"})
_SECTIONS = frozenset(
    {
        "title",
        "incident date",
        "date",
        "date(s)",
        "dates",
        "incident id",
        "id",
        "severity",
        "status",
        "owner",
        "author",
        "authors",
        "peer-review committee",
        "peer review committee",
        "reviewers",
        "tags",
        "keywords",
        "environment",
        "services",
    }
)
_NAMES = frozenset({"", "field", "item", "key", "property", "attribute", "aspect", "metadata"})
_VALUES = frozenset({"", "value", "values", "detail", "details", "information"})
_SETTINGS = frozenset(
    {
        "house",
        "toc",
        "title",
        "subtitle",
        "lang",
        "language",
        "schema",
        "check",
        "policy",
        "require",
        "synonyms",
        "phases",
        "time",
        "layout",
        "permalink",
        "slug",
        "published",
        "comments",
        "sidebar",
        "weight",
        "look",
        "extends",
        "document",
        "name",
    }
)


_SAME = {
    "id": "incident id",
    "date": "incident date",
    "date(s)": "incident date",
    "dates": "incident date",
    "author": "authors",
    "peer-review committee": "reviewers",
    "peer review committee": "reviewers",
    "keywords": "tags",
    "type": "incident type",
}
_RANK = {
    name: rank
    for rank, name in enumerate((
        "incident id", "incident date", "severity", "status", "duration", "incident type", "impact", "services",
    ))
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A body parted from the facts that stood at its top."""

    facts: tuple[Fact, ...]
    """In the order of the document."""
    blocks: tuple[Block, ...]
    """The rest."""


def take(blocks: Sequence[Block], title: str) -> Opened:
    """Lift the facts from the top of the body: labelled lines, a table of metadata, sections such as ``Owner``."""
    rest = list(blocks)
    facts = list(_preamble(rest))
    at = next((n for n, block in enumerate(rest) if isinstance(block, Heading)), None)
    while at is not None and (found := _section(rest, at)) is not None:
        facts += [fact for fact in found if name_key(fact.label) != "title" or words_of(fact.children) != title]
        del rest[at : at + 2]
        if at >= len(rest) or not isinstance(rest[at], Heading):
            break
    while rest and isinstance(rest[0], Rule):
        rest.pop(0)
    return Opened(facts=tuple(facts), blocks=tuple(rest))


def _preamble(rest: list[Block]) -> Iterator[Fact]:
    """Takes labelled lines that stand before the first heading out of ``rest``."""
    at = 0
    while at < len(rest) and not isinstance(rest[at], Heading):
        found = _facts_of(rest[at])
        if found is None:
            at += 1
        else:
            yield from found
            del rest[at]


def _section(blocks: Sequence[Block], at: int) -> list[Fact] | None:
    """The facts of a section of metadata, or of a short section that is one; None for a section to read."""
    heading, content = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    after = blocks[at + 2] if at + 2 < len(blocks) else None
    if not isinstance(heading, Heading) or content is None or not isinstance(after, Heading | Rule | None):
        return None
    name = name_key(words_of(heading.children))
    if name in _BLOCKS:
        return _facts_of(content)
    if name not in _SECTIONS:
        return None
    if isinstance(content, Pending):
        return [Fact(label=words_of(heading.children), children=())]
    value = _joined(content)
    if value and len(words_of(value)) <= _LONGEST:
        return [Fact(label=words_of(heading.children), children=value)]
    return None


def _joined(block: Block) -> tuple[Inline, ...]:
    """A paragraph, or the items of a plain list, as one line; empty for anything else."""
    if isinstance(block, Paragraph):
        return block.children
    if not isinstance(block, ItemList) or any(item.checked is not None for item in block.items):
        return ()
    line: list[Inline] = []
    for item in block.items:
        first = item.blocks[0]
        if len(item.blocks) > 1 or not isinstance(first, Paragraph):
            return ()
        line += [Text(text="; "), *first.children] if line else first.children
    return tuple(line)


def _facts_of(block: Block) -> list[Fact] | None:
    match block:
        case Paragraph(children=children):
            return _labelled(children)
        case ItemList(items=items):
            lines = [item.blocks[0] for item in items if len(item.blocks) == 1]
            found = [_labelled(b.children) for b in lines if isinstance(b, Paragraph)]
            whole = [fact for facts in found if facts is not None for fact in facts]
            return whole if len(found) == len(items) and None not in found else None
        case Table(header=header, rows=rows) if len(header) == 2:
            if (
                name_key(words_of(header[0].children)) not in _NAMES
                or name_key(words_of(header[1].children)) not in _VALUES
            ):
                return None
            named = [row for row in rows if row[0].children]
            if len(named) != len(rows) or any(len(words_of(row[1].children)) > _LONGEST for row in rows):
                return None
            return [Fact(label=words_of(row[0].children).strip().rstrip(":"), children=row[1].children) for row in rows]
        case _:
            return None


def _labelled(children: Sequence[Inline]) -> list[Fact] | None:
    """The facts that the lines of a paragraph state; None unless every line is a label with a value."""
    facts = []
    for line in _lines(children):
        fact = _fact(line)
        if fact is None or len(words_of(fact.children)) > _LONGEST:
            return None
        facts.append(fact)
    return facts or None


def _lines(children: Sequence[Inline]) -> Iterator[tuple[Inline, ...]]:
    line: list[Inline] = []
    for child in (*children, Break()):
        if isinstance(child, Break):
            if line:
                yield trimmed(tuple(line))
            line = []
        else:
            line.append(child)


def _fact(line: tuple[Inline, ...]) -> Fact | None:
    if not line:
        return None
    first, rest = line[0], line[1:]
    if isinstance(first, Strong):
        label = words_of(first.children).strip()
        after = rest[0].text if rest and isinstance(rest[0], Text) else ""
        if not label.endswith(":") and not after.lstrip().startswith(":"):
            return None
        value = (Text(text=after.lstrip().removeprefix(":")), *rest[1:]) if after else rest
        return Fact(label=label.rstrip(": "), children=trimmed(value))
    if not isinstance(first, Text):
        return None
    match = re.match(r"([^\W\d_][^:]{0,40}):(?:\s+|$)", first.text)
    if match is None:
        return None
    return Fact(label=match.group(1).strip(), children=trimmed((Text(text=first.text[match.end() :]), *rest)))


def stated(record: Record, front: Mapping[str, Plain], known: Sequence[Fact]) -> tuple[Fact, ...]:
    """What the record and the front matter state and the top of the document does not say already."""
    seen = {_key(fact.label) for fact in known}
    values = [_flat(words_of(fact.children)) for fact in known if fact.children]
    made = []
    for label, value in (*_of_record(record), *_of_front(front, record)):
        flat = _flat(value)
        if not flat or _key(label) in seen or any(_says(v, flat) for v in values):
            continue
        seen.add(_key(label))
        values.append(flat)
        made.append(Fact(label=label, children=_inline(value)))
    return tuple(made)


def _says(value: str, words: str) -> bool:
    """Whether a value says these words already; a bare number says nothing of another fact."""
    return not words.isdecimal() and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", value) is not None


def ranked(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with those first that a reader looks for first; the others keep their order."""
    return tuple(sorted(facts, key=lambda fact: _RANK.get(_key(fact.label), len(_RANK))))


def _key(label: str) -> str:
    name = name_key(label)
    return _SAME.get(name, name)


def _flat(value: str) -> str:
    return " ".join(re.sub(r"[*`_]", "", value).split()).casefold()


def _inline(value: str) -> tuple[Inline, ...]:
    tokens = parser().parseInline(" ".join(value.split()), {})
    return build(tokens[0].children, {}) if tokens else (Text(text=printable(value)),)


def _of_record(record: Record) -> Iterator[tuple[str, str]]:
    """Labels and values that a reader looks for first, in that order."""
    severity = record.severity
    potential = severity.potential if severity else None
    pairs: tuple[tuple[str, str | None], ...] = (
        ("Incident ID", record.id),
        ("Incident date", window_words(record)),
        ("Severity", severity.written or severity.value if severity else None),
        ("Potential severity", potential.written or potential.value if potential else None),
        ("Status", record.status.written or record.status.value if record.status else None),
        ("Incident type", record.type),
        ("Duration", record.stated.duration or record.impact.duration),
        ("Report date", record.report_date),
        ("Document type", record.document_type),
        ("Services", ", ".join(record.services)),
        ("Environment", record.environment),
        ("Incident model", record.incident_model),
        ("Incident commander", record.incident_commander),
        ("Owner", record.owner),
        ("Authors", ", ".join(record.authors)),
        ("Scribe", record.scribe),
        ("Facilitator", record.facilitator),
        ("Reviewers", ", ".join(f"{r.name} ({r.verdict})" if r.verdict else r.name or "" for r in record.reviewers)),
        ("Audience", record.audience),
        ("Tags", ", ".join(record.tags)),
    )
    for label, value in pairs:
        if value:
            yield label, value


def window_words(record: Record) -> str | None:
    """When the incident was, in the fewest words that keep its precision; None where it is not stated."""
    start, end = record.incident.start, record.incident.end
    if not start:
        return None
    first, last = _when(start), _when(end) if end else None
    if not last or last == first or first.startswith(last):
        return first
    if first[:10] == last[:10] and len(first) > 10 and len(last) > 10:
        return f"{first.removesuffix(' UTC')}\u2013{last[11:]}"
    return f"{first} \u2013 {last}"


def _when(at: str) -> str:
    return (
        f"{at[:10]} {at[11:].rstrip('Z').removesuffix(':00')} UTC"
        if instant(at) and "T" in at
        else at.replace("T", " ")
    )


def _of_front(front: Mapping[str, Plain], record: Record) -> Iterator[tuple[str, str]]:
    """Keys of the front matter that are neither settings nor fields of the record, as labels and values."""
    fields = set(record.__dataclass_fields__) | {"date", "author", "id", "type"}
    for key, value in front.items():
        if key.lower() in _SETTINGS or key.lower().rstrip("s") in {f.rstrip("s") for f in fields}:
            continue
        words = ", ".join(str(v) for v in value if not isinstance(v, dict | list)) if isinstance(value, list) else value
        if isinstance(words, str | int | float) and str(words).strip():
            yield key.replace("_", " ").replace("-", " ").strip().capitalize(), str(words)
