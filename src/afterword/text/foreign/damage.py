"""How Python says that a zip archive is damaged."""

import lzma
import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What opening an archive or reading a member raises; a wrong password is a RuntimeError."""
