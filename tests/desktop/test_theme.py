"""The themes: contrast recomputed from the TOML, every role there, no colour anywhere else."""

import re
from pathlib import Path

import pytest

from plandesk.desktop.look.theme import BASE_SIZES, THEMES, contrast, read_theme, stylesheet

SOURCE = Path(__file__).parents[2] / "src" / "plandesk" / "desktop"
TEXTS = ("ink", "ink2", "ink3", "accent", "bad", "warn", "good")
GROUNDS = ("paper", "ground", "sunk", "tint")
# ui.md part 2: what each text has to reach on each of its grounds
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [(text, "accent_soft") for text in ("ink", "ink2", "ink3", "good", "warn", "accent", "bad")]
PAIRS += [("bad", "bad_soft"), ("warn", "warn_soft"), ("good", "good_soft"), ("onaccent", "accent")]
PAIRS += [("ink", soft) for soft in ("bad_soft", "warn_soft", "good_soft")]
PAIRS += [("ink2", "warn_soft"), ("ink2", "bad_soft")]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(name: str, text: str, ground: str) -> None:
    roles = read_theme(name).roles
    assert contrast(roles[text], roles[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["paper", "ground", "sunk"])
def test_control_borders_are_seen(name: str, ground: str) -> None:
    roles = read_theme(name).roles
    assert contrast(roles["border"], roles[ground]) >= 3.0


def test_high_contrast_keeps_its_promise() -> None:
    roles = read_theme("high_contrast").roles
    for text in TEXTS:
        assert contrast(roles[text], roles["paper"]) >= 8.6
    assert round(contrast(roles["onaccent"], roles["accent"]), 1) >= 12.8


def test_the_table_of_the_specification_holds() -> None:
    roles = read_theme("light").roles
    measured = {
        ("ink", "paper"): 16.2, ("ink2", "paper"): 7.7, ("ink3", "paper"): 5.4, ("accent", "paper"): 7.8,
        ("bad", "paper"): 6.8, ("warn", "paper"): 6.4, ("good", "paper"): 6.5, ("border", "paper"): 4.0,
        ("border", "sunk"): 3.3, ("onaccent", "accent"): 7.8, ("bad", "bad_soft"): 5.9, ("warn", "warn_soft"): 5.7,
    }  # fmt: skip
    for (one, other), wanted in measured.items():
        assert contrast(roles[one], roles[other]) == pytest.approx(wanted, abs=0.06)


def test_themes_have_the_same_roles_and_fill_the_stylesheet() -> None:
    light, dark = (read_theme(name) for name in THEMES)
    assert set(light.roles) == set(dark.roles)
    for theme in (light, dark):
        filled = stylesheet(theme)
        assert "$" not in filled
        assert light.roles["accent"] not in filled or theme is light


@pytest.mark.parametrize("base", BASE_SIZES.values())
def test_text_is_never_under_eleven_pixels(base: int) -> None:
    theme = read_theme("light", base=base)
    assert min(int(size) for size in re.findall(r"font-size: (\d+)px", stylesheet(theme))) >= 11
    assert theme.px(13) == base


def test_no_colour_is_written_in_python() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|rgba?\(")
    found = [
        f"{file.name}: {line.strip()}"
        for file in SOURCE.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if literal.search(line)
    ]
    assert not found
