"""What explains a finding, and what only says that the figure is right."""

import pytest

from plandesk.core.explaining import too_short


@pytest.mark.parametrize(
    "text",
    [
        "",
        "属实",
        "   ",
        "情况属实。",
        "数据无误",
        "经核实，数据无误",
        "该数据经复核，真实准确",
        "已核实",
        "无异常。。",
    ],
)
def test_says_nothing(text: str) -> None:
    assert too_short(text)


@pytest.mark.parametrize(
    "text",
    [
        "已与责任单位电话核实，数据属实",
        "撤并两所村小，在校生转入城区",
        "2024年1例死亡，经评审为不可避免死亡",
        "口径变动",
    ],
)
def test_says_something(text: str) -> None:
    assert not too_short(text)
