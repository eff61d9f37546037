"""Statements: what an edition says under its priorities, where it counts nothing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from service.domain.nodes import Entered, Ref


class StatementKind(StrEnum):
    """What an edition calls the statement.

    A `focus` is what will be worked on, an `aim` what is to be different in the end, a `key_aim`
    the aim that heads a priority, and a `commitment` what the partnership binds itself to.
    """

    FOCUS = "focus"
    AIM = "aim"
    KEY_AIM = "key_aim"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Statement(Entered):
    """A focus, aim or commitment under one priority or several, as an edition words it.

    `kind`, `number` (as printed), `position` (in reading order, from 1), `priorities` and
    `wording` are the edition's. `code` is `{plan}:{statement}`.
    """

    noun: ClassVar[str] = "statement"
    prefix: ClassVar[str] = "stm"

    kind: StatementKind
    number: str | None
    position: int
    priorities: tuple[Ref, ...]
    wording: str
