//! The columns of what is found in articles.

use super::column::Kind::{Code, Count, Date, Flag, Participants, Real, Score, Small, Text, Texts};
use super::column::{ColumnSpec, ColumnSpecs, column};
use super::{ALPHA3, ARTICLE_ID, CODE_POINT, DEGREE, PROBABILITY};
use detente_model::{
    Context, EntityKind, EventType, MeetingFormat, MentionForm, Mode, QuoteKind, Status, TimeKind,
};

const SENTENCE: ColumnSpec =
    column("sentence", Count, "The number of the sentence that it stands in, from 0.");

const PLACE: ColumnSpec =
    column("place", Text, "Where it happened or is to happen, as the atlas or the text names it.")
        .or_null();
const COUNTRY_OF_PLACE: ColumnSpec =
    column("country", Text, "The state in which the place lies on the article's date.")
        .or_null()
        .in_unit(ALPHA3);
const LAT: ColumnSpec =
    column("lat", Real, "Latitude of the place, positive in the north.").or_null().in_unit(DEGREE);
const LON: ColumnSpec =
    column("lon", Real, "Longitude of the place, positive in the east.").or_null().in_unit(DEGREE);

pub(crate) const MENTIONS: ColumnSpecs = &[
    ARTICLE_ID,
    SENTENCE,
    column("start", Count, "Where it starts in the article's text.").in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the article's text, exclusive.").in_unit(CODE_POINT),
    column("text", Text, "The words that refer."),
    column("form", Text, "Whether a name, a title, a noun or a pronoun refers.")
        .one_of(MentionForm::TERMS),
    column("kind", Text, "What it refers to.").one_of(EntityKind::TERMS),
    column("entity_id", Text, "The entity that it refers to; null where that could not be told.")
        .or_null(),
    column("score", Score, "How sure it is that the words refer to this entity.").in_unit("0 to 1"),
];

pub(crate) const ENTITIES: ColumnSpecs = &[
    ARTICLE_ID,
    column(
        "entity_id",
        Text,
        "Id within the corpus: the article's, -e, and where the entity is first mentioned.",
    ),
    column("actor_id", Text, "Id in the atlas; null where the atlas does not know the entity.")
        .or_null(),
    column("name", Text, "The fullest name: the atlas's where it knows one, else the article's."),
    column("kind", Text, "What it is.").one_of(EntityKind::TERMS),
    column(
        "country",
        Text,
        "The state that it is or belongs to on the article's date; null for bodies without one.",
    )
    .or_null()
    .in_unit(ALPHA3),
    column(
        "sector",
        Text,
        "PLOVER sectors on the article's date, the main one first, joined by +: CVL+OPP.",
    )
    .or_null()
    .in_unit("PLOVER 2.0"),
    column("role", Text, "The office held on the article's date, such as foreign minister.")
        .or_null(),
    column("wikidata", Text, "Its item in Wikidata.").or_null().in_unit("Wikidata QID"),
    column("cow", Code, "Correlates of War code of the state in `country`.")
        .or_null()
        .in_unit("COW country code"),
    column("cameo", Text, "CAMEO code of the actor, such as RUSGOV.")
        .or_null()
        .in_unit("CAMEO actor code"),
    column("anonymous", Flag, "Whether the article withholds the name: a senior official."),
    column("n_mentions", Count, "How often the article mentions it.").in_unit("mention"),
];

pub(crate) const QUOTES: ColumnSpecs = &[
    ARTICLE_ID,
    column("quote_id", Text, "Id within the corpus: the article's, -q, and where the quote starts."),
    column("sentence", Count, "The number of the sentence in which it starts, from 0."),
    column("start", Count, "Where it starts in the article's text, after the quotation mark.")
        .in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the article's text, exclusive.").in_unit(CODE_POINT),
    column("text", Text, "The words quoted or reported, without marks and cue."),
    column(
        "kind",
        Text,
        "Whether the words stand in quotation marks (or are an answer or a statement given in full), are reported, or are reported with some of them in marks.",
    )
    .one_of(QuoteKind::TERMS),
    column("cue", Text, "The word or phrase of saying; null where the speaker carries over.").or_null(),
    column("cue_start", Count, "Where the cue starts.").or_null().in_unit(CODE_POINT),
    column("cue_end", Count, "Where the cue ends, exclusive.").or_null().in_unit(CODE_POINT),
    column("speaker", Text, "The words that name the speaker beside the cue.").or_null(),
    column("speaker_entity_id", Text, "The entity that speaks.").or_null(),
    column("speaker_name", Text, "Its name, as in `entities`.").or_null(),
    column("speaker_country", Text, "Its state on the article's date.").or_null().in_unit(ALPHA3),
    column("speaker_sector", Text, "Its sectors on the article's date, joined by +.")
        .or_null()
        .in_unit("PLOVER 2.0"),
    column("speaker_start", Count, "Where the speaker's words start.").or_null().in_unit(CODE_POINT),
    column("speaker_end", Count, "Where the speaker's words end, exclusive.")
        .or_null()
        .in_unit(CODE_POINT),
    column("via", Text, "The outlet or document through which the words came.").or_null(),
    column("said_on", Date, "The day on which it was said, where it is known to the day.").or_null(),
];

