"""ZIP archives, Word documents among them: every member's name and content."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator

from afterword.errors import InputError
from afterword.publish.leaktest.files.place import Place
from afterword.text.foreign.damage import DAMAGED

MAX_BYTES = 256 * 1024 * 1024
"""The most that is unpacked: no document for readers is larger."""

Opened = Callable[[bytes, str], Iterator[Place]]


def places(data: bytes, opened: Opened) -> Iterator[Place]:
    """Everything in an archive; ``opened`` reads a member.

    errors: InputError where a member cannot be read, is encrypted, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Place(name="comment of the archive", text=archive.comment.decode("utf-8", "replace"))
            left = MAX_BYTES
            for member in archive.infolist():
                yield Place(name="name of a member", text=member.filename)
                yield Place(name=f"{member.filename}: comment", text=member.comment.decode("utf-8", "replace"))
                with archive.open(member) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise InputError(f"the archive unpacks to more than {MAX_BYTES // 1024**2} MiB")
                if content:
                    yield from (place.within(member.filename) for place in opened(content, member.filename))
    except DAMAGED as error:
        raise InputError(f"the archive cannot be read: {error}") from error


def of_tar(data: bytes, opened: Opened) -> Iterator[Place]:
    """The same of a TAR archive.  errors: InputError where it breaks off, or holds too much."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            left = MAX_BYTES
            for member in archive:
                yield Place(name="name of a member", text=f"{member.name} {member.linkname} {member.uname}")
                # a member with holes says that it is longer than the archive
                left -= member.size
                if left < 0:
                    raise InputError(f"the archive unpacks to more than {MAX_BYTES // 1024**2} MiB")
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is not None:
                    yield from (place.within(member.name) for place in opened(stream.read(), member.name))
    except (tarfile.TarError, *DAMAGED) as error:
        raise InputError(f"the archive cannot be read: {error}") from error
