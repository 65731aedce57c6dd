"""The entry point of plandesk-cli: reads the command line, answers, and turns known problems into one sentence."""

import sys
import traceback
from argparse import Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from datetime import datetime
from errno import errorcode
from typing import TYPE_CHECKING

from plandesk import __version__
from plandesk.cli import (
    documents,
    figures,
    files,
    follow_ups,
    forms,
    handing_over,
    judging,
    papers,
    past,
    plans,
    upward,
)
from plandesk.cli.command_words import Parser, readable, whole_number
from plandesk.cli.context import FIRST_YEAR, LAST_YEAR, Context
from plandesk.core.annual.options import PARTS
from plandesk.core.judging import METHODS
from plandesk.core.problems import KnownProblem
from plandesk.core.records import NO_FIGURE
from plandesk.store.shelf import load_words

Command = Callable[[Context, Namespace], int]
# the kinds of reports.kinds, named here so that the parser need not load reportlab
_PAPERS = (
    ("annual", "年度监测报告"),
    ("compendium", "统计资料汇编"),
    ("warnings", "预警清单"),
    ("units", "各单位的督办单和反馈单"),
    ("responsibility", "目标任务分解表"),
    ("forms", "各单位的填报表，先空白后已填"),
    ("midterm", "中期评估报告"),
    ("final", "终期评估报告"),
    ("checks", "审核单"),
)


