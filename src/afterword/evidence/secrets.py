"""Secrets in evidence, masked."""

from collections.abc import Callable

from afterword.text.sensitive.hits import settled
from afterword.text.sensitive.secrets import Detector, seeker


def mask(text: str) -> str:
    """The text with every secret replaced by ``[secret: aws-key]`` and the like.

    shape: the name of a setting, the user of an address, and the scheme of a header stay; hashes,
    identifiers, and trace ids are no secrets.
    """
    rewrite = masker(text)
    return rewrite(text) if rewrite else text


def masker(texts: str) -> Callable[[str], str] | None:
    """What masks the secrets of texts, given all of them joined; None where there can be none."""
    detector = seeker(texts)
    return (lambda text: _masked(text, detector)) if detector else None


def _masked(text: str, detector: Detector) -> str:
    parts = []
    at = 0
    for hit in settled(detector(text)):
        parts += [text[at : hit.start], f"[secret: {hit.kind}]"]
        at = hit.end
    return "".join([*parts, text[at:]]) if parts else text
