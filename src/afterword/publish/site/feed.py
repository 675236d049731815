"""The feed of a site: Atom, the newest documents first."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from html import escape

from afterword.learning.days import day_of
from afterword.publish.site.card import Card
from afterword.publish.site.shell import FEED, Site

_MOST = 50
_SPACE = uuid.UUID("6b0f3a52-9c0b-5d0e-8a55-6f2f0d6ad1c4")


def feed(site: Site, cards: Sequence[Card], updated: datetime) -> str:
    """The feed; its addresses are relative where nobody says where the site will be."""
    root = site.url or ""
    entries = "".join(entry(card, root, updated) for card in cards[:_MOST])
    own = f'<link rel="self" href="{escape(root + FEED)}"/>\n'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(site.title)}</title>\n<id>{_id(root, site.title, site.audience)}</id>\n"
        f"<updated>{_stamp(updated)}</updated>\n<author><name>{escape(site.title)}</name></author>\n"
        f'{own}<link href="{escape(root)}index.html"/>\n<generator>Afterword</generator>\n{entries}</feed>\n'
    )


def entry(card: Card, root: str, updated: datetime) -> str:
    """A document in the feed."""
    summary = f"<summary>{escape(card.summary)}</summary>\n" if card.summary else ""
    day = day_of(card.incident.report_date) or day_of(card.incident.day)
    when = f"{day.isoformat()}T00:00:00Z" if day else _stamp(updated)
    return (
        f"<entry>\n<title>{escape(card.title)}</title>\n<id>{_id(root, card.name)}</id>\n"
        f'<link href="{escape(root + card.address)}"/>\n<updated>{when}</updated>\n{summary}</entry>\n'
    )


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, chr(0).join(parts))}"


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
