"""Numbers as the service keeps and shows them.

Kept in decimal, exactly; shown as JSON numbers, whole ones without a point. A JSON number of up
to fifteen significant digits survives the doubles that clients read it into (IEEE 754 binary64),
so a number with more is refused where it enters.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final

SIGNIFICANT_DIGITS: Final = 15


class _AsJsonNumber:
    """Tells Pydantic's schema generator what the wire holds, without importing Pydantic."""

    def __get_pydantic_json_schema__(
        self, schema: object, handler: Callable[[object], dict[str, Any]]
    ) -> dict[str, Any]:
        return {"type": "number"}


Number = Annotated[Decimal, _AsJsonNumber()]


def plain(number: Decimal) -> int | float:
    """Return the number as JSON has it: an int when it is whole, else the nearest double."""
    return int(number) if number == number.to_integral_value() else float(number)


def is_too_long(number: Decimal) -> bool:
    """Say whether a JSON number could not hold `number` exactly. Infinity and NaN are too long."""
    if not number.is_finite():
        return True
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    return len(digits) > SIGNIFICANT_DIGITS or abs(number) >= 10**SIGNIFICANT_DIGITS
