"""`plimsoll notify` as a user runs it; the webhook's address is in nothing that anybody reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scanner.cli import main
from tests.notify.shop import A, B, Shop


def run(shop: Shop, *arguments: str, **environment: str) -> Any:
    return CliRunner(env={"PLIMSOLL_HISTORY": shop.place, **environment}).invoke(main, ["notify", *arguments])


def test_the_command_posts_what_is_new(shop: Shop):
    shop.run(A, B)
    first = run(shop, "--webhook-env", "HOOK", "--form", "slack", HOOK=shop.receiver.address)
    second = run(shop, "--webhook-env", "HOOK", "--form", "slack", HOOK=shop.receiver.address)

    assert (first.exit_code, first.stdout) == (0, "2 findings told\n")
    assert (second.exit_code, second.stdout) == (0, "nothing is new\n")
    assert shop.receiver.taken[0]["text"] == "2 new findings of severity high or worse"


def test_a_message_is_shown_without_being_posted(shop: Shop):
    shop.run(A)
    before = shop.rows()
    for _ in range(2):
        done = run(shop, "--webhook-env", "HOOK", "--show", HOOK=shop.receiver.address)

        assert json.loads(done.stdout)["opened"] == 1
    assert (shop.receiver.came, shop.rows()) == ([], before)


def test_what_was_not_taken_exits_2(shop: Shop):
    shop.run(A)
    shop.receiver.answers[:] = [404]
    done = run(shop, "--webhook-env", "HOOK", HOOK=shop.receiver.address)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "1 findings were not told: the webhook answers 404; it may have been withdrawn: make a new one\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--webhook-env NAME or --webhook-file FILE"),
        (["--webhook-env", "HOOK", "--webhook-file", "x"], "--webhook-env NAME or --webhook-file FILE"),
        (["--webhook-env", "NONE"], "the environment variable NONE is not set"),
        (["--webhook-file", "none"], 'the secret in "none" cannot be read'),
        (["--webhook-env", "BAD"], "is not https"),
        (["--webhook-env", "HOOK", "--history", "none.db"], "there is no history at"),
        (["--webhook-env", "HOOK", "--url", "plimsoll"], "is no address of the dashboard"),
    ],
)
def test_what_cannot_be_meant_is_told(shop: Shop, arguments: list[str], told: str):
    done = run(shop, *arguments, HOOK=shop.receiver.address, BAD="http://example.com/the-secret-of-the-address")

    assert done.exit_code == 2
    assert told in done.stderr
    assert "the-secret" not in done.output


def test_the_address_is_in_no_argument_and_in_nothing_that_is_written(shop: Shop):
    """The process as others see it, its output, its files, and the history."""
    shop.run(A)
    file = shop.folder / "hook"
    file.write_text(shop.receiver.address + "\n")
    shop.receiver.answers[:] = [500] * 5
    command = [sys.executable, "-m", "scanner", "notify", "--history", shop.place, "--webhook-file", str(file)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seen = ""
    while started.poll() is None and not shop.receiver.came:
        if os.path.exists(f"/proc/{started.pid}/cmdline"):
            seen += Path(f"/proc/{started.pid}/cmdline").read_text()
        time.sleep(0.05)
    output, _ = started.communicate(timeout=120)

    assert started.returncode == 2, output
    assert "the-secret" not in seen + output
    for path in shop.folder.iterdir():
        assert path == file or b"the-secret" not in path.read_bytes()
