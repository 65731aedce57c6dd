"""rollup, receipt: the counties' submissions at the next level, and what comes back to the county."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from plandesk.cli.context import Context, print_json, say
from plandesk.core.adding_up import Compared, breaks_in, compared, expected_regions, in_form_order
from plandesk.core.checking import Checker
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Record
from plandesk.core.snapshot import Snapshot
from plandesk.store.plan_file import PlanFile

if TYPE_CHECKING:
    from plandesk.exchange.counties import CountyFile


def rollup(context: Context, args: Namespace) -> int:
    """Reads the counties' submissions of a folder into a city's file, one step of undo, and adds them up.

    The totals cover every county the file holds of the year, also from earlier folders. Expected (and named as
    ``missing`` where they gave nothing to add) are all codes ever accepted into the file, whatever the year, and
    those of this folder's files, accepted or not.
    """
    from plandesk.exchange.counties import CountyFile, county_paths, read_counties
    from plandesk.exchange.receipts import ReceiptTray

    paths = county_paths(Path(args.folder))
    done: list[CountyFile] = []
    with context.open(args.file, by=args.by) as file:
        city = file.snapshot()
        checker = Checker(city.library, context.words)
        at = context.now()
        folder = Path(args.receipts) if args.receipts else None
        with ReceiptTray(folder, words=context.words, at=at) if folder else nullcontext() as tray:

            def parts() -> Iterator[tuple[Record, ...]]:
                for returned in read_counties(paths, city, args.year, checker=checker, words=context.words):
                    done.extend(returned.files)
                    if tray is not None:
                        tray.put(returned, city)
                    yield returned.records(city, at.isoformat(timespec="seconds"))

            label = context.words.say("log.rollup", year=args.year)
            file.record_in_parts(parts(), origin="import", label=label)
            if tray is not None:
                tray.publish()
        done.sort(key=lambda f: f.file)
        codes = {f.code for f in done if f.code and f.code != city.region.code}
        expected = expected_regions(city.county_submissions, codes)
        totals = _totals(file, city, args.year, expected, with_ranks=args.compare)
    if args.json:
        answer = {"files": [f.to_mapping() for f in done], "totals": _total_mappings(totals, city)}
        print_json(answer | ({"ranks": _rank_mappings(totals)} if args.compare else {}))
    else:
        _say_rollup(context, args.folder, done, totals)
    wrong = any(f.errors or not (f.accepted or f.superseded) for f in done)
    return 1 if wrong else 0


def receipt(context: Context, args: Namespace) -> int:
    """What the next level says of this county's submission."""
    from plandesk.exchange.receipts import read_receipt

    with context.look(args.file) as file:
        snapshot = file.snapshot()
    read = read_receipt(Path(args.receipt))
    if read.region != snapshot.region.code:
        raise KnownProblem(
            "receipt_other_region", path=args.receipt, region=f"{read.region_name}（{read.region}）"
        )
    state = snapshot.years.get(read.year)
    current = (state.corrections or 0) if state is not None else 0
    if args.json:
        fields = ("severity", "rule", "indicator", "cell", "shown", "message", "advice")
        print_json(
            {"region": read.region, "year": read.year, "state": read.state, "reason": read.reason or None,
             "sender": read.sender_code, "at": read.at, "corrections": read.corrections,
             "outdated": read.corrections != current,
             "questions": [{name: getattr(q, name) for name in fields} for q in read.questions]}
        )  # fmt: skip
    else:
        word = context.words.say(f"rollup.state.{read.state}")
        say(
            context.words.say(
                "receipt.said.head", year=read.year, sender=read.sender, at=read.when, state=word
            )
        )
        for line in (read.reason, *(f"{q.message}{q.advice}" for q in read.questions)):
            if line:
                say(line)
        if read.corrections != current:
            say(context.words.say("receipt.said.outdated", corrections=read.corrections, current=current))
    return 1 if read.state == "returned" or any(q.severity == "error" for q in read.questions) else 0


def _totals(
    file: PlanFile, city: Snapshot, year: int, expected: frozenset[str], *, with_ranks: bool
) -> tuple[Compared, ...]:
    """Straight from the file, one cell's figures at a time; ranks are kept only where they are asked for."""
    breaks = breaks_in(file.snapshot(), year) if with_ranks else None
    found = compared(
        file.county_observations(year), city.library, expected, with_ranks=with_ranks, breaks=breaks
    )
    return in_form_order((c for c in found if c.total is not None or c.ranks), city.library)


def _total_mappings(totals: tuple[Compared, ...], city: Snapshot) -> list[dict[str, object]]:
    return [c.total.to_mapping(city.library[c.address.indicator]) for c in totals if c.total is not None]


def _rank_mappings(totals: tuple[Compared, ...]) -> list[dict[str, object]]:
    return [
        {"indicator": c.address.indicator, "cell": c.address.cell,
         "regions": [{"code": r.region, "rank": r.place, "value": r.shown, "sample": r.sample, "break": r.broken}
                     for r in c.ranks]}
        for c in totals if c.ranks
    ]  # fmt: skip


def _say_rollup(
    context: Context, folder: str, done: "list[CountyFile]", totals: tuple[Compared, ...]
) -> None:
    words = context.words
    if not done:
        say(words.say("rollup.empty", folder=folder))
    for f in done:
        state = words.say(f"rollup.state.{f.state}")
        say(
            words.say(
                "rollup.file_line", file=f.file, code=f.code, region=f.region, state=state, reason=f.reason
            )
        )
    accepted = sum(f.accepted for f in done)
    sums = [c.total for c in totals if c.total is not None]
    partial = sum(bool(t.missing) for t in sums)
    say(
        words.say(
            "rollup.summary", files=len(done), accepted=accepted, refused=len(done) - accepted, totals=len(sums),
            partial=partial,
        )
    )  # fmt: skip
