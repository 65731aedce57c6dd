"""check, explain, evaluate: what is wrong, why it is right all the same, and what is attained."""

from argparse import Namespace

from plandesk.cli.context import Context, print_json, say
from plandesk.cli.figures import checked_cell, finding_mapping, known_indicator
from plandesk.core.checking import Finding, counts
from plandesk.core.explaining import too_short
from plandesk.core.judging import by_unit, evaluation_to_mapping, units_to_mapping, verdict_word
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Explanation
from plandesk.core.snapshot import Snapshot


def check(context: Context, args: Namespace) -> int:
    """The findings of a year and how many there are of each severity."""
    with context.look(args.file) as file:
        findings = context.findings(file.snapshot(), args.year)
    number = counts(findings)
    if args.json:
        print_json({"findings": [finding_mapping(f) for f in findings], "counts": number})
    else:
        for f in findings:
            why = context.words.say("cli.explained", text=f.explanation) if f.explanation else ""
            say(f"{context.words.say(f'cli.severity.{f.severity}')}\t{f.rule}\t{f.message}{f.advice}{why}")
        say(context.words.say("cli.checked", **number))
    return 1 if number["error"] else 0


def explain(context: Context, args: Namespace) -> int:
    """审核说明 of a finding; it belongs to the value explained."""
    text = args.text.strip()
    if too_short(text):
        raise KnownProblem("explanation_too_short", text=text)
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        finding = _explained(context, snapshot, args)
        note = Explanation(
            finding.rule,
            finding.indicator,
            finding.year,
            finding.cell,
            text=text,
            fingerprint=finding.fingerprint,
        )
        name = snapshot.indicator(finding.indicator).name
        label = context.words.say("log.explained", indicator=name, year=finding.year)
        file.record([note], origin="explain", label=label)
    say(context.words.say("cli.explanation_kept", indicator=name))
    return 0


def _explained(context: Context, snapshot: Snapshot, args: Namespace) -> Finding:
    there = [f for f in context.findings(snapshot, args.year) if f.rule == args.rule]
    if args.indicator:
        indicator = known_indicator(snapshot, args.indicator)
        there = [f for f in there if f.indicator == indicator.code]
        if args.cell is not None:
            cell = checked_cell(snapshot, indicator, args.cell)
            there = [f for f in there if f.cell == cell]
    elif args.cell is not None:
        there = [f for f in there if f.cell == args.cell]
    if not there:
        raise KnownProblem("no_such_finding", rule=args.rule, year=args.year)
    if len(there) > 1:
        where = "、".join(f"{f.indicator}{' ' + f.cell if f.cell else ''}" for f in there)
        raise KnownProblem("several_findings", rule=args.rule, count=len(there), where=where)
    if there[0].severity == "error":
        raise KnownProblem("error_not_explainable", message=there[0].message)
    return there[0]


def evaluate(context: Context, args: Namespace) -> int:
    """Attained or not, the states and the three rates, per plan."""
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    evaluations = context.evaluations(snapshot, args.year, args.plan, args.method)
    if args.json:
        printed = [
            {**evaluation_to_mapping(e), "units": units_to_mapping(by_unit(snapshot, e))} for e in evaluations
        ]
        print_json(printed[0] if args.plan or len(printed) == 1 else printed)
        return 0
    for evaluation in evaluations:
        say(snapshot.plan(evaluation.plan_id).title)
        for domain in evaluation.domains:
            say(f"（{domain.no}）{domain.name}")
            for judgement in domain.targets:
                target = judgement.placed.target if judgement.placed else None
                if target is not None:
                    figure = judgement.value if judgement.value is not None else "—"
                    say(f"  {judgement.name}\t{figure}\t{verdict_word(judgement)}")
        number = evaluation.counts
        say(context.words.say("cli.evaluated", **{k: getattr(number, k) for k in (
            "counted", "attained", "not_attained", "not_due", "no_data")}))  # fmt: skip
        for unit in by_unit(snapshot, evaluation):
            if unit.counts.counted:
                say(context.words.say("cli.unit_evaluated", unit=unit.unit, attained=unit.counts.attained,
                                      counted=unit.counts.counted, no_data=unit.counts.no_data))  # fmt: skip
        if evaluation.substituted:
            say(context.words.say("cli.substitute.counted", count=len(evaluation.substituted)))
    return 0
