"""The pages as a person meets them: opened, used with a key, and listened to."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser


async def openapi(visit: Visit) -> dict[str, Any]:
    reply = await visit.page.request.get(f"{visit.url}/openapi.json")
    document: dict[str, Any] = await reply.json()
    return document


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    verbs = {"get", "put", "post", "patch", "delete"}
    return [
        {"path": path, "verb": verb, **operation}
        for path, item in document["paths"].items()
        for verb, operation in item.items()
        if verb in verbs
    ]


def heard_and_asked(visit: Visit) -> tuple[list[str], set[str]]:
    return visit.complaints, visit.origins


async def open_docs(visit: Visit) -> None:
    await visit.page.goto(f"{visit.url}/docs")
    await expect(visit.page.get_by_role("heading", level=1).first).to_be_visible()


def sidebar(visit: Visit) -> Locator:
    return visit.page.get_by_role("complementary").first


async def open_group(visit: Visit, tag: str) -> None:
    named = re.compile(rf"^(Open|Close) Group - {re.escape(tag)}$")
    toggle = sidebar(visit).get_by_role("button", name=named)
    await expect(toggle).to_be_visible()
    if await toggle.get_attribute("aria-expanded") == "false":
        await toggle.click()


async def open_graphiql(visit: Visit) -> None:
    async with visit.page.expect_response(lambda reply: reply.request.method == "POST") as asked:
        await visit.page.goto(f"{visit.url}/graphql")
    assert (await asked.value).status == 200  # the schema, for which no key was needed
    await expect(editor(visit, "Query Editor")).to_contain_text("partnerships")


def editor(visit: Visit, label: str) -> Locator:
    shown = ".graphiql-editor:not(.hidden) .CodeMirror"
    return visit.page.get_by_role("region", name=label).locator(shown)


async def write(visit: Visit, label: str, text: str) -> None:
    await editor(visit, label).click()
    await expect(editor(visit, label)).to_contain_class("CodeMirror-focused")
    await visit.page.keyboard.press("ControlOrMeta+A")
    await visit.page.keyboard.insert_text(text)
    await expect(editor(visit, label).locator(".CodeMirror-code")).to_have_text(
        re.compile(rf"^\d*{re.escape(text)}$")
    )


async def execute(visit: Visit) -> None:
    await visit.page.get_by_role("button", name=re.compile("^Execute query")).click()


def result(visit: Visit) -> Locator:
    return visit.page.get_by_role("region", name="Result Window")


async def open_landing(visit: Visit) -> None:
    await visit.page.goto(f"{visit.url}/")
    await expect(visit.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("open_page", [open_landing, open_docs, open_graphiql])
async def test_a_page_opens_without_a_complaint_and_asks_nobody_else(
    visit: Visit, open_page: Callable[[Visit], Awaitable[None]]
) -> None:
    await open_page(visit)
    await visit.page.wait_for_load_state("networkidle")
    assert heard_and_asked(visit) == ([], {visit.url})


@pytest.mark.parametrize("path", ["/", "/docs", "/graphql"])
async def test_a_page_is_sent_with_a_policy_that_keeps_foreign_scripts_out(
    visit: Visit, path: str
) -> None:
    reply = await visit.page.goto(f"{visit.url}{path}")
    assert reply is not None
    policy = (await reply.all_headers())["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    scripts = re.findall(r"script-src[^;]*", policy)
    assert scripts in ([], ["script-src 'self'"])


async def test_the_policy_is_what_stops_an_inline_script(visit: Visit) -> None:
    await open_docs(visit)
    await visit.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "globalThis.intruder = true";
            document.head.append(script);
        }"""
    )
    assert await visit.page.evaluate("globalThis.intruder") is None
    assert len(visit.complaints) == 1
    assert "Content Security Policy" in visit.complaints[0]


async def test_every_door_on_the_landing_page_opens(visit: Visit) -> None:
    for path in ("/docs", "/graphql", "/openapi.json", "/healthz", "/readyz"):
        await open_landing(visit)
        async with visit.page.expect_navigation() as navigation:
            await visit.page.locator(f'a[href="{path}"]').click()
        reply = await navigation.value
        assert reply is not None
        assert (reply.status, reply.url) == (200, f"{visit.url}{path}")


