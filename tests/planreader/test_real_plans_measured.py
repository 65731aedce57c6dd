"""The three real documents against the packs people read from them; they stand where PLANDESK_SEEDS says."""

from pathlib import Path

import pytest

from helpers.damaged_plans import DAMAGES, as_pdf, as_word
from helpers.plan_scores import SEEDS, Scores, scores, seeds_folder
from plandesk.planreader.drafts import read_document
from plandesk.store.shelf import load_library, load_pack, load_words

FOLDER = seeds_folder()
if FOLDER is None:
    pytest.skip("PLANDESK_SEEDS is unset: the real documents are not here", allow_module_level=True)


def _scores(name: str, path: Path) -> Scores:
    packs = {audience: load_pack(f"{name}_{audience}") for audience in ("women", "children")}
    drafts = read_document(path, load_library(), load_words()).drafts
    assert sorted(draft.plan.audience for draft in drafts) == ["children", "women"]
    return scores((draft, packs[draft.plan.audience]) for draft in drafts)


@pytest.mark.parametrize("name", SEEDS)
def test_read_as_people_read_it(name: str) -> None:
    found = _scores(name, FOLDER / SEEDS[name])
    assert found.goals_wrong == []
    assert min(found.goals.recall, found.goals.precision) >= 0.95, str(found.goals)
    assert found.measures.recall >= 0.85, str(found.measures)
    assert found.directions.recall >= 0.8, str(found.directions)
    assert found.goals.same_indicator >= 0.95 * found.goals.wanted


@pytest.mark.parametrize("name", SEEDS)
def test_heads_as_people_read_them(name: str) -> None:
    for draft in read_document(FOLDER / SEEDS[name], load_library(), load_words()).drafts:
        pack = load_pack(f"{name}_{draft.plan.audience}")
        read = draft.plan
        assert read.id == pack.id
        assert (read.period, read.doc_no, read.issued) == (pack.period, pack.doc_no, pack.issued)
        assert (read.region.name, read.region.level) == (pack.region.name, pack.region.level)
        assert read.title.replace("—", "－") == pack.title.replace("—", "－")
        assert [d.form for d in read.domains] == [d.form for d in pack.domains]
        for ours, theirs in zip(read.domains, pack.domains, strict=True):
            assert [m.no for m in ours.measures] == [m.no for m in theirs.measures]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_costs_no_more_than_five_points(damage: str, tmp_path: Path) -> None:
    name = list(SEEDS)[list(DAMAGES).index(damage) % 2]
    path = tmp_path / "copy.txt"
    path.write_text(DAMAGES[damage]((FOLDER / SEEDS[name]).read_text(encoding="utf-8")), encoding="utf-8")
    found = _scores(name, path)
    assert min(found.goals.recall, found.goals.precision) >= 0.95, str(found.goals)
    assert found.directions.recall >= 0.9, str(found.directions)


def test_word_and_pdf_of_a_real_plan(tmp_path: Path) -> None:
    text = (FOLDER / SEEDS["yongji"]).read_text(encoding="utf-8")
    for make, file in ((as_word, "copy.docx"), (as_pdf, "copy.pdf")):
        make(text, tmp_path / file)
        found = _scores("yongji", tmp_path / file)
        assert min(found.goals.recall, found.goals.precision) >= 0.95, f"{file}: {found.goals}"
