"""A temporary folder that is made when it is first needed and goes when nobody needs it any more."""

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Final

_ROOM: Final = 64 * 1024 * 1024


class Scratch:
    """Where large members of archives are kept while they are read; only its owner may look into it."""

    def __init__(self) -> None:
        """Makes nothing yet."""
        self._folder: Path | None = None
        self.room = _ROOM
        """Bytes of small members that may still be held in memory; beyond it they go to files, too."""

    def folder(self) -> Path:
        """The folder; removed with this object, or at the end of the program."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="afterword-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder
