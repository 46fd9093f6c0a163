"""The columns of every table, their order and their types are a promise."""

import polars as pl
import pytest

import detente as dt

PARTICIPANTS = pl.List(
    pl.Struct(
        {
            "entity_id": pl.String,
            "name": pl.String,
            "country": pl.String,
            "sector": pl.String,
            "start": pl.Int64,
            "end": pl.Int64,
        }
    )
)

SCHEMAS = {
    "articles": {
        "article_id": pl.String,
        "source": pl.String,
        "url": pl.String,
        "title": pl.String,
        "authors": pl.List(pl.String),
        "publisher": pl.String,
        "published": pl.Datetime("us", "UTC"),
        "published_precision": pl.String,
        "dateline": pl.String,
        "language": pl.String,
        "captions": pl.List(pl.String),
        "text": pl.String,
        "duplicate_of": pl.String,
        "story": pl.String,
    },
    "sentences": {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "section": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "n_tokens": pl.Int64,
    },
    "mentions": {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "form": pl.String,
        "kind": pl.String,
        "entity_id": pl.String,
        "score": pl.Float32,
    },
    "entities": {
        "article_id": pl.String,
        "entity_id": pl.String,
        "actor_id": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "country": pl.String,
        "sector": pl.String,
        "role": pl.String,
        "wikidata": pl.String,
        "cow": pl.Int32,
        "cameo": pl.String,
        "anonymous": pl.Boolean,
        "n_mentions": pl.Int64,
    },
    "quotes": {
        "article_id": pl.String,
        "quote_id": pl.String,
        "sentence": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "kind": pl.String,
        "cue": pl.String,
        "cue_start": pl.Int64,
        "cue_end": pl.Int64,
        "speaker": pl.String,
        "speaker_entity_id": pl.String,
        "speaker_name": pl.String,
        "speaker_country": pl.String,
        "speaker_sector": pl.String,
        "speaker_start": pl.Int64,
        "speaker_end": pl.Int64,
        "via": pl.String,
        "said_on": pl.Date,
    },
    "events": {
        "article_id": pl.String,
        "event_id": pl.String,
        "sentence": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "type": pl.String,
        "mode": pl.String,
        "contexts": pl.List(pl.String),
        "cameo": pl.String,
        "quad": pl.Int8,
        "goldstein": pl.Float32,
        "status": pl.String,
        "source": PARTICIPANTS,
        "target": PARTICIPANTS,
        "date_start": pl.Date,
        "date_end": pl.Date,
        "place": pl.String,
        "country": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "attributed_to": pl.String,
        "quote_id": pl.String,
        "factuality": pl.Float32,
        "rule": pl.String,
        "score": pl.Float32,
        "is_main": pl.Boolean,
    },
    "meetings": {
        "article_id": pl.String,
        "meeting_id": pl.String,
        "format": pl.String,
        "participants": PARTICIPANTS,
        "date": pl.Date,
        "place": pl.String,
        "country": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "status": pl.String,
        "topics": pl.List(pl.String),
        "start": pl.Int64,
        "end": pl.Int64,
    },
    "times": {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "type": pl.String,
        "value": pl.String,
        "date_start": pl.Date,
        "date_end": pl.Date,
    },
    "problems": {
        "source": pl.String,
        "article_id": pl.String,
        "stage": pl.String,
        "place": pl.String,
        "kind": pl.String,
        "message": pl.String,
    },
}


def test_every_table_has_a_schema_here():
    assert tuple(SCHEMAS) == dt.TABLES


@pytest.mark.parametrize("table", dt.TABLES)
def test_with_rows_without_and_of_no_article(table, news):
    wanted = list(SCHEMAS[table].items())
    assert list(news.table(table).schema.items()) == wanted
    assert list(news[:0].table(table).schema.items()) == wanted
    assert list(dt.empty(table).schema.items()) == wanted


@pytest.mark.parametrize("table", dt.TABLES)
def test_the_description_of_a_table_fits_it(table, news):
    told, frame = dt.schema(table), news.table(table)
    assert told["column"].to_list() == frame.columns
    assert told["about"].str.ends_with(".").all()
    dtypes = {"List(participant)": str(PARTICIPANTS), "Datetime(us, UTC)": str(pl.Datetime("us", "UTC"))}
    assert [dtypes.get(dtype, dtype) for dtype in told["dtype"]] == [str(dtype) for dtype in frame.dtypes]
    for column, nullable, values in told.select("column", "nullable", "values").rows():
        assert nullable or frame[column].null_count() == 0, column
        seen = frame[column].explode() if frame[column].dtype == pl.List else frame[column]
        assert not values or set(seen.drop_nulls()) <= set(values), column


def test_what_is_computed_from_tables_is_described(news):
    days = (("2015-08-01", "2015-08-05"), ("2015-08-06", "2015-08-31"))
    panels = {
        "dyads": news.dyads(),
        "cow_dyads": news.dyads(codes="cow"),
        "scale_coverage": news.scale_coverage(pl.DataFrame({"type": ["ACCUSE"], "value": [1.0]})),
        "timeline": news.timeline(),
        "who_met_whom": news.who_met_whom(),
        "statements": news.statements(),
        "stances": news.stances(),
        "shifts": news.shifts(*days),
    }
    for table, frame in panels.items():
        described = dt.schema(table)
        assert described["column"].to_list() == frame.columns
        assert described["dtype"].to_list() == [str(dtype) for dtype in frame.dtypes]
        for column, nullable in described.select("column", "nullable").rows():
            assert nullable or frame[column].null_count() == 0, (table, column)
    network = news.network("events")
    assert dt.schema("nodes")["column"].to_list() == network.nodes.columns
    assert dt.schema("edges")["column"].to_list() == network.edges.columns
    assert dt.schema("tokens")["column"].to_list() == news[0].tokens.columns
    assert dt.schema("participant")["column"].to_list() == [field.name for field in PARTICIPANTS.inner.fields]
    for table in ("actors", "holdings", "names", "places"):
        assert dt.schema(table)["column"].to_list() == getattr(dt.atlas, table).columns
    assert dt.schema("readings")["column"].to_list() == dt.resolve("Norway").columns
    assert dt.schema("schema")["column"].to_list() == dt.schema("events").columns
    with pytest.raises(dt.exceptions.InputError, match="no table `evnts`; the tables are articles"):
        dt.schema("evnts")


def test_the_examples_fill_every_table_but_problems(news):
    assert [name for name in dt.TABLES if news.table(name).is_empty() and name != "problems"] == []


def test_an_unknown_table_is_refused(news):
    with pytest.raises(dt.exceptions.InputError, match="known terms: articles"):
        news.table("actors")


def test_ids_are_unique_and_point_somewhere(news):
    for table, id_column in [
        ("articles", "article_id"),
        ("entities", "entity_id"),
        ("quotes", "quote_id"),
        ("events", "event_id"),
        ("meetings", "meeting_id"),
    ]:
        assert news.table(table)[id_column].is_unique().all(), table
    entities = set(news.entities["entity_id"])
    assert set(news.mentions["entity_id"].drop_nulls()) <= entities
    assert set(news.quotes["speaker_entity_id"].drop_nulls()) <= entities
    assert set(news.events["quote_id"].drop_nulls()) <= set(news.quotes["quote_id"])
    for side in ("source", "target"):
        assert {person["entity_id"] for people in news.events[side] for person in people} <= entities


def test_text_columns_are_never_empty_strings(news):
    for table in dt.TABLES:
        strings = news.table(table).select(pl.col(pl.String))
        assert [c.name for c in strings if (c == "").any()] == [], table
