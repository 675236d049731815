"""How the program finds its commands and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from afterword import __version__
from afterword.cli import main as program
from afterword.errors import InputError

PROGRAM = [sys.executable, "-P", "-m", "afterword"]
COMMANDS = program.program.list_commands(program.click.Context(program.program))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as a person calls it."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "afterword", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_help_lists_every_file_of_the_folder() -> None:
    """The list of commands is the folder's, each with the first line of its file and nothing imported."""
    result = run("--help")
    assert (result.returncode, result.stderr) == (0, "")
    listed = {
        line.split()[0]
        for line in result.stdout.split("Commands:")[1].splitlines()
        if line.startswith("  ") and line[2] != " "
    }
    assert listed == set(COMMANDS)
    assert {"init", "schema"} <= listed


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["init", "--help"], ["schema", "--help"]])
def test_a_command_imports_only_what_it_needs(arguments: list[str]) -> None:
    """Heavy packages, and the files of other commands, stay unimported."""
    code = (
        "import sys; from afterword.cli.main import main; main(sys.argv[1:]);"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-P", "-c", code, *arguments], capture_output=True, text=True, check=True)
    loaded = set(result.stderr.split())
    assert not loaded & {"pydantic", "rich", "typst", "yaml", "ruamel", "markdown_it", "django", "asyncio"}
    commands = {name.removeprefix("afterword.cli.") for name in loaded if name.startswith("afterword.cli.")}
    assert {name for name in commands if not name.startswith("_")} <= {"main", "files", arguments[0]}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """Its file's first line is a sentence that fits a terminal, and its help works."""
    purpose = program._purpose(name)
    assert purpose.endswith(".")
    assert len(purpose) <= 88
    assert run(name, "--help").stdout.startswith(f"Usage: afterword {name} ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shema"], "afterword: No such command 'shema'. Did you mean 'schema'? Try 'afterword --help'.\n"),
        (["--nope"], "afterword: No such option '--nope'. Try 'afterword --help'.\n"),
        (["schema", "--nope"], "afterword: No such option '--nope'."),
        (["schema", "-o"], "afterword: Option '-o' requires an argument."),
        (["a\x1b[31m\nb"], "afterword: No such command 'a\\x1b[31m\\nb'."),
        (["schema", "-o", "/"], "afterword: /: is a folder; name a file\n"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(arguments: list[str], message: str) -> None:
    """The line names what is wrong and what to do, holds no control characters, and nothing is printed."""
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_no_arguments_show_the_help_and_are_no_success() -> None:
    """Calling the program bare explains it."""
    result = run()
    assert result.returncode == 2
    assert "Commands:" in result.stderr


def test_the_version_is_the_package_s() -> None:
    """``--version`` prints it."""
    assert run("--version").stdout == f"afterword {__version__}\n"


def test_a_reader_that_leaves_is_no_error() -> None:
    """A closed pipe ends the program quietly, as it ends other programs."""
    child = subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line() -> None:
    """What cannot be written is said, and the exit code is 2."""
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-P", "-m", "afterword", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (result.returncode, result.stderr) == (2, "afterword: No space left on device\n")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (InputError("x.md: no such file"), 2, "afterword: x.md: no such file\n"),
        (InputError("two\nlines\x07"), 2, "afterword: two lines\\x07\n"),
        (PermissionError(13, "Permission denied", "x"), 2, "afterword: x: Permission denied\n"),
        (KeyboardInterrupt(), 130, ""),
        (SystemExit(1), 1, ""),
    ],
)
def test_every_outcome_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: BaseException, code: int, line: str
) -> None:
    """Errors of the caller and the world are one line; an interruption is silent."""
    assert outcome(monkeypatch, error) == code
    assert capfd.readouterr().err == line


def test_a_fault_of_ours_shows_where_and_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The traceback is printed, then one line of apology; the exit code is neither a verdict nor a refusal."""
    assert outcome(monkeypatch, ZeroDivisionError("division by zero")) == 70
    said = capfd.readouterr().err.splitlines()
    assert said[0].startswith("Traceback")
    assert said[-2] == "ZeroDivisionError: division by zero"
    assert said[-1] == "afterword: sorry, this is a fault of the program; please open an issue with the lines above"


def outcome(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """The exit code of a command that ends with the error."""

    @program.click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(program.Commands, "get_command", lambda *_: failing)
    monkeypatch.setattr(program, "_abandon_stdout", lambda: None)
    if isinstance(error, SystemExit):
        with pytest.raises(SystemExit) as ending:
            program.main(["init"])
        return int(str(ending.value.code))
    return program.main(["init"])
