"""Which house a document has, by its headings and labels."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from afterword.houses import library
from afterword.houses.house import House
from afterword.houses.reading.frontmatter import FrontMatter
from afterword.houses.reading.outline import BOLD_LINE
from afterword.houses.reading.unmarked import names_run_together
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key, short_key

THRESHOLD = 0.6
"""A document with less of any house's headings than this has no known house."""

SURE = 0.85
"""From here on, what the house sets (its zone) holds for the document."""


_FEWEST = 2.5
"""So many headings make a house known by them; with fewer, as every postmortem has, it is known by halves at most."""
_FEWEST_LABELS = 5
"""A house without headings is known by its labels, where it has so many."""
_HOLES = later(r"\{\{[^}]*\}\}")
_COMMON_KEYS = {"status", "tags", "severity", "id"}


def recognise(
    source: Source, matter: FrontMatter, blocks: Sequence[Block], own: Sequence[House] = ()
) -> tuple[House, float]:
    """The house that the front matter names or the headings show, and how surely; the fallback with 0 for none."""
    named = matter.values.get("house")
    if named and isinstance(named.plain, str):
        house = next((h for h in own if h.name == named.plain), None)
        if house is None and named.plain in library.names():
            house = library.load(named.plain)
        if house:
            return house, 1.0
    present = _names(source, blocks) | names_run_together(source)
    shares = [(_share(library.text(name), present, matter), name) for name in library.names()]
    share, best = max(shares)
    own_share, own_best = max(((_share(h.source, present, matter), n) for n, h in enumerate(own)), default=(0.0, 0))
    if max(share, own_share) < THRESHOLD:
        return library.fallback(), round(max(share, own_share), 2)
    if own_share >= share:
        return own[own_best], round(own_share, 2)
    return library.load(best), round(share, 2)


def _names(source: Source, blocks: Sequence[Block]) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        if block.kind == "heading":
            text = source.text[block.text.start : block.text.end]
            found |= {name_key(text), short_key(text), name_key(text.partition(":")[0])}
        elif block.kind == "paragraph":
            for line in range(block.first, min(block.last, block.first + 12)):
                content = source.content(line).strip()
                label = leading_label(content)
                if content.startswith(("**", "__")) and (match := BOLD_LINE.match(content)):
                    found |= {name_key(match.group("name")), name_key(match.group("name").partition(":")[0])}
                elif label:
                    found.add(name_key(label[0]))
                elif len(content) < 60:
                    found.add(name_key(content))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    """What a house is recognised by."""

    headings: frozenset[str]
    remarked: Mapping[str, str]
    """Those that end in a remark, to the same without it."""
    labels: frozenset[str]
    keys: frozenset[str]


@lru_cache(maxsize=64)
def _signature(text: str) -> _Signature:
    """Headings, labels, and front-matter keys of a house file, taken without compiling it."""
    source = Source(text)
    start = next((n for n in range(1, len(source.bounds)) if source.content(n) == "---"), 0)
    extra = {name_key(name) for name in _listed("optional", text)}
    headings: set[str] = set()
    labels: set[str] = set()
    is_extra = False
    for line in range(start, len(source.bounds)):
        content = _HOLES.sub("", source.content(line)).rstrip()
        bold = BOLD_LINE.match(content)
        if content.startswith("#") or (bold and not content.rstrip("*_ ").endswith(":")):
            name = name_key(content.lstrip("# "))
            is_extra = name in extra
            headings |= {name} if name and not is_extra else set()
        elif not is_extra and (label := leading_label(content)) and content[:1] not in "-|":
            labels.add(name_key(label[0]))
    keys = frozenset(pair.partition(":")[0].strip() for pair in _listed("document", text)) - _COMMON_KEYS
    remarked = {name: short for name in headings if (short := short_key(name)) != name}
    return _Signature(headings=frozenset(headings), remarked=remarked, labels=frozenset(labels), keys=keys)


def _listed(key: str, text: str) -> list[str]:
    """What a house file's front matter lists on the line of a key; read without YAML, which costs 45 ms to import."""
    match = re.search(rf"^{key}: [\[{{](.*)[\]}}]$", text, re.MULTILINE)
    return [part.strip() for part in match.group(1).split(",")] if match else []


def _share(text: str, present: set[str], matter: FrontMatter) -> float:
    signature = _signature(text)
    if not signature.headings and len(signature.labels) < _FEWEST_LABELS:
        return 0.0
    hits = signature.headings & present
    short = sum(name not in hits and short in present for name, short in signature.remarked.items())
    score = len(hits) + short + 0.5 * len(signature.labels & present)
    whole = len(signature.headings) + 0.5 * len(signature.labels)
    if signature.keys:
        score += 0.5 * len(signature.keys & set(matter.values))
        whole += 0.5 * len(signature.keys)
    return score / max(whole, _FEWEST)
