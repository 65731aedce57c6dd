"""Texts that begin like a formula, in every name and remark, in every workbook and mail: they stay texts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from helpers.counties import CITY, files, holding, read
from helpers.exchange_case import LIBRARY, YEAR, judged, snapshot, words
from plandesk.core.annual.options import ReportOptions
from plandesk.core.checking import Checker
from plandesk.core.importing import take_in
from plandesk.core.indicator import Library
from plandesk.core.papers.making import make_report
from plandesk.core.plan import Region
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.collection import collection_file_name, mail_text, reminder_text, write_collection
from plandesk.exchange.naming import file_name
from plandesk.exchange.receipts import write_receipt
from plandesk.exchange.report_tables import write_report_tables
from plandesk.exchange.returned_form import read_collection
from plandesk.exchange.sending_back import write_sent_back
from plandesk.exchange.submission import write_submission
from plandesk.exchange.tables import write_tables

LINK = '=HYPERLINK("http://a.example","x")'
STARTS = [LINK, "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1+1", "\r=1+1", "&D&[文件]", "＝1+1"]
# our own formulas, all of them on units' forms
OWN = re.compile(r"(?:IF\(COUNT\(|IF\(AND\()")


def hostile(start: str) -> Snapshot:
    """The invented county with ``start`` before every text a person can have typed."""
    shot = snapshot()
    renamed = {
        i.code: replace(i, name=f"{start}{i.name}", reporter=f"{start}局", definition=f"{start}口径")
        for form in LIBRARY.forms
        for i in form.indicators
    }
    forms = tuple(
        replace(f, title=f"{start}{f.title}", indicators=tuple(renamed[i.code] for i in f.indicators))
        for f in LIBRARY.forms
    )
    plans = tuple(
        replace(
            p,
            title=f"{start}{p.title}",
            region=Region(f"{start}县", "140899", "county"),
            domains=tuple(replace(d, name=f"{start}{d.name}") for d in p.domains),
        )
        for p in shot.plans
    )
    observations = {k: replace(o, note=f"{start}备注") for k, o in shot.observations.items()}
    settings = {name: f"{start}{name}" for name in ("signer_unit_head", "compiler", "reporting_unit")}
    return replace(
        shot,
        region=Region(f"{start}县", "140899", "county"),
        plans=plans,
        library=Library.of(forms),
        observations=observations,
        settings={**shot.settings, **settings},
        assessments={k: replace(a, evidence=f"{start}依据") for k, a in shot.assessments.items()},
    )


def formulas(path: Path) -> Iterator[str]:
    """Every formula of the workbook as its parts hold it, whatever cell it stands in."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                text = archive.read(name).decode()
                yield from re.findall(r"<f[^>]*>([^<]*)</f>", text)
            elif name.endswith(".rels"):
                # links lead to places in the book itself, never out of it
                assert b'TargetMode="External"' not in archive.read(name)


def harmless(path: Path, start: str) -> None:
    """No formula but our own; the hostile text is there as a text that stays one when its cell is typed in again."""
    assert [f for f in formulas(path) if not OWN.match(f)] == []
    found = 0
    for sheet in load_workbook(path).worksheets:
        assert not {"&D", "&[文件]"} & set(
            re.findall(r"(?<!&)&(?:D|\[文件\])", sheet.oddHeader.left.text or "")
        )
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if not isinstance(value, str) or OWN.match(value[1:]):
                    continue
                if value.lstrip().startswith(start.strip()):
                    found += 1
                    assert cell.data_type == "s", cell.coordinate
                    assert cell.quotePrefix or value[0] not in "=+-@\t\r", (sheet.title, cell.coordinate)
    assert found


@pytest.mark.parametrize("start", STARTS)
def test_forms_out_and_back(start: str, tmp_path: Path) -> None:
    shot = hostile(start)
    unit = f"{start}局"
    path = tmp_path / collection_file_name(unit, YEAR, words())
    assert path.parent == tmp_path
    write_collection(shot, YEAR, unit, path, words=words())
    harmless(path, start)
    form = read_collection(path, shot, words=words())
    assert form.rejected == ()
    intake = take_in(shot, form.cells, YEAR, mode="both", words=words(), said=form.said, unit=unit)
    assert not intake.conflicts
    back = tmp_path / "back.xlsx"
    write_sent_back(
        shot, form, intake, Checker(shot.library, words()).check(shot, YEAR), unit, back, words=words()
    )
    harmless(back, start)


@pytest.mark.parametrize("start", STARTS)
def test_working_tables_submission_and_receipt(start: str, tmp_path: Path) -> None:
    shot = hostile(start)
    findings, evaluations = judged(shot, YEAR)
    tables, inbox = tmp_path / "t.xlsx", tmp_path / "inbox"
    inbox.mkdir()
    write_tables(shot, YEAR, tables, words=words(), evaluations=evaluations, findings=findings)
    harmless(tables, start)
    sent = inbox / "s.xlsx"
    write_submission(shot, YEAR, sent, words=words(), evaluations=evaluations, findings=findings)
    harmless(sent, start)
    city = replace(CITY, library=shot.library, region=Region(f"{start}市", "140800", "prefecture"))
    [returned] = read(inbox, city)
    [answer] = files([returned]).values()
    receipt = tmp_path / "r.xlsx"
    at = datetime(2025, 4, 20, 10)
    write_receipt(answer, returned, holding([returned], city), receipt, words=words(), at=at)
    harmless(receipt, start)


@pytest.mark.parametrize("start", STARTS)
def test_tables_of_a_report(start: str, tmp_path: Path) -> None:
    shot = hostile(start)
    findings, evaluations = judged(shot, YEAR)
    report = make_report(
        "compendium", shot, evaluations, findings, words(), month="2025年6月", options=ReportOptions()
    )
    path = tmp_path / "t.xlsx"
    write_report_tables(report, path, words=words(), year=YEAR)
    harmless(path, start)


@pytest.mark.parametrize("start", STARTS)
def test_mails_are_plain_text_with_a_lawful_file_name(start: str) -> None:
    shot, unit = hostile(start), f"{start}局"
    name = collection_file_name(unit, YEAR, words())
    assert name in mail_text(shot, YEAR, unit, words())
    assert reminder_text(shot, YEAR, unit, None, words())
    assert not set(name) & set('\\/:*?"<>|\t\r\n')


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "..\\..\\x",
        "CON",
        "nul.txt",
        "县...",
        "县 ",
        "长" * 300,
        "a/b",
        "\u202e县",
        "COM¹",
        " ",
        "CONIN$",
    ],
)
def test_file_names_are_lawful_on_windows(name: str) -> None:
    made = file_name(name)
    assert made
    assert made == made.strip(". ")
    assert len(made) <= 81
    assert not set(made) & set('\\/:*?"<>|')
    assert made.isprintable()
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\..*)?", made)
