"""``plandesk [FILE]``: opens the window."""

import os
import sys
from datetime import datetime

from plandesk.desktop.memory import making_what_stays


def main() -> int:
    """Open the window; the exit code is Qt's."""
    with making_what_stays():
        # first all that knows nothing of Qt: PySide reads the source of every module imported after it
        import plandesk.core.judging
        import plandesk.store.plan_file  # noqa: F401

        # the scale must be known before Qt starts
        from plandesk.desktop.app import run
        from plandesk.desktop.preferences import Preferences, settings_folder

    preferences = Preferences(settings_folder())
    if preferences.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(preferences.scale / 100))
    return run(sys.argv[1:], preferences, datetime.now)


if __name__ == "__main__":
    sys.exit(main())
