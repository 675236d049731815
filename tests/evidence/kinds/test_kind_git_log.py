"""git log in the forms that people keep."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
HASH = "9339cf8cb5f454ffce60d8adb01e90e5003984c1"
DATES = {
    "default": "Sat Nov 21 10:04:58 2026 +0000",
    "iso": "2026-11-21 10:04:58 +0000",
    "iso-strict": "2026-11-21T10:04:58+00:00",
    "rfc": "Sat, 21 Nov 2026 10:04:58 +0000",
    "unix": "1795255498",
    "another zone": "Sat Nov 21 05:04:58 2026 -0500",
}
FULLER = f"""commit {HASH} (HEAD -> main)
Merge: 1234567 89abcde
Author:     Ana <ana@example.com>
AuthorDate: Fri Nov 20 09:00:00 2026 +0000
Commit:     Bob <bob@example.com>
CommitDate: Sat Nov 21 10:04:58 2026 +0000

    Roll back the pool size

    commit abcdef0 made it too small.

diff --git a/x b/x
+    not a subject
"""


@pytest.mark.parametrize("form", DATES)
def test_a_commit_is_read(reading: Reading, form: str) -> None:
    """The date of each form, the author, the subject with the hash; a commit is a change."""
    text = f"commit {HASH}\nAuthor: Ana <ana@example.com>\nDate:   {DATES[form]}\n\n    Fix it\n\n"
    found = reading(text * 2)
    first, _ = found.entries()
    assert (first.at, first.who, first.what) == ("2026-11-21T10:04:58Z", "Ana", "Fix it (9339cf8cb5)")
    assert (first.kind, first.sources[0].kind) == ("change", "git-log")


def test_the_committer_and_the_author_have_their_times(reading: Reading) -> None:
    """A commit happens when it is committed; when it was written is a further moment. A patch belongs to it."""
    found = reading(FULLER * 2)
    first, _ = found.entries()
    assert (first.at, first.who) == ("2026-11-21T10:04:58Z", "Ana")
    assert [(moment.what, moment.at) for moment in first.moments] == [("authored", "2026-11-20T09:00:00Z")]
    assert first.what == "Roll back the pool size (9339cf8cb5)"
    assert found.ledger()[0].unparsed.bytes == 0


def test_one_line_a_commit(reading: Reading) -> None:
    """Where the line has a date."""
    text = f"{HASH[:7]} 2026-11-21 10:04:58 +0000 Fix it\n* {HASH[:7]} 2026-11-20 10:04:58 +0000 Break it\n"
    assert [(entry.at, entry.what) for entry in reading(text).entries()] == [
        ("2026-11-21T10:04:58Z", "Fix it (9339cf8)"),
        ("2026-11-20T10:04:58Z", "Break it (9339cf8)"),
    ]


def test_lines_without_a_date_are_no_log(reading: Reading) -> None:
    """``--oneline`` says nothing of time."""
    assert not reading(f"{HASH[:7]} Fix it\n{HASH[:7]} Break it\n").understood


def test_a_graph_is_seen_through(reading: Reading) -> None:
    """The lines that draw the branches are no part of the commit's words."""
    text = f"* commit {HASH}\n| Author: Ana <a@example.com>\n| Date:   {DATES['iso']}\n| \n|     Fix it\n| \n"
    first, _ = reading(text * 2).entries()
    assert (first.at, first.who, first.what) == ("2026-11-21T10:04:58Z", "Ana", "Fix it (9339cf8cb5)")
