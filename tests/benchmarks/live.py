"""What a live collection costs: CPU for each call, and how near the wall time comes to what AWS grants.

    python -m tests.benchmarks.live [--check] [calls] [alone] [steps] [throttled]

A server in another process answers with bodies of the operations' shapes; everything else is as in an audit: signing, the bucket of each
account, region and service, checks of each answer, pages, times as text. `steps` tells what each step of a call takes.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scanner.sources.aws.calls import Api, Place
from scanner.sources.aws.clients import Clients
from tests.benchmarks import live_server
from tests.benchmarks.measure import Promises

ACCOUNTS, REGIONS, THREADS = 20, ("us-east-1", "eu-west-1", "eu-central-1", "ap-northeast-2"), 16
ROUNDS = 25
RATE, BURST, CALLS = 20, 50, 300
"""Of the server that throttles, and the calls to it."""

PLAN: Mapping[str, Mapping[str, Any]] = {
    "ecs:ListClusters": {},
    "ecs:DescribeClusters": {"clusters": ["c"]},
    "ecs:ListServices": {"cluster": "c"},
    "ecs:DescribeServices": {"cluster": "c", "services": ["s"]},
    "ecs:ListTasks": {"cluster": "c"},
    "ecs:DescribeTasks": {"cluster": "c", "tasks": ["t"]},
    "ecs:ListContainerInstances": {"cluster": "c"},
    "ecs:DescribeContainerInstances": {"cluster": "c", "containerInstances": ["i"]},
    "ecs:DescribeTaskDefinition": {"taskDefinition": "t"},
    "ecr:DescribeRepositories": {},
    "ecr:GetLifecyclePolicy": {"repositoryName": "some-name"},
    "ecr:DescribeImages": {"repositoryName": "some-name"},
    "ec2:DescribeVpcs": {},
    "ec2:DescribeSubnets": {},
    "ec2:DescribeRouteTables": {},
    "ec2:DescribeSecurityGroups": {},
    "ec2:DescribeNatGateways": {},
    "ec2:DescribeInternetGateways": {},
    "ec2:DescribeVpcEndpoints": {},
    "ec2:DescribeNetworkAcls": {},
    "ec2:DescribeFlowLogs": {},
    "ec2:DescribeInstances": {},
    "ec2:DescribeLaunchTemplates": {},
    "ec2:DescribeVolumes": {},
    "autoscaling:DescribeAutoScalingGroups": {},
    "autoscaling:DescribeLaunchConfigurations": {},
    "elbv2:DescribeLoadBalancers": {},
    "elbv2:DescribeTargetGroups": {},
    "elbv2:DescribeListeners": {"LoadBalancerArn": "a"},
    "elbv2:DescribeTargetHealth": {"TargetGroupArn": "a"},
    "cloudtrail:DescribeTrails": {},
    "cloudtrail:GetTrailStatus": {"Name": "t"},
    "cloudtrail:GetEventSelectors": {"TrailName": "t"},
    "events:ListEventBuses": {},
    "events:ListRules": {},
    "events:ListTargetsByRule": {"Rule": "r"},
    "codepipeline:ListPipelines": {},
    "codepipeline:GetPipeline": {"name": "p"},
    "codepipeline:GetPipelineState": {"name": "p"},
    "codebuild:ListProjects": {},
    "kms:ListKeys": {},
    "kms:DescribeKey": {"KeyId": "k"},
    "sns:ListTopics": {},
    "sqs:ListQueues": {},
    "logs:DescribeLogGroups": {},
    "secretsmanager:ListSecrets": {},
}
"""The 46 calls in 14 services of each account and region."""


class Keys:
    """Credentials of any account."""

    def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
        """Keys that tell the account."""
        return f"AKIA{account}", "secret", "a-session-token-of-usual-length" * 10


def part(api: Api, place: Place) -> int:
    """All calls of one account and region; how many."""
    for call, arguments in PLAN.items():
        answer = api.call(place, call, arguments)
        assert answer.fault is None, answer.fault.text
    return len(PLAN)


def calls(promises: Promises) -> None:
    """CPU for each call, over all accounts and regions."""
    with live_server.serving(list(PLAN)) as url:
        os.environ["AWS_ENDPOINT_URL"] = url
        api = Api(Keys(), clients=Clients(connections=THREADS))
        for region in REGIONS:
            part(api, Place("000000000000", region))  # makes the clients
        places = [Place(f"{number:012}", region) for number in range(1, ACCOUNTS + 1) for region in REGIONS]
        gc.collect()
        gc.freeze()
        wall, cpu, kernel = time.perf_counter(), time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_stime
        with ThreadPoolExecutor(THREADS) as pool:
            made = sum(pool.map(lambda place: part(api, place), places))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        gc.unfreeze()
    used = resource.getrusage(resource.RUSAGE_SELF)
    memory, kernel = used.ru_maxrss / 1024, used.ru_stime - kernel
    sizes = [len(body) for body in live_server.answers(list(PLAN)).values()]
    size = sum(sizes) / len(sizes) / 1024
    print(f"calls: {ACCOUNTS} accounts x {len(REGIONS)} regions, {made} calls of {size:.1f} KiB on average, layout {api.layout}")
    print(f"  {wall:.1f} s wall, {made / wall:.0f} calls/s with {THREADS} threads, {memory:.0f} MiB at most")
    print(f"  {1000 * kernel / made:.2f} ms of each call in the kernel")
    promises.at_most("CPU ms per call", 1000 * cpu / made, 1.2)
    promises.at_least("calls per second and core", made / cpu, 800)


def alone(promises: Promises) -> None:
    """CPU for each call beside botocore's alone: one account, one session, in turns, so that a slow moment strikes both alike."""
    import botocore.session  # type: ignore[import-untyped]  # botocore has no types
    from botocore import xform_name

    def bare() -> None:
        for call, arguments in PLAN.items():
            service, _, operation = call.partition(":")
            client = made.get(service) or made.setdefault(service, session.create_client(service, region_name=REGIONS[0]))
            getattr(client, xform_name(operation))(**arguments)

    made: dict[str, Any] = {}
    session = botocore.session.Session()
    session.set_credentials(*Keys().frozen("000000000000"))
    with live_server.serving(list(PLAN)) as url:
        os.environ["AWS_ENDPOINT_URL"] = url
        api = Api(Keys(), clients=Clients())
        place = Place("000000000000", REGIONS[0])
        rounds = [(cpu_of(lambda: part(api, place)), cpu_of(bare)) for _ in range(ROUNDS)][2:]
    ours, theirs = (statistics.median(times) * 1000 / len(PLAN) for times in zip(*rounds, strict=True))
    print(f"alone: one thread, {ours:.2f} ms for a call of ours, {theirs:.2f} ms for one of botocore's")
    promises.at_most("CPU over botocore's", statistics.median(a / b for a, b in rounds), 0.5)


