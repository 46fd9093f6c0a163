"""Countries by the codes and names of other data sets, as ISO 3166-1 alpha-3."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.resources import files

import polars as pl

from detente._atlas import atlas

_OTHER_CAMEO = {"MTN": "MNE", "WSB": "PSE", "GZS": "PSE", "BAG": "IRQ"}
"""Codes of CAMEO's country list, as GDELT uses it, that the atlas does not have."""


def data(name: str) -> pl.DataFrame:
    """Read a table of this package."""
    text = files("detente.neighbours").joinpath("data", name).read_bytes()
    return pl.read_csv(text, separator="\t", comment_prefix="#", infer_schema=False)


class Countries:
    """Countries by code and name, looked up in the atlas once."""

    def __init__(self) -> None:
        self._named: dict[str, str | None] = {}

    @cached_property
    def _states(self) -> pl.DataFrame:
        return atlas.actors.filter(kind="country").drop_nulls("country")

    @cached_property
    def of_cameo(self) -> dict[str, str]:
        """The country of each CAMEO country code."""
        known = self._states.drop_nulls("cameo").unique("cameo", keep="first", maintain_order=True)
        return dict(known.select("cameo", "country").iter_rows()) | _OTHER_CAMEO

    @cached_property
    def of_fips(self) -> dict[str, str]:
        """The country of each FIPS 10-4 code."""
        return dict(data("fips.tsv").iter_rows())

    @cached_property
    def of_cow(self) -> dict[str, str]:
        """The country of each code of the Correlates of War, as text; of a code used twice, the state of today."""
        known = self._states.drop_nulls("cow").sort(pl.col("valid_to").is_not_null(), maintain_order=True)
        known = known.unique("cow", keep="first", maintain_order=True)
        return dict(known.select(pl.col("cow").cast(pl.String), "country").iter_rows())

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of each country."""
        return dict(self._states.select("country", "name").iter_rows())

    def of_names(self, names: pl.Expr) -> pl.Expr:
        """Return the countries of names, or of alpha-3 codes."""
        return names.map_batches(self._look_up, return_dtype=pl.String)

    def of_lists(self, names: pl.Expr) -> pl.Expr:
        """Return the countries of lists of names or codes; what is no country is null."""
        return names.map_batches(
            lambda lists: (
                pl.DataFrame({"i": range(len(lists)), "n": lists})
                .explode("n")
                .with_columns(self.of_names(pl.col("n").cast(pl.String)))
                .group_by("i", maintain_order=True)
                .agg("n")
                .to_series(1)
            ),
            return_dtype=pl.List(pl.String),
        )

    def _look_up(self, names: pl.Series) -> pl.Series:
        found = {name: self._of_name(name) for name in names.drop_nulls().unique()}
        return names.replace_strict(found, default=None, return_dtype=pl.String) if found else names.cast(pl.String)

    def _of_name(self, name: str) -> str | None:
        """Return the country of a name; what stands in brackets may be another name of it."""
        if name in self.labels:
            return name
        if name not in self._named:
            readings = (
                country
                for part in (name, re.sub(r"\s*\(.*?\)", "", name))
                for kind, country in atlas.resolve(part).select("kind", "country").iter_rows()
                if kind == "country"
            )
            self._named[name] = next(readings, None)
        return self._named[name]


countries = Countries()
