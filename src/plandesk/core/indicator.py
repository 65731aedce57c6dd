"""Indicators (指标), the forms (采集表) that hold them and the checks (审核) declared for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as defaulted
from decimal import Decimal
from typing import Literal

Better = Literal["higher", "lower", "neither"]
Severity = Literal["error", "warning", "note"]
PeriodKind = Literal["calendar", "mch_year", "school_year", "year_end", "term"]
Aggregate = Literal["ratio", "sum", "none"]
IndicatorKind = Literal["share", "rate", "gross_rate", "growth", "count", "mean", "other"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, entered once whichever plans, goals and tables use it.

    ``unit`` as printed (``%``, ``‰``, ``/10万``, ``岁``…); ``base`` is what the quotient numerator/denominator is
    multiplied by (100 for %, 100000 for /10万), None where no quotient exists.
    ``limits`` are the values outside which a figure cannot be right (error), ``plausible`` those outside which it
    is to be verified (warning); either end may be None. A share is limited to 0..100, a gross rate only from below.
    ``breakdowns`` name the dimensions a figure may be split by, in the order of cell keys: sex, area, age, town.
    ``hint`` is the usual mistake in filling it, shown at the cell. ``judgement`` marks what is our own expert
    judgement (领域知识) where no source was read.
    """

    code: str
    name: str
    unit: str
    better: Better
    kind: IndicatorKind
    reporter: str
    definition: str
    aliases: tuple[str, ...] = ()
    base: Decimal | None = None
    numerator: str | None = None
    denominator: str | None = None
    breakdowns: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    period_kind: PeriodKind = "calendar"
    aggregate: Aggregate = "none"
    decimals: int = 2
    limits: tuple[Decimal | None, Decimal | None] = (None, None)
    plausible: tuple[Decimal | None, Decimal | None] = (None, None)
    change_limit: Decimal | None = None
    source: str = ""
    hint: str = ""
    judgement: bool = False
    version: int = 1

    @property
    def has_parts(self) -> bool:
        """Whether the figure is entered as numerator and denominator (a typed rate stays possible)."""
        return self.base is not None and self.numerator is not None and self.denominator is not None

    @property
    def counts_events(self) -> bool:
        """Whether it is a rate of adverse events, to which the small-number brake applies (cli.md, Judging)."""
        return self.kind == "rate" and self.better == "lower" and self.has_parts


@dataclass(frozen=True, slots=True)
class Check:
    """A declared check of one of the closed kinds (``checking.KINDS``); what each kind reads stands there.

    ``indicators`` in the order the kind wants (part before whole, small before large; for ``sum_equals`` the total
    first). ``field`` says which figure is compared: value, numerator or denominator. ``options`` are the kind's own
    (``strict``, ``tolerance``, ``limit``, ``missing``).
    """

    rule: str
    kind: str
    severity: Severity
    indicators: tuple[str, ...]
    field: Literal["value", "numerator", "denominator"] = "value"
    message: str = ""
    advice: str = ""
    options: Mapping[str, str] = defaulted(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One domain's form: ``women/health``. ``also`` names indicators defined in other forms but shown here too."""

    code: str
    title: str
    version: int
    indicators: tuple[Indicator, ...]
    also: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Library:
    """All forms: every indicator once, by code and by name."""

    forms: tuple[Form, ...]
    by_code: Mapping[str, Indicator]

    @staticmethod
    def of(forms: tuple[Form, ...]) -> "Library":
        """Index ``forms``. The reader (``form_reader``) has made sure that no code or name stands twice."""
        return Library(forms, {i.code: i for form in forms for i in form.indicators})

    def __getitem__(self, code: str) -> Indicator:
        return self.by_code[code]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def checks(self) -> tuple[Check, ...]:
        """Every declared check of every form."""
        return tuple(check for form in self.forms for check in form.checks)

    def forms_of(self, code: str) -> tuple[str, ...]:
        """The codes of the forms an indicator stands in, its own first."""
        own = [f.code for f in self.forms if any(i.code == code for i in f.indicators)]
        return tuple(own + [f.code for f in self.forms if code in f.also])
