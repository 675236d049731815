"""All detectors over one text."""

from functools import lru_cache
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.accounts import accounts
from afterword.text.sensitive.contacts import contacts
from afterword.text.sensitive.guesses import guesses
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.identities import identities
from afterword.text.sensitive.links import links
from afterword.text.sensitive.networks import networks
from afterword.text.sensitive.secrets import is_example, secrets

_SIGN: Final = later(r"[\d@:/=\\|`\"$~^_{}<>\[\]#%&+*']|\w\.\w|-{4}|\S{17}")
"""What every detector needs somewhere: plain words have none of it."""


@lru_cache(maxsize=1024)
def detected(text: str) -> tuple[Hit, ...]:
    """What the form of a stretch of text gives away: of every family but persons; hits may overlap.

    shape: the last texts are remembered; one document is looked through for its people, for each version, and for
    each proof of one.
    """
    if not _SIGN.search(text):
        return ()
    found = [hit for hit in (*secrets(text), *guesses(text)) if not is_example(hit.subject)]
    for detector in (identities, links, contacts, accounts, networks):
        found.extend(detector(text))
    return tuple(found)
