"""A further plan in the open file: from a pack that ships, from a draft read from its document, or from nothing."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from plandesk.core.blank_plan import blank_plan
from plandesk.core.indicator import Form
from plandesk.core.plan import Plan
from plandesk.core.problems import KnownProblem
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.edit_form import Field, Step, Task, Values
from plandesk.desktop.plans.edit_heads import need, said
from plandesk.store import shelf

_PACK = "pack "
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_YEARS = re.compile(r"([0-9]{4})\s*[-—–－~至到]+\s*([0-9]{4})")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def new_plan(desk: Desk) -> Task:
    """One step: the plan, and the forms it needs beside those of the file."""
    packs = _packs(desk)
    sources = (
        *((_PACK + plan.id, _tr("规划包：{title}").format(title=plan.title)) for plan in packs),
        ("draft", _tr("从规划文件读出的草稿")),
        ("blank", _tr("从空白新建")),
    )
    audiences = (("women", _tr("妇女规划")), ("children", _tr("儿童规划")))

    def blank(v: Values) -> bool:
        return v["source"] == "blank"

    fields = (
        Field("source", _tr("从哪里来"), "choice", sources),
        Field("draft", _tr("草稿文件"), "file", hint=_tr("“读入规划文件”保存的草稿，.toml"), shown=lambda v: v["source"] == "draft"),
        Field("audience", _tr("人群"), "choice", audiences, shown=blank),
        Field("title", _tr("规划名称"), hint=_tr("如 某县儿童发展规划"), shown=blank),
        Field("period", _tr("规划期"), hint=_tr("如 2021—2030"), shown=blank),
        Field("domains", _tr("领域"), hint=_tr("用顿号隔开，如 儿童与健康、儿童与教育"), shown=blank),
    )  # fmt: skip

    def make(values: Values) -> Step:
        plan, local = _chosen(desk, values, packs)
        # imported when first needed: the window opens without the reader of documents
        from plandesk.planreader.further_plans import further_plan

        try:
            plan, forms = further_plan(desk.snapshot, plan, local, desk.library())
        except KnownProblem as problem:
            raise NotReadyError(desk.words.problem(problem)) from None
        return Step(said(desk, "plan_added", title=plan.title), (plan,), forms, goes_to=f"plan {plan.id}")

    first, last = desk.plan.period
    other = "children" if desk.plan.audience == "women" else "women"
    values = {"source": sources[0][0], "audience": other, "period": f"{first}—{last}"}
    told = _tr("加进这个数据文件，和现有规划共用指标和数据。")
    if any(state.sealed for state in desk.snapshot.years.values()):
        told += _tr("已封存的年份要先更正，才能补填新规划的数。")
    return Task(_tr("增加规划"), fields, make, values, told, asks_reason=False)


def _packs(desk: Desk) -> tuple[Plan, ...]:
    """The packs of this county that the file has not."""
    held, code = {plan.id for plan in desk.snapshot.plans}, desk.snapshot.region.code
    packs = (shelf.load_pack(pack) for pack in shelf.pack_ids() if pack not in held)
    return tuple(plan for plan in packs if plan.region.code == code)


def _chosen(desk: Desk, values: Values, packs: Sequence[Plan]) -> tuple[Plan, Sequence[Form]]:
    source = values["source"]
    if source.startswith(_PACK):
        return next(plan for plan in packs if _PACK + plan.id == source), ()
    if source == "draft":
        return _read(desk, need(values, "draft", _tr("草稿文件")))
    title = need(values, "title", _tr("规划名称"))
    years = _YEARS.fullmatch(values["period"].removesuffix("年"))
    first, last = (int(year) for year in years.groups()) if years is not None else (1, 0)
    if not 1990 <= first <= last <= 2100:
        raise NotReadyError(_tr("规划期应写成首年和末年，如 2021—2030。"))
    names = [name for part in _SEPARATORS.split(values["domains"]) if (name := part.strip())]
    if not names:
        raise NotReadyError(_tr("还没有领域。请写上，用顿号隔开。"))
    if len(set(names)) < len(names):
        raise NotReadyError(_tr("领域名称有重复。请改正。"))
    from pypinyin import lazy_pinyin

    library, region = desk.snapshot.library, desk.snapshot.region
    audience = "women" if values["audience"] == "women" else "children"
    plan, grown = blank_plan(
        title, region, audience, (first, last), names, library, lambda name: "".join(lazy_pinyin(name))  # type: ignore[arg-type]
    )  # fmt: skip
    return plan, [form for form in grown.forms if form not in library.forms]


def _read(desk: Desk, text: str) -> tuple[Plan, Sequence[Form]]:
    from plandesk.planreader.draft_files import read_draft

    path = Path(text.strip("\"'“”"))
    if path.suffix.lower() != ".toml":
        raise NotReadyError(_tr("这不是草稿（.toml）。规划文件先用开始页的“读入规划文件”读成草稿。"))
    try:
        return read_draft(path)
    except KnownProblem as problem:
        raise NotReadyError(desk.words.problem(problem)) from None
