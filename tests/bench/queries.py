"""The questions that are measured, and how they are put over HTTP."""

from dataclasses import dataclass
from typing import Final

import orjson

from tests.bench.country import DISTRICTS

_PLAN: Final = """
  code
  plan {
    code
    priorities(first: 4) {
      nodes {
        title
        kpis(first: 10) {
          nodes {
            code
            wording
            indicator { code unit polarity }
            series(periods: { expr: "LAST_12_MONTHS" }) {
              points { period { id } value status }
            }
          }
        }
      }
    }
  }
"""
PARTNERSHIP: Final = f"query Dashboard($code: String!) {{ partnership(code: $code) {{ {_PLAN} }} }}"
COUNTY: Final = f"""
query County($codes: [String!]!) {{
  partnerships(first: 12, filter: {{ code: $codes }}) {{ nodes {{ {_PLAN} }} }}
}}
"""


@dataclass(frozen=True)
class Request:
    """An HTTP request as it goes over the wire."""

    raw: bytes


def get(path: str) -> Request:
    """Make a GET without a key."""
    return Request(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())


def post(path: str, body: object, token: str, **headers: str) -> Request:
    """Make a POST of JSON with a key."""
    content = orjson.dumps(body)
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: bench",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return Request("\r\n".join([*lines, "", ""]).encode() + content)


CODES: Final = tuple(f"partnership-{number:03}" for number in range(DISTRICTS + 1))
COUNTIES: Final = tuple(
    CODES[first : first + 12] for first in range(1, DISTRICTS - 10, 12)
)  # a county has twelve districts


def one_partnership(number: int, token: str) -> Request:
    """Ask for the dashboard of one partnership, counted from 1."""
    return post("/graphql", {"query": PARTNERSHIP, "variables": {"code": CODES[number]}}, token)


def one_county(number: int, token: str) -> Request:
    """Ask for the dashboards of all partnerships of a county, counted from 0."""
    return post("/graphql", {"query": COUNTY, "variables": {"codes": COUNTIES[number]}}, token)
