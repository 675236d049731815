"""The demonstration of ``sh ./run demo``."""

import importlib.util
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "tools" / "demo.py"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"status": "recorded", "seconds": 237, "min": None, "max": None}, "3 min 57 s"),
        ({"status": "range", "seconds": None, "min": 60, "max": 120.5}, "between 1 min and 2 min 0.5 s"),
        ({"status": "not_applicable", "seconds": None, "min": None, "max": None}, "not applicable"),
    ],
)
def test_the_demo_says_figures_as_metrics_does(figure: dict[str, object], words: str) -> None:
    """Nothing is rounded away between the demonstration and the program."""
    spec = importlib.util.spec_from_file_location("demo", DEMO)
    assert spec is not None
    assert spec.loader is not None
    demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(demo)
    assert demo.said(figure) == words
