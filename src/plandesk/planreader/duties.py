"""What a plan says of its own monitoring: what is due, to whom, by which groups."""

import re
from collections.abc import Sequence

from plandesk.core.plan import Monitoring
from plandesk.planreader.paragraphs import Paragraph

_DATA_TO = re.compile("向(?P<who>[^，。、向]{0,12}?(?:统计局|统计部门|统计机构))(?:报送|提交|提供|上报)")
_REPORT_TO = re.compile(
    "向(?P<who>[^，。、向]{1,14}?(?:妇儿工委|妇女儿童工作委员会)(?:办公室)?)(?:提交|报送|上报)[^，。]{0,16}评估报告"
)
_SPECIAL = (
    ("第三方评估", "第三方评估"), ("缺项数据", "缺项数据专项统计调查"), ("预警", "对预计达标困难、波动较大的指标及时预警"),
    ("专项调查", "突出问题专项调查、评估"), ("数据库", "妇女儿童发展统计监测数据库"), ("统计资料", "编辑年度监测统计资料"),
    ("影响评估", "重大决策对规划实施的影响评估"), ("财政预算", "监测评估经费纳入财政预算"),
)  # fmt: skip


def duties_of(chapter: Sequence[Paragraph], place: str) -> Monitoring:
    """The monitoring duties; a plan without such a chapter has the three every plan of this kind has."""
    text = "".join(p.text for p in chapter)
    said = bool(text)
    return Monitoring(
        annual=not said or bool(re.search("年度(?:统计)?监测|每年[^。]{0,12}监测", text)),
        midterm=not said or "中期" in text,
        final=not said or bool(re.search("终期|末期|期末", text)),
        data_to=_who(_DATA_TO, text, place),
        groups=tuple(
            group
            for group in ("监测组", "评估组", "统计监测组", "专家评估组")
            if re.search(f"(?<![\u4e00-\u9fff]计){group}", text)
        ),
        special=tuple(dict.fromkeys(duty for word, duty in _SPECIAL if word in text)),
        evaluation_to=_who(_REPORT_TO, text, place),
    )


def _who(pattern: re.Pattern[str], text: str, place: str) -> str:
    found = pattern.search(text)
    if found is None:
        return ""
    who = re.sub("^(?:同级|本级)", "", found["who"])
    if place and who[:1] == place[-1:]:
        return place + who[1:]
    return place + who if who.startswith(("统计", "妇儿")) and "和" not in who else who
