"""What a document says of a plan as a whole: title, number, date, period, place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.plan import Audience, Level, Region
from plandesk.planreader.chinese_numbers import whole_number
from plandesk.planreader.outline import PlanPart, is_title
from plandesk.planreader.paragraphs import Paragraph

_PEOPLE = {"women": "妇女", "children": "儿童"}
_FIVE_YEARS = {"三": (2016, 2020), "四": (2021, 2025), "五": (2026, 2030), "六": (2031, 2035)}
_SPAN = re.compile(r"(20\d\d)年?\s*(?:-|—+|～|至|到)\s*(20\d\d)年?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[（【](?:20\d\d|19\d\d)[〕\]）】]第?\d{1,4}号")
_DATE = re.compile(
    r"(20\d\d)年(\d{1,2})月(\d{1,2})日|([二〇零○一]{1}[〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_PLACE = r"[\u4e00-\u9fff]{1,12}?(?:自治[区州县旗]|省|市|县|区|旗|州|盟|地区|林区|特区)"
_NAMED = re.compile(rf"^(?P<place>{_PLACE}(?:{_PLACE})?)(?=妇女|儿童|女性|少年|“|实施|贯彻|\d)")
_BY_ECONOMY = re.compile(rf"《(?P<place>{_PLACE})(?:国民经济|经济)(?:和|与)社会发展")
_BY_CAUSE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,4}?(?:市|县|区|旗|州|盟))(?:妇女|儿童)(?:发展|事业|儿童)"
)
_COUNTIES = re.compile("各县|县（市|县、区|县区|市、县|市县|县级")
_CITIES_LIKE_PROVINCES = ("北京市", "上海市", "天津市", "重庆市")


@dataclass(frozen=True, slots=True)
class Front:
    """The head of a plan. ``sure`` is lower where the document does not say it and it was put together."""

    title: str
    doc_no: str
    issued: str
    period: tuple[int, int]
    region: Region
    audience: Audience
    sure: float


def front_of(part: PlanPart, parts: Sequence[PlanPart], text: str, name: str) -> Front:
    """The head of ``part``. ``text`` is the whole document's, ``name`` the file's name."""
    before = part.front
    audience: Audience = "children" if part.audience == "children" else "women"
    title = _title(before, _PEOPLE[audience])
    first = parts[0].front
    period = _period(title, before, text)
    region = _region(title, text, name)
    said = bool(title)
    return Front(
        title=title or _made_title(region.name, audience, period),
        doc_no=_doc_no(first),
        issued=_issued(first, text),
        period=period,
        region=region,
        audience=audience,
        sure=0.95 if said else 0.6,
    )


def _title(before: Sequence[Paragraph], people: str) -> str:
    """The last title before the domains, with a period that stands under it."""
    for index in range(len(before) - 1, -1, -1):
        text = before[index].text
        if is_title(text) and people in text and not re.search("关于|实施情况|总结", text):
            following = before[index + 1].text if index + 1 < len(before) else ""
            if _SPAN.search(following) and len(following) <= 16 and not _SPAN.search(text):
                text = f"{text}（{following.strip('（）')}）"
            return re.sub(r"(?<=\d)(?:-|～)(?=\d)", "—", text)
    for paragraph in before:  # a notice names what it issues
        for quoted in re.findall("《([^《》]{6,40})》", paragraph.text):
            if (
                people in quoted
                and re.search("规划|纲要", quoted)
                and _NAMED.match(quoted)
                and "印发" in paragraph.text
            ):
                return str(quoted)
    return ""


def _made_title(place: str, audience: Audience, period: tuple[int, int]) -> str:
    five = next((sign for sign, span in _FIVE_YEARS.items() if span == period), "")
    if five:
        return f"{place}{_PEOPLE[audience]}发展“十{five}五”规划"
    return f"{place}{_PEOPLE[audience]}发展规划（{period[0]}—{period[1]}年）"


def _period(title: str, before: Sequence[Paragraph], text: str) -> tuple[int, int]:
    for words in (title, *(p.text for p in before if len(p.text) <= 40)):
        if (span := _span(words)) is not None:
            return span
    own = "".join(p.text for p in before)
    plans = Counter(
        span
        for words in re.findall("《([^《》]*)》|“(十[四五六]五)”时期", own)
        for w in words
        if (span := _span(w))
    )
    if (fives := re.findall("“十([四五六])五”(?:时期|期间|规划)", own)) and fives:
        return _FIVE_YEARS[Counter(fives).most_common(1)[0][0]]
    if plans:
        return plans.most_common(1)[0][0]
    ends = [int(year) for year in re.findall(r"到(20[2-4]\d)年", text) if int(year) % 5 == 0]
    end = Counter(ends).most_common(1)[0][0] if ends else 2030
    return (2021, end) if 2021 < end <= 2030 else (end - 9, end)


def _span(words: str) -> tuple[int, int] | None:
    if (found := _SPAN.search(words)) is not None:
        first, last = int(found[1]), int(found[2])
        return (first, last) if 3 <= last - first <= 15 else None
    if (five := re.search("十([三四五六])五", words)) is not None and re.search("规划|纲要|计划", words):
        return _FIVE_YEARS[five[1]]
    return None


def _doc_no(before: Sequence[Paragraph]) -> str:
    for paragraph in before[:40]:
        if len(paragraph.text) <= 60 and (found := _NUMBER.search(paragraph.text)) is not None:
            return found[0]
    return ""


def _issued(before: Sequence[Paragraph], text: str) -> str:
    alone = [p.text for p in before if len(p.text) <= 24]
    for words in (*alone, *re.findall("[^。]{0,12}日印发", text)):
        if (found := _DATE.search(words)) is None:
            continue
        if found[1]:
            year, month, day = int(found[1]), int(found[2]), int(found[3])
        else:
            year, month, day = (whole_number(found[k].replace("○", "〇")) or 0 for k in (4, 5, 6))
        if 1990 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year}-{month:02}-{day:02}"
    return ""


def _region(title: str, text: str, name: str) -> Region:
    found = _NAMED.match(title) or _NAMED.match(re.sub(r"^\W+", "", name))
    place = found["place"] if found else ""
    if not place and (bare := re.match(r"(?P<place>[\u4e00-\u9fff]{2,6}?)(?:妇女|儿童)", title)):
        place = bare["place"]
    if not place:
        named = Counter(m["place"] for m in _BY_ECONOMY.finditer(text) if not m["place"].endswith("省"))
        named = named or Counter(m["place"] for m in _BY_CAUSE.finditer(text))
        place = named.most_common(1)[0][0] if named else ""
    if (
        inner := re.fullmatch(rf"(?:{_PLACE})(?P<own>[\u4e00-\u9fff]{{1,8}}(?:县|区|市|旗))", place)
    ) is not None and len(place) > 4:
        place = inner["own"]
    return Region(place or "（文件没有写明）", "", _level(place, text))


def _level(place: str, text: str) -> Level:
    if place.endswith(("省", "自治区")) or place in _CITIES_LIKE_PROVINCES:
        return "province"
    if place.endswith(("州", "盟", "地区")):
        return "prefecture"
    if place.endswith("市") and len(_COUNTIES.findall(text)) >= 2:
        return "prefecture"
    return "county"
