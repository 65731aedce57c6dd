"""A folder of counties' submissions (汇总): one file at a time, each taken in or sent back with its reason.

Regions are known by their code, never by name. Nothing a file says is believed: checksum, people's sheets and
figures are all gone through again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plandesk.core.checking import Checker
from plandesk.core.county_figures import NotAsTypedError, checked_again, replacing, statements_replacing
from plandesk.core.findings import Finding
from plandesk.core.plan import Level, Region
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CountyStatement, CountySubmission, Observation, Record
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.county_words import sent_figures, statements_of
from plandesk.exchange.reading import Submission, read_header, read_machine_rows, read_submission
from plandesk.exchange.receipt_rows import COLUMNS as RECEIPT_COLUMNS
from plandesk.exchange.receipt_rows import KIND as RECEIPT

_MACROS = (".xlsm", ".xltm", ".xlam", ".xlsb")
_OTHERS = (".xls", ".et", ".ods")
_CODE_DIGITS, _MOST_NAME = 6, 40
_LEVELS: tuple[Level, ...] = ("county", "prefecture", "province")


@dataclass(frozen=True, slots=True)
class CountyFile:
    """What became of one file. ``region`` is the name it gives, ``code`` its code; both "" where it tells none.

    ``reason`` says why it was not taken in, or what is in question in one that was. ``superseded``: another file of
    the same region stands in its place, so nothing is wrong with it. ``errors`` and ``warnings`` count the open
    findings.
    """

    file: str
    region: str = ""
    code: str = ""
    accepted: bool = False
    reason: str = ""
    superseded: bool = False
    year: int = 0
    corrections: int = 0
    level: str = ""
    digest: str = ""
    program: str = ""
    sample: bool = False
    errors: int = 0
    warnings: int = 0

    @property
    def state(self) -> str:
        """What the receipt says: accepted, questioned or returned."""
        if not self.accepted:
            return "returned"
        return "questioned" if self.errors or self.warnings else "accepted"

    def to_mapping(self) -> dict[str, object]:
        """An entry of ``files`` as cli.md prints it; ``state`` and ``corrections`` are ours."""
        return {
            "file": self.file,
            "region": self.region or None,
            "code": self.code or None,
            "accepted": self.accepted,
            "reason": self.reason or None,
            "state": self.state,
            "corrections": self.corrections if self.code else None,
        }


@dataclass(frozen=True)
class RegionReturn:
    """All files of one region (or one that tells no region): the one taken in, with its figures, if any.

    ``answer`` is the file a receipt speaks of, None where there is nobody to send one to.
    """

    code: str
    files: tuple[CountyFile, ...]
    answer: CountyFile | None = None
    observations: tuple[Observation, ...] = ()
    questions: tuple[Finding, ...] = ()
    statements: tuple[CountyStatement, ...] = ()

    def records(self, city: Snapshot, accepted_at: str) -> tuple[Record, ...]:
        """What is to be stored in the city's file: the figures, and the submission they came from."""
        taken = next((f for f in self.files if f.accepted), None)
        if taken is None:
            return ()
        held = city.counties.get(self.code, {})
        stored = city.county_submissions.get((self.code, taken.year))
        figures: tuple[Record, ...] = (
            *replacing(held, self.observations, self.code, taken.year),
            *statements_replacing(city.county_statements.values(), self.statements, self.code, taken.year),
        )
        if stored is not None and stored.digest == taken.digest:
            return figures
        submission = CountySubmission(
            self.code,
            taken.year,
            taken.region,
            taken.level,
            taken.corrections,
            taken.digest,
            taken.file,
            taken.program,
            accepted_at,
        )
        return (*figures, submission)


def county_paths(folder: Path) -> tuple[Path, ...]:
    """The workbooks in ``folder``, by name; what Excel and we ourselves keep aside (``~$``, ``.``) is left out.

    Raises KnownProblem when there is no such folder.
    """
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in (".xlsx", *_MACROS, *_OTHERS)]
    except OSError as fault:
        raise KnownProblem("rollup_no_folder", folder=str(folder)) from fault
    kept = (path for path in found if not path.name.startswith(("~$", ".")) and path.is_file())
    return tuple(sorted(kept, key=lambda path: path.name))


