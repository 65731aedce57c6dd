"""substitute, missing, follow-up, tolerance: what stands in, who surveys what by when, what a warning led to."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from plandesk.cli.context import Context, chosen_plan, print_json, say
from plandesk.cli.figures import known_indicator
from plandesk.core.days import day_words, read_day
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.follow_ups import answered, closed, days_late, opened, state_of, warned
from plandesk.core.judging import TOLERANCE, tolerance_of, tolerance_setting, unfit
from plandesk.core.missing import Missing, missing_of
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import STATUS_WORDS, FollowUp, MissingItem, Substitute
from plandesk.core.snapshot import Snapshot


def substitute(context: Context, args: Namespace) -> int:
    """Name a 替代性指标 for an indicator of a plan, take it away, or list those there are."""
    if args.indicator is None:
        return _substitutes(context, args)
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        own = known_indicator(snapshot, args.indicator)
        if args.plan is None:
            raise KnownProblem("no_such_plan", plan="", there="、".join(p.id for p in snapshot.plans) or "无")
        plan = chosen_plan(snapshot, args.plan)
        if own.code not in plan_indicators(plan, snapshot.library):
            raise KnownProblem("not_in_plan", indicator=own.name, plan=plan.title)
        if args.remove:
            if (plan.id, own.code) not in snapshot.substitutes:
                raise KnownProblem("substitute_none", indicator=own.name)
            label = context.words.say("log.substitute_removed", indicator=own.name)
            file.record([Substitute(plan.id, own.code)], origin="cli", label=label)
            say(context.words.say("cli.substitute.removed", indicator=own.name))
            return 0
        named = _named_substitute(snapshot, args, plan.id)
        other = snapshot.indicator(named.substitute).name
        label = context.words.say("log.substitute", indicator=own.name, substitute=other)
        file.record([named], origin="cli", label=label)
    say(context.words.say("cli.substitute.kept", indicator=own.name, substitute=other))
    return 0


def _named_substitute(snapshot: Snapshot, args: Namespace, plan_id: str) -> Substitute:
    own = known_indicator(snapshot, args.indicator)
    if args.substitute is None:
        raise KnownProblem("substitute_missing")
    other = known_indicator(snapshot, args.substitute)
    why_not = unfit(own, other)
    if why_not:
        names = {"indicator": own.name, "substitute": other.name, "own": own.unit, "unit": other.unit}
        raise KnownProblem(f"substitute_{why_not}", **names)
    if not (args.reason or "").strip():
        raise KnownProblem("substitute_reason_missing", indicator=own.name)
    return Substitute(plan_id, own.code, other.code, args.reason.strip(), args.since)


def _substitutes(context: Context, args: Namespace) -> int:
    snapshot = _snapshot(context, args)
    if args.plan is not None:
        chosen_plan(snapshot, args.plan)
    found = [s for s in snapshot.substitutes.values() if args.plan in (None, s.plan)]
    if args.json:
        print_json([s.as_row() for s in found])
        return 0
    for s in found:
        names = {"indicator": _name(snapshot, s.indicator), "substitute": _name(snapshot, s.substitute)}
        since = context.words.say("cli.substitute.since", year=s.from_year) if s.from_year else ""
        say(context.words.say("cli.substitute.line", since=since, reason=s.reason, **names))
    if not found:
        say(context.words.say("cli.substitute.none"))
    return 0


def missing(context: Context, args: Namespace) -> int:
    """Who surveys a 缺项 by when; without an indicator: the list of those without data in a year."""
    if args.indicator is None:
        return _missing_list(context, args)
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        indicator = known_indicator(snapshot, args.indicator)
        if args.remove:
            if indicator.code not in snapshot.missing_items:
                raise KnownProblem("missing_none", indicator=indicator.name)
            label = context.words.say("log.missing_item_removed", indicator=indicator.name)
            file.record([MissingItem(indicator.code)], origin="cli", label=label)
            say(context.words.say("cli.missing.removed", indicator=indicator.name))
            return 0
        surveyor = (args.surveyor or "").strip()
        if not surveyor or args.due is None:
            raise KnownProblem("missing_incomplete", indicator=indicator.name)
        due = _day(args.due).isoformat()
        item = MissingItem(indicator.code, surveyor, due, (args.how or "").strip())
        label = context.words.say("log.missing_item", indicator=indicator.name, surveyor=surveyor)
        file.record([item], origin="cli", label=label)
    slots = {"indicator": indicator.name, "surveyor": surveyor, "due": day_words(due)}
    say(context.words.say("cli.missing.kept", **slots))
    return 0


def _missing_list(context: Context, args: Namespace) -> int:
    if args.year is None:
        raise KnownProblem("missing_year")
    snapshot, today = _snapshot(context, args), context.now().date()
    evaluations = context.evaluations(snapshot, args.year, args.plan)
    found = {m.indicator.code: m for e in evaluations for m in missing_of(snapshot, e)}
    if args.json:
        print_json([_missing_mapping(m, today) for m in found.values()])
        return 0
    for m in found.values():
        say(_missing_line(context, m, today))
    if not found:
        say(context.words.say("cli.missing.none", year=args.year))
    return 0


def _missing_mapping(m: Missing, today: date) -> dict[str, object]:
    return {
        "indicator": m.indicator.code, "name": m.indicator.name, "status": m.status, "note": m.note,
        "latest": m.latest, "reporter": m.indicator.reporter,
        "surveyor": m.item.surveyor if m.item else None, "due": m.item.due if m.item else None,
        "how": (m.item.how or None) if m.item else None, "overdue": m.overdue(today),
        "substitute": m.substitute.code if m.substitute else None,
    }  # fmt: skip


def _missing_line(context: Context, m: Missing, today: date) -> str:
    words = context.words
    status = STATUS_WORDS.get(m.status) or words.say("cli.missing.not_entered")
    item = words.say("cli.missing.open")
    if m.item is not None:
        how = words.say("cli.missing.how", how=m.item.how) if m.item.how else ""
        overdue = words.say("cli.missing.overdue") if m.overdue(today) else ""
        slots = {"surveyor": m.item.surveyor, "due": day_words(m.item.due), "how": how}
        item = words.say("cli.missing.item", overdue=overdue, **slots)
    if m.substitute is not None:
        item += words.say("cli.missing.substitute", substitute=m.substitute.name)
    latest = "latest" if m.latest else "latest_none"
    return words.say(
        "cli.missing.line", indicator=m.indicator.name, why="：".join(filter(None, (status, m.note))),
        latest=words.say(f"cli.missing.{latest}", year=m.latest), item=item,
    )  # fmt: skip


def open_follow_up(context: Context, args: Namespace) -> int:
    """A 督办单 from the warnings an indicator has in a year."""
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        indicator = known_indicator(snapshot, args.indicator)
        plan_id, judgement = warned(context.evaluations(snapshot, args.year, args.plan), indicator)
        made = opened(
            snapshot, plan_id, judgement, unit=(args.unit or "").strip(), on=_on(context, args), due=_day(args.due)
        )  # fmt: skip
        label = context.words.say(
            "log.follow_up_opened", number=made.number, indicator=indicator.name, year=args.year
        )
        file.record([made], origin="cli", label=label)
    if args.json:
        print_json(_follow_up_mapping(snapshot, made, context.now().date()))
    else:
        slots = {"number": made.number, "indicator": indicator.name, "unit": made.unit}
        say(context.words.say("cli.follow_up.opened", due=day_words(made.due), **slots))
    return 0


def reply_to_follow_up(context: Context, args: Namespace) -> int:
    """The unit's reply."""
    with context.open(args.file, by=args.by) as file:
        made = answered(_numbered(file.snapshot(), args.number), args.text, _on(context, args))
        label = context.words.say("log.follow_up_answered", number=made.number)
        file.record([made], origin="cli", label=label)
    say(context.words.say("cli.follow_up.answered", number=made.number))
    return 0


