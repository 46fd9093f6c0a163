"""What is counted: which events, once for what, and on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from detente._tables import Tabled, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._detente import _Counting, _EventTables

ACTUAL = ("actual",)
"""What happened: the status that is counted unless others are asked for."""

By: TypeAlias = Literal["country", "actor", "sector", "entity"]
Count: TypeAlias = Literal["events", "stories", "reports"]
Undated: TypeAlias = Literal["published", "drop"]


def event_tables(tables: Any, articles: Any = None, count: str = "events") -> _EventTables:
    """Return events, articles, and stories where they are counted and have been made."""
    if articles is not None:
        return tables, articles, None
    events, articles = tables_of(tables, ("events", "articles"))
    # A corpus keeps its stories; of other tables they are made.
    kept = count == "stories" and isinstance(tables, Tabled)
    return events, articles, getattr(tables, "stories", None) if kept else None


def counting(status: str | Sequence[str], count: str, undated: str) -> _Counting:
    """Return which events are counted."""
    return {"status": statuses(status), "count": count, "undated": undated}


def statuses(status: str | Sequence[str]) -> list[str]:
    """Return the statuses as a list."""
    return [status] if isinstance(status, str) else list(status)
