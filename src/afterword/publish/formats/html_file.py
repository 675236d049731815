"""HTML: one self-contained file."""

from afterword.publish import html
from afterword.publish.formats.version import Version, Written, encoded, set_up


def write(version: Version) -> Written:
    """The version as a page."""
    made = set_up(version)
    return Written(data=encoded(html.write(made.document, made.gallery, version.look)), warnings=made.warnings)
