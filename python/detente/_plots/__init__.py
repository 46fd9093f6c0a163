"""Charts of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from detente._panels.counting import ACTUAL
from detente._plots.heatmap import heatmap
from detente._plots.map import events_map
from detente._plots.network import network_chart
from detente._plots.stances import stances_chart
from detente._plots.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente._network import Kind
    from detente._panels.counting import By, Count


class Plots:
    """Charts of the tables of a corpus, as Altair charts; needs ``pip install 'detente[plot]'``.

    ``news.plot`` of a :class:`Corpus` is one; of tables that were filtered or read back from disk, make one from them.
    The charts hold all of their data, so that they are drawn without a network. Cooperation is blue and conflict
    orange, which every kind of colour vision tells apart, and position, a line's dashes or the text at a point say it
    once more. What a chart leaves out stands under its title.

    Parameters
    ----------
    tables
        A :class:`Corpus`, or a mapping of table names to data frames: ``events``, ``articles``, and for networks the
        tables that :func:`detente.network` takes.

    Examples
    --------
    >>> news = dt.read("Kenya thanked Japan for its aid.", published="2024-03-14")
    >>> chart = news.plot.timeline(every="1mo")
    >>> [(bar["period"], bar["class"], bar["n"]) for bar in chart.data.values]
    [('2024-03-01T00:00:00', 'verbal cooperation', 1)]
    >>> tables = {"events": news.events.head(0), "articles": news.articles}
    >>> dt.Plots(tables).timeline().title.subtitle
    ['no events']
    """

    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def __repr__(self) -> str:
        return "<detente.Plots: timeline(), heatmap(), network(), map(), stances()>"

    def timeline(
        self,
        every: str = "1mo",
        status: str | Sequence[str] = ACTUAL,
        *,
        background: bool = False,
        duplicates: bool = False,
    ) -> alt.Chart:
        """Draw how many events there were, period by period: cooperation upwards, conflict downwards.

        Parameters
        ----------
        every, status, duplicates
            As in :func:`detente.dyads`; an event belongs to the period of its date, else of its article's.
        background
            Whether to show events dated before the year of the first article as well.

        Examples
        --------
        >>> news = dt.read("France condemned Russia. Kenya thanked Japan.", published="2024-03-14")
        >>> chart = news.plot.timeline(every="1d")
        >>> [(bar["class"], bar["from"], bar["to"]) for bar in chart.data.values]
        [('verbal cooperation', 0, 1), ('verbal conflict', 0, -1)]
        """
        chart: alt.Chart = timeline(self._tables, every, status, background=background, duplicates=duplicates)
        return chart

    def heatmap(
        self,
        by: By = "country",
        value: Literal["n_events", "goldstein_mean"] = "n_events",
        top: int | None = 30,
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> alt.Chart:
        """Draw who acts on whom: a row for each source, a column for each target.

        Parameters
        ----------
        by, status, duplicates
            As in :func:`detente.dyads`.
        value
            What the colour of a cell tells: the number of events, or the mean of their scale values.
        top
            How many countries, actors or sectors, those with most events; None shows all.

        Examples
        --------
        >>> news = dt.read("France condemned Russia. Russia condemned France. France condemned Russia again.")
        >>> chart = news.plot.heatmap()
        >>> [(cell["source"], cell["target"], cell["n_events"]) for cell in chart.data.values]
        [('FRA', 'RUS', 2), ('RUS', 'FRA', 1)]
        """
        chart: alt.Chart = heatmap(self._tables, by, value, top, status, duplicates=duplicates)
        return chart

    def network(
        self,
        kind: Kind = "events",
        by: By = "country",
        top: int | None = 40,
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> alt.LayerChart:
        """Draw actors as points and what is between them as lines, as wide as it is frequent.

        Parameters
        ----------
        kind, by, status, duplicates
            As in :func:`detente.network`. Lines of events are blue where the mean of the scale values is not negative,
            orange and dashed where it is.
        top
            How many actors, those with most events, meetings or quotes; None shows all. Of each actor the three
            strongest lines are drawn.

        Notes
        -----
        Points are placed by the spring model of networkx [1]_ from a fixed start, so that the same tables make the
        same picture.

        .. [1] Fruchterman, T. M. J. and Reingold, E. M. 1991. "Graph drawing by force-directed placement". Software:
           Practice and Experience 21 (11).

        Examples
        --------
        >>> news = dt.read("France condemned Russia. Russia condemned France.")
        >>> lines, *points_and_names = news.plot.network().layer
        >>> [(line["first"], line["second"], line["n"]) for line in lines.data.values]
        [('FRA', 'RUS', 2)]
        """
        chart: alt.LayerChart = network_chart(self._tables, kind, by, top, status, duplicates=duplicates)
        return chart

    def map(self, status: str | Sequence[str] = ACTUAL, *, duplicates: bool = False) -> alt.LayerChart:
        """Draw where events took place: a circle for each place, as large as it is frequent.

        Events without a place that the atlas has on the map are left out; how many is said.

        Parameters
        ----------
        status, duplicates
            As in :func:`detente.dyads`.

        Examples
        --------
        >>> news = dt.read("Kenya and Japan held talks in Nairobi.")
        >>> land, places = news.plot.map().layer
        >>> [(place["place"], place["country"], place["n"]) for place in places.data.values]
        [('Nairobi', 'KEN', 1)]
        """
        chart: alt.LayerChart = events_map(self._tables, status, duplicates=duplicates)
        return chart

    def stances(
        self,
        by: By = "country",
        top: int | None = 30,
        status: str | Sequence[str] = ACTUAL,
        *,
        count: Count = "events",
        least: int = 3,
        least_for_changes: int = 10,
    ) -> alt.LayerChart:
        """Draw who backs or opposes whom: a row for each pair, from its first event to the last.

        Blue backs and orange opposes; the score stands over each bar, with its sign. A black stroke marks the day of a
        change, from which the score is another.

        Parameters
        ----------
        by, status, count, least, least_for_changes
            As in :func:`detente.stances`.
        top
            How many pairs, those with most events that take a side; None shows all.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Kenya accused Uganda of theft. Kenya thanked Uganda.",
        ...                published="2024-03-14")
        >>> bars, changes, scores = news.plot.stances().layer
        >>> [(bar["pair"], bar["sign"]) for bar in bars.data.values]
        [('KEN → UGA', '−0.3')]
        """
        chart: alt.LayerChart = stances_chart(
            self._tables, by, top, status, count=count, least=least, least_for_changes=least_for_changes
        )
        return chart
