"""A snapshot of many accounts as a directory of parts: what writing, reading and judging it costs, and how much memory that takes.

    python -m tests.benchmarks.snapshots [--resources 1000000] [--accounts 20] [--read-only] [--check] [DIRECTORY]

The accounts are those of `account.py` in four regions each, canonical and redacted, as a collection writes them. Reading and judging run
in a process of their own each, whose peak memory is that of the whole. CPU seconds of one core; beside them stands what `json.loads` alone
takes for the same lines in the same minute, because a machine is as slow as it is. `--check` ends with 1 where more is used than promised.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from scanner.canonical import canonicalise
from scanner.records import replace
from scanner.redaction import Redactor, redact
from scanner.snapshot import Origin, Resource
from scanner.snapshot_file import LIVE, Scope, dumped, header_record, resource_record
from scanner.snapshot_packed import Packer
from scanner.snapshot_parts import GLOBAL, About, AccountEntry, Index, PartEntry, coverage_of, write_index, write_part
from tests.benchmarks import account as one_account

REGIONS = ("eu-west-1", "eu-central-1", "us-east-1", "ap-northeast-2")
STARTED = "2026-01-31T00:00:00Z"
GLOBAL_TYPES = "AWS::IAM::"
MEGABYTES = 1000
"""Promised at most, with 50,000 resources in an account."""
TIMES = 8.0
"""Promised at most: the time of reading, as a multiple of what parsing its JSON takes."""
READ = """
import gc, json, resource, sys, time
gc.set_threshold(100_000, 50, 100)
from scanner.sources import Options, read_targets
start, count = time.process_time(), 0
for snapshot in read_targets([sys.argv[1]], Options()):
    count += len(snapshot.resources)
    assert not snapshot.gaps and snapshot.closed, snapshot.gaps[:3]
    del snapshot
seconds = time.process_time() - start
print(json.dumps([count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, {}]))
"""
JUDGE = """
import gc, json, resource, sys, time
gc.set_threshold(100_000, 50, 100)
from scanner.scan import scan
start = time.process_time()
report = scan([sys.argv[1]])
for finding in report.findings: pass
summary = report.summary
seconds = time.process_time() - start
print(json.dumps([summary.resources, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, dict(summary.verdicts)]))
"""


def settled(count: int) -> list[Resource]:
    """The resources of an account in one region, as a collection leaves them, sorted as in a part."""
    redactor = Redactor(b"benchmark")
    found = []
    for resource in one_account.resources(count):
        properties, _ = canonicalise(resource.type, resource.properties, Origin(None))
        found.append(replace(resource, properties=redact(resource.type, properties, redactor)))
    return sorted(found[:count], key=lambda one: (one.type, one.id))


class Template:
    """One region's lines, of which every part is made by other names."""

    def __init__(self, resources: list[Resource]) -> None:
        """Take the resources."""
        self.types = sorted({resource.type for resource in resources})
        self.lines = {True: list[bytes](), False: list[bytes]()}
        """By whether they belong to no region."""
        for resource in resources:
            self.lines[resource.type.startswith(GLOBAL_TYPES)].append(dumped(resource_record(resource, one_account.ACCOUNT)))

    def write(self, directory: Path, number: int, regions: tuple[str, ...]) -> Iterator[PartEntry]:
        """The parts of an account."""
        name = f"{100000000000 + number}"
        (directory / name).mkdir(parents=True)
        for place, region in enumerate((GLOBAL, *regions)):
            text = b"".join(self.lines[region == GLOBAL]).replace(one_account.ACCOUNT.encode(), name.encode())
            if region != GLOBAL:
                text = text.replace(one_account.REGION.encode(), region.encode())
                text = (
                    text.replace(b"-0000", b"-%x000" % place)
                    .replace(b"shop-", b"shop%d-" % place)
                    .replace(b'"group-', b'"group%d-' % place)
                )
            yield self.part(directory, name, region, text)

    def part(self, directory: Path, name: str, region: str, text: bytes) -> PartEntry:
        """One part."""
        head = {**header_record(LIVE, STARTED, [Scope(name, (name,), (region,))]), "catalogue": "sha256:" + "0" * 64, "types": self.types}
        types = [one for one in self.types if one.startswith(GLOBAL_TYPES) == (region == GLOBAL)]
        coverage = [coverage_of(covered(one), name, region) for one in types]
        lines = [dumped(head), text, *(dumped(one) for one in coverage)]
        digest = f"sha256:{hashlib.sha256(b''.join(lines)).hexdigest()}"
        count = text.count(b"\n")
        entry = PartEntry(f"{name}/{region}.jsonl.zst", name, region, count, digest, 0, STARTED, STARTED)
        with (directory / entry.file).open("wb") as out:
            packer = Packer(out)
            for line in (*lines, dumped({"kind": "footer", "finished": STARTED, "resources": count, "digest": digest})):
                packer.write(line)
            packer.end_frame()
        return entry


