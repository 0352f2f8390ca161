"""Whether a boot script brings a dead ECS agent back, and whether it blocks the boot by starting the agent itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from scanner.functions.holes import Holes
from scanner.functions.kleene import Truth, either
from scanner.functions.shell import Command, Interpreter, State, every_text, plain_text
from scanner.functions.user_data import boot, by_cases
from scanner.patterns import regex
from scanner.unknown import BOOLEAN, OpenList, Unknown

AGENT_UNITS = frozenset(("ecs", "ecs.service", "amazon-ecs-agent", "amazon-ecs-agent.service"))
WAITING_UNITS = AGENT_UNITS | {"docker", "docker.service"}
"""Units that wait for cloud-init to end: ECS developer guide, "Installing the Amazon ECS container agent": starting them from user data
without --no-block may deadlock."""
STARTS = frozenset(("start", "restart", "reload-or-restart"))
UNIT_FILE = regex(r"/(?:etc|usr/lib|lib|run)/systemd/system/(?P<unit>[^/]+?)(?:\.d/[^/]+\.conf)?")
CRON_FILE = regex(r"/etc/cron\.d/[^/]+|/etc/crontab")
CRON_SCRIPT = regex(r"/etc/cron\.(?:hourly|daily)/[^/]+")
CRON_SPOOL = regex(r"/var/spool/cron/(?:crontabs/)?[^/]+")
MONIT_FILE = regex(r"/etc/(?:monit/)?(?:monitrc|monit\.conf|monit\.d/[^/]+|conf(?:\.d|-enabled)/[^/]+)|/etc/monit.*")
SCHEDULE = regex(r"\s*(?:@(?P<word>\w+)|\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(?P<command>.*)")


def agent_recovery(user_data: str | Unknown | None) -> Any:
    """What user data does for an ECS agent that dies: an object.

    `restarts_agent` (boolean): it installs something that starts the agent again: a systemd unit of the agent with `Restart=`, a cron
    job, an enabled systemd timer or loop that starts it, monit, or an agent container with a restart policy.
    `mechanisms` (list of text): which, for a person. `blocks_on_agent_start` (boolean): it starts ecs or docker and waits,
    while their units wait for cloud-init. Unknown where the script runs what we cannot see.
    """
    return by_cases(user_data, _facts, {"restarts_agent": False, "mechanisms": [], "blocks_on_agent_start": False})


def _facts(text: str, holes: Holes) -> dict[str, Any]:
    """The facts of one text."""
    shell = boot(text, holes)
    found = [*_units(shell), *_cron(shell), *_monit(shell), *_processes(shell)]
    hidden = shell.hidden[0] if shell.hidden else None
    restarts = either([truth for truth, _ in found] + ([None] if hidden else []))
    blocks = either([(None if command.doubtful else True) for command in shell.commands if _blocks(command)] + ([None] if hidden else []))
    mechanisms: list[Any] = list(dict.fromkeys(name for truth, name in found if truth))
    maybe = list(dict.fromkeys(name for truth, name in found if truth is None))
    why = hidden or next(iter(shell.asides), "it hangs on a condition of the script")
    listed: Any = mechanisms
    if maybe or hidden:
        items = (*((name, False) for name in mechanisms), *((name, True) for name in maybe))
        listed = OpenList(items, more=Unknown(why, types=8), reason=why) if hidden else OpenList(items)
    return {
        "restarts_agent": Unknown(why, types=BOOLEAN) if restarts is None else restarts,
        "mechanisms": listed,
        "blocks_on_agent_start": Unknown(why, types=BOOLEAN) if blocks is None else blocks,
    }


def starts_agent(words: tuple[str, ...]) -> bool:
    """Whether a command starts the ECS agent."""
    name, arguments = posixpath.basename(words[0]), [word for word in words[1:] if not word.startswith("-")]
    if name == "systemctl":
        return bool(arguments) and arguments[0] in STARTS and bool(AGENT_UNITS & set(arguments[1:]))
    if name == "service":
        return len(arguments) > 1 and arguments[0] in AGENT_UNITS and arguments[1] in STARTS
    if name in ("start", "restart"):
        return bool(arguments) and arguments[0] in AGENT_UNITS
    if name == "initctl":
        return len(arguments) > 1 and arguments[0] in STARTS and arguments[1] in AGENT_UNITS
    if name == "docker":
        return bool(arguments) and arguments[0] in STARTS and any("ecs-agent" in word for word in arguments[1:])
    return words[0].startswith("/etc/init.d/") and name in AGENT_UNITS and bool(STARTS & set(arguments))


def _blocks(command: Command) -> bool:
    """Whether a command waits for a unit that waits for cloud-init."""
    words = command.words
    name, options = posixpath.basename(words[0]), [word for word in words[1:] if word.startswith("-")]
    arguments = [word for word in words[1:] if not word.startswith("-")]
    if not command.waits or "--no-block" in options or not arguments:
        return False
    if name == "systemctl":
        starts = arguments[0] in STARTS or (arguments[0] in ("enable", "reenable") and "--now" in options)
        return starts and bool(WAITING_UNITS & set(arguments[1:]))
    return name == "service" and len(arguments) > 1 and arguments[0] in WAITING_UNITS and arguments[1] in STARTS


def _files(shell: Interpreter, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, bool]]:
    """Written files whose path fits, as (path, text, whether the text is certain)."""
    for path, content in shell.state.files.items():
        if pattern.fullmatch(path):
            certain = plain_text(content)
            yield path, certain if certain is not None else every_text(content), certain is not None


def _certainly(truth: Truth, certain: bool) -> Truth:
    """A true answer about something that may not be there is not known."""
    return None if truth and not certain else truth


def _code(shell: Interpreter, code: str) -> Truth:
    """Whether code of a job starts the agent; None where it runs what we cannot see."""
    inner = Interpreter(shell.holes, State(files=dict(shell.state.files)))
    inner.run(code)
    if any(starts_agent(command.words) for command in inner.commands):
        return True
    shell.asides.extend(inner.hidden)
    return None if inner.hidden else False


def _units(shell: Interpreter) -> Iterator[tuple[Truth, str]]:
    """systemd: the agent's own unit with Restart=, timers and services that start the agent."""
    for path, text, certain in _files(shell, UNIT_FILE):
        match = UNIT_FILE.fullmatch(path)
        unit = match["unit"] if match else ""
        values = dict(re.findall(r"^\s*(Restart|Unit)\s*=\s*(\S+)", text, re.MULTILINE))
        if unit in AGENT_UNITS:
            if values.get("Restart", "no") != "no":
                yield _certainly(True, certain), f"systemd: Restart={values['Restart']} in {path}"
        elif unit.endswith(".timer"):
            service = values.get("Unit", unit.removesuffix(".timer") + ".service")
            yield _certainly(_all(_enabled(shell, unit), _service(shell, service)), certain), f"systemd timer {unit}"
        elif unit.endswith(".service") and re.search(r"^\s*Type\s*=\s*oneshot", text, re.MULTILINE) is None:
            repeats = values.get("Restart", "no") != "no" or "while " in _scripts(shell, text)
            if repeats:
                yield _certainly(_all(_enabled(shell, unit), _service(shell, unit)), certain), f"systemd service {unit}"


