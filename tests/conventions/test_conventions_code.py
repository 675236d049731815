"""What every file of the program keeps to, measured over the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "afterword"
MODULES = sorted(SOURCE.rglob("*.py"))
SCRIPTS = [path for folder in ("tests", "tools", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
MAX_FILE = 500
MAX_FUNCTION = 80
BANNED_NAMES = {"utils", "util", "common", "helpers", "helper", "core", "misc", "shared", "base"}
BROAD = {"Exception", "BaseException"}
# The program's outermost place, and the call into a stranger's plug-in.
BROAD_ALLOWED = {"cli/main.py", "evidence/registry.py", "model/plugins.py", "review/strangers.py"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
CLOCK_ROOMS = {"cli", "web"}


def name(path: Path) -> str:
    """The module as people call it."""
    return path.relative_to(SOURCE if path.is_relative_to(SOURCE) else ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def report(offenders: Iterator[str]) -> None:
    """Fail with every offender at once."""
    found = list(offenders)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=name)
def test_a_file_and_its_functions_fit_in_a_head(path: Path) -> None:
    """A file has at most 500 lines and a function at most 80."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MAX_FUNCTION, node.name


def test_no_error_is_swallowed() -> None:
    """Broad excepts stand only where a stranger's plug-in runs and at the outermost place; no handler only passes."""

    def offenders() -> Iterator[str]:
        for path in MODULES:
            for node in ast.walk(tree(path)):
                if not isinstance(node, ast.ExceptHandler):
                    continue
                caught = {part.id for part in ast.walk(node.type or ast.Pass()) if isinstance(part, ast.Name)}
                if (node.type is None or caught & BROAD) and name(path) not in BROAD_ALLOWED:
                    yield f"{name(path)}:{node.lineno} catches everything"
                if all(isinstance(part, ast.Pass) for part in node.body):
                    yield f"{name(path)}:{node.lineno} swallows an error"

    report(offenders())


def is_dataclass(node: ast.ClassDef) -> ast.Call | None:
    """The call of the decorator that makes a class a dataclass."""
    calls = [decorator for decorator in node.decorator_list if isinstance(decorator, ast.Call)]
    return next((call for call in calls if ast.unparse(call.func).endswith("dataclass")), None)


def test_every_field_says_what_it_is() -> None:
    """A public field of a dataclass is followed by its docstring."""

    def offenders() -> Iterator[str]:
        for path in MODULES:
            for node in ast.walk(tree(path)):
                if not isinstance(node, ast.ClassDef) or node.name.startswith("_") or not is_dataclass(node):
                    continue
                for field, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
                    documented = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                    target = field.target if isinstance(field, ast.AnnAssign) else None
                    if isinstance(target, ast.Name) and not target.id.startswith("_") and not documented:
                        yield f"{name(path)}:{field.lineno} {node.name}.{target.id}"

    report(offenders())


def test_values_do_not_change() -> None:
    """A dataclass has slots unless it remembers what it worked out; in the model it is frozen, too."""

    def offenders() -> Iterator[str]:
        for path in MODULES:
            wanted = {"frozen", "slots"} if path.parent.name == "model" else {"slots"}
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.ClassDef) and "dataclass" in ast.unparse(ast.List(node.decorator_list)):
                    if node.name.startswith("_") or "cached_property" in ast.unparse(node):
                        continue
                    call = is_dataclass(node)
                    options = {keyword.arg for keyword in call.keywords} if call else set()
                    if not wanted <= options:
                        yield f"{name(path)}:{node.lineno} {node.name}"

    report(offenders())


def test_classes_are_made_at_little_cost() -> None:
    """A dataclass is one of ``afterword.model.values``, which compiles no methods that nobody calls."""

    def offenders() -> Iterator[str]:
        for path in MODULES:
            taken = re.search(
                r"^ *from dataclasses import .*\bdataclass\b", path.read_text(encoding="utf-8"), re.MULTILINE
            )
            if taken and name(path) != "model/values.py":
                yield name(path)

    report(offenders())


def test_the_clock_is_passed_in() -> None:
    """Only the rooms that talk to a person ask what time it is."""

    def offenders() -> Iterator[str]:
        for path in MODULES:
            if path.relative_to(SOURCE).parts[0] in CLOCK_ROOMS:
                continue
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                    owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                    if (owner, node.attr) in CLOCKS:
                        yield f"{name(path)}:{node.lineno} {owner}.{node.attr}"

    report(offenders())


def test_modules_are_named_for_what_they_hold() -> None:
    """No module has a name under which anything could be put, and none abbreviates with a single letter."""
    offenders = [
        name(path)
        for path in MODULES
        if path.stem.strip("_") in BANNED_NAMES or path.parent.name in BANNED_NAMES or len(path.stem) == 1
    ]
    assert not offenders


def test_shapes_that_cross_rooms_have_types() -> None:
    """No mapping of anything: a value that leaves its module has a class, or is Plain."""
    offenders = [name(path) for path in MODULES if "dict[str, Any]" in path.read_text(encoding="utf-8")]
    assert not offenders
