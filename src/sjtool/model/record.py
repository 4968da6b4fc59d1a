"""What every record of a case file has, and the shared kinds of value.

Models require identity only: a half-finished case always loads, and what is missing is found by a check. `needs` on
each class lists what a finished record has; commands refuse to write one without.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
RECORD_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"


@lru_cache(4096)  # the same days stand in many records
def _check_partial_date(text: str) -> str:
    """Accept a year, a month or a day that exists."""
    if not PARTIAL_DATE.fullmatch(text):
        message = 'write a date as "2026-03-02", "2026-03" or "2026"'
        raise ValueError(message)
    date.fromisoformat((text + "-01-01")[:10] if len(text) == len("2026") else (text + "-01")[:10])
    return text


Id = Annotated[str, Field(pattern=RECORD_ID)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
"""TOML gives lists; frozen records hold tuples. What stands in them is as strict as elsewhere."""
Words = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Words, ...], Field(strict=False)]
PartialDate = Annotated[str, AfterValidator(_check_partial_date)]
Hex16 = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Header(BaseModel):
    """The top of a case file: which format, which case, how it is marked."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    format: int
    case: Id
    marking: Words = "OFFICIAL-SENSITIVE"
    training: bool = False


class Record(BaseModel):
    """Base of everything in a case file: who recorded it, when, and its place in the chain."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    kind_name: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    needs: ClassVar[tuple[str, ...]] = ()

    id: Id
    at: AwareDatetime | None = None
    by: Id | None = None
    supersedes: Id | None = None
    reason: Words | None = None
    salt: Hex16 | None = None
    chain: Hex32 | None = None

    def recorded_at(self) -> datetime:
        """When it was recorded; a hand-written record without a time sorts first."""
        return self.at or datetime.fromisoformat("0001-01-01T00:00:00+00:00")
