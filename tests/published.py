"""Small files in the shapes in which the country's map is published."""

import csv
import io
from collections.abc import Mapping, Sequence

from service.domain.map_files import PublishedFile

ONS = ("LAD17CD", "LAD17NM", "CSP17CD", "CSP17NM", "PFA17CD", "PFA17NM", "FID")
REGISTER = (
    *("local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date"),
    *("replaced-by", "nation", "county-la", "alt-names", "former-gss-codes", "pop-2020"),
)
KENT = ("E23000032", "Kent")
BOTH = ("E22000352", "Dartford and Gravesham")
# Two districts with one partnership, one with its own.
DARTFORD = ("E07000107", "Dartford", *BOTH, *KENT)
GRAVESHAM = ("E07000109", "Gravesham", *BOTH, *KENT)
THANET = ("E07000114", "Thanet", "E22000362", "Thanet", *KENT)


def text(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue()


def lookup(*rows: Sequence[str], name: str = "lookup.csv") -> PublishedFile:
    """Make a lookup, as the ONS publishes it: with a mark of order, the year, and a number."""
    numbered = [(*row, str(n)) for n, row in enumerate(rows, start=1)]
    return PublishedFile(name, "\ufeff" + text(ONS, numbered))


def register(*rows: Mapping[str, str], name: str = "register.csv") -> PublishedFile:
    """Make a register, as mySociety publishes it."""
    cells = [[row.get(heading.replace("-", "_"), "") for heading in REGISTER] for row in rows]
    return PublishedFile(name, text(REGISTER, cells))


def council(key: str, code: str, name: str, **different: str) -> dict[str, str]:
    """Make a row of a register."""
    own = {"local_authority_code": key, "gss_code": code, "nice_name": name, "nation": "England"}
    return {**own, **different}


KENT_COUNTY = council("KEN", "E10000016", "Kent", start_date="1889-04-01", pop_2020="1589057.0")
COUNCILS = (
    KENT_COUNTY,
    council("DAR", "E07000107", "Dartford", county_la="KEN", pop_2020="114051.0"),
    council("GRA", "E07000109", "Gravesham", county_la="KEN"),
    council("THE", "E07000114", "Thanet", county_la="KEN", start_date="1974-04-01"),
)
# One that the first of April ended, and one that the thirty-first of March did.
REFORMED = (
    council("CMA", "E10000006", "Cumbria", end_date="2023-04-01", replaced_by="CBD,WAF"),
    council("CBD", "E06000063", "Cumberland", start_date="2023-04-01"),
    council("WAF", "E06000064", "Westmorland and Furness", start_date="2023-04-01"),
    council("POL", "E06000029", "Poole", end_date="2019-03-31", replaced_by="BPC"),
    council("BPC", "E06000058", "Bournemouth and Poole", start_date="2019-04-01"),
)
