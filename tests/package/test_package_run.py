"""``sh ./run`` on a machine that has never seen it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from afterword import __version__

ROOT = Path(__file__).resolve().parents[2]
# The user's own settings that say how to reach the package index; nothing else of the shell goes in.
NETWORK = ("UV_", "PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
pytestmark = pytest.mark.slow


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what ``run`` needs, under a path with a space, without the right to execute ``run``."""
    copy = tmp_path / "a check out"
    copy.mkdir()
    for name in ("run", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, copy / name)
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def start(checkout: Path, *arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start ``sh ./run`` with next to no environment."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(NETWORK)}
    environment = kept | {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYENV_VERSION": ""}
    return subprocess.Popen(
        ["sh", checkout / "run", *arguments],
        cwd=cwd,
        env={name: value for name, value in environment.items() if value},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_it_sets_up_once_and_runs_the_program(checkout: Path, tmp_path: Path) -> None:
    """Three at once, from another folder: one sets up, the others wait, all print; afterwards there is no word."""
    runs = [start(checkout, "--version", cwd=tmp_path) for _ in range(3)]
    ended = [run.communicate() for run in runs]
    assert [out for out, _ in ended] == [f"afterword {__version__}\n"] * 3, ended
    assert sum("Setting up" in said for _, said in ended) == 1
    assert start(checkout, "--version", cwd=tmp_path).communicate() == (f"afterword {__version__}\n", "")
    assert (checkout / ".venv" / "bin" / "afterword").is_file()
    assert not (checkout / ".venv.setup").exists()


def test_the_program_runs_where_the_user_stands(checkout: Path, tmp_path: Path) -> None:
    """Arguments with spaces and relative paths arrive as they are, and so does the exit code."""
    (tmp_path / "my team").mkdir()
    run = start(checkout, "init", "my team/post mortems", cwd=tmp_path)
    run.communicate()
    assert run.returncode == 0
    assert (tmp_path / "my team" / "post mortems" / "afterword.toml").is_file()
    run = start(checkout, "no-such-command", cwd=tmp_path)
    assert run.communicate()[0] == ""
    assert run.returncode == 2


def test_a_folder_that_was_moved_sets_itself_up_again(checkout: Path, tmp_path: Path) -> None:
    """An environment remembers where it stood, so it is made anew in the new place."""
    start(checkout, "--version", cwd=tmp_path).communicate()
    moved = checkout.rename(tmp_path / "moved")
    out, said = start(moved, "--version", cwd=tmp_path).communicate()
    assert out == f"afterword {__version__}\n"
    assert "Setting up" in said


def test_without_python_it_says_what_is_missing(checkout: Path, tmp_path: Path) -> None:
    """Where no Python is new enough, the answer is one sentence and exit code 2."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "cat", "cksum", "mkdir", "rm", "date", "grep", "mv", "sleep", "tr", "id"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    done = subprocess.run(
        ["sh", checkout / "run", "--version"], env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("run: Python 3.11 or later is needed and was not found; install it")
