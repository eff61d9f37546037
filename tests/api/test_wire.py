"""The one wire form: numbers, instants, days and words, the same wherever they leave by."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from service import wire
from service.domain.figures import FigureStatus
from service.domain.indicators import IndicatorKind
from service.domain.nodes import Ref
from tests import build
from tests.build import ROOT, World, row

INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VAGUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
WORD = re.compile(r"[a-z]+(_[a-z]+)*")

READS = (
    "/v1/areas",
    "/v1/agencies",
    "/v1/agencies/kent-police/supply",
    "/v1/partnerships",
    "/v1/partnerships/dartford/members",
    "/v1/plans",
    "/v1/plans/dartford-2019-22/editions",
    "/v1/priorities",
    "/v1/kpis",
    "/v1/indicators",
    "/v1/submissions",
    "/v1/series",
    "/v1/figures",
    "/v1/keys",
    "/v1/periods/resolve?expr=FY2021-Q1,2026-06",
)
# What the members of answers are called, by what they hold; together they cover every read.
INSTANTS = {"updated_at", "recorded_at", "created_at", "expires_at", "revoked_at", "as_of"}
DAYS = {"start", "end", "coordinator_from", "coordinator_before"}
WORDS = {"status", "confidentiality", "kind", "polarity", "frequency", "capacity", "state", "mode"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(512), "512"),
        (Decimal("512.0"), "512"),
        (Decimal("5.12E+2"), "512"),
        (Decimal("1E+14"), "100000000000000"),
        (Decimal("22.1927"), "22.1927"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-3.5"), "-3.5"),
        (Decimal("-0.0"), "0"),
        (Decimal("12345678901.2345"), "12345678901.2345"),
        (datetime(2026, 11, 20, 9, 30, tzinfo=UTC), '"2026-11-20T09:30:00Z"'),
        (date(2026, 11, 20), '"2026-11-20"'),
        (FigureStatus.NOT_SUPPLIED, '"not_supplied"'),
        (Ref("kent-police", "agy_1"), '"kent-police"'),
        (frozenset({"push", "edit"}), '["edit","push"]'),
        ({"read", "edit"}, '["edit","read"]'),
        ((1, None, True), "[1,null,true]"),
        ("Fête à Thanet", '"Fête à Thanet"'),
    ],
)
def test_a_value_is_written_in_its_one_form(value: object, text: str) -> None:
    assert wire.dumps(value).decode() == text


def test_what_has_no_wire_form_is_a_bug() -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        wire.dumps(object())


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("512", "512"),
        ("512.0", "512"),
        ("0", "0"),
        ("-0.0", "0"),
        ("0.1", "0.1"),
        ("1e-7", "1e-7"),
        ("1E+2", "100"),
        ("123456789012345", "123456789012345"),
        ("12345678901234.5", "12345678901234.5"),
        ("-3.25", "-3.25"),
    ],
)
async def test_a_number_comes_back_as_the_number_it_was(
    client: httpx.AsyncClient, world: World, sent: str, text: str
) -> None:
    async with world.desk.writing(ROOT, "req_average") as work:
        await build.indicator(work, "average", IndicatorKind.AVERAGE)
        await build.supply(work, "kent-police", "average")
    body = json.dumps({"rows": [row(indicator="average", value="here")]}).replace('"here"', sent)
    headers = world.new("police", **{"Content-Type": "application/json"})
    assert (await client.post("/v1/submissions", content=body, headers=headers)).status_code == 200

    told = (await client.get("/v1/figures", headers=world.key("reader"))).text

    (number,) = re.findall(r'"value":([^,]+),', told)
    assert number == text
    assert Decimal(number) == Decimal(sent)


def members(value: object) -> Iterator[tuple[str, Any]]:
    """Yield every named member of an answer, however deep."""
    if isinstance(value, dict):
        yield from value.items()
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from members(each)


@pytest.fixture
async def answers(client: httpx.AsyncClient, world: World) -> list[tuple[str, Any]]:
    """Every member of what every kind of read answers."""
    await world.push(client, row(), row(period="FY2021-Q2", value=None, status="not_supplied"))
    found: list[tuple[str, Any]] = []
    for path in READS:
        response = await client.get(path, headers=world.key("operator"))
        assert response.status_code == 200, path
        found += members(response.json())
    return [(name, value) for name, value in found if value is not None]


def test_instants_are_utc_in_whole_seconds_with_a_z(answers: list[tuple[str, Any]]) -> None:
    instants = [value for name, value in answers if name in INSTANTS]

    assert instants
    assert [each for each in instants if not INSTANT.fullmatch(each)] == []


def test_days_are_plain_dates_and_vague_ones_stop_where_they_are_vague(
    answers: list[tuple[str, Any]],
) -> None:
    days = [value for name, value in answers if name in DAYS]
    vague = [value for name, value in answers if name in {"starts_on", "ends_before"}]

    assert days
    assert [each for each in days if not DAY.fullmatch(each)] == []
    assert "2021-01" in vague
    assert [each for each in vague if not VAGUE.fullmatch(each)] == []


def test_enumerations_are_snake_case_words(answers: list[tuple[str, Any]]) -> None:
    words = [value for name, value in answers if name in WORDS]

    assert {"not_supplied", "responsible_authority", "lower_is_better", "fy_quarter"} <= set(words)
    assert [each for each in words if not WORD.fullmatch(each)] == []


def test_nothing_that_looks_like_an_instant_or_a_day_goes_by_another_name(
    answers: list[tuple[str, Any]],
) -> None:
    texts = [(name, value) for name, value in answers if isinstance(value, str)]

    assert {name for name, value in texts if INSTANT.match(value)} <= INSTANTS | {"last_used_at"}
    assert {name for name, value in texts if DAY.fullmatch(value)} <= DAYS | {
        *("starts_on", "ends_before", "published_on"),
    }
