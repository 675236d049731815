"""Reading takes time in proportion to the text; measured by calls, not by the clock."""

import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from afterword.houses import lens

SHAPES: dict[str, Callable[[int], str]] = {
    "sections": lambda n: "# T\n\n" + "".join(f"## Part {i}\n\ntext\n\n" for i in range(n)),
    "bold sections": lambda n: "".join(f"**Part {i}**\n\ntext\n\n" for i in range(n)),
    "timed sections": lambda n: (
        "# T\n\n## Timeline\n\n" + "".join(f"### 2024-01-01 10:{i % 60:02}\n\ntext\n\n" for i in range(n))
    ),
    "paragraphs": lambda n: "# T\n\n" + "".join(f"text {i}\n\n" for i in range(n)),
    "entries": lambda n: "# T\n\n## Timeline\n\n" + "".join(f"- 2024-01-01 10:{i % 60:02} text\n" for i in range(n)),
    "actions": lambda n: "# T\n\n## Action items\n\n" + "".join(f"- Mend part {i}\n" for i in range(n)),
    "code": lambda n: "# T\n\n## Timeline\n\n" + "".join(f"```\n10:0{i % 10} x\n```\n\n" for i in range(n)),
    "footnotes": lambda n: "# T\n\n" + "".join(f"text[^{i}]\n\n" for i in range(n)) + "[^0]: note\n",
}


def steps(text: str) -> int:
    """The calls and generator steps that reading a text takes."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        lens.get(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_twice_the_steps(shape: str) -> None:
    """From 100 to 400 of the same the steps grow by four, not by sixteen."""
    make = SHAPES[shape]
    lens.get(make(400))  # what a name or a label is by itself is kept, so that the first reading takes more
    assert steps(make(400)) < 5 * steps(make(100)) + 2000


@pytest.mark.parametrize("character", [" ", "\t", "|", "-", "*", "[", "(", "`", "<", ": ", ", ", "a@", "\u00a0"])
def test_a_long_run_of_one_character_is_read_at_once(character: str) -> None:
    """Thousands of a character in a heading, a list, a table, and a line keep no expression busy."""
    run = character * 3000
    text = f"# T {run}x\n\n## Timeline\n\n- 10:00 {run}x\n\n| a | {run}\n|{run}|-|\n\n"
    text += f"## Actions\n\n- do {run}x\n\n{run}x\n"
    assert lens.put(text, lens.get(text).record) == text


BUSY = 20.0
"""Seconds of one processor, a hundred times what is needed: no measure of speed, but the end of a hang."""


@pytest.mark.parametrize("run", ["*", "`", " ", "(a, ", "- ", "| ", "1:", ", ", "**", "[a]("])
def test_a_run_at_the_start_keeps_no_expression_busy(run: str) -> None:
    """Thousands of signs where an item, an entry, or a label starts are read in the time of any other text."""
    many = run * (6000 // len(run))
    text = f"# T\n\n**Severity:**{many}\n\n## Timeline\n\n- 2024-05-01 10:00{many}\n- 10:05 over\n\n"
    text += f"## Action items\n\n- {many}\n- mend it\n\n| P1 | x |\n|---|---|\n| a | b |\n"
    began = time.process_time()
    lens.get(text)
    assert time.process_time() - began < BUSY
