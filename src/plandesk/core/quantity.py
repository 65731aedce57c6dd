"""Reading and printing figures: decimals, half up, never floats."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

# Every figure a county can have fits in these; more digits are two figures run together.
MOST_WHOLE_DIGITS = 15
MOST_DECIMALS = 10

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_HALF_WIDTH = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("．。﹒", "."),
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("－−﹣–", "-"),
        "＋": "+",
        "％": "%",
        "﹪": "%",
        "／": "/",
        "：": ":",
        "～": "~",
        **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\t", " "),
    }
)
_PLAIN = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_NUMBER = re.compile(r"(?P<sign>[-+]?) *(?P<digits>[0-9.][0-9., ]*)(?P<rest>[^0-9].*|)", re.DOTALL)
_SCALES = {"万": 4, "亿": 8}


class Unreadable(ValueError):  # noqa: N818 - a clerk's text is no fault of the program
    """A text that is no figure. ``code`` says why, a key of the catalogue (``findings.unreadable.<code>``).

    Codes: ``not_a_number``, ``comma`` (12,5), ``several_numbers`` (10-20), ``unit_in_number`` (12人),
    ``too_long``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as typed and what stood behind it: ``95 %`` is 95 and ``%``, ``1.2万人`` 1.2 and ``万人``."""

    number: Decimal
    suffix: str

    @property
    def scaled(self) -> tuple[Decimal, str]:
        """The number with a leading 万 or 亿 of the suffix multiplied in, and the rest of the suffix."""
        power = _SCALES.get(self.suffix[:1])
        if power is None:
            return self.number, self.suffix
        return self.number.scaleb(power, _WIDE), self.suffix[1:].lstrip()


def read_quantity(text: str) -> Quantity:
    """The figure ``text`` begins with and the words behind it.

    Understands full-width digits and signs, 。 as a point, and commas or spaces between thousands where they
    stand right (1,234,567). Raises ``Unreadable``.
    """
    cleaned = text.translate(_HALF_WIDTH).strip()
    found = _NUMBER.fullmatch(cleaned)
    if found is None:
        raise Unreadable("not_a_number")
    suffix = found["rest"].strip()
    # /10万 and the like are units; any other digit behind the figure is a second figure.
    if re.search(r"[0-9]", suffix) and not re.fullmatch(r"/ *10*万?", suffix):
        raise Unreadable("not_a_number" if re.fullmatch(r"[eE][-+]?[0-9]+", suffix) else "several_numbers")
    number = Decimal(_ungrouped(found["digits"].strip()))
    sign = -1 if found["sign"] == "-" else 1
    return Quantity(number if sign > 0 or not number else number.copy_negate(), suffix)


def read_number(text: str) -> Decimal:
    """``text`` as a figure; a trailing % or ‰ is allowed and ignored, 万 and 亿 are multiplied in.

    Raises ``Unreadable`` with its code.
    """
    number, suffix = read_quantity(text).scaled
    if suffix not in ("", "%", "‰"):
        raise Unreadable("unit_in_number")
    return number


def rounded(value: Decimal | Fraction, decimals: int) -> Decimal:
    """``value`` half up (away from zero at the middle) to ``decimals`` places, exactly; never ``-0``."""
    exact = Fraction(value) * 10**decimals
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    signed = -whole if exact < 0 else whole
    return Decimal(signed).scaleb(-decimals, _WIDE)


def printed(value: Decimal | Fraction, decimals: int) -> str:
    """``value`` as printed: half up, exactly ``decimals`` places, ``-0.00`` as ``0.00``."""
    return format(rounded(value, decimals), "f")


def canonical(value: Decimal) -> str:
    """The shortest true text of ``value``: no exponent, no trailing zeros, no ``-0``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def decimals_of(value: Decimal) -> int:
    """How many decimal places ``value`` was written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ungrouped(digits: str) -> str:
    """The digits without the marks between thousands. Raises ``Unreadable``."""
    if _GROUPED.fullmatch(digits):
        plain = digits.replace(",", "").replace(" ", "")
    elif _PLAIN.fullmatch(digits):
        plain = digits
    elif "," in digits:
        raise Unreadable("comma")
    else:
        raise Unreadable("several_numbers" if " " in digits else "not_a_number")
    whole, _, places = plain.partition(".")
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS or len(places) > MOST_DECIMALS:
        raise Unreadable("too_long")
    return plain.rstrip(".") if whole else plain
