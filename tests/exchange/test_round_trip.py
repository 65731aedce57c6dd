"""Every unit's form of two counties through LibreOffice: every value comes back, none altered."""

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from helpers.exchange_case import words
from plandesk.core.importing import Intake, take_in
from plandesk.core.member_units import unit_sections, units
from plandesk.core.records import CellKey, Observation
from plandesk.core.sample import sample_figures
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.collection import write_collections
from plandesk.exchange.returned_form import read_collection
from plandesk.store.national import load_national
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_library, load_pack

Figure = tuple[object, ...]


def county(place: str, path: Path) -> tuple[Snapshot, int]:
    """The county's two plans with sample figures of three years."""
    plans = [load_pack(f"{place}_women"), load_pack(f"{place}_children")]
    last = plans[0].period[1] - 1
    with PlanFile.create(
        path, region=plans[0].region, plans=plans, library=load_library(), by="王芳", words=words(),
        now=lambda: datetime(2025, 3, 10),
    ) as file:  # fmt: skip
        figures = sample_figures(
            file.snapshot(), range(last - 2, last + 1), seed=1, national=load_national(), words=words()
        )
        file.record(figures, origin="sample", label="示例")
        return file.snapshot(), last


def figure(observation: Observation) -> Figure:
    o = observation
    return o.value, o.numerator, o.denominator, o.status, o.note


def taken(path: Path, shot: Snapshot, year: int) -> Intake:
    form = read_collection(path, shot, words=words(), year=year)
    assert form.notes == ()
    return take_in(
        shot,
        form.cells,
        year,
        mode="both",
        words=words(),
        said=form.said,
        unit=form.unit,
        rejected=form.rejected,
    )


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("place", ["yongji", "haizhou"])
@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_every_value_of_every_unit_comes_back(tmp_path: Path, place: str, kind: str) -> None:
    shot, year = county(place, tmp_path / "county.plandesk")
    files = write_collections(shot, year, tmp_path / "forms", words=words())
    home = (tmp_path / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "back"), *map(str, files)], check=True, capture_output=True
    )
    codes = {
        row.indicator.code
        for unit in units(shot)
        for section in unit_sections(shot, unit)
        for row in section.rows
    }
    wanted = {k: figure(o) for k, o in shot.observations.items() if k.year == year and k.indicator in codes}
    empty = replace(shot, observations={})
    got: dict[CellKey, Figure] = {}
    for file in files:
        back = tmp_path / "back" / f"{file.stem}.{kind}"
        same = taken(back, shot, year)
        assert (same.accepted, same.conflicts, same.rejected) == (0, (), ()), back.name
        intake = taken(back, empty, year)
        assert intake.rejected == ()
        got.update({r.address: figure(r) for r in intake.records if isinstance(r, Observation)})
    assert len(wanted) > 250
    assert got == wanted
