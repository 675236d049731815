"""The program ``afterword``: finds its commands in this folder and turns every outcome into an exit code."""

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from afterword import __version__
from afterword.errors import AfterwordError

_FOLDER = Path(__file__).parent
_NOT_COMMANDS = frozenset({"main", "files"})
_COMPLETION = "_AFTERWORD_COMPLETE"
_REFUSED = 2
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_OUR_FAULT = 70


class Commands(click.Group):
    """A group whose commands are the files of this folder, each imported only when it is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names of the commands, in alphabetical order."""
        names = (path.stem for path in _FOLDER.glob("[a-z]*.py"))
        return sorted(name.replace("_", "-") for name in names if name not in _NOT_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its own file; None where there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"afterword.cli.{cmd_name.replace('-', '_')}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is not a click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments start with; an unknown one is refused with the names nearest to it."""
        if not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            raise click.NoSuchCommand(args[0], possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, read from the first lines of their files without importing them."""
        rows = [(name, _purpose(name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _purpose(name: str) -> str:
    """First line of the docstring of a command's file."""
    source = (_FOLDER / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    docstring, _, _ = source.partition("\n")
    return docstring.strip().strip('"').strip()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="afterword", message="%(prog)s %(version)s")
def program() -> None:
    """From the raw evidence of an incident to a postmortem that people trust.

    \b
    afterword timeline EVIDENCE...              what happened, merged and in UTC
    afterword draft EVIDENCE... --house HOUSE   a postmortem in Markdown, every event cited
    afterword export FILE --to pdf -o OUT       the document to hand round

    `afterword COMMAND --help` explains a command.
    Exit codes: 0 done, 1 the answer is no, 2 could not run.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    returns: the exit code: 0 done, 1 a verdict that is no, 2 could not run, 70 a fault of ours.
    """
    # a command lives for a moment and makes few cycles; looking for them as often as usual costs a twentieth of it
    gc.set_threshold(100_000, 50, 100)
    _speak_utf8()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return _PIPE_CLOSED
    except OSError as error:
        _abandon_stdout()
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except Exception:  # noqa: BLE001  # the one outermost place: nothing of ours may end without saying so
        return _apologise()
    return code


def _run(arguments: Sequence[str] | None) -> int:
    if _COMPLETION in os.environ:
        program.main(arguments, prog_name="afterword", complete_var=_COMPLETION)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # not program.main: it answers a closed pipe with exit code 1, which means "no" here
        with program.make_context("afterword", words) as context:
            result = program.invoke(context)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except AfterwordError as error:
        return _refuse(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return _REFUSED
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "afterword"
        message = error.format_message().rstrip(".")
        return _refuse(f"{message}{'' if message.endswith('?') else '.'} Try '{path} --help'.")
    except click.ClickException as error:
        return _refuse(error.format_message())
    except (click.Abort, EOFError):
        return _INTERRUPTED
    return result if isinstance(result, int) else 0


def _speak_utf8() -> None:
    """Text is UTF-8 whatever the locale; a file name that is not valid Unicode is escaped, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse(message: str) -> int:
    tell(message)
    return _REFUSED


def tell(message: str) -> None:
    """Say on standard error, on one line, what a person should know."""
    click.echo(f"afterword: {one_line(message)}", err=True)


def one_line(message: str) -> str:
    """The message on one line, with control characters (a file name may hold any) shown as escapes."""
    words = " ".join(message.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)


def _apologise() -> int:
    import traceback  # 8 ms, and hardly ever needed

    traceback.print_exc()
    click.echo("afterword: sorry, this is a fault of the program; please open an issue with the lines above", err=True)
    return _OUR_FAULT


def _abandon_stdout() -> None:
    """Keep the interpreter from failing once more when it flushes what nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
