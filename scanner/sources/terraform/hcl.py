"""Text of Terraform's language to syntax, by tree-sitter: what cannot be read is told with its place, the rest is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from scanner.errors import DocumentError
from scanner.sources.terraform.nodes import (
    ELEMENT,
    Argument,
    Attribute,
    Binary,
    Block,
    Body,
    Broken,
    Call,
    Conditional,
    Expression,
    File,
    For,
    Index,
    Literal,
    Name,
    Object,
    Span,
    Splat,
    Tuple,
    Unary,
    mistake,
)
from scanner.sources.terraform.template_syntax import DEPTH, template, unescaped

BYTES: Final = 10 << 20
"""Bytes that a file may have."""
ERRORS: Final = 20
"""Unreadable places that are told of one file."""
_OPERATORS: Final = frozenset({"+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"})


@cache
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_hcl

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


def tree(data: bytes) -> Any:
    """The syntax tree of a text, its comments among the nodes."""
    return _parser().parse(data)


def read(name: str, data: bytes) -> tuple[Body, list[DocumentError]]:
    """The body of a file, and an error for each place that cannot be read. `name` is the file's, as findings show it."""
    if len(data) > BYTES:
        return Body(), [DocumentError(f"the file has more than {BYTES:,} bytes; split it", file=name, line=1, column=1)]
    if data.startswith(b"\xef\xbb\xbf"):
        data = b"   " + data[3:]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Body(), [DocumentError("the file is not UTF-8; save it so", file=name, line=line, column=1)]
    reader = Reader(File(name, data))
    tree = _parser().parse(data)
    body = Body()
    for child in tree.root_node.named_children:
        if child.type == "body":
            body = reader.body(child, 0)
        elif child.is_error:
            reader.unreadable(child)
    if tree.root_node.has_error and not reader.errors:
        reader.report(tree.root_node)
    return body, reader.errors


def expression(text: str, file: File, span: Span) -> Expression:
    """An expression that stands in a text of its own (a template of `.tf.json`): every part of it has the text's place."""
    data = b"x = " + text.encode()
    reader = Reader(File(file.name, data), span)
    tree = _parser().parse(data)
    body = next((child for child in tree.root_node.named_children if child.type == "body"), None)
    if body is None or tree.root_node.has_error or body.named_child_count != 1:
        return Broken(f"{text[:60]!r} is no expression", span)
    return reader.expression(body.named_children[0].named_children[-1], 0)


