"""Short names of responsible units for narrow columns; the full name stands in the tooltip and on the card."""

from collections.abc import Mapping
from types import MappingProxyType

_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "卫生健康局": "卫健局",
        "卫生健康和体育局": "卫体局",
        "人力资源和社会保障局": "人社局",
        "医疗保障局": "医保局",
        "市场监督管理局": "市监局",
        "住房和城乡建设局": "住建局",
        "住房和城乡建设管理局": "住建局",
        "文化和旅游局": "文旅局",
        "生态环境局": "生态局",
        "退役军人事务局": "退役局",
        "农业农村局": "农业局",
        "妇女联合会": "妇联",
        "残疾人联合会": "残联",
        "工商业联合会": "工商联",
        "人民法院": "法院",
        "人民检察院": "检察院",
    }
)


def short_unit(name: str) -> str:
    """The short name of a unit; joined units are shown by their first."""
    first = name.split("、")[0]
    short = _SHORT.get(first, first)
    return f"{short}等" if "、" in name else short
