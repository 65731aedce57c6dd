"""What must hold of any series: units, order of entry and better figures (issue 4)."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.judging_plans import share, single, target

RANKS = ["moving_away", "off_track", "slightly_off", "on_track", "attained", "maintained"]
values = st.lists(st.integers(10, 990), min_size=5, max_size=6)
aims = st.integers(10, 990)
few = settings(max_examples=60, deadline=None, derandomize=True)


def file_of(tenths, aim, op=">=", better="higher", factor=Decimal(1), reverse=False):
    figures = {2020 + n: str(Decimal(v) / 10 * factor) for n, v in enumerate(tenths)}
    if reverse:
        figures = dict(reversed(figures.items()))
    wanted = target("share", op, str(Decimal(aim) / 10 * factor), 2030)
    return single(share(better=better, kind="mean"), wanted, figures, period=(2021, 2030))


def rank(judged):
    return RANKS.index(judged.verdict)


@few
@given(
    values, aims, st.sampled_from(["10", "0.1", "3", "1000"]), st.sampled_from([">=", "<=", ">", "<", "≈"])
)
def test_scaling_the_unit_changes_no_verdict(tenths, aim, factor, op):
    better = "lower" if op.startswith("<") else "higher"
    year = 2019 + len(tenths)
    plain = file_of(tenths, aim, op, better).judge(year)
    scaled = file_of(tenths, aim, op, better, Decimal(factor)).judge(year)
    assert (plain.verdict, plain.state, plain.miss) == (scaled.verdict, scaled.state, scaled.miss)


@few
@given(values, aims, st.integers(1, 300), st.booleans())
def test_a_better_figure_never_worsens_the_verdict(tenths, aim, gain, higher):
    op, better = (">=", "higher") if higher else ("<=", "lower")
    year = 2019 + len(tenths)
    before = file_of(tenths, aim, op, better).judge(year)
    improved = [*tenths[:-1], tenths[-1] + gain if higher else tenths[-1] - gain]
    after = file_of(improved, aim, op, better).judge(year)
    assert rank(after) >= rank(before)


@few
@given(values, aims)
def test_the_order_of_entry_does_not_matter(tenths, aim):
    year = 2019 + len(tenths)
    assert file_of(tenths, aim).judge(year) == file_of(tenths, aim, reverse=True).judge(year)


@few
@given(values, aims)
def test_every_judgement_is_in_one_state_and_its_figures_are_texts(tenths, aim):
    evaluation = file_of(tenths, aim).evaluate(2019 + len(tenths))
    counts = evaluation.counts
    assert counts.attained + counts.not_attained + counts.not_due + counts.no_data == counts.counted == 1
    (judged,) = evaluation.domains[0].targets
    assert judged.value == f"{Decimal(tenths[-1]) / 10:.2f}"
