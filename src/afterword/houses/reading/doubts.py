"""What a person should check after reading, with its line and said once: shape, copies, tables, marks, sections."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from afterword.houses.fields import Path, is_empty
from afterword.houses.reading.earlier_forms import doubt_earlier_form
from afterword.houses.reading.frontmatter import FrontMatter
from afterword.houses.reading.frontmatter import read as read_matter
from afterword.houses.reading.naming import named
from afterword.houses.reading.places import Found, Unit
from afterword.houses.reading.recognise import SURE
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.times.doubts_of_times import find_doubts_of_times
from afterword.houses.reading.unmarked import has_lost_breaks
from afterword.houses.reading.work import Work, get_in
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text, short_key, shortened

_INTERNAL = later(r"<!--\s*(/?)internal\s*-->")
_EMOJI = later(r":[a-z0-9_+-]+:")
_HOLE = later(r"\{\{.*?\}\}")
_CITED = later(r"\[\^([^\]\s]+)\](?!:)")
_CODE = later(r"(`{1,9})(?!`).{0,400}?(?<!`)\1(?!`)")


def find_doubts(work: Work, matter: FrontMatter, blocks: Sequence[Block], confidence: float) -> None:
    """Notes in the work what is doubtful in a document that has been read."""
    _doubt_house(work, matter, confidence)
    if not {name for name, value in work.scan.tree.items() if not is_empty(value)} - {"remainder"}:
        _doubt(work, "RD419", "Nothing of a postmortem was found here: no title, no section, no event, no action.", 0)
    if work.scan.units.get(("remainder",)) and has_lost_breaks(work.source):
        says = "The lines of this document are run together, so that no section of it could be read"
        _doubt(work, "RD418", f"{says}; put the line breaks back before its headings, lists, and tables.", 0)
    _doubt_title(work, matter, blocks)
    _doubt_copies(work, matter)
    _doubt_tables(work, blocks)
    if "<!--" in work.source.text and "internal" in work.source.text:
        _doubt_hidden(work, blocks)
    if "[^" in work.source.text:
        _doubt_footnotes(work, blocks)
    _doubt_headings(work)
    doubt_earlier_form(work, blocks)
    _doubt_residue(work, blocks)
    _doubt_remainder(work)
    find_doubts_of_times(work, is_sure=not work.house.is_fallback and confidence >= SURE)


def _doubt(work: Work, code: str, message: str, line: int, *paths: str) -> None:
    work.find(code, message, line)
    work.scan.doubtful.update(dict.fromkeys(paths, message))


def _doubt_house(work: Work, matter: FrontMatter, confidence: float) -> None:
    stated = matter.values.get("house")
    if stated and stated.plain is not None and confidence < 1:
        line = work.source.line_at(matter.offset + stated.span.start)
        read_as = "by its headings" if work.house.is_fallback else f"as house {work.house.name!r}"
        _doubt(
            work,
            "RD401",
            f"The front matter names house {str(stated.plain)!r}, which is not known here; this is read {read_as}.",
            line,
            "house",
        )
    elif not work.house.is_fallback and confidence < SURE:
        _doubt(
            work,
            "RD402",
            f"Only {confidence:.0%} of the headings and labels of house {work.house.name!r} are there, so its zone is "
            f"not taken for granted; write `house: {work.house.name}` in the front matter if it is meant.",
            0,
            "house",
        )


def _doubt_title(work: Work, matter: FrontMatter, blocks: Sequence[Block]) -> None:
    stated = read_matter(matter, work.house).get(("title",))
    heading = next((b for b in blocks if b.kind == "heading"), None)
    if not isinstance(stated, str) or heading is None or heading.level != 1:
        return
    shown = work.text(heading.text)
    one, other = name_key(stated), name_key(shown)
    if not other or one in other or other in one or work.matcher.part(shown) is not None:
        return
    _doubt(
        work,
        "RD403",
        f"The heading says {_short(shown)!r}, the front matter {_short(stated)!r}; the front matter is read.",
        heading.first,
        "title",
    )


def _doubt_copies(work: Work, matter: FrontMatter) -> None:
    """Notes a value that stands twice and differs; the one that is read comes first."""
    written = read_matter(matter, work.house)
    for path, places in work.scan.scalars.items():
        read = get_in(work.scan.tree, path)
        if (len(places) < 2 and path not in written) or path == ("title",) or is_empty(read):
            continue
        for place in places if path in written else places[1:]:
            text = place.decode(work.text(place.span))
            value = work.value(path, text)
            if is_empty(value) or _same(value, read):
                continue
            name = ".".join(path)
            what = (
                f"A further text for {name} stands here, which is not in the record"
                if "\n" in text or len(text) > 60
                else f"{name} is also {_short(text)!r} here"
            )
            first = "the front matter" if path in written else f"line {work.source.line_at(places[0].span.start) + 1}"
            line = work.source.line_at(place.span.start)
            _doubt(work, "RD404", f"{what}; {first} is read.", line, name)
            break


def _same(one: Plain, other: Plain) -> bool:
    if isinstance(one, dict) and isinstance(other, dict) and one.get("value") and other.get("value"):
        return one.get("value") == other.get("value")
    if isinstance(one, str) and isinstance(other, str):
        return name_key(one) == name_key(other)
    return one == other


def _doubt_tables(work: Work, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if block.kind != "table":
            continue
        head = work.source.content(block.first)
        width = len(tables.cells(head, 0))
        held = ((line, work.source.content(line)) for line in range(block.first + 2, block.last))
        rows = [(line + 1, row) for line, row in held if "|" in row or not work.house.reads_freely]
        counts = [(n, len(tables.cells(row, 0))) for n, row in rows if not _looks_like(row, head)]
        lines = [n for n, count in counts if count != width]
        if not lines:
            continue
        more = any(count > width for _, count in counts)
        says = "what stands beyond the last column is not read" if more else "the missing cells are read as empty"
        which = f"Row{'s' if len(lines) > 1 else ''} {_listed(lines)}"
        _doubt(
            work,
            "RD405",
            f"{which} of this table {'have' if len(lines) > 1 else 'has'} other than its {width} cells; {says}.",
            lines[0] - 1,
        )


def _looks_like(row: str, head: str) -> bool:
    """Whether a row has as many pipes as the header and the same ones at its ends: enough to count no cells."""
    row, head = row.strip(), head.strip()
    same_ends = (row[:1] == "|") == (head[:1] == "|") and (row[-1:] == "|") == (head[-1:] == "|")
    return same_ends and "\\" not in row + head and row.count("|") == head.count("|")


def _doubt_hidden(work: Work, blocks: Sequence[Block]) -> None:
    """Notes a mark that opens what is internal and is never closed, or closes what was never opened."""
    opened: int | None = None
    for line, text in _lines(work, blocks):
        for match in _INTERNAL.finditer(text):
            if not match.group(1):
                opened = line if opened is None else opened
            elif opened is None:
                _doubt(work, "RD406", "<!-- /internal --> closes nothing; there is no mark that opens above.", line)
            else:
                opened = None
    if opened is not None:
        _doubt(
            work,
            "RD406",
            "<!-- internal --> is not closed; it hides all up to the end of its section. "
            "Write <!-- /internal --> where the internal part ends.",
            opened,
        )


def _doubt_footnotes(work: Work, blocks: Sequence[Block]) -> None:
    missing: dict[str, int] = {}
    for line, text in _lines(work, blocks):
        if "[^" in text:
            for match in _CITED.finditer(_CODE.sub("", text)):
                if match.group(1) not in work.scan.footnotes:
                    missing.setdefault(match.group(1), line)
    if missing:
        marks = [f"[^{label}]" for label in missing]
        has = "has" if len(marks) == 1 else "have"
        _doubt(
            work,
            "RD407",
            f"{_listed(marks)} {has} no text at the end of the document, so what is cited there is not known.",
            min(missing.values()),
        )


def _lines(work: Work, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The lines of a document that are no code, with their numbers from 0."""
    for block in blocks:
        if block.kind not in {"fence", "code"}:
            fenced = False
            for line in range(block.first, block.last):
                text = work.source.content(line)
                if text.lstrip(" -*+").startswith(("```", "~~~")):
                    fenced = not fenced
                elif not fenced:
                    yield line, text


