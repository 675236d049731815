"""Every console block of the README and the guides is run, and prints what the page says.

A line that starts with ``$`` is run by the shell, in a folder of the page's own that holds ``examples``; the lines
under it are what it prints, standard error included. A line of three dots stands for any lines, ``...`` within a line
for any characters. A command ends with 0 unless the page says otherwise: ``$ afterword verify x.md  # exit 1``.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("tutorial/*.md")),
    *sorted((ROOT / "docs").glob("how-to/*.md")),
]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")


@dataclass(frozen=True)
class Step:
    """A command of a page, with what the page says that it prints."""

    command: str
    code: int
    expected: tuple[str, ...]


def steps(block: str) -> Iterator[Step]:
    """The commands of a block; a backslash, or a text up to END, continues a command on the next lines."""
    lines = block.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        end = start + 1
        while lines[end - 1].endswith("\\") or ("<<'END'" in lines[start] and lines[end - 1] != "END"):
            end += 1
        command = "\n".join([lines[start].removeprefix("$ "), *lines[start + 1 : end]])
        code = EXIT.search(command)
        yield Step(EXIT.sub("", command), int(code.group(1)) if code else 0, tuple(lines[end:stop]))


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """Whether the page's lines, with their dots, are the printed ones."""
    parts = [
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ \t]*\n"
        for line in expected
    ]
    return (
        re.fullmatch("".join(parts), printed if printed.endswith("\n") or not printed else printed + "\n") is not None
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_s_sessions_do_what_they_say(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every command ends as the page says and prints what the page shows; ``--accept`` writes what it printed."""
    accept = bool(request.config.getoption("--accept"))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        shown = []
        for step in steps(block):
            printed = run(step, tmp_path)
            as_said = matches(step.expected, printed)
            said = "\n".join(step.expected)
            assert accept or as_said, f"$ {step.command}\n--- the page:\n{said}\n--- printed:\n{printed}"
            shown += [f"$ {step.command}{f'  # exit {step.code}' if step.code else ''}"]
            shown += step.expected if as_said else printed.splitlines()
        text = text.replace(block, "".join(f"{line}\n" for line in shown))
    if accept:
        page.write_text(text, encoding="utf-8")


def run(step: Step, folder: Path) -> str:
    """What a command prints; it has to end with the code that the page says."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [shutil.which("bash") or "/bin/sh", "-c", step.command],
        cwd=folder,
        env=os.environ | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == step.code, f"$ {step.command}\n{done.stdout}"
    return done.stdout
