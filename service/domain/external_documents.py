"""Documents of others that an edition had regard to."""

from dataclasses import dataclass
from typing import ClassVar

from service.domain.nodes import Entered
from service.domain.printed import Owner, PrintedPeriod


@dataclass(frozen=True)
class ExternalDocument(Entered):
    """A strategy, a plan or an Act that an edition names, and whose it is.

    Responsible authorities have regard to the police and crime objectives in the police and crime
    plan (Crime and Disorder Act 1998, s.6(1A)). `dated` is its year or years. `code` is
    `{plan}:{document}`.
    """

    noun: ClassVar[str] = "external document"
    prefix: ClassVar[str] = "xdc"

    position: int
    title: str
    owner: Owner | None
    dated: PrintedPeriod | None
