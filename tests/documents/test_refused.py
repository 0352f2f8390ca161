"""What cannot be read safely is refused with its place, what is wrong and how to mend it."""

from __future__ import annotations

import pytest

from scanner.documents import Limits, read
from scanner.errors import EXIT_PARTIAL, DocumentError

WRONG: list[tuple[str | bytes, str]] = [
    ("a: 1\nb: 2\na: 3", '3:1: duplicate key "a", first on line 1; remove or rename one of them'),
    ('{"a": 1,\n "a": 2}', '2:2: duplicate key "a", first on line 1; remove or rename one of them'),
    ("a: 1\n---\nb: 2", "2:1: a second document begins here; keep one document in a file"),
    ("a: 1\n...\nb: 2", "3:1: a second document begins here; keep one document in a file"),
    ("a: *x", "1:4: alias *x names no anchor above it; define &x first, or quote the text"),
    ("a: &x [*x]", "1:8: alias *x stands inside what it names; a document cannot contain itself"),
    ("a: &x {b: {<<: *x}}", "1:16: alias *x stands inside what it names; a document cannot contain itself"),
    ("a:\n\tb: 1", "2:1: found character that cannot start any token; quote the text, and indent with spaces, not tabs"),
    ("a: b: c", "1:5: mapping values are not allowed in this context; quote a text that holds ': ', or mend the indentation"),
    ("a: [b", "1:6: did not find expected ',' or ']'; close the list, or quote its texts"),
    (
        "a: 'b\nc",
        "2:2: found unexpected end of stream while scanning a quoted scalar that begins on line 1; close the quotes or the bracket",
    ),
    (
        "a: 1\n]",
        "2:1: did not find expected key while parsing a block mapping that begins on line 1; "
        "check the indentation of this line and the quotes before it",
    ),
    ("? [a]\n: b", "1:3: a key that is a mapping or a list; a key must be a text"),
    ("a: &x [1]\n*x : b", "2:1: a key that is a mapping or a list; a key must be a text"),
    ("<<: 1", '1:1: "<<" names something that is not a mapping; quote it if it is an ordinary key'),
    ("a: &a {}\n<<: *a\n<<: *a", '3:1: duplicate key "<<"; give one merge key a list of aliases'),
    ("a: !!binary aGk=", '1:4: tag "!!binary" on a text is not supported; write the text without it'),
    ("a: !!set {x}", '1:4: tag "!!set" on a mapping is not supported; remove it'),
    ("a: !!int x", '1:4: "x" is not what its tag !!int says; mend one of them'),
    ("%TAG ! x:,1:\n---\na: !b c", "1:1: %TAG is not supported; write the tags in full"),
    ("a: \x07", "1:4: character U+0007 is not allowed in YAML; remove it"),
    ("a: '\ud800'", "1:5: text that is not valid Unicode; save the file as UTF-8"),
    (b"a: \xff", "1:4: bytes that are not UTF-8 text; save the file as UTF-8"),
    (b"\xc3\xa9: 1\nb: \xc3", "2:4: bytes that are not UTF-8 text; save the file as UTF-8"),
    (b"\xff\xfea\x00\n", "1:2: bytes that are not UTF-16 text; save the file as UTF-8"),
    ('{"a": NaN}', '1:7: "NaN" where a value is expected; write text in double quotes, and no comma after the last element'),
    ("[1,]", '1:4: "]" where a value is expected; write text in double quotes, and no comma after the last element'),
    ('{"a": 1,}', '1:9: "}" where a key is expected; write it in double quotes, and no comma after the last entry'),
    ('{"a" 1}', '1:6: "1" after the key "a"; write \':\' and a value'),
    ('{"a": 1', "1:8: end of the file where the object that begins on line 1 needs a comma or its end; write ',' or '}'"),
    ("[01]", "1:3: \"1\" where the list that begins on line 1 needs a comma or its end; write ',' or ']'"),
    ('["\\ud800"]', "1:2: half a surrogate pair in a string; write both \\u escapes of the character"),
    ('["a\nb"]', "1:4: control character in a string; write it as an escape such as \\n"),
    ('["\\x"]', "1:3: unknown escape in a string; write \\\\ for a backslash"),
    ('["a', "1:2: string without an end; close it with a double quote"),
    ('{"a": 1} x', "1:10: text after the end of the document; a JSON file holds one value"),
]


