"""Regular expressions that are compiled when first used: most of a room's are not met by most scans, and each costs up to 3 ms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, AnyStr, Generic, cast

_FOLDS = re.IGNORECASE.value


class _Pattern(Generic[AnyStr]):
    """Stands for a compiled pattern; its methods are the compiled one's from the first use on."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self.pattern: Any = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


class _Hinted(_Pattern[AnyStr]):
    """One that is asked only of texts that hold one of its literals."""

    def __init__(self, text: AnyStr, flags: int, needs: tuple[AnyStr, ...]) -> None:
        _Pattern.__init__(self, text, flags)
        self._needs: tuple[Any, ...] = needs
        self._folds = int(flags) & _FOLDS
        self._asked: Any = _Pattern(text, flags)

    def _may(self, text: AnyStr) -> bool:
        if not text.isascii():
            return True  # beyond ASCII there are other digits, and letters that are equal but for case
        if self._folds:
            text = text.lower()
        for need in self._needs:  # noqa: SIM110  # a generator costs more than what it looks at
            if need in text:
                return True
        return False

    def search(self, text: AnyStr, *place: int) -> re.Match[AnyStr] | None:
        return cast("re.Match[AnyStr] | None", self._asked.search(text, *place)) if self._may(text) else None

    def match(self, text: AnyStr, *place: int) -> re.Match[AnyStr] | None:
        return cast("re.Match[AnyStr] | None", self._asked.match(text, *place)) if self._may(text) else None

    def fullmatch(self, text: AnyStr, *place: int) -> re.Match[AnyStr] | None:
        return cast("re.Match[AnyStr] | None", self._asked.fullmatch(text, *place)) if self._may(text) else None

    def sub(self, replacement: Any, text: AnyStr, count: int = 0) -> AnyStr:
        return cast("AnyStr", self._asked.sub(replacement, text, count)) if self._may(text) else text

    def finditer(self, text: AnyStr, *place: int) -> Iterator[re.Match[AnyStr]]:
        return cast("Iterator[re.Match[AnyStr]]", self._asked.finditer(text, *place)) if self._may(text) else iter(())


def regex(text: AnyStr, flags: int = 0, needs: tuple[AnyStr, ...] = ()) -> re.Pattern[AnyStr]:
    """As `re.compile`; an error in the pattern appears when it is first used.

    `needs` are literals of which every match has one (in lower case, where the pattern ignores case): texts without are not searched.
    """
    return cast("re.Pattern[AnyStr]", _Hinted(text, flags, needs) if needs else _Pattern(text, flags))
