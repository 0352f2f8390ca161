"""Arguments and answers of any operation, made from botocore's models: as AWS would send them, and odd ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape

DEEPEST = 7
TEXTS = ("a", "web-1", "arn:aws:ecs:eu-west-1:111122223333:cluster/c", "two words", "é & <ü>", "100%/+?#=a;b,c", "~.-_", "日本")
NUMBERS = {"integer": 3, "long": 1 << 40, "float": 0.5, "double": 2.5, "boolean": True}
TIMES = (1767323045, 1767323045.678, "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z", "2026-01-02T05:04:05+02:00")


def arguments_of(shape: Any, random: Random, depth: int = 0) -> Any:
    """Something that botocore takes for an input shape: what is required, and some of the rest."""
    kind = shape.type_name
    if kind == "structure":
        required = set(shape.required_members)
        names = [name for name in shape.members if name in required or (depth < 3 and random.random() < 0.4)]
        if shape.is_tagged_union:
            names = [random.choice(list(shape.members))]
        return {name: arguments_of(shape.members[name], random, depth + 1) for name in names}
    if kind == "list":
        return [arguments_of(shape.member, random, depth + 1) for _ in range(max(int(shape.metadata.get("min", 0)), random.randrange(3)))]
    if kind == "map":
        return {arguments_of(shape.key, random, depth): arguments_of(shape.value, random, depth + 1) for _ in range(2)}
    if kind == "timestamp":
        return random.choice(("2026-01-02T03:04:05Z", 1767323045))
    if kind == "blob":
        return b"plimsoll\x00"
    if kind in NUMBERS:
        return random.choice((True, False)) if kind == "boolean" else type(NUMBERS[kind])(max(1, float(shape.metadata.get("min", 1))))
    return random.choice(TEXTS) * max(1, int(shape.metadata.get("min", 1)))


@dataclass
class Answers:
    """Makes answers of a shape; `odd`: also such as AWS should not send."""

    random: Random
    odd: bool = False

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random.random() < share

    # ------------------------------------------------------------ JSON

    def json(self, shape: Any) -> bytes:
        """A body."""
        text = json.dumps(self.document(shape))
        return text.encode() if not self.odd or self.chance(0.9) else self.random.choice((b"", b"[]", b"null", text[:-1].encode(), b'"x"'))

    def document(self, shape: Any, depth: int = 0) -> Any:
        """A JSON document."""
        if self.odd and depth and self.chance(0.03):
            return self.random.choice((None, "text", 5, [], {}, [None], {"a": None}, True))
        kind = shape.type_name
        if kind == "structure":
            return self._object(shape, depth)
        if kind == "list":
            return [self.document(shape.member, depth + 1) if not self.chance(0.05) else None for _ in range(self._count(depth))]
        if kind == "map":
            return {f"{self.random.choice(TEXTS)}{number}": self.document(shape.value, depth + 1) for number in range(self._count(depth))}
        return self._scalar(shape)

    def _object(self, shape: Any, depth: int) -> Any:
        if shape.is_document_type:
            return {"any": [1, {"thing": None}]}
        names = self._members(shape, depth)
        found = {shape.members[name].serialization.get("name", name): self.document(shape.members[name], depth + 1) for name in names}
        if shape.is_tagged_union:
            return found | ({"__type": "x"} if self.chance(0.2) else {}) | ({"newer": 1} if self.odd and self.chance(0.3) else {})
        if self.chance(0.2):
            found["newerThanBotocore"] = [1]
        if self.chance(0.2) and shape.members:
            found[self.random.choice(list(shape.members))] = None
        return found

    def _members(self, shape: Any, depth: int) -> list[str]:
        if shape.is_tagged_union and shape.members:
            flat = [name for name, member in shape.members.items() if member.type_name not in ("structure", "list")]
            return [self.random.choice(flat if depth > DEEPEST and flat else list(shape.members))]
        return [name for name in shape.members if depth <= DEEPEST and self.chance(0.75)]

    def _count(self, depth: int) -> int:
        return self.random.randrange(3 if depth < 4 else 2)

    def _scalar(self, shape: Any) -> Any:
        kind = shape.type_name
        if kind == "timestamp":
            return self.random.choice(TIMES)
        if kind == "blob":
            return "cGxpbXNvbGw="
        return NUMBERS.get(kind, self.random.choice(TEXTS))

    # ------------------------------------------------------------ XML

    def xml(self, model: Any, protocol: str) -> bytes:
        """A body."""
        shape = model.output_shape
        name, wrapper = f"{model.name}Response", shape.serialization.get("resultWrapper")
        inner = self._members_xml(shape, 0)
        if wrapper:
            inner = f"<{wrapper}>{inner}</{wrapper}><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
        elif protocol == "ec2":
            inner = f"<requestId>r</requestId>{inner}"
        space = ' xmlns="https://aws.example/doc/2026-01-01/"' if self.chance(0.6) else ""
        text = f"<?xml version='1.0' encoding='UTF-8'?>\n<{name}{space}>{inner}</{name}>"
        if self.odd and self.chance(0.1):
            text = self.random.choice(("", text[:-3], f"<{name}/>", text.replace("<ResponseMetadata>", "<Other>", 1)))
        return text.encode()

    def _members_xml(self, shape: Any, depth: int) -> str:
        names = self._members(shape, depth)
        self.random.shuffle(names)
        pieces = [self._element(shape.members[name], shape.members[name].serialization.get("name", name), depth + 1) for name in names]
        if self.chance(0.2):
            pieces.insert(0, "<newerThanBotocore><deep/></newerThanBotocore>")
        if self.odd and pieces and self.chance(0.05):
            pieces.append(self.random.choice(pieces))
        return ("\n  " if self.chance(0.3) else "").join(pieces)

    def _element(self, shape: Any, name: str, depth: int) -> str:
        kind = shape.type_name
        if kind == "structure":
            return f"<{name}>{self._members_xml(shape, depth)}</{name}>"
        if kind in ("list", "map"):
            flat = bool(shape.serialization.get("flattened"))
            items = "".join(self._items(shape, name if flat else None, depth))
            return items if flat else f"<{name}>{items}</{name}>"
        if (self.chance(0.1) and kind in ("string", "boolean")) or (self.odd and self.chance(0.02)):
            return f"<{name}/>"
        value = self._scalar(shape)
        text = str(value).lower() if isinstance(value, bool) else escape(str(value))
        return f"<{name}>{text}</{name}>"

    def _items(self, shape: Any, name: str | None, depth: int) -> list[str]:
        """The elements of a list or of a map."""
        if shape.type_name == "list":
            tag = shape.member.serialization.get("name", name or "member")
            return [self._element(shape.member, tag, depth + 1) for _ in range(self._count(depth))]
        key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        entry = name or "entry"
        pairs = [(f"<{key}>k{number}</{key}>", self._element(shape.value, value, depth + 1)) for number in range(self._count(depth))]
        return [f"<{entry}>{''.join(self.random.sample(pair, 2))}</{entry}>" for pair in pairs]
