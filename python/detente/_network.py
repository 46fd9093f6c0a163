"""Dyads and networks: computed from tables alone, which may be filtered, joined or read back from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente import _detente

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

ACTUAL = ("actual", "ongoing")
"""What happened or is going on: the statuses that are counted unless others are asked for."""

_TABLES_OF = {
    "events": ("events", "entities", "articles"),
    "meetings": ("meetings", "entities", "articles"),
    "speech": ("quotes", "mentions", "entities", "articles"),
}


def dyads(
    events: Any,
    articles: Any,
    *,
    every: str = "1mo",
    by: Literal["country", "entity"] = "country",
    status: str | Sequence[str] = ACTUAL,
    duplicates: bool = False,
) -> pl.DataFrame:
    """Count events by source, target and period.

    An event counts once for each ordered pair of a source and a target; a unit with itself is no dyad. Its period is
    that of ``date_start``, or of the article's publication day where the event has no date; null without either.

    Parameters
    ----------
    events, articles
        Tables of :class:`Corpus`, as any data frame that exports Arrow (polars, pandas 3, pyarrow, DuckDB). They may
        be filtered.
    every
        ``1d``, ``1w`` (from Monday), ``1mo``, ``1q`` or ``1y``; or ``day``, ``week``, ``month``, ``quarter``, ``year``.
    by
        ``country`` (participants without one are left out) or ``entity`` (by name).
    status
        The statuses that are counted.
    duplicates
        Whether copies of an earlier article count too.

    Returns
    -------
    polars.DataFrame
        ``period`` (its first day), ``source``, ``target``, ``n_events``, ``n_verbal_cooperation``,
        ``n_material_cooperation``, ``n_verbal_conflict``, ``n_material_conflict``, ``goldstein_mean``,
        ``goldstein_sum``; sorted by period, source and target.
    """
    statuses = [status] if isinstance(status, str) else list(status)
    return pl.DataFrame(_detente.dyads(events, articles, every, by, statuses, duplicates))


class Network:
    """Nodes and edges, as frames.

    Attributes
    ----------
    nodes : polars.DataFrame
        ``id``, ``name``, ``kind``, ``country``, ``sector``, ``n_edges``.
    edges : polars.DataFrame
        ``source`` and ``target`` (ids of nodes), ``n``, ``goldstein_mean`` (of events), ``first``, ``last``.
    directed : bool
        Whether source and target differ in role.
    """

    def __init__(self, inner: _detente.Network) -> None:
        self._inner = inner
        self.nodes = pl.DataFrame(inner.nodes)
        self.edges = pl.DataFrame(inner.edges)
        self.directed = inner.directed

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        return f"<detente.Network, {kind}: {self.nodes.height} nodes, {self.edges.height} edges>"

    def write_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write the network as GraphML, which Gephi, networkx and igraph read."""
        self._inner.write_graphml(path)

    def to_networkx(self) -> Any:
        """Return a ``networkx.DiGraph`` or ``Graph``; needs networkx (``pip install detente[net]``)."""
        import networkx as nx

        graph = nx.DiGraph() if self.directed else nx.Graph()
        for node in self.nodes.iter_rows(named=True):
            graph.add_node(node.pop("id"), **node)
        for edge in self.edges.iter_rows(named=True):
            graph.add_edge(edge.pop("source"), edge.pop("target"), **edge)
        return graph


def network(
    kind: Literal["events", "meetings", "speech"],
    tables: Any,
    *,
    by: Literal["country", "entity"] = "entity",
    status: str | Sequence[str] = ACTUAL,
    duplicates: bool = False,
) -> Network:
    """Make a network of actors from tables.

    Parameters
    ----------
    kind
        ``events`` (who acts on whom), ``meetings`` (who meets whom) or ``speech`` (who speaks of whom: from a speaker
        to everyone mentioned inside the quote).
    tables
        A :class:`Corpus`, or a mapping of table names to data frames: ``entities`` and ``articles``, with ``events``,
        ``meetings``, or ``quotes`` and ``mentions``.
    by
        What a node is: an ``entity`` (by atlas id, else by name; anonymous ones are left out) or a ``country``.
    status
        The statuses of events and meetings that are counted.
    duplicates
        Whether copies of an earlier article count too.
    """
    names = _TABLES_OF.get(kind, ())
    frames = [tables[name] if isinstance(tables, dict) else getattr(tables, name) for name in names]
    statuses = [status] if isinstance(status, str) else list(status)
    return Network(_detente.network(kind, frames, by, statuses, duplicates))
