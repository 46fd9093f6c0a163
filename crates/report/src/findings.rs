//! The rows of a page: events, meetings and quotes of articles that are no copies.

use crate::payload::{Context, SentenceRow, text, whole};
use crate::pool::Coded;
use detente_analytics::Parties;
use polars::prelude::*;
use serde::Serialize;

/// Where each row stands: its article, its sentence, and which code points of that it is.
#[derive(Debug, Default, Serialize)]
struct Places {
    article: Vec<u32>,
    sentence: Vec<Option<u32>>,
    start: Vec<Option<i64>>,
    end: Vec<Option<i64>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Events<'a> {
    id: Vec<Option<&'a str>>,
    #[serde(flatten)]
    places: Places,
    /// Days since 1970, as all days.
    day: Vec<Option<i32>>,
    #[serde(rename = "type")]
    event_type: Coded<'a>,
    mode: Coded<'a>,
    status: Coded<'a>,
    quad: Vec<Option<i8>>,
    source: Vec<Vec<u32>>,
    target: Vec<Vec<u32>>,
    place: Coded<'a>,
    attributed_to: Coded<'a>,
    rule: Coded<'a>,
    /// To the third place.
    score: Vec<f64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Meetings<'a> {
    id: Vec<Option<&'a str>>,
    #[serde(flatten)]
    places: Places,
    day: Vec<Option<i32>>,
    format: Coded<'a>,
    status: Coded<'a>,
    participants: Vec<Vec<u32>>,
    place: Coded<'a>,
    topics: Vec<Vec<String>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Quotes<'a> {
    id: Vec<Option<&'a str>>,
    #[serde(flatten)]
    places: Places,
    day: Vec<Option<i32>>,
    kind: Coded<'a>,
    cue: Coded<'a>,
    speaker: Vec<Option<u32>>,
    /// Of quotes that are longer than their sentence.
    text: Vec<Option<&'a str>>,
}

