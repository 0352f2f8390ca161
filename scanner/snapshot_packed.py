"""Compressed snapshots as streams: Zstandard (written and read) and gzip (read), known by their first bytes.

What a file unpacks to is not trusted: a stream ends with an error where it is damaged, or where it grows beyond what a snapshot of its
size can be. A stream of Zstandard that was cut off just ends; the snapshot's missing footer tells.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from scanner.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

PLAIN, GZIP, ZSTD = "", ".gz", ".zst"
"""How a file is packed: by the ending that it usually has."""
LEVEL: Final = 1
"""Of Zstandard; measured: greater ones take twice the time and save nothing worth it."""
FRAME: Final = 4 << 20
"""Bytes of text in one frame, at most some more."""
RATIO: Final = 500
"""How many times its size a file may unpack to; ten to fifty are usual."""
FLOOR: Final = 64 << 20
"""Bytes that any file may unpack to."""
WINDOW: Final = 128 << 20
"""Bytes that unpacking may look back, and so holds in memory."""
_MAGIC: Final = ((b"\x28\xb5\x2f\xfd", ZSTD), (b"\x1f\x8b", GZIP))


def packing_of(first: bytes) -> str:
    """How a file that begins with these bytes is packed."""
    return next((packing for magic, packing in _MAGIC if first.startswith(magic)), PLAIN)


def beginning(first: bytes, most: int) -> bytes:
    """The beginning of what a file that begins with these bytes unpacks to; empty where it cannot be unpacked."""
    packing = packing_of(first)
    errors: tuple[type[Exception], ...] = (zlib.error, *_zstd_errors(packing))
    try:
        if packing == GZIP:
            return zlib.decompressobj(31).decompress(first, most)
        if packing == ZSTD:
            import io

            with _zstd_reader(io.BytesIO(first)) as stream:
                found: bytes = stream.read(most)
                return found
    except errors:
        return b""
    return first[:most]


class Unpacked:
    """What a stream unpacks to. SourceError where it is damaged, or unpacks to more than it may."""

    def __init__(self, stream: IO[bytes], packing: str, size: int, file: str) -> None:
        """Take the packed stream, how it is packed, its size in bytes, and the name by which errors call it."""
        self.stream = stream
        """As it is packed."""
        self._stream: Any = stream
        if packing == GZIP:
            import gzip

            self._stream = gzip.GzipFile(fileobj=stream)
        elif packing == ZSTD:
            self._stream = _zstd_reader(stream)
        self._errors: tuple[type[Exception], ...] = (EOFError, zlib.error, *_zstd_errors(packing)) if packing else ()
        self._left = max(FLOOR, RATIO * size) if packing else None
        self._file = file
        self.packing = packing

    def read(self, size: int) -> bytes:
        """The next bytes, as many as asked for where there are so many; none at the end."""
        try:
            data: bytes = self._stream.read(size)
        except self._errors as error:
            raise SourceError(f"the file is damaged and cannot be unpacked ({error}); collect it again", file=self._file) from error
        except OSError as error:  # gzip's own errors, and the system's
            what = error.strerror or f"the file is damaged and cannot be unpacked ({error})"
            raise SourceError(f"{what}; name a file that can be read", file=self._file) from error
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise SourceError(
                    f"the file unpacks to more than {RATIO} times its size; unpack it and scan that, if you trust it", file=self._file
                )
        return data


@contextlib.contextmanager
def opened(path: str | Path, file: str, follow: bool = True) -> Iterator[Unpacked]:
    """The content of a regular file, packed or not. SourceError where it cannot be read; a pipe is not waited for.

    Without `follow` a link is not followed.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file that can be read", file=file) from error
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("no regular file; write its content to a file", file=file)
        first = stream.read(4)
        stream.seek(0)
        yield Unpacked(stream, packing_of(first), status.st_size, file)


class Packer:
    """Writes bytes to a stream in frames of Zstandard, each of which can be unpacked by itself."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Take the stream that gets the frames."""
        import zstandard

        self._stream = stream
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Take bytes; those of one call stay in one frame."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= FRAME:
            self.end_frame()

    def end_frame(self) -> None:
        """Write what was taken as a frame; nothing where there is nothing."""
        if self._held:
            self._stream.write(self._compressor.compress(b"".join(self._held)))
            self._held, self._size = [], 0


def _zstd_reader(stream: IO[bytes]) -> Any:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(stream, read_across_frames=True, closefd=False)


def _zstd_errors(packing: str) -> tuple[type[Exception], ...]:
    if packing != ZSTD:
        return ()
    import zstandard

    return (zstandard.ZstdError,)
