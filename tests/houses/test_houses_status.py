"""The status of documents of other organisations, in forms that are no plain label at the top."""

import pytest

from afterword.houses import lens

SUMMARY = "## Summary\n\nThe disk filled up and the site was down for an hour.\n"
WRAPPED = "Mended \u2014 the data is back in its place, and from now on the\ndisk asks before it goes."
FORMS: list[tuple[str, str | None]] = [
    (f"# Site down\n\n> **Status:** Draft\n\n{SUMMARY}", "Draft"),
    (f"# Site down\n\n> Status: Closed\n\n{SUMMARY}", "Closed"),
    (f"# Site down\n\n*Status: final*\n\n{SUMMARY}", "final"),
    (
        f"# Site down\n\n**\u0421\u0442\u0430\u0442\u0443\u0441:** \u0420\u0435\u0448\u0435\u043d\u043e\n\n{SUMMARY}",
        "\u0420\u0435\u0448\u0435\u043d\u043e",
    ),
    (f"# Site down\n\n> \u72b6\u6001\uff1a\u5df2\u89e3\u51b3\n\n{SUMMARY}", "\u5df2\u89e3\u51b3"),
    (f"# Site down\n\n**\uc0c1\ud0dc**: \ud574\uacb0\ub428\n\n{SUMMARY}", "\ud574\uacb0\ub428"),
    (f"# Site down\n\n![status](https://img.shields.io/badge/status-resolved-green)\n\n{SUMMARY}", "resolved"),
    (
        f"# Site down\n\n- **Status:** The pool is halted. The others are as they were before.\n\n{SUMMARY}",
        "The pool is halted. The others are as they were before.",
    ),
    (f"# Site down\n\n{SUMMARY}\n---\n\n**Written by**: Ann\n**Status**: Resolved\n", "Resolved"),
    (f"# Site down\n\n{SUMMARY}\n## Action items\n\n### Mend it\n\n**Owner:** Ann\n**Status:** Open\n", None),
    (f"# Site down\n\n{SUMMARY}\n## Current\n\nNow:\n\n### Disks\n\n- **Status**: running\n- **Data**: lost\n", None),
    (
        f"# Site down\n\n## Status: MENDED (the scripts are new, the old hosts are to be done by hand)\n\n{SUMMARY}",
        "MENDED (the scripts are new, the old hosts are to be done by hand)",
    ),
    (f"# Site down\n\n{SUMMARY}\n## Timeline\n\n- 2024-02-15 10:00 UTC - Status: red\n", None),
    (f"# Site down\n\n**Status:** {WRAPPED}\n**Owner:** Ann\n\n{SUMMARY}", WRAPPED),
    (f"# Site down\n\n### Status\n\n{WRAPPED}\n\n### Date\n\n2024-02-15\n\n{SUMMARY}", WRAPPED),
    (
        f"# Site down\n\n- **Status:** halted by hand; the new disks\n  come on Friday.\n- **Owner:** Ann\n\n{SUMMARY}",
        "halted by hand; the new disks\ncome on Friday.",
    ),
    ("# Site down\n\n**Status:** Closed\nOn Monday the disk filled up and nobody saw it.\n", "Closed"),
    ("# Site down\n\n**Status:** Closed. The disk is new, and the team was told of it.\n", "Closed"),
]


@pytest.mark.parametrize(("text", "status"), FORMS)
def test_the_status_is_found_where_a_person_finds_it(text: str, status: str | None) -> None:
    """The words of the status are read from any of these places, and from no action or entry."""
    read = lens.get(text).record.status
    assert (read.written if read else None) == status


@pytest.mark.parametrize("text", [text for text, _ in FORMS])
def test_a_document_with_a_status_is_put_back_byte_for_byte(text: str) -> None:
    """Wherever the status stands, an unchanged record gives the same text."""
    assert lens.put(text, lens.get(text).record) == text
