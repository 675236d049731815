"""The pages of rules as files, so that an editor can open what explains a code."""

from pathlib import Path

from afterword.cli.files import write_output
from afterword.errors import OutputError
from afterword.review.assistance.explanations import rule_page


class Pages:
    """A folder with the page of every rule that was asked for."""

    def __init__(self, folder: Path) -> None:
        """Nothing is written before a page is asked for."""
        self._folder = folder
        self._files: dict[str, str | None] = {}

    def file(self, code: str) -> str | None:
        """The file of a rule's page; None where no rule has the code, or the folder cannot be written to."""
        if code not in self._files:
            page = rule_page(code)
            self._files[code] = None if page is None else self._written(code, page)
        return self._files[code]

    def _written(self, code: str, page: str) -> str | None:
        file = self._folder / f"{code}.md"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_bytes() != page.encode():
                write_output(str(file), page, force=True)
        except (OSError, OutputError):
            return None
        return str(file)