pub(crate) const EVENTS: ColumnSpecs = &[
    ARTICLE_ID,
    column(
        "event_id",
        Text,
        "Id within the corpus: the article's, -v, and where the trigger starts.",
    ),
    SENTENCE,
    column("start", Count, "Where the trigger starts in the article's text.").in_unit(CODE_POINT),
    column("end", Count, "Where the trigger ends in the article's text, exclusive.")
        .in_unit(CODE_POINT),
    column("text", Text, "The trigger: the words that name the act."),
    column("type", Text, "The PLOVER type of the event.")
        .in_unit("PLOVER 2.0")
        .one_of(EventType::TERMS),
    column("mode", Text, "The PLOVER mode: how it was done.")
        .or_null()
        .in_unit("PLOVER 2.0")
        .one_of(Mode::TERMS),
    column("contexts", Texts, "The PLOVER contexts: what it was about.")
        .in_unit("PLOVER 2.0")
        .one_of(Context::TERMS),
    column("cameo", Text, "The CAMEO code of the act.").or_null().in_unit("CAMEO event code"),
    column(
        "quad",
        Small,
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    ),
    column(
        "goldstein",
        Score,
        "The scale value of PLOVER's manual, from conflict to cooperation: Goldstein's idea, not his numbers.",
    )
    .in_unit("-10 to 10"),
    column("status", Text, "Whether it happened, as the text presents it.").one_of(Status::TERMS),
    column("source", Participants, "Those who act."),
    column("target", Participants, "Those to whom it is done."),
    column("date_start", Date, "The first day on which it happened or is to happen.").or_null(),
    column("date_end", Date, "The last such day.").or_null(),
    PLACE,
    COUNTRY_OF_PLACE,
    LAT,
    LON,
    column(
        "attributed_to",
        Text,
        "The name of the one on whose word it is told; null where it is the reporter's own.",
    )
    .or_null(),
    column("quote_id", Text, "The quote in which it stands.").or_null(),
    column(
        "factuality",
        Score,
        "How far the words commit themselves to it, from did not happen to happened, on the scale of UDS.",
    )
    .in_unit("-3 to 3"),
    column("rule", Text, "The rule that found it, as file/name, or network."),
    column("score", Score, "The probability that type, status and countries are right.")
        .in_unit(PROBABILITY),
    column("is_main", Flag, "Whether it is the one event that the article is about."),
];

pub(crate) const MEETINGS: ColumnSpecs = &[
    ARTICLE_ID,
    column(
        "meeting_id",
        Text,
        "Id within the corpus: the article's, -m, and where the evidence starts.",
    ),
    column("format", Text, "The form of the meeting.").one_of(MeetingFormat::TERMS),
    column("participants", Participants, "Those who met or are to meet."),
    column("date", Date, "The day of the meeting, where it is known to the day.").or_null(),
    PLACE,
    COUNTRY_OF_PLACE,
    LAT,
    LON,
    column("status", Text, "Whether it took place, as the text presents it.").one_of(Status::TERMS),
    column("topics", Texts, "What it was about, in the words of the article."),
    column("start", Count, "Where the words that tell of it start.").in_unit(CODE_POINT),
    column("end", Count, "Where the words that tell of it end, exclusive.").in_unit(CODE_POINT),
];

pub(crate) const TIMES: ColumnSpecs = &[
    ARTICLE_ID,
    SENTENCE,
    column("start", Count, "Where it starts in the article's text.").in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the article's text, exclusive.").in_unit(CODE_POINT),
    column("text", Text, "The words that tell the time."),
    column("type", Text, "The TIMEX3 type.").in_unit("TIMEX3").one_of(TimeKind::TERMS),
    column(
        "value",
        Text,
        "The TIMEX3 value, such as 2015-08-03 or P4Y; null where it hangs on an unknown publication date.",
    )
    .or_null()
    .in_unit("TIMEX3"),
    column("date_start", Date, "The first day that it covers.").or_null(),
    column("date_end", Date, "The last day that it covers.").or_null(),
];

/// The fields of a participant.
pub(crate) const PARTICIPANT: ColumnSpecs = &[
    column("entity_id", Text, "The entity that takes part."),
    column("name", Text, "Its name, as in `entities`."),
    column("country", Text, "Its state on the article's date.").or_null().in_unit(ALPHA3),
    column("sector", Text, "Its sectors on the article's date, joined by +.")
        .or_null()
        .in_unit("PLOVER 2.0"),
    column("start", Count, "Where the words that name it here start.").in_unit(CODE_POINT),
    column("end", Count, "Where the words that name it here end, exclusive.").in_unit(CODE_POINT),
];

/// The words of one text, as [`tokens`](crate::tokens) gives them.
pub(crate) const TOKENS: ColumnSpecs = &[
    column("sentence", Count, "The number of the sentence, from 0."),
    column("token", Count, "The number of the word within its sentence, from 1."),
    column("start", Count, "Where it starts in the text.").in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the text, exclusive.").in_unit(CODE_POINT),
    column("text", Text, "The word as it stands."),
    column("lemma", Text, "Its dictionary form."),
    column("upos", Text, "Its part of speech.").in_unit("Universal Dependencies 2"),
    column("xpos", Text, "Its finer tag.").in_unit("Penn Treebank"),
    column("head", Count, "The number of the word that it depends on; 0 for the root."),
    column("deprel", Text, "How it depends on that word.").in_unit("Universal Dependencies 2"),
    column("name", Text, "The name that it is part of: B-PER begins one, I-PER goes on.")
        .or_null()
        .in_unit("IOB2"),
];
