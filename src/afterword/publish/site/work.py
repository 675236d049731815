"""The page of actions: everything that a site's documents want done, what is open first."""

from collections.abc import Sequence
from datetime import date
from html import escape

from afterword.learning.board import NOBODY, Item, items_of
from afterword.learning.telling import number_of
from afterword.publish.characters import printable
from afterword.publish.inlines import plain_words
from afterword.publish.site.card import Card
from afterword.publish.site.shell import Site, page

_ORDER = ("open", "unknown", "done", "cancelled")
_TITLES = {"open": "Open", "unknown": "Not stated", "done": "Done", "cancelled": "Cancelled"}
_NONE = '<p class="pending">No action is stated.</p>\n'


def actions(site: Site, cards: Sequence[Card], today: date) -> str:
    """The page; what is overdue by ``today`` says so."""
    titles = {card.name: card for card in cards}
    items = items_of([card.incident for card in cards], today)
    parts = [f'<p class="count">{number_of(len(items), "action")}, as of {today.isoformat()}.</p>\n']
    for state in _ORDER:
        group = sorted((one for one in items if one.state == state), key=_urgency)
        if group:
            parts.append(_table(_TITLES[state], group, titles))
    return page(site, "Actions", "".join(parts) if items else _NONE, here="actions.html")


def _urgency(one: Item) -> tuple[object, ...]:
    return (one.due or date.max, one.incident.day or "", one.incident.file)


def _table(title: str, group: Sequence[Item], cards: dict[str, Card]) -> str:
    names = ("Action", "Owner", "Due", "Postmortem")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(row(one, cards[one.incident.file]) for one in group)
    anchor = title.lower().replace(" ", "-")
    return (
        f'<h2 id="{anchor}">{title} ({len(group)})</h2>\n<div class="scroll" role="region" aria-labelledby="{anchor}"'
        f' tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n'
    )


def row(one: Item, card: Card) -> str:
    """An action as a row."""
    owner = "" if one.owner == NOBODY else _words(one.owner)
    due = one.due.isoformat() if one.due else _words(one.action.due or "")
    late = ' <strong class="late">overdue</strong>' if one.is_overdue else ""
    name = f'<span class="id">{escape(_words(one.action.id))}</span> ' if one.action.id else ""
    return (
        f'<tr><td class="text" dir="auto">{name}{escape(_words(one.action.what or ""))}</td>'
        f'<td dir="auto">{escape(owner)}</td><td><span class="due">{escape(due)}</span>{late}</td>'
        f'<td class="text" dir="auto"><a href="{card.address}">{escape(card.title)}</a></td></tr>\n'
    )


def _words(text: str) -> str:
    return printable(plain_words(text))
