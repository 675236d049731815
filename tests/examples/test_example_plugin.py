"""The example of a plug-in works, as a package beside Afterword and as one that is installed."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shop-deploys"
PROJECT = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
KINDS = PROJECT["entry-points"]["afterword.evidence"]


def run(*command: str, beside: Path | str, folder: Path) -> str:
    """What a program prints with the packages of a folder beside Afterword."""
    environment = os.environ | {"PYTHONPATH": str(beside)}
    arguments = [sys.executable, "-P", "-m", *command]
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def beside(tmp_path: Path) -> str:
    """A path on which the example stands as if it were installed: its modules, and what installing notes of it."""
    noted = tmp_path / "noted" / f"shop_postmortems-{PROJECT['version']}.dist-info"
    noted.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {PROJECT['name']}\nVersion: {PROJECT['version']}\n"
    (noted / "METADATA").write_text(head, encoding="utf-8")
    points = "".join(f"{name} = {module}\n" for name, module in KINDS.items())
    (noted / "entry_points.txt").write_text(f"[afterword.evidence]\n{points}", encoding="utf-8")
    return f"{EXAMPLE / 'src'}{os.pathsep}{noted.parent}"


def test_its_kinds_are_listed(beside: str, tmp_path: Path) -> None:
    """Each with what it reads, among those that come with Afterword."""
    listed = run("afterword", "evidence", "kinds", beside=beside, folder=tmp_path)
    for name in KINDS:
        (line,) = [line for line in listed.splitlines() if line.split()[:1] == [name]]
        assert "shop's" in line


def test_its_own_tests_pass(beside: str, tmp_path: Path) -> None:
    """The tests that it shows are true."""
    tests = shutil.copytree(EXAMPLE / "tests", tmp_path / "tests")
    said = run(
        "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", str(tests), beside=beside, folder=tmp_path
    )
    assert " passed" in said


@pytest.mark.slow
def test_it_can_be_installed(tmp_path: Path) -> None:
    """What is built and installed from its folder is found by its entry points."""
    uv = shutil.which("uv") or shutil.which("uv", path=EXAMPLE.parents[1] / ".tools" / "bin")
    if uv is None:
        pytest.skip("uv, which builds packages here, is not there")
    source = shutil.copytree(EXAMPLE, tmp_path / "source")
    place = tmp_path / "place"
    command = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--python",
        sys.executable,
        "--target",
        str(place),
        str(source),
    ]
    subprocess.run(command, check=True, cwd=tmp_path)
    listed = run("afterword", "evidence", "kinds", beside=place, folder=tmp_path)
    assert all(name in listed for name in KINDS)
