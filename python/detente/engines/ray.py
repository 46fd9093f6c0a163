"""Ray Data: ``map_batches`` on Arrow blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente._extras import extra
from detente.engines._rows import check_kind, columns_of

if TYPE_CHECKING:
    from ray.data import Dataset


def code(
    dataset: Dataset,
    text: str,
    *,
    kind: str = "events",
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
    batch_size: int | None = 1024,
    **options: Any,
) -> Dataset:
    """Code a Ray dataset with a text a row; parameters and rows are those of :func:`detente.engines.code_batch`.

    Nothing is coded before the result is asked for. `batch_size` is that of ``map_batches``. Ray does not promise the
    order of the rows unless its option ``preserve_order`` is set.

    Raises
    ------
    ModuleNotFoundError
        When Ray Data is missing.
    detente.exceptions.InputError
        When there is no such table.

    Examples
    --------
    >>> from detente.engines import ray
    >>> events = ray.code(dataset, text="body", date="day", id="n")  # doctest: +SKIP
    """
    extra("ray.data", "ray")
    from detente.engines._batches import code_table

    check_kind(kind)
    parts = columns_of(text, title, date, id, url)
    work: Any = code_table
    return dataset.select_columns(list(dict.fromkeys(parts.values()))).map_batches(
        work, batch_format="pyarrow", batch_size=batch_size, fn_kwargs={"kind": kind, **parts, **options}
    )
