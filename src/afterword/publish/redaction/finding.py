"""What in a text its readers may not see: what its form gives away, and what the record knows."""

from collections.abc import Iterator

from afterword.publish.redaction.known import Known
from afterword.publish.redaction.matching import known_hits
from afterword.publish.redaction.pseudonyms import is_pseudonym
from afterword.text.sensitive.detecting import detected
from afterword.text.sensitive.encodings import ENCODED, encoded
from afterword.text.sensitive.hits import Hit, settled


def find(text: str, known: Known) -> tuple[Hit, ...]:
    """Secrets, personal data, hosts, links, accounts, and whom and what the record knows, in the order of the text.

    shape: hits do not overlap. What ``redact`` has written is no hit. The text may be Markdown or the plain words of
    a finished document; a name may be broken over two lines.
    """
    seen = [hit for hit in detected(text) if not is_pseudonym(text[hit.start : hit.end].partition("@")[0])]
    return settled([*known_hits(text, known), *seen, *_encoded(text, known)])


def _encoded(text: str, known: Known) -> Iterator[Hit]:
    """Words that tell decoded whom or what the record knows."""
    for start, end, plain in encoded(text):
        if any(known_hits(plain, known)):
            yield Hit(start=start, end=end, kind=ENCODED, family="secret", subject=text[start:end])
