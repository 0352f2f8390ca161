"""Data sources that make user data: templates of text, and several parts as one message.

Provider documentation of `template_file` (hashicorp/template) and `cloudinit_config` (hashicorp/cloudinit; `template_cloudinit_config`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scanner.canonical import Base64
from scanner.sources.terraform.forms import text, whole
from scanner.sources.terraform.functions.files import rendered
from scanner.sources.terraform.nodes import Span
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import join_text
from scanner.unknown import STRING, Unknown

if TYPE_CHECKING:
    from scanner.sources.terraform.resource import ResourceInstance

BOUNDARY: Final = "MIMEBOUNDARY"


def template_file(instance: ResourceInstance, scope: Scope, span: Span) -> Any:
    """The rendered text of a `template_file`."""
    values = instance.values()
    template = text(whole(values.get("template")))
    if not isinstance(template, str):
        return _not_known(instance, template)
    given = values.get("vars") or {}
    given = given[0] if isinstance(given, list) else given  # Terraform 0.11 wrote a block
    try:
        return rendered(template, given, instance.scope.run, instance.block.file.name)
    except ValueError as error:
        raise scope.wrong(f"{instance.address}: {error}", span) from error


def cloudinit(instance: ResourceInstance, scope: Scope, span: Span) -> Any:
    """The message of a `cloudinit_config`, as base64 unless it is wanted plain. It is not compressed here: instances read it plain."""
    values = instance.values()
    blocks = whole(values.get("part"))
    if not isinstance(blocks, list) or any(not isinstance(one, dict) for one in blocks):
        return _not_known(instance, blocks)
    boundary = values.get("boundary") or BOUNDARY
    if not isinstance(boundary, str):
        return _not_known(instance, boundary)
    pieces: list[str | Unknown] = [f'Content-Type: multipart/mixed; boundary="{boundary}"\nMIME-Version: 1.0\r\n\r\n']
    for place, block in enumerate(blocks):
        before = "\r\n" if place else ""
        pieces.append(f"{before}--{boundary}\r\n{_head(block)}\r\n")
        content = text(whole(block.get("content")))
        pieces.append("" if content is None else content)
    message = join_text([*pieces, f"\r\n--{boundary}--\r\n"])
    if values.get("base64_encode") is False:
        return message
    encoded = Base64(message)
    return encoded if isinstance(message, Unknown) else encoded.encoded()


def _head(block: dict[str, Any]) -> str:
    """The header of a part, its lines in the order of their names."""
    lines = []
    if isinstance(block.get("filename"), str):
        lines.append(f'Content-Disposition: attachment; filename="{block["filename"]}"')
    kind = block.get("content_type")
    lines += ["Content-Transfer-Encoding: 7bit", f"Content-Type: {kind if isinstance(kind, str) else 'text/plain'}", "Mime-Version: 1.0"]
    if isinstance(block.get("merge_type"), str):
        lines.append(f"X-Merge-Type: {block['merge_type']}")
    return "".join(f"{line}\r\n" for line in lines)


def _not_known(instance: ResourceInstance, cause: Any) -> Unknown:
    reason = cause.reason if isinstance(cause, Unknown) else f"{instance.address} is not known"
    settle = cause.settle if isinstance(cause, Unknown) else None
    return Unknown(reason, types=STRING, identity=("data", instance.identity, "rendered"), truthy=True, settle=settle)


RENDERED: Final = {
    "template_file": template_file,
    "cloudinit_config": cloudinit,
    "template_cloudinit_config": cloudinit,
}
"""By type: what the attribute `rendered` is; DocumentError where it cannot be meant."""
