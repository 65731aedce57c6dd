"""A folder of counties' submissions made with the real packs, each county with samples of its own."""

from dataclasses import replace
from pathlib import Path

from plandesk.core.checking import Checker
from plandesk.core.judging import evaluate
from plandesk.core.plan import Region
from plandesk.core.sample import sample_figures
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.submission import write_submission
from plandesk.store.national import load_national
from plandesk.store.shelf import load_library, load_pack, load_words

PACKS = ("yongji_women", "yongji_children")
YEAR = 2024


def made_county(code: str, seed: int, years: tuple[int, ...] = (YEAR,)) -> Snapshot:
    """A county of both 永济 plans under its own name and code, sample figures of ``years``."""
    plans = tuple(load_pack(pack) for pack in PACKS)
    empty = Snapshot(f"file-{code}", Region(f"示范{code}县", code, "county"), plans, load_library())
    figures = sample_figures(empty, years, seed=seed, national=load_national(), words=load_words())
    return replace(empty, observations={o.address: o for o in figures})


def send(county: Snapshot, path: Path, year: int = YEAR) -> Path:
    """The county's submission of ``year``, as the command line writes it."""
    words = load_words()
    findings = Checker(county.library, words).check(county, year)
    evaluations = [evaluate(county, plan, year, findings, words=words) for plan in county.plans]
    write_submission(county, year, path, words=words, evaluations=evaluations, findings=findings)
    return path


def folder_of(folder: Path, count: int) -> Path:
    """``count`` counties' submissions in ``folder``; codes from 140801 on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        code = f"{140800 + number}"
        send(made_county(code, number), folder / f"{code}.xlsx")
    return folder
