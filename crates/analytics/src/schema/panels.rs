//! The columns of panels: what is counted for pairs, periods and types, and what is estimated from it.

use super::column::Kind::{Code, Count, Date, Dates, Real, Reals, Text, Texts};
use super::column::{ColumnSpec, ColumnSpecs, column};
use super::{ALPHA3, CODE_POINT};
use detente_model::{EntityKind, EventType, MeetingFormat, QuoteKind};

const EVENT: &str = "event";
const SHARE: &str = "0 to 1";
const SCALE: &str = "-10 to 10";

const fn of_type(name: &'static str, about: &'static str) -> ColumnSpec {
    column(name, Count, about).in_unit(EVENT)
}

const COUNTS: [ColumnSpec; 29] = [
    column("n_events", Count, "The events of the period, of all four quadrants.").in_unit(EVENT),
    column("n_verbal_cooperation", Count, "Those of verbal cooperation.").in_unit(EVENT),
    column("n_material_cooperation", Count, "Those of material cooperation.").in_unit(EVENT),
    column("n_verbal_conflict", Count, "Those of verbal conflict.").in_unit(EVENT),
    column("n_material_conflict", Count, "Those of material conflict.").in_unit(EVENT),
    column("goldstein_mean", Real, "The mean of their scale values; null without events.")
        .or_null()
        .in_unit(SCALE),
    column("goldstein_sum", Real, "The sum of their scale values."),
    column(
        "scale_mean",
        Real,
        "The mean on the scale that was given, of the events that it has a value for; without one, goldstein_mean.",
    )
    .or_null(),
    column("scale_coverage", Real, "The share of the events that this scale has a value for.")
        .or_null()
        .in_unit(SHARE),
    column("share_verbal_cooperation", Real, "The share of verbal cooperation.")
        .or_null()
        .in_unit(SHARE),
    column("share_material_cooperation", Real, "The share of material cooperation.")
        .or_null()
        .in_unit(SHARE),
    column("share_verbal_conflict", Real, "The share of verbal conflict.")
        .or_null()
        .in_unit(SHARE),
    column("share_material_conflict", Real, "The share of material conflict.")
        .or_null()
        .in_unit(SHARE),
    of_type("n_agree", "Those of the PLOVER type AGREE."),
    of_type("n_consult", "Those of the PLOVER type CONSULT."),
    of_type("n_support", "Those of the PLOVER type SUPPORT."),
    of_type("n_concede", "Those of the PLOVER type CONCEDE."),
    of_type("n_cooperate", "Those of the PLOVER type COOPERATE."),
    of_type("n_aid", "Those of the PLOVER type AID."),
    of_type("n_retreat", "Those of the PLOVER type RETREAT."),
    of_type("n_request", "Those of the PLOVER type REQUEST."),
    of_type("n_accuse", "Those of the PLOVER type ACCUSE."),
    of_type("n_reject", "Those of the PLOVER type REJECT."),
    of_type("n_threaten", "Those of the PLOVER type THREATEN."),
    of_type("n_protest", "Those of the PLOVER type PROTEST."),
    of_type("n_sanction", "Those of the PLOVER type SANCTION."),
    of_type("n_mobilize", "Those of the PLOVER type MOBILIZE."),
    of_type("n_coerce", "Those of the PLOVER type COERCE."),
    of_type("n_assault", "Those of the PLOVER type ASSAULT."),
];

const PAIR: [ColumnSpec; 3] = [
    column("period", Date, "The first day of the period; null where no date is known.").or_null(),
    column(
        "source",
        Text,
        "Who acts: a country (ISO 3166-1 alpha-3), the name of an actor, or country and sector; \
         without direction, the first of the two by alphabet.",
    ),
    column("target", Text, "To whom it is done, likewise; without direction, the second."),
];

const COW_PAIR: [ColumnSpec; 4] = [
    column("ccode1", Code, "Who acts; without direction, the lower code.")
        .in_unit("COW country code"),
    column("ccode2", Code, "To whom it is done; without direction, the higher code.")
        .in_unit("COW country code"),
    column("year", Code, "The year; null where no date is known.").or_null(),
    column("month", Code, "The month, 1 to 12; the column is left out of panels of years.")
        .or_null(),
];

const fn joined<const A: usize, const B: usize, const N: usize>(
    first: [ColumnSpec; A],
    second: [ColumnSpec; B],
) -> [ColumnSpec; N] {
    let mut all = [second[0]; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < A { first[at] } else { second[at - A] };
        at += 1;
    }
    all
}

const WITH_PERIOD: [ColumnSpec; 32] = joined(PAIR, COUNTS);
const WITH_CODES: [ColumnSpec; 33] = joined(COW_PAIR, COUNTS);

/// Who acts on whom in a period, as [`dyads`](crate::dyads) counts.
pub(crate) const DYADS: ColumnSpecs = &WITH_PERIOD;

/// The same with Correlates of War codes.
pub(crate) const COW_DYADS: ColumnSpecs = &WITH_CODES;

/// What a scale covers, as [`scale_coverage`](crate::scale_coverage) tells.
pub(crate) const SCALE_COVERAGE: ColumnSpecs = &[
    column("on", Text, "What the scale goes by.").one_of(&["type", "cameo"]),
    column("code", Text, "The type or the CAMEO code; null for events without one.").or_null(),
    column("n_events", Count, "How many events that are counted have it.").in_unit(EVENT),
    column("value", Real, "Its value on the scale; null where the scale has none.").or_null(),
];

