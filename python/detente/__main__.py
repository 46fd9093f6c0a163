"""The ``detente`` program: ``python -m detente`` and the console script."""

import signal
import sys

from detente import _detente


def main() -> int:
    """Run the program with the arguments of the process and return its exit code."""
    # The interpreter's handler would only note Ctrl-C, to raise it when the program has long ended by itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _detente.main(["detente", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
