"""Which words of a command are none that anybody keeps secret."""

from __future__ import annotations

from typing import Final

from scanner.patterns import regex
from scanner.records import dataclass
from scanner.redaction.rules import FILE_NAME, NUMBER, PATH, REFERENCE, is_opaque, is_secret_name, sensitive
from scanner.redaction.values import KEEP, judge

_OPTION: Final = regex(r"-{1,2}[A-Za-z][A-Za-z-]*")
_PLAIN: Final = regex(r"[A-Za-z0-9_.~@%+/*-][\w.+:/@=~*%^-]{0,99}")
_COMMAND: Final = regex(r"[A-Za-z_.~/%\[@][\w./+~%@-]{0,99}|\[\[?")
_ATTACHED: Final = frozenset({"mysql", "mysqldump", "mysqladmin", "mariadb", "sshpass"})
"""Commands whose -p takes a password, and takes it without a space."""
_SECRETIVE: Final = frozenset({"passwd", "chpasswd", "htpasswd", "sshpass", "openssl", "useradd", "usermod", "kinit", "su"})
_NAMING: Final = frozenset(
    {"cluster", "region", "service", "stack", "resource", "repository-name", "task-definition", "family", "name", "image-tag"}
)
"""Options whose value is a name."""
_LENIENT_SPECIAL: Final = {"docker": "docker_commands", "podman": "docker_commands", "aws": "aws_commands", "ecs-cli": "aws_commands"}


@dataclass(slots=True)
class Command:
    """The command that is being read: what its next word may be follows from those before it."""

    name: str = ""
    """Lower case, without its folder."""
    sub: str = ""
    """Its first word that is no option."""
    secret_next: bool = False
    """The option before takes a secret."""
    name_next: bool = False
    """The option before takes a name."""
    prints_setting: bool = False
    """It prints an agent setting, whose value is its one argument."""

    def starts(self, word: str) -> bool:
        """Take the word for a new command; False where no command has such a name."""
        self.name = word.rsplit("/", 1)[-1].lower()
        self.sub = ""
        self.secret_next = self.name_next = False
        return _COMMAND.fullmatch(word) is not None and not is_opaque(word)

    @property
    def is_prefix(self) -> bool:
        """Whether another command follows: `sudo`, `then`."""
        return self.name in sensitive().prefixes

    def takes_glued(self, word: str) -> bool:
        """Whether a word is an option with a password right behind it: `-pSecret` of mysql."""
        return self.name in _ATTACHED and word.startswith("-p") and len(word) > 2

    def is_safe(self, word: str, plain: bool) -> bool:
        """Whether a word may be shown. `plain`: it is an unquoted argument of the command, not part of a text."""
        if plain and not self.sub and not word.startswith("-"):
            self.sub = word
        if self.takes_glued(word):
            return False
        if _OPTION.fullmatch(word):
            return self._is_safe_option(word)
        name_next, secret_next = self.name_next, self.secret_next
        self.name_next = self.secret_next = False
        if secret_next or is_opaque(word):
            return False
        if name_next:
            return judge("cluster", word) == KEEP
        if NUMBER.fullmatch(word):
            return len(word) <= 5 or "." in word
        if REFERENCE.fullmatch(word) or FILE_NAME.fullmatch(word):
            return True
        if PATH.fullmatch(word) or sensitive().is_common(word):
            return not (plain and self.name in _SECRETIVE) or word.startswith("/")
        return plain and self._is_lenient() and _PLAIN.fullmatch(word) is not None

    def _is_lenient(self) -> bool:
        """Whether the command's arguments are names: packages, services, images, clusters."""
        rules = sensitive()
        if self.name in _LENIENT_SPECIAL:
            return self.sub in getattr(rules, _LENIENT_SPECIAL[self.name])
        return self.name in rules.commands or (self.name == "printf" and self.prints_setting)

    def _is_safe_option(self, word: str) -> bool:
        self.name_next = word.lstrip("-").lower() in _NAMING
        if word.startswith("--"):
            self.secret_next = is_secret_name(word) or word in ("--user", "--value", "--pass")
            return not is_opaque(word)
        self.secret_next = (
            (word == "-u" and self.name in ("curl", "wget"))
            or (word in ("-p", "-w") and (self.name in _ATTACHED or self.name in _SECRETIVE or self.sub == "login"))
            or (len(word) > 5 and is_secret_name(word[1:]))
        )
        return len(word) <= 5 or self.name == "initialize-ecsagent" or sensitive().is_common(word)
