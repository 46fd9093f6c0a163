"""The sheet that coders fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._plover import STATUSES, TYPES
from detente.exceptions import DetenteError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CODES = ("type", "status", "source", "target")
"""What can be coded, in the order of the columns."""

NONE = "NONE"
"""What coders write where there is no event."""

GOLD = "gold_"
"""What the columns that coders fill in begin with."""


def empty(code: Sequence[str]) -> pl.DataFrame:
    """Return a blind sheet without rows."""
    schema: dict[str, Any] = {"row": pl.String, "article_id": pl.String, "published": pl.Date}
    names = ("text", "context", *(GOLD + c for c in code), "note")
    return pl.DataFrame(schema=schema | dict.fromkeys(names, pl.String))


def lay_out(
    drawn: pl.DataFrame,
    sentences: pl.DataFrame,
    events: pl.DataFrame,
    code: Sequence[str],
    *,
    blind: bool,
    context: int,
) -> pl.DataFrame:
    """Return the sheet of the rows that were drawn, in the order of their random numbers."""
    drawn = drawn.sort("order")
    wanted = drawn.select("article_id").unique()
    around = {
        (article, sentence): (start, text)
        for article, sentence, start, text in sentences.join(wanted, on="article_id", how="semi")
        .select("article_id", "sentence", "start", "text")
        .iter_rows()
    }
    here = events.join(drawn.select("article_id", "sentence").unique(), on=["article_id", "sentence"], how="semi")
    triggers: dict[tuple[str, int], list[tuple[str, int, int]]] = {}
    for article, sentence, row, start, end in here.select(
        "article_id", "sentence", "event_id", "start", "end"
    ).iter_rows():
        triggers.setdefault((article, sentence), []).append((row, start, end))

    texts, contexts = [], []
    for row, article, sentence in drawn.select("row", "article_id", "sentence").iter_rows():
        offset, text = around.get((article, sentence), (0, ""))
        spans = [
            (start - offset, end - offset, other == row) for other, start, end in triggers.get((article, sentence), [])
        ]
        texts.append(_marked(text, spans))
        near = [(article, sentence + step) for step in range(-context, context + 1)]
        contexts.append(" ".join(around[key][1] for key in near if key in around))
    shown = [] if blind else [pl.col(c).list.join("+") if c in ("source", "target") else pl.col(c) for c in code]
    return drawn.select(
        "row",
        "article_id",
        "published",
        pl.Series("text", texts, pl.String),
        pl.Series("context", contexts, pl.String),
        *shown,
        *(pl.lit(None, pl.String).alias(GOLD + c) for c in code),
        pl.lit(None, pl.String).alias("note"),
    )


def _marked(text: str, spans: list[tuple[int, int, bool]]) -> str:
    """Put the words of the event between double brackets, those of others that do not overlap between single ones."""
    kept: list[tuple[int, int, bool]] = []
    for start, end, own in sorted(spans, key=lambda span: (not span[2], span[0])):
        if 0 <= start < end <= len(text) and all(end <= a or start >= b for a, b, _ in kept):
            kept.append((start, end, own))
    for start, end, own in sorted(kept, reverse=True):
        left, right = ("[[", "]]") if own else ("[", "]")
        text = f"{text[:start]}{left}{text[start:end]}{right}{text[end:]}"
    return text


def write_xlsx(sheet: pl.DataFrame, path: Path) -> None:
    """Write the sheet for a spreadsheet, with lists of the codes to choose from."""
    try:
        import xlsxwriter
    except ImportError as error:
        message = ".xlsx needs xlsxwriter: pip install detente[validation], or write .csv"
        raise DetenteError(message) from error
    choices = {GOLD + "type": [*TYPES, NONE], GOLD + "status": list(STATUSES)}
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("coding")
        sheet.write_excel(book, page, column_widths={"text": 500, "context": 500}, freeze_panes=(1, 0), autofit=False)
        for name, codes in choices.items():
            if name in sheet.columns and sheet.height:
                column = sheet.columns.index(name)
                # Several events of one sentence are written with `;` between them, so the list only proposes.
                rule = {"validate": "list", "source": codes, "show_error": False}
                page.data_validation(1, column, sheet.height, column, rule)