def read_counties(
    paths: Iterable[Path], city: Snapshot, year: int, *, checker: Checker, words: Words
) -> Iterator[RegionReturn]:
    """Reads the files region by region. Of one region the highest 更正 number that is sound is taken, if it is
    higher than what ``city`` holds or the same submission again.

    One file's figures are held at a time; receipts among the files are passed over.
    """
    reader = _Reader(city, year, checker, words)
    heads = [head for path in paths if (head := reader.head(path)) is not None]
    groups: dict[str, list[_Head]] = {}
    for head in heads:
        groups.setdefault(head.file.code or f"?{head.path.name}", []).append(head)
    for group in groups.values():
        yield reader.region(sorted(group, key=lambda h: (-h.file.corrections, h.path.name)))


@dataclass(frozen=True, slots=True)
class _Head:
    """A file known by what it says of itself; one that is refused already carries its reason."""

    path: Path
    file: CountyFile


class _Reader:
    def __init__(self, city: Snapshot, year: int, checker: Checker, words: Words) -> None:
        self._city, self._year = city, year
        self._checker, self._words = checker, words
        stored = city.county_submissions.items()
        self._levels = {code: record.level for (code, when), record in stored if when == year}

    def head(self, path: Path) -> _Head | None:
        """The file as far as its first lines tell; None for a receipt."""
        plain = CountyFile(path.name)
        for suffixes, key in ((_MACROS, "macros"), (_OTHERS, "other_format")):
            if path.suffix.lower() in suffixes:
                return _Head(path, replace(plain, reason=self._say(key, file=path.name)))
        try:
            file = _described(path, read_header(path))
        except KnownProblem as problem:
            if problem.code == "submission_not_ours" and _is_receipt(path):
                return None
            return _Head(path, replace(plain, reason=self._problem(problem, path)))
        return _Head(path, replace(file, reason=self._refusal(file)))

    def region(self, group: Sequence[_Head]) -> RegionReturn:
        """The files of one region, the most corrected first."""
        code = group[0].file.code
        done: list[CountyFile] = []
        taken: CountyFile | None = None
        figures: tuple[Observation, ...] = ()
        questions: tuple[Finding, ...] = ()
        statements: tuple[CountyStatement, ...] = ()
        for head in group:
            file = head.file
            if not file.reason:
                file = self._against(file, taken)
            if not file.reason:
                file, read, asked, said = self._read(head)
                if file.accepted:
                    taken, figures, questions, statements = file, read, asked, said
                    self._levels[code] = file.level
            done.append(file)
        answer = taken or (done[0] if code and code != self._city.region.code else None)
        return RegionReturn(code, tuple(done), answer, figures, questions, statements)

    def _refusal(self, file: CountyFile) -> str:
        """Why the file is not what is asked for, "" where it is."""
        if not file.code:
            return self._say("no_code")
        if file.code == self._city.region.code:
            return self._say("own", code=file.code)
        if file.level in _LEVELS and _LEVELS.index(file.level) > _LEVELS.index(self._city.region.level):
            return self._say("higher", level=self._words.say(f"rollup.level.{file.level}"))
        if file.year != self._year:
            return self._say("wrong_year", found=file.year, year=self._year)
        return ""

    def _against(self, file: CountyFile, taken: CountyFile | None) -> CountyFile:
        """``file``, refused where the one taken in this time or earlier stands in its place."""
        stored = self._city.county_submissions.get((file.code, self._year))
        if taken is not None:
            number, digest, source = taken.corrections, taken.digest, taken.file
        elif stored is not None and stored.digest != file.digest:
            number, digest, source = stored.corrections or 0, stored.digest, stored.source
        else:
            return file
        if file.digest == digest:
            reason = self._say("same_content", source=source)
            return replace(file, reason=reason, superseded=True)
        if file.corrections < number:
            reason = self._say("older", stored=number, found=file.corrections, source=source)
            return replace(file, reason=reason, superseded=True)
        if file.corrections == number:
            return replace(file, reason=self._say("same_number", number=number, source=source))
        return file

    def _read(
        self, head: _Head
    ) -> tuple[CountyFile, tuple[Observation, ...], tuple[Finding, ...], tuple[CountyStatement, ...]]:
        """The file with all its figures, or refused."""
        file = head.file
        try:
            submission = read_submission(head.path)
        except KnownProblem as problem:
            return replace(file, reason=self._problem(problem, head.path)), (), (), ()
        reason = self._tampered(submission) or self._nested(file)
        if reason:
            return replace(file, reason=reason), (), (), ()
        region = Region(file.region, file.code, self._level(file))
        try:
            figures = checked_again(self._city, sent_figures(submission, region), self._checker)
        except NotAsTypedError as fault:
            name = self._name(fault.address.indicator)
            return replace(file, reason=self._say("rows_disagree", indicator=name)), (), (), ()
        questions = tuple(f for f in figures.findings if f.open)
        errors = sum(f.severity == "error" for f in questions)
        read = replace(file, accepted=True, errors=errors, warnings=len(questions) - errors)
        said = statements_of(submission, region)
        return (
            replace(read, reason=self._remark(read, figures.unknown)),
            figures.observations,
            questions,
            said,
        )

    def _tampered(self, submission: Submission) -> str:
        if not submission.intact:
            return self._say("rows_changed")
        for row in submission.rows:
            if row.region != submission.region:
                return self._say("rows_disagree", indicator=self._name(row.indicator))
        if not submission.differences:
            return ""
        first, count = submission.differences[0], len(submission.differences)
        return self._say(
            "figure_changed",
            place=first.place,
            indicator=self._name(first.indicator),
            machine=first.machine,
            seen=first.seen,
            more=self._say("more_changed", count=count) if count > 1 else "",
        )

    def _nested(self, file: CountyFile) -> str:
        """A county within a prefecture whose own submission is taken in, or the other way round."""
        if file.level not in _LEVELS:
            return ""
        for code, level in self._levels.items():
            if level not in _LEVELS or code == file.code or level == file.level:
                continue
            upper, lower = (
                (code, file.code) if _LEVELS.index(level) > _LEVELS.index(file.level) else (file.code, code)
            )
            if lower.startswith(upper[:4] if upper[4:] == "00" and upper[2:] != "0000" else upper[:2]):
                return self._say("nested", other=code)
        return ""

    def _remark(self, file: CountyFile, unknown: Sequence[str]) -> str:
        counts = (("question_errors", file.errors), ("question_warnings", file.warnings))
        what = "，".join(self._say(key, count=count) for key, count in counts if count)
        said = self._say("questions", what=what) if what else ""
        if unknown:
            said += self._say("unknown", count=len(unknown), first=unknown[0])
        return said

    def _level(self, file: CountyFile) -> Level:
        return next((level for level in _LEVELS if level == file.level), "county")

    def _name(self, code: str) -> str:
        return self._city.library[code].name if code in self._city.library else code

    def _say(self, key: str, /, **slots: object) -> str:
        return self._words.say(f"rollup.{key}", **slots)

    def _problem(self, problem: KnownProblem, path: Path) -> str:
        """The sentence with the file's name alone: all of them stand in one folder."""
        return self._words.problem(KnownProblem(problem.code, **{**problem.slots, "path": path.name}))


def _described(path: Path, header: Mapping[str, str]) -> CountyFile:
    code = header.get("region", "")
    lawful = len(code) == _CODE_DIGITS and code.isascii() and code.isdigit()
    name = "".join(c for c in header.get("region_name", "") if c.isprintable()).strip()
    return CountyFile(
        path.name,
        name[:_MOST_NAME],
        code if lawful else "",
        year=int(header["year"]),
        corrections=int(header["corrections"]),
        level=header.get("level", ""),
        digest=header.get("checksum", ""),
        program=header.get("program", "")[:_MOST_NAME],
        sample=bool(header.get("sample", "")),
    )


def _is_receipt(path: Path) -> bool:
    try:
        return read_machine_rows(path, RECEIPT_COLUMNS).header.get("plandesk") == RECEIPT
    except KnownProblem:
        return False