def _doubt_headings(work: Work) -> None:
    """Notes a section that was known only by a name that often means something else, or by some of its words."""
    seen: set[str] = set()
    for found in work.scan.found:
        name = _heading(work, found)
        keys = {name_key(name), short_key(name)}
        if not name or keys & set(found.part.keys) or name_key(name) in seen:
            continue
        cue = named(name).cue if work.house.reads_freely else None
        is_doubtful = keys & words().weak or (cue is not None and not cue.is_whole)
        if is_doubtful and (fields := _fields_in(work, found)):
            seen.add(name_key(name))
            _doubt(
                work,
                "RD408",
                f"The section {_short(name)!r} is read as {_listed(fields)}, which its name does not say for certain.",
                found.first,
                *fields,
            )


def _heading(work: Work, found: Found) -> str:
    if found.part.heading is None or found.part.level > 6 or found.part.title:
        return ""
    return shown(found.title or work.source.content(found.first))


def _fields_in(work: Work, found: Found) -> list[str]:
    """The fields that were read from the lines of a part."""
    source = work.source
    start, end = source.bounds[found.first][0], source.lines(found.first, found.last).end
    single = [p for p, places in work.scan.scalars.items() if places and start <= places[0].span.start < end]
    lists = [
        owner
        for owner, units in work.scan.units.items()
        if owner != ("remainder",) and any(found.first <= u.first < found.last and not u.in_table_slot for u in units)
    ]
    paths: list[Path] = [p for p in single if not is_empty(get_in(work.scan.tree, p))] + lists
    return [".".join(path) for path in paths]


