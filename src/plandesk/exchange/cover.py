"""The cover (封面), upright: whose figures, which year, the counts, the three rates in words, the signers."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from plandesk import __version__
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.plan import Plan
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.domain_page import compiler, signer_lines
from plandesk.exchange.figures_text import NO_DATA
from plandesk.exchange.grid import GridPage
from plandesk.exchange.look import (
    CENTRED,
    HEAD,
    SAMPLE_MARK,
    TEXT,
    Look,
    Style,
    lines_needed,
    row_height,
    set_up_page,
    set_widths,
)

_WIDTHS = (18.0, 27.0, 18.0, 27.0)
_TITLE = Style(face="title", size=18, align="center", wrap=True)
_CELL = CENTRED.but(size=11)
_LABEL = HEAD.but(size=11, frame="grid")
_LINE = Style(size=12)
_ROW = 26.0


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What the cover says beside the snapshot: its kind (submission, tables) and the version of the data."""

    kind: str
    data_version: str
    sample: bool


def draw_cover(
    look: Look,
    sheet: Worksheet,
    snapshot: Snapshot,
    year: int,
    *,
    words: Words,
    facts: CoverFacts,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    pages: Sequence[GridPage],
) -> None:
    """Writes the cover sheet from top to bottom."""
    set_widths(sheet, _WIDTHS)
    look.put(sheet, 1, 1, words.say("workbook.internal"), Style(face="hei", size=12))
    if facts.sample:
        look.merged(
            sheet, 1, 3, 4, words.say("workbook.cover_sample"), SAMPLE_MARK.but(size=12, align="right")
        )
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[2].height = 40
    row = 3
    titles = [p.title for p in snapshot.plans] + [words.say(f"workbook.cover_{facts.kind}", year=year)]
    for title in titles:
        look.merged(sheet, row, 1, 4, title, _TITLE)
        sheet.row_dimensions[row].height = row_height(lines_needed(title, sum(_WIDTHS), 18), 36, 18)
        row += 1
    sheet.row_dimensions[row].height = 28
    row = _facts_table(look, sheet, row + 1, _facts(snapshot, year, words, facts, findings))
    for plan in snapshot.plans:
        evaluation = next((e for e in evaluations if e.plan_id == plan.id), None)
        own = [p for p in pages if p.plan.id == plan.id]
        row = _plan_table(look, sheet, row, plan, own, evaluation, words)
    row = _signers(look, sheet, row + 1, snapshot, words, year)
    look.merged(sheet, row, 1, 4, words.say(f"workbook.cover_note_{facts.kind}"), Style(size=9, wrap=True))
    sheet.row_dimensions[row].height = 28
    sample = words.say("workbook.sample_print") if facts.sample else ""
    set_up_page(sheet, landscape=False, sample=sample, pages=1)


def _facts(
    snapshot: Snapshot, year: int, words: Words, facts: CoverFacts, findings: Sequence[Finding]
) -> list[tuple[str, str]]:
    say = words.say
    state = snapshot.years.get(year)
    corrections = (state.corrections or 0) if state is not None else 0
    data_to = next((p.monitoring.data_to for p in snapshot.plans), "")
    errors = sum(f.severity == "error" for f in findings)
    warnings = [f for f in findings if f.severity == "warning"]
    unexplained = sum(f.open for f in warnings)
    checked = (
        "cover_unexplained" if unexplained else "cover_all_explained" if warnings else "cover_no_warnings"
    )
    pairs = [
        (say("workbook.cover_sender"), compiler(snapshot, snapshot.region.name, data_to)),
        (say("workbook.cover_region"), f"{snapshot.region.name}（{snapshot.region.code}）"),
        (say("workbook.cover_year"), say("workbook.cover_year_value", year=year)),
        (say("workbook.cover_errors"), say("workbook.cover_errors_value", count=errors)),
        (say("workbook.cover_warnings"), say(f"workbook.{checked}", count=len(warnings), open=unexplained)),
        (say("workbook.cover_version"), facts.data_version),
        (say("workbook.cover_program"), f"plandesk {__version__}"),
    ]
    if facts.kind == "submission":
        times = say("workbook.cover_times_value", times=corrections + 1, corrections=corrections)
        receiver = snapshot.settings.get("submission_to", "")
        pairs[1:1] = [(say("workbook.cover_receiver"), receiver)]
        pairs.insert(4, (say("workbook.cover_times"), times))
        pairs.append((say("workbook.cover_breaks"), _breaks(snapshot, year, words)))
    else:
        pairs.append((say("workbook.cover_breaks"), _breaks(snapshot, year, words)))
    return pairs


