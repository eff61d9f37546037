"""What Pydantic finds wrong with a request, as faults: each with a code of ours and its place."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.domain.errors import Fault

# What a fault found by Pydantic is called here, where its own name says less.
_CODES: Final[Mapping[str, str]] = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "string_type": "not_a_text",
    "string_unicode": "not_a_text",
    "decimal_type": "not_a_number",
    "decimal_parsing": "not_a_number",
    "not_a_number": "not_a_number",
    "int_type": "not_an_integer",
    "int_parsing": "not_an_integer",
    "bool_type": "not_a_boolean",
    "bool_parsing": "not_a_boolean",
    "less_than_equal": "out_of_range",
    "greater_than_equal": "out_of_range",
    "list_type": "not_a_list",
    "dict_type": "not_an_object",
    "model_type": "not_an_object",
    "model_attributes_type": "not_an_object",
    "date_from_datetime_parsing": "not_a_day",
    "date_parsing": "not_a_day",
    "datetime_from_date_parsing": "not_an_instant",
    "datetime_parsing": "not_an_instant",
    "too_short": "too_few",
    "too_long": "too_many",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "not_of_its_form",
}


def faults_of(found: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Turn what Pydantic found wrong with a request into faults, each in its place."""
    return [_fault_of(each) for each in found]


def _fault_of(found: Mapping[str, Any]) -> Fault:
    code = _CODES.get(found["type"], found["type"])
    detail = str(found["msg"]).removeprefix("Value error, ")
    detail = detail if detail.endswith(".") else f"{detail}."
    where, *path = found["loc"]
    if where in {"query", "path"}:
        return Fault(code, detail, parameter=str(path[0]))
    if where == "header":
        return Fault(code, detail, header=str(path[0]))
    return Fault(code, detail, pointer="".join(f"/{_escaped(part)}" for part in path))


def _escaped(part: str | int) -> str:
    """Write a name as a JSON pointer does (RFC 6901, section 3)."""
    return str(part).replace("~", "~0").replace("/", "~1")
