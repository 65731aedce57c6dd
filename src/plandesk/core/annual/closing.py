"""The annexes in words and the signatures: 编制说明, 符号说明, 指标解释, 审核签署."""

import hashlib
from collections.abc import Iterable, Sequence

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.options import NationalFact
from plandesk.core.annual.wording import value_words
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation
from plandesk.core.judging.trend import FEWEST, WINDOW
from plandesk.core.judging.weather import ON_TRACK_BELOW, SLIGHTLY_OFF_UP_TO
from plandesk.core.plan import Region
from plandesk.core.quantity import canonical, decimals_of, printed
from plandesk.core.report_model import Element, Heading, Paragraph, Signatures, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_LEVELS = {"county": "", "prefecture": "", "province": ""}
_MARKS = (("●", "good"), ("◎", "reach"), ("△", "slight"), ("▲", "bad"), ("○", "open"))


def whole_of(region: Region) -> str:
    """全市, 全县, 全区…: how a report speaks of its own region."""
    return "全" + level_word(region)


def level_word(region: Region) -> str:
    """市, 县, 区, 省, 旗… by the region's own name."""
    return region.name[-1] if region.name else _LEVELS[region.level]


def notes(
    words: Words, region: Region, evaluation: Evaluation, tables: Iterable[Table], *, public: bool = False
) -> list[Element]:
    """编制说明 and 符号说明. The rules are stated from the engine's own parameters, the signs are those that occur.

    ``public``: what the public edition withholds, and why, is said too.
    """
    texts = [
        words.say("report.notes.scope", whole=whole_of(region), year=evaluation.year),
        words.say("report.notes.data"),
        words.say("report.notes.rounding"),
        words.say(
            "report.notes.rules", window=WINDOW, fewest=FEWEST, tolerance=canonical(evaluation.tolerance),
            on_track=printed(ON_TRACK_BELOW * 100, 0), slightly_off=printed(SLIGHTLY_OFF_UP_TO * 100, 0),
        ),
        words.say("report.notes.counting"),
    ]  # fmt: skip
    if public:
        texts.append(words.say("report.public.notes", number=len(texts) + 1))
    return [
        Heading(words.say("report.headings.compilation"), 2, in_contents=False),
        *(Paragraph(text, small=True) for text in texts),
        Heading(words.say("report.headings.signs"), 2, in_contents=False),
        Paragraph(sign_words(words, tables), small=True),
    ]


def sign_words(words: Words, tables: Iterable[Table]) -> str:
    """符号说明: the signs that occur in ``tables``, in one paragraph."""
    cells: set[str] = set()
    signed = False
    for table in tables:
        cells.update(cell for row in table.rows() for cell in row.cells)
        signed = signed or any(note.sign for note in table.notes)
    wanted = [
        ("zero", "0" in cells), ("none", "无" in cells), ("no_case", "无例" in cells), ("dash", "—" in cells),
        ("withheld", "密" in cells), ("star", any(c.endswith("*") for c in cells)), ("brackets", signed),
        ("plus", any(c.startswith(("+", "−")) for c in cells)),
        *((key, any(c.startswith(mark) for c in cells)) for mark, key in _MARKS),
    ]  # fmt: skip
    return words.say(
        "report.signs.intro", signs="；".join(words.say(f"report.signs.{k}") for k, there in wanted if there)
    )


def definitions(
    words: Words, facts: Iterable[Fact], year: int, national: Iterable[NationalFact] = ()
) -> list[Element]:
    """指标解释: one entry per indicator: what it means, how it is computed, when it is taken, who reports it.

    With the latest national figure up to ``year`` and the 国纲's target, where they are published.
    """
    published = {fact.indicator: fact for fact in national}
    indicators: dict[str, Indicator] = {}
    names: dict[str, list[str]] = {}
    for fact in facts:
        own = fact.own or fact.indicator
        names.setdefault(own.code, []).append(fact.target.name)
        for indicator in (own, fact.indicator):
            indicators[indicator.code] = indicator
    if not indicators:
        return []
    return [
        Heading(words.say("report.headings.definitions"), 2, in_contents=False),
        *(
            Paragraph(
                _definition(words, i, names.get(code, ())) + national_words(words, i, year, published.get(code)),
                small=True, lead=i.name,
            )
            for code, i in indicators.items()
        ),
    ]  # fmt: skip


