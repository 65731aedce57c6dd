"""Numbers written in Chinese: 九十五, 十二点五, 两, 三成, 三分之二."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def whole_number(written: str) -> int | None:
    """``written`` as a whole number (二十三 → 23, 二〇二二 → 2022), None where it is none."""
    if not written or any(sign not in _DIGITS and sign not in _PLACES for sign in written):
        return None
    if not any(sign in _PLACES for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total, section, digit = 0, 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            section += (digit or 1) * _PLACES[sign]
            digit = 0
    return total + section + digit


def decimal_number(written: str) -> Decimal | None:
    """``written`` with 点 as the decimal point, or in ordinary digits; None where it is none."""
    try:
        if written.isascii() and written.replace(".", "", 1).isdigit():
            return Decimal(written)
    except ValueError:
        return None
    whole, point, places = written.partition("点")
    before = whole_number(whole)
    if before is None:
        return None
    if not point:
        return Decimal(before)
    after = [_DIGITS.get(sign) for sign in places]
    if not after or None in after:
        return None
    return Decimal(f"{before}.{''.join(map(str, after))}")


def tenths(written: str) -> Decimal | None:
    """三成 → 30, 九成五 → 95: per cent."""
    whole, _, half = written.partition("成")
    first = whole_number(whole)
    if first is None or not 0 < first <= 10:
        return None
    return Decimal(first * 10 + (_DIGITS.get(half, 0) if half != "半" else 5))


def fraction(over: str, under: str) -> Decimal | None:
    """三分之二, 2/3 (over 二, under 三) → 66.67: per cent to two places."""
    top, bottom = decimal_number(over), decimal_number(under)
    if top is None or not bottom:
        return None
    share = top * 100 / bottom
    return share if share == share.to_integral_value() else share.quantize(Decimal("0.01"), ROUND_HALF_UP)
