"""The modules of ``installer/`` for these tests: at the end of the path, because one of them is named ``build``."""

import sys

from helpers.code_map import ROOT

sys.path.append(str(ROOT / "installer"))
