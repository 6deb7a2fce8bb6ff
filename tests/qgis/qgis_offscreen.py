"""Starts QGIS without a display. Import this module before anything of QGIS."""

import os
import sys
import tempfile

EXIT_SKIPPED = 77  # the exit status that test runners read as "skipped"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt complains and falls back to a shared folder without one of these.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="qgis-runtime-"))

try:
    from qgis.core import QgsApplication
except ImportError as error:
    print(
        f"skipped: QGIS cannot be imported by {sys.executable} ({error}); "
        "on Debian: apt-get install qgis python3-qgis, then run with /usr/bin/python3"
    )
    sys.exit(EXIT_SKIPPED)


def start():
    """Returns the running application; keep it, and leave with `leave`."""
    application = QgsApplication([], False)
    application.initQgis()
    return application


def leave(status):
    """Ends the process at once: a regular exit of PyQGIS may crash while it tears down its objects."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
