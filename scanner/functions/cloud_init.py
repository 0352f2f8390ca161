"""User data as an instance's boot reads it: which parts are scripts, which write files, in the order in which they act.

Sources: cloud-init's documentation "User-Data Formats" (what begins with `#!` runs, what begins with nothing known is ignored) and its
module order (boothooks, bootcmd, write_files, then scripts by name, of which runcmd's is the last); EC2Launch's tags for Windows;
Bottlerocket's TOML settings.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scanner.documents import Limits, read
from scanner.errors import DocumentError
from scanner.functions import powershell
from scanner.functions.holes import HOLE, Holes, has_hole
from scanner.records import dataclass

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 1 << 20
"""Bytes of one unpacked part; EC2 takes 16 KB of user data."""
MARKS = (
    ("#!", "text/x-shellscript"),
    ("#cloud-config-archive", "text/cloud-config-archive"),
    ("#cloud-config", "text/cloud-config"),
    ("#cloud-boothook", "text/cloud-boothook"),
    ("#include", "text/x-include-url"),
    ("#part-handler", "text/part-handler"),
    ("#upstart-job", "text/upstart-job"),
    ("## template: jinja", "text/jinja2"),
    ("<powershell>", "windows"),
    ("<script>", "windows"),
    ("<persist>", "windows"),
    ("version:", "ec2launch"),
)
"""How a part begins, and what it is (cloud-init's INCLUSION_TYPES_MAP, and EC2Launch)."""
UNTYPED = frozenset(("text/plain", "text/x-not-multipart", "application/octet-stream", ""))
BOTTLEROCKET = {
    "cluster": "ECS_CLUSTER",
    "loglevel": "ECS_LOGLEVEL",
    "backend-host": "ECS_BACKEND_HOST",
    "container-stop-timeout": "ECS_CONTAINER_STOP_TIMEOUT",
    "enable-spot-instance-draining": "ECS_ENABLE_SPOT_INSTANCE_DRAINING",
    "enable-container-metadata": "ECS_ENABLE_CONTAINER_METADATA",
    "awsvpc-block-imds": "ECS_AWSVPC_BLOCK_IMDS",
}
"""Bottlerocket's `settings.ecs` and the agent's variables that they set."""


@dataclass(frozen=True, slots=True)
class Script:
    """A shell script that runs."""

    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that is written; `content` None where it cannot be read."""

    path: str
    content: str | None
    append: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the ECS agent that is given directly; `doubtful` where it hangs on a condition."""

    key: str
    value: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something runs that we cannot see; `agent` where it may change what was set before."""

    reason: str
    agent: bool = False


Step = Script | File | Setting | Hidden


def steps(text: str, holes: Holes) -> list[Step]:
    """What user data (with holes) does at boot, in order; nothing where cloud-init would ignore it."""
    early: list[Step] = []
    middle: list[Step] = []
    late: list[Step] = []
    last: list[Step] = []
    configured: set[str] = set()
    for kind, body in _parts(text, holes):
        if kind == "text/cloud-boothook":
            early.append(Script(_unix(body)))
        elif kind == "text/x-shellscript":
            late.extend(_script(body, holes))
        elif kind in ("text/cloud-config", "text/cloud-config-archive"):
            _cloud_config(body, holes, (early, middle, last), configured)
        elif kind == "windows":
            late.extend(_windows(body, holes))
        elif kind == "ec2launch":
            late.extend(_ec2launch(body, holes))
        elif kind == "bottlerocket":
            late.extend(_bottlerocket(body, holes))
        elif kind == "hole":
            late.append(Hidden(holes.reason(body)))
        elif kind != "nothing":
            late.append(Hidden(f"the user data has a part of type {kind}"))
    return [*early, *middle, *late, *last]


def _parts(text: str, holes: Holes) -> Iterator[tuple[str, str]]:
    """The parts of user data as (type, text)."""
    from email import message_from_string
    from email.errors import MessageError

    start = text.lstrip()
    if not re.match(r"(content-type|mime-version|from )", start, re.IGNORECASE):
        yield _untyped(text, holes)
        return
    try:
        message = message_from_string(start.replace("\r\n", "\n"))
    except (MessageError, ValueError, RecursionError):
        yield "hole", holes.unknown("the user data's MIME parts cannot be read")
        return
    for part in _leaves(message):
        kind, body = part.get_content_type(), _payload(part)
        if body is None:
            yield "hole", holes.unknown("a part of the user data cannot be decoded")
        elif kind in UNTYPED or kind == "text/jinja2":
            yield _untyped(body, holes)
        else:
            yield kind, body


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a message that are no containers; bounded by the length of the text."""
    stack: list[Any] = [message]
    while stack:
        part = stack.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            stack.extend(reversed(payload))
        else:
            yield part


def _payload(part: Message) -> str | None:
    """The text of a part; None where its encoding cannot be undone."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return None
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        return unpacked("b64", payload)
    if encoding == "quoted-printable":
        import quopri

        return quopri.decodestring(payload.encode("utf-8", "replace")).decode("utf-8", "replace")
    return payload


def _untyped(text: str, holes: Holes) -> tuple[str, str]:
    """A part whose beginning says what it is."""
    start = text.lstrip()
    lower = start[:40].lower()
    kind = next((kind for mark, kind in MARKS if lower.startswith(mark)), None)
    if kind == "text/jinja2":
        body = start.split("\n", 1)[1] if "\n" in start else ""
        if "{%" in body:
            return "hole", holes.unknown("the user data is a template with conditions")
        return _untyped(re.sub(r"\{\{.*?\}\}", lambda match: holes.unknown(f"cloud-init fills in {match[0]}"), body), holes)
    if kind is not None:
        return kind, text if kind == "text/x-shellscript" else start
    if HOLE.match(start):
        return "hole", start
    return ("bottlerocket", start) if re.search(r"^\s*(\[?\s*settings\b|\[settings)", start, re.MULTILINE) else ("nothing", "")


def _script(body: str, holes: Holes) -> list[Step]:
    """A part that runs: a shell script, or code in another language.

    Space before `#!` keeps the kernel from starting it ("Exec format error. Missing #! in script?"), so that nothing runs.
    """
    if HOLE.match(body):
        return [Hidden(holes.reason(body[0]), agent=True)]
    first = body.split("\n", 1)[0].rstrip("\r")
    if not first.startswith("#!"):
        return []
    if re.search(r"\b(ba|da|k|z|a)?sh\b", first):
        return [Script(_unix(body))]
    return [Hidden(f"the user data is run by {first[2:].strip()}", agent="ecs.config" in body)]


def _unix(text: str) -> str:
    """cloud-init turns DOS line ends into newlines before it runs a script."""
    return text.replace("\r\n", "\n")


def unpacked(encoding: str, content: str) -> str | None:
    """Content in one of write_files' encodings; None where it cannot be undone."""
    packs = encoding.lower().replace(" ", "")
    if packs in ("", "text/plain"):
        return content
    if has_hole(content):
        return None
    data = content.encode("utf-8", "replace")
    try:
        if packs in ("b64", "base64", "gz+b64", "gzip+b64", "gz+base64", "gzip+base64"):
            data = base64.b64decode(re.sub(rb"\s", b"", data), validate=True)
        if packs.startswith("gz"):
            unzip = zlib.decompressobj(wbits=47)
            data = unzip.decompress(data, LONGEST)
            if unzip.unconsumed_tail:
                return None
    except (binascii.Error, ValueError, zlib.error):
        return None
    return data.decode("utf-8", "replace")


def _document(body: str, holes: Holes) -> Any:
    """A YAML part; None where it cannot be read."""
    try:
        return read(body, "user data", limits=Limits(bytes=LONGEST, depth=60, nodes=20_000)).to_python(tags="keep")
    except DocumentError:
        return None


def _cloud_config(body: str, holes: Holes, stages: tuple[list[Step], list[Step], list[Step]], configured: set[str]) -> None:
    """`bootcmd`, `write_files` and `runcmd` of a cloud-config, each into its stage."""
    early, middle, last = stages
    config = _document(_unix(body), holes)
    if isinstance(config, list):  # an archive: parts in a list
        for item in config[:100]:
            content = item.get("content") if isinstance(item, dict) else item
            last.append(Hidden("the user data is a cloud-config archive", agent="ecs.config" in str(content)))
        return
    if not isinstance(config, dict):
        last.append(Hidden("the cloud-config of the user data cannot be read", agent=True))
        return
    for key, stage in (("bootcmd", early), ("write_files", middle), ("runcmd", last)):
        if key not in config:
            continue
        if key in configured:  # how lists of several parts merge hangs on the parts' merge_how
            stage.append(Hidden(f"several parts of the user data have {key}", agent=True))
        configured.add(key)
        stage.extend(_written(config[key], holes) if key == "write_files" else _run(config[key], key))
    if "ansible" in config or any(has_hole(str(key)) for key in config):
        last.append(Hidden("the cloud-config runs more than we can see"))


def _written(entries: Any, holes: Holes) -> Iterator[Step]:
    """`write_files`."""
    if not isinstance(entries, list):
        yield Hidden("write_files of the user data is not a list that we can read", agent=True)
        return
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("path"), str) or has_hole(entry["path"]):
            yield Hidden("write_files of the user data writes to a path that is not known", agent=True)
            continue
        content = entry.get("content", "")
        text = unpacked(str(entry.get("encoding") or ""), content if isinstance(content, str) else str(content))
        yield File(entry["path"], None if "source" in entry else text, bool(entry.get("append")))


