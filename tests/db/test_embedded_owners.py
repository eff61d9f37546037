"""The embedded server among processes: several starters, killed owners, Ctrl-C, other users."""

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from service.db.embedded import Embedded, live_servers, place_for, start
from service.db.embedded.binaries import binaries_for
from service.db.embedded.postmaster import postmaster_of
from tests.db.embedded_owner import Owner, a_project, query, silent, until

pytestmark = pytest.mark.slow


@pytest.fixture
def home() -> Iterator[Path]:
    """A project that has no cluster yet."""
    with a_project() as folder:
        yield folder


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    """A project whose cluster is made, and stopped; the tests share it."""
    with a_project() as folder:
        start(Embedded(folder, durable=False), silent).stop()
        yield folder


def postmaster_pid(data: Path) -> int:
    running = postmaster_of(data)
    assert running is not None
    return running.pid


def commands_of(program: str) -> list[str]:
    running = psutil.process_iter(["name", "cmdline"])
    words = [each.info["cmdline"] or [] for each in running if each.info["name"] == program]
    return [word for command in words for word in command]


def test_of_two_starters_one_owns_the_server_and_both_can_ask_it(home: Path) -> None:
    with Owner(home) as one, Owner(home) as other:
        one.ready()
        other.ready()
        assert sorted([one.has, other.has]) == ["joined", "owns"]
        assert query(one.dsn, "select 1") == query(other.dsn, "select 1") == 1
        owner, guest = (one, other) if one.has == "owns" else (other, one)
        assert guest.leave() == 0
        assert query(owner.dsn, "select 1") == 1
        assert owner.leave() == 0
        assert live_servers(owner.data) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a process to its parent")
def test_a_killed_owner_takes_the_server_with_it_and_the_next_finds_the_rows(project: Path) -> None:
    with Owner(project) as owner:
        owner.ready()
        query(owner.dsn, "create table rows_of_the_killed as select 42 as answer")
        owner.kill()
        until(lambda: live_servers(owner.data) == [])
    with start(Embedded(project, durable=False), silent) as server:
        assert server.owns
        assert query(server.dsn, "select answer from rows_of_the_killed") == 42


def test_a_start_right_after_the_owner_was_killed_gets_a_server_that_stays(project: Path) -> None:
    with Owner(project) as owner:
        owner.ready()
        before = postmaster_pid(owner.data)
        owner.kill()
        with start(Embedded(project, durable=False), silent) as server:
            assert server.owns
            assert query(server.dsn, "select 1") == 1
            assert postmaster_pid(server.data) != before


def test_where_a_server_outlives_its_owner_the_next_takes_it_over_and_stops_it(
    project: Path,
) -> None:
    with Owner(project, survives=True) as owner, Owner(project, survives=True) as successor:
        until(lambda: postmaster_of(place_for(Embedded(project)).data) is not None)
        first, second = sorted([owner, successor], key=lambda each: each.ready().has, reverse=True)
        assert [first.has, second.has] == ["owns", "joined"]
        pid = postmaster_pid(first.data)
        first.kill()
        assert query(second.dsn, "select 1") == 1
        with Owner(project, survives=True) as third:
            assert third.ready().has == "owns"
            assert postmaster_pid(third.data) == pid
            assert third.leave() == 0
            assert live_servers(third.data) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is taken over, not seen off")
def test_a_server_without_an_owner_is_seen_off_before_another_is_started(project: Path) -> None:
    with Owner(project, survives=True) as owner:
        before = postmaster_pid(owner.ready().data)
        owner.kill()
        assert query(owner.dsn, "select 1") == 1
    with start(Embedded(project, durable=False), silent) as server:
        assert postmaster_pid(server.data) != before
        assert query(server.dsn, "select 1") == 1


def test_it_is_started_from_the_main_thread_to_whose_life_it_is_tied(home: Path) -> None:
    with ThreadPoolExecutor() as pool, pytest.raises(RuntimeError, match="main thread"):
        pool.submit(start, Embedded(home), silent).result()


def test_ctrl_c_does_not_reach_the_server_before_its_owner_stops_it(project: Path) -> None:
    with Owner(project) as owner:
        pid = postmaster_pid(owner.ready().data)
        owner.interrupt()
        assert owner.reads() == "interrupted"
        assert query(owner.dsn, "select 1") == 1
        assert postmaster_pid(owner.data) == pid
        assert owner.leave() == 0
        assert live_servers(owner.data) == []


def test_a_first_start_killed_in_the_middle_leaves_no_half_made_cluster(home: Path) -> None:
    place = place_for(Embedded(home))

    def half_made() -> list[Path]:
        folder = place.data.parent
        return [*folder.glob("*.half-*/cluster/PG_VERSION")] if folder.exists() else []

    with Owner(home) as owner:
        until(lambda: bool(half_made()))
        owner.kill()
    assert not place.data.exists()
    with start(Embedded(home, durable=False), silent) as server:
        assert query(server.dsn, "select 1") == 1
    # The killed one's initdb went on for a moment; what it left is swept at the next start.
    until(lambda: not any("half-" in word for word in commands_of("initdb")))
    start(Embedded(home, durable=False), silent).stop()
    assert half_made() == []


def test_an_ordinary_user_starts_it_in_the_projects_folder(home: Path) -> None:
    ordinary, programs = "", Path()
    if os.geteuid() == 0:
        ordinary = str(pwd.getpwnam("nobody").pw_uid)
        place = place_for(Embedded(home))
        place.data.parent.mkdir(parents=True)
        programs = binaries_for(place)
        shutil.chown(home, int(ordinary))
    with Owner(home, uid=ordinary, binaries=programs if ordinary else "") as owner:
        assert owner.ready().data == home / ".data" / "postgres"
        assert query(owner.dsn, "select 1") == 1
        assert owner.leave() == 0
        assert live_servers(owner.data) == []