def _breaks(snapshot: Snapshot, year: int, words: Words) -> str:
    count = sum(1 for _, since in snapshot.breaks if since == year)
    return (
        words.say("workbook.cover_breaks_value", count=count) if count else words.say("workbook.cover_none")
    )


def _facts_table(look: Look, sheet: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> int:
    for left, right in zip(pairs[::2], (*pairs[1::2], ("", "")), strict=False):
        for column, (label, value) in ((1, left), (3, right)):
            look.put(sheet, row, column, label, _LABEL)
            look.put(sheet, row, column + 1, value, _CELL)
        lines = max(lines_needed(left[1], _WIDTHS[1], 11), lines_needed(right[1], _WIDTHS[3], 11))
        sheet.row_dimensions[row].height = row_height(lines, _ROW, 11)
        row += 1
    return row


def _plan_table(
    look: Look,
    sheet: Worksheet,
    row: int,
    plan: Plan,
    pages: Sequence[GridPage],
    evaluation: Evaluation | None,
    words: Words,
) -> int:
    say = words.say
    look.merged(sheet, row, 1, 4, plan.title, _LABEL)
    sheet.row_dimensions[row].height = _ROW
    have, without, aside = _data_counts(pages)
    pairs = [
        (say("workbook.cover_indicators"), say("workbook.items", count=have + without + aside)),
        (say("workbook.cover_have"), say("workbook.items", count=have)),
        (say("workbook.cover_without"), say("workbook.items", count=without)),
        (say("workbook.cover_aside"), say("workbook.items", count=aside)),
    ]
    row = _facts_table(look, sheet, row + 1, pairs)
    if evaluation is None:
        return row
    sentence = rates_in_words(evaluation, words)
    look.put(sheet, row, 1, say("workbook.cover_rates"), _LABEL)
    look.merged(sheet, row, 2, 4, sentence, TEXT.but(size=11))
    sheet.row_dimensions[row].height = row_height(lines_needed(sentence, sum(_WIDTHS[1:]), 11), _ROW, 11) + 6
    return row + 1


def _data_counts(pages: Sequence[GridPage]) -> tuple[int, int, int]:
    """Indicators with a figure, without data, and without a case or not applicable; each once per plan."""
    have: dict[str, str] = {}
    for page in pages:
        for row in page.rows:
            if row.kind == "indicator":
                have[row.code] = "have" if row.value.number is not None else row.value.text
    figures = sum(text == "have" for text in have.values())
    without = sum(text == NO_DATA for text in have.values())
    return figures, without, len(have) - figures - without


def rates_in_words(evaluation: Evaluation, words: Words) -> str:
    """The three rates, each with its denominator, never one alone (design.md part 6)."""
    counts, rates = evaluation.counts, evaluation.rates
    sentences = [
        words.say(
            "workbook.rates_counts",
            counted=counts.counted,
            attained=counts.attained,
            not_attained=counts.not_attained,
            not_due=counts.not_due,
            no_data=counts.no_data,
        )
    ]
    three = (
        ("of_judged", rates.of_judged, counts.judged),
        ("of_due", rates.of_due, counts.due),
        ("of_all", rates.of_all, counts.counted),
    )
    for name, rate, base in three:
        key = f"workbook.rates_{name}" if rate is not None else f"workbook.rates_{name}_none"
        sentences.append(words.say(key, rate=rate, base=base))
    return "".join(sentences)


def _signers(look: Look, sheet: Worksheet, row: int, snapshot: Snapshot, words: Words, year: int) -> int:
    sheet.row_dimensions[row].height = 22
    lines = [*signer_lines(snapshot, words, year), words.say("workbook.signer_seal")]
    for left, right in zip(lines[::2], lines[1::2], strict=True):
        row += 1
        look.put(sheet, row, 1, left, _LINE)
        look.put(sheet, row, 3, right, _LINE)
        sheet.row_dimensions[row].height = 30
    sheet.row_dimensions[row + 1].height = 22
    return row + 2