def steps(promises: Promises) -> None:
    """What the steps of a call take, one by one, over the same calls; promises nothing."""
    with live_server.serving(list(PLAN)) as url:
        os.environ["AWS_ENDPOINT_URL"] = url
        clients = Clients()
        sites = [call.split(":") for call in PLAN]
        found = [clients.direct(service, operation, REGIONS[0]) for service, operation in sites]
        direct = [(one, arguments) for one, arguments in zip(found, PLAN.values(), strict=True) if one is not None]
        keys = Keys().frozen("000000000000")
        asked = [(one, one.prepared(arguments, keys)) for one, arguments in direct]
        replies = [(one, one.wire.send(*request)) for one, request in asked]
        work: dict[str, Callable[[], Any]] = {
            "request and signature": lambda: [one.prepared(arguments, keys) for one, arguments in direct],
            "sending and receiving": lambda: [one.wire.send(*request) for one, request in asked],
            "reading the answer": lambda: [one.answer(reply) for one, reply in replies],
            "all of a call": lambda: part(api, Place("000000000000", REGIONS[0])),
        }
        api = Api(Keys(), clients=clients)
        print(f"steps: {len(direct)} of {len(PLAN)} operations are sent without botocore's clients, one thread, ms of CPU")
        for name, run in work.items():
            run()
            print(f"  {name:24} {min(cpu_of(run) for _ in range(ROUNDS)) * 1000 / len(PLAN):.3f}")


def cpu_of(work: Callable[[], Any]) -> float:
    """CPU seconds of this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def throttled(promises: Promises) -> None:
    """Wall time against a server that grants 20 calls a second and a burst of 50 to each account, region and service."""
    places = [Place(f"{number:012}", "eu-west-1") for number in (1, 2)]
    with live_server.serving(["ecs:ListClusters"], RATE, BURST) as url:
        os.environ["AWS_ENDPOINT_URL"] = url
        api = Api(Keys(), clients=Clients(connections=64))
        begin = time.perf_counter()
        with ThreadPoolExecutor(64) as pool:
            found = list(pool.map(lambda number: api.call(places[number % 2], "ecs:ListClusters", {}), range(2 * CALLS)))
        wall = time.perf_counter() - begin
    ideal = (CALLS - BURST) / RATE
    counts = api.counts
    print(f"throttled: {CALLS} calls in each of 2 accounts, {RATE}/s and a burst of {BURST}, 64 threads")
    print(f"  {wall:.1f} s wall, {ideal:.1f} s ideal, {counts.throttles} throttled, {counts.retries} sent again")
    promises.at_most("wall time over the ideal", wall / ideal, 1.2)
    promises.at_most("calls lost", math.fsum(answer.fault is not None for answer in found), 0)


PARTS = {"calls": calls, "alone": alone, "steps": steps, "throttled": throttled}


def main() -> int:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="end with 1 when a promise is broken")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}")
    asked = parser.parse_args()
    promises = Promises()
    for name in asked.parts or PARTS:
        PARTS[name](promises)
    return 1 if asked.check and promises.broken else 0


if __name__ == "__main__":
    sys.exit(main())
