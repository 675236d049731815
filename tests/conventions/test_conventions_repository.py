"""What the repository as a whole keeps to."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("*.lock"))
TEXT = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".typ", ".css", ".sh", ".cfg", ""}


def tracked() -> list[Path]:
    """The files of the repository; without Git, all files that no run made."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [ROOT / line for line in listed.split("\0") if line and (ROOT / line).is_file()]
    ours = {"src", "tests", "tools", "docs", "examples", "benchmarks", ".ci"}
    nested = [path for name in ours for path in (ROOT / name).rglob("*") if "__pycache__" not in path.parts]
    return [path for path in [*ROOT.iterdir(), *nested] if path.is_file()]


def texts() -> list[tuple[str, str]]:
    """Name and content of every tracked text that people wrote, apart from examples of foreign formats."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in TEXT and "evidence" not in path.relative_to(ROOT).parts[:-1]
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    """Locks hold names, versions, and hashes, and work with whatever index the user has."""
    content = lock.read_text(encoding="utf-8")
    assert "://" not in content
    pins = re.findall(r"^[a-z].*$", content, re.MULTILINE)
    assert pins
    assert all(re.match(r"[a-z0-9.-]+==", pin) for pin in pins)
    assert content.count("--hash=sha256:") >= len(pins)


def test_no_lock_that_records_addresses_is_kept() -> None:
    """The lock formats that write addresses down are not in the repository."""
    kept = {path.name for path in tracked()}
    assert not kept & {"uv.lock", "poetry.lock", "Pipfile.lock", "pylock.toml"}
    assert {lock.name for lock in LOCKS} == {"requirements.lock", "requirements-dev.lock"}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_locked(lock: str) -> None:
    """What pyproject.toml asks for has a pinned version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    wanted += project["dependency-groups"]["dev"] if "dev" in lock else []
    names = {re.split(r"[>=<\[]", want)[0].lower().replace(".", "-").replace("_", "-") for want in wanted}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    assert names <= pinned


def test_both_locks_pin_the_same_versions() -> None:
    """The tests run with the versions that users get."""
    pins = [set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in map(str, LOCKS)]
    small, large = sorted(pins, key=len)
    assert small <= large


def test_nothing_points_out_of_the_repository() -> None:
    """No file outside the tests leans on a folder beside the checkout or on somebody's machine."""
    outside = re.compile(r"\.\./shared|(?<![\w.])/(?:work|root|home/\w+)/")
    offenders = [name for name, text in texts() if not name.startswith("tests/") and outside.search(text)]
    assert not offenders


def test_the_map_of_rooms_is_true() -> None:
    """The table of rooms in CONTRIBUTING names the rooms of the tree, in the order of the import contract."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    mapped = re.findall(r"^\| `([a-z_]+)(?:/|\.py)` \|", table, re.MULTILINE)
    source = ROOT / "src" / "afterword"
    rooms = {path.stem for path in source.iterdir() if (path / "__init__.py").is_file() or path.suffix == ".py"}
    assert sorted(mapped) == sorted(rooms - {"__init__", "__main__"})
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layered,) = [c for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    layers = [layer.strip("()") for layer in layered["layers"]]
    assert mapped == [layer for layer in reversed(layers) if layer in mapped]


def test_every_test_file_has_a_name_of_its_own() -> None:
    """Tests are found by file name, so no two files share one."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_every_kind_of_evidence_has_its_test() -> None:
    """A kind has a test file of its name, a sample of its name, or is tested by name beside one of the same system."""
    kinds = {path.stem for path in (ROOT / "src" / "afterword" / "evidence" / "kinds").glob("[a-z]*.py")}
    tests = sorted((ROOT / "tests" / "evidence" / "kinds").glob("test_*.py"))
    words = {path.stem for path in [*tests, *(ROOT / "tests" / "evidence" / "kinds" / "samples").glob("*")]}
    words |= {path.name.partition(".")[0] for path in (ROOT / "tests" / "evidence" / "samples").iterdir()}
    words |= set(re.findall(r"[\w-]+", " ".join(path.read_text() for path in tests)))
    assert {kind for kind in kinds if not words & {f"test_kind_{kind}", kind, kind.replace("_", "-")}} == set()
