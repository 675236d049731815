"""The changes of the shop's repository: commits, pull requests, and releases."""

from dataclasses import dataclass

from checkout_outage.draw import token
from checkout_outage.story import MARA, TOMAS, Person

REPOSITORY = "example-shop/checkout"
"""Owner and name of the repository."""


def sha(name: str) -> str:
    """The commit that this name stands for."""
    return token(f"commit/{name}", 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit."""

    name: str
    """What it is called here."""
    author: Person
    """Who wrote it."""
    local: str
    """Local time in the form of ``git log``, with the offset."""
    message: tuple[str, ...]
    """Its lines."""
    merge: tuple[str, str] | None = None
    """Names of both parents, of a merge."""


COMMITS = (
    Commit(name="v4.18.1", author=TOMAS, local="Thu Mar 12 13:05:31 2026 -0400", message=("Release v4.18.1",)),
    Commit(
        name="merge-2307",
        author=TOMAS,
        local="Thu Mar 12 12:47:03 2026 -0400",
        message=(
            "Merge pull request #2307 from example-shop/pool-limit",
            "",
            "Give checkout its pool limit of 40 back",
        ),
        merge=("merge-2291", "pool-limit"),
    ),
    Commit(
        name="pool-limit",
        author=TOMAS,
        local="Thu Mar 12 11:38:52 2026 -0400",
        message=(
            "Give checkout its pool limit of 40 back",
            "",
            "The shared settings module reads database.pool.max; the name used here",
            "until v4.17.3, datasource.pool.max, is read by nobody and was dropped",
            "without a word, so each pod ran with the module's default of 10.",
        ),
    ),
    Commit(name="v4.18.0", author=TOMAS, local="Thu Mar 12 09:12:20 2026 -0400", message=("Release v4.18.0",)),
    Commit(
        name="merge-2291",
        author=TOMAS,
        local="Thu Mar 12 08:58:09 2026 -0400",
        message=(
            "Merge pull request #2291 from example-shop/shared-settings",
            "",
            "Read database settings through the shared module",
        ),
        merge=("merge-2288", "shared-settings"),
    ),
    Commit(
        name="merge-2288",
        author=MARA,
        local="Wed Mar 11 15:20:41 2026 +0100",
        message=(
            "Merge pull request #2288 from example-shop/gift-note",
            "",
            "Add a gift note to orders (migration 0147, adds one column)",
        ),
        merge=("v4.17.3", "gift-note"),
    ),
    Commit(
        name="gift-note",
        author=MARA,
        local="Wed Mar 11 11:02:17 2026 +0100",
        message=("Add a gift note to orders", "", "Migration 0147 adds a column that may be empty; v4.17 ignores it."),
    ),
    Commit(
        name="shared-settings",
        author=TOMAS,
        local="Tue Mar 10 13:49:33 2026 -0400",
        message=(
            "Read database settings through the shared module",
            "",
            "Replaces 31 lines of our own with platform-settings 3.0.0, as the",
            "other eleven services do. No change of behaviour intended.",
        ),
    ),
    Commit(name="v4.17.3", author=MARA, local="Mon Mar 9 14:11:05 2026 +0100", message=("Release v4.17.3",)),
)
"""The history, newest first."""


def git_log() -> bytes:
    """What ``git log`` prints."""
    out = []
    for commit in COMMITS:
        lines = [f"commit {sha(commit.name)}"]
        if commit.merge:
            lines.append("Merge: " + " ".join(sha(name)[:9] for name in commit.merge))
        lines.append(f"Author: {commit.author.name} <{commit.author.login}@example.com>")
        lines += [f"Date:   {commit.local}", ""]
        lines += [f"    {line}" if line else "    " for line in commit.message]
        out.append("\n".join(lines) + "\n")
    return "\n".join(out).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """One pull request."""

    number: int
    """Its number."""
    title: str
    """Its title."""
    body: str
    """Its description."""
    author: Person
    """Who opened it."""
    branch: str
    """The branch it comes from; also the name of its commit."""
    opened: str
    """Day and clock time in UTC."""
    merged: str
    """Day and clock time in UTC."""
    base: str
    """The commit it was opened against."""


PULLS = (
    Pull(
        number=2307,
        title="Give checkout its pool limit of 40 back",
        body="Fixes the cause of INC-2026-031. Adds a test that the pool has the limit we ask for.",
        author=TOMAS,
        branch="pool-limit",
        opened="2026-03-12T15:41:20Z",
        merged="2026-03-12T16:47:03Z",
        base="merge-2291",
    ),
    Pull(
        number=2291,
        title="Read database settings through the shared module",
        body="Moves our settings to platform-settings 3.0.0. Values are unchanged.",
        author=TOMAS,
        branch="shared-settings",
        opened="2026-03-10T18:02:44Z",
        merged="2026-03-12T12:58:09Z",
        base="merge-2288",
    ),
    Pull(
        number=2288,
        title="Add a gift note to orders",
        body="Migration 0147 adds one column that may be empty.",
        author=MARA,
        branch="gift-note",
        opened="2026-03-11T10:05:30Z",
        merged="2026-03-11T14:20:41Z",
        base="v4.17.3",
    ),
)
"""The pull requests, newest first."""
