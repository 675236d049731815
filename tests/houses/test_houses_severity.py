"""The severity of documents of other organisations: every form that states it, and none that only looks so."""

import re

import pytest

from afterword.houses import lens

BODY = (
    "\n\n## Summary\n\nThe disk filled up and the site was down for an hour.\n\n"
    "## Timeline\n\n- 2024-02-15 10:00 UTC - alert SEV4 noise\n- 2024-02-15 11:00 UTC - back\n\n"
    "## Action items\n\n| Action | Owner | Priority |\n|---|---|---|\n| Mend it | Ann | P3 |\n"
)
FORMS: list[tuple[str, str | None]] = [
    ("# Site down\n\n**Severity:** SEV-1", "SEV-1"),
    ("# Site down\n\nSeverity: High", "High"),
    ("# Site down\n\n- **Severity:** High: the queue stopped without a word until it was restarted by hand", "High"),
    ("---\nname: disk\nmetadata:\n  type: incident\n  severity: MEDIUM\n---\n# Site down", "MEDIUM"),
    ("# Site down\n\n## Tags\n\n`#project:shop` `#severity:high`", "high"),
    ("# Site down\n\n* Severity: P2\n* Status: done", "P2"),
    ("# Site down\n\n|Severity|Status|\n|---|---|\n|S1|Final|", "S1"),
    ("# Site down\n\n| | |\n|---|---|\n| Severity | Sev2 |\n| Date | 2024-02-15 |", "Sev2"),
    ("# [SEV1] Site down", "SEV1"),
    ("# SEV-2: Site down", "SEV-2"),
    ("# Site down (P1)", "P1"),
    ("# P1 - Site down", "P1"),
    ("# Site down - Sev 3", "Sev 3"),
    ("# S1: Site down", "S1"),
    ("# Severity 2 incident: Site down", "Severity 2"),
    ("# Site down\n\n## Incident level\n\nLevel 2", "Level 2"),
    ("# Site down\n\n**Priority: P2**", "P2"),
    ("# Site down\n\n**Impact level:** High", "High"),
    ("# Site down\n\n**Classification:** SEV-3", "SEV-3"),
    ("# Site down\n\n**Level:** Sev1", "Sev1"),
    ("# Site down\n\n**\u4e25\u91cd\u7b49\u7ea7**\uff1aP1", "P1"),
    ("# Site down\n\n**\uc2ec\uac01\ub3c4**: \ub192\uc74c", "\ub192\uc74c"),
    ("# Site down\n\n**Серьёзность:** Высокая", "Высокая"),
    ("# Site down\n\n**Severity:** SEV-2 \u2192 down to SEV-3 at noon", "SEV-2 \u2192 down to SEV-3 at noon"),
    ("# Site down\n\nPriority: P2", "P2"),
    ("# Site down\n\n**Impact:** Critical", "Critical"),
    ("---\nseverity: high\ntitle: Site down\n---", "high"),
    ("---\nsev: 2\ntitle: Site down\n---", "2"),
    ("---\ntitle: Site down\nincident_severity: SEV3\n---", "SEV3"),
    ("---\ntitle: Site down\ntags: [database, sev2]\n---", "sev2"),
    ("# Site down\n\n![severity](https://img.shields.io/badge/severity-SEV1-red)", "SEV1"),
    ("# Site down\n\n![SEV-2](https://img.shields.io/badge/SEV--2-orange.svg)", "SEV-2"),
    (
        "# Site down\n\n![Severity: High](https://img.shields.io/badge/x.svg) ![Status](https://img.shields.io/badge/status-final-green)",
        "High",
    ),
    (
        "# Site down\n\n## Metadata\n\n| Field | Value |\n|---|---|\n| Severity | SEV-3 |\n| Status | Complete |",
        "SEV-3",
    ),
    ("# Site down\n\n## Details\n\n- **Severity**: Major\n- **Owner**: Ann", "Major"),
    ("# Site down\n\n## Classification\n\n**Severity:** SEV2", "SEV2"),
    ("# Site down\n\n## Impact\n\n**Severity:** Major (High Impact)\n\nAll users were out.", "Major (High Impact)"),
    ("# Site down\n\n## Impact\n\n- Severity: 2\n- Users: all of them", "2"),
    ("# Site down\n\n**Severity**\nSEV-1\n\n**Duration**\n1 hour", "SEV-1"),
    ("# Site down\n\nSeverity\n: High", "High"),
    ("# Site down\n\n## Severity: SEV-1", "SEV-1"),
    ("# Site down\n\n## Severity\n\n🔴 Critical", "🔴 Critical"),
    ("# Site down\n\n### Severity\n\n`P1`", "P1"),
    ("# Site down\n\n**Severity:** `SEV2` | **Status:** Final | **Owner:** Ann", "SEV2"),
    ("# Site down\n\nSeverity: SEV2, Status: Final", "SEV2"),
    ("# Site down\n\n> **Severity:** High\n> **Status:** Final", "High"),
    ("# Site down\n\n> Severity: High  \n> Date: 2024-02-15", "High"),
    ("# Site down\n\n<table><tr><td>Severity</td><td>SEV-1</td></tr></table>", "SEV-1"),
    ("# Site down\n\nThis was a SEV-1 incident that took the site down for an hour.", "SEV-1"),
    ("# Site down\n\n## What happened\n\nAt noon we declared a P1 incident because the site was down.", "P1"),
    ("# Site down\n\n- **Severity**: Sev-2 (Major)\n- **Date**: 2024-02-15", "Sev-2 (Major)"),
    ("# Site down\n\n**Severity level:** 3", "3"),
    ("# Site down\n\nSeverity Level - High", "High"),
    ("# Site down\n\nIncident Severity: Sev 1 - Critical", "Sev 1"),
    ("# Site down\n\n- Severity\n  - High\n- Status\n  - Final", "High"),
    ("# Site down\n\n**Criticality:** High\n**Owner:** Ann", "High"),
    ("# Site down\n\n__Severity__: P0", "P0"),
    ("# Site down\n\n**Severity**: ~~SEV-1~~ SEV-2", "SEV-2"),
    ("# Site down\n\n## Incident details\n\nSeverity: SEV-2\\\nStatus: Final\\\nLead: Ann", "SEV-2"),
    ("# Site down\n\n**Sev:** 1", "1"),
    ("# INC-123 | SEV2 | Site down", "SEV2"),
    ("# 2024-02-15 [P2] Site down", "P2"),
    ("# Site down\n\n|||\n|-|-|\n|**Severity**|`SEV2`|\n|**Duration**|1h|\n|**Lead**|Ann|", "SEV2"),
    ("# Site down\n\nSeverity: [SEV-2](https://x.example/sev)\n\nDate: 2024-02-15", "SEV-2"),
    ("# Site down\n\n**Severity:** None of these", None),
    ("# Site down\n\n**Impact:** Critical services were slow for an hour.", None),
    ("# P2P network down", None),
    ("# S3 bucket lost", None),
    ("# M1 build agents down", None),
    ("# Site down\n\nWe use SEV-1 to SEV-5 for grades.", None),
    ("# Site down\n\n**Priority:** find the cause", None),
    ("# Site down\n\n## Root cause\n\nAn AWS SEV2 support ticket was opened.", None),
    ("# Site down\n\n**Severity:** SEV1 | SEV2 | SEV3", None),
    ("# Site down\n\n**Severity:** [SEV-?]", None),
    ("# Site down\n\n**Severity:** TBD", None),
    ("# Level 3 outage", None),
    ("# P99 latency of the API", None),
    ("# S1 region down? No: s1 db shard slow", None),
    ("# Site down\n\nSev: 2 (downgraded from SEV1)", "2 (downgraded from SEV1)"),
    ("# Site down\n\nSev2", "Sev2"),
    ("# Site down\n\n**SEV-2**", "SEV-2"),
    ("# Site down\n\nClassification: Sev-2, Customer-Impacting\nTeams: edge", "Sev-2, Customer-Impacting"),
    ("# Site down\n\nClassification: Confidential", None),
    ("# Site down\n\nWe rated it *SEV 0* as data was lost.", "SEV 0"),
    ("# Site down\n\nIt was down for six hours. sev 4.", "sev 4"),
    ("# Site down\n\nSee P3.", None),
    ("# Site down\n\nSev 3 | 2024-08-01 | @tess", "Sev 3"),
    ("# Site down\n\n_Severity: **SEV3**_ \u2014 _Status: **in review**_", "SEV3"),
    ("# Site down\n\nThe severity of the issue was HIGH because all were out.", "HIGH"),
    ("# Site down\n\nThe incident was classified as *critical*, as data was lost.", "critical"),
    ("# Site down\n\nIt was rated a medium severity incident.", "medium"),
    ("# Site down\n\nDer Schweregrad des Vorfalls war hoch.", "hoch"),
    ("# Site down\n\nSeverity has been assessed as low.", "low"),
    ("# Site down\n\nThe severity of this vulnerability is critical.", None),
    ("# Site down\n\nThe severity of the issue was high enough to wake us.", None),
    ("# Site down\n\nThe severity was not high.", None),
    ("# Site down\n\n*Incident date:* 2022-09-17 *Severity:* medium *Duration:* 5h", "medium"),
]


