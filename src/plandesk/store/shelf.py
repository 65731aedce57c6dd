"""What ships with plandesk, read from its folders: forms, plan packs, and the words of messages."""

import sys
from pathlib import Path

from plandesk.core.declarations import Misdeclared
from plandesk.core.form_reader import read_forms
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.core.plan_reader import check_plan_against, read_plan
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.shipped import shipped_dir
from plandesk.store.catalogue import Catalogue, read_toml

# the order in which the plans of the state council name their domains, women's and children's merged
_DOMAINS = (
    "health", "safety", "education", "economy", "politics",
    "welfare", "security", "family", "environment", "law",
)  # fmt: skip


def load_library() -> Library:
    """Every shipped form with its checks: women before children, domains in the plans' usual order.

    Raises ``Misdeclared`` with all problems of all forms at once, also for a file that is no TOML.
    """
    home = shipped_dir("forms")
    files = sorted(home.glob("*/*.toml"), key=_form_place)
    return read_forms([(file.relative_to(home).as_posix(), read_toml(file)) for file in files])


def pack_ids() -> tuple[str, ...]:
    """The ids of the shipped plan packs, sorted."""
    return tuple(sorted(file.stem for file in _packs().glob("*.toml")))


def load_pack(pack_id: str) -> Plan:
    """The shipped pack of that id. Raises KnownProblem ``unknown_pack``, ``Misdeclared`` for a faulty one."""
    if pack_id not in pack_ids():
        raise KnownProblem("unknown_pack", pack=pack_id, known="、".join(pack_ids()))
    file = _packs() / f"{pack_id}.toml"
    return read_plan(file.name, read_toml(file))


def load_words() -> Words:
    """The catalogue of all messages; a file of it is read when one of its words is first said.

    Saying it raises ``Misdeclared`` for a faulty file, ValueError for a key that stands twice; ``problems`` reads all.
    """
    return Words(Catalogue(shipped_dir("resources") / "messages" / "zh_CN"))


def _form_place(file: Path) -> tuple[bool, int, str]:
    place = _DOMAINS.index(file.stem) if file.stem in _DOMAINS else len(_DOMAINS)
    return file.parent.name != "women", place, file.stem


def _packs() -> Path:
    return shipped_dir("resources") / "plans"


def problems() -> tuple[str, ...]:
    """Everything wrong with what ships: forms, packs, packs against forms, words. Empty when all is well."""
    found: list[str] = []
    try:
        library = load_library()
    except Misdeclared as fault:
        return fault.problems
    for pack in pack_ids():
        try:
            found += check_plan_against(load_pack(pack), library)
        except Misdeclared as fault:
            found += fault.problems
    try:
        dict(load_words().templates)
    except (Misdeclared, ValueError) as fault:
        found.append(str(fault))
    return tuple(found)


def main() -> int:
    """Print all problems of what ships (``poe forms``). Returns 1 where there are any."""
    found = problems()
    sys.stdout.write(
        "".join(f"{line}\n" for line in found) or f"forms and {len(pack_ids())} packs: in order\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