@pytest.mark.parametrize(("data", "expected"), WRONG)
def test_the_error_says_where_what_and_how_to_mend_it(data: str | bytes, expected: str):
    with pytest.raises(DocumentError) as caught:
        read(data, "f")

    assert str(caught.value) == f"f:{expected}"
    assert caught.value.exit_code == EXIT_PARTIAL


def test_a_duplicate_from_an_alias_or_a_tag_is_one_too():
    for text in ("a: &x b\n*x : 1\nb: 2", "!!str a: 1\na: 2", "'a': 1\na: 2"):
        with pytest.raises(DocumentError, match="duplicate key"):
            read(text, "f")


def test_an_empty_json_file_is_refused():
    with pytest.raises(DocumentError, match="end of the file where a value is expected"):
        read("", "f", "json")


def test_tags_are_refused_where_they_cannot_be_meant():
    """An unquoted `!denied()` in a policy is a tag, not an expression."""
    with pytest.raises(DocumentError, match=r'^p\.yaml:1:9: unexpected tag "!denied\(\)"; quote the text'):
        read("assert: !denied()", "p.yaml").to_python()


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        (b"a: 12345", Limits(bytes=5), "1:1: more than 5 bytes; split the file, or raise the limit"),
        ("[[[]]]", Limits(depth=2), "1:3: more than 2 levels of nesting; split the document into smaller ones"),
        ("- - - a", Limits(depth=2), "1:5: more than 2 levels of nesting; split the document into smaller ones"),
        ("a: &a [[1]]\nb: [*a]", Limits(depth=3), "1:4: more than 3 levels of nesting; split the document into smaller ones"),
        ("[1, 2]", Limits(nodes=2), "1:5: more than 2 values; split the document into smaller ones"),
        ("[a, b]", Limits(nodes=2), "1:5: more than 2 nodes, aliases followed; split the document into smaller ones"),
    ],
)
def test_each_limit_is_held(data: str | bytes, limits: Limits, expected: str):
    with pytest.raises(DocumentError) as caught:
        read(data, "f", limits=limits)

    assert str(caught.value) == f"f:{expected}"


def multiplied(first: str, line: str) -> str:
    """A document whose lines each name the line before nine times."""
    return first + "".join(line.format(name=f"x{i + 1}", i=i, aliases=",".join([f"*x{i}"] * 9)) for i in range(12))


HOSTILE = {
    "flow lists in one another": "[" * 1_000_000,
    "JSON lists in one another": "[" * 1_000_000 + "1",
    "flow mappings in one another": "{a: " * 100_000,
    "block lists in one another": "- " * 100_000,
    "block mappings in one another": "\n".join(" " * depth + "a:" for depth in range(1000)),
    "keys in one another": "? " * 100_000,
    "keys": "\n".join(f"k{i}: 1" for i in range(300_000)),
    "JSON keys": "{" + ",".join(f'"k{i}":1' for i in range(300_000)) + "}",
    "a billion laughs": multiplied("x0: &x0 [1]\n", "{name}: &{name} [{aliases}]\n"),
    "merge keys that multiply": multiplied(
        "x0: &x0 {{k: 1}}\n".replace("{{", "{").replace("}}", "}"), "{name}: &{name} {{<<: [{aliases}], k{i}: 1}}\n"
    ),
    "aliases that deepen": "x0: &x0 []\n" + "".join(f"x{i + 1}: &x{i + 1} [*x{i}]\n" for i in range(300)),
    "tag directives": "".join(f"%TAG !a{i}! b\n" for i in range(300_000)),
    "tag directives behind the document": "a: 1\n...\n" + "".join(f"%TAG !a{i}! b\n" for i in range(300_000)),
    "tag directives in the document": "a: 1\n" + "".join(f"%TAG !a{i}! b\n" for i in range(300_000)),
    "bytes": "a: " + "x" * (11 << 20),
    "digits": "[" + "1" * 1_000_000 + "]",
    "an anchor of marks": "&" * 1_000_000,
    "a tag of marks": "!" * 1_000_000,
    "colons": ":" * 1_000_000,
    "tabs": "\t" * 1_000_000,
    "dots": "a\n" + "...\n" * 100_000 + "b",
    "NUL": "\0" * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_at_once(text: str):
    """None crashes the process or hangs it; each would, in a stock composer or with one limit less."""
    with pytest.raises(DocumentError):
        read(text, "f")
