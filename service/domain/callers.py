"""Who is asking, and what they may see and do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.domain.errors import NotYours, PermissionMissing


class Permission(StrEnum):
    """What a key may do. A key carries a set of them; `admin` holds `read` and `edit` as well."""

    READ = "read"
    PUSH = "push"
    EDIT = "edit"
    ADMIN = "admin"


_ADMIN_HOLDS: Final = frozenset({Permission.READ, Permission.EDIT, Permission.ADMIN})


@dataclass(frozen=True)
class Audience:
    """For whom a read is made.

    A free figure is for everyone with a key. A restricted or suppressed one shows its numbers to
    the agency that supplied it (`agency_id`), to those who coordinate a partnership of its area
    (`area_ids`), and to an administrator (`sees_all`).
    """

    sees_all: bool
    agency_id: str | None
    area_ids: frozenset[str]


EVERYONE: Final = Audience(sees_all=False, agency_id=None, area_ids=frozenset())


@dataclass(frozen=True)
class Caller:
    """The holder of a key, as it stands today.

    `agency_id` and `agency` (its code) are None for an operator. `coordinates` holds the ids of
    the partnerships whose membership marks this agency as coordinator today, and
    `coordinated_area_ids` the areas of those partnerships.
    """

    key_id: str
    agency_id: str | None
    agency: str | None
    permissions: frozenset[Permission]
    coordinates: frozenset[str]
    coordinated_area_ids: frozenset[str]

    def may(self, permission: Permission) -> bool:
        """Say whether the key carries the permission, itself or through `admin`."""
        return permission in self.permissions or (
            Permission.ADMIN in self.permissions and permission in _ADMIN_HOLDS
        )

    def must(self, permission: Permission) -> None:
        """Refuse with `PermissionMissing` unless the key carries the permission."""
        if not self.may(permission):
            held = ", ".join(sorted(self.permissions)) or "nothing"
            raise PermissionMissing(
                f"This operation needs a key that may {permission.value}; yours may {held}."
            )

    def must_coordinate(self, partnership_id: str, partnership: str) -> None:
        """Refuse with `NotYours` unless the caller coordinates the partnership, or administers."""
        self.must_coordinate_one_of({partnership_id: partnership})

    def must_coordinate_one_of(self, partnerships: Mapping[str, str]) -> None:
        """Refuse unless the caller coordinates one of the partnerships (codes by id)."""
        if Permission.ADMIN in self.permissions or self.coordinates & partnerships.keys():
            return
        named = " or ".join(sorted(set(partnerships.values())))
        raise NotYours(f"Only the agency that coordinates {named} may change this.")

    @property
    def audience(self) -> Audience:
        """For whom this caller's reads are made."""
        return Audience(
            sees_all=Permission.ADMIN in self.permissions,
            agency_id=self.agency_id,
            area_ids=self.coordinated_area_ids,
        )
