"""Proves under Wine that the built program installs, starts, works, upgrades and leaves: ``poe wine-check``."""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import build
from wine.desk import Wine, WineDesk, find_wine
from wine.journey import CheckError, Journey

SHOTS = build.ROOT / "shots"
NOT_RUN = "wine-check DID NOT RUN: the system packages above are missing and cannot be installed here."


def check(made: build.Built, wine: Wine, scratch: Path, shots: Path) -> None:
    """Run every step of the journey on a fresh Windows. Raises CheckError at the first that goes wrong."""
    assert made.setup is not None
    shots.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with WineDesk(scratch, wine) as desk:
        print(f"{time.monotonic() - started:6.1f} s  a Chinese Windows 10 under {wine.version}", flush=True)
        journey = Journey(desk, made.folder, made.setup, scratch, shots)
        for title, step in journey.steps(made.portable):
            try:
                told = step()
            except (CheckError, TimeoutError, subprocess.SubprocessError, OSError) as fault:
                desk.photograph(shots / "windows-failed.png")
                raise CheckError(f"{title}: {fault}") from fault
            print(
                f"{time.monotonic() - started:6.1f} s  {title}{': ' if told else ''}{told or ''}", flush=True
            )


def check_same_bytes(cache: Path, made: build.Built, scratch: Path) -> None:
    """Build wheel and folder once more and compare. Raises CheckError where a byte differs."""
    first, second = (build.build_wheel(scratch / name).read_bytes() for name in ("a", "b"))
    if first != second:
        raise CheckError("plandesk's wheel, built twice, differs")
    again, _, _ = build.build_folder(made.wheel, made.python, cache, scratch)
    before, after = digests(made.folder), digests(again)
    differing = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if differing:
        raise CheckError(f"built again, {len(differing)} files differ: {', '.join(differing[:5])}")
    print("the same input built again gives the same bytes", flush=True)


def digests(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main(words: list[str]) -> int:
    """Build, then check. 0 passed, 1 failed, 3 no Wine (0 and a sentence with ``--where-possible``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--where-possible", action="store_true", help="pass, saying so, where Wine cannot be had"
    )
    own, rest = parser.parse_known_args(words)
    options = build.options_of(rest)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    absent = 0 if own.where_possible else 3
    if build.prepare("build"):
        print(NOT_RUN)
        return absent
    try:
        made = build.build(options)
        with tempfile.TemporaryDirectory(prefix="plandesk-wine-") as name:
            scratch = Path(name).resolve()
            if not options.sign:  # a signature carries its time
                check_same_bytes(options.cache.resolve(), made, scratch)
            if build.prepare("wine"):
                print(NOT_RUN)
                return absent
            try:
                wine = find_wine()
            except ValueError as lacking:
                print(f"wine-check DID NOT RUN: {lacking}")
                return absent
            check(made, wine, scratch, SHOTS)
    except (ValueError, subprocess.SubprocessError, RuntimeError, CheckError) as fault:
        print(f"wine-check FAILED: {fault}", file=sys.stderr)
        return 1
    print("wine-check passed; pictures under shots/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
