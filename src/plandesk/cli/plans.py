"""packs, plan, indicators, new, add-plan, assign, revise: what ships, a data file from it, its plans added to and revised."""

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from pypinyin import lazy_pinyin

from plandesk.cli.context import Context, chosen_plan, person, print_json, say
from plandesk.cli.documents import plans_from_files
from plandesk.cli.figures import known_indicator
from plandesk.core.blank_plan import blank_plan
from plandesk.core.declarations import Misdeclared
from plandesk.core.explaining import too_short
from plandesk.core.form_reader import library_to_mapping
from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Level, Plan, Region
from plandesk.core.plan_reader import check_plan_against, plan_from_mapping, plan_to_mapping
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.planreader.draft_files import read_draft
from plandesk.planreader.further_plans import further_plan
from plandesk.planreader.local_indicators import with_local_forms
from plandesk.store import shelf
from plandesk.store.plan_file import PlanFile

CODE_DIGITS = 6
FIRST_YEAR, LAST_YEAR = 1990, 2100


def packs(context: Context, args: Namespace) -> int:
    """The shipped plan packs."""
    plans = [shelf.load_pack(pack) for pack in shelf.pack_ids()]
    if args.json:
        print_json(
            [
                {"id": p.id, "title": p.title, "region": p.region.name, "audience": p.audience,
                 "period": list(p.period)}
                for p in plans
            ]
        )  # fmt: skip
    else:
        for p in plans:
            say(f"{p.id}\t{p.title}\t{p.period[0]}—{p.period[1]}年")
    return 0


def plan(context: Context, args: Namespace) -> int:
    """A pack, or the plan or plans of a data file."""
    if args.source in shelf.pack_ids():
        plans, several = [shelf.load_pack(args.source)], False
    elif Path(args.source).exists() or args.source.endswith(".plandesk"):
        with context.look(args.source) as file:
            snapshot = file.snapshot()
        plans = [chosen_plan(snapshot, args.plan)] if args.plan else list(snapshot.plans)
        several = args.plan is None and len(plans) != 1
    else:
        raise KnownProblem("no_such_pack", pack=args.source, there="、".join(shelf.pack_ids()))
    if args.json:
        printed = [plan_to_mapping(p, stored=args.stored) for p in plans]
        print_json(printed if several else printed[0])
    else:
        for p in plans:
            _print_plan(p)
    return 0


def _print_plan(p: Plan) -> None:
    say(f"{p.title}（{p.doc_no}，{p.period[0]}—{p.period[1]}年）")
    for domain in p.domains:
        say(f"（{domain.no}）{domain.name}")
        for goal in domain.goals:
            say(f"  {goal.no}. {goal.summary}")
            for t in goal.targets:
                say(
                    f"     {t.name} {t.op} {t.value if t.value is not None else ''}{t.unit or ''} {t.stage_year}年"
                )


def indicators(context: Context, args: Namespace) -> int:
    """The shipped indicator library."""
    library = shelf.load_library()
    plans = [shelf.load_pack(pack) for pack in shelf.pack_ids()]
    if args.json:
        print_json(library_to_mapping(library, plans))
    else:
        for form in library.forms:
            say(form.title)
            for i in form.indicators:
                say(f"  {i.code}\t{i.name}\t{i.unit}\t{i.reporter}")
    return 0


def new(context: Context, args: Namespace) -> int:
    """A new data file from packs and from drafts of the county's own plans."""
    library = shelf.load_library()
    plans = [_pack(pack) for pack in args.pack or ()]
    if len({p.id for p in plans}) != len(plans):
        raise KnownProblem("pack_twice", pack="、".join(args.pack))
    if args.plan_file:
        drafts, library = plans_from_files(args.plan_file, library)
        if twice := {p.id for p in plans} & {p.id for p in drafts}:
            raise KnownProblem("plan_twice", plan="、".join(sorted(twice)))
        plans += drafts
    region = _region(args, plans)
    with PlanFile.create(
        Path(args.file), region=region, plans=plans, library=library, by=args.by or person(),
        words=context.words, now=context.now,
    ):  # fmt: skip
        pass
    say(context.words.say("cli.made", path=args.file, region=region.name, plans=len(plans)))
    return 0


