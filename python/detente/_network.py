"""Networks: made from tables alone, which may be filtered, joined or read back from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from detente import _detente
from detente._extras import extra
from detente._panels.counting import ACTUAL, By, statuses
from detente._tables import tables_of
from detente.exceptions import InputError, OutputError

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Sequence

Kind: TypeAlias = Literal["events", "meetings", "speech"]

_TABLES_OF = {
    "events": ("events", "entities", "articles"),
    "meetings": ("meetings", "entities", "articles"),
    "speech": ("quotes", "mentions", "entities", "articles"),
}


class Network:
    """Nodes and edges, as frames. Made by :func:`network` and :func:`network_slices`.

    Attributes
    ----------
    nodes : polars.DataFrame
        ``id``, ``name``, ``kind``, ``country``, ``sector``, ``n_edges``, ``degree``, ``in_degree``, ``out_degree``,
        ``betweenness``, ``pagerank``, ``community``; see ``dt.schema("nodes")``.
    edges : polars.DataFrame
        ``source`` and ``target`` (ids of nodes), ``n``, ``goldstein_mean`` (of events), ``first``, ``last``.
    directed : bool
        Whether source and target differ in role.

    Notes
    -----
    ``betweenness`` [1]_ is the share of the shortest paths between two others that run through a node; paths are
    counted in edges, along their direction. Where nodes times edges are more than 50 million, paths are followed from a
    fixed random sample of 256 nodes and scaled up [2]_. ``pagerank`` weighs edges by ``n``, with a damping of 0.85.
    ``community`` is that of the method of Louvain [3]_ on edges without direction, weighed by ``n``; nodes are visited
    by id. The same tables give the same numbers, on any number of threads.

    .. [1] Brandes 2001, https://doi.org/10.1080/0022250X.2001.9990249
    .. [2] Brandes and Pich 2007, https://doi.org/10.1142/S0218127407018403
    .. [3] Blondel and others 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008

    Examples
    --------
    >>> net = dt.read("Kenya condemned Uganda. Uganda condemned Chad.").network(by="country")
    >>> net.nodes.select("id", "degree", "in_degree", "betweenness").rows()
    [('KEN', 1, 0, 0.0), ('TCD', 1, 1, 0.0), ('UGA', 2, 1, 0.5)]
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
        """Write the network as GraphML, which Gephi, networkx and igraph read.

        Examples
        --------
        >>> dt.read("Kenya condemned Uganda.").network().write_graphml(folder / "net.graphml")
        """
        self._inner.write_graphml(path)

    def write_gexf(self, path: str | os.PathLike[str]) -> None:
        """Write the network as GEXF 1.3, the format of Gephi; the weight of an edge is its ``n``.

        Examples
        --------
        >>> dt.read("Kenya condemned Uganda.").network().write_gexf(folder / "net.gexf")
        """
        self._inner.write_gexf(path)

    def write_parquet(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write ``nodes.parquet`` and ``edges.parquet`` into a folder, and return the paths.

        Raises
        ------
        detente.exceptions.OutputError
            When a file cannot be written.

        Examples
        --------
        >>> net = dt.read("Kenya condemned Uganda.").network(by="country")
        >>> [path.name for path in net.write_parquet(folder / "net")]
        ['nodes.parquet', 'edges.parquet']
        """
        home = Path(folder)
        paths = [home / "nodes.parquet", home / "edges.parquet"]
        try:
            home.mkdir(parents=True, exist_ok=True)
            for frame, path in zip((self.nodes, self.edges), paths, strict=True):
                frame.write_parquet(path)
        except OSError as error:
            message = f"{home}: cannot be written: {error}"
            raise OutputError(message) from error
        return paths

    def to_networkx(self) -> Any:
        """Return a ``networkx.DiGraph`` or ``Graph``; needs networkx (``pip install detente[net]``).

        Raises
        ------
        ModuleNotFoundError
            When networkx is not installed.

        Examples
        --------
        >>> graph = dt.read("Kenya condemned Uganda.").network(by="country").to_networkx()
        >>> list(graph.edges(data="n"))
        [('KEN', 'UGA', 1)]
        """
        nx = extra("networkx", "net")
        graph = nx.DiGraph() if self.directed else nx.Graph()
        for node in self.nodes.iter_rows(named=True):
            graph.add_node(node.pop("id"), **node)
        for edge in self.edges.iter_rows(named=True):
            graph.add_edge(edge.pop("source"), edge.pop("target"), **edge)
        return graph

    def to_igraph(self) -> Any:
        """Return an ``igraph.Graph``, the ids of nodes as their ``id``; needs igraph (``pip install detente[igraph]``).

        Raises
        ------
        ModuleNotFoundError
            When igraph is not installed.

        Examples
        --------
        >>> graph = dt.read("Kenya condemned Uganda.").network(by="country").to_igraph()
        >>> graph.vs["id"], graph.get_edgelist()
        (['KEN', 'UGA'], [(0, 1)])
        """
        igraph = extra("igraph", "igraph")
        places = {name: place for place, name in enumerate(self.nodes["id"])}
        ends = [
            (places[source], places[target]) for source, target in self.edges.select("source", "target").iter_rows()
        ]
        graph = igraph.Graph(n=self.nodes.height, edges=ends, directed=self.directed)
        for column in self.nodes:
            graph.vs[column.name] = column.to_list()
        for column in self.edges.drop("source", "target"):
            graph.es[column.name] = column.to_list()
        return graph


def network(
    kind: Kind,
    tables: Any,
    *,
    by: By = "actor",
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
        A :class:`Corpus`, a folder of tables, or a mapping of table names to data frames: ``entities`` and
        ``articles``, with ``events``, ``meetings``, or ``quotes`` and ``mentions``.
    by
        What a node is: an ``actor`` (by atlas id, else by name; anonymous ones are left out; ``entity`` is the same), a
        ``country``, or a ``sector`` (of a country, as ``RUSGOV``).
    status
        The statuses of events and meetings that are counted.
    duplicates
        Whether copies of an earlier article count too.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, or a table or a column is missing or of another type.

    Examples
    --------
    >>> news = dt.read("Kenya condemned Uganda.")
    >>> dt.network("events", news, by="country").edges.select("source", "target", "n").rows()
    [('KEN', 'UGA', 1)]
    """
    return Network(_detente.network(kind, _frames(kind, tables), by, statuses(status), duplicates))


def network_slices(
    kind: Kind,
    tables: Any,
    *,
    every: str = "1mo",
    by: By = "actor",
    status: str | Sequence[str] = ACTUAL,
    duplicates: bool = False,
) -> dict[datetime.date | None, Network]:
    """Make a network for each period.

    Parameters
    ----------
    kind, tables, by, status, duplicates
        As in :func:`network`.
    every
        As in :func:`dyads`.

    Returns
    -------
    dict
        The network of each period in which there is an edge, by the first day of the period, in order. An event, a
        meeting or a quote belongs to the period of its day, else of its article's; what has neither makes a network
        under None, the first.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, or a table or a column is missing or of another type.

    Examples
    --------
    >>> articles = [{"text": "Kenya condemned Uganda.", "date": day} for day in ("2024-03-14", "2024-05-02")]
    >>> slices = dt.read(articles).network_slices(every="1mo", duplicates=True)
    >>> [(month.isoformat(), net.edges.height) for month, net in slices.items()]
    [('2024-03-01', 1), ('2024-05-01', 1)]
    """
    made = _detente.network_slices(kind, _frames(kind, tables), every, by, statuses(status), duplicates)
    return {period: Network(inner) for period, inner in made}


def _frames(kind: str, tables: Any) -> list[Any]:
    if kind not in _TABLES_OF:
        message = f"there is no network `{kind}`; the networks are {', '.join(_TABLES_OF)}"
        raise InputError(message)
    return tables_of(tables, _TABLES_OF[kind])