def national_words(words: Words, indicator: Indicator, year: int, fact: NationalFact | None) -> str:
    """全国：2022年为43.2%（source）；the outline's target. "" where nothing is published up to ``year``."""
    if fact is None:
        return ""
    parts = []
    known = [figure for figure in fact.figures if figure[0] <= year]
    if known:
        last, value, source = max(known)
        text = value_words(printed(value, max(indicator.decimals, decimals_of(value))), indicator)
        parts.append(words.say("report.definition.national_figure", year=last, value=text, source=source))
    if fact.target is not None and fact.target.value is not None:
        key = {"<=": "at_most", "≈": "about"}.get(fact.target.op, "at_least")
        slots = {"outline": fact.target.name.replace("、", "》《"), "year": fact.target.stage_year}
        goal = value_words(canonical(fact.target.value), indicator)
        parts.append(words.say(f"report.definition.national_{key}", value=goal, **slots))
    return words.say("report.definition.national", parts="；".join(parts)) if parts else ""


def _definition(words: Words, indicator: Indicator, names: Sequence[str]) -> str:
    others = [name for name in dict.fromkeys(names) if name != indicator.name]
    called = words.say("report.definition.called", names="”“".join(others)) if others else ""
    formula = ""
    if indicator.has_parts and indicator.base is not None:
        formula = words.say(
            "report.definition.formula", numerator=indicator.numerator, denominator=indicator.denominator,
            base=base_words(indicator, words),
        )  # fmt: skip
    definition = indicator.definition.rstrip("。") + "。" if indicator.definition else ""
    return words.say(
        "report.definition.text", called=called, definition=definition, formula=formula,
        period=words.say(f"report.definition.period_{indicator.period_kind}"),
        source=words.say("report.definition.source", unit=indicator.reporter),
    )  # fmt: skip


def base_words(indicator: Indicator, words: Words) -> str:
    """What a quotient is multiplied by: ×100%, ×10万; ×1000 without ‰ where the unit is another (个 per 1,000)."""
    base = canonical(indicator.base) if indicator.base is not None else "1"
    if base == "1":
        return ""
    sign = {"100": "%", "1000": "‰"}.get(base)
    usual = base in ("10000", "100000") or (sign is not None and indicator.unit == sign)
    return words.say(f"report.definition.base_{base if usual else 'other'}", base=base)


def signatures(
    words: Words, snapshot: Snapshot, year: int, units: Sequence[str], month: str, edited: int
) -> Signatures:
    """审核签署 with the line about the data: stage, corrections, a checksum of the year's figures."""
    region = snapshot.region
    state = snapshot.years.get(year)
    stage = words.say(f"report.signature.stage_{(state.stage if state else None) or 'draft'}")
    level = level_word(region)
    return Signatures(
        title=words.say("report.signature.title"),
        heads=tuple(words.say(f"report.signature.head_{k}") for k in ("duty", "name", "date", "opinion")),
        duties=tuple(
            words.say(f"report.signature.duty_{k}", level=level)
            for k in ("author", "check", "statistics", "office", "head")
        ),
        units=tuple(units),
        seal=words.say("report.signature.seal"),
        date=words.say("report.signature.date"),
        version=words.say(
            "report.signature.version", region=region.name, year=year, stage=stage, edited=edited,
            corrections=(state.corrections if state else None) or 0, checksum=checksum(snapshot, year),
        ),
        sent=(
            words.say("report.signature.sent_up", region=region.name),
            words.say("report.signature.sent_copy", level=level),
        ),
        issuer=units[0],
        issued=words.say("report.signature.issued", month=month),
    )  # fmt: skip


def checksum(snapshot: Snapshot, year: int) -> str:
    """Twelve hex digits of the year's figures: equal for equal figures, whatever the order of entry."""
    rows = sorted(
        "|".join(str(x) for x in (o.indicator, o.cell, o.text, o.numerator_text, o.denominator_text, o.value,
                                  o.numerator, o.denominator, o.status))
        for o in snapshot.observations.values() if o.year == year
    )  # fmt: skip
    digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12].upper()
    return "—".join(digest[k : k + 4] for k in (0, 4, 8))
