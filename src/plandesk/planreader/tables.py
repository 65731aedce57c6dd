"""Tables of targets in a section of goals: each row said as a sentence the grammar reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plandesk.planreader.paragraphs import Mark, Paragraph

_NAME = re.compile("指标(?:名称|内容)?|名称|项目|主要指标|监测指标|内容")
_UNIT = re.compile("单位|计量单位")
_NO = re.compile("序号|编号|类别|领域|属性|性质|责任.*|备注|牵头.*")
_BASE = re.compile("现状.*|基期.*|基数|现值|2020年?(?:现状|实际|基数|基期|完成)?.*|(?:20[01]\\d)年?.*")
_YEAR = re.compile(r"20\d\d")
_GOAL = re.compile("目标.*|.*目标值?|.*规划值|指标值|20\\d\\d年?.*")


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    unit: int | None
    goals: tuple[tuple[int, str], ...]  # (column, year or "")
    base: tuple[int, str] | None = None  # the column of how things stood, with its year


def without_tables(section: Sequence[Paragraph]) -> list[Paragraph]:
    """``section`` with its tables of targets said as numbered sentences; other rows stay as they are."""
    result: list[Paragraph] = []
    columns: _Columns | None = None
    marks = [p.mark for p in section if p.mark is not None and not p.row]
    last = max((mark.value for mark in marks if mark.kind == "number"), default=0)
    for paragraph in section:
        if not paragraph.row:
            columns = None
            result.append(paragraph)
            continue
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        if paragraph.mark is not None and paragraph.mark.kind == "number":
            cells.insert(0, str(paragraph.mark.value))  # the row's own number was taken for a paragraph's
        header = _columns(cells)
        if header is not None:
            columns = header
            continue
        sentence = _said(cells, columns) if columns is not None else ""
        if not sentence:
            result.append(paragraph)
            continue
        last += 1
        ends = (paragraph.places[0],) * (len(sentence) - 1) + (paragraph.places[-1],)
        result.append(replace(paragraph, text=sentence, places=ends, mark=Mark("number", last)))
    return result


def _columns(cells: Sequence[str]) -> _Columns | None:
    """What the columns hold, None where ``cells`` are no head of a table of targets."""
    if any(re.fullmatch(r"[≥≤<>]?\d+(?:\.\d+)?%?", cell) for cell in cells if not _YEAR.fullmatch(cell)):
        return None
    name = next((k for k, cell in enumerate(cells) if _NAME.fullmatch(cell)), None)
    unit = next((k for k, cell in enumerate(cells) if _UNIT.fullmatch(cell)), None)
    goals = tuple(
        (k, year[0] if (year := _YEAR.search(cell)) else "")
        for k, cell in enumerate(cells)
        if k not in (name, unit)
        and _GOAL.fullmatch(cell)
        and not _BASE.fullmatch(cell)
        and not _NO.fullmatch(cell)
    )
    base = next(
        (
            (k, _YEAR.findall(cell)[0])
            for k, cell in enumerate(cells)
            if _BASE.fullmatch(cell) and _YEAR.search(cell)
        ),
        None,
    )
    return _Columns(name, unit, goals, base) if name is not None and goals else None


def _said(cells: Sequence[str], columns: _Columns) -> str:
    """The row as a sentence, ``""`` where it says nothing."""
    name = cells[columns.name] if columns.name < len(cells) else ""
    name, own_unit = _unit_apart(name)
    unit = cells[columns.unit] if columns.unit is not None and columns.unit < len(cells) else own_unit
    unit = unit if unit not in ("-", "—", "/") else ""
    parts = []
    for column, year in columns.goals:
        value = cells[column].strip() if column < len(cells) else ""
        if value and (said := _value_said(value, unit)):
            parts.append(f"{year}年{said}" if year else said)
    stood = ""
    if columns.base is not None and columns.base[0] < len(cells):
        figure = cells[columns.base[0]].strip()
        if re.fullmatch(r"\d+(?:\.\d+)?(?:%|‰)?", figure) and len(columns.goals) == 1:
            stood = f"由{columns.base[1]}年的{figure}{'' if figure[-1] in '%‰' else _plain_unit(unit)}"
    return f"{name}{stood}{'，'.join(parts)}。" if len(name) > 1 and parts else ""


def _unit_apart(name: str) -> tuple[str, str]:
    """「孕产妇死亡率（1/10万）」 → name and unit."""
    found = re.fullmatch(
        "(?P<name>.+?)[（(](?P<unit>(?:%|‰|1?/10万|/万|岁|年|个|张|名|人|所|小时|元))[）)]", name
    )
    return (found["name"], found["unit"]) if found else (name, "")


def _plain_unit(unit: str) -> str:
    return re.sub("^1/", "/", unit.replace("人/10万", "/10万"))


def _value_said(value: str, unit: str) -> str:
    unit = _plain_unit(unit)
    if not re.search(r"\d", value):
        return value if re.search("提高|下降|增加|减少|降低|提升|缩小|全覆盖|延长", value) else ""
    if not re.search("%|‰|/", value):
        value = re.sub(r"(\d+(?:\.\d+)?)(?!.*\d)", rf"\g<1>{unit}", value)
    return value if re.match("[≥≤<>]|不|达|控|超|高|低|小|大", value) else f"达到{value}"
