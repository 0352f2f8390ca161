"""Every error a user can meet.

ScannerError
├── UsageError            a command, option or configuration that cannot be meant    exit 2
├── PolicyError           a policy or relation file that cannot be meant             exit 2
│   └── ExpressionError   a JMESPath expression that cannot be meant, with its caret exit 2
│       └── ExpressionWarning  one that fails on some documents; stops nothing
├── NothingToScanError    no target holds anything that we recognise                 exit 3
├── SourceError           a file that cannot be read: wrong, truncated, hostile      exit 4
│   ├── DocumentError     YAML or JSON that cannot be read, at its line              exit 4
│   └── CredentialsError  credentials of an account that cannot be come by           exit 4
├── StoppedError          the user stopped a collection                              exit 130
└── EvaluationError       every outcome of an expression is an error                 (a verdict)

Foreign exceptions (of yaml, jmespath, botocore, the operating system) are translated where they enter and cross no room.
A message says `what; how to mend it`, in lower case, without a full stop, quoting what the user wrote.
"""

from __future__ import annotations

from collections.abc import Iterable

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_NOTHING = 3
EXIT_PARTIAL = 4
EXIT_STOPPED = 130


class ScannerError(Exception):
    """The root: a message for a person, the place it is about, and the exit code of a run that it ends."""

    exit_code = EXIT_USAGE
    mark = ""
    """What stands before the message."""

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None, column: int | None = None) -> None:
        """Take the message, and where known the file and the 1-based line and column (code points)."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known; empty where nothing is."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)

    def __str__(self) -> str:
        """`place: message`, or the message alone."""
        return f"{self.place}: {self.mark}{self.message}" if self.place else f"{self.mark}{self.message}"


class UsageError(ScannerError):
    """A command, option or configuration that cannot be meant."""


class PolicyError(ScannerError):
    """A policy or relation file that cannot be meant."""


class ExpressionError(PolicyError):
    """A JMESPath expression that cannot be meant.

    `offset` is the 0-based code point in `expression` that the caret stands under; `hint` is how to mend it.
    """

    def __init__(
        self,
        message: str,
        *,
        expression: str,
        offset: int = 0,
        hint: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Take what is wrong, the expression, the caret's place in it and the remedy."""
        super().__init__(message, file=file, line=line, column=column)
        self.expression = expression
        self.offset = offset
        self.hint = hint

    def __str__(self) -> str:
        """The message, the line of the expression with a caret below, and the remedy."""
        before = self.expression[: self.offset]
        start = before.rfind("\n") + 1
        end = self.expression.find("\n", self.offset)
        text = self.expression[start : end if end >= 0 else None]
        first = max(0, self.offset - start - 60)
        shown = text[first : first + 120]
        lines = [super().__str__(), f"    {shown}", "    " + " " * (self.offset - start - first) + "^"]
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


class ExpressionWarning(ExpressionError):
    """An expression that may be meant and fails on some documents. Lint shows it; nothing is refused for it."""

    mark = "warning: "


class NothingToScanError(ScannerError):
    """No target holds anything that we recognise."""

    exit_code = EXIT_NOTHING


class SourceError(ScannerError):
    """A target, or a part of one, that cannot be read; it becomes a Gap and the scan goes on."""

    exit_code = EXIT_PARTIAL


class DocumentError(SourceError):
    """YAML or JSON that cannot be read, at its line and column."""


class CredentialsError(SourceError):
    """Credentials of an account that cannot be come by; `reason` is one of a Fault's ("credentials-expired", "denied", ...)."""

    def __init__(self, reason: str, message: str) -> None:
        """Take the reason and the message."""
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type[CredentialsError], tuple[str, str]]:
        """It crosses to workers."""
        return type(self), (self.reason, self.message)


class StoppedError(ScannerError):
    """The user stopped a collection, which can go on."""

    exit_code = EXIT_STOPPED


class EvaluationError(ScannerError):
    """Every outcome of an expression on a document is an error."""


def get_close_matches(word: str, possibilities: Iterable[str], n: int = 3, cutoff: float = 0.6) -> list[str]:
    """`difflib`'s, which is imported when somebody slipped."""
    import difflib

    return difflib.get_close_matches(word, list(possibilities), n, cutoff)
