"""Prints how well the real documents are read, whole and damaged: ``PLANDESK_SEEDS=… python tests/planreader/measure.py``."""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers.damaged_plans import DAMAGES, ENCODINGS, as_pdf, as_word
from helpers.plan_scores import SEEDS, Scores, scores, seeds_folder
from plandesk.planreader.drafts import read_document
from plandesk.store.shelf import load_library, load_pack, load_words


def main() -> int:
    """Print the scores. Returns 1 where there are no documents to measure on."""
    folder = seeds_folder()
    if folder is None:
        print("PLANDESK_SEEDS is unset: nothing to measure on")
        return 1
    with tempfile.TemporaryDirectory() as made:
        for name, file in SEEDS.items():
            text = (folder / file).read_text(encoding="utf-8")
            _print(name, _score(name, folder / file))
            for damage, spoil in DAMAGES.items():
                copy = Path(made) / "copy.txt"
                copy.write_text(spoil(text), encoding="utf-8")
                _print(f"  {damage}", _score(name, copy))
            for encoding in ENCODINGS:
                copy = Path(made) / "copy.txt"
                copy.write_bytes(text.encode(encoding))
                _print(f"  {encoding}", _score(name, copy))
            for make, suffix in ((as_word, "docx"), (as_pdf, "pdf")):
                copy = Path(made) / f"copy.{suffix}"
                make(text, copy)
                _print(f"  {suffix}", _score(name, copy))
    return 0


def _score(name: str, path: Path) -> tuple[Scores, float]:
    start = time.perf_counter()
    drafts = read_document(path, load_library(), load_words()).drafts
    spent = time.perf_counter() - start
    packs = {"women": load_pack(f"{name}_women"), "children": load_pack(f"{name}_children")}
    return scores((draft, packs[draft.plan.audience]) for draft in drafts), spent


def _print(what: str, measured: tuple[Scores, float]) -> None:
    found, spent = measured
    print(f"{what:22} {spent:.1f} s, goals wrong in {found.goals_wrong or 'none'}")
    for part in ("goals", "measures", "directions"):
        print(f"{'':24}{part:11}{getattr(found, part)}")


if __name__ == "__main__":
    raise SystemExit(main())
