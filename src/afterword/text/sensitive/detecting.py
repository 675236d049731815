"""All detectors over one text."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.accounts import accounts
from afterword.text.sensitive.columns import columns
from afterword.text.sensitive.contacts import contacts
from afterword.text.sensitive.disguises import rejoined, undisguised
from afterword.text.sensitive.encodings import ENCODED, encoded
from afterword.text.sensitive.guesses import guesses
from afterword.text.sensitive.hits import Family, Hit
from afterword.text.sensitive.identities import identities
from afterword.text.sensitive.links import links
from afterword.text.sensitive.networks import PUBLIC, networks
from afterword.text.sensitive.rewritten import Rewritten
from afterword.text.sensitive.secrets import is_example, secrets
from afterword.text.sensitive.vendors import hinted

_SIGN: Final = later(r"[\d@:/=\\|`\"$~^_{}<>\[\]#%&+*']|\w\.\w|-{4}|\S{17}")
"""What every detector needs somewhere: plain words have none of it."""
_NAME: Final = 24
"""Characters before something in which its name may stand."""
_HARMLESS: Final[frozenset[Family]] = frozenset({"network", "link"})
"""Families that a word which tells something only decoded is not hidden for."""


@lru_cache(maxsize=1024)
def detected(text: str) -> tuple[Hit, ...]:
    """What the form of a stretch of text gives away: of every family but persons; hits may overlap.

    shape: the last texts are remembered; one document is looked through for its people, for each version, and for
    each proof of one.
    """
    return (*_plain(text), *_disguised(text))


def _plain(text: str) -> tuple[Hit, ...]:
    if not _SIGN.search(text):
        return ()
    found = [hit for hit in (*secrets(text), *guesses(text)) if not is_example(hit.subject)]
    for detector in (columns, identities, links, contacts, accounts, networks):
        found.extend(detector(text))
    return tuple(found)


def _disguised(text: str) -> Iterator[Hit]:
    """What is found only where the text is written as it reads; who defangs a public address means an adversary's."""
    for shift, made in undisguised(text):
        for hit in _plain(made.text):
            if hit.kind != PUBLIC and made.is_new(max(hit.start - _NAME, 0), hit.end):
                yield _moved(hit, made, shift)
    for shift, made in rejoined(text):
        for form in hinted(made.text):
            yield from (_moved(hit, made, shift) for hit in form.hits(made.text) if made.is_new(hit.start, hit.end))
    for start, end, plain in encoded(text):
        if any(hit.family not in _HARMLESS and hit.kind != PUBLIC for hit in _plain(plain)):
            yield Hit(start=start, end=end, kind=ENCODED, family="secret", subject=text[start:end])


def _moved(hit: Hit, made: Rewritten, shift: int) -> Hit:
    start, end = made.span(hit.start, hit.end)
    return replace(hit, start=start + shift, end=end + shift)
