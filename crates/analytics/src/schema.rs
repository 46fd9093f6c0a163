//! The columns of every table: names, order and types. The tables on disk, in Python and in Rust are these.
//!
//! Offsets (`start`, `end`, `…_start`, `…_end`) are Unicode code points into `articles.text`; sentences are counted
//! from 0 within an article. A null means unknown; lists are never null, only empty. Integers are signed, vocabularies
//! are plain strings: every engine reads them.

use detente_model::Table;
use polars::prelude::{DataType, Field, Schema, TimeUnit, TimeZone};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Texts,
    Flag,
    /// 8 bits.
    Small,
    /// 32 bits.
    Code,
    /// 64 bits.
    Count,
    /// 32-bit floating point.
    Score,
    /// 64-bit floating point.
    Real,
    Date,
    /// An instant in UTC, microseconds.
    Instant,
    /// Who takes part: a list of [`PARTICIPANT`].
    Participants,
}

use Kind::{Code, Count, Date, Flag, Instant, Participants, Real, Score, Small, Text, Texts};

type Columns = &'static [(&'static str, Kind)];

const ARTICLES: Columns = &[
    ("article_id", Text),
    ("source", Text),
    ("url", Text),
    ("title", Text),
    ("authors", Texts),
    ("publisher", Text),
    ("published", Instant),
    ("published_precision", Text),
    ("dateline", Text),
    ("language", Text),
    ("captions", Texts),
    ("text", Text),
    ("n_sentences", Count),
    ("n_tokens", Count),
    ("duplicate_of", Text),
    ("story", Text),
];

const SENTENCES: Columns = &[
    ("article_id", Text),
    ("sentence", Count),
    ("section", Text),
    ("start", Count),
    ("end", Count),
    ("text", Text),
];

const MENTIONS: Columns = &[
    ("article_id", Text),
    ("sentence", Count),
    ("start", Count),
    ("end", Count),
    ("text", Text),
    ("form", Text),
    ("kind", Text),
    ("entity_id", Text),
    ("score", Score),
];

const ENTITIES: Columns = &[
    ("article_id", Text),
    ("entity_id", Text),
    ("actor_id", Text),
    ("name", Text),
    ("kind", Text),
    ("country", Text),
    ("sector", Text),
    ("role", Text),
    ("wikidata", Text),
    ("cow", Code),
    ("cameo", Text),
    ("anonymous", Flag),
    ("n_mentions", Count),
];

const QUOTES: Columns = &[
    ("article_id", Text),
    ("quote_id", Text),
    ("sentence", Count),
    ("start", Count),
    ("end", Count),
    ("text", Text),
    ("kind", Text),
    ("cue", Text),
    ("cue_start", Count),
    ("cue_end", Count),
    ("speaker", Text),
    ("speaker_entity_id", Text),
    ("speaker_name", Text),
    ("speaker_country", Text),
    ("speaker_sector", Text),
    ("speaker_start", Count),
    ("speaker_end", Count),
    ("via", Text),
    ("said_on", Date),
];

const EVENTS: Columns = &[
    ("article_id", Text),
    ("event_id", Text),
    ("sentence", Count),
    ("start", Count),
    ("end", Count),
    ("text", Text),
    ("type", Text),
    ("mode", Text),
    ("contexts", Texts),
    ("cameo", Text),
    ("quad", Small),
    // The scale value of PLOVER's manual, -10 to 10, which took over Goldstein's idea and not his numbers.
    ("goldstein", Score),
    ("status", Text),
    ("source", Participants),
    ("target", Participants),
    ("date_start", Date),
    ("date_end", Date),
    ("place", Text),
    ("country", Text),
    ("lat", Real),
    ("lon", Real),
    ("attributed_to", Text),
    ("quote_id", Text),
    ("rule", Text),
    ("score", Score),
];

