"""Data sources: what Terraform reads when it plans. Those that compute from their own arguments are computed, others are unknown.

Provider documentation of the data sources `aws_iam_policy_document`, `aws_caller_identity`, `aws_region` and `aws_partition`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scanner.errors import DocumentError
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import text, whole
from scanner.sources.terraform.functions.encoding import sorted_json
from scanner.sources.terraform.functions.site import doubt_in
from scanner.sources.terraform.nodes import Span
from scanner.sources.terraform.scope import Scope
from scanner.sources.texts import json_text
from scanner.sources.values import join_text
from scanner.unknown import ABSENT, ANY, NULL, STRING, OpenList, Unknown, has_unknown

if TYPE_CHECKING:
    from scanner.sources.terraform.resource import ResourceInstance

PSEUDO: Final = {
    ("aws_caller_identity", "account_id"): "AWS::AccountId",
    ("aws_caller_identity", "id"): "AWS::AccountId",
    ("aws_region", "name"): "AWS::Region",
    ("aws_region", "id"): "AWS::Region",
    ("aws_region", "region"): "AWS::Region",
    ("aws_partition", "partition"): "AWS::Partition",
    ("aws_partition", "id"): "AWS::Partition",
    ("aws_partition", "dns_suffix"): "AWS::URLSuffix",
}
"""Attributes that are what CloudFormation's pseudo parameters are: equal wherever they stand."""
TEXTS: Final = frozenset({"id", "arn", "name", "json", "value", "secret_string", "image_id", "cidr_block", "vpc_id", "url"})
SECRETS: Final = frozenset(
    {"aws_secretsmanager_secret_version", "aws_ssm_parameter", "aws_secretsmanager_random_password", "aws_kms_secrets"}
)
"""Data sources whose values are secrets."""


def attribute(instance: ResourceInstance, name: str, scope: Scope, span: Span) -> Any:
    """An attribute of a data source."""
    if instance.kind == "aws_iam_policy_document" and name in ("json", "minified_json"):
        return instance.module.once(("document", instance.address), scope, span, lambda: document(instance))
    if name == "rendered" and instance.kind.endswith(("template_file", "cloudinit_config")):
        from scanner.sources.terraform.user_data import RENDERED

        make = RENDERED[instance.kind]
        return instance.module.once(("rendered", instance.address), scope, span, lambda: make(instance, scope, span))
    pseudo = PSEUDO.get((instance.kind, name))
    if pseudo is not None:
        return pseudo_parameter(pseudo)
    argument = instance.block.body.arguments.get(name)
    if argument is not None:
        value = evaluate(argument.value, instance.scope)
        if value is not None and not (isinstance(value, Unknown) and value.types & NULL):
            return value
    shown = f"{instance.address}.{name}"
    return Unknown(
        reason=f"{shown} is read when Terraform plans",
        types=STRING if name in TEXTS else ANY,
        identity=("data", instance.identity, name),
        sensitive=instance.kind in SECRETS and name not in ("id", "arn", "name"),
        truthy=name in ("id", "arn"),
        settle="a plan",
    )


def pseudo_parameter(name: str) -> Unknown:
    """The account, region or partition that is deployed to, equal to CloudFormation's."""
    return Unknown(f"{name} is not given", types=STRING, identity=("pseudo", name), truthy=True, settle=name)


def document(instance: ResourceInstance) -> Any:
    """The policy document of an aws_iam_policy_document data source, as JSON text."""
    values = instance.values()
    result: dict[str, Any] = {"Version": values.get("version") or "2012-10-17"}
    if values.get("policy_id") is not None:
        result["Id"] = values["policy_id"]
    sources = [*_list(values.get("source_policy_documents")), *_list(values.get("source_json"))]
    overrides = [*_list(values.get("override_policy_documents")), *_list(values.get("override_json"))]
    statements = values.get("statement", [])
    if isinstance(statements, OpenList) or any(isinstance(one, Unknown) for one in (*sources, *overrides)):
        doubt = [statements, *sources, *overrides]
        reason, settle, _ = doubt_in(doubt)
        return Unknown(
            f"not all statements are known: {reason}", types=STRING, identity=("document", instance.identity), truthy=True, settle=settle
        )
    own = [_statement(one) for one in statements]
    merged = _merged([*(_parsed(one) for one in sources), own, *(_parsed(one) for one in overrides)])
    result["Statement"] = merged
    value = sorted_json(result)
    if has_unknown(value):
        return join_text(json_text(value))
    import json

    return json.dumps(value, separators=(",", ":"))


def _list(value: Any) -> list[Any]:
    value = whole(value)
    return [] if value is None else value if isinstance(value, list) else [value]


def _parsed(text_value: Any) -> list[Any]:
    import json

    if text_value in (None, ""):
        return []
    try:
        found = json.loads(text_value)["Statement"]
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError("a source document of a policy is no policy document") from error
    return found if isinstance(found, list) else [found]


def _merged(groups: list[list[Any]]) -> list[Any]:
    """Statements of several documents: a later one with the Sid of an earlier one stands in its place."""
    result: list[Any] = []
    for group in groups:
        for statement in group:
            sid = statement.get("Sid") if isinstance(statement, dict) else None
            place = next((at for at, one in enumerate(result) if sid and isinstance(one, dict) and one.get("Sid") == sid), None)
            if place is None:
                result.append(statement)
            else:
                result[place] = statement
    return result


def _statement(block: Any) -> Any:
    if not isinstance(block, dict):
        return block
    result: dict[str, Any] = {}
    if block.get("sid"):
        result["Sid"] = block["sid"]
    result["Effect"] = block.get("effect") or "Allow"
    for name, key in (("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"), ("not_resources", "NotResource")):
        given = whole(block.get(name))
        if given is not None and given != []:
            result[key] = _single(given)
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        found = _principals(block.get(name))
        if found is not None:
            result[key] = found
    conditions = _conditions(block.get("condition"))
    if conditions:
        result["Condition"] = conditions
    return result


def _single(value: Any) -> Any:
    """A list of one as that one, as the provider writes it."""
    return value[0] if isinstance(value, list) and len(value) == 1 and value[0] is not ABSENT else value


def _principals(blocks: Any) -> Any:
    if not isinstance(blocks, list) or not blocks:
        return blocks if isinstance(blocks, (OpenList, Unknown)) else None
    result: dict[str, Any] = {}
    for block in blocks:
        kind = text(block.get("type")) if isinstance(block, dict) else None
        if not isinstance(kind, str):
            return Unknown("a principal's type is not known")
        names = whole(block.get("identifiers"))
        if kind == "*" and names == ["*"]:
            return "*"
        before = result.get(kind)
        result[kind] = names if before is None else [*_list(before), *_list(names)]
    return {kind: _single(names) for kind, names in result.items()}


def _conditions(blocks: Any) -> Any:
    if not isinstance(blocks, list):
        return blocks if isinstance(blocks, (OpenList, Unknown)) else {}
    result: dict[str, Any] = {}
    for block in blocks:
        test, variable = (text(block.get(name)) for name in ("test", "variable")) if isinstance(block, dict) else (None, None)
        if not isinstance(test, str) or not isinstance(variable, str):
            return Unknown("a condition's test is not known")
        result.setdefault(test, {})[variable] = _single(whole(block.get("values")))
    return result