def close_follow_up(context: Context, args: Namespace) -> int:
    """What came of it; nothing more can be recorded afterwards."""
    with context.open(args.file, by=args.by) as file:
        made = closed(_numbered(file.snapshot(), args.number), args.effect, _on(context, args))
        label = context.words.say("log.follow_up_closed", number=made.number)
        file.record([made], origin="cli", label=label)
    say(context.words.say("cli.follow_up.closed", number=made.number))
    return 0


def follow_ups(context: Context, args: Namespace) -> int:
    """The 督办单, with what is overdue today."""
    snapshot, today = _snapshot(context, args), context.now().date()
    found = [f for f in snapshot.follow_ups.values() if args.year in (None, f.year)]
    if args.json:
        print_json([_follow_up_mapping(snapshot, f, today) for f in found])
        return 0
    _say_follow_ups(context, snapshot, found, today)
    return 0


def _say_follow_ups(context: Context, snapshot: Snapshot, found: Sequence[FollowUp], today: date) -> None:
    words = context.words
    for f in found:
        days = days_late(f, today)
        say(words.say(
            "cli.follow_up.line", number=f.number, state=words.say(f"follow_up.state.{state_of(f, today)}"),
            indicator=_name(snapshot, f.indicator), year=f.year, unit=f.unit, due=day_words(f.due),
            late=words.say("cli.follow_up.late", days=days) if days else "",
        ))  # fmt: skip
    if not found:
        say(words.say("cli.follow_up.none"))


def _follow_up_mapping(snapshot: Snapshot, f: FollowUp, today: date) -> dict[str, object]:
    return {
        "number": f.number, "plan": f.plan, "indicator": f.indicator, "name": _name(snapshot, f.indicator),
        "year": f.year, "unit": f.unit, "warnings": f.warnings.split(), "reason": f.reason,
        "opened_on": f.opened_on, "due": f.due, "reply": f.reply or None, "replied_on": f.replied_on or None,
        "effect": f.effect or None, "closed_on": f.closed_on or None, "state": state_of(f, today),
        "days_late": days_late(f, today),
    }  # fmt: skip


def tolerance(context: Context, args: Namespace) -> int:
    """How far from the figure 左右 (≈) still holds, in percent: shown, or set for the file."""
    if args.percent is None:
        snapshot = _snapshot(context, args)
    else:
        setting = tolerance_setting(args.percent)
        with context.open(args.file, by=args.by) as file:
            label = context.words.say("log.tolerance", tolerance=setting.value or canonical(TOLERANCE))
            file.record([setting], origin="cli", label=label)
            snapshot = file.snapshot()
    now = canonical(tolerance_of(snapshot))
    if args.json:
        print_json({"tolerance": now})
    else:
        say(context.words.say("cli.tolerance.now", tolerance=now))
    return 0


def _numbered(snapshot: Snapshot, number: int) -> FollowUp:
    if number not in snapshot.follow_ups:
        there = "、".join(str(n) for n in snapshot.follow_ups) or "无"
        raise KnownProblem("no_such_follow_up", number=number, there=there)
    return snapshot.follow_ups[number]


def _on(context: Context, args: Namespace) -> date:
    return context.now().date() if args.on is None else _day(args.on)


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise KnownProblem("bad_day", text=text) from None


def _name(snapshot: Snapshot, code: str) -> str:
    return snapshot.indicator(code).name if code in snapshot.library else code


def _snapshot(context: Context, args: Namespace) -> Snapshot:
    with context.look(args.file) as file:
        return file.snapshot()
