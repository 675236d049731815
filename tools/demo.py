"""From the evidence of the example to a postmortem in ./out; the body of ``sh ./run demo``.

It only runs commands that a person would type, shows them, and says in a few lines what came out.
"""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from textwrap import shorten
from typing import cast

from afterword.model.plain import Plain
from afterword.timeline.figures import spoken

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""
EVIDENCE = "examples/checkout-outage/evidence"
"""Made-up evidence of one incident, from eight systems; two of the logs name neither year nor zone."""
HINTS = ("--year", "2026", "--tz", "UTC")
"""What a person who knows those two logs adds."""

_PROGRAM = Path(sys.executable).with_name("afterword")
_Object = Mapping[str, Plain]


def main() -> int:
    """Run the whole path; 0 when all files are there, else the exit code of the command that failed."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    os.chdir(ROOT)
    out = _output_folder()
    print(f"The evidence of one incident, made up, is in {EVIDENCE}.\n", flush=True)
    timeline, ledger, document = out / "timeline.txt", out / "ledger.json", out / "postmortem.md"
    commands = [
        ["timeline", EVIDENCE, *HINTS, "--ledger", ledger, "-o", timeline],
        ["draft", EVIDENCE, *HINTS, "--house", "sre", "-o", document],
        ["export", document, "--to", "html", "-o", document.with_suffix(".html")],
        ["export", document, "--to", "pdf", "-o", document.with_suffix(".pdf")],
    ]
    for command in commands:
        code = _run([*map(str, command), "--force"])
        if code != 0:
            return code
    print()
    _tell_ledger(ledger)
    _tell_record(document)
    _tell_files(out)
    return 0


def _output_folder() -> Path:
    """``out`` in the checkout, or in the folder the user stands in where the checkout cannot be written to."""
    for parent in (ROOT, Path(os.environ.get("PWD", "."))):
        if os.access(parent, os.W_OK):
            out = parent / "out"
            out.mkdir(exist_ok=True)
            return Path(os.path.relpath(out))
    print("afterword: neither the checkout nor this folder can be written to", file=sys.stderr)
    raise SystemExit(2)


def _run(command: list[str]) -> int:
    print(f"$ afterword {shlex.join(command)}", flush=True)
    start = time.monotonic()
    done = subprocess.run([_PROGRAM, *command], check=False, stderr=subprocess.PIPE, encoding="utf-8")
    if done.returncode != 0:
        print(done.stderr, end="", file=sys.stderr)
        return done.returncode
    print(f"  {time.monotonic() - start:.1f} s", flush=True)
    return 0


def _tell_ledger(path: Path) -> None:
    rows = [cast("_Object", row) for row in json.loads(path.read_text(encoding="utf-8"))["files"]]
    records = sum(cast("int", row["records"]) for row in rows)
    parts = {part: sum(_count(row[part]) for row in rows) for part in ("used", "grouped")}
    aside = sum(_count(tally) for row in rows for tally in cast("_Object", row["set_aside"]).values())
    print(f"Read     {len(rows)} files, {records:,} records: every one is accounted for in {path}")
    print(f"         {parts['used']:,} used, {parts['grouped']:,} grouped, {aside:,} set aside with a reason")


def _count(tally: Plain) -> int:
    return cast("int", cast("_Object", tally)["records"])


def _tell_record(document: Path) -> None:
    read = subprocess.run([_PROGRAM, "read", document, "--format", "json"], check=True, stdout=subprocess.PIPE)
    record = json.loads(read.stdout)
    events = record["timeline"]
    cited = sum(bool(event["evidence"]) for event in events)
    print(f"Drafted  {len(events)} events, {cited} of them with citations; the draft says nothing that no file says")
    for event in events:
        if event["phase"]:
            what = " ".join((event["what"] or "").split())
            at = (event["at"] or "").replace("T", " ")[:19]
            print(f"         {at:19}  {event['phase']:12}  {shorten(what, 70, placeholder=' …')}")
    for name in ("time_to_detect", "time_to_acknowledge", "time_to_mitigate", "time_to_resolve"):
        print(f"         {name.replace('_', ' '):20} {said(record['metrics'][name])}")


def said(figure: _Object) -> str:
    """A figure in the words of ``afterword metrics``, without the reason where it is not known."""
    seconds, least, most = (cast("float | None", figure[key]) for key in ("seconds", "min", "max"))
    if seconds is not None:
        return spoken(seconds)
    if least is not None and most is not None:
        return f"between {spoken(least)} and {spoken(most)}"
    return str(figure["status"]).replace("_", " ")


def _tell_files(out: Path) -> None:
    print("\nWritten")
    files = {
        "timeline.txt": "what happened, merged from all files, in UTC",
        "ledger.json": "what became of every record of every file",
        "postmortem.md": "the draft: this is the document to edit; open questions are comments in it",
        "postmortem.html": "the same as one self-contained page",
        "postmortem.pdf": "the same for the director",
    }
    for name, purpose in files.items():
        print(f"  {out / name!s:22}  {purpose}")
    print(f"\nNext: open {out / 'postmortem.md'}, answer its questions, and export it again (see README.md).")


if __name__ == "__main__":
    sys.exit(main())
