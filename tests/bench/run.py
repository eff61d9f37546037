"""The run: what is measured against what, how often, and in which order."""

import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final

import asyncpg
import orjson

from tests.bench.bare import statements_of_reads
from tests.bench.clients import Client, per_second
from tests.bench.country import DISTRICTS, Country
from tests.bench.pushes import ROWS, by_plain_sql, over_http, staged
from tests.bench.queries import COUNTIES, Request, get, one_county, one_partnership
from tests.bench.report import Pair, Report
from tests.bench.servers import Server, running

CONNECTIONS: Final = 4
TURNS: Final = 25
PUSHES: Final = 9

Speed = Callable[[], Awaitable[float]]


async def measure(country: Country) -> Report:
    """Measure everything there is to measure on a country."""
    report = Report()
    with running("service", country.dsn) as service, running("bare", country.dsn) as bare:
        await _measure_reads(country, service, bare, report)
        report.facts["memory of the worker after the reads"] = f"{service.memory_mb:.0f} MB"
        await _measure_pushes(country, service, report)
        report.facts["memory of the worker after the pushes"] = f"{service.memory_mb:.0f} MB"
    return report


async def _measure_reads(country: Country, service: Server, bare: Server, report: Report) -> None:
    token = country.reader
    # Each of them in its turn, so that none is read twice running.
    everywhere, counties = range(1, DISTRICTS + 1), range(len(COUNTIES))
    one = [one_partnership(number, token) for number in everywhere]
    one_bare = [get(f"/partnership/{number}") for number in everywhere]
    county = [one_county(number, token) for number in counties]
    county_bare = [get(f"/county/{number}") for number in counties]

    async with connected(service) as ours, connected(bare) as theirs:
        size = await same_bytes(ours[0], one[0], theirs[0], one_bare[0])
        county_size = await same_bytes(ours[0], county[0], theirs[0], county_bare[0])

        def pair(requests: Sequence[Request], against: Sequence[Request]) -> tuple[Speed, Speed]:
            return lambda: per_second(ours, requests), lambda: per_second(theirs, against)

        report.pairs += [
            await in_turn("a partnership, cold: bare SQL", *pair(one, one_bare), wanted=0.6),
            await in_turn("a county, cold: bare SQL", *pair(county, county_bare)),
            await in_turn(
                "the same partnership again: empty FastAPI route",
                *pair(one[:1] * len(one), [get("/empty")] * len(one)),
            ),
        ]
    statements = await statements_of_reads(country.dsn)
    report.facts |= {
        "statements in a partnership": f"{len(statements['/partnership/1'])}, and 1 for the key",
        "statements in a county": f"{len(statements['/county/0'])}, and 1 for the key",
        "size of a partnership": f"{size:,} bytes",
        "size of a county": f"{county_size:,} bytes",
    }


async def _measure_pushes(country: Country, service: Server, report: Report) -> None:
    turns = iter(range(2 * PUSHES + 2))

    async def pushed() -> float:
        request = over_http(next(turns), country)
        return ROWS * await per_second(clients[:1], [request])

    async def written() -> float:
        turn = next(turns)
        records = staged(turn, country)
        started = time.perf_counter()
        await by_plain_sql(connection, turn, records)
        return ROWS / (time.perf_counter() - started)

    connection = await asyncpg.connect(country.dsn)
    try:
        async with connected(service) as clients:
            name = "a push of 10,000 figures: plain SQL"
            report.pairs.append(await in_turn(name, pushed, written, PUSHES, wanted=0.3))
    finally:
        await connection.close()


async def in_turn(
    name: str, ours: Speed, theirs: Speed, turns: int = TURNS, wanted: float | None = None
) -> Pair:
    """Measure two things in turn, each once beforehand to warm up."""
    print(f"Measuring {name} …", flush=True)
    await ours(), await theirs()
    found = [(await ours(), await theirs()) for _ in range(turns)]
    pair = Pair(name, [a for a, _ in found], [b for _, b in found], wanted)
    print(
        f"  {statistics.median(pair.ours):,.0f} against {statistics.median(pair.theirs):,.0f} "
        f"a second: {pair.ratio:.2f}",
        flush=True,
    )
    return pair


async def same_bytes(ours: Client, asked: Request, theirs: Client, asked_of_them: Request) -> int:
    """Make sure that both sides give the same answer; return how many bytes ours has."""
    answer = await ours.ask(asked)
    read, floor = orjson.loads(answer), orjson.loads(await theirs.ask(asked_of_them))
    if read["data"] != floor["data"]:
        raise AssertionError("The service and the floor do not answer the same.")
    return len(answer)


@contextlib.asynccontextmanager
async def connected(server: Server) -> AsyncIterator[list[Client]]:
    """Open as many connections as the measurements use."""
    clients = [await Client.connect(server.port) for _ in range(CONNECTIONS)]
    try:
        yield clients
    finally:
        for client in clients:
            await client.close()
