"""The text for a status page."""

from afterword.publish.briefs import status_page
from afterword.publish.formats.version import Version, Written, encoded, marks_of


def write(version: Version) -> Written:
    """The updates of a status page, from what the version's audience may know."""
    return Written(data=encoded(status_page.write(version.record, marks_of(version))))
