"""Texts in the database, packed: lines of reports are alike, so a dictionary made of the first ones makes them three times smaller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
import zstandard

from scanner import lean_json
from scanner.history.schema import dictionary

LEVEL: Final = 3
ENOUGH: Final = 256
"""Lines of which a dictionary can be made."""
SAMPLE: Final = 4096
"""Lines of which it is made at most."""
SIZE: Final = 32768


class Packing:
    """Packs and unpacks by the dictionaries of one database."""

    def __init__(self, connection: sa.Connection) -> None:
        """Take the connection; dictionaries are read when they are needed."""
        self._connection = connection
        self._packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        self._unpackers: dict[int, zstandard.ZstdDecompressor] = {0: zstandard.ZstdDecompressor()}
        rows = connection.execute(sa.select(dictionary.c.id, dictionary.c.content).order_by(dictionary.c.id))
        self.known = 0
        for number, content in rows:
            self._take(number, content)

    def _take(self, number: int, content: bytes) -> None:
        made = zstandard.ZstdCompressionDict(content)
        self.known = number
        self._packer = zstandard.ZstdCompressor(level=LEVEL, dict_data=made, write_checksum=True)
        self._unpackers[number] = zstandard.ZstdDecompressor(dict_data=made)

    def learn(self, lines: Sequence[bytes]) -> None:
        """Make the dictionary from lines, where there is none and these are enough."""
        if self.known or len(lines) < ENOUGH:
            return
        sample: list[bytes | bytearray | memoryview] = [lines[place] for place in range(0, len(lines), max(1, len(lines) // SAMPLE))]
        try:
            made = zstandard.train_dictionary(SIZE, sample, dict_id=1)
        except zstandard.ZstdError:  # they are too much alike, or too short: it goes without
            return
        self._connection.execute(dictionary.insert(), {"id": 1, "content": made.as_bytes()})
        self._take(1, made.as_bytes())

    def pack(self, text: bytes) -> bytes:
        """The packed form."""
        return self._packer.compress(text)

    def unpack(self, packed: bytes) -> bytes:
        """The text."""
        number = zstandard.get_frame_parameters(packed).dict_id
        return self._unpackers[number].decompress(packed)

    def pack_json(self, value: Any) -> bytes:
        """A value as packed JSON."""
        return self.pack(as_json(value))

    def unpack_json(self, packed: bytes) -> Any:
        """The value of packed JSON."""
        return lean_json.loads(self.unpack(packed).decode("utf-8", "surrogatepass"))


def as_json(value: Any) -> bytes:
    """JSON as a report has it."""
    from scanner.report_json import dumps

    return dumps(value).encode("utf-8")
