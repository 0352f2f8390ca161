"""Write what the provider's schema says of the types that rows map, by the npm package of the provider's bindings.

    npm pack @cdktf/provider-aws           # a .tgz, nothing is installed or run
    npm view @cdktf/provider-aws time      # the date of the version
    python -m tests.catalog.terraform.refresh_provider cdktf-provider-aws-VERSION.tgz DATE

provider-schema.json.gz, beside this, holds all arguments: the ledger's test reads it. scanner/catalog/terraform/provider.json holds what
plans and state need: what only the provider sets, and which arguments are blocks.

The bindings are made from `terraform providers schema -json`; each argument stands in a `...ToTerraform` function by its own name, what
only the provider computes in a getter. A block is an object of its arguments; `computed` are names that nobody writes.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

from scanner.catalog.terraform import rows
from scanner.catalog.terraform.rows import FOLDER, PROVIDER

WRITTEN = Path(__file__).parent / "provider-schema.json.gz"
TYPE = re.compile(r'\.tfResourceType = "(aws_\w+)"')
VERSION = re.compile(r"providerVersion: '([\d.]+)'")
FUNCTION = re.compile(r"^function (\w+)ToTerraform\(struct\) \{.*?^\}", re.M | re.S)
ARGUMENT = re.compile(r"^        (\w+): (.*),$", re.M)
SYNTHESIS = re.compile(r"^    synthesizeAttributes\(\) \{\n        return \{(.*?)^        \};", re.M | re.S)
INNER = re.compile(r"\b(\w+)ToTerraform\b")
CLASS = re.compile(r"^class (\w+?)(OutputReference)? extends cdktf\.(\w+) \{(.*?)^\}", re.M | re.S)
COMPUTED = re.compile(r"""this\.get\w+Attribute\(['"](\w+)['"]\)""")
COMPUTED_BLOCK = re.compile(r"""new \w+(?:List|Map|OutputReference)\(this, ["'](\w+)["']""")


def arguments(text: str, blocks: dict[str, str], getters: dict[str, set[str]], seen: tuple[str, ...], own: str) -> dict[str, Any]:
    """The arguments of one function's object: name -> null, or the object of a block."""
    found: dict[str, Any] = {}
    for name, value in ARGUMENT.findall(text):
        inner = next((one for one in INNER.findall(value) if one in blocks), None)
        if inner is None:
            found[name] = None
        elif inner in seen:
            found[name] = {"...": None}  # recursive
        else:
            found[name] = arguments(blocks[inner], blocks, getters, (*seen, inner), inner)
    computed = sorted(getters.get(own.lower(), set()) - set(found))
    if computed:
        found[" computed"] = computed
    return found


def read(text: str) -> tuple[str, str, dict[str, Any]] | None:
    """The type, the provider's version and the arguments of one file of bindings; None where it is no resource."""
    kind = TYPE.search(text)
    body = SYNTHESIS.search(text)
    if kind is None or body is None or "cdktf.TerraformResource {" not in text:
        return None
    blocks = {found.group(1): found.group(0) for found in FUNCTION.finditer(text)}
    getters: dict[str, set[str]] = {}
    resource = ""
    for name, output, base, inside in CLASS.findall(text):
        if base == "TerraformResource":
            resource = name
        if output or base == "TerraformResource":
            getters[name.lower()] = {*COMPUTED.findall(inside), *COMPUTED_BLOCK.findall(inside)}
    found = arguments(body.group(1).replace("\n            ", "\n        "), blocks, getters, (), resource)
    version = VERSION.search(text)
    return kind.group(1), version.group(1) if version else "", found


def computed(block: dict[str, Any], prefix: str = "") -> list[str]:
    """What only the provider sets, dotted."""
    found = [f"{prefix}{name}" for name in block.get(" computed", ())]
    for name, inner in block.items():
        if isinstance(inner, dict):
            found.extend(computed(inner, f"{prefix}{name}."))
    return sorted(found)


def main() -> None:
    """Read the package that is named and write what rows need of it."""
    archive_name, date = sys.argv[1:3]
    wanted = set(rows())
    types: dict[str, Any] = {}
    version = package = ""
    with tarfile.open(archive_name) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None:
                continue
            if member.name == "package/package.json":
                package = json.load(stream)["version"]
            if not re.fullmatch(r"package/lib/[^/]+/index\.js", member.name):
                continue
            found = read(stream.read().decode())
            if found is not None and found[0] in wanted:
                version = found[1]
                types[found[0]] = found[2]
    about = {"source": "npm @cdktf/provider-aws", "package": package, "provider": version, "date": date}
    types = dict(sorted(types.items()))
    text = json.dumps({"about": about, "types": types}, separators=(",", ":"))
    WRITTEN.write_bytes(gzip.compress(text.encode(), mtime=0))
    told = {
        kind: {"computed": computed(block), "blocks": sorted(name for name, inner in block.items() if isinstance(inner, dict))}
        for kind, block in types.items()
    }
    lines = ",\n".join(f"{json.dumps(kind)}: {json.dumps(one, separators=(',', ':'))}" for kind, one in told.items())
    (Path(FOLDER) / PROVIDER).write_text(f'{{"about": {json.dumps(about)}, "types": {{\n{lines}\n}}}}\n', "utf-8")
    sys.stdout.write(f"{len(types)} types of provider {version}; the package has not got {sorted(wanted - types.keys())}\n")


if __name__ == "__main__":
    main()
