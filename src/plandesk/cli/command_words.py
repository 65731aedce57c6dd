"""The command line's own words: options anywhere between the other words, negative figures, Chinese for what is wrong."""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

from plandesk.core.problems import KnownProblem

# argparse's own sentences (Python 3.11), and what is said instead; {0}, {1} are the groups found
_SAID = (
    (r"the following arguments are required: (.*)", "缺少 {0}"),
    (r"unrecognized arguments: (.*)", "多出 {0}"),
    (r"argument (.*?): expected (?:one|at least one|\d+) arguments?", "{0} 后面缺少内容"),
    (r"argument (.*?): expected at most one argument", "{0} 后面写多了"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", "{0} 不能写“{1}”，可写：{2}"),
    (r"argument (.*?): invalid (.*) value: '?(.*?)'?", "{0} 应写{1}，不能写“{2}”"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} 不能和 {1} 同时写"),
    (r"argument (.*?): ignored explicit argument '?(.*?)'?", "{0} 后面不能写“{1}”"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} 不完整，可能是：{1}"),
)


class Parser(ArgumentParser):
    """Takes options before, between and after the other words, and says what is wrong in Chinese."""

    _inside = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._positionals.title, self._optionals.title = "参数", "选项"
        # -3%, -1,000 and -.5 are figures typed by a clerk, not options
        self._negative_number_matcher = re.compile(r"^-[.．]?[\d０-９]")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        # argparse gives an optional word (VALUE of set) up at the first option; its intermixed parsing does not,
        # but cannot hold subcommands and calls back here.
        if self._inside or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._inside = False

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"命令写得不对：{said(message)}。用 {self.prog} --help 看写法。\n")
        raise SystemExit(2)


def readable(words: Sequence[str]) -> list[str]:
    """The words as they are. Raises KnownProblem where one was not typed as UTF-8."""
    for number, word in enumerate(words, 1):
        if any("\ud800" <= sign <= "\udfff" for sign in word):
            raise KnownProblem("words_not_utf8", number=number)
    return list(words)


def whole_number(text: str) -> int:
    """The type of options that count. Raises ValueError, which argparse says in ``__name__``'s words."""
    return int(text)


whole_number.__name__ = "整数"


def said(message: str) -> str:
    """argparse's English sentence in Chinese; one it does not know stays as it is."""
    for pattern, words in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*(" ".join(group.replace("'", "").split()) for group in found.groups()))
    return message