/// Events by period and type, as [`timeline`](crate::timeline) counts.
pub(crate) const TIMELINE: ColumnSpecs = &[
    column("period", Date, "The first day of the period; null where no date is known.").or_null(),
    column("quad", Text, "The quad class.").one_of(&[
        "verbal cooperation",
        "material cooperation",
        "verbal conflict",
        "material conflict",
    ]),
    column("type", Text, "The PLOVER type; null where quad classes are counted.")
        .or_null()
        .one_of(EventType::TERMS),
    column("n_events", Count, "The events of this class or type in the period.").in_unit(EVENT),
    column("share", Real, "Their share of all events of the period; null where it has none.")
        .or_null()
        .in_unit(SHARE),
    column("goldstein_mean", Real, "The mean of their scale values; null without events.")
        .or_null()
        .in_unit(SCALE),
];

/// Pairs that met, as [`who_met_whom`](crate::who_met_whom) counts.
pub(crate) const WHO_MET_WHOM: ColumnSpecs = &[
    column(
        "one",
        Text,
        "The first of the two by alphabet: a country, an actor, or country and sector.",
    ),
    column("other", Text, "The second of the two, likewise."),
    column("n_meetings", Count, "How many rows of `meetings` have both.").in_unit("meeting row"),
    column("n_days", Count, "On how many days they met: one meeting may be told in many articles.")
        .in_unit("day"),
    column("n_articles", Count, "How many articles tell of it.").in_unit("article"),
    column("first", Date, "The first of these days.").or_null(),
    column("last", Date, "The last of these days.").or_null(),
    column("formats", Texts, "The forms of the meetings, each once.").one_of(MeetingFormat::TERMS),
    column("meeting_ids", Texts, "The rows of `meetings`, by day."),
];

/// Who said what about whom, as [`statements`](crate::statements()) joins it.
pub(crate) const STATEMENTS: ColumnSpecs = &[
    column("article_id", Text, "The article that it stands in."),
    column("quote_id", Text, "The row of `quotes`."),
    column("day", Date, "The day on which it was said, else that of publication (UTC).").or_null(),
    column("speaker", Text, "The name of the one who speaks, as in `entities`.").or_null(),
    column("speaker_country", Text, "The speaker's state.").or_null().in_unit(ALPHA3),
    column("speaker_sector", Text, "The speaker's sectors, joined by +.")
        .or_null()
        .in_unit("PLOVER 2.0"),
    column("about", Text, "The name of one who is mentioned in the quote; null where nobody is.")
        .or_null(),
    column("about_kind", Text, "What that is.").or_null().one_of(EntityKind::TERMS),
    column("about_country", Text, "The state that it is or belongs to.").or_null().in_unit(ALPHA3),
    column("kind", Text, "Whether the words stand in quotation marks, are reported, or both.")
        .one_of(QuoteKind::TERMS),
    column("text", Text, "The words quoted or reported."),
    column("start", Count, "Where the quote starts in the article's text.").in_unit(CODE_POINT),
    column("end", Count, "Where the quote ends, exclusive.").in_unit(CODE_POINT),
    column("about_start", Count, "Where the first mention in the quote starts.")
        .or_null()
        .in_unit(CODE_POINT),
    column("about_end", Count, "Where that mention ends, exclusive.").or_null().in_unit(CODE_POINT),
    column("speaker_entity_id", Text, "The speaker's row of `entities`.").or_null(),
    column("about_entity_id", Text, "The row of `entities` of the one mentioned.").or_null(),
];

/// Who backs or opposes whom, as [`stances`](crate::stances()) has it.
pub(crate) const STANCES: ColumnSpecs = &[
    column("source", Text, "Who takes the stance: a country, an actor, or country and sector."),
    column("target", Text, "Towards whom, likewise."),
    column("n", Count, "The events that take a side: all but CONSULT and REQUEST.").in_unit(EVENT),
    column("n_backing", Count, "Those that back: the types of cooperation.").in_unit(EVENT),
    column("n_opposing", Count, "Those that oppose: the types of conflict.").in_unit(EVENT),
    column(
        "score",
        Real,
        "Those that back less those that oppose, divided by n; null where they are too few.",
    )
    .or_null()
    .in_unit("-1 to 1"),
    column("first", Date, "The day of the first of them.").or_null(),
    column("last", Date, "The day of the last of them.").or_null(),
    column(
        "changes",
        Dates,
        "The days from which the stance was another; empty where it did not change, or events are too few to tell.",
    ),
    column(
        "scores",
        Reals,
        "The score before the first change, between each two, and after the last; empty where events are too few to tell.",
    )
    .in_unit("-1 to 1"),
    column("event_ids", Texts, "The rows of `events` that are the evidence, by day."),
];

/// What changed between two periods, as [`shifts`](crate::shifts()) estimates it.
pub(crate) const SHIFTS: ColumnSpecs = &[
    column("source", Text, "Who acts: a country, an actor, or country and sector."),
    column("target", Text, "To whom it is done, likewise."),
    column("of", Text, "What is counted: all events, a quad class, or a PLOVER type."),
    column("n_before", Count, "The events of the first period.").in_unit(EVENT),
    column("n_after", Count, "The events of the second period.").in_unit(EVENT),
    column("rate_before", Real, "The events of the first period for each day or article of it."),
    column("rate_after", Real, "The events of the second period, likewise."),
    column("ratio", Real, "rate_after divided by rate_before; null where n_before is 0.").or_null(),
    column("low", Real, "The lower end of the interval of the ratio."),
    column("high", Real, "The upper end of that interval; null where it has none.").or_null(),
    column("p", Real, "How likely counts at least so far apart are if the rates are the same.")
        .in_unit("probability"),
    column(
        "q",
        Real,
        "p after Benjamini and Hochberg: the share of false ones among all rows up to it.",
    )
    .in_unit("0 to 1"),
];
