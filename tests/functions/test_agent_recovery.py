"""Whether a boot script brings a dead ECS agent back, and whether it blocks the boot."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.functions.agent_recovery import agent_recovery
from scanner.unknown import OpenList, Unknown

BASH = "#!/bin/bash\n"
WATCHDOG = (
    "cat > /opt/watch.sh <<'EOF'\n#!/bin/bash\n"
    "if ! curl -sf localhost:51678/v1/metadata; then\n  systemctl restart ecs\nfi\nEOF\nchmod +x /opt/watch.sh\n"
)
UNIT = "cat > /etc/systemd/system/watch.service <<'EOF'\n[Service]\nType=oneshot\nExecStart=/opt/watch.sh\nEOF\n"
TIMER = "cat > /etc/systemd/system/watch.timer <<'EOF'\n[Timer]\nOnUnitActiveSec=60\n[Install]\nWantedBy=timers.target\nEOF\n"

RECOVERS = {
    "drop-in of the agent's unit": (
        "mkdir -p /etc/systemd/system/ecs.service.d\n"
        "cat > /etc/systemd/system/ecs.service.d/restart.conf <<EOF\n[Service]\nRestart=always\nEOF\n",
        "systemd: Restart=always in /etc/systemd/system/ecs.service.d/restart.conf",
    ),
    "cron.d": ("echo '* * * * * root systemctl start ecs' > /etc/cron.d/ecs\n", "cron job in /etc/cron.d/ecs"),
    "cron.d with a script": (WATCHDOG + "echo '*/5 * * * * root /opt/watch.sh' > /etc/cron.d/ecs\n", "cron job in /etc/cron.d/ecs"),
    "crontab": ("(crontab -l; echo '* * * * * docker start ecs-agent') | crontab -\n", "cron job set by crontab"),
    "crontab with a file": ("echo '* * * * * service ecs start' > /tmp/c\ncrontab /tmp/c\n", "cron job set by crontab"),
    "upstart (Amazon Linux 1)": ("echo '* * * * * root start ecs' > /etc/cron.d/ecs\n", "cron job in /etc/cron.d/ecs"),
    "hourly script": ("cat > /etc/cron.hourly/ecs <<'EOF'\n#!/bin/sh\nsystemctl restart ecs\nEOF\n", "cron script /etc/cron.hourly/ecs"),
    "timer": (WATCHDOG + UNIT + TIMER + "systemctl enable --now watch.timer\n", "systemd timer watch.timer"),
    "service that loops": (
        "cat > /opt/l.sh <<'EOF'\n#!/bin/bash\nwhile true; do systemctl start ecs; sleep 60; done\nEOF\n"
        "cat > /etc/systemd/system/l.service <<'EOF'\n[Service]\nExecStart=/bin/bash /opt/l.sh\nEOF\nsystemctl enable l\n",
        "systemd service l.service",
    ),
    "monit": (
        'cat > /etc/monit.d/ecs <<\'EOF\'\ncheck process ecs matching "agent"\n  start program = "/usr/bin/systemctl start ecs"\nEOF\n',
        "monit check in /etc/monit.d/ecs",
    ),
    "loop in the background": ("while true; do systemctl start ecs; sleep 30; done &\n", "a loop in the background"),
    "container with a restart policy": (
        "docker run -d --restart=always --name ecs-agent amazon/amazon-ecs-agent:latest\n",
        "docker restarts the agent's container (always)",
    ),
}


@pytest.mark.parametrize(("script", "mechanism"), RECOVERS.values(), ids=RECOVERS)
def test_each_way_to_bring_the_agent_back_is_seen(script: str, mechanism: str) -> None:
    facts = agent_recovery(BASH + script)

    assert facts["restarts_agent"] is True and facts["mechanisms"] == [mechanism]


DOES_NOT = {
    "nothing": "",
    "starts once": "systemctl start ecs --no-block\n",
    "enables only": "systemctl enable ecs\n",
    "cron of something else": "echo '* * * * * root yum update -y' > /etc/cron.d/up\n",
    "at reboot only": "echo '@reboot root systemctl start ecs' > /etc/cron.d/ecs\n",
    "commented job": "echo '# * * * * * root systemctl start ecs' > /etc/cron.d/ecs\n",
    "timer that nobody enables": WATCHDOG + UNIT + TIMER,
    "drop-in of another unit": "printf '[Service]\\nRestart=always\\n' > /etc/systemd/system/docker.service.d/x.conf\n",
    "drop-in without Restart": "printf '[Service]\\nEnvironment=A=b\\n' > /etc/systemd/system/ecs.service.d/x.conf\n",
    "Restart=no": "printf '[Service]\\nRestart=no\\n' > /etc/systemd/system/ecs.service.d/x.conf\n",
    "container without policy": "docker run --name ecs-agent amazon/amazon-ecs-agent\n",
}


@pytest.mark.parametrize("script", DOES_NOT.values(), ids=DOES_NOT)
def test_what_does_not_bring_the_agent_back_is_known_not_to(script: str) -> None:
    facts = agent_recovery(BASH + script)

    assert facts["restarts_agent"] is False and facts["mechanisms"] == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("curl -o /opt/w.sh https://x\necho '* * * * * root /opt/w.sh' > /etc/cron.d/w\n", "the script runs /opt/w.sh"),
        ("curl -s https://x | bash\n", "the script runs bash"),
        ("[ -f /x ] && echo '* * * * * root systemctl start ecs' > /etc/cron.d/ecs\n", "a condition of the script"),
    ],
)
def test_what_cannot_be_seen_is_unknown(script: str, reason: str) -> None:
    facts = agent_recovery(BASH + script)

    assert isinstance(facts["restarts_agent"], Unknown) and reason in facts["restarts_agent"].reason
    assert isinstance(facts["mechanisms"], OpenList)


def test_a_seen_mechanism_counts_although_something_else_is_hidden() -> None:
    facts = agent_recovery(BASH + "/opt/setup.sh\necho '* * * * * root systemctl start ecs' > /etc/cron.d/ecs\n")

    assert facts["restarts_agent"] is True


def test_no_user_data_brings_nothing_back() -> None:
    assert agent_recovery(None) == {"restarts_agent": False, "mechanisms": [], "blocks_on_agent_start": False}


@pytest.mark.parametrize(
    "command",
    [
        "systemctl start ecs",
        "sudo systemctl restart ecs.service",
        "systemctl enable --now ecs",
        "service docker restart",
        "systemctl restart docker",
    ],
)
def test_starting_a_unit_that_waits_for_cloud_init_blocks(command: str) -> None:
    assert agent_recovery(BASH + command)["blocks_on_agent_start"] is True


@pytest.mark.parametrize(
    "command",
    [
        "systemctl enable --now --no-block ecs.service",
        "systemctl start --no-block ecs",
        "systemctl enable ecs",
        "systemctl stop ecs",
        "systemctl start ecs &",
        "systemctl restart chronyd",
        "echo systemctl start ecs",
        "f() { systemctl start ecs; }",
        "cat > /opt/x.sh <<'EOF'\nsystemctl restart ecs\nEOF",
    ],
)
def test_what_does_not_wait_does_not_block(command: str) -> None:
    assert agent_recovery(BASH + command)["blocks_on_agent_start"] is False


def test_a_conditional_start_may_block() -> None:
    assert isinstance(agent_recovery(BASH + "if [ -f /x ]; then systemctl restart docker; fi")["blocks_on_agent_start"], Unknown)


def test_cloud_config_counts_as_well() -> None:
    config: Any = agent_recovery(
        "#cloud-config\nwrite_files:\n  - path: /etc/cron.d/e\n"
        "    content: '* * * * * root systemctl start ecs'\nruncmd:\n  - systemctl restart docker\n"
    )

    assert config["restarts_agent"] is True and config["blocks_on_agent_start"] is True
