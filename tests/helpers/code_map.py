"""README's map of the code, drawn from the modules' own first sentences: ``poe map`` rewrites it, a test compares it."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "plandesk"
BEGIN, END = "<!-- map: begin (poe map) -->\n", "<!-- map: end -->\n"


def first_sentence(module: Path) -> str:
    """The first line of a module's docstring. Raises ValueError where there is none."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{module.relative_to(ROOT)} has no docstring")
    return text.split("\n\n")[0].replace("\n", " ").strip()


def code_map() -> str:
    """The map: packages as headings, their modules below, one line each."""
    lines: list[str] = []
    for package in sorted({p.parent for p in PACKAGE.rglob("*.py")}):
        inside = package.relative_to(PACKAGE).as_posix()
        title = "plandesk" if inside == "." else inside
        lines.append(f"- **{title}/** {first_sentence(package / '__init__.py')}")
        lines += [
            f"  - `{module.name}` {first_sentence(module)}"
            for module in sorted(package.glob("*.py"))
            if module.name != "__init__.py"
        ]
    return "\n".join(lines) + "\n"


def readme_map() -> str:
    """The map as README holds it now."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text.split(BEGIN)[1].split(END)[0]


def rewrite() -> None:
    """Put the map into README."""
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    readme.write_text(before + BEGIN + code_map() + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    rewrite()
    sys.stdout.write("README.md: map rewritten\n")
