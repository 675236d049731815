"""Which formats there are, and what writes them."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from afterword.publish.formats.version import Version, Written

_HERE = "afterword.publish.formats"
FORMATS: Mapping[str, str] = {
    "md": "markdown_file",
    "json": "json_file",
    "html": "html_file",
    "pdf": "pdf_file",
    "docx": "docx_file",
    "txt": "text_file",
    "confluence": "confluence_file",
    "status": "status_file",
    "message": "message_file",
    "summary": "summary_file",
}
"""What can be asked for, and the module beside this one that writes it."""


class _Format(Protocol):
    def write(self, version: Version) -> Written:
        """The version as a finished file; the same input gives the same bytes."""


def write(version: Version, target: str) -> Written:
    """The version in a format; its writer is imported now.

    errors: RenderError where a PDF cannot be set.
    """
    return cast("_Format", import_module(f"{_HERE}.{FORMATS[target]}")).write(version)
