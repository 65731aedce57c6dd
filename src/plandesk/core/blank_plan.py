"""A plan from nothing: its domains by name, each with the library's form of that name or one of the county's own."""

import re
from collections.abc import Callable, Sequence

from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Audience, Domain, Monitoring, Plan, Region


def domain_of(name: str, number: int, audience: Audience, library: Library) -> tuple[Domain, Form | None]:
    """A domain without goals, and the form it needs where the library has none of that title for that audience."""
    for form in library.forms:
        if form.title == name and form.code.startswith(f"{audience}/"):
            return Domain(number, name, form.code, ()), None
    taken = {form.code for form in library.forms}
    letters = "abcdefghijklmnopqrstuvwxyz"
    spare = (f"{audience}/own_{a}{b}" for a in ("", *letters) for b in letters)
    code = next(each for each in spare if each not in taken)
    return Domain(number, name, code, ()), Form(code, name, 1, ())


def blank_plan(
    title: str,
    region: Region,
    audience: Audience,
    period: tuple[int, int],
    domains: Sequence[str],
    library: Library,
    spelt: Callable[[str], str],
) -> tuple[Plan, Library]:
    """A plan with empty domains, and the library with the forms it needs beside; ``spelt`` gives a name's pinyin.

    The plan's id is ``<place>_<audience>``; the checks of the plan reader hold for it.
    """
    made: list[Domain] = []
    for number, name in enumerate(domains, start=1):
        domain, form = domain_of(name, number, audience, library)
        made.append(domain)
        if form is not None:
            library = Library.of((*library.forms, form))
    place = re.sub("[^a-z0-9]+", "", spelt(region.name.rstrip("县市区旗")).lower()) or "own"
    place = place if place[0].isalpha() else f"own{place}"
    plan = Plan(
        id=f"{place}_{audience}", title=title, region=region, audience=audience, period=period, doc_no="", issued="",
        domains=tuple(made), projects=(), baselines=(), monitoring=Monitoring(True, True, True, ""),
    )  # fmt: skip
    return plan, library
