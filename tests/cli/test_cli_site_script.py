"""The search and the filters of a site, as a browser runs them."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from afterword.cli.main import main

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
DOCUMENT = """---
house: sre
---
# {title}

Incident ID: {id}
Date: {day}
Severity: {severity}

## INCIDENT SUMMARY

{summary}
"""
STEPS = """
"use strict";
const told = {};
const input = document.getElementById("asked");
const shown = () => [...document.querySelectorAll(".cards li")].filter((one) => !one.hidden)
  .map((one) => one.querySelector("h2").textContent);
const ask = (words) => {
  input.value = words;
  input.dispatchEvent(new Event("input"));
  return { shown: shown(), count: document.querySelector(".count").textContent };
};
const tick = (facet, words) => {
  const labels = [...document.querySelectorAll(`details[data-facet="${facet}"] label`)];
  labels.find((one) => one.textContent.includes(words)).querySelector("input").click();
  return shown();
};
told.form = !document.querySelector(".search").hidden;
told.all = ask("");
told.word = ask("certificate");
told.accents = ask("cafe");
told.title_first = ask("pool");
told.two = ask("pool payments");
told.none = ask("zebra");
told.japanese = ask("\\u969c\\u5bb3");
ask("");
told.ticked = tick("severity", "P1");
told.also = tick("severity", "P2");
tick("severity", "P1");
told.narrowed = tick("year", "2026");
told.links_left = document.querySelectorAll("details[data-facet] a[data-value]").length;
told.submits = input.form.dispatchEvent(new Event("submit", { cancelable: true }));
document.documentElement.dataset.told = JSON.stringify(told);
"""
POSTMORTEMS = (
    ("Pool exhausted", "INC-1", "2026-01-10", "P1", "No connection was left."),
    ("Payments slow", "INC-2", "2026-02-10", "P2", "The pool of the payments service was too small."),
    ("Caf\u00e9 page down", "INC-3", "2025-02-10", "P2", "A certificate had expired."),
    ("\u969c\u5bb3\u5831\u544a", "INC-4", "2025-03-10", "P3", "\u6c7a\u6e08\u30b5\u30fc\u30d3\u30b9\u306e\u969c\u5bb3"),
)


@pytest.mark.skipif(not BROWSER, reason="there is no Chromium or Chrome on this machine")
def test_search_and_filters_show_what_was_asked_for(tmp_path: Path) -> None:
    """Words anywhere, those in titles first, without accents; boxes of one facet add, those of two narrow down."""
    folder, site = tmp_path / "postmortems", tmp_path / "site"
    folder.mkdir()
    for title, number, day, severity, summary in POSTMORTEMS:
        text = DOCUMENT.format(title=title, id=number, day=day, severity=severity, summary=summary)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    assert main(["site", str(folder), "--audience", "internal", "-o", str(site)]) == 0
    told = run(site)
    pool, slow, cafe, japanese = (row[0] for row in POSTMORTEMS)
    assert told["form"] is True
    assert told["all"] == {"shown": [slow, pool, japanese, cafe], "count": "4 postmortems"}
    assert told["word"] == {"shown": [cafe], "count": "1 of 4 postmortems"}
    assert told["accents"] == {"shown": [cafe], "count": "1 of 4 postmortems"}
    assert told["title_first"] == {"shown": [pool, slow], "count": "2 of 4 postmortems"}
    assert told["two"] == {"shown": [slow], "count": "1 of 4 postmortems"}
    assert told["none"] == {"shown": [], "count": "0 of 4 postmortems"}
    assert told["japanese"] == {"shown": [japanese], "count": "1 of 4 postmortems"}
    assert told["ticked"] == [pool]
    assert told["also"] == [slow, pool, cafe]
    assert told["narrowed"] == [slow]
    assert told["links_left"] == 0
    assert told["submits"] is False


def run(site: Path) -> dict[str, object]:
    """What a browser tells that opens the index from its file, with our steps as one more script beside it."""
    (site / "steps.js").write_text(STEPS, encoding="utf-8")
    index = site / "index.html"
    page = index.read_text(encoding="utf-8")
    index.write_text(page.replace("<title>", '<script src="steps.js" defer></script>\n<title>', 1), encoding="utf-8")
    asked = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={site.parent / 'profile'}"]
    done = subprocess.run(
        [*asked, "--dump-dom", index.as_uri()], capture_output=True, text=True, check=True, timeout=120
    )
    found = re.search(r'data-told="([^"]*)"', done.stdout)
    assert found is not None, done.stdout[:500]
    told = json.loads(unescape(found[1]))
    assert isinstance(told, dict)
    return told
