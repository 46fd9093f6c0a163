//! The columns of what is counted from tables.

use super::column::Kind::{Count, Date, Real, Text, Texts};
use super::column::{ColumnSpecs, column};
use super::{ALPHA3, CODE_POINT};
use detente_model::{EntityKind, Table};

/// Who acts on whom in a period, as [`dyads`](crate::dyads) counts.
pub(crate) const DYADS: ColumnSpecs = &[
    column("period", Date, "The first day of the period; null where no date is known.").or_null(),
    column("source", Text, "Who acts: a country (ISO 3166-1 alpha-3), or the name of an entity."),
    column("target", Text, "To whom it is done, likewise."),
    column("n_events", Count, "The events of the period, of all four quadrants.").in_unit("event"),
    column("n_verbal_cooperation", Count, "Those of verbal cooperation.").in_unit("event"),
    column("n_material_cooperation", Count, "Those of material cooperation.").in_unit("event"),
    column("n_verbal_conflict", Count, "Those of verbal conflict.").in_unit("event"),
    column("n_material_conflict", Count, "Those of material conflict.").in_unit("event"),
    column("goldstein_mean", Real, "The mean of their scale values.").in_unit("-10 to 10"),
    column("goldstein_sum", Real, "The sum of their scale values."),
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
