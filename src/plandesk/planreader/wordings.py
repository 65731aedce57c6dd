"""How the genre says that something is to be reached: the words between a name and its figure."""

import re

_YEAR_END = "(?:年?底前|年?末前|年底|底|末|前)?"
YEAR = rf"(?:(?:到|至|在|截至|截止)?20\d\d年{_YEAR_END}(?:(?:、|和|及|与|，)(?:到|至)?20\d\d年{_YEAR_END})*)"
_BASE_TIME = "(?:20\\d\\d年?|上一?年度?|“十三五”[^，]{0,3}末|基期|基线)(?:数据|水平|末|底|同期)?"
BASE = (
    rf"(?:(?:以|在|与|同){_BASE_TIME}(?:为(?:基数|基期|基准|基础)|的?基础上|相比|比)|"
    rf"(?:(?<!占)比|较){_BASE_TIME}(?:相比)?)"
)
PERIOD = r"(?:“?十[四五六]五”?(?:规划)?(?:期末|末期|末|时期|期间)|规划(?:周期|期)(?:内|末)|期末|规划末期|未来(?:五|十)年|五年内|十年内|[\d五十]+年(?=下降|降低|减少|提高|增长))"
_AT_LEAST = "不得?低于|不得?少于|至少|最少|大于等于|不小于|≥"
_AT_MOST = "不得?高于|不得?超过|不得?大于|不多于|最多|小于等于|≤"
_OVER = "超过|高于|大于|多于|突破|>"
_UNDER = "低于|少于|小于|<"
_REACH = (
    "达到或超过|达到并|达到|达成|提高到|提高至|提升到|提升至|上升到|上升至|增加到|增加至|增长到|增长至|增至|增到|升至|升到|扩大到|扩大至|"
    "延长到|延长至|发展到|扩展到|实现|完成|为|是|达"
)
_FALL = "控制在|控制到|控制|降低到|降低至|降至|降到|下降到|下降至|减少到|减少至|压减到|压减至|压缩到|压缩至|缩小到|缩小至|限制在|下降为|降为"
_KEEP = "稳定保持在|稳定在|稳定|保持在|保持到|保持|维持在|维持|巩固在|巩固提高到|巩固到|巩固|稳定到"
_CHANGE = "年增|年降|提高|提升|降低|下降|减少|增加|增长|上升|缩小|延长|递增|递减|压减|放宽|扩大|翻"
_MANNER = (
    "零发生或|将|以|分别|均|各自|各|都|全部|全面|基本上|基本|力争|争取|努力|确保|保证|总体|总体上|逐步|逐年|逐届|持续|稳步|明显|显著|不断|继续|始终|同步|"
    "进一步|每年|年均|每年平均|平均|平均每年|约|大约|接近|近|应当|应|要|须|需|再|已|能够|左右|有效|大幅|在|到|至|占到|占|即|一般|普遍|最低|："
)
OP_WORDS = "|".join((_AT_LEAST, _AT_MOST, _OVER, _UNDER, _REACH, _FALL, _KEEP, _CHANGE, _MANNER))
FROM_FIGURE = r"(?:(?:由|从)(?:20\d\d年(?:底|末)?的?)?[\d.]+(?:%|‰|/10万|/万|岁|年|个|张|人)?)"
OP_RUN = re.compile(
    rf"(?P<subject>.*?)(?P<op>(?:{FROM_FIGURE}|{BASE}|{YEAR}|{PERIOD}|{OP_WORDS}|以[^，]{{1,14}}?为单位|(?<=年)的|，)*+)$"
)
AT_LEAST = re.compile(_AT_LEAST)
AT_MOST = re.compile(_AT_MOST)
OVER = re.compile(f"(?<!不)(?<!不得)(?:{_OVER})")
UNDER = re.compile(f"(?<!不)(?<!不得)(?:{_UNDER})")
FALLING = re.compile(_FALL)
KEEPING = re.compile(_KEEP)
ABOUT = re.compile("约|接近|近|基本(?!养老|医疗|公共|生活)|左右")
CHANGING = re.compile(
    r"(?P<down>年降|降低|下降|减少|缩小|递减|压减)|(?P<up>年增|提高|提升|增加|增长|上升|延长|递增|扩大|翻)(?!到|至|为)"
)
CHANGED_TO = re.compile("(?:到|至|为|在|于)$")
PER_YEAR = re.compile("年增|年降|每年|年均|逐年|每一年|上一?年")
STRETCH = re.compile("力争|争取(?=[^，。]{0,20}(?:达到|提高|实现|降))")
STAGE_YEAR = re.compile(r"20\d\d(?=年)")
BASE_YEAR = re.compile(BASE)
UNIT_SCOPE = re.compile("以(?P<scope>[^，。]{1,14}?)为单位(?:，)?")
# How something changes, between a name and its verb.
MANNER = "(?:均|都|得到|有所|有效|逐步|逐年|逐届|不断|持续|稳步|同步|稳定|明显|显著|大幅度?|进一步|基本|较大幅度|适当|适度|总体|继续|加快|大力|积极|全面|一般)*"
# What may stand before a name in its clause.
FRONT = re.compile(
    rf"(?:{YEAR}|{PERIOD}|[一二三四五六七八九十]{{1,2}}是(?!否)|其中|同时|并且|并|且(?!末)|使(?!用)|将|确保|保证|力争|争取|努力|实现(?!率)|推动|推进|促进(?=.{{0,4}}(?:率|比例|\d))|促使|逐步|进一步|不断|持续|"
    r"巩固(?!率)|提高|提升(?!工程)|降低|减少|控制(?!率)|扩大|保障(?!性|房|水平|率|覆盖|待遇)|全面(?!二孩)|有效|稳步|继续|明显|大力|加快|加强|积极|切实|"
    r"基本(?=实现|达到|完成|消除|建成|普及)|总体上?|对(?=符合)|所有|各地|市、县（[^）]{1,12}）(?:两级)?|[省市县区乡镇村](?:、[省市县区乡镇村]){1,3}(?:[两二三四]级)(?:的|均)?|市、县区?(?:两级)?(?=[党政机])|做到|形成|，|、|和(?!谐)|及|以及|使得|让|对(?!口)|预防和|达到|完善)+"
)
# A rate where less is better: 「保持在2%」 then is an upper bound.
LOWER_BETTER = re.compile(
    "死亡|患病|发病|发生率|近视|贫血|迟缓|低体重|龋|传播|感染|缺陷|犯罪|辍学|文盲|肥胖|超重|剖宫产|流产|不良|伤残|致残|缺失|失学|流失|畸形|出生率(?<=患儿出生率)"
)
# What is done about it: more is better though the name tells of an illness.
DONE_ABOUT = re.compile(
    "(?:检测|筛查|治疗|应用|干预|管理|知晓|接种|覆盖|救助|矫治|矫正|康复|随访|监测|阻断|预防|防治|普及|建档|报告|服药|诊断|检查|排查|评估|处置|诊疗|早治|填充|封闭|补服|补充|达标|合格|参与)(?:服务)?(?:率|比例)$"
)
# Words that provide something, before 「1所 …」.
PROVIDING = re.compile(
    "(?:配备|配置|设置|设立|建立|建有|建成|建设|建好|新建|创建|培育|培树|培养|打造|扶持|孵化|开展|举办|组织|办好|拥有|设有|掌握|形成|提供|配有|开设|安排|参加|完成|成立|"
    "推出|评选|改造|发展|享有|接受|派驻|有|设|建|办|配)(?:或(?:培育|孵化|新建|建设))?$"
)


def front_stripped(clause: str) -> str:
    """``clause`` without the years, adverbs and verbs before the name."""
    found = FRONT.match(clause)
    return clause[found.end() :] if found else clause


# Bodies named together, each with a leading group of its own.
BODIES = re.compile(
    "(?P<of>(?:各级|县级以上|[省市县区乡镇]级)?(?:地方)?)(?P<bodies>(?:党委|人大|政府|政协)(?:[、和及与](?:党委|人大|政府|政协)){1,3})(?P<what>领导班子|班子)(?:成员)?中?"
)

# The year and figure a target starts from.
STARTS_FROM = re.compile(
    r"(?:由|从|在|比|较)(?P<year>20\d\d)年(?:底|末)?的?(?P<value>\d+(?:\.\d+)?)(?P<unit>%|‰|/10万|/万|岁|年|个|张|名|人|元)?"
    r"(?:的?基础上)?(?=[^，]*$|，(?:到|至|20\d\d|分别))"
)
