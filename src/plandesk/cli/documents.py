"""read-plan, and the draft files that new takes: a plan's own document to draft packs."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from plandesk.cli.context import Context, print_json, say
from plandesk.core.declarations import Misdeclared
from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Plan
from plandesk.core.plan_reader import check_plan_against
from plandesk.core.problems import KnownProblem
from plandesk.planreader.draft_files import draft_to_mapping, read_draft, write_drafts
from plandesk.planreader.drafts import SURE, Draft, read_document
from plandesk.planreader.local_indicators import with_local_forms
from plandesk.store import shelf


def read_plan(context: Context, args: Namespace) -> int:
    """A plan document to one draft pack per plan it holds, written to a folder."""
    reading = read_document(Path(args.document), shelf.load_library(), context.words)
    files = write_drafts(reading.drafts, Path(args.out))
    if args.json:
        print_json({"plans": [draft_to_mapping(draft) for draft in reading.drafts]})
        return 0
    for draft, file in zip(reading.drafts, files, strict=True):
        say(_told(context, draft))
        say(context.words.say("planreader.written", path=file))
    return 0


def _told(context: Context, draft: Draft) -> str:
    plan = draft.plan
    return context.words.say(
        "planreader.read", title=plan.title, domains=len(plan.domains), goals=sum(len(d.goals) for d in plan.domains),
        targets=len(draft.marks), unsure=sum(mark.confidence < SURE for mark in draft.marks), local=len(draft.local),
    )  # fmt: skip


def plans_from_files(paths: Sequence[str], library: Library) -> tuple[list[Plan], Library]:
    """The plans of draft or pack files, and the library with their own indicators.

    Raises KnownProblem ``plan_file_missing``, ``plan_twice``, and ``Misdeclared`` with all that does not fit.
    """
    plans: list[Plan] = []
    local: list[Form] = []
    problems: list[str] = []
    for path in paths:
        try:
            plan, forms = read_draft(Path(path))
        except Misdeclared as fault:
            problems += fault.problems
            continue
        if plan.id in {p.id for p in plans}:
            raise KnownProblem("plan_twice", plan=plan.id)
        plans.append(plan)
        local += forms
    grown = with_local_forms(library, local) if not problems else library
    for plan in plans:
        problems += check_plan_against(plan, grown)
    if problems:
        raise Misdeclared(tuple(problems))
    return plans, grown
