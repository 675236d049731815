"""Documents checked in a second, next to programs that look for words and phrases in English text.

Run it with ``python benchmarks/documents_checked.py [FOLDER]``; it prints one JSON object. Without a folder it makes up
200 documents of about 5 kB, half of them in the built-in houses and half in shapes of no house. Every program checks
all of them in one process, by turns, and is measured in seconds of one core (user and system time), its start
included. ``afterword check`` is measured with the language rules alone and with every rule. alex, write-good and
textlint (with the rules of the other two) are looked for on the PATH and are no part of the project; where one is
missing, the figures say so. How many findings each has is told as well, since finding nothing is fast.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from documents_read import PROGRAM, run, seconds
from made_up_documents import documents

from afterword.review.registry import registered_rules

COUNT = 200
"""How many documents are made up."""

ROUNDS = 3
"""How often each program checks them."""

LANGUAGE = "LNG"
"""How the codes of the language rules begin."""

_OTHERS = ("alex", "write-good", "textlint")


def checkers(every: Path, language: Path) -> dict[str, list[str | Path]]:
    """What checks all documents in one process: our program, and those that are on the PATH."""
    found: dict[str, list[str | Path]] = {
        "afterword check, language rules": [PROGRAM, "check", language],
        "afterword check, all rules": [PROGRAM, "check", every],
    }
    paths = sorted(every.glob("*.md"))
    for name in _OTHERS:
        if program := shutil.which(name):
            found[name] = [program, *_options(name), *paths]
    return found


def _options(name: str) -> Sequence[str]:
    return ("--no-textlintrc", "--rule", "write-good", "--rule", "alex") if name == "textlint" else ()


def only_language(folder: Path) -> None:
    """Silence every rule that is not about language, for the documents of a folder."""
    others = [rule.code for rule in registered_rules() if not rule.code.startswith(LANGUAGE)]
    rows = [f'{code} = {{severity = "off", reason = "not measured here"}}' for code in others]
    (folder / "afterword.toml").write_text("\n".join(["[check]", *rows, ""]), encoding="utf-8")


def measure(every: Path, language: Path) -> dict[str, object]:
    """All figures over two folders with the same documents."""
    count = len(list(every.glob("*.md")))
    commands = checkers(every, language)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(seconds(partial(run, *command)))
    speeds: dict[str, object] = {name: round(count / statistics.median(t), 1) for name, t in taken.items()}
    missing = dict.fromkeys((name for name in _OTHERS if name not in commands), "not on the PATH")
    return {
        "documents": count,
        "characters_each": round(sum(path.stat().st_size for path in every.glob("*.md")) / count),
        "documents_per_second": speeds | missing,
        "findings": {name: findings(command) for name, command in commands.items()},
    }


def findings(command: Sequence[str | Path]) -> int:
    """How many findings a program tells, by the form of its lines."""
    program = Path(command[0]).name
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    lines = (told.stdout + told.stderr).splitlines()
    if program == PROGRAM.name:
        return sum(": " in line and ".md:" in line for line in lines)
    if program == "write-good":
        return sum(" on line " in line and " at column " in line for line in lines)
    return sum("  warning  " in line or "  error  " in line for line in lines)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        every, language = Path(one), Path(other)
        if len(sys.argv) > 1:
            texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.md"))]
        else:
            texts = list(documents(COUNT))
        for folder in (every, language):
            for number, text in enumerate(texts):
                (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
        only_language(language)
        print(json.dumps(measure(every, language), indent=2))


if __name__ == "__main__":
    main()