def covered(type_name: str) -> SimpleNamespace:
    """All of a type was read."""
    return SimpleNamespace(type=type_name, status="complete", action=None, reason=None, time=STARTED, settle=None)


def make(directory: Path, resources: int, accounts: int) -> None:
    """Write the directory, and tell what writing takes."""
    whole = settled(max(1000, resources // (accounts * len(REGIONS))))
    about = About("sha256:" + "0" * 64, frozenset(one.type for one in whole), STARTED)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        entry = write_part(Path(folder), one_account.ACCOUNT, one_account.REGION, whole, [], 0, about)
        seconds = time.process_time() - start
        size = (Path(folder) / entry.file).stat().st_size
    text = sum(map(len, (dumped(resource_record(one, one_account.ACCOUNT)) for one in whole)))
    print(f"write   {len(whole) / seconds:10,.0f} resources/s   {text / len(whole):,.0f} bytes each, {size / len(whole):,.0f} packed")
    template = Template(whole)
    parts = [part for number in range(accounts) for part in template.write(directory, number, REGIONS)]
    names = dict.fromkeys(part.account for part in parts)
    entries = tuple(AccountEntry(name, regions=REGIONS) for name in names)
    write_index(directory, Index(about.catalogue, tuple(template.types), STARTED, STARTED, None, entries, tuple(parts)))


def yardstick(directory: Path) -> float:
    """Seconds that parsing one resource takes, JSON alone."""
    import zstandard

    packed = next(path for path in sorted(directory.glob("*/*.zst")) if path.name.startswith("eu-west-1")).read_bytes()
    lines = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read().splitlines()
    start = time.process_time()
    for line in lines:
        json.loads(line)
    return (time.process_time() - start) / len(lines)


def measure(name: str, code: str, directory: Path) -> tuple[int, float, float]:
    """Resources, CPU seconds and megabytes of a process that goes through the directory."""
    found = subprocess.run([sys.executable, "-c", code, str(directory)], capture_output=True, text=True, check=True)
    count, seconds, megabytes, verdicts = json.loads(found.stdout)
    told = "  ".join(f"{verdict} {number:,}" for verdict, number in verdicts.items())
    print(f"{name:7} {count / seconds:10,.0f} resources/s   {seconds:.1f} s CPU, {megabytes:,.0f} MB at most   {told}")
    return count, seconds, megabytes


def main() -> int:
    """Make the directory where there is none, and go through it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path)
    parser.add_argument("--resources", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        directory = given.directory or Path(folder) / "snapshot"
        if not directory.exists():
            make(directory, given.resources, given.accounts)
        size = sum(path.stat().st_size for path in directory.glob("*/*.zst"))
        print(f"        {len(list(directory.glob('*'))) - 1} accounts, {size / 2**20:,.1f} MB")
        plain = yardstick(directory)
        count, seconds, megabytes = measure("read", READ, directory)
        plain = (plain + yardstick(directory)) / 2
        times = seconds / count / plain
        print(f"        {times:.1f} times what json.loads takes ({plain * 1e6:.0f} us a resource)")
        if not given.read_only:
            megabytes = max(megabytes, measure("judge", JUDGE, directory)[2])
    broken = [text for text, bad in (("memory", megabytes > MEGABYTES), ("time of reading", times > TIMES)) if bad]
    print(f"promised: at most {MEGABYTES:,} MB, {TIMES:.0f} times json.loads" + (f"; broken: {', '.join(broken)}" if broken else ""))
    return int(bool(broken) and given.check)


if __name__ == "__main__":
    sys.exit(main())