class Reader:
    """Turns tree-sitter's nodes of one file into ours."""

    def __init__(self, file: File, fixed: Span | None = None) -> None:
        """Take the file; with `fixed` every node is said to stand there."""
        self.file = file
        self.fixed = fixed
        self.errors: list[DocumentError] = []

    def span(self, node: Any) -> Span:
        """Where a node stands."""
        if self.fixed is not None:
            return self.fixed
        (line, column), (end_line, end_column) = node.start_point, node.end_point
        return (line + 1, column + 1, end_line + 1, end_column + 1)

    def text(self, node: Any) -> str:
        """The source of a node."""
        return self.file.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def unreadable(self, node: Any, what: str = "") -> None:
        """Note a place that cannot be read."""
        if len(self.errors) < ERRORS:
            shown = self.text(node).strip().split("\n")[0][:40]
            reason = what or (f"what stands here cannot be read: {shown}" if shown else "something is missing here")
            self.errors.append(mistake(f"{reason}; terraform validate tells more", self.span(node), self.file))

    def report(self, root: Any) -> None:
        """Note the errors anywhere in a tree: those that stand inside what was read."""
        pending = [root]
        while pending and len(self.errors) < ERRORS:
            node = pending.pop()
            if node.is_missing:
                self.unreadable(node, f"{node.type} is missing here")
            elif node.is_error:
                self.unreadable(node)
            elif node.has_error:
                pending.extend(reversed(node.children))

    # ------------------------------------------------------------ structure

    def body(self, node: Any, depth: int) -> Body:
        """The arguments and blocks of a body."""
        body = Body()
        for child in node.named_children:
            kind = child.type
            if kind == "attribute":
                self._argument(child, body, depth)
            elif kind == "block":
                self._block(child, body, depth)
            elif child.is_error:
                self.unreadable(child)
        return body

    def _argument(self, node: Any, body: Body, depth: int) -> None:
        name = self.text(node.named_children[0])
        if name in body.arguments:
            self.unreadable(node, f'"{name}" stands twice')
            return
        value: Expression
        if node.has_error:
            before = len(self.errors)
            self.report(node)
            reason = self.errors[-1].message if len(self.errors) > before else "it cannot be read"
            value = Broken(reason, self.span(node))
        else:
            value = self.expression(node.named_children[-1], depth + 1)
        body.arguments[name] = Argument(name, value, self.span(node), self.file)

    def _block(self, node: Any, body: Body, depth: int) -> None:
        if depth > DEPTH:
            self.unreadable(node, f"blocks are nested more than {DEPTH} levels deep")
            return
        words: list[str] = []
        inner: Body | None = None
        head = list(self.span(node))
        for child in node.children:
            if child.type in ("identifier", "string_lit"):
                words.append(self.text(child) if child.type == "identifier" else self._string(child))
                head[2:] = self.span(child)[2:]
            elif child.type == "body":
                inner = self.body(child, depth + 1)
            elif child.is_error or child.is_missing:
                self.unreadable(child, f"{child.type} is missing here" if child.is_missing else "")
            elif child.type == "block_end" and child.has_error:
                self.unreadable(node, f'block "{words[0]}" is not closed')
        span: Span = (head[0], head[1], head[2], head[3])
        body.blocks.append(Block(words[0], tuple(words[1:]), inner or Body(), span, self.file))

    # ------------------------------------------------------------ expressions

    def expression(self, node: Any, depth: int) -> Expression:
        """The expression of a node of type `expression`."""
        if depth > DEPTH:
            return Broken(f"it is nested more than {DEPTH} levels deep", self.span(node))
        return self._terms(node.children, node, depth)

    def _terms(self, children: Sequence[Any], whole: Any, depth: int) -> Expression:
        """A term with the traversal that follows it."""
        result: Expression | None = None
        for child in children:
            kind = child.type
            if kind in ("(", ")", "comment"):
                continue
            if result is None:
                read = _TERMS.get(kind)
                if read is None:
                    return Broken(f"{self.text(child)[:40]!r} cannot be read", self.span(child))
                result = read(self, child, depth + 1)
            elif kind == "get_attr":
                result = Attribute(result, self.text(child.named_children[-1]), self.span(whole))
            elif kind == "index":
                result = self._index(result, child, whole, depth)
            elif kind == "splat":
                result = self._splat(result, child.named_children[0], whole, depth)
            else:
                return Broken(f"{self.text(child)[:40]!r} cannot be read", self.span(child))
        return result if result is not None else Broken("it is empty", self.span(whole))

    def _index(self, base: Expression, node: Any, whole: Any, depth: int) -> Expression:
        inner = node.named_children[0]
        key: Expression
        if inner.type == "legacy_index":
            key = Literal(int(self.text(inner).lstrip(".") or "0"), self.span(inner))
        else:
            key = self.expression(inner.named_children[-1], depth + 1)
        return Index(base, key, self.span(whole))

    def _splat(self, base: Expression, node: Any, whole: Any, depth: int) -> Expression:
        """`[*]` takes all that follows to each element; `.*` attributes only, an index after it is one of the result."""
        span = self.span(whole)
        rest: Expression = Name(ELEMENT, span)
        children = node.named_children
        taken = len(children)
        if node.type == "attr_splat":
            taken = next((at for at, child in enumerate(children) if child.type == "index"), taken)
        for child in children[:taken]:
            if child.type == "get_attr":
                rest = Attribute(rest, self.text(child.named_children[-1]), span)
            elif child.type == "index":
                rest = self._index(rest, child, whole, depth)
        result: Expression = Splat(base, rest, span)
        for child in children[taken:]:
            if child.type == "get_attr":
                result = Attribute(result, self.text(child.named_children[-1]), span)
            else:
                result = self._index(result, child, whole, depth)
        return result

    def literal(self, node: Any, depth: int) -> Expression:
        """A number, boolean, null or plain text."""
        inner = node.named_children[0] if node.named_child_count else node
        if inner.type == "string_lit":
            return Literal(self._string(inner), self.span(node))
        text = self.text(inner)
        if inner.type == "numeric_lit":
            number = _number(text)
            return Broken(f"{text[:40]} is no number", self.span(node)) if number is None else Literal(number, self.span(node))
        return Literal({"true": True, "false": False}.get(text), self.span(node))

    def _string(self, node: Any) -> str:
        """The text of quotes without interpolation."""
        return unescaped(self.file.data[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace"))

    def variable(self, node: Any, depth: int) -> Expression:
        """The first name of a traversal."""
        return Name(self.text(node), self.span(node))

    def collection(self, node: Any, depth: int) -> Expression:
        """A list or an object."""
        inner = node.named_children[0]
        if inner.type == "tuple":
            items = tuple(self.expression(child, depth + 1) for child in inner.named_children if child.type == "expression")
            return Tuple(items, self.span(node))
        pairs = []
        for child in inner.named_children:
            if child.type == "object_elem":
                key, value = (part for part in child.named_children if part.type == "expression")
                pairs.append((self._key(key, depth + 1), self.expression(value, depth + 1)))
        return Object(tuple(pairs), self.span(node))

    def _key(self, node: Any, depth: int) -> Expression:
        if node.child_count == 1 and node.children[0].type == "variable_expr":
            return Literal(self.text(node), self.span(node))
        return self.expression(node, depth)

    def call(self, node: Any, depth: int) -> Expression:
        """A call of a function, of the provider's `provider::name::function`, too."""
        names = [self.text(child) for child in node.children if child.type == "identifier"]
        arguments = next((child for child in node.named_children if child.type == "function_arguments"), None)
        given = [] if arguments is None else [child for child in arguments.named_children if child.type == "expression"]
        expand = arguments is not None and any(child.type == "ellipsis" for child in arguments.children)
        name = self.text(node).partition("(")[0].strip() if len(names) != 1 else names[0]
        return Call(name, tuple(self.expression(child, depth + 1) for child in given), expand, self.span(node))

    def for_expression(self, node: Any, depth: int) -> Expression:
        """A `for` expression of either form."""
        inner = node.named_children[0]
        intro = next(child for child in inner.named_children if child.type == "for_intro")
        variables = tuple(self.text(child) for child in intro.named_children if child.type == "identifier")
        collection = self.expression(next(child for child in intro.named_children if child.type == "expression"), depth + 1)
        results = [self.expression(child, depth + 1) for child in inner.named_children if child.type == "expression"]
        last = next((child for child in inner.named_children if child.type == "for_cond"), None)
        condition = None if last is None else self.expression(last.named_children[-1], depth + 1)
        braces = inner.type == "for_object_expr"
        group = any(child.type == "ellipsis" for child in inner.children)
        return For(variables, collection, results[0] if braces else None, results[-1], condition, group, self.span(node))

    def operation(self, node: Any, depth: int) -> Expression:
        """A unary or binary operation; its operands are not always nodes of their own."""
        inner = node.named_children[0]
        children = [child for child in inner.children if child.type != "comment"]
        if inner.type == "unary_operation":
            return Unary(self.text(children[0]), self._operand(children[1:], inner, depth), self.span(node))
        level = 0
        for at, child in enumerate(children):
            level += (child.type == "(") - (child.type == ")")
            if level == 0 and at and child.type in _OPERATORS:
                left, right = self._operand(children[:at], inner, depth), self._operand(children[at + 1 :], inner, depth)
                return Binary(child.type, left, right, self.span(node))
        return Broken("an operation without an operator", self.span(node))

    def _operand(self, children: Sequence[Any], whole: Any, depth: int) -> Expression:
        return self._terms(children, whole, depth)

    def conditional(self, node: Any, depth: int) -> Expression:
        """`a ? b : c`, which binds to the right; the grammar reads a chain of them to the left."""
        test, yes, no = (child for child in node.named_children if child.type == "expression")
        chain = [(yes, no)]
        while test.child_count == 1 and test.children[0].type == "conditional":
            test, yes, no = (child for child in test.children[0].named_children if child.type == "expression")
            chain.append((yes, no))
        span = self.span(node)
        tests = [test, *(no for _, no in reversed(chain[1:]))]
        result = self.expression(chain[0][1], depth + 1)
        for place, (yes, _) in enumerate(chain):
            condition = self.expression(tests[len(chain) - 1 - place], depth + 1)
            result = Conditional(condition, self.expression(yes, depth + 1), result, span)
        return result


_TERMS: Final[dict[str, Callable[[Reader, Any, int], Expression]]] = {
    "literal_value": Reader.literal,
    "template_expr": template,
    "collection_value": Reader.collection,
    "variable_expr": Reader.variable,
    "function_call": Reader.call,
    "for_expr": Reader.for_expression,
    "operation": Reader.operation,
    "conditional": Reader.conditional,
    "expression": Reader.expression,
}


def _number(text: str) -> int | float | None:
    for read in (int, float, _hexadecimal):
        try:
            value = read(text)
        except ValueError:
            continue
        return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value
    return None


def _hexadecimal(text: str) -> int:
    return int(text, 16)