def _all(*truths: Truth) -> Truth:
    """All of them hold."""
    return False if False in truths else None if None in truths else True


def _enabled(shell: Interpreter, unit: str) -> Truth:
    """Whether the script enables or starts a unit."""
    names = {unit, unit.removesuffix(".service")}
    found: list[Truth] = []
    for command in shell.commands:
        words = set(command.words[1:])
        if posixpath.basename(command.words[0]) == "systemctl" and words & {"enable", "start", "restart"} and words & names:
            found.append(None if command.doubtful else True)
    return either(found)


def _service(shell: Interpreter, service: str) -> Truth:
    """Whether a service's ExecStart starts the agent; None where its file is not the script's."""
    for folder in ("/etc", "/usr/lib", "/lib", "/run"):
        content = shell.state.files.get(f"{folder}/systemd/system/{service}")
        if content:
            return either(_code(shell, code) for code in _exec_starts(every_text(content)))
    return None


def _exec_starts(text: str) -> list[str]:
    """The commands of a service's ExecStart= lines."""
    joined = re.sub(r"\\\n", " ", text)
    return [code.strip().lstrip("-@+!") for code in re.findall(r"^\s*ExecStart\s*=(.*)$", joined, re.MULTILINE)]


def _scripts(shell: Interpreter, text: str) -> str:
    """The commands of a service, and the text of the scripts that they name."""
    codes = _exec_starts(text)
    named = [word for code in codes for word in code.split() if word in shell.state.files]
    return "\n".join([*codes, *(every_text(shell.state.files[path]) for path in named)])


