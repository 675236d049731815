"""Git repositories as archives: the files of a commit, and when each file was first committed."""

import posixpath
from pathlib import Path

from afterword.cli._git import ask_git
from afterword.cli._import_archive import LARGEST, Archive, Passed, leads_out, refuse_too_many, why_left_out_at
from afterword.cli.files import refuse_too_large
from afterword.errors import InputError

_FILES = frozenset({b"100644", b"100755", b"100664"})
_NO_FILES = {b"120000": "a symbolic link", b"160000": "another repository within this one"}


def is_bare(root: Path) -> bool:
    """Whether a folder is a repository without a work tree."""
    return (root / "HEAD").is_file() and (root / "objects").is_dir() and (root / "refs").is_dir()


def is_in_repository(root: Path) -> bool:
    """Whether a folder is a repository, or stands in the work tree of one."""
    return is_bare(root) or any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents))


def at_revision(root: Path, revision: str, shown: str) -> Archive:
    """The files that a repository, or a folder of its work tree, holds at a branch, tag, or commit.

    errors: InputError where Git knows no such revision.
    """
    try:
        said = ask_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except InputError as error:
        raise InputError(f"{shown}: the repository has no branch, tag, or commit {revision!r}") from error
    commit = said.decode().strip()
    blobs: dict[str, str] = {}
    passed: list[Passed] = []
    for line in ask_git(root, "ls-tree", "-r", "-z", commit).split(b"\0"):
        head, _, name = line.partition(b"\t")
        words = head.split()
        if len(words) != 3:
            continue
        path = name.decode("utf-8", "backslashreplace")
        if reason := _why_passed(path, words[0]):
            passed.append(Passed(path=path, reason=reason))
        else:
            blobs[path] = words[2].decode()
    refuse_too_many(len(blobs), shown)
    return Archive(
        shown=shown,
        files=tuple(sorted(blobs)),
        fetch=lambda name: _blob(root, blobs[name], f"{shown}!{name}"),
        passed=tuple(passed),
        first_commits=first_commits(root, commit),
    )


def _why_passed(path: str, mode: bytes) -> str | None:
    if leads_out(path):
        return "its path leads out of the archive"
    return why_left_out_at(path) or (None if mode in _FILES else _NO_FILES.get(mode, "no file"))


def first_commits(root: Path, revision: str = "HEAD") -> dict[str, str]:
    """The day on which each file was first committed; empty where there is no history or no Git."""
    if not is_in_repository(root):
        return {}
    words = ["log", "--reverse", "--no-renames", "--diff-filter=A", "--name-only", "-z", "--format=%x01%cs"]
    words += [revision] if is_bare(root) else ["--relative", revision, "--", "."]
    try:
        said = ask_git(root, *words)
    except InputError:
        return {}  # the history is a help, not a need
    found: dict[str, str] = {}
    for commit in said.decode("utf-8", "backslashreplace").split("\x01")[1:]:
        day, _, names = commit.partition("\0")
        for name in names.split("\0"):
            if name.strip("\n"):
                found.setdefault(posixpath.normpath(name.strip("\n")), day.strip())
    return found


def _blob(root: Path, key: str, name: str) -> bytes:
    refuse_too_large(int(ask_git(root, "cat-file", "-s", key)), name, LARGEST)
    return ask_git(root, "cat-file", "blob", key)
