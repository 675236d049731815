"""Confluence's storage format, to be pasted or sent to its interface as the body of a page."""

from afterword.publish import confluence
from afterword.publish.formats.version import Version, Written, encoded, set_up


def write(version: Version) -> Written:
    """The version as the body of a page."""
    made = set_up(version)
    return Written(data=encoded(confluence.write(made.document)), warnings=made.warnings)
