"""handover: the data file's copy and the page on where things stand, for the next clerk."""

from argparse import Namespace
from pathlib import Path

from plandesk.cli.context import Context, say


def handover(context: Context, args: Namespace) -> int:
    """The handover pack in a folder."""
    from plandesk.reports.handover import hand_over

    with context.look(args.file) as file:
        pack = hand_over(file, args.year, Path(args.out), words=context.words, now=context.now)
    for path in (pack.copy, pack.paper):
        say(context.words.say("cli.written", path=path))
    return 0
