"""Which house a document has, by its headings and labels."""

from collections.abc import Sequence

from afterword.houses import library
from afterword.houses.frontmatter import FrontMatter
from afterword.houses.house import House, LabelSlot
from afterword.houses.outline import BOLD_LINE
from afterword.houses.template import walk
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key, short_key

THRESHOLD = 0.6
"""A document with less of any house's headings than this has no known house."""

SURE = 0.85
"""From here on, what the house sets (its zone) holds for the document."""


def recognise(source: Source, matter: FrontMatter, blocks: Sequence[Block], own: Sequence[House] = ()) -> tuple[House, float]:
    """The house that the front matter names or the headings show, and how surely; the fallback with 0 for none."""
    named = matter.values.get("house")
    known = [*own, *(library.load(name) for name in library.names())]
    if named and isinstance(named.plain, str):
        house = next((h for h in known if h.name == named.plain), None)
        if house:
            return house, 1.0
    present = _names(source, blocks)
    best, score = library.fallback(), 0.0
    for house in known:
        share = _share(house, present, matter)
        if share > score:
            best, score = house, share
    if score < THRESHOLD:
        return library.fallback(), round(score, 2)
    return best, round(score, 2)


def _names(source: Source, blocks: Sequence[Block]) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        if block.kind == "heading":
            text = source.text[block.text.start : block.text.end]
            found |= {name_key(text), short_key(text), name_key(text.partition(":")[0])}
        elif block.kind == "paragraph":
            for line in range(block.first, min(block.last, block.first + 12)):
                content = source.content(line).strip()
                match = BOLD_LINE.match(content)
                label = leading_label(content)
                if match:
                    found |= {name_key(match.group("name")), name_key(match.group("name").partition(":")[0])}
                elif label:
                    found.add(name_key(label[0]))
    return found


def _share(house: House, present: set[str], matter: FrontMatter) -> float:
    optional = house.settings.get("optional")
    extra = {name_key(str(n)) for n in optional} if isinstance(optional, list) else set()
    wanted = [p for p in walk(house.root) if p.level and p.level <= 6 and p.keys and not extra & set(p.keys)]
    labels = {n.key for p in walk(house.root) if p.level <= 2 or p.level == 6 for n in p.nodes if isinstance(n, LabelSlot) and n.form == "line"}
    if not wanted:
        return 0.0
    hits = sum(bool(present & set(p.keys)) for p in wanted) + 0.5 * len(labels & present)
    whole = len(wanted) + 0.5 * len(labels)
    keys = [k for k in house.document if k not in {"status", "tags", "severity", "id"}]
    if keys:
        hits += 0.5 * sum(k in matter.values for k in keys)
        whole += 0.5 * len(keys)
    return hits / whole
