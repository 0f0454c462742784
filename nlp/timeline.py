"""Dated events of this trade (laws, collective agreements, launches, disputes): what may be drawn beside a trend."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from . import vocabulary
from .shipped import packaged
from .vocabulary import Entry

DRAWN = 1  # the weight of events that are always drawn; 2 when zoomed, 3 in lists only


class Event(Entry):
    """One event. precision: how exactly its date is known. verified: whether event and date were read in a listed source."""

    id: str
    date: Annotated[str, BeforeValidator(str)] = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    precision: Literal["day", "month", "quarter", "year"]
    type: str
    title: str = Field(min_length=1)
    companies: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    weight: int = Field(ge=1, le=3)
    sources: tuple[str, ...] = ()
    verified: bool | Literal["partial"] = False
    note: str | None = None

    @property
    def binding(self) -> bool:
        """Whether it changes what may be agreed: a law or a collective agreement."""
        return self.type in ("law", "collective_agreement")


class Timeline(Entry):
    """The file of events."""

    version: str = ""
    types: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


@lru_cache(maxsize=2)
def load(path: Path | None = None) -> tuple[Event, ...]:
    """All events by date. Raises CodebookError naming file, line and fault."""
    file = vocabulary.load(path or packaged("timeline.yaml"), Timeline)
    return tuple(sorted(file.events, key=lambda event: event.date))


def drawn(since: str, until: str, verified_only: bool = True, most_weight: int = DRAWN) -> list[Event]:
    """The events between two dates (ISO prefixes, both included) that are drawn on a chart."""
    return [
        event
        for event in load()
        if since <= event.date[: len(since)]
        and event.date[: len(until)] <= until
        and event.weight <= most_weight
        and (event.verified is True or not verified_only)
    ]
