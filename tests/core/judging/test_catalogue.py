"""Every sentence judging says stands in the catalogue, and none there is never said."""

import ast
import re
from pathlib import Path

from helpers.judging_plans import WORDS

JUDGING = Path(__file__).parents[3] / "src" / "plandesk" / "core" / "judging"
# Sentences looked up by those who show judgements, not by judging itself.
FOR_OTHERS = ("judging.level.",)
# Looked up by table and verdict together (the sign rule).
BY_VERDICT = ("judging.arrow.", "judging.slowing.", "judging.balance.")


def spoken_patterns():
    """The keys handed to ``say``, as patterns: an f-string's blanks match anything."""
    for path in sorted(JUDGING.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else ".*" for p in node.values)
                yield "".join(parts)


def test_every_sentence_is_said_somewhere():
    # a pattern without a letter of its own (".*.*") would match anything
    patterns = {p for p in spoken_patterns() if re.search("[a-z]", p.replace(".*", ""))}
    silent = [
        key
        for key in WORDS.templates
        if not key.startswith((*FOR_OTHERS, *BY_VERDICT, "judging.warning."))
        and not any(
            re.fullmatch(pattern, text)
            for pattern in patterns
            for text in (key, key.removeprefix("judging."))
        )
    ]
    assert silent == []


def test_the_sign_rule_has_a_sentence_for_each_outcome():
    for table in BY_VERDICT:
        for verdict in ("on_track", "slightly_off", "off_track", "moving_away"):
            assert table + verdict in WORDS.templates


def test_every_warning_is_given_somewhere():
    given = (JUDGING / "early_warnings.py").read_text("utf-8")
    unused = [
        k for k in WORDS.templates if k.startswith("judging.warning.") and f'"{k.split(".")[2]}"' not in given
    ]
    assert unused == []


def test_sentences_end_as_sentences_and_address_nobody():
    for key, text in WORDS.templates.items():
        assert "您" not in text, key
        assert "！" not in text, key
