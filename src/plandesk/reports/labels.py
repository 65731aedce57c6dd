"""Places the words of a chart: each where it touches no line, no point and no other word, as near as can be."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Stroke = tuple[float, float, float, float]

_UP, _DOWN = 0.80, 0.16  # of the size: how far figures and words reach above and below their baseline
_MARGIN, _AIR = 0.8, 1.2  # points kept free beside a label; over and under it
_OUTSIDE, _ON_WORDS, _ON_LINE, _FURTHER = 500.0, 60.0, 12.0, 1.5  # what each is worth avoiding


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the drawing's points."""

    left: float
    bottom: float
    right: float
    top: float

    def shared(self, other: "Box") -> float:
        """The area both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * high if wide > 0 and high > 0 else 0.0

    def crossing(self, stroke: Stroke) -> float:
        """The length of ``stroke`` inside it (Liang–Barsky)."""
        x1, y1, x2, y2 = stroke
        dx, dy = x2 - x1, y2 - y1
        enter, leave = 0.0, 1.0
        for step, gap in (
            (-dx, x1 - self.left), (dx, self.right - x1), (-dy, y1 - self.bottom), (dy, self.top - y1)
        ):  # fmt: skip
            if step == 0:
                if gap < 0:
                    return 0.0
            elif step < 0:
                enter = max(enter, gap / step)
            else:
                leave = min(leave, gap / step)
        return max(0.0, leave - enter) * math.hypot(dx, dy)


@dataclass(slots=True)
class Labels:
    """What a chart's words have to keep clear of; ``frame`` is where they may stand."""

    frame: Box
    strokes: list[Stroke] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """A point mark that no word may cover."""
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def place(
        self, width: float, size: float, places: Sequence[tuple[float, float]], own: Iterable[Stroke] = ()
    ) -> tuple[float, float]:
        """The best of ``places`` (left end, baseline) for words of ``width``, the first ones preferred; taken from now on.

        ``own`` are strokes the words belong to and may touch.
        """
        mine = set(own)
        costs = [
            (self._cost(box_of(x, y, width, size), mine) + _FURTHER * order, order, x, y)
            for order, (x, y) in enumerate(places)
        ]
        _, _, x, y = min(costs)
        self.taken.append(box_of(x, y, width, size))
        return x, y

    def _cost(self, box: Box, own: set[Stroke]) -> float:
        frame = self.frame
        beyond = (
            max(0.0, frame.left - box.left) + max(0.0, box.right - frame.right)
            + max(0.0, frame.bottom - box.bottom) + max(0.0, box.top - frame.top)
        )  # fmt: skip
        cost = _OUTSIDE * (beyond > 0) + beyond
        cost += sum(_ON_WORDS + shared for other in self.taken if (shared := box.shared(other)) > 0)
        return cost + sum(
            _ON_LINE + length for s in self.strokes if s not in own and (length := box.crossing(s)) > 0
        )


def box_of(x: float, baseline: float, width: float, size: float) -> Box:
    """The room words of ``size`` take, with a little margin."""
    return Box(
        x - _MARGIN, baseline - _DOWN * size - _AIR / 2, x + width + _MARGIN, baseline + _UP * size + _AIR
    )
