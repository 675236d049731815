"""The guide to a kind of evidence of one's own works as it is written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-kind-of-your-own.md"


def test_the_kind_of_the_guide_is_found_and_read(tmp_path: Path) -> None:
    """The guide's module, installed beside Afterword with the guide's entry point, reads the guide's line."""
    text = GUIDE.read_text(encoding="utf-8")
    (module,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (project,) = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (line,) = re.findall(r"lines such as `(.*?)`", text)
    package = tmp_path / "shop_postmortems"
    package.mkdir()
    (package / "deploys.py").write_text(module, encoding="utf-8")
    metadata = tmp_path / "shop_postmortems-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-postmortems\nVersion: 1\n")
    name, target = re.findall(r'^([\w-]+) = "(.*)"$', project, re.MULTILINE)[0]
    (metadata / "entry_points.txt").write_text(f"[afterword.evidence]\n{name} = {target}\n")
    (tmp_path / "deploys.txt").write_text(f"{line}\n{line.replace('done', 'failed')}\n")

    assert name in run(tmp_path, "evidence", "kinds")
    rows = [
        json.loads(row) for row in run(tmp_path, "timeline", "deploys.txt", "--all", "--format", "jsonl").splitlines()
    ]
    assert [(row["at"], row["who"], row["what"], row["sources"][0]["kind"]) for row in rows] == [
        ("2026-03-12T14:13:41Z", "alice", "Deploy of shop v212: done", name),
        ("2026-03-12T14:13:41Z", "alice", "Deploy of shop v212: failed", name),
    ]


def run(folder: Path, *arguments: str) -> str:
    """What the program prints with the packages of a folder beside it."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, "-P", "-m", "afterword", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout
