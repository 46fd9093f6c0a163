"""The ``detente`` program: ``python -m detente`` and the console script."""

import sys

from detente import _detente


def main() -> int:
    """Run the program with the arguments of the process and return its exit code."""
    return _detente.main(["detente", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
