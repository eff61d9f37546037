"""What the demo's operator records: areas, bodies, indicators, partnerships and members."""

from collections.abc import Mapping
from typing import Any

from service.demo.api import Api


async def record_kent(operator: Api, kent: Mapping[str, Any]) -> None:
    """Record what the plans share."""
    codes = {area["slug"]: area["code"] for area in kent["areas"]}
    for area in kent["areas"]:
        await operator.ensure("/v1/areas", area["code"], area)
    for agency in kent["agencies"]:
        own = {name: value for name, value in agency.items() if name not in {"aliases", "coverage"}}
        await operator.ensure("/v1/agencies", agency["code"], own)
        for alias in agency.get("aliases", ()):
            await operator.ensure_related(
                f"/v1/agencies/{agency['code']}/aliases", alias, by=("name", "starts_on")
            )
        for coverage in agency.get("coverage", ()):
            await operator.ensure_related(
                f"/v1/agencies/{agency['code']}/coverage",
                {**coverage, "area": codes[coverage["area"]]},
                by=("area", "starts_on"),
            )
    for succession in kent["successions"]:
        own = {name: value for name, value in succession.items() if name != "predecessor"}
        await operator.ensure_related(
            f"/v1/agencies/{succession['predecessor']}/successions", own, by=("successor",)
        )
    for indicator in kent["indicators"]:
        own = {name: value for name, value in indicator.items() if name != "suppliers"}
        await operator.ensure("/v1/indicators", indicator["code"], own)
        for supplier in indicator["suppliers"]:
            await operator.ensure_related(
                f"/v1/agencies/{supplier['agency']}/supply",
                {"indicator": indicator["code"], "area": codes.get(supplier.get("area", ""))},
                by=("indicator", "area"),
            )


async def record_partnership(operator: Api, own: Mapping[str, Any]) -> None:
    """Record a partnership and its members."""
    code = own["partnership"]["code"]
    await operator.ensure("/v1/partnerships", code, own["partnership"])
    for membership in own["memberships"]:
        await operator.ensure_related(
            f"/v1/partnerships/{code}/members", membership, by=("agency", "capacity")
        )
