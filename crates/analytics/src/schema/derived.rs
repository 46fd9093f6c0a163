//! The columns of what is counted from tables.

use super::column::Kind::{Count, Date, Real, Text, Texts};
use super::column::{ColumnSpecs, column};
use super::{ALPHA3, CODE_POINT};
use detente_model::{EntityKind, EventType, Status, Table};

/// The reports of one event, as [`stories`](crate::stories) folds them.
pub(crate) const STORIES: ColumnSpecs = &[
    column("story", Text, "The `event_id` of the report that tells most."),
    column("type", Text, "The PLOVER type.").one_of(EventType::TERMS),
    column("status", Text, "Whether it happened, as that report has it.").one_of(Status::TERMS),
    column("source", Texts, "Who acts, by name, as that report has it."),
    column("source_countries", Texts, "The states of those who act.").in_unit(ALPHA3),
    column("target", Texts, "To whom it is done, by name, as that report has it."),
    column("target_countries", Texts, "The states of those to whom it is done.").in_unit(ALPHA3),
    column("date_start", Date, "The first day on which it may have happened, likewise.").or_null(),
    column("date_end", Date, "The last day on which it may have happened, likewise.").or_null(),
    column("place", Text, "Where, likewise.").or_null(),
    column("country", Text, "The state of that place.").or_null().in_unit(ALPHA3),
    column("first_published", Date, "The day (UTC) of the first report.").or_null(),
    column("last_published", Date, "The day (UTC) of the last report.").or_null(),
    column("n_reports", Count, "How many rows of `events` report it.").in_unit("event row"),
    column("n_articles", Count, "In how many articles.").in_unit("article"),
    column("n_copies", Count, "How many of these are copies of others.").in_unit("article"),
    column("event_ids", Texts, "The rows of `events`, in the order of publication."),
    column("article_ids", Texts, "The articles, by id."),
];

/// The nodes of a [`Network`](crate::Network).
pub(crate) const NODES: ColumnSpecs = &[
    column("id", Text, "Id in the atlas, else the name; of countries, the code."),
    column("name", Text, "The name."),
    column("kind", Text, "What it is.").one_of(EntityKind::TERMS),
    column("country", Text, "Its state, as in the first article that names it.")
        .or_null()
        .in_unit(ALPHA3),
    column("sector", Text, "Its sectors, as in the first article that names it.")
        .or_null()
        .in_unit("PLOVER 2.0"),
    column("n_edges", Count, "How many edges begin or end in it.").in_unit("edge"),
    column("degree", Count, "How many other nodes it has an edge with.").in_unit("node"),
    column("in_degree", Count, "From how many nodes an edge ends in it; undirected, as degree.")
        .in_unit("node"),
    column("out_degree", Count, "To how many nodes an edge begins in it; undirected, as degree.")
        .in_unit("node"),
    column(
        "betweenness",
        Real,
        "The share of shortest paths between two others that run through it; estimated in large networks.",
    )
    .in_unit("0 to 1"),
    column("pagerank", Real, "How often a walk along the edges, by weight, is in it.")
        .in_unit("0 to 1"),
    column("community", Count, "The number of its community, from 0, the largest first."),
];

/// The edges of a [`Network`](crate::Network).
pub(crate) const EDGES: ColumnSpecs = &[
    column("source", Text, "The node in which it begins."),
    column("target", Text, "The node in which it ends."),
    column("n", Count, "How many events, meetings or quotes it stands for."),
    column(
        "goldstein_mean",
        Real,
        "The mean of their scale values; null where they are no events.",
    )
    .or_null()
    .in_unit("-10 to 10"),
    column("first", Date, "The day of the first of them.").or_null(),
    column("last", Date, "The day of the last of them.").or_null(),
];

/// The rows in which two outputs differ, as [`diff`](crate::diff) finds them.
pub(crate) const DIFF: ColumnSpecs = &[
    column("table", Text, "The table.").one_of(Table::TERMS),
    column("change", Text, "Whether the row is new, is gone, or has other cells.")
        .one_of(&["added", "removed", "changed"]),
    column("article_id", Text, "The article that it stands in.").or_null(),
    column("start", Count, "Where it starts in the article's text.").or_null().in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the article's text, exclusive.")
        .or_null()
        .in_unit(CODE_POINT),
    column("text", Text, "The words at that place.").or_null(),
    column("label", Text, "What the row is: its type, kind, format, name or title.").or_null(),
    column("columns", Texts, "Of a changed row, the columns whose cells differ."),
    column("old", Text, "Those cells as they were, as a JSON object.").or_null(),
    column("new", Text, "Those cells as they are, as a JSON object.").or_null(),
    column("old_rule", Text, "The rule that made the row before, where the table names one.")
        .or_null(),
    column("new_rule", Text, "The rule that makes it now, where the table names one.").or_null(),
];
