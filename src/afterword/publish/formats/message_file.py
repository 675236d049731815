"""The message to customers."""

from afterword.publish.briefs import message
from afterword.publish.formats.version import Version, Written, encoded, marks_of


def write(version: Version) -> Written:
    """The message that the team wrote, else a draft of the facts that the version's audience may know."""
    return Written(data=encoded(message.write(version.record, marks_of(version))))