def main(argv: Sequence[str] | None = None, now: Callable[[], datetime] = datetime.now) -> int:
    """Run one command. Returns 0 done, 1 done with errors in the data, 2 could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    context = Context(load_words(), now)
    try:
        args = _parser().parse_args(readable(sys.argv[1:] if argv is None else argv))
        command: Command = args.command
        return command(context, args)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except KnownProblem as problem:
        return _said(context, problem)
    except OSError as fault:
        kind = f"faults.{errorcode.get(fault.errno or 0, '')}"
        why = context.words.say(kind if kind in context.words.templates else "faults.other")
        return _said(context, KnownProblem("file_fault", path=fault.filename or "", fault=why))
    except Exception as fault:  # the last resort: one sentence a clerk can pass on, with the place
        where = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{where.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{where.lineno}"
        return _said(context, KnownProblem("program_fault", kind=type(fault).__name__, place=place))


def _said(context: Context, problem: KnownProblem) -> int:
    sys.stderr.write(" ".join(context.words.problem(problem).split()) + "\n")
    return 2


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


_year.__name__ = f"年份（{FIRST_YEAR}—{LAST_YEAR}）"


def _parser() -> Parser:
    parser = Parser(prog="plandesk-cli", description="妇女儿童发展规划监测：窗口里能做的，这里都能做。")
    parser.add_argument("--version", action="version", version=f"plandesk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    _plan_commands(commands)
    _document_commands(commands)
    _figure_commands(commands)
    _judging_commands(commands)
    _follow_up_commands(commands)
    _file_commands(commands)
    _upward_commands(commands)
    return parser


if TYPE_CHECKING:
    Commands = _SubParsersAction[Parser]


def _add(commands: "Commands", name: str, command: Command, about: str, *, by: bool = False) -> Parser:
    sub = commands.add_parser(name, help=about.replace("%", "%%"), description=about)  # help is a %-format
    sub.add_argument("--json", action="store_true", help="只输出一个JSON")
    if by:
        sub.add_argument("--by", metavar="姓名", help="操作人，默认为本机用户")
    sub.set_defaults(command=command)
    return sub


def _file_and_year(sub: Parser, *, year: bool = True) -> Parser:
    sub.add_argument("file", metavar="FILE", help="数据文件 *.plandesk")
    if year:
        sub.add_argument("--year", type=_year, required=True, metavar="Y", help="年度")
    return sub


def _plan_commands(commands: "Commands") -> None:
    _add(commands, "packs", plans.packs, "随程序的规划包")
    sub = _add(commands, "plan", plans.plan, "一个规划包，或数据文件里的规划")
    sub.add_argument("source", metavar="PACK|FILE")
    sub.add_argument("--plan", metavar="ID")
    sub.add_argument("--stored", action="store_true", help="连同原文和各年的起止，可改好后用 revise 放回")
    _add(commands, "indicators", plans.indicators, "随程序的指标库")
    sub = _add(commands, "new", plans.new, "新建数据文件", by=True)
    sub.add_argument("file", metavar="FILE")
    sub.add_argument("--pack", action="extend", nargs="+", metavar="ID", help="规划包，可以有多个")
    sub.add_argument(
        "--plan-file", action="extend", nargs="+", metavar="DRAFT.toml", help="规划草稿，可以有多个"
    )
    sub.add_argument("--region", metavar="NAME", help="县区名称")
    sub.add_argument("--region-code", metavar="C", help="六位行政区划代码")
    sub.add_argument("--level", choices=("county", "prefecture", "province"))
    sub = _file_and_year(_add(commands, "assign", plans.assign, "指定责任单位", by=True), year=False)
    sub.add_argument("indicator", metavar="INDICATOR")
    sub.add_argument("unit", metavar="UNIT")
    sub = _file_and_year(
        _add(commands, "add-plan", plans.add_plan, "在数据文件里增加一个规划", by=True), year=False
    )
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("--pack", metavar="ID", help="规划包")
    which.add_argument("--plan-file", metavar="DRAFT.toml", help="规划草稿")
    which.add_argument("--blank", metavar="TITLE", help="从空白新建，写规划名称")
    sub.add_argument(
        "--audience", choices=("women", "children"), default="children", help="人群（--blank 用）"
    )
    sub.add_argument("--period", default="2021-2030", metavar="2021-2030", help="规划期（--blank 用）")
    sub.add_argument(
        "--domain", action="extend", nargs="+", metavar="NAME", help="领域，可以有多个（--blank 用）"
    )
    sub = _file_and_year(
        _add(commands, "revise", plans.revise, "用改好的规划替换文件里的规划", by=True), year=False
    )
    sub.add_argument("--plan-file", required=True, metavar="PLAN", help="改好的规划，.toml 或 .json")
    sub.add_argument("--reason", required=True, metavar="TEXT", help="改动理由，记入日志")


def _document_commands(commands: "Commands") -> None:
    sub = _add(commands, "read-plan", documents.read_plan, "读规划文件，写成草稿")
    sub.add_argument("document", metavar="DOCUMENT", help="规划文件 .txt .md .docx .pdf")
    sub.add_argument("-o", dest="out", required=True, metavar="FOLDER")


def _figure_commands(commands: "Commands") -> None:
    sub = _file_and_year(_add(commands, "sample", figures.sample, "填入示例数据", by=True), year=False)
    sub.add_argument("--years", required=True, metavar="2021-2024")
    sub.add_argument("--seed", type=whole_number, default=1, metavar="N")
    sub = _file_and_year(_add(commands, "set", figures.set_figure, "填一个格", by=True))
    sub.add_argument("indicator", metavar="INDICATOR")
    sub.add_argument("--cell", default="", metavar="C", help="分组，如 sex=female;area=rural")
    sub.add_argument("value", nargs="?", metavar="VALUE")
    sub.add_argument("--numerator", metavar="N")
    sub.add_argument("--denominator", metavar="D")
    sub.add_argument("--status", choices=NO_FIGURE, metavar="S", help="、".join(NO_FIGURE))
    sub.add_argument("--note", metavar="T")
    sub = _file_and_year(_add(commands, "record", figures.record, "填一张表（CSV），记为一步", by=True))
    sub.add_argument("--from", dest="source", required=True, metavar="CSV")
    for name, command, about in (
        ("baseline", figures.baseline, "填基期数"),
        ("benchmark", figures.benchmark, "填对照数"),
    ):
        sub = _file_and_year(_add(commands, name, command, about, by=True))
        sub.add_argument("--plan", required=True, metavar="ID")
        sub.add_argument("indicator", metavar="INDICATOR")
        sub.add_argument("value", metavar="VALUE")
    sub = _file_and_year(_add(commands, "assess", figures.assess, "定性目标自评", by=True))
    sub.add_argument("--plan", required=True, metavar="ID")
    sub.add_argument("--goal", required=True, metavar="DOMAIN.NO")
    sub.add_argument("answer", choices=("yes", "partly", "no"))
    sub.add_argument("--evidence", required=True, metavar="TEXT")
    sub = _file_and_year(_add(commands, "break", figures.series_break, "登记口径变动", by=True))
    sub.add_argument("indicator", metavar="INDICATOR")
    sub.add_argument("--reason", required=True, metavar="TEXT")
    sub = _file_and_year(_add(commands, "towns", figures.towns, "登记镇街", by=True), year=False)
    sub.add_argument("--from", dest="source", required=True, metavar="CSV")
    sub = _file_and_year(_add(commands, "show", figures.show, "看一年的数"))
    sub.add_argument("--plan", metavar="ID")
    sub.add_argument("--domain", type=whole_number, metavar="N")
    sub.add_argument("--region", metavar="C")


def _judging_commands(commands: "Commands") -> None:
    _file_and_year(_add(commands, "check", judging.check, "审核一年的数"))
    sub = _file_and_year(_add(commands, "explain", judging.explain, "写审核说明", by=True))
    sub.add_argument("rule", metavar="RULE")
    sub.add_argument("--indicator", metavar="I")
    sub.add_argument("--cell", metavar="C")
    sub.add_argument("text", metavar="TEXT")
    sub = _file_and_year(_add(commands, "evaluate", judging.evaluate, "评估"))
    sub.add_argument("--plan", metavar="ID")
    sub.add_argument("--method", choices=METHODS, default="weather")


def _follow_up_commands(commands: "Commands") -> None:
    sub = _file_and_year(
        _add(
            commands,
            "substitute",
            follow_ups.substitute,
            "替代性指标：登记、取消（--remove）、不写指标则列出",
            by=True,
        ),
        year=False,
    )
    sub.add_argument("--plan", metavar="ID")
    sub.add_argument("indicator", nargs="?", metavar="INDICATOR")
    sub.add_argument("substitute", nargs="?", metavar="SUBSTITUTE")
    sub.add_argument("--reason", metavar="TEXT")
    sub.add_argument("--from", dest="since", type=_year, metavar="Y", help="从哪一年起")
    sub.add_argument("--remove", action="store_true")
    sub = _file_and_year(
        _add(
            commands,
            "missing",
            follow_ups.missing,
            "缺项：登记由谁何时调查、取消（--remove）、不写指标则列出一年缺数据的",
            by=True,
        ),
        year=False,
    )
    sub.add_argument("indicator", nargs="?", metavar="INDICATOR")
    sub.add_argument("--surveyor", metavar="UNIT", help="调查单位")
    sub.add_argument("--due", metavar="DATE", help="期限，如 2025-06-30")
    sub.add_argument("--how", metavar="TEXT", help="调查方式")
    sub.add_argument("--remove", action="store_true")
    sub.add_argument("--year", type=_year, metavar="Y", help="列出时的年度")
    sub.add_argument("--plan", metavar="ID")
    sub = _file_and_year(
        _add(commands, "tolerance", follow_ups.tolerance, "“左右”的容差（%）", by=True), year=False
    )
    sub.add_argument("percent", nargs="?", metavar="PERCENT")
    sheet = commands.add_parser("follow-up", help="督办单", description="督办单")
    sheet.add_argument("file", metavar="FILE", help="数据文件 *.plandesk")
    _follow_up_kinds(sheet.add_subparsers(required=True, metavar="种类", parser_class=Parser))


def _follow_up_kinds(kinds: "Commands") -> None:
    sub = _add(kinds, "open", follow_ups.open_follow_up, "按预警开督办单", by=True)
    sub.add_argument("indicator", metavar="INDICATOR")
    sub.add_argument("--year", type=_year, required=True, metavar="Y", help="年度")
    sub.add_argument("--due", required=True, metavar="DATE", help="回复期限")
    sub.add_argument("--unit", metavar="UNIT", help="发给谁，默认为责任单位")
    sub.add_argument("--plan", metavar="ID")
    answer = _add(kinds, "reply", follow_ups.reply_to_follow_up, "记单位的回复", by=True)
    answer.add_argument("number", type=whole_number, metavar="N")
    answer.add_argument("text", metavar="TEXT")
    close = _add(kinds, "close", follow_ups.close_follow_up, "办结，写明效果", by=True)
    close.add_argument("number", type=whole_number, metavar="N")
    close.add_argument("--effect", required=True, metavar="TEXT")
    for kind in (sub, answer, close):
        kind.add_argument("--on", metavar="DATE", help="日期，默认为今天")
    _add(kinds, "list", follow_ups.follow_ups, "列出督办单").add_argument("--year", type=_year, metavar="Y")


def _file_commands(commands: "Commands") -> None:
    kinds = _add(commands, "export", files.export_tables, "导出Excel").add_subparsers(
        required=True, metavar="种类", parser_class=Parser
    )
    for name, command, about in (
        ("tables", files.export_tables, "工作用表"),
        ("submission", files.export_submission, "上报文件"),
    ):
        sub = _file_and_year(_add(kinds, name, command, about))
        sub.add_argument("-o", dest="out", required=True, metavar="OUT.xlsx")
        sub.add_argument("--password", metavar="P", help="工作表保护口令（上报文件）")
    sub = _file_and_year(_add(kinds, "collection", forms.export_collection, "发给责任单位的采集表", by=True))
    sub.add_argument("--unit", metavar="U", help="责任单位")
    sub.add_argument("--all", action="store_true", help="全部责任单位，-o 写文件夹")
    sub.add_argument("--due", metavar="DATE", help="退回期限，如 2025-04-20")
    sub.add_argument("-o", dest="out", required=True, metavar="OUT.xlsx|FOLDER")
    sub = _add(commands, "import", forms.import_form, "读入采集表", by=True)
    sub.add_argument("file", metavar="FILE")
    sub.add_argument("workbook", metavar="WORKBOOK")
    sub.add_argument("--mode", choices=("append", "update", "both"), default="both")
    sub.add_argument("--skip-rejected", action="store_true", help="读不进的跳过，其余读入")
    sub.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    _file_and_year(_add(commands, "board", forms.board_of, "采集表收发情况"))
    sub = _file_and_year(_add(commands, "send-back", forms.send_back, "退回采集表（带标注的副本）", by=True))
    sub.add_argument("workbook", metavar="WORKBOOK")
    sub.add_argument("-o", dest="out", required=True, metavar="OUT.xlsx")
    sub = _add(commands, "import-history", past.import_history, "读入历年数据表（任意版式）", by=True)
    sub.add_argument("file", metavar="FILE")
    sub.add_argument("workbook", metavar="WORKBOOK")
    sub.add_argument("--mapping", metavar="MAP.toml", help="核对过的对应表")
    sub.add_argument("--propose", metavar="MAP.toml", help="写出对应表供核对，不读入")
    sub.add_argument("--mode", choices=("append", "update", "both"), default="append")
    sub.add_argument("--skip-rejected", action="store_true", help="读不进的跳过，其余读入")
    sub.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    kinds = _add(commands, "report", papers.report, "出报告").add_subparsers(
        required=True, metavar="种类", parser_class=Parser
    )
    for name, about in _PAPERS:
        sub = _file_and_year(_add(kinds, name, papers.report, about))
        sub.add_argument("--plan", metavar="ID")
        sub.add_argument("-o", dest="out", required=True, metavar="OUT.pdf")
        sub.set_defaults(kind=name)
        _editions(sub, name)
        if name == "forms":
            for kind, about in (("blank", "只要空白的"), ("filled", "只要已填的")):
                sub.add_argument(
                    f"--{kind}", dest="kind", action="store_const", const=f"{kind}_forms", help=about
                )
        if name in ("midterm", "final"):
            sub.add_argument(
                "--anyway", action="store_true", help="不是规划的中期（终期）年度也出，并在报告里写明"
            )
    sub = _file_and_year(_add(commands, "history", files.history, "变动记录"), year=False)
    sub.add_argument("--indicator", metavar="I")
    _file_and_year(_add(commands, "undo", files.undo, "撤销上一步", by=True), year=False)
    _file_and_year(_add(commands, "redo", files.redo, "重做", by=True), year=False)
    sub = _file_and_year(_add(commands, "backup", files.backup, "备份"), year=False)
    sub.add_argument("-o", dest="out", required=True, metavar="COPY")
    sub = _add(commands, "restore", files.restore, "从备份恢复", by=True)
    sub.add_argument("copy", metavar="COPY")
    sub.add_argument("-o", dest="out", required=True, metavar="FILE")
    _file_and_year(_add(commands, "verify", files.verify, "检查数据文件"), year=False)
    sub = _file_and_year(_add(commands, "roll", files.roll, "开始新的一年", by=True), year=False)
    sub.add_argument("--to", type=_year, required=True, metavar="Y")
    _file_and_year(_add(commands, "approve", files.approve, "审核通过一年", by=True))
    sub = _file_and_year(_add(commands, "handover", handing_over.handover, "交接：数据文件副本和一页交接单"))
    sub.add_argument("-o", dest="out", required=True, metavar="FOLDER")
    _file_and_year(_add(commands, "years", files.years, "各年的状态：草稿、已审核、已上报、退回"), year=False)
    _file_and_year(_add(commands, "seal", files.seal, "封存一年", by=True))
    sub = _file_and_year(_add(commands, "reopen", files.reopen, "重开已封存的年度", by=True))
    sub.add_argument("--reason", required=True, metavar="TEXT")


def _editions(sub: Parser, name: str) -> None:
    """What may be chosen for any paper."""
    sub.add_argument("--public", action="store_true", help="公开版：1至2人（例）和可推算出来的数以“密”代替")
    stage = sub.add_mutually_exclusive_group()
    stage.add_argument("--draft", action="store_true", help="草稿：封面和各页标明")
    stage.add_argument("--formal", action="store_true", help="正式稿：有未改的错误、未说明的问题就不出")
    sub.add_argument("--tables", metavar="OUT.xlsx", help="报告中的各表另存为Excel")
    if name == "annual":
        sub.add_argument(
            "--only", type=papers.parts_named, metavar="部分,…", help="只要这些部分：" + "、".join(PARTS)
        )


def _upward_commands(commands: "Commands") -> None:
    sub = _file_and_year(_add(commands, "rollup", upward.rollup, "汇总下级的上报表", by=True))
    sub.add_argument("folder", metavar="FOLDER", help="放下级上报表的文件夹")
    sub.add_argument("--receipts", metavar="FOLDER", help="给下级的回执写在哪个文件夹")
    sub.add_argument("--compare", action="store_true", help="另给各地区的位次")
    sub = _file_and_year(_add(commands, "receipt", upward.receipt, "读上级的回执"), year=False)
    sub.add_argument("receipt", metavar="RECEIPT.xlsx")


if __name__ == "__main__":
    raise SystemExit(main())
