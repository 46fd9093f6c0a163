"""Coding inside Spark, Ray, Daft, Dask and polars: the same rows as :func:`detente.read` gives, in tables of any size.

Each engine has a module with a function ``code``: a table with a text in each row goes in, one of our tables comes out.

>>> dt.engines.SCHEMAS["times"].field("date_start").type
DataType(date32[day])

=============================  =======================================  ========================
engine                         call                                     needs
=============================  =======================================  ========================
:mod:`detente.engines.spark`   ``spark.code(df, text="body")``          ``detente[spark]``
:mod:`detente.engines.ray`     ``ray.code(dataset, text="body")``       ``detente[ray]``
:mod:`detente.engines.daft`    ``daft.code(df, text="body")``           ``detente[daft]``
:mod:`detente.engines.dask`    ``dask.code(df, text="body")``           ``detente[dask]``
polars, lazy or not            ``pl.col("body").detente.events()``      nothing more
anything with record batches   :func:`code_batch`                       pyarrow
=============================  =======================================  ========================

Notes
-----
A row is coded by itself: in which batch, partition or process it is changes nothing, so that an engine may do a part
again after a failure. From that follows what differs from :func:`detente.read`, which sees all articles:

- Ids are those that the rows give, or are made from their content, and are never numbered: rows with the same id, or
  without one and with the same content, have the same ids. Drop them first where that matters.
- Copies are not known: in ``articles``, ``duplicate_of`` is null and ``story`` the article itself.
- ``source``, in ``articles`` and ``problems``, is the id that the row gives, or else its URL, the id made
  from its content, or ``row``.

What is wrong with a row stops nothing: it is a row of ``problems``, a table as the others are. Each call codes as much
as its table needs, so that two tables cost two passes.

Beyond :func:`code_batch` by itself, the engines took this much more processor time on 2,000 news items of 29 words, on
a two-core machine: polars 9 %, Dask 12 %, Spark with one local core 32 %. Longer texts take more in coding and no more
in the engine.
"""

from typing import TYPE_CHECKING, Any

from detente.engines.polars import Expressions

if TYPE_CHECKING:
    from detente.engines._batches import SCHEMAS, code_batch

__all__ = ["SCHEMAS", "Expressions", "code_batch"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    # pyarrow is needed by nothing else of the package.
    from detente.engines import _batches

    return getattr(_batches, name)
