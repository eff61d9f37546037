"""The `csp` command, run as a user would run it, on the database of the session."""

import asyncio
import re
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import typer
from typer.testing import CliRunner

from service import cli
from service.db import migrating
from tests.cli.csp import PATIENCE, csp, free_port, started, until_it_answers
from tests.conftest import fresh_database

pytestmark = pytest.mark.slow


# Every command, in the order in which help lists them.
COMMANDS = [
    ("serve",),
    ("migrate",),
    ("demo",),
    ("load",),
    ("export",),
    ("contracts",),
    ("keys", "create"),
    ("keys", "list"),
    ("keys", "revoke"),
    ("areas", "load"),
]


def commands(of: Any, *words: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, those of groups with the group's before them."""
    for name, command in of.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *words, name)
        else:
            yield (*words, name)


def test_the_commands_are_these() -> None:
    assert list(commands(typer.main.get_command(cli.app))) == COMMANDS


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(cli.app, [*words, "--help"], env={"COLUMNS": "200"})
    assert told.exit_code == 0
    assert f"Usage: csp {' '.join(words)} " in told.stdout
    command: Any = typer.main.get_command(cli.app)
    for word in words:
        command = command.commands[word]
    assert command.help.partition("\n")[0] in told.stdout
    assert {option for each in command.params for option in each.opts if option[:2] == "--"} <= {
        *re.findall(r"--[a-z-]+", told.stdout)
    }


@pytest.mark.parametrize("words", [(), ("keys",), ("areas",)])
def test_a_group_lists_its_commands(words: tuple[str, ...], tmp_path: Path) -> None:
    told = csp(*words, "--help", home=tmp_path)
    assert told.returncode == 0
    for command in COMMANDS:
        if command[: len(words)] == words:
            assert f" {command[len(words)]} " in told.stdout


def test_serving_a_database_that_is_behind_is_refused_with_the_command_to_run(
    server: str, tmp_path: Path
) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_behind"))

    refused = csp("serve", "--port", str(free_port()), home=tmp_path, DATABASE_URL=dsn)

    assert refused.returncode == 1
    assert "Run: csp migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_with_a_database_url_no_embedded_server_is_made(server: str, tmp_path: Path) -> None:
    dsn = asyncio.run(fresh_database(server, "csp_migrated"))

    for _ in range(2):
        migrated = csp("migrate", home=tmp_path, DATABASE_URL=dsn)
        assert migrated.returncode == 0, migrated.stderr

    assert asyncio.run(migrating.current(dsn)) == migrating.head()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_told_with_how_to_choose_another(
    command: str, dsn: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = csp(command, "--port", str(port), home=tmp_path, DATABASE_URL=dsn)

    assert refused.returncode == 1
    assert f"PORT={port + 1}" in refused.stderr


def test_a_key_is_made_shown_once_listed_and_revoked(clean: str, tmp_path: Path) -> None:
    made = csp("keys", "create", "--operator", "--may", "admin", home=tmp_path, DATABASE_URL=clean)
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    assert token.startswith("csp_")

    listed = csp("keys", "list", home=tmp_path, DATABASE_URL=clean).stdout
    assert token.split("_")[1] in listed
    assert token.split("_")[2] not in listed

    revoked = csp("keys", "revoke", token.split("_")[1], home=tmp_path, DATABASE_URL=clean)
    assert revoked.returncode == 0, revoked.stderr
    assert token.split("_")[1] not in csp("keys", "list", home=tmp_path, DATABASE_URL=clean).stdout
    assert (
        token.split("_")[1]
        in csp("keys", "list", "--all", home=tmp_path, DATABASE_URL=clean).stdout
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--may", "read"), "--agency CODE or --operator"),
        (("--operator", "--may", "push"), "agency"),
        (("--agency", "nobody", "--may", "read"), "nobody"),
    ],
)
def test_a_key_that_must_not_be_is_refused_in_a_sentence(
    words: tuple[str, ...], why: str, clean: str, tmp_path: Path
) -> None:
    refused = csp("keys", "create", *words, home=tmp_path, DATABASE_URL=clean)

    assert refused.returncode == 1
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr


def test_contracts_that_have_drifted_are_told(tmp_path: Path) -> None:
    assert csp("contracts", "--check", home=tmp_path).returncode == 1
    assert csp("contracts", home=tmp_path).returncode == 0
    assert csp("contracts", "--check", home=tmp_path).returncode == 0

    openapi = tmp_path / "openapi" / "openapi.json"
    openapi.write_text(openapi.read_text("utf-8").replace("/v1/areas", "/v1/zones"), "utf-8")

    drifted = csp("contracts", "--check", home=tmp_path)
    assert drifted.returncode == 1
    assert "openapi.json" in drifted.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_request_in_flight_is_finished_before_the_service_stops(
    stop: signal.Signals, clean: str, tmp_path: Path
) -> None:
    words = ("--operator", "--may", "admin")
    made = csp("keys", "create", *words, home=tmp_path, DATABASE_URL=clean)
    key = {"Authorization": f"Bearer {made.stdout.strip()}"}
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with started(
        "serve", "--port", str(port), home=tmp_path, env={"DATABASE_URL": clean}
    ) as process:
        until_it_answers(address, process)
        agency = {"code": "a-council", "name": "A council", "kind": "council"}
        httpx.post(
            f"{address}/v1/agencies", json=agency, headers={**key, "Idempotency-Key": "1"}
        ).raise_for_status()
        replies: list[httpx.Response] = []

        def rename() -> None:
            headers = {**key, "If-Match": '"1"'}
            url = f"{address}/v1/agencies/a-council"
            replies.append(httpx.patch(url, json={"name": "B"}, headers=headers, timeout=PATIENCE))

        asyncio.run(_stop_while_it_waits(clean, threading.Thread(target=rename), process, stop))

        _, log = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, log
        assert replies[0].status_code == 200, replies[0].text


async def _stop_while_it_waits(
    dsn: str, request: threading.Thread, process: object, stop: signal.Signals
) -> None:
    """Hold the row that a request is to change, stop the service, and then let go."""
    connection = await asyncpg.connect(dsn)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute("select from agency for update")
        request.start()
        waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        while not await connection.fetchval(waiting):  # noqa: ASYNC110 -- PostgreSQL tells nobody
            await asyncio.sleep(0.02)
        process.send_signal(stop)  # type: ignore[attr-defined]  # a Popen
        await asyncio.sleep(0.2)
        assert request.is_alive()
        await transaction.rollback()
    finally:
        await connection.close()
    request.join()