def _pack(pack: str) -> Plan:
    if pack not in shelf.pack_ids():
        raise KnownProblem("no_such_pack", pack=pack, there="、".join(shelf.pack_ids()))
    return shelf.load_pack(pack)


def _region(args: Namespace, plans: list[Plan]) -> Region:
    level: Level = args.level or (plans[0].region.level if plans else "prefecture")
    if not plans and level == "county":
        raise KnownProblem("county_needs_plan")
    name = args.region or (plans[0].region.name if plans else "")
    code = args.region_code or (plans[0].region.code if plans and not args.region else "")
    if not name:
        raise KnownProblem("region_needs_name")
    if code and not (len(code) == CODE_DIGITS and code.isascii() and code.isdigit()):
        raise KnownProblem("bad_region_code", code=code)
    return Region(name, code, level)


def assign(context: Context, args: Namespace) -> int:
    """The member unit (责任单位) that answers for an indicator in this county."""
    unit = args.unit.strip()
    if not unit:
        raise KnownProblem("unit_missing")
    with context.open(args.file, by=args.by) as file:
        library = file.snapshot().library
        indicator = known_indicator(file.snapshot(), args.indicator)
        form = next(f for f in library.forms if indicator in f.indicators)
        assigned = replace(indicator, reporter=unit)
        indicators = tuple(assigned if i is indicator else i for i in form.indicators)
        label = context.words.say("log.assigned", indicator=indicator.name, unit=unit)
        file.revise(forms=[replace(form, indicators=indicators)], label=label)
    say(label)
    return 0


def add_plan(context: Context, args: Namespace) -> int:
    """A further plan in a data file that is in use, as one step: a pack, a draft, or empty domains."""
    with context.open(args.file, by=args.by) as file:
        snapshot, local = file.snapshot(), list[Form]()
        if args.pack:
            wanted = _pack(args.pack)
        elif args.plan_file:
            wanted, forms = read_draft(Path(args.plan_file))
            local = list(forms)
        else:
            wanted, library = _blank(args, snapshot)
            local = [form for form in library.forms if form not in snapshot.library.forms]
        made, grown = further_plan(snapshot, wanted, local, shelf.load_library())
        label = context.words.say("log.plan_added", title=made.title)
        file.revise(plans=[made], forms=grown, label=label)
    say(label)
    return 0


def _blank(args: Namespace, snapshot: Snapshot) -> tuple[Plan, Library]:
    years = args.period.replace("—", "-").split("-")
    if len(years) != 2 or not all(year.isdecimal() for year in years):
        raise KnownProblem("plan_period_unreadable", text=args.period)
    first, last = int(years[0]), int(years[1])
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise KnownProblem("plan_period_unreadable", text=args.period)
    names = list(dict.fromkeys(name.strip() for name in args.domain or () if name.strip()))
    if not names or not args.blank.strip():
        raise KnownProblem("plan_needs_domains")
    return blank_plan(
        args.blank.strip(), snapshot.region, args.audience, (first, last), names, snapshot.library,
        lambda name: "".join(lazy_pinyin(name)),
    )  # fmt: skip


def revise(context: Context, args: Namespace) -> int:
    """An edited plan in place of the file's own of the same id; what sealed years are asked stays as it is."""
    reason = args.reason.strip()
    if too_short(reason):
        raise KnownProblem("revise_reason_short")
    path = Path(args.plan_file)
    local: tuple[Form, ...] = ()
    if path.suffix.lower() == ".json":
        plan = _from_json(path)
    else:
        plan, local = read_draft(path)
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        if plan.id not in {p.id for p in snapshot.plans}:
            there = "、".join(p.id for p in snapshot.plans)
            raise KnownProblem("no_such_plan", plan=plan.id, there=there)
        library = with_local_forms(snapshot.library, local)
        if problems := check_plan_against(plan, library):
            raise Misdeclared(problems)
        grown = [form for form in library.forms if form not in snapshot.library.forms]
        label = context.words.say("log.revised", title=plan.title, reason=reason)
        file.revise(plans=[plan], forms=grown, label=label)
    say(label)
    return 0


def _from_json(path: Path) -> Plan:
    try:
        return plan_from_mapping(json.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except OSError as fault:
        raise KnownProblem("plan_file_missing", path=str(path)) from fault
    except (ValueError, AttributeError) as fault:
        raise Misdeclared((f"{path.name}：{fault}",)) from fault
