"""All files of a site."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from html import escape

from afterword.learning.board import items_of
from afterword.learning.days import day_of
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish import html
from afterword.publish.formats.version import Version, encoded, set_up
from afterword.publish.site.card import Card, card_of, unique
from afterword.publish.site.development import development
from afterword.publish.site.feed import entry, feed
from afterword.publish.site.listing import (
    DATA,
    FACETS,
    SCRIPT,
    facet_pages,
    facets_of,
    index,
    item,
    values_of,
    words_script,
)
from afterword.publish.site.shell import FEED, Site, asset, navigation
from afterword.publish.site.work import actions, row

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The page of one document, and what the other pages say of it."""

    card: Card
    """What the other pages say."""
    data: bytes
    """The page."""
    warnings: tuple[str, ...] = ()
    """One sentence each."""


def reader(version: Version, site: Site) -> Reader:
    """The page of a version."""
    made = set_up(version)
    banner = navigation(site, "../")
    # the banner has the logo already
    look = replace(version.look, logo=None) if version.look.logo == site.look.logo else version.look
    page = html.write(made.document, made.gallery, look, banner=banner, style=asset("site.css"))
    return Reader(card=card_of(version.record, version.text), data=encoded(page), warnings=made.warnings)


def piece(card: Card) -> bytes:
    """All that the pages about many documents say of one, as one page, which can be searched by itself."""
    today = date(9999, 1, 1)
    rows = "".join(row(one, card) for one in items_of([card.incident], today))
    more = [value for name in FACETS for value in values_of(name, card)]
    more += [*card.incident.services, card.incident.detection or ""]
    said = "".join(f"<p>{escape(value)}</p>" for value in more)
    # apart, so that numbers side by side are taken for nothing that they are not
    said += f"<p>{escape(' | '.join(card.words.split()))}</p>"
    body = f"{item(card)}<table>{rows}</table>{said}{entry(card, '', _EARLIEST)}"
    return encoded(f"<!DOCTYPE html><title>{escape(card.title)}</title>{body}")


@cache
def blank_piece() -> bytes:
    """What such a page says of a version that says nothing."""
    return piece(card_of(Record(), ""))


def newest(cards: Iterable[Card]) -> datetime:
    """The newest day that the documents state; that is when the site was made, as far as it says."""
    days = [d for card in cards for d in (day_of(card.incident.day), day_of(card.incident.report_date)) if d]
    return datetime.combine(max(days), time(), UTC) if days else _EARLIEST


def site_of(site: Site, readers: Sequence[Reader], updated: datetime | None = None) -> dict[str, bytes]:
    """The files of a site by their addresses; the same documents give the same bytes.

    shape: ``updated`` is when it was made, by which actions are overdue; None for the newest day of the documents.
    """
    ordered = sorted(readers, key=lambda one: (one.card.title.casefold(), one.card.name))
    ordered.sort(key=lambda one: one.card.incident.day or "", reverse=True)
    cards = unique([one.card for one in ordered])
    made = updated or newest(cards)
    facets = facets_of(cards)
    texts = {
        "index.html": index(site, cards, facets),
        "actions.html": actions(site, cards, made.date()),
        "trends.html": development(site, cards, made.date()),
        FEED: feed(site, cards, made),
        DATA: words_script(cards, facets),
        SCRIPT: asset("site.js"),
        **dict(facet_pages(site, facets)),
    }
    pages = {card.address: one.data for card, one in zip(cards, ordered, strict=True)}
    return {**{address: encoded(text) for address, text in texts.items()}, **pages}