impl<'a> Events<'a> {
    pub(crate) fn of(events: &'a DataFrame, context: &mut Context<'a>) -> PolarsResult<Self> {
        let (article, number) = (text(events, "article_id")?, whole(events, "sentence")?);
        let (rows, places) = placed(events, context, |context, row, _| {
            context.numbered(article.get(row)?, number.get(row)?)
        })?;
        let (quad, score) = (events.column("quad")?.i8()?, events.column("score")?.f32()?);
        let score = |row: usize| f64::from(score.get(row).unwrap_or_default());
        Ok(Self {
            id: plain(events, "event_id", &rows)?,
            places,
            day: days(events, "date_start", &rows)?,
            event_type: coded(events, "type", &rows)?,
            mode: coded(events, "mode", &rows)?,
            status: coded(events, "status", &rows)?,
            quad: rows.iter().map(|&row| quad.get(row)).collect(),
            source: parties(events, "source", &rows, context)?,
            target: parties(events, "target", &rows, context)?,
            place: coded(events, "place", &rows)?,
            attributed_to: coded(events, "attributed_to", &rows)?,
            rule: coded(events, "rule", &rows)?,
            score: rows.iter().map(|&row| (score(row) * 1000.0).round() / 1000.0).collect(),
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }
}

impl<'a> Meetings<'a> {
    pub(crate) fn of(meetings: &'a DataFrame, context: &mut Context<'a>) -> PolarsResult<Self> {
        let article = text(meetings, "article_id")?;
        let (rows, places) = placed(meetings, context, |context, row, start| {
            context.around(article.get(row)?, start?)
        })?;
        Ok(Self {
            id: plain(meetings, "meeting_id", &rows)?,
            places,
            day: days(meetings, "date", &rows)?,
            format: coded(meetings, "format", &rows)?,
            status: coded(meetings, "status", &rows)?,
            participants: parties(meetings, "participants", &rows, context)?,
            place: coded(meetings, "place", &rows)?,
            topics: topics(meetings, &rows)?,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }
}

impl<'a> Quotes<'a> {
    pub(crate) fn of(quotes: &'a DataFrame, context: &mut Context<'a>) -> PolarsResult<Self> {
        let (article, number) = (text(quotes, "article_id")?, whole(quotes, "sentence")?);
        let (end, texts) = (whole(quotes, "end")?, text(quotes, "text")?);
        let (name, country) = (text(quotes, "speaker_name")?, text(quotes, "speaker_country")?);
        let (rows, places) = placed(quotes, context, |context, row, _| {
            let sentence = context.numbered(article.get(row)?, number.get(row)?)?;
            (end.get(row)? <= sentence.end).then_some(sentence)
        })?;
        let own = |(&row, sentence): (&usize, &Option<u32>)| match sentence {
            Some(_) => None,
            None => texts.get(row),
        };
        let longer = rows.iter().zip(&places.sentence).map(own).collect();
        let mut speaker = |row: usize| Some(context.actor(name.get(row)?, country.get(row)));
        Ok(Self {
            id: plain(quotes, "quote_id", &rows)?,
            places,
            day: days(quotes, "said_on", &rows)?,
            kind: coded(quotes, "kind", &rows)?,
            cue: coded(quotes, "cue", &rows)?,
            speaker: rows.iter().map(|&row| speaker(row)).collect(),
            text: longer,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }
}

/// The rows that are shown, and where they stand; `sentence` finds the sentence of a row, which starts where it is told.
fn placed<'a>(
    frame: &'a DataFrame,
    context: &mut Context<'a>,
    sentence: impl Fn(&Context<'a>, usize, Option<i64>) -> Option<SentenceRow>,
) -> PolarsResult<(Vec<usize>, Places)> {
    let article = text(frame, "article_id")?;
    let (start, end) = (whole(frame, "start")?, whole(frame, "end")?);
    let (mut rows, mut places) = (Vec::new(), Places::default());
    for row in 0..frame.height() {
        let Some(of) = context.article(article.get(row)) else { continue };
        let found = sentence(context, row, start.get(row));
        let within = |at: Option<i64>| Some(at? - found?.start);
        rows.push(row);
        places.article.push(of);
        places.sentence.push(found.map(|found| context.sentences.position(found.row)));
        places.start.push(within(start.get(row)));
        places.end.push(within(end.get(row)));
    }
    Ok((rows, places))
}

fn plain<'a>(
    frame: &'a DataFrame,
    column: &str,
    rows: &[usize],
) -> PolarsResult<Vec<Option<&'a str>>> {
    let values = text(frame, column)?;
    Ok(rows.iter().map(|&row| values.get(row)).collect())
}

fn coded<'a>(frame: &'a DataFrame, column: &str, rows: &[usize]) -> PolarsResult<Coded<'a>> {
    let values = text(frame, column)?;
    Ok(rows.iter().map(|&row| values.get(row)).collect())
}

fn days(frame: &DataFrame, column: &str, rows: &[usize]) -> PolarsResult<Vec<Option<i32>>> {
    let days = frame.column(column)?.date()?.physical();
    Ok(rows.iter().map(|&row| days.get(row)).collect())
}

fn parties(
    frame: &DataFrame,
    column: &str,
    rows: &[usize],
    context: &mut Context<'_>,
) -> PolarsResult<Vec<Vec<u32>>> {
    let parties = Parties::of(frame, column)?;
    let mut row =
        |&row: &usize| parties.row(row).map(|p| context.actor(p.name, p.country)).collect();
    Ok(rows.iter().map(&mut row).collect())
}

fn topics(meetings: &DataFrame, rows: &[usize]) -> PolarsResult<Vec<Vec<String>>> {
    let topics = meetings.column("topics")?.list()?;
    let row = |&row: &usize| {
        let Some(words) = topics.get_as_series(row) else { return Ok(Vec::new()) };
        Ok(words.str()?.iter().flatten().map(str::to_owned).collect())
    };
    rows.iter().map(row).collect()
}
