"""What a scan costs beside parsing its input: `python -m tests.benchmarks.scan [COPIES]`.

Copies of the case study's broken template are scanned in this process, and read by libyaml's own composer in the same run. Prints CPU
seconds, their ratio, resources a second, and the peak of memory; the first scan's start (imports, policies) is told apart.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import yaml

EXAMPLE = Path(__file__).parents[2] / "examples" / "ecs-case-study" / "broken" / "template.yaml"


def compose(folder: Path) -> None:
    """The baseline: syntax alone."""
    for path in sorted(folder.glob("*.yaml")):
        yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)


def main(copies: int) -> None:
    """Measure and print."""
    start = time.process_time()
    from scanner.scan import Settings, scan

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = EXAMPLE.read_text(encoding="utf-8")
        (folder / "000.yaml").write_text(text, encoding="utf-8")
        list(scan([folder], Settings()).findings)
        first = time.process_time() - start
        for index in range(1, copies):
            (folder / f"{index:03}.yaml").write_text(text, encoding="utf-8")
        start = time.process_time()
        report = scan([folder], Settings())
        findings = sum(1 for _ in report.findings)
        whole = time.process_time() - start
        start = time.process_time()
        compose(folder)
        baseline = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = whole / copies * 1000
    print(f"first scan with imports and policies: {first:.2f} s")
    print(f"{copies} templates, {report.summary.resources} resources, {findings} findings: {whole:.2f} s, {each:.0f} ms each")
    print(f"libyaml's composer alone: {baseline:.2f} s; ratio {whole / baseline:.1f}; peak {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
