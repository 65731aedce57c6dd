"""A returned form as lines to choose from, and what the choices write."""

from collections.abc import Mapping
from dataclasses import replace

from helpers.exchange_case import GAP, MORTALITY, SCREENING, WATER, YEAR, snapshot, typed, words
from plandesk.core.entry import set_status
from plandesk.core.import_lines import Choice, Line, lines_of, readable, records_of
from plandesk.core.importing import Compared, compared
from plandesk.core.indicator import Indicator
from plandesk.core.records import Assessment, CellKey, Observation, Record, Setting
from plandesk.core.returned_cells import FormCell, FormWords
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import PROBLEMS, WorkKey, goal_key

UNIT = "卫生健康局"
FIGURES = ("value", "numerator", "denominator", "status", "note")


def cell(of: Indicator, part: str = "", *, sent: Mapping[str, str] | None = None, **texts: str) -> FormCell:
    """A row as it came back; ``sent`` is what it went out with."""
    full = {f: texts.get(f, "") for f in FIGURES}
    places = {f: f"{column}11" for f, column in zip(FIGURES, "IGHKL", strict=True)}
    went = None if sent is None else {f: sent.get(f, "") for f in FIGURES}
    return FormCell("妇1妇女与健康", CellKey(of.code, YEAR, part), full, places, went)


def shot(*observations: Observation) -> Snapshot:
    return replace(snapshot(), observations={o.address: o for o in observations}, assessments={}, settings={})


def look(
    file: Snapshot, *cells: FormCell, said: tuple[FormWords, ...] = ()
) -> tuple[Compared, tuple[Line, ...]]:
    found = compared(file, cells, YEAR, words())
    return found, lines_of(file, found, said, (), YEAR, UNIT, words())


def written(file: Snapshot, choices: Mapping[int, Choice], *cells: FormCell) -> dict[CellKey, Observation]:
    found, lines = look(file, *cells)
    records = records_of(lines, choices, found, file, YEAR, UNIT, words())
    return {r.address: r for r in records if isinstance(r, Observation)}


SENT = {"numerator": "41280", "denominator": "90000"}
OURS = typed(SCREENING, YEAR, numerator="42106", denominator="90000")
CAME = cell(SCREENING, numerator="41986", denominator="90000", sent=SENT)


def test_a_field_changed_on_both_sides_waits_for_a_choice() -> None:
    _, [line] = look(shot(OURS), CAME)
    assert (line.kind, line.field, line.sent, line.ours, line.theirs) == (
        "both", "numerator", "41280", "42106", "41986",
    )  # fmt: skip
    assert line.first_pick == ""
    assert written(shot(OURS), {}, CAME) == {}
    assert written(shot(OURS), {0: Choice("ours")}, CAME) == {}
    theirs = written(shot(OURS), {0: Choice("theirs")}, CAME)[OURS.address]
    assert (theirs.numerator, theirs.denominator, theirs.origin) == (41986, 90000, "import")
    third = written(shot(OURS), {0: Choice("third", "42000")}, CAME)[OURS.address]
    assert (third.numerator, third.numerator_text) == (42000, "42000")


def test_fields_left_as_sent_are_no_lines_and_do_not_undo_the_files_own() -> None:
    """The unit changed one part, the county the other since: both stand."""
    ours = typed(SCREENING, YEAR, numerator="41280", denominator="95000")
    file, form = shot(ours), cell(SCREENING, numerator="42000", denominator="90000", sent=SENT)
    _, [line] = look(file, form)
    assert (line.kind, line.field) == ("changed", "numerator")
    [made] = written(file, {}, form).values()
    assert (made.numerator, made.denominator) == (42000, 95000)


