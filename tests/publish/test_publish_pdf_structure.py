"""PDF files are tagged and archival as far as a program can check it, whatever the document holds."""

import io
import runpy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from afterword.houses import library
from afterword.model.event import Event
from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.publish.formats.loading import write
from afterword.publish.formats.version import Version
from afterword.publish.look import Logo, Look
from afterword.publish.looks.reading import asked_by, look_of

_FAULTS = runpy.run_path(str(Path(__file__).with_name("pdf_structure.py")))["faults"]
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples" / "checkout-outage"
LOGO = Logo(
    data=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    media_type="image/svg+xml",
    alt="The shop",
)
RICH = """---
title: Everything at once
subtitle: A document of all that there is
---
# Post-Mortem: Everything at once

| Field | Value |
|---|---|
| Severity | P1 |
| Status | |

## Timeline

| Time (UTC) | Event |
|---|---|
| 14:00 | Began[^a], with `code` and **[a link](https://example.com)** |

## Lists

1. One

   A paragraph in it, and a list:

   - [ ] open
   - [x] done, ~~struck~~
     > a quotation

2. Two
   ```
   code in a list
   ```

### Other writing

Сервис оплаты не отвечал.

Η υπηρεσία δεν απαντούσε.

- Größe
- ![A picture](none.png)

#### Deep

##### Deeper

###### Deepest

**A label:**

Words ![in a line](none.png) and a break
<br>behind.

## Wide

|%s|
|%s|
|%s|

| Empty | Table |
|---|---|

![Figure](none.png "With a caption")

```
%s
```

---

[^a]: `app.log` line 7, bytes 0-10, sha256 %s

[^b]: Not cited, with a list:

    - one
    - two
""" % ("|".join("abcdefghijklmn"), "|".join(["---"] * 14), "|".join("1" * 14), "x" * 180, "9f" * 32)  # noqa: UP031


def printed(text: str, record: Record | None = None, look: Look | None = None, target: str = "pdf") -> bytes:
    """A document as a PDF; with no warning that it does not conform."""
    version = Version(
        text=text, record=record or Record(), created=CREATED, folder=EXAMPLES, look=look or Look(), marking="TLP:AMBER"
    )
    made = write(version, target)
    assert not [warning for warning in made.warnings if "PDF/" in warning]
    return made.data


@pytest.mark.parametrize("house", library.names())
def test_the_example_of_every_house_keeps_the_rules(house: str) -> None:
    """In the look of its house."""
    text = (EXAMPLES / f"{house}.md").read_text(encoding="utf-8")
    assert _FAULTS(printed(text, look=look_of(asked_by(library.load(house))).look)) == []


@pytest.mark.parametrize("look", [Look(), Look(cover="page", logo=LOGO, header="A", footer="B"), Look(cover="none")])
def test_all_that_markdown_can_say_keeps_the_rules(look: Look) -> None:
    """Lists in lists, quotations, code, notes, three alphabets, empty and wide tables, and missing pictures."""
    assert _FAULTS(printed(RICH, look=look)) == []


def test_pictures_and_their_data_keep_the_rules() -> None:
    """The timeline, the causes, and a chart."""
    phases: tuple[tuple[int, Phase], ...] = ((6, "began"), (10, "detected"), (49, "recovered"))
    events = tuple(
        Event(at=f"2026-03-12T14:{n:02}:00Z", zone="UTC", what="x", phase=phase, precision="minute")
        for n, phase in phases
    )
    text = "# A\n\n## Timeline\n\nBad.\n\n![Failed orders](evidence/prometheus-pool.json)\n"
    assert _FAULTS(printed(text, Record(timeline=events))) == []


def test_a_page_for_executives_keeps_the_rules() -> None:
    """Though it is short."""
    record = Record(title="Orders failed", executive_summary="Half of all orders failed.")
    assert _FAULTS(printed("# Orders failed\n", record, target="summary")) == []


def _no_alternative(pdf: Pdf) -> None:
    figure = next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == "/Figure")
    del figure["/Alt"]


def _other_parent(pdf: Pdf) -> None:
    each = next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == "/H1")
    each["/K"] = Array([99])


def _no_scope(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == "/TH":
            del each["/A"]


def _untagged(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 9 9 re f")


def _not_embedded(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/FontFile3" in each:
            del each["/FontFile3"]


def _skipped(pdf: Pdf) -> None:
    first = next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == "/H1")
    first["/S"] = Name.H3


def _without(key: str) -> Callable[[Pdf], None]:
    def broken(pdf: Pdf) -> None:
        del pdf.Root[key]

    return broken


def _with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (_without("/Lang"), "no language"),
        (_without("/MarkInfo"), "not marked as tagged"),
        (_without("/ViewerPreferences"), "the title is not shown"),
        (_without("/StructTreeRoot"), "no structure"),
        (_without("/OutputIntents"), "no output intent"),
        (_without("/Metadata"), "the metadata do not say pdfuaid:part 1"),
        (_no_alternative, "a figure has no alternative"),
        (_other_parent, "the structure names content 99, which is not drawn"),
        (_no_scope, "a head of a table has no scope"),
        (_untagged, "page 1: f is neither tagged nor an artifact"),
        (_not_embedded, "is not embedded"),
        (_skipped, "the first heading is of level 3"),
        (_with_script, "an action /JavaScript"),
    ],
)
def test_the_check_finds_what_is_broken(broken: Callable[[Pdf], None], fault: str) -> None:
    """A check that finds nothing in a broken file would be worth nothing."""
    text = "# A\n\n## B\n\nBad.\n\n![Picture](evidence/screenshot-customer.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(printed(text))) as pdf:
        broken(pdf)
        pdf.save(out)
    assert any(fault in found for found in _FAULTS(out.getvalue()))
