"""What a county said beside its figures, and how the counties rank, in the words of the city's page."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from plandesk.core.adding_up import Compared, Rank
from plandesk.core.figures import cell_words
from plandesk.core.import_lines import work_name
from plandesk.core.records import CountyStatement
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import WorkKey
from plandesk.core.words import Words

_ORDER = ("break", "explanation", "assessment", "work")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CountySaid", text)


def said_lines(snapshot: Snapshot, code: str, year: int, words: Words) -> tuple[str, ...]:
    """Everything the county's submission of ``year`` says in words, a line each: 口径变动, explanations, 自评, units."""
    mine = [s for s in snapshot.county_statements.values() if (s.region, s.year) == (code, year)]
    mine.sort(key=lambda s: (_ORDER.index(s.kind), s.subject, s.cell, s.owner))
    lines = [_line(s, snapshot, words) for s in mine]
    samples = sum(o.origin == "sample" for k, o in snapshot.counties.get(code, {}).items() if k.year == year)
    told = [_tr("示例数{count}格，不是这个县区的真实数据。").format(count=samples)] if samples else []
    if not lies_in(code, snapshot.region.code):
        told.append(
            _tr("代码{code}不在本地区（{own}）之内，请核对是不是下级地区。").format(
                code=code, own=snapshot.region.code
            )
        )
    return (*told, *lines)


def lies_in(code: str, own: str) -> bool:
    """Whether a region's code says that it belongs to ``own``: 140881 to 140800 and 140000, 210902 to neither.

    A remark only: development zones count under codes of their own.
    """
    return code.startswith(own[: 2 if own.endswith("0000") else 4 if own.endswith("00") else 6])


def _line(said: CountyStatement, snapshot: Snapshot, words: Words) -> str:
    if said.kind == "break":
        name = _indicator(said.subject, "", snapshot)
        return _tr("口径变动  {name}自{year}年起：{text}").format(name=name, year=said.cell, text=said.text)
    if said.kind == "explanation":
        name = _indicator(said.subject, said.cell, snapshot)
        return _tr("审核说明  {name}：{text}").format(name=name, text=said.text)
    if said.kind == "assessment":
        answer = words.say(f"workbook.work_{said.answer}") if said.answer else ""
        goal = work_name(snapshot, WorkKey("goal", f"{said.owner}/{said.subject}"), words)
        return _tr("自评  目标{goal}：{answer} {text}").format(goal=goal, answer=answer, text=said.text)
    kind, _, name = said.subject.partition("/")
    about = work_name(snapshot, WorkKey("measure" if kind == "measure" else "text", name), words)
    return _tr("{unit}  {about}：{text}").format(unit=said.owner, about=about, text=said.text)


def _indicator(code: str, cell: str, snapshot: Snapshot) -> str:
    name = snapshot.indicator(code).name if code in snapshot.library else code
    part = cell_words(cell)
    return f"{name}（{part}）" if part else name


def rank_words(one: Compared, names: Mapping[str, str]) -> str:
    """The counties in their order, each with its figure and what forbids taking it at its face."""
    placed = [r for r in one.ranks if r.place is not None]
    rest = [r for r in one.ranks if r.place is None]
    parts = [_tr("{place} {who}").format(place=r.place, who=_who(r, names)) for r in placed]
    told = "；".join(parts)
    if rest:
        told += "\n" if told else ""
        told += _tr("不排位（有误或不足20例）：{who}").format(who="；".join(_who(r, names) for r in rest))
    return told or _tr("这个指标不比较高低。")


def _who(rank: Rank, names: Mapping[str, str]) -> str:
    marks = [_tr("示例")] if rank.sample else []
    marks += [_tr("{year}年口径变动").format(year=rank.broken)] if rank.broken else []
    told = f"（{'，'.join(marks)}）" if marks else ""
    return f"{names.get(rank.region) or rank.region} {rank.shown}{told}"
