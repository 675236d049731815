"""Charts from the command line, and in the versions of a document."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

MINUTE = 60
START = 1_773_324_000
DOCUMENT = """---
house: soc
title: Orders failed
---
# Orders failed

## 3. Incident Summary (Executive-Safe)

**Incident ID:** INC-2026-007
**Severity:** SEV-1

**Summary:** Orders failed. ![Orders](orders.json)

## 4. Incident Timeline (Authoritative Record)

| Time (UTC) | Event | Notes |
|---|---|---|
| 2026-03-12 14:02 | Alert detected | Zebulon Quuxley saw it on db-07.corp.internal |
| 2026-03-12 14:06 | Recovery completed | |
"""


def metrics(folder: Path, labels: dict[str, str], name: str = "orders.json") -> Path:
    """An answer of Prometheus with ten minutes of one series."""
    values = [[START + MINUTE * n, str(n)] for n in range(10)]
    rows = [{"metric": labels, "values": values}]
    path = folder / name
    path.write_text(json.dumps({"status": "success", "data": {"resultType": "matrix", "result": rows}}))
    return path


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem that shows a file of metrics."""
    path = tmp_path / "incident.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_a_chart_is_printed_as_text_picture_and_data(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the milestones of a document, in its zone."""
    path = str(metrics(tmp_path, {"__name__": "orders"}))
    assert main(["chart", path, "--with", str(document)]) == 0
    text = capsys.readouterr().out
    assert "2026-03-12 14:00 UTC to 2026-03-12 14:09 UTC" in text
    assert "A detected 14:02" in text
    assert main(["chart", path, "--format", "svg", "--with", str(document)]) == 0
    assert capsys.readouterr().out.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert main(["chart", f"{path}?unit=orders", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["panels"][0]["unit"] == "orders"
    assert told["panels"][0]["series"][0]["samples"][9] == ["2026-03-12T14:09:00+00:00", 9.0]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("none.json", None, "there is no such file"),
        ("a.log", "2026-03-12 14:00:00 started\n", "it holds no samples of metrics"),
        ("b.csv", "time,a\n", "it holds no samples of metrics"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, reason: str
) -> None:
    """And exit code 2."""
    if text is not None:
        (tmp_path / name).write_text(text)
    assert main(["chart", str(tmp_path / name)]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.count("\n") == 1
    assert reason in out.err


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_labels_of_series_are_redacted_in_versions_for_others(document: Path, tmp_path: Path, target: str) -> None:
    """A host has a pseudonym in a chart as in the text, and the finished file is proven."""
    metrics(tmp_path, {"__name__": "orders", "host": "db-07.corp.internal"})
    out = tmp_path / f"out.{target}"
    assert main(["export", str(document), "--to", target, "--audience", "auditor", "-o", str(out)]) == 0
    if target != "docx":  # its pictures are pixels, of which a search of a file that others made proves nothing
        assert main(["leaktest", str(out), "--record", str(document), "--audience", "auditor"]) == 0
    if target == "html":
        page = out.read_text(encoding="utf-8")
        assert 'class="line s1"' in page
        assert "db-07" not in page


@pytest.mark.parametrize("target", ["html", "pdf"])
def test_a_label_that_may_not_be_seen_stops_an_export(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    """What the document says only where an audience does not look is found in the letters of a picture."""
    document.write_text(DOCUMENT.replace("saw it on", "saw Xylophonequartz7 on"), encoding="utf-8")
    metrics(tmp_path, {"__name__": "orders", "thing": "Xylophonequartz7"})
    out = tmp_path / f"out.{target}"
    assert main(["export", str(document), "--to", target, "--audience", "public", "-o", str(out)]) == 1
    assert not out.exists()
    assert "Xyl" in capsys.readouterr().err


def test_markdown_for_others_has_the_data_of_a_chart(document: Path, tmp_path: Path) -> None:
    """As the file of metrics does not go with it; in a line its words are left."""
    metrics(tmp_path, {"__name__": "orders", "host": "db-07.corp.internal"})
    document.write_text(
        DOCUMENT.replace(" Orders failed. !", "\nOrders failed.\n\n!").replace(
            ".json)", ".json)\n\nAs ![Said](orders.json)."
        )
    )
    out = tmp_path / "out.md"
    assert main(["export", str(document), "--to", "md", "--audience", "auditor", "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "**Orders**\n\n| Time UTC | Milestone | Value |\n| --- | --- | ---: |\n" in text
    assert "| 14:02 | Detected | 2 |" in text
    assert "As Said." in text
    assert "db-07" not in text


def test_a_chart_can_be_asked_for(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By whoever exports, for those who may see data, and in formats that have a place for it."""
    path = str(metrics(tmp_path, {"__name__": "pool_size"}, "pool.json"))
    metrics(tmp_path, {"__name__": "orders"})
    out = tmp_path / "out.html"
    assert main(["export", str(document), "--to", "html", "--chart", path, "-o", str(out)]) == 0
    assert "<figcaption" in out.read_text(encoding="utf-8")
    assert ">Pool</figcaption>" in out.read_text(encoding="utf-8")
    asked = ["export", str(document), "--chart", path, "-o", str(out), "--force"]
    assert main([*asked, "--to", "html", "--audience", "public"]) == 2
    assert "the house shows no supporting_data to public" in capsys.readouterr().err
    assert main([*asked, "--to", "status"]) == 2
