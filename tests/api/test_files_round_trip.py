"""Whatever a file holds is loaded, written and loaded again without loss."""

from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.api.asking import Rest
from tests.api.test_files import load
from tests.filed_contents import files
from tests.keeping import put_back

# Of what is read: what is the record's own, and differs from one record to another.
_OWN = {"id", "revision", "updated_at", "recorded_at", "recorded_by", "recorded_after_the_fact"}
_PLANS = ("deal-2014", "dover-2017")
_WRITTEN = ("dover", "deal")
_HELD = (
    *("priorities", "statements", "objectives", "priority-sets", "external-documents"),
    *("kpis", "actions"),
)
_UNDER = {
    "areas": ("successors",),
    "agencies": ("aliases", "coverage", "supply", "successions"),
    "partnerships": ("members", "appointments", "successions"),
    "plans": ("editions",),
}


def told(thing: Any) -> Any:
    """Return what a reply tells, without what is the record's own."""
    if isinstance(thing, list):
        return [told(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    left = _OWN | ({"named"} if thing.get("kind") == "membership" else set())
    return {name: told(value) for name, value in thing.items() if name not in left}


class Record:
    """Reads all that the API tells of bodies, partnerships and plans, but for figures."""

    def __init__(self, rest: Rest) -> None:
        self.rest = rest
        self.names: dict[str, str] = {}
        self.found: dict[str, Any] = {}

    async def read(self, path: str, named: str = "", **instead: Any) -> list[Any]:
        """Read a list, and note its things; `instead` says what to tell in place of ids."""
        items = await self.rest.items(f"{path}{'&' if '?' in path else '?'}limit=1000")
        self.names |= {each["id"]: each["code"] for each in items if "code" in each}
        self.found[named or path] = [told({**each, **instead}) for each in items]
        return items

    async def everything(self) -> dict[str, Any]:
        await self.read("/indicators")
        for noun, below in _UNDER.items():
            for thing in await self.read(f"/{noun}"):
                for each in below:
                    await self.read(f"/{noun}/{thing['code']}/{each}")
        for plan in _PLANS:
            await self._plan(plan)
        sources = await self.rest.items("/sources?limit=1000")
        said = [told({**each, "of": self.names[each["of"]]}) for each in sources]
        return {**self.found, "sources": sorted(said, key=str)}

    async def _plan(self, plan: str) -> None:
        for edition in await self.rest.items(f"/plans/{plan}/editions"):
            await self.read(f"/plans/{plan}/editions/{edition['code']}/transitions")
            for noun in _HELD:
                await self.read(f"/{noun}?edition={edition['code']}")
        for action in await self.rest.items(f"/actions?plan={plan}"):
            path = f"/actions/{action['code']}"
            await self.read(f"{path}/updates")
            for n, measure in enumerate(action["measures"]):
                counts = f"{path}/measures/{measure['id']}/counts"
                await self.read(counts, f"{path}/{n}", measure=n)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(file=files())
async def test_any_file_is_loaded_written_and_loaded_without_loss(
    rest: Rest, database: str, file: dict[str, Any]
) -> None:
    try:
        first = await load(rest, file)
        assert first.status_code == 200, first.text
        assert (await load(rest, file)).json()["rows"] == []
        stands = await Record(rest).everything()
        written = [(await rest.get(f"/partnerships/{each}/file")).json() for each in _WRITTEN]
        for each in written:
            assert (await load(rest, each)).json()["rows"] == []

        await put_back(database)
        for each in written:
            again = await load(rest, each)
            assert again.status_code == 200, again.text
        assert await Record(rest).everything() == stands
        for code, each in zip(_WRITTEN, written, strict=True):
            assert (await rest.get(f"/partnerships/{code}/file")).json() == each
    finally:
        await put_back(database)
