"""Months: what periods are made of."""

from datetime import date
from typing import Final, NamedTuple

from service.domain.days import statutory_year

# Not calendar.month_name, which speaks the language of the machine.
_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Month(NamedTuple):
    """A month of the calendar, with the words in which periods speak of it.

    `number` runs from 1 to 12. A financial year (`fy`) is named after the calendar year in which
    it begins, on 1 April: March 2027 lies in `fy` 2026, `fy_name` "2026/27", `fy_quarter` 4.
    """

    year: int
    number: int

    @classmethod
    def of(cls, on: date) -> "Month":
        """Return the month that the day `on` lies in."""
        return cls(on.year, on.month)

    def plus(self, months: int) -> "Month":
        """Return the month so many months later, or earlier where `months` is negative."""
        year, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, index + 1)

    def until(self, later: "Month") -> int:
        """Return how many months later `later` is; negative where it is earlier."""
        return (later.year - self.year) * 12 + later.number - self.number

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def id(self) -> str:
        """Its ISO 8601 form, such as "2026-06"."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def name(self) -> str:
        """Its English name."""
        return _NAMES[self.number - 1]

    @property
    def quarter(self) -> int:
        """The quarter of the calendar year, from 1 to 4."""
        return (self.number - 1) // 3 + 1

    @property
    def fy(self) -> int:
        """The year in which its financial year begins."""
        return statutory_year(self.starts_on)

    @property
    def fy_name(self) -> str:
        """Its financial year as people write it, such as "2026/27"."""
        return f"{self.fy}/{(self.fy + 1) % 100:02}"

    @property
    def fy_quarter(self) -> int:
        """The quarter of the financial year, from 1 (April to June) to 4."""
        return (self.number - 4) % 12 // 3 + 1