def test_changed_and_new_fields_are_theirs_unless_refused() -> None:
    ours = typed(WATER, YEAR, value="88")
    file = shot(ours)
    cells = (
        cell(WATER, value="90", sent={"value": "88"}),
        cell(MORTALITY, numerator="1", denominator="3000", note="核过", sent={}),
    )
    _, lines = look(file, *cells)
    assert [(x.name, x.field, x.kind) for x in lines] == [
        (WATER.name, "value", "changed"), (MORTALITY.name, "numerator", "new"),
        (MORTALITY.name, "denominator", "new"), (MORTALITY.name, "note", "new"),
    ]  # fmt: skip
    made = written(file, {}, *cells)
    assert made.keys() == {ours.address, CellKey(MORTALITY.code, YEAR)}
    found = compared(file, cells, YEAR, words())
    assert set(made.values()) == {c.after for c in found.changes}
    some = written(file, {0: Choice("ours"), 3: Choice("ours")}, *cells)
    assert [o.note for o in some.values()] == [""]


def test_a_reason_takes_the_place_of_figures_and_is_shown_as_its_word() -> None:
    file = shot(typed(GAP, YEAR, value="3"))
    form = cell(GAP, status="未公布", sent={"value": "3"})
    _, [line] = look(file, form)
    assert (line.field, line.theirs, line.kind) == ("status", "未公布", "changed")
    [made] = written(file, {}, form).values()
    assert (made.status, made.text) == ("not_published", "")
    held = shot(set_status(None, CellKey(GAP.code, YEAR), "not_collected", "typed"))
    _, [line] = look(held, cell(GAP, status="未公布", sent={"status": "not_collected"}))
    assert (line.sent, line.ours, line.kind) == ("未统计", "未统计", "changed")


def test_parts_take_the_place_of_a_typed_rate() -> None:
    file = shot(typed(SCREENING, YEAR, value="60"))
    form = cell(SCREENING, numerator="65", denominator="100", value="65", sent={"value": "60"})
    [made] = written(file, {}, form).values()
    assert (made.text, made.numerator, made.value) == ("", 65, 65)


def test_what_cannot_be_taken_is_shown_last_with_its_place() -> None:
    file = shot()
    _, lines = look(
        file, cell(SCREENING, "sex=female", numerator="约2千", denominator="9"), cell(GAP, value="3")
    )
    assert [x.kind for x in lines] == ["new", "refused"]
    refused = lines[1]
    assert (refused.name, refused.field, refused.theirs) == (f"{SCREENING.name}（女）", "numerator", "约2千")
    assert refused.message.startswith("“妇1妇女与健康”G11：")
    assert written(file, {1: Choice("theirs")}, cell(GAP, value="3")).keys() == {CellKey(GAP.code, YEAR)}


def test_words_are_chosen_like_figures() -> None:
    goal, problems = goal_key("shifan_women", 1, "3"), WorkKey("text", PROBLEMS)
    said = (
        FormWords("工作情况", "E5", goal, "partly", "示卫发〔2024〕9号"),
        FormWords("工作情况", "E9", problems, "", "人手不足"),
    )
    file = replace(shot(), settings={f"work/{YEAR}/{UNIT}/text/{PROBLEMS}": "经费不足"})
    found, lines = look(file, said=said)
    assert [(x.name, x.field, x.ours, x.theirs, x.kind) for x in lines] == [
        ("存在的问题", "text", "经费不足", "人手不足", "changed"), ("服务更好", "answer", "", "部分", "new"),
        ("服务更好", "text", "", "示卫发〔2024〕9号", "new"),
    ]  # fmt: skip

    def made(choices: Mapping[int, Choice]) -> set[Record]:
        return set(records_of(lines, choices, found, file, YEAR, UNIT, words()))

    setting = f"work/{YEAR}/{UNIT}/text/{PROBLEMS}"
    assessment = Assessment("shifan_women", "1.3", YEAR, "partly", "示卫发〔2024〕9号")
    assert made({}) == {Setting(setting, "人手不足"), assessment}
    assert made({0: Choice("ours"), 2: Choice("third", "另文")}) == {replace(assessment, evidence="另文")}


def test_a_third_value_has_to_be_a_figure() -> None:
    _, [line] = look(shot(OURS), CAME)
    assert readable(line, "41,000", shot(OURS)) == ""
    assert readable(line, "未统计", shot(OURS)) == ""
    assert readable(line, "约4万", shot(OURS)) == "not_a_number"
