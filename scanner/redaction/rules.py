"""What is sensitive, as data: `schemas/sensitive.json`, read once, and the questions that are asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from scanner import lean_json
from scanner.packaged import read_schema
from scanner.patterns import regex
from scanner.records import dataclass, field

HIDDEN: Final = "\U000f0000-\U000ffffd"
"""The characters (Supplementary Private Use Area-A) that stand for unknown parts while a text is read."""
SECRET_NAME: Final = regex(
    r"pass(?:word|wd|phrase|code)?s?(?:\d*$|[_\-.])|pwd$|(?:^|[_-])pw(?:$|[_-])|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|auth(?:orization)?$"
    r"|auth[_-]|bearer|(?:^|[_-])(?:pat|dsn|salt|pin|psk)$|signature|encryption[_-]?key|signing|connection[_-]?string|webhook|cookie",
    re.IGNORECASE,
    needs=(
        *(
            "pass",
            "pwd",
            "pw",
            "secret",
            "token",
            "api",
            "access",
            "private",
            "credential",
            "auth",
            "bearer",
            "pat",
            "dsn",
            "salt",
            "pin",
            "psk",
        ),
        *("signature", "encryption", "signing", "connection", "webhook", "cookie"),
    ),
)
"""Names whose value is taken for a secret whatever it looks like."""
NAME_OF_SECRET: Final = regex(r"(?:arn|[_-]id|[_-]name|[_-]path|[_-]region|[_-]type|[_-]stdin|[_-]seconds|[_-]ttl)$", re.IGNORECASE)
"""Names that name a secret and do not hold it."""
STRICT_REFERENCE: Final = regex(
    r"arn:aws[\w-]*:[\w./:*${}+=,@-]*|\{\{resolve:[^{}]*\}\}|\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?:/[\w./:@-]*)?",
    needs=("arn:aws", "{{resolve:", ".dkr.ecr."),
)
"""What leads elsewhere, and so is no secret even under the name of one."""
REFERENCE: Final = regex(
    rf"{STRICT_REFERENCE.pattern}|(?:i|vpc|subnet|sg|ami|eni|rtb|igw|nat|lt|vol|snap|eipalloc|vpce|acl|fs)-[0-9a-f]{{8,17}}|\d{{12}}"
    r"|(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-(?:central|(?:north|south)?(?:east|west)?)-\d[a-z]?",
    needs=("arn:aws", "{{resolve:", "-", *"0123456789"),
)
"""These, ids of EC2, accounts and regions."""
PATH: Final = regex(r"(?:\.{0,2}|~)/[\w.+@%~*/-]*", needs=("/",))
FILE_NAME: Final = regex(
    r"[A-Za-z][\w-]{0,60}(?:\.[a-z]{2,10})?\.(?:bat|cfg|conf|config|deb|env|gz|ini|jar|js|json|log|md|pem|ps1|py|repo|rpm|service|sh|sock|tar|template"
    r"|timer|toml|txt|xml|yaml|yml|zip)",
    re.ASCII,
)
NUMBER: Final = regex(r"[-+]?\d{1,9}(?:\.\d+){0,3}%?", needs=tuple("0123456789"))
BOOLEAN: Final = regex(r"true|false|yes|no|on|off|null|none", re.IGNORECASE, needs=("true", "false", "yes", "no", "on", "off", "null"))
SIMPLE: Final = regex(r"[\w./:@,+*%~-]*|\[[\w./:, -]*\]", re.ASCII)
"""What a kept setting may look like."""
_SIMPLE_MARKS: Final = str.maketrans("", "", "_./:@,+*%~-")
_APART: Final = str.maketrans(".:,@", "////")
"""What stands between the pieces of a word becomes one mark."""
LOOSE: Final = regex(r"[\w./:;@,+*=%\"' ~-]*", re.ASCII)
"""The same for headers and systemd units, whose values are phrases."""
DETECTED_NEEDS: Final = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "k_live_", "k_test_", "eyJ", "SG.", "AIza",
    "npm_", "xapp-", "pypi-", "hvs.", "dop_v1_", "shpat_", "shpss_", "shpca_", "shppa_", "sk-proj-", "sk-ant-",
    "hooks.slack.com", "-----BEGIN", "$1", "$2", "$5", "$6", "$y",
)  # fmt: skip
"""One of these stands in every text that `DETECTED` finds something in."""
DETECTED: Final = regex(
    r"(?:AKIA|ASIA)[A-Z0-9]{12,}|gh[pousr]_\w{16,}|github_pat_\w+|glpat-[\w-]{16,}|xox[a-z]-[\w-]{8,}|[sr]k_(?:live|test)_\w{8,}"
    r"|eyJ[\w-]{8,}\.[\w-]+|SG\.[\w-]{16,}|AIza[\w-]{20,}|npm_\w{20,}"
    r"|xapp-\d-[\w-]{8,}|pypi-[\w-]{16,}|hvs\.[\w-]{16,}|dop_v1_\w{16,}|shp(?:at|ss|ca|pa)_\w{16,}|\bsk-(?:proj|ant)-[\w-]{16,}"
    r"|hooks\.slack\.com|-----BEGIN[A-Z ]*PRIVATE KEY|\$(?:1|2[aby]?|5|6|y)\$[./\w]",
    needs=DETECTED_NEEDS,
)
"""Credentials that are known by their form, wherever they stand."""
ASSIGNED: Final = regex(
    r"(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|signature|\bsig|\bauth(?:orization)?)"
    r"[\\\"']*\s*(?:=|:(?=[\s\\\"']))\s*[\\\"']*(?:(?:bearer|basic|token)\s+)?([^\s\"'\\,;&]{4,})",
    re.IGNORECASE,
    needs=("pass", "pwd", "secret", "token", "key", "sig", "auth"),
)
"""What a text gives a name that announces a secret: `Password=...;`, `"auth": "..."`, `Authorization: Bearer ...`; group 1 is the value."""
BEARER: Final = regex(r"\b(?:bearer|basic)\s+(?=[^\s\"']*\d)([\w.~+/=-]{8,})", re.IGNORECASE, needs=("bearer ", "basic "))
"""The same after the name of a scheme; group 1 is the value."""
_MODES: Final = ("setting", "secret", "script", "words", "tree")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a sensitive value is redacted."""

    mode: str = "setting"
    name: str | None = None
    """The sibling key that names the value; None: the value's own key does."""
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Branch:
    """The rules below a property, as a tree."""

    rule: Rule | None
    keys: dict[str, Branch]
    """By key; "*" for any, "[]" for the elements of a list."""

    def __init__(self) -> None:
        """Written out: the types of a small template have a hundred of them."""
        self.rule = None
        self.keys = {}

    def below(self, key: str) -> Branch | None:
        """The rules below a key."""
        return self.keys.get(key) or self.keys.get("*")