const MEETINGS: Columns = &[
    ("article_id", Text),
    ("meeting_id", Text),
    ("format", Text),
    ("participants", Participants),
    // Null unless known to the day.
    ("date", Date),
    ("place", Text),
    ("country", Text),
    ("lat", Real),
    ("lon", Real),
    ("status", Text),
    ("topics", Texts),
    ("start", Count),
    ("end", Count),
];

const TIMES: Columns = &[
    ("article_id", Text),
    ("sentence", Count),
    ("start", Count),
    ("end", Count),
    ("text", Text),
    ("type", Text),
    ("value", Text),
    ("date_start", Date),
    ("date_end", Date),
];

const PROBLEMS: Columns = &[
    ("source", Text),
    ("article_id", Text),
    ("stage", Text),
    ("place", Text),
    ("kind", Text),
    ("message", Text),
];

/// The words of one text, as [`tokens`](crate::tokens) gives them. `token` and `head` count from 1 within the
/// sentence, head 0 is the root, as in CoNLL-U; `name` is IOB2 (`B-PER`, `I-PER`).
pub(crate) const TOKENS: Columns = &[
    ("sentence", Count),
    ("token", Count),
    ("start", Count),
    ("end", Count),
    ("text", Text),
    ("lemma", Text),
    ("upos", Text),
    ("xpos", Text),
    ("head", Count),
    ("deprel", Text),
    ("name", Text),
];

/// Who acts on whom in a period, as [`dyads`](crate::dyads) counts.
pub(crate) const DYADS: Columns = &[
    // The first day of the period.
    ("period", Date),
    ("source", Text),
    ("target", Text),
    ("n_events", Count),
    ("n_verbal_cooperation", Count),
    ("n_material_cooperation", Count),
    ("n_verbal_conflict", Count),
    ("n_material_conflict", Count),
    ("goldstein_mean", Real),
    ("goldstein_sum", Real),
];

/// The nodes of a [`Network`](crate::Network).
pub(crate) const NODES: Columns = &[
    ("id", Text),
    ("name", Text),
    ("kind", Text),
    ("country", Text),
    ("sector", Text),
    ("n_edges", Count),
];

/// The edges of a [`Network`](crate::Network).
pub(crate) const EDGES: Columns = &[
    ("source", Text),
    ("target", Text),
    ("n", Count),
    ("goldstein_mean", Real),
    ("first", Date),
    ("last", Date),
];

/// The fields of a participant.
pub(crate) const PARTICIPANT: Columns = &[
    ("entity_id", Text),
    ("name", Text),
    ("country", Text),
    ("sector", Text),
    ("start", Count),
    ("end", Count),
];

pub(crate) const fn columns(table: Table) -> Columns {
    match table {
        Table::Articles => ARTICLES,
        Table::Sentences => SENTENCES,
        Table::Mentions => MENTIONS,
        Table::Entities => ENTITIES,
        Table::Quotes => QUOTES,
        Table::Events => EVENTS,
        Table::Meetings => MEETINGS,
        Table::Times => TIMES,
        Table::Problems => PROBLEMS,
    }
}

impl Kind {
    pub(crate) fn dtype(self) -> DataType {
        match self {
            Text => DataType::String,
            Texts => DataType::List(Box::new(DataType::String)),
            Flag => DataType::Boolean,
            Small => DataType::Int8,
            Code => DataType::Int32,
            Count => DataType::Int64,
            Score => DataType::Float32,
            Real => DataType::Float64,
            Date => DataType::Date,
            Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
            Participants => DataType::List(Box::new(DataType::Struct(fields(PARTICIPANT)))),
        }
    }
}

pub(crate) fn fields(columns: Columns) -> Vec<Field> {
    columns.iter().map(|&(name, kind)| Field::new(name.into(), kind.dtype())).collect()
}

/// The schema of a table: an empty corpus has it too.
#[must_use]
pub fn schema(table: Table) -> Schema {
    fields(columns(table)).into_iter().collect()
}
