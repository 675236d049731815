"""What the user's own Git says of a folder or a file, without running or fetching what a repository asks for."""

import os
import subprocess
from pathlib import Path

from afterword.errors import InputError
from afterword.review.policy.outside import Kept

_PATIENCE = 60


def ask_git(root: Path, *words: str) -> bytes:
    """What Git says, without running or fetching anything that the repository asks for.

    errors: InputError where Git is missing, refuses, or takes too long.
    """
    quiet = ["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.hooksPath=/dev/null"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_PAGER": "cat"}
    try:
        done = subprocess.run(  # noqa: S603  # the words are ours
            ["git", *quiet, "-C", str(root), *words],  # noqa: S607  # the user's own Git
            stdin=subprocess.DEVNULL,
            env=environment,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise InputError(f"{root}: is a Git repository, and git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{root}: git took longer than {_PATIENCE} s") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise InputError(f"{root}: git says: {said}")
    return done.stdout


def user_name(folder: Path) -> str | None:
    """The name under which the user commits in a folder; None where Git has none, or is missing."""
    try:
        return ask_git(folder, "config", "user.name").decode("utf-8", "replace").strip() or None
    except InputError:
        return None


def kept_in_git(file: str) -> Kept:
    """How a document is kept: whether it is committed as it stands, and who committed it."""
    if file == "-":
        return Kept(reason="the document comes from standard input")
    path = Path(file).resolve()
    folder, name = path.parent, path.name
    if not any((up / ".git").exists() for up in (folder, *folder.parents)):
        return Kept(reason="the document is in no Git repository")
    try:
        state = ask_git(folder, "status", "--porcelain", "--ignored", "-z", "--", name).decode("utf-8", "replace")
        log = (
            ask_git(folder, "log", "--no-renames", "--format=%h%x09%cs%x09%an", "--", name)
            if state[:2] != "??"
            else b""
        )
    except InputError as error:
        # a repository without a commit has no log
        return Kept(reason=str(error) if "does not have any commits" not in str(error) else "it was never committed")
    rows = [row.split("\t", 2) for row in log.decode("utf-8", "replace").splitlines()]
    authors = tuple(dict.fromkeys(row[2] for row in rows if len(row) == 3))
    if state[:2] == "!!":
        return Kept(reason="Git ignores the document", authors=authors)
    if state.strip("\0"):
        words = "it was never committed" if state[:2] in {"??", "A ", "AM"} else "it has changes that are not committed"
        return Kept(reason=words, authors=authors)
    if not rows:
        return Kept(reason="it was never committed")
    return Kept(is_clean=True, reason=f"commit {rows[0][0]} of {rows[0][1]}, no local changes", authors=authors)