@dataclass(frozen=True, slots=True)
class Globs:
    """Names with stars at their ends: `ECS_*`, `*REPO`, `*TAG*`, `PATH`."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    within: tuple[str, ...]

    @classmethod
    def of(cls, globs: Iterable[str]) -> Globs:
        """Sort them by where their stars are; ValueError for a star elsewhere."""
        found: dict[tuple[bool, bool], list[str]] = {}
        for glob in globs:
            literal = glob.strip("*")
            if set(literal) & set("*?["):
                raise ValueError(f"sensitive.json: stars stand at the ends of a name only, not as in {glob}")
            found.setdefault((glob.startswith("*"), glob.endswith("*")), []).append(literal)
        starts, ends, within = (tuple(found.get(stars, ())) for stars in ((False, True), (True, False), (True, True)))
        return cls(frozenset(found.get((False, False), ())), starts, ends, within)

    def fits(self, name: str) -> bool:
        """Whether one of them is the name."""
        return name in self.whole or name.startswith(self.starts) or name.endswith(self.ends) or any(part in name for part in self.within)


@dataclass(frozen=True, slots=True)
class Sensitive:
    """The whole of `schemas/sensitive.json`."""

    rules: Mapping[str, list[dict[str, Any]]]
    """By resource type, as they are written."""
    secret_properties: frozenset[str]
    settings: Globs
    secret_settings: frozenset[str]
    loose_settings: frozenset[str]
    command_keys: frozenset[str]
    commands: frozenset[str]
    docker_commands: frozenset[str]
    aws_commands: frozenset[str]
    prefixes: frozenset[str]
    vocabulary: frozenset[str]

    def of(self, type: str) -> Branch:
        """The rules for a resource type; custom resources share theirs."""
        return _tree_of(type if type in self.rules or not type.startswith("Custom::") else "Custom::*")

    def is_setting(self, name: str) -> bool:
        """Whether the value of a name may be shown where it looks like a setting."""
        return name not in self.secret_settings and not is_secret_name(name) and self.settings.fits(name)

    def is_common(self, word: str) -> bool:
        """Whether a word consists of nothing but words that scripts share, and at most one of two letters between them."""
        tiny = False
        for piece in re.split(r"[-_./:,*]+", word.strip("*?!%~#^=+@")):
            if not piece or piece.lower() in self.vocabulary:
                continue
            if piece.isdigit() and len(piece) <= 3:
                continue
            if tiny or len(piece) > 2 or not piece.isalnum():
                return False
            tiny = True
        return True


def is_secret_name(name: str) -> bool:
    """Whether a name announces a secret: `DB_PASSWORD`, `--token`, `Authorization`."""
    return SECRET_NAME.search(name) is not None and NAME_OF_SECRET.search(name) is None


def is_simple(text: str) -> bool:
    """Whether a text looks as SIMPLE tells; most do by their characters alone."""
    rest = text.translate(_SIMPLE_MARKS)
    return (text.isascii() and (not rest or rest.isalnum())) or SIMPLE.fullmatch(text) is not None


def is_opaque(word: str) -> bool:
    """Whether a word looks made by a machine: long with letters and digits mixed, or a credential by its form."""
    if DETECTED.search(word):
        return True
    for piece in word.translate(_APART).split("/"):
        body = piece.strip("-_=+")
        digits = sum(character.isdigit() for character in body)
        letters = sum(character.isalpha() for character in body)
        mixed = body != body.lower() and body != body.upper()
        if len(body) >= 32 and digits and letters and "-" not in body:
            return True
        if len(body) >= 12 and digits >= 2 and mixed and "-" not in body:
            return True
        if len(body) >= 20 and digits >= 4 and letters and max(map(len, re.split(r"[-_]", body))) >= 16:
            return True
    return False


@cache
def sensitive() -> Sensitive:
    """Read the data that comes with the package."""
    data = lean_json.loads(read_schema("sensitive.json"))
    return Sensitive(
        rules=data["types"],
        secret_properties=frozenset(data["secret_properties"]),
        settings=Globs.of(data["settings"]),
        secret_settings=frozenset(data["secret_settings"]),
        loose_settings=frozenset(data["loose_settings"]),
        command_keys=frozenset(data["command_keys"]),
        commands=frozenset(data["commands"]),
        docker_commands=frozenset(data["docker_commands"]),
        aws_commands=frozenset(data["aws_commands"]),
        prefixes=frozenset(data["prefixes"]),
        vocabulary=frozenset(data["vocabulary"].split()),
    )


@cache
def _tree_of(type: str) -> Branch:
    """The rules of one type; none for one that the data do not name."""
    return _tree(sensitive().rules.get(type, []))


def _tree(rules: list[dict[str, Any]]) -> Branch:
    root = Branch()
    for rule in rules:
        mode = rule.get("as", "setting")
        if mode not in _MODES:
            raise ValueError(f"sensitive.json: no mode {mode}")
        branch = root
        for step in rule["at"].replace("[]", ".[]").split("."):
            branch = branch.keys.setdefault(step, Branch())
        branch.rule = Rule(mode, rule.get("name"), {key: frozenset(values) for key, values in rule.get("unless", {}).items()})
    return root
