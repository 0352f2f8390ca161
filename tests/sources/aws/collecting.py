"""A part collected from plain answers: the usual answers of ECS, rows of a text, and what there is to see of a part."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scanner.catalog import Row, needed
from scanner.catalog.reading import hold_together, read_rows
from scanner.catalog.rows import row_of
from scanner.redaction import Redactor
from scanner.sources.aws.collect import Coverage, Part, collect_part
from scanner.sources.aws.faults import Place
from tests.sources.aws.plain_api import ACCOUNT, HERE, REGION, PlainApi

SHOP = f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/shop"
BANK = f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/bank"


def service(name: str, cluster: str = SHOP, **more: Any) -> dict[str, Any]:
    """A service as DescribeServices tells it."""
    arn = f"{cluster.replace(':cluster/', ':service/')}/{name}"
    return {"serviceArn": arn, "serviceName": name, "clusterArn": cluster, "status": "ACTIVE", "desiredCount": 1, **more}


def described(arguments: dict[str, Any], region: str) -> dict[str, Any]:
    """What DescribeServices answers for any ids."""
    return {"services": [service(arn.rpartition("/")[2], arguments["cluster"]) for arn in arguments["services"]], "failures": []}


def clusters(arguments: dict[str, Any], region: str) -> dict[str, Any]:
    """What DescribeClusters answers for any ids."""
    found = [{"clusterArn": arn, "clusterName": arn.rpartition("/")[2], "status": "ACTIVE"} for arn in arguments["clusters"]]
    return {"clusters": found, "failures": []}


def ecs(**replies: Any) -> PlainApi:
    """A cluster with 12 services, unless said otherwise."""
    arns = [service(f"web{number}")["serviceArn"] for number in range(12)]
    usual = {
        "ecs:ListClusters": {"clusterArns": [SHOP]},
        "ecs:DescribeClusters": clusters,
        "ecs:ListServices": [{"serviceArns": arns[:5]}, {"serviceArns": arns[5:]}],
        "ecs:DescribeServices": described,
    }
    return PlainApi(usual | {f"ecs:{name}": reply for name, reply in replies.items()})


def collect(api: PlainApi, rows: Iterable[Row] | str = "AWS::ECS::Service", place: Place = HERE) -> Part:
    """The part that rows find, or the rows that a type needs."""
    with ThreadPoolExecutor(4) as pool:
        return collect_part(api, place, needed([rows]) if isinstance(rows, str) else tuple(rows), Redactor(b"key"), pool)


def statuses(part: Part) -> dict[str, list[str]]:
    """The statuses of coverage by the type's last word."""
    found: dict[str, list[str]] = {}
    for one in part.coverage:
        found.setdefault(one.type.rpartition("::")[2], []).append(one.status)
    return found


def only(part: Part, status: str) -> Coverage:
    """The one record of a status."""
    (found,) = [one for one in part.coverage if one.status == status]
    return found


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a file of the catalogue."""
    rows = {name: row_of(name, data, "test.yaml", line) for name, line, data in read_rows(text.encode(), "test.yaml")}
    hold_together(rows)
    return tuple(rows.values())


TOPIC = """\
AWS::SNS::Topic:
  list: {call: sns:ListTopics, items: Topics}
  more:
    attributes: {call: sns:GetTopicAttributes, with: {TopicArn: item.TopicArn}, take: Attributes, absent: [NotFound]}
  id: item.TopicArn
  identifiers: {Ref: item.TopicArn}
  properties: {DisplayName: attributes.DisplayName}
  absent: [Subscription, DataProtectionPolicy]
"""


def topics(*names: str, **replies: Any) -> PlainApi:
    """Topics of these names."""
    listed = {"Topics": [{"TopicArn": f"arn:{name}"} for name in names]}
    return PlainApi({"sns:ListTopics": listed, **{f"sns:{name}": reply for name, reply in replies.items()}})
