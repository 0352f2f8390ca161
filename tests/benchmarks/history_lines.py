"""Reports of a great platform, made by number: 20 accounts in 4 regions, 300 policies, a million findings of which 0.5 % change each day.

What a finding says hangs on its key alone, so a run is a set of keys. Keys sort as a report does: account, policy, region, resource.
"""

from __future__ import annotations

import random
from array import array
from bisect import insort
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from scanner.history import reading
from scanner.history.portions import DIGEST, Before, Laid, line_digest
from scanner.history.reading import Frame
from scanner.report_json import dumps

ACCOUNTS, REGIONS, POLICIES, RESOURCES = 20, 4, 300, 2_500
NAMES = ("eu-central-1", "eu-west-1", "us-east-1", "us-west-2")
SEVERITIES = ("critical", "high", "high", "medium", "medium", "medium", "low", "low", "info")
OWNERS = ("team-ingest", "team-web", "team-data", "platform", "")
FIRST = datetime(2026, 1, 1, 3)


def key_of(account: int, policy: int, region: int, resource: int) -> int:
    """The number of a finding."""
    return ((account * POLICIES + policy) * REGIONS + region) * RESOURCES + resource


def text_of(key: int) -> bytes:
    """The line of a finding, as the scanner writes those of simple policies."""
    rest, resource = divmod(key, RESOURCES)
    rest, region = divmod(rest, REGIONS)
    account, policy = divmod(rest, POLICIES)
    number, where = f"{account + 1:012}", NAMES[region]
    arn = f"arn:aws:ecs:{where}:{number}:service/cluster-{resource % 40:02}/service-{resource:05}"
    name, severity = f"policy-{policy:03}", SEVERITIES[policy % len(SEVERITIES)]
    unknown, waived = key % 97 == 0, key % 89 == 0 and key % 97 != 0
    fingerprint = sha256(b"%d" % key).hexdigest()
    clause = f"Properties.Setting{policy:03} == 'expected' && !Legacy{policy:03}"
    read = (
        f'{{"expression":"Properties.Setting{policy:03}","value":"value-{resource % 7}","resource":"{arn}",'
        f'"pointer":["Setting{policy:03}"],"location":null}}'
    )
    holds = "null" if unknown else "false"
    text = (
        f'{{"policy":"{name}","resource":"{arn}","type":"AWS::ECS::Service","verdict":"{"unknown" if unknown else "fail"}",'
        f'"severity":"{severity}","message":"the setting {policy:03} of service-{resource:05} is value-{resource % 7}, and must be what'
        f' the platform expects of each service","world":"{number}","account":"{number}","region":"{where}","part":null,"location":null,'
        f'"fingerprint":"{fingerprint}","evidence":[{{"clause":"{clause}","reads":[{read}],"holds":{holds},"grounds":[{{"expression":'
        f'"{clause}","holds":{holds},"turn":"all","because":[{{"expression":"Properties.Setting{policy:03} == \'expected\'",'
        f'"holds":{holds},"reads":[{read}]}}]}}]}}]'
    )
    if unknown:
        action = f"ecs:Describe{policy % 12}"
        text += f',"reasons":[{{"text":"AccessDenied: {action} in {where}","settle":"grant {action}"}}]'
    if waived:
        until = f"2027-0{policy % 9 + 1}-01"
        text += f',"waiver":{{"reason":"known, and planned","until":"{until}","owner":"platform","inline":false,"location":null}}'
    owner = OWNERS[resource % len(OWNERS)]
    return (text + (f',"owner":"{owner}"' if owner else "") + "}").encode()


