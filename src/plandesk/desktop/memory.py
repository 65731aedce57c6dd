"""When Python looks for cycles in memory: not while what stays is being made, and later only among what came since."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def making_what_stays() -> Iterator[None]:
    """No search for cycles inside; what was made is set aside, so that one while the clerk types is short."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searching:
            gc.enable()


def leave_to_the_end() -> None:
    """The program ends: what is left goes with the process, nobody searches it first."""
    gc.freeze()


def let_go() -> None:
    """What was set aside is searched again: a file was closed."""
    gc.unfreeze()