async def test_the_reference_lists_every_operation_under_its_tag(visit: Visit) -> None:
    await open_docs(visit)
    listed = operations(await openapi(visit))
    assert listed
    for tag in dict.fromkeys(operation["tags"][0] for operation in listed):
        await open_group(visit, tag)
    for operation in listed:
        entry = sidebar(visit).get_by_text(operation["summary"], exact=True).first
        await expect(entry).to_be_attached()
    assert heard_and_asked(visit) == ([], {visit.url})


async def test_a_request_is_sent_from_the_reference_with_a_key(visit: Visit) -> None:
    found = operations(await openapi(visit))
    wanted = next(o for o in found if (o["verb"], o["path"]) == ("get", "/v1/partnerships"))
    await open_docs(visit)
    await visit.page.get_by_placeholder("Token").first.fill(visit.key)
    await open_group(visit, wanted["tags"][0])
    await sidebar(visit).get_by_text(wanted["summary"], exact=True).first.click()
    await visit.page.get_by_role("button", name="Test Request (get /v1/partnerships)").click()
    client = visit.page.get_by_role("dialog")
    async with visit.page.expect_response(re.compile(r"/v1/partnerships\b")) as answered:
        await client.get_by_role("button", name=re.compile(r"^Send\b")).first.click()
    assert (await answered.value).status == 200
    await expect(client.get_by_text("200 OK")).to_be_visible()
    await expect(client.get_by_text('"items"')).to_be_visible()
    assert visit.key not in await visit.stored()
    assert heard_and_asked(visit) == ([], {visit.url})


async def test_graphiql_knows_the_schema_before_a_key_is_put_in(visit: Visit) -> None:
    await open_graphiql(visit)
    await visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    await expect(visit.page.get_by_text("query: Query")).to_be_visible()
    assert heard_and_asked(visit) == ([], {visit.url})


async def test_graphiql_runs_a_query_with_the_key_in_the_headers(visit: Visit) -> None:
    await open_graphiql(visit)
    await write(visit, "Query Editor", "{ partnerships(first: 1) { nodes { code } } }")
    await write(visit, "Headers", f'{{"Authorization": "Bearer {visit.key}"}}')
    await execute(visit)
    await expect(result(visit)).to_contain_text('"code":')
    assert heard_and_asked(visit) == ([], {visit.url})


async def test_the_start_query_fits_the_schema(visit: Visit) -> None:
    await open_graphiql(visit)
    await visit.page.wait_for_load_state("networkidle")
    await write(visit, "Headers", f'{{"Authorization": "Bearer {visit.key}"}}')
    await execute(visit)
    await expect(result(visit)).to_contain_text('"hasNextPage":')
    await expect(result(visit)).not_to_contain_text('"errors"')
    assert heard_and_asked(visit) == ([], {visit.url})


async def test_graphiql_remembers_the_query_and_not_the_key(visit: Visit) -> None:
    await open_graphiql(visit)
    await write(visit, "Headers", f'{{"Authorization": "Bearer {visit.key}"}}')
    await write(visit, "Query Editor", "{ partnerships(first: 1) { nodes { code } } }")
    await visit.let_time_pass()
    await execute(visit)
    await expect(result(visit)).to_contain_text('"code":')
    left = await visit.stored()
    assert "partnerships(first: 1)" in left
    assert visit.key not in left


async def test_the_dialogues_of_graphiql_open_without_a_complaint(visit: Visit) -> None:
    await open_graphiql(visit)
    for name in ("Open short keys dialog", "Open settings dialog"):
        await visit.page.get_by_role("button", name=name).click()
        await expect(visit.page.get_by_role("dialog")).to_be_visible()
        await visit.page.keyboard.press("Escape")
        await expect(visit.page.get_by_role("dialog")).to_be_hidden()
    assert heard_and_asked(visit) == ([], {visit.url})
