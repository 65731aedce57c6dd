"""Proves under Wine that the built program installs, starts, works, upgrades and leaves: ``poe wine-check``."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import build
from wine.desk import WineDesk
from wine.journey import CheckFailed, Journey

SHOTS = build.ROOT / "shots"


def check(folder: Path, portable: Path, setup: Path, scratch: Path, shots: Path) -> None:
    """Run every step of the journey on a fresh Windows. Raises CheckFailed at the first that goes wrong."""
    shots.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with WineDesk(scratch) as desk:
        print(f"{time.monotonic() - started:6.1f} s  a Chinese Windows 10 under Wine", flush=True)
        journey = Journey(desk, folder, setup, scratch, shots)
        for title, step in journey.steps(portable):
            try:
                told = step()
            except (TimeoutError, subprocess.TimeoutExpired, OSError) as fault:
                desk.photograph(shots / "windows-failed.png")
                raise CheckFailed(f"{title}: {fault}") from fault
            except CheckFailed as fault:
                desk.photograph(shots / "windows-failed.png")
                raise CheckFailed(f"{title}: {fault}") from fault
            print(f"{time.monotonic() - started:6.1f} s  {title}{': ' if told else ''}{told or ''}", flush=True)


def main(words: list[str]) -> int:
    """Build, then check. 0 passed (or, with ``--where-possible``, no Wine can be had), 1 failed, 3 no Wine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--where-possible", action="store_true", help="pass, saying so, where Wine cannot be had")
    parser.add_argument("--built", type=Path, help="a scratch folder of an earlier build: nothing is built anew")
    own = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for what in ("build", "wine"):
        if build.prepare(what):
            print("wine-check DID NOT RUN: the system packages above are missing and cannot be installed here.")
            return 0 if own.where_possible else 3
    options = build.options_of(["--scratch", str(own.built)] if own.built else [])
    try:
        made = find_built(options) if own.built else build.build(options)
        assert made.setup is not None
        with tempfile.TemporaryDirectory(prefix="plandesk-wine-") as scratch:
            check(made.folder, made.portable, made.setup, Path(scratch).resolve(), SHOTS)
    except (ValueError, subprocess.CalledProcessError, CheckFailed) as fault:
        print(f"wine-check FAILED: {fault}", file=sys.stderr)
        return 1
    print("wine-check passed; pictures under shots/")
    return 0


def find_built(options: argparse.Namespace) -> build.Built:
    """What an earlier build left. Raises ValueError where there is none."""
    setups = sorted(options.out.glob("plandesk-*-setup.exe"))
    if not setups or not (options.scratch / "plandesk").is_dir():
        raise ValueError("nothing built there yet: run poe installer first")
    version = setups[-1].name.split("-")[1]
    portable = options.out / f"plandesk-{version}-portable.zip"
    return build.Built(version, (options.scratch / "plandesk").resolve(), portable, setups[-1].resolve())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