class Days:
    """The report of one day after another."""

    def __init__(self, findings: int, churn: float, seed: int = 7) -> None:
        """`churn`: which part of the findings is fixed each day; as many are new, a tenth of them again."""
        self._random = random.Random(seed)
        places = ACCOUNTS * REGIONS
        each = max(1, round(findings / (places * POLICIES)))
        chosen = self._random.sample
        self.keys = array(
            "q",
            sorted(
                key_of(account, policy, region, resource)
                for account in range(ACCOUNTS)
                for policy in range(POLICIES)
                for region in range(REGIONS)
                for resource in chosen(range(RESOURCES), each)
            ),
        )
        self._churn = churn
        self._fixed: list[int] = []
        self._digests: dict[int, bytes] = {}
        self.day = 0

    def next(self) -> None:
        """A day passes."""
        self.day += 1
        number = round(len(self.keys) * self._churn)
        gone = set(self._random.sample(self.keys, number))
        kept = [key for key in self.keys if key not in gone]
        held = set(kept)
        new: set[int] = set()
        while self._fixed and len(new) < number // 10:
            new.add(self._fixed.pop(self._random.randrange(len(self._fixed))))
        while len(new) < number:
            key = self._random.randrange(ACCOUNTS * POLICIES * REGIONS * RESOURCES)
            if key not in held and key not in gone:
                new.add(key)
        self._fixed += sorted(gone)[: number // 2]
        if len(new) < 50_000 < len(kept):
            self.keys = array("q", sorted([*kept, *new]))
        else:
            for key in new:
                insort(kept, key)
            self.keys = array("q", kept)

    def frame(self) -> Frame:
        """What stands around the day's findings."""
        started = FIRST + timedelta(days=self.day)
        stamp = started.strftime("%Y-%m-%dT%H:%M:%SZ")
        accounts = [f"{account + 1:012}" for account in range(ACCOUNTS)]
        places = [{"world": name, "account": name, "region": region} for name in accounts for region in ("global", *NAMES)]
        verdicts = {"pass": 0, "fail": len(self.keys), "unknown": 0, "skipped": 0, "error": 0}
        summary = {
            "verdicts": verdicts,
            "severities": dict.fromkeys(("critical", "high", "medium", "low", "info"), 0),
            "worlds": ACCOUNTS,
            "resources": RESOURCES * ACCOUNTS * REGIONS,
            "skippedFiles": 0,
            "policiesWithoutReach": [],
            "places": places,
            "finished": (started + timedelta(minutes=41)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        header = {"version": "0.1.0", "started": stamp, "targets": [], "closed": [], "strict": False, "rules": rules()}
        return reading.frame_of(header, {"gaps": [], "assumptions": [], "summary": summary}, "the day's report")

    def write(self, file: Path) -> None:
        """The day's report as a file."""
        frame = self.frame()
        head = dumps(frame.header | {"rules": frame.rules})
        with file.open("wb") as out:
            out.write(f'{{"schema":"plimsoll/report/v1",\n"header":{head},\n"findings":[\n'.encode())
            for place, key in enumerate(self.keys):
                out.write(text_of(key) if not place else b",\n" + text_of(key))
            out.write(b'\n],\n"gaps":[],\n"assumptions":[],\n"summary":' + dumps(frame.foot["summary"]).encode() + b"}\n")

    def lines(self) -> DayLines:
        """The day's report without a file: a line that did not change is not made and hashed again."""
        return DayLines(self)

    def digest(self, key: int) -> bytes:
        """The digest of a line."""
        if key not in self._digests:
            self._digests[key] = line_digest(text_of(key))
        return self._digests[key]


class DayLines:
    """A day's report, as `add` sees one."""

    def __init__(self, days: Days) -> None:
        """Take the day as it is now."""
        self.frame = days.frame()
        self._keys = days.keys
        self._digests = b"".join([days.digest(key) for key in days.keys])

    def lay(self, before: Before) -> Laid:
        """Its lines, without portions: each is looked for by its digest."""
        return Laid(bytearray(self._digests), taken=bytearray(len(before.digests) // DIGEST))

    def line(self, place: int) -> bytes:
        """The text of a line."""
        return text_of(self._keys[place])


def rules() -> list[dict[str, Any]]:
    """The policies."""
    return list(_rules())


def _rules() -> Iterator[dict[str, Any]]:
    for policy in range(POLICIES):
        yield {
            "id": f"policy-{policy:03}",
            "title": f"The setting {policy:03} is what the platform expects",
            "severity": SEVERITIES[policy % len(SEVERITIES)],
            "category": ("network", "identity", "operations", "cost")[policy % 4],
            "why": "A service whose setting is another does not start again after its host is drained. " * 4,
            "fix": "Write the setting into the service's properties and deploy it. " * 4,
            "references": ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"],
            "controls": [f"security-hub:ECS.{policy % 20}"],
        }
