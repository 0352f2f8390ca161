"""Tasks run somewhere, and each is answered once, whoever dies meanwhile."""

from __future__ import annotations

import datetime
import ipaddress
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from scanner import workers
from scanner.errors import UsageError
from scanner.workers import Certificates, Lost, Setup
from tests.cluster import cluster

TASKS = list(range(24))


def square(task: int) -> int:
    return task * task


def square_in_peace(task: tuple[str, int]) -> int:
    """Leaves a mark for each run, and takes its time."""
    folder, number = task
    (Path(folder) / f"{number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(0.05)
    return number * number


def die_once(task: tuple[str, int]) -> int:
    """The first process that takes task 7 dies over it."""
    folder, number = task
    mark = Path(folder) / "died"
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_always(task: int) -> int:
    if task == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def raise_at_seven(task: int) -> int:
    if task == 7:
        raise ValueError("a secret stands here")
    return task * task


_TOLD: list[str] = []


def listen(text: str) -> None:
    _TOLD.append(text)


def tell(_: int) -> list[str]:
    return _TOLD


@pytest.mark.parametrize("name", ["threads", "processes"])
def test_each_task_is_answered_once(name):
    with workers.executor(name, 3) as crew:
        answers = list(crew.finished(square, TASKS))

    assert sorted(answers) == [(task, task * task) for task in TASKS]


def test_no_more_tasks_run_at_a_time_than_jobs_say():
    running, most, lock = 0, 0, threading.Lock()

    def work(_: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1

    with workers.executor("threads", 3) as crew:
        assert len(list(crew.finished(work, TASKS))) == len(TASKS)
    assert most == 3


@pytest.mark.parametrize("name", ["threads", "processes"])
def test_a_task_that_raises_is_lost_alone_and_what_it_says_is_not_repeated(name):
    with workers.executor(name, 2) as crew:
        answers = dict(crew.finished(raise_at_seven, TASKS))

    assert isinstance(answers[7], Lost)
    assert answers[7].reason == "ValueError"
    assert {task: answers[task] for task in TASKS if task != 7} == {task: task * task for task in TASKS if task != 7}


def test_a_process_that_dies_costs_no_task(tmp_path):
    with workers.executor("processes", 2) as crew:
        answers = dict(crew.finished(die_once, [(str(tmp_path), task) for task in TASKS]))

    assert (tmp_path / "died").exists()
    assert {task: answer for (_, task), answer in answers.items()} == {task: task * task for task in TASKS}


def test_a_task_that_kills_every_process_is_lost_alone():
    with workers.executor("processes", 2) as crew:
        answers = dict(crew.finished(die_always, TASKS[:10]))

    assert isinstance(answers[7], Lost)
    assert "died" in answers[7].reason
    assert {task: answers[task] for task in TASKS[:10] if task != 7} == {task: task * task for task in TASKS[:10] if task != 7}


def test_a_process_is_told_what_no_task_may_hold():
    with workers.executor("processes", 1, setup=Setup(listen, ("key",))) as crew:
        assert [answer for _, answer in crew.finished(tell, [1])] == [["key"]]
    assert "key" not in repr(Setup(listen, ("key",)))


def test_what_has_not_begun_is_dropped_when_the_user_stops():
    begun = []

    def work(task: int) -> int:
        begun.append(task)
        time.sleep(0.02)
        return task

    with workers.executor("threads", 1) as crew:
        for _ in crew.finished(work, TASKS):
            break

    assert len(begun) < 5


def test_a_cluster_does_the_tasks_of_a_killed_worker_again(tmp_path):
    with cluster(tmp_path, workers=1) as running, workers.executor(running.address) as crew:
        doomed = running.worker(threads=2)
        marks = tmp_path / "marks"
        marks.mkdir()
        answers, killed_at = [], 0
        for task, answer in crew.finished(square_in_peace, [(str(marks), task) for task in range(60)]):
            answers.append((task[1], answer))
            if not killed_at and list(marks.glob(f"*-{doomed.pid}-*")):
                doomed.send_signal(signal.SIGKILL)
                killed_at = len(answers)

    assert sorted(answers) == [(task, task * task) for task in range(60)]
    assert 0 < killed_at < 60


def test_tasks_of_a_cluster_whose_scheduler_dies_are_lost_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "WAIT", 5.0)
    with cluster(tmp_path, workers=1) as running, workers.executor(running.address) as crew:
        marks = tmp_path / "marks"
        marks.mkdir()
        answers = []
        for _, answer in crew.finished(square_in_peace, [(str(marks), task) for task in range(40)]):
            answers.append(answer)
            if len(answers) == 5:
                running.processes[0].send_signal(signal.SIGKILL)

    assert len(answers) == 40
    assert {type(answer) for answer in answers} == {int, Lost}


def test_a_cluster_is_reached_by_tls_with_certificates(tmp_path):
    ca, certificate, key = certificates(tmp_path)
    with (
        cluster(tmp_path, 1, certificates={"ca-file": ca, "cert": certificate, "key": key}) as running,
        workers.executor(running.address, certificates=Certificates(str(ca), str(certificate), str(key))) as crew,
    ):
        assert running.scheduler.startswith("tls://")
        assert dict(crew.finished(square, [2, 3])) == {2: 4, 3: 9}


def certificates(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate of 127.0.0.1 that is its own authority, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.TraditionalOpenSSL
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate, certificate, secret


@pytest.mark.parametrize("host", ["10.0.0.7:8786", "localhost.example.org:8786", "127.example.org:8786", "dask.internal:8786"])
def test_a_cluster_elsewhere_is_not_reached_without_tls(host):
    with pytest.raises(UsageError, match="without TLS"):
        workers.executor(f"dask://{host}")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fibres", 'there is no executor "fibres"; write threads, processes, or dask://HOST:PORT'),
        ("dask://somewhere", '"dask://somewhere" has no host and port; write dask://HOST:8786'),
        ("tls://127.0.0.1:8786", '"tls://127.0.0.1:8786" needs certificates; give --tls-ca, --tls-cert and --tls-key'),
    ],
)
def test_what_cannot_be_meant_is_told(name, message):
    with pytest.raises(UsageError) as told:
        workers.executor(name)

    assert str(told.value) == message


def test_a_certificate_that_is_not_there_is_told():
    with pytest.raises(UsageError, match=r'"nowhere\.pem" does not exist'):
        workers.executor("dask://127.0.0.1:8786", certificates=Certificates("nowhere.pem", "nowhere.pem", "nowhere.pem"))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(workers, "WAIT", 0.5)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at \"dask://127\.0\.0\.1:9\""):
        workers.executor("dask://127.0.0.1:9")


def test_a_scheduler_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "WAIT", 0.5)
    with cluster(tmp_path, workers=0) as running, pytest.raises(UsageError, match="has no workers"):
        workers.executor(running.address)
