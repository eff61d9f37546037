"""Objectives: which way something is to go, how far, by when, and whose target that is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final

from service.domain.errors import Fault
from service.domain.nodes import Entered, Ref
from service.domain.numbers import Number
from service.domain.printed import Owner, PrintedPeriod

_HUNDRED: Final = Decimal(100)


class Direction(StrEnum):
    """Which way something is to go."""

    REDUCE = "reduce"
    INCREASE = "increase"
    MAINTAIN = "maintain"


class TargetKind(StrEnum):
    """What sort of number a target is.

    `rate` is so many per a number that `unit` names, `percentage` a share of a whole, `ranking` a
    place among others, `change` by how many per cent; `words` is a target that has no number.
    """

    COUNT = "count"
    RATE = "rate"
    PERCENTAGE = "percentage"
    AVERAGE = "average"
    RANKING = "ranking"
    CHANGE = "change"
    WORDS = "words"


@dataclass(frozen=True)
class Target:
    """How far it is to go: as printed, and as a number in a unit where it has one."""

    printed: str
    kind: TargetKind
    value: Number | None
    unit: str | None


@dataclass(frozen=True)
class Objective(Entered):
    """A direction, with a target or without, under one priority or several.

    A KPI needs a series; an objective may have none yet. `wording` is how the edition prints it,
    `measured_by` the survey or source that it names, and `indicator` what measures it here, where
    there is one. `code` is `{plan}:{objective}`, `position` counts in reading order from 1.
    """

    noun: ClassVar[str] = "objective"
    prefix: ClassVar[str] = "obj"

    number: str | None
    position: int
    priorities: tuple[Ref, ...]
    wording: str
    direction: Direction | None
    target: Target | None
    owner: Owner | None
    measured_by: str | None
    indicator: Ref | None
    due: PrintedPeriod | None


def fault_of(kind: TargetKind, value: Decimal | None, pointer: str) -> Fault | None:
    """Say what keeps a value from being a target of its kind; None when nothing does.

    A target in words has no value, and every other one has. Counts and rankings are whole,
    rankings begin at 1, percentages end at 100, and only averages and changes can be negative.
    """
    if kind is TargetKind.WORDS:
        if value is None:
            return None
        return Fault("value_not_allowed", "A target in words has no value.", pointer)
    if value is None:
        return Fault("value_required", f"A target that is a {kind} has a value.", pointer)
    if kind in {TargetKind.COUNT, TargetKind.RANKING} and value != value.to_integral_value():
        return Fault("not_integer", f"A {kind} is a whole number.", pointer)
    if kind is TargetKind.RANKING and value < 1:
        return Fault("out_of_range", "The first place is 1.", pointer)
    if value < 0 and kind not in {TargetKind.AVERAGE, TargetKind.CHANGE}:
        return Fault("negative_not_allowed", f"A {kind} is not negative.", pointer)
    if kind is TargetKind.PERCENTAGE and value > _HUNDRED:
        return Fault("out_of_range", "A percentage of a whole is at most 100.", pointer)
    return None