def _cron(shell: Interpreter) -> Iterator[tuple[Truth, str]]:
    """cron: files of jobs, hourly scripts, and what is given to `crontab`."""
    for path, text, certain in _files(shell, CRON_FILE):
        yield _certainly(_jobs(shell, text, user=True), certain), f"cron job in {path}"
    for path, text, certain in _files(shell, CRON_SPOOL):
        yield _certainly(_jobs(shell, text, user=False), certain), f"cron job in {path}"
    for path, text, certain in _files(shell, CRON_SCRIPT):
        yield _certainly(_code(shell, text), certain), f"cron script {path}"
    for command in shell.commands:
        if posixpath.basename(command.words[0]) == "crontab" and "-l" not in command.words:
            names = [word for word in command.words[1:] if word in shell.state.files]
            text = "\n".join(every_text(shell.state.files[name]) for name in names) or command.stdin or ""
            yield _certainly(_jobs(shell, text, user=False), not command.doubtful), "cron job set by crontab"


def _jobs(shell: Interpreter, text: str, *, user: bool) -> Truth:
    """Whether some job of a crontab starts the agent; a file of /etc/cron.d names the user before the command."""
    truths: list[Truth] = []
    for line in text.split("\n"):
        match = SCHEDULE.fullmatch(line)
        if match is None or line.lstrip().startswith("#") or match["word"] == "reboot" or re.match(r"\s*\w+\s*=", line):
            continue
        command = match["command"]
        if user:
            command = command.split(None, 1)[1] if len(command.split(None, 1)) > 1 else ""
        truths.append(_code(shell, command))
    return either(truths)


def _monit(shell: Interpreter) -> Iterator[tuple[Truth, str]]:
    """monit: a check whose start program starts the agent."""
    for path, text, certain in _files(shell, MONIT_FILE):
        programs = re.findall(r"""(?:start|restart) program\s*=?\s*["']([^"']+)["']|exec\s+["']([^"']+)["']""", text)
        yield _certainly(either(_code(shell, first or second) for first, second in programs), certain), f"monit check in {path}"


def _processes(shell: Interpreter) -> Iterator[tuple[Truth, str]]:
    """A loop in the background that starts the agent; an agent container that docker restarts."""
    for command in shell.commands:
        words = command.words
        if starts_agent(words) and not command.waits and command.doubtful:
            yield True, "a loop in the background"
        if words[:2] == ("docker", "run") and any("amazon-ecs-agent" in word for word in words):
            policy = next((word.partition("=")[2] for word in words if word.startswith("--restart=")), "")
            if "--restart" in words:
                policy = words[words.index("--restart") + 1] if words.index("--restart") + 1 < len(words) else ""
            if policy and policy != "no":
                yield _certainly(True, not command.doubtful), f"docker restarts the agent's container ({policy})"