def _plain(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", text or "").strip().lower()


@pytest.mark.parametrize(("head", "severity"), FORMS, ids=range(len(FORMS)))
def test_a_severity_is_read_in_every_form(head: str, severity: str | None) -> None:
    """What a person would name as the severity is read as written; words that only look like one are none."""
    text = head + ("\n\n# Site down" if head.startswith("---") else "") + BODY
    record = lens.get(text).record
    assert _plain(record.severity.written if record.severity else None) == _plain(severity)
    assert lens.put(text, record) == text


@pytest.mark.parametrize("head", ["# [SEV1] Site down", "# Site down\n\n## Impact\n\nSeverity: High\n\nAll."])
def test_a_severity_without_a_place_of_its_own_is_a_doubt(head: str) -> None:
    """A person is told where a severity was found that stands under no label at the top."""
    assert [f.line for f in lens.get(head + BODY).findings if f.code == "RD432"] == [1 if head[2] == "[" else 5]


def test_a_grade_of_the_writers_own_words_may_be_explained() -> None:
    """A value under the label of the severity is taken where its first two words are parted from what explains them."""
    text = "# Outage\n\n**Severity:** Partial degradation — two services down\n\n## Summary\n\nThe queue stopped.\n"
    record = lens.get(text).record
    assert record.severity is not None
    assert str(record.severity.written).startswith("Partial degradation")
    assert lens.put(text, record) == text


@pytest.mark.parametrize(
    "text",
    [
        "- **Severity:** SEV4 \u2014 nothing was lost; three hours and\n  many words were\n- **Owner:** Ann\n",
        "### Severity\n\nSEV4 - nothing was lost; three hours and many words\nwere\n",
        "**Severity:** SEV4 \u2014 nothing was lost; three hours and many words of\nall of us were\n",
    ],
)
def test_a_grade_whose_words_are_wrapped_stands_alone(text: str) -> None:
    """Where what explains a grade goes on over lines, the grade is taken and no half of the words about it."""
    text = f"# Outage\n\n{text}\n## Summary\n\nThe queue stopped.\n"
    record = lens.get(text).record
    assert record.severity is not None
    assert record.severity.written == "SEV4"
    assert lens.put(text, record) == text


@pytest.mark.parametrize(
    ("written", "value", "rank"),
    [
        ("2 (downgraded from SEV1)", "2", 2),
        ("Major (initially critical)", "major", 2),
        ("SEV2 (was SEV1)", "sev2", 2),
        ("3/5", None, None),
    ],
)
def test_the_first_grade_counts(written: str, value: str | None, rank: int | None) -> None:
    """What stands behind a grade tells of others; a figure on a scale that nobody states is none."""
    severity = lens.get(f"# Site down\n\n**Severity:** {written}{BODY}").record.severity
    assert severity is not None
    assert (severity.value, severity.rank) == (value, rank)
