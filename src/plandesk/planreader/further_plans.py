"""A further plan for a data file that is in use: the county's children's plan after the women's, the next period's after this."""

from collections.abc import Sequence
from dataclasses import replace

from plandesk.core.declarations import Misdeclared
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Plan
from plandesk.core.plan_reader import check_plan_against
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.planreader.local_indicators import with_local_forms


def further_plan(
    snapshot: Snapshot, plan: Plan, local: Sequence[Form], shipped: Library
) -> tuple[Plan, tuple[Form, ...]]:
    """``plan`` as the file takes it, of the file's region and under an id of its own, and the forms that change with it.

    ``local`` are the forms of its own indicators, ``shipped`` where indicators come from that an older file lacks. Raises
    KnownProblem ``plan_other_region`` and ``plan_years_taken``, and ``Misdeclared`` with all that does not fit.
    """
    here, own = snapshot.region, plan.region
    if own.code and here.code and own.code != here.code:
        raise KnownProblem("plan_other_region", plan=plan.title, there=own.name, region=here.name)
    for other in snapshot.plans:
        overlaps = plan.period[0] <= other.period[1] and other.period[0] <= plan.period[1]
        if other.audience == plan.audience and overlaps:
            raise KnownProblem("plan_years_taken", plan=plan.title, there=other.title,
                               first=other.period[0], last=other.period[1])  # fmt: skip
    taken = {other.id for other in snapshot.plans}
    spare = (plan.id, f"{plan.id}_{plan.period[0]}", *(f"{plan.id}_{n}" for n in range(2, len(taken) + 3)))
    plan = replace(plan, region=here, id=next(each for each in spare if each not in taken))
    library = _grown(snapshot.library, plan, local, shipped)
    if problems := check_plan_against(plan, library):
        raise Misdeclared(problems)
    held = {form.code: form for form in snapshot.library.forms}
    return plan, tuple(form for form in library.forms if held.get(form.code) != form)


def _grown(library: Library, plan: Plan, local: Sequence[Form], shipped: Library) -> Library:
    """The file's library with the plan's own indicators, and with those shipped that it has not yet."""
    wanted = set(plan_indicators(plan, shipped)) - set(library.by_code)
    forms = {domain.form for domain in plan.domains} - {form.code for form in library.forms}
    newer = [
        replace(form, indicators=there, checks=(), also=())
        for form in shipped.forms
        if (there := tuple(i for i in form.indicators if i.code in wanted)) or form.code in forms
    ]
    return with_local_forms(with_local_forms(library, newer), local)
