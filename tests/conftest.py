"""What all tests share: golden files, and how property tests search."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

ROOT = Path(__file__).resolve().parents[1]

# The same examples every time, so that a newcomer's first run says what ours said; --hypothesis-profile=search looks
# further, and what it finds becomes an @example.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_sessionstart() -> None:
    """Draw no values that stand in our own source: any edit, or another choice of tests, would give other examples."""
    if settings.default and settings.default.derandomize:
        providers.HypothesisProvider._local_constants = providers.Constants()  # no public setting does this


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--accept", action="store_true", help="rewrite golden files and generated documents")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a committed file, or rewrite the file where ``--accept`` is given."""
    accept = bool(request.config.getoption("--accept"))

    def compare(path: Path, text: str) -> None:
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.is_file(), f"{path.relative_to(ROOT)} is missing: sh ./run test --accept"
        expected = path.read_bytes().decode()
        assert text == expected, f"{path.relative_to(ROOT)} is out of date: sh ./run test --accept, then read the diff"

    return compare


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What can be made again at any time is kept in a folder of the tests, and not in that of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
