"""Markdown: the text that every other format is made of."""

from afterword.publish.formats.version import Version, Written, encoded, marked


def write(version: Version) -> Written:
    """The version's Markdown; of the internal version the document's own bytes."""
    return Written(data=encoded(marked(version)))
