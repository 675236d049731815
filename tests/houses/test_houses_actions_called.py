"""Actions that a label calls so in other sections, and headings that are actions with what explains them below."""

import pytest

from afterword.houses import lens

HEAD = "# Disk full\n\n## Summary\n\nThe disk filled up on a Monday.\n\n"
ROWS: list[tuple[str, str, list[str]]] = [
    (
        "paragraphs below headings of lessons",
        "## Lessons\n\n### Load\n\nSlow.\n\nAction point: mend it,\nnow.\n\nAction point: send mails.\n",
        ["mend it,\nnow.", "send mails."],
    ),
    (
        "items among lessons",
        "## Lessons\n\n- The team was quick.\n- Action item: write a runbook\n- Follow-up: add an alert\n",
        ["write a runbook", "add an alert"],
    ),
    (
        "a follow-up that tells and an action that is none",
        "## Lessons\n\n- Follow-up: none of us was called again.\n- Action point: none\n- Action: the host was left.\n",
        [],
    ),
    (
        "announced by one who will have to",
        "## Remediation\n\nIt looks like I'm going to need to:\n\n1. Lift the cables off the ground.\n2. Buy a drum.\n",
        ["Lift the cables off the ground.", "Buy a drum."],
    ),
    (
        "headings that letters count, with details in lists below some",
        (
            "## Accionables\n\n### A1. Avisar antes\n**Prioridad:** Alta\nAgregar.\n\n### A2. Elegir un disco\n"
            "Opciones:\n1. Uno grande\n2. Dos chicos\n\n### A3. Lista de control\nAntes de todo:\n- [ ] mirar\n"
        ),
        ["A1. Avisar antes", "A2. Elegir un disco", "A3. Lista de control"],
    ),
    (
        "headings with priorities below what is needed yet",
        (
            "## Remediation\n\n### Applied (immediate)\n\n1. Freed the disk.\n\n### Needed (follow-up)\n\n"
            "#### P0: Better logs\n\nThey say more.\n\n#### P1: Larger disks\n\nThey hold more.\n"
        ),
        ["Better logs", "Larger disks"],
    ),
    (
        "links behind the actions",
        "## \u9884\u9632\n\n- \u68c0\u67e5\u78c1\u76d8\n\n\u53c2\u8003\uff1a\n\n- RFC 1: https://example.org/rfc1\n",
        ["\u68c0\u67e5\u78c1\u76d8"],
    ),
    ("advice to users", "## What to do (as a user)\n\n- Mount your disks again.\n- Run a check of them.\n", []),
    (
        "groups that letters count",
        "## Action items\n\n### P0: short term\n\n- Add an alert\n\n### P1: long term\n\n- Buy a disk\n",
        ["Add an alert", "Buy a disk"],
    ),
]


@pytest.mark.parametrize(("text", "actions"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_is_called_an_action_is_one(text: str, actions: list[str]) -> None:
    """Each text that is called an action is read, nothing else is, and the document is put back byte for byte."""
    record = lens.get(HEAD + text).record
    assert [action.what for action in record.actions] == actions
    assert lens.put(HEAD + text, record) == HEAD + text
