"""Writes long lists of words in the rules with one entry a line, so that a diff shows the word that was added.

    python format_rules.py [--check]

Lists that fit on a line stay there. With `--check` nothing is written: files that would change are named, and the exit status is 1.
"""

import re
import sys
from pathlib import Path

RULES = Path(__file__).resolve().parent.parent / "rules"
WIDTH = 120
STRING = r'"(?:[^"\\]|\\.)*"'
LIST = re.compile(rf"(?P<key>[a-z_]+) = \[(?P<entries>{STRING}(?:, *{STRING})*),?\]")


def formatted(text: str) -> str:
    """The text of a rule file with its long lists laid out."""
    lines = []
    for line in text.splitlines():
        found = LIST.fullmatch(line) if len(line) > WIDTH else None
        if found is None:
            lines.append(line)
            continue
        entries = re.findall(STRING, found["entries"])
        lines += [f"{found['key']} = [", *(f"    {entry}," for entry in entries), "]"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Formats every rule file, or names those that are not formatted."""
    check = sys.argv[1:] == ["--check"]
    wrong = 0
    for path in sorted(RULES.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        better = formatted(text)
        if better == text:
            continue
        wrong += 1
        if check:
            print(f"{path.relative_to(RULES)}: a long list is not one entry a line", file=sys.stderr)
        else:
            path.write_text(better, encoding="utf-8")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