def _run(commands: Any, key: str) -> Iterator[Step]:
    """`runcmd` and `bootcmd`: one script of their lines; a list is one command, each word quoted."""
    if not isinstance(commands, list):
        yield Hidden(f"{key} of the user data is not a list that we can read", agent=True)
        return
    lines = []
    for line in commands:
        if isinstance(line, list):
            lines.append(" ".join("'" + str(word).replace("'", "'\\''") + "'" for word in line))
        elif isinstance(line, str):
            lines.append(line)
    yield Script("\n".join(lines) + "\n")


def _windows(body: str, holes: Holes) -> Iterator[Step]:
    """`<powershell>` is followed as far as it sets up the agent; `<script>` is for cmd.exe."""
    for code in re.findall(r"<powershell>(.*?)(?:</powershell>|\Z)", body, re.DOTALL | re.IGNORECASE):
        yield from _agent_of(code, holes)
    if re.search(r"<script>.*ecs", body, re.DOTALL | re.IGNORECASE):
        yield Hidden("the user data runs a batch script", agent=True)


def _ec2launch(body: str, holes: Holes) -> Iterator[Step]:
    """EC2Launch v2's tasks."""
    config = _document(body, holes)
    tasks = config.get("tasks") if isinstance(config, dict) else None
    if not isinstance(tasks, list):
        yield Hidden("the tasks of the user data cannot be read", agent=True)
        return
    for task in tasks:
        inputs = task.get("inputs") if isinstance(task, dict) and task.get("task") == "executeScript" else None
        for script in inputs if isinstance(inputs, list) else []:
            if isinstance(script, dict) and script.get("type") == "powershell" and isinstance(script.get("content"), str):
                yield from _agent_of(script["content"], holes)


def _agent_of(code: str, holes: Holes) -> Iterator[Step]:
    """What PowerShell sets for the agent."""
    found = powershell.agent_settings(_unix(code), holes)
    for key, value, doubtful in found.settings:
        yield Setting(key, value, doubtful)
    for reason in found.hidden:
        yield Hidden(reason)


def _bottlerocket(body: str, holes: Holes) -> Iterator[Step]:
    """`settings.ecs` of Bottlerocket's TOML."""
    import tomllib

    try:
        settings = tomllib.loads(_unix(body)).get("settings")
    except (tomllib.TOMLDecodeError, RecursionError):
        yield Hidden("the settings of the user data cannot be read", agent=True)
        return
    if not isinstance(settings, dict):
        return
    agent = settings.get("ecs")
    for key, value in (agent if isinstance(agent, dict) else {}).items():
        if key in BOTTLEROCKET and isinstance(value, (str, bool, int)):
            yield Setting(BOTTLEROCKET[key], str(value).lower() if isinstance(value, bool) else str(value))
    if settings.get("bootstrap-containers"):
        yield Hidden("bootstrap containers of the user data may change settings")
