"""Kubernetes objects as YAML."""

from collections.abc import Callable

import pytest
import yaml

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
POD = """apiVersion: v1
kind: Pod
metadata:
  creationTimestamp: "2024-02-15T13:00:00Z"
  name: shop-1
  namespace: prod
status:
  conditions:
  - lastProbeTime: null
    lastTransitionTime: "2024-02-15T14:32:12Z"
    message: 'containers with unready status:
      [app] größer'
    status: "False"
    type: Ready
  containerStatuses:
  - lastState:
      terminated:
        exitCode: 137
        finishedAt: "2024-02-15T14:32:10Z"
        reason: OOMKilled
        startedAt: "2024-02-15T14:20:00Z"
    name: app
    restartCount: 7
    state:
      waiting:
        reason: CrashLoopBackOff
"""
EVENT = """apiVersion: v1
count: 7
firstTimestamp: "2024-02-15T14:10:00Z"
involvedObject:
  kind: Pod
  name: shop-1
  namespace: prod
kind: Event
lastTimestamp: "2024-02-15T14:32:11Z"
message: Back-off restarting failed container
metadata:
  name: e
  namespace: prod
reason: BackOff
source:
  component: kubelet
type: Warning
"""
TOLD = [
    ("2024-02-15T14:32:12Z", "Pod prod/shop-1: Ready=False: containers with unready status: [app] größer"),
    ("2024-02-15T14:32:10Z", "Pod prod/shop-1, container app: OOMKilled (exit code 137) (7 restarts)"),
    ("2024-02-15T14:32:11Z", "Pod prod/shop-1: BackOff: Back-off restarting failed container (7 times)"),
]


def item(text: str) -> str:
    """An object as an item of a list."""
    return "- " + text.replace("\n", "\n  ").rstrip(" ")


FORMS = {
    "documents": f"{POD}---\n{EVENT}",
    "documents with a start": f"---\n{POD}---\n{EVENT}---\n",
    "list": f'apiVersion: v1\nitems:\n{item(POD)}{item(EVENT)}kind: List\nmetadata:\n  resourceVersion: ""\n',
    "list without an end": f"kind: List\napiVersion: v1\nmetadata: {{}}\nitems:\n{item(POD)}{item(EVENT)}".rstrip("\n"),
    "other line ends": f"{POD}---\n{EVENT}".replace("\n", "\r\n"),
    "comments and blank lines": f"# kubectl get\n\n{POD}\n\n---\n# events\n{EVENT}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_objects_are_told_in_every_form(reading: Reading, form: str) -> None:
    """Each record cites its own lines, and all bytes are accounted for."""
    text = FORMS[form].encode()
    found = reading(text)
    entries = list(found.entries())
    assert [(entry.at, entry.what) for entry in entries] == TOLD
    assert [entry.sources[0].record for entry in entries] == [1, 2, 3]
    assert not found.findings
    said = []
    for entry in entries:
        (source,) = entry.sources
        assert source.kind == "kubernetes-yaml"
        assert source.line == text.count(b"\n", 0, source.offset) + 1
        said.append(yaml.safe_load(text[source.offset : source.offset + source.length]))
    assert said[0][0]["type"] == "Ready"
    assert said[1]["lastState"]["terminated"]["reason"] == "OOMKilled" if isinstance(said[1], dict) else said[1]
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(text)
    assert row.used.lines + row.unparsed.lines == text.count(b"\n") + (not text.endswith(b"\n"))


def test_an_object_that_is_broken_costs_no_other(reading: Reading) -> None:
    """It is said with its line, and unparsed."""
    broken = POD.replace("  conditions:", "  conditions: [")
    found = reading(f"{POD}---\n{broken}---\n{EVENT}")
    assert [entry.at for entry in found.entries()] == [at for at, _ in TOLD]
    (finding,) = found.findings
    assert finding.code == "EV204"
    assert finding.line is not None
    assert 27 < finding.line <= 58


def test_half_an_object_gives_what_is_there(reading: Reading) -> None:
    """A text that was cut is read up to there."""
    text = f"{EVENT}---\n{POD}"
    found = reading(text[: text.index("  containerStatuses:") + 30])
    assert [entry.at for entry in found.entries()][:2] == ["2024-02-15T14:32:11Z", "2024-02-15T14:32:12Z"]


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.0.0\ninfo:\n  title: x\npaths: {}\n",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  ports: []\n",
        "- hosts: all\n  tasks:\n  - name: x\n    ping:\n",
    ],
)
def test_other_yaml_is_not_understood(reading: Reading, text: str) -> None:
    """A manifest that was never applied says no time."""
    assert not reading(text).understood
