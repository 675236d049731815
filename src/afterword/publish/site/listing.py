"""The index of a site, its facets, and a page for each value of a facet."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from afterword.learning.telling import number_of
from afterword.publish.characters import printable
from afterword.publish.inlines import plain_words
from afterword.publish.site.card import Card, name_of
from afterword.publish.site.shell import Site, page

DATA = "assets/words.js"
"""Where the words are that are searched."""
SCRIPT = "assets/site.js"
"""Where the script is that searches them."""
NOT_STATED = "not stated"
"""What stands for the value of a document that states none."""
FACETS: Mapping[str, Callable[[Card], Sequence[str | None]]] = {
    "year": lambda card: [card.incident.day[:4] if card.incident.day else None],
    "severity": lambda card: [_severity(card)],
    "status": lambda card: [card.incident.status],
    "service": lambda card: card.incident.services,
    "class": lambda card: card.incident.classes,
}
"""By what documents can be chosen, and the values of one."""


def _severity(card: Card) -> str | None:
    severity = card.incident.severity
    return (severity.written or severity.value) if severity else None


def values_of(name: str, card: Card) -> list[str]:
    """The values of a document in a facet, as words; at least one."""
    found = (plain_words(value).replace("_", " ") for value in FACETS[name](card) if value)
    return list(dict.fromkeys(printable(value) for value in found if value)) or [NOT_STATED]


class Facet:
    """A facet with all its values."""

    def __init__(self, name: str, cards: Sequence[Card]) -> None:
        """Values that differ in case alone are one, written as the newest document writes it."""
        self.name = name
        self.groups: dict[str, list[Card]] = {}
        self.spelled: dict[str, str] = {}
        for card in cards:
            for value in values_of(name, card):
                spelled = self.spelled.setdefault(value.casefold(), value)
                group = self.groups.setdefault(spelled, [])
                if card not in group[-1:]:
                    group.append(card)
        self.addresses: dict[str, str] = {}
        taken: set[str] = set()
        for value in self.ordered():
            base = f"{name}-{name_of(value)}"
            address = next(a for n in range(1, len(self.groups) + 2) if (a := _numbered(base, n)) not in taken)
            taken.add(address)
            self.addresses[value] = f"by/{address}.html"

    @property
    def is_useful(self) -> bool:
        """Whether any document states a value."""
        return any(value != NOT_STATED for value in self.groups)

    def ordered(self) -> list[str]:
        """The values: years and severities in their order, all others by how many there are; not stated last."""
        if self.name in {"year", "severity"}:
            found = sorted(self.groups, key=str.casefold, reverse=self.name == "year")
        else:
            found = sorted(self.groups, key=lambda value: (-len(self.groups[value]), value.casefold()))
        return sorted(found, key=lambda value: value == NOT_STATED)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


def facets_of(cards: Sequence[Card]) -> list[Facet]:
    """The facets in which any document has a value."""
    return [facet for name in FACETS if (facet := Facet(name, cards)).is_useful]


def item(card: Card, root: str = "") -> str:
    """A document in a list."""
    shown = [
        card.incident.day,
        card.incident.id,
        *(v for name in FACETS if name != "year" for v in values_of(name, card)),
    ]
    parts = [printable(plain_words(part)) for part in shown if part and part != NOT_STATED]
    told = "".join(f'<span dir="auto">{escape(part)}</span>' for part in parts)
    summary = f'<p dir="auto">{escape(card.summary)}</p>' if card.summary else ""
    return (
        f'<li id="{escape(card.name)}"><h2 dir="auto"><a href="{root}{card.address}">{escape(card.title)}</a></h2>'
        f'<p class="told">{told}</p>{summary}</li>\n'
    )


def index(site: Site, cards: Sequence[Card], facets: Sequence[Facet]) -> str:
    """The index: every document, and the facets as lists of links that a script makes filters of."""
    items = "".join(item(card) for card in cards)
    choices = "".join(_choices(facet) for facet in facets)
    main = (
        '<form class="search" role="search" hidden><label for="asked">Search</label>'
        '<input id="asked" type="search" autocomplete="off" spellcheck="false"></form>\n'
        f'<div class="browse"><section class="facets" aria-label="Narrow down">{choices}</section>\n'
        f'<section aria-label="Postmortems"><p class="count" role="status">{number_of(len(cards), "postmortem")}</p>\n'
        f'<ol class="cards">{items}</ol></section></div>\n'
    )
    return page(site, site.title, main, here="index.html", scripts=(DATA, SCRIPT))


def _choices(facet: Facet) -> str:
    links = "".join(
        f'<li><a href="{facet.addresses[value]}" data-value="{escape(value.casefold())}" dir="auto">{escape(value)}</a>'
        f" <span>{len(facet.groups[value])}</span></li>"
        for value in facet.ordered()
    )
    name = escape(facet.name)
    return f'<details data-facet="{name}"><summary>{name.capitalize()}</summary><ul>{links}</ul></details>'


def facet_pages(site: Site, facets: Sequence[Facet]) -> Iterator[tuple[str, str]]:
    """A page for each value, with its address."""
    for facet in facets:
        for value, address in facet.addresses.items():
            cards = facet.groups[value]
            items = "".join(item(card, "../") for card in cards)
            back = '<a href="../index.html">All postmortems</a>'
            main = (
                f'<p class="count">{number_of(len(cards), "postmortem")}. {back}</p>\n<ol class="cards">{items}</ol>\n'
            )
            yield address, page(site, f"{facet.name.capitalize()}: {value}", main, here="", root="../")


def words_script(cards: Sequence[Card], facets: Sequence[Facet]) -> str:
    """What is searched and chosen, as a script: a page from a file may load a script and nothing else."""
    rows = [
        {
            "name": card.name,
            "title": card.title.casefold(),
            "words": card.words,
            "facets": {facet.name: [v.casefold() for v in values_of(facet.name, card)] for facet in facets},
        }
        for card in cards
    ]
    told = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.afterwordWords={told};\n"
