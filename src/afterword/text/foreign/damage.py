"""How Python says that a zip archive is damaged."""

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What opening an archive or reading a member raises; a wrong password is a RuntimeError."""
