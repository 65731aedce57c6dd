"""Records of what travels by mail: units' collection forms, and counties' submissions in a city's file."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from plandesk.core.record import Record


@dataclass(frozen=True, slots=True)
class CountySubmission(Record):
    """The submission (上报表) a county's figures of ``year`` in a city's file came from; ``region`` is its code.

    ``corrections`` is its 更正 number (only a higher one replaces it), ``digest`` the checksum of its machine rows,
    ``source`` the file's name, ``program`` the version that wrote it, ``accepted_at`` an ISO date and time.
    """

    table: ClassVar[str] = "county_submission"
    key_fields: ClassVar[tuple[str, ...]] = ("region", "year")

    region: str
    year: int
    name: str = ""
    level: str = ""
    corrections: int | None = None
    digest: str = ""
    source: str = ""
    program: str = ""
    accepted_at: str = ""


StatementKind = Literal["explanation", "assessment", "break", "work"]


@dataclass(frozen=True, slots=True)
class CountyStatement(Record):
    """What a county's submission of ``year`` says in words, kept apart from the city's own; ``region`` is its code.

    ``subject`` is the indicator of an explanation or 口径变动, the goal of a self-assessment, what a unit's words are
    about (``measure/plan/1.2``, ``text/problems``); ``owner`` the check explained, the goal's plan, or the unit that
    wrote; ``cell`` the breakdown cell, or the year from which figures are no longer comparable. ``answer`` is the
    self-assessment's.
    """

    table: ClassVar[str] = "county_statement"
    key_fields: ClassVar[tuple[str, ...]] = ("region", "year", "kind", "owner", "subject", "cell")

    region: str
    year: int
    kind: StatementKind
    owner: str
    subject: str
    cell: str = ""
    answer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormTrip(Record):
    """One way of a unit's collection form (采集表): sent, returned, sent back; ``number`` counts them from 1.

    Times are ISO date and time, "" while it has not happened; ``due`` is YYYY-MM-DD, ``reminded`` such days between
    blanks. ``source`` is the returned file's name, ``kept`` its copy's in the folder beside the data file, ``sha256``
    that of both; ``returned_by`` who saved it last; ``accepted`` and ``rejected`` count cells.
    """

    table: ClassVar[str] = "form_trip"
    key_fields: ClassVar[tuple[str, ...]] = ("year", "unit", "number")

    year: int
    unit: str
    number: int
    sent_at: str = ""
    due: str = ""
    reminded: str = ""
    returned_at: str = ""
    returned_by: str = ""
    source: str = ""
    kept: str = ""
    sha256: str = ""
    accepted: int | None = None
    rejected: int | None = None
    sent_back_at: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.sent_at or self.returned_at)