def _doubt_remainder(work: Work) -> None:
    units = work.scan.units.get(("remainder",), [])
    names = [(_part_name(u), u.first) for u in units if u.item.get("text")]
    parts = [(name, next(lines)[1]) for name, lines in groupby(names, key=lambda pair: pair[0])]
    if not parts:
        return
    told = [f"{name} (line {line + 1})" for name, line in parts[:5]]
    told += [f"{len(parts) - 5} more"] if len(parts) > 5 else []
    says = "No field takes this part; it is" if len(parts) == 1 else "No field takes these parts; they are"
    _doubt(work, "RD409", f"{says} kept as written in the remainder: {_listed(told)}.", parts[0][1])


def _doubt_residue(work: Work, blocks: Sequence[Block]) -> None:
    """Notes once where words of a template stand that nobody replaced."""
    lists = (units for owner, units in work.scan.units.items() if owner != ("remainder",))
    read = {unit.first for units in lists for unit in units if not unit.in_table_slot}
    left = [
        (passage.first, text)
        for passage in _passages(blocks)
        if passage.first not in read and (text := _left(work, passage.text))
    ]
    if left:
        told = [f"{_short(text, 40)!r} (line {line + 1})" for line, text in left[:5]]
        told += [f"{len(left) - 5} more"] if len(left) > 5 else []
        verb = "says" if len(left) == 1 else "say"
        message = f"{_listed(told)} {verb} only what a template asks for, and {verb.replace('say', 'count')} as empty."
        _doubt(work, "RD410", message, left[0][0])


def _passages(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs of a document, in lists as well."""
    found: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph":
            found.append(block)
        elif block.children:
            found += _passages(block.children)
    return found


def _left(work: Work, span: Span) -> str:
    """What a passage leaves of a template's words; empty where a person wrote it, or said that there is nothing."""
    text = work.text(span)
    if len(text) > 600 or _is_written(text):
        return ""
    own = frozenset() if work.house.is_fallback else _lines_of(work.house.source)
    if own and all(name_key(n.strip(" -*")) in own for n in text.split("\n")):
        return ""
    if not is_residue(text, asks=work.house.is_fallback):
        return ""
    said = [line[label[1] :] if (label := leading_label(line)) else line for line in text.split("\n")]
    kept = shown(" ".join(said)).strip(" ?-_[]<>{}")
    is_said = kept.casefold() in words().said or not any(char.isalpha() for char in kept)
    return "" if is_said or text.rstrip().endswith("?") else shown(text).strip(" -_[]<>{}")


def _is_written(text: str) -> bool:
    """Whether a glance shows that a person wrote a text: a longer line of words that asks and announces nothing."""
    head = text.partition("\n")[0].lstrip(" []-")
    if head.startswith("**"):
        head = head.split("**", 2)[-1].lstrip()
    asks = head.rstrip().endswith(("?", ".*", "._")) or head.casefold().startswith(words().unwritten)
    rest = f"{head} ".rpartition(": ")[2]
    return len(rest) > 40 and rest[0].isalnum() and not asks


@lru_cache(maxsize=64)
def _lines_of(house: str) -> frozenset[str]:
    """The lines of a house file without their holes, as they are compared."""
    return frozenset(name_key(_HOLE.sub("", line).strip(" -*")) for line in house.splitlines())


def _part_name(unit: Unit) -> str:
    heading = unit.item.get("heading")
    if not heading:
        return "text without a heading"
    name = repr(_short(shown(str(heading)), 40))
    return name if unit.layout.form == "heading" else f"text in {name}"


def shown(heading: str) -> str:
    """A heading as a person reads it: without marks, comments, and names of emoji."""
    return plain_text(_EMOJI.sub("", heading) if ":" in heading else heading).strip(" #:")


def _short(text: str, length: int = 60) -> str:
    return shortened(" ".join(text.split()), length)


def _listed(items: Sequence[object]) -> str:
    """``a``, ``a and b``, ``a, b, and c``; the rest of a long list is counted."""
    told = [str(item) for item in items]
    if len(told) > 8:
        told = [*told[:7], f"{len(told) - 7} more"]
    if len(told) < 3:
        return " and ".join(told)
    return f"{', '.join(told[:-1])}, and {told[-1]}"
