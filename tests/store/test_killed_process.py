"""A process killed while it writes loses nothing it had acknowledged, and its lock does not outlive it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.data_files import Desk, figure
from plandesk.core.records import CellKey

EDITS = 1000
KILLS = 6

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3].split("|")
from helpers.data_files import Clock, Desk, figure
from plandesk.store.shelf import load_words

with Desk(load_words(), Clock(), by="李强").open(Path(sys.argv[1])) as file:
    assert not file.read_only, file.held_by
    print("open", flush=True)
    sys.stdin.readline()
    start = int(sys.argv[2])
    for number in range(start, 1000):
        records = [figure(str(number), f"indicator_{number % 50}", 2021 + number % 4)]
        if number % 10 == 9:
            records += [figure(str(number), f"pasted_{k}") for k in range(40)]
        made = file.record(records, origin="typed", label=f"录入{number}")
        assert len(made.changes) == len(records)
        print(number, flush=True)
"""


def started(place: Path, first: int) -> "subprocess.Popen[str]":
    roots = [str(Path(__file__).parents[1]), str(Path(sys.modules["plandesk"].__file__ or "").parents[1])]
    command = [sys.executable, "-c", CHILD, str(place), str(first), "|".join(roots)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def told_to_begin(child: "subprocess.Popen[str]") -> None:
    assert child.stdin is not None
    child.stdin.write("begin\n")
    child.stdin.close()


def killed_at(child: "subprocess.Popen[str]", acknowledged: int, delay: float) -> list[str]:
    """What the child had printed, when it is killed ``delay`` seconds after its ``acknowledged``-th edit."""
    assert child.stdout is not None
    told_to_begin(child)
    lines = [child.stdout.readline() for _ in range(acknowledged)]
    time.sleep(delay)
    child.kill()
    lines += child.stdout.readlines()
    child.stdout.close()
    child.wait()
    # the last line may be cut off by the kill; then it was not acknowledged
    return [line.strip() for line in lines if line.endswith("\n")]


def test_what_was_acknowledged_survives_the_kill(desk: Desk, place: Path) -> None:
    desk.create(place).close()
    chance = random.Random(20241124)
    done = 0
    for _ in range(KILLS):
        child = started(place, done)
        acknowledged = killed_at(child, chance.randint(1, EDITS // KILLS - 20), chance.random() * 0.01)
        assert acknowledged
        assert done + len(acknowledged) - 1 == int(acknowledged[-1])
        with desk.open(place) as file:
            assert not file.read_only, "the lock of a killed process is taken over"
            assert file.verify() == ()
            labels = [step.label for step in reversed(file.history())]
            assert labels == [f"录入{number}" for number in range(len(labels))]
            assert int(acknowledged[-1]) + 1 <= len(labels) <= int(acknowledged[-1]) + 2
            last = len(labels) - 1
            held = file.snapshot().observations
            assert held[CellKey(f"indicator_{last % 50}", 2021 + last % 4)].text == str(last)
            pasted = {held[key].text for key in held if key.indicator.startswith("pasted_")}
            assert len(pasted) <= 1, "a step is there whole or not at all"
            done = len(labels)
    child = started(place, done)
    told_to_begin(child)
    assert child.stdout is not None
    lines = child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == 0
    assert lines[-1] == f"{EDITS - 1}\n"
    with desk.open(place) as file:
        assert len(file.history()) == EDITS
        assert file.verify() == ()
        assert len(file.snapshot().observations) == 100 + 40


def test_a_second_process_reads_while_the_first_writes(desk: Desk, place: Path) -> None:
    desk.create(place).close()
    child = started(place, 0)
    assert child.stdout is not None
    with desk.open(place) as reader:
        assert reader.read_only
        assert reader.held_by is not None
        assert reader.held_by.startswith("李强（")
        told_to_begin(child)
        seen = [len(reader.snapshot().observations)]
        while child.stdout.readline() not in ("300\n", ""):
            seen.append(len(reader.snapshot().observations))
            if len(seen) % 50 == 0:
                assert reader.verify() == ()
        child.kill()
        child.stdout.close()
        child.wait()
        assert seen == sorted(seen)
        assert seen[0] < seen[-1] == 140
    with desk.open(place) as writer:
        assert not writer.read_only
        writer.record([figure("1")], origin="typed", label="录入")


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_two_writers_after_a_lock_file_was_removed_by_hand_stay_in_step(desk: Desk, place: Path) -> None:
    with desk.create(place) as first:
        first.record([figure("1")], origin="typed", label="甲")
        place.with_name(place.name + ".lock").unlink()
        with desk.open(place) as second:
            assert not second.read_only
            second.record([figure("2")], origin="typed", label="乙")
            made = first.record([figure("3")], origin="typed", label="丙")
            assert made.changes[0].before is not None
            assert made.changes[0].before["text"] == "2"
            second.undo()
        first.undo()
        assert first.snapshot().observations[figure("1").address].text == "1"
        assert first.verify() == ()
