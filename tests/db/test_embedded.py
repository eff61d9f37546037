"""The embedded server in the hands of one owner: starting, going on, refusing, cleaning up."""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from service.db.embedded import Embedded, EmbeddedRefusal, live_servers, place_for, start
from service.db.embedded.binaries import binaries_for
from service.db.embedded.lock import Lock
from service.db.embedded.postmaster import postmaster_of
from tests.db.embedded_owner import WrongPassword, a_project, query, silent, until

pytestmark = pytest.mark.slow

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root must run it as another user")


LIBC = ctypes.CDLL(None)
LIBC.shmat.restype = ctypes.c_void_p


@pytest.fixture
def home() -> Iterator[Path]:
    """A project that has no cluster yet."""
    with a_project() as folder:
        yield folder


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    """A project whose cluster is made, and stopped; the tests share it."""
    with a_project() as folder:
        start(in_a_test(folder), silent).stop()
        yield folder


@pytest.fixture
def another_program(project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A live process of the server's user that has nothing to do with PostgreSQL."""
    program = shutil.which("sleep") or "sleep"
    with subprocess.Popen([program, "600"], user=place_for(Embedded(project)).account.user) as it:  # noqa: S603  sleep
        yield it
        it.terminate()


def in_a_test(home: Path) -> Embedded:
    return Embedded(home, durable=False)


@contextlib.contextmanager
def spoilt(path: Path, text: str) -> Iterator[None]:
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


def contents(folder: Path) -> dict[Path, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_first_start_makes_a_database_and_a_stop_leaves_no_process(home: Path) -> None:
    said: list[str] = []
    with start(in_a_test(home), said.append) as server:
        assert server.owns
        who_and_where = "select current_user || '@' || current_database()"
        assert query(server.dsn, who_and_where) == "csp@community_safety"
        assert live_servers(server.data)
    assert live_servers(server.data) == []
    assert not server.owns
    assert str(server.data) in said[-1]
    server.stop()


def test_a_second_start_finds_what_the_first_one_wrote(project: Path) -> None:
    with start(in_a_test(project), silent) as server:
        query(server.dsn, "create table kept as select 42 as answer")
        inode = server.data.stat().st_ino
    with start(in_a_test(project), silent) as server:
        assert query(server.dsn, "select answer from kept") == 42
        assert server.data.stat().st_ino == inode


def test_the_cluster_is_utf8_has_checksums_and_is_on_no_network(project: Path) -> None:
    with start(in_a_test(project), silent) as server:
        setting = "select current_setting('{}')".format
        assert query(server.dsn, setting("server_encoding")) == "UTF8"
        assert query(server.dsn, setting("data_checksums")) == "on"
        assert query(server.dsn, setting("listen_addresses")) == ""
        collation = "select datcollate from pg_database where datname = current_database()"
        assert query(server.dsn, collation) == "C.UTF-8"


def test_the_cluster_is_closed_to_whoever_lacks_the_password(project: Path) -> None:
    with start(in_a_test(project), silent) as server:
        secret = (server.data / "csp.password").read_text()
        with pytest.raises(WrongPassword):
            query(server.dsn.replace(secret, "guess"), "select 1")
        assert secret not in repr(server)
        assert stat.S_IMODE((server.data / "csp.password").stat().st_mode) == 0o600
        assert stat.S_IMODE(place_for(Embedded(project)).sockets.stat().st_mode) == 0o700


def test_the_server_writes_durably_unless_a_test_says_otherwise(project: Path) -> None:
    durability = (
        "select string_agg(setting, ' ') from pg_settings "
        "where name in ('fsync', 'full_page_writes', 'synchronous_commit')"
    )
    with start(in_a_test(project), silent) as server:
        assert query(server.dsn, durability) == "off off off"
    with start(Embedded(project), silent) as server:
        assert query(server.dsn, durability) == "on on on"


def test_a_pid_that_now_is_another_programs_is_not_believed(
    project: Path, another_program: subprocess.Popen[bytes]
) -> None:
    with start(in_a_test(project), silent) as server:
        _, *rest = (server.data / "postmaster.pid").read_text().splitlines(keepends=True)
    stale = server.data / "postmaster.pid"
    stale.write_text("".join([f"{another_program.pid}\n", *rest]))
    os.chown(stale, place_for(Embedded(project)).account.uid, -1)
    assert postmaster_of(server.data) is None
    with start(in_a_test(project), silent) as server:
        assert query(server.dsn, "select 1") == 1
    assert another_program.poll() is None


def test_a_server_that_still_recovers_is_alive_but_not_ready(project: Path) -> None:
    with start(in_a_test(project), silent) as server:
        written = server.data / "postmaster.pid"
        running = postmaster_of(server.data)
        assert running is not None
        assert running.is_ready
        written.write_text(written.read_text().replace("ready   ", "starting"))
        assert postmaster_of(server.data) == replace(running, is_ready=False)


def test_a_slow_start_is_waited_for_and_said_whichever_binaries_are_named(project: Path) -> None:
    programs = binaries_for(place_for(Embedded(project)))
    slow = project / "bin"
    slow.mkdir(mode=0o755)
    (slow / "initdb").symlink_to(programs / "initdb")
    (slow / "postgres").write_text(
        f'#!/bin/sh\n[ "$1" = -D ] && sleep 1.5\nexec {programs}/postgres "$@"\n'
    )
    (slow / "postgres").chmod(0o755)
    said: list[str] = []
    with start(Embedded(project, binaries=slow, durable=False), said.append) as server:
        assert query(server.dsn, "select 1") == 1
    assert "PostgreSQL is starting" in said[-1]


def test_a_start_waits_for_the_processes_that_a_killed_server_left(project: Path) -> None:
    server = start(in_a_test(project), silent)
    query(server.dsn, "create table survived as select 42 as answer", "checkpoint")
    postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    child = psutil.Process(postmaster).children()[0]
    child.suspend()
    os.kill(postmaster, signal.SIGKILL)
    until(lambda: live_servers(server.data) == [child.pid])
    server.stop()
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        if str(child.pid) in sentence:
            child.resume()

    with start(in_a_test(project), say) as server:
        assert query(server.dsn, "select answer from survived") == 42
    assert "waiting until it has ended" in said[-1]


def test_a_start_tries_again_while_a_crash_is_still_in_shared_memory(project: Path) -> None:
    server = start(in_a_test(project), silent)
    *_, memory, _ = (server.data / "postmaster.pid").read_text().splitlines()
    attached = LIBC.shmat(int(memory.split()[1]), None, 0)
    for pid in live_servers(server.data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until(lambda: live_servers(server.data) == [])
    server.stop()
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        if "remains of a crash" in sentence:
            LIBC.shmdt(ctypes.c_void_p(attached))

    with start(in_a_test(project), say) as server:
        assert query(server.dsn, "select 1") == 1
    assert "trying again" in said[-1]


def test_while_another_has_the_lock_a_start_waits_and_says_so(project: Path) -> None:
    lock = Lock.take(place_for(Embedded(project)).lock)
    assert lock is not None
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        lock.release()

    with start(in_a_test(project), say) as server:
        assert server.owns
    assert "Another process" in said[0]


def test_a_cluster_of_another_version_is_refused_and_left_as_it_is(project: Path) -> None:
    data = place_for(Embedded(project)).data
    with spoilt(data / "PG_VERSION", "14\n"):
        before = contents(data)
        with pytest.raises(EmbeddedRefusal, match=r"by PostgreSQL 14, .*set PG_BIN"):
            start(in_a_test(project), silent)
        assert contents(data) == before


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ("letter.txt", "no PostgreSQL data directory either"),
        ("PG_VERSION", "not made by this service"),
    ],
)
def test_a_folder_with_something_else_in_it_is_refused_and_left_as_it_is(
    home: Path, found: str, sentence: str
) -> None:
    data = home / "data"
    data.mkdir()
    (data / found).write_text("18\n")
    with pytest.raises(EmbeddedRefusal, match=sentence):
        start(Embedded(home, data=data), silent)
    assert [path.name for path in data.iterdir()] == [found]


def test_a_path_too_long_for_a_socket_is_served_all_the_same(home: Path) -> None:
    data = home / ("d" * 120) / "postgres"
    with start(Embedded(home, data=data, durable=False), silent) as server:
        assert server.data == data
        assert query(server.dsn, "select 1") == 1


def test_a_socket_folder_that_somebody_else_prepared_is_refused(project: Path) -> None:
    sockets = place_for(Embedded(project)).sockets
    (project / "trap").mkdir(mode=0o700)
    sockets.symlink_to(project / "trap")
    try:
        with pytest.raises(EmbeddedRefusal, match="Somebody else may have put it there"):
            start(in_a_test(project), silent)
    finally:
        sockets.unlink()


def test_binaries_that_are_not_there_are_refused_with_what_to_set(home: Path) -> None:
    with pytest.raises(EmbeddedRefusal, match="Set PG_BIN"):
        start(Embedded(home, binaries=home), silent)


def test_a_server_that_cannot_start_is_refused_with_the_end_of_its_log(project: Path) -> None:
    settings = place_for(Embedded(project)).data / "postgresql.auto.conf"
    with (
        spoilt(settings, "work_mem = 'plenty'\n"),
        pytest.raises(EmbeddedRefusal, match=r"did not start(.|\n)*work_mem"),
    ):
        start(in_a_test(project), silent)


@needs_root
def test_as_root_a_closed_project_gets_its_server_and_stays_closed(home: Path) -> None:
    home.chmod(0o700)
    modes = {folder: folder.stat().st_mode for folder in (home, *home.parents)}
    place = place_for(Embedded(home))
    with start(in_a_test(home), silent) as server:
        assert query(server.dsn, "select 1") == 1
        uids = {psutil.Process(pid).uids().real for pid in live_servers(server.data)}
        assert uids == {place.account.uid}
        assert uids != {0}
    assert {folder: folder.stat().st_mode for folder in modes} == modes


@needs_root
def test_as_root_the_binaries_are_copied_once_a_version(project: Path) -> None:
    copies = [*place_for(Embedded(project)).beside("binaries").rglob("bin/postgres")]
    inodes = [copy.stat().st_ino for copy in copies]
    start(in_a_test(project), silent).stop()
    assert len(copies) == 1
    assert [copy.stat().st_ino for copy in copies] == inodes


@needs_root
def test_as_root_a_data_directory_that_the_servers_user_cannot_reach_is_refused(
    home: Path,
) -> None:
    home.chmod(0o700)
    with pytest.raises(EmbeddedRefusal, match="is closed to the user"):
        start(Embedded(home, data=home / "data"), silent)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
