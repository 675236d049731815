"""The package as others install it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from afterword import __version__

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints; it has to succeed."""
    # as ./run does: a network of one's own often adds a certificate authority to the system's
    environment = os.environ | {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def uv() -> str:
    """The installer, from the path or from where ``sh ./run`` puts it."""
    found = shutil.which("uv") or shutil.which("uv", path=os.fspath(ROOT / ".tools" / "bin"))
    if found is None:
        pytest.skip("uv is neither on the path nor in .tools, so there is nothing to build a wheel with")
    return found


@pytest.fixture(scope="module")
def wheel(uv: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(uv, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Houses, fonts, styles, and templates travel with the code, and the licence with them."""
    source = ROOT / "src"
    ours = {
        path.relative_to(source).as_posix()
        for path in (source / "afterword").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert ours <= names
    assert "afterword/py.typed" in names
    assert f"afterword-{__version__}.dist-info/licenses/LICENSE" in names


def test_a_fresh_environment_runs_it(uv: str, wheel: Path, tmp_path: Path) -> None:
    """Installed from the wheel alone, away from the checkout, the program works with its data files."""
    run(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    lock = ROOT / "requirements.lock"
    run(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock, cwd=tmp_path)
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel, cwd=tmp_path)
    run(uv, "pip", "check", "--quiet", "--python", python, cwd=tmp_path)
    program = tmp_path / "env" / "bin" / "afterword"
    assert run(program, "--version", cwd=tmp_path) == f"afterword {__version__}\n"
    houses = run(program, "house", "list", cwd=tmp_path)
    assert all(house in houses for house in ("security", "seal", "soc", "cloud", "sre"))
    assert '"$id"' in run(program, "schema", cwd=tmp_path)
