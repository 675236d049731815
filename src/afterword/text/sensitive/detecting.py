"""All detectors over one text."""

from collections.abc import Iterator

from afterword.text.sensitive.accounts import accounts
from afterword.text.sensitive.contacts import contacts
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.identities import identities
from afterword.text.sensitive.links import links
from afterword.text.sensitive.networks import networks
from afterword.text.sensitive.pairs import guesses
from afterword.text.sensitive.secrets import is_example, secrets


def detected(text: str) -> Iterator[Hit]:
    """What the form of a stretch of text gives away: of every family but persons; hits may overlap."""
    for hit in (*secrets(text), *guesses(text)):
        if not is_example(hit.subject):
            yield hit
    for detector in (identities, links, contacts, accounts, networks):
        yield from detector(text)
