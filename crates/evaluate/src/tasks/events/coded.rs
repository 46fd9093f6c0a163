//! Coded events as the scorer compares them, gold and predicted alike.

use super::cameo::plover_type;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A gold or predicted record.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Record {
    pub(super) id: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) ontology: Option<String>,
    #[serde(default)]
    pub(super) events: Vec<RawEvent>,
    #[serde(default)]
    spans: Vec<RoleSpan>,
    #[serde(default)]
    pub(super) quotes: Option<Vec<super::speech::RawQuote>>,
    #[serde(default)]
    pub(super) meetings: Option<Vec<super::gatherings::RawMeeting>>,
}

#[derive(Debug, Deserialize)]
struct RoleSpan {
    role: String,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawEvent {
    #[serde(rename = "type", default)]
    plover: Option<String>,
    #[serde(default)]
    pub(super) event_current: Option<String>,
    #[serde(default)]
    event: Option<String>,
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    pub(super) status: Option<String>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    score: Option<f64>,
    #[serde(default)]
    source: Vec<RawActor>,
    #[serde(default)]
    target: Vec<RawActor>,
}

#[derive(Debug, Deserialize)]
struct RawActor {
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    sector: Option<String>,
}

pub(super) type Span = (usize, usize);

/// A participant.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    pub(super) span: Option<Span>,
    pub(super) country: Option<String>,
    pub(super) codes: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// An event.
#[derive(Debug, Clone)]
pub(super) struct Coded {
    pub(super) kind: String,
    pub(super) status: Option<String>,
    pub(super) optional: bool,
    pub(super) score: Option<f64>,
    pub(super) spans: Vec<Span>,
    pub(super) source: Vec<Actor>,
    pub(super) target: Vec<Actor>,
}

impl Record {
    /// The events that have a PLOVER type; actors without a span or a name are read from `text`, the gold's.
    pub(super) fn coded(&self, text: &str, is_gold: bool) -> Vec<Coded> {
        self.events.iter().filter_map(|e| self.read(e, text, is_gold)).collect()
    }

    fn read(&self, event: &RawEvent, text: &str, is_gold: bool) -> Option<Coded> {
        let kind = event.plover.clone().filter(|t| !t.is_empty());
        let kind = kind.or_else(|| event.event_current.clone().filter(|t| !t.is_empty()));
        let kind = match kind {
            Some(kind) => kind,
            None => plover_type(event.event.as_deref().unwrap_or(""))?.to_owned(),
        };
        let role = |wanted: &'static str| {
            self.spans.iter().filter(move |s| s.role.split('/').any(|r| r == wanted))
        };
        let side = |actors: &[RawActor], wanted: &'static str| {
            let spans: Vec<_> = role(wanted).collect();
            actors.iter().map(|a| Actor::read(a, text, is_gold, &spans)).collect()
        };
        let spans = match event.start.zip(event.end) {
            Some(span) => vec![span],
            None => role("EVT").map(|s| (s.start, s.end)).collect(),
        };
        Some(Coded {
            kind,
            status: event.status.clone(),
            optional: event.optional,
            score: event.score,
            spans,
            source: side(&event.source, "SRC"),
            target: side(&event.target, "TAR"),
        })
    }
}

impl Actor {
    fn read(raw: &RawActor, text: &str, is_gold: bool, role: &[&RoleSpan]) -> Self {
        let mut span = raw.start.zip(raw.end);
        let (country, codes) = match &raw.code {
            Some(code) if raw.country.is_none() => {
                let head: String = code.chars().take(3).collect();
                let none = ["", "---", "IGO", "NGO", "IMG", "MNC", "NGM", "INT"];
                // Slips in the actor codes of plover_gsr.
                let head = match head.as_str() {
                    "JAP" => "JPN".to_owned(),
                    "ITL" => "ITA".to_owned(),
                    _ => head,
                };
                let country = (!none.contains(&head.as_str())).then_some(head);
                let rest = if country.is_some() { code.get(3..).unwrap_or("") } else { code };
                let named = role.iter().find(|s| raw.text.as_ref() == Some(&s.text));
                span = span.or_else(|| named.map(|s| (s.start, s.end)));
                (country, sectors(rest))
            }
            _ if is_gold => (raw.country.clone(), BTreeSet::new()),
            _ => (raw.country.clone(), sectors(raw.sector.as_deref().unwrap_or(""))),
        };
        let country = country.filter(|c| !c.is_empty());
        let given = raw.name.as_ref().or(raw.text.as_ref()).filter(|n| !n.is_empty());
        let surface = || -> String {
            span.map(|(s, e)| text.chars().skip(s).take(e.saturating_sub(s)).collect())
                .unwrap_or_default()
        };
        let name = given.cloned().unwrap_or_else(surface);
        Self { span, country, codes, words: words(&name) }
    }

    /// Same country; where neither has one, a name word or a sector in common.
    pub(super) fn same(&self, other: &Self) -> bool {
        if self.country.is_some() || other.country.is_some() {
            return self.country == other.country;
        }
        !self.words.is_disjoint(&other.words) || !self.codes.is_disjoint(&other.codes)
    }
}

/// Runs of three capitals.
fn sectors(code: &str) -> BTreeSet<String> {
    let (mut found, mut run) = (BTreeSet::new(), String::new());
    for c in code.chars() {
        if c.is_ascii_uppercase() {
            run.push(c);
        } else {
            run.clear();
        }
        if run.len() == 3 {
            found.insert(std::mem::take(&mut run));
        }
    }
    found
}

const SMALL: [&str; 12] = ["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "by", "s"];

/// The words of a name, lower case, without articles and prepositions.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    tokens(name).filter(|w| !SMALL.contains(&w.as_str())).collect()
}

/// The last word of a name, lower case.
pub(super) fn last(name: &str) -> String {
    tokens(name).last().unwrap_or_default()
}

fn tokens(name: &str) -> impl Iterator<Item = String> {
    let parts = name.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    parts.filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// The number of code points in common.
pub(super) fn overlap(a: Span, b: Span) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Intersection over union.
pub(super) fn iou(a: Span, b: Span) -> f64 {
    let shared = overlap(a, b);
    if shared == 0 { 0.0 } else { shared as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

/// Whether the gold side is empty or has an actor in common with the predicted one.
pub(super) fn matches(gold: &[Actor], predicted: &[Actor]) -> bool {
    gold.is_empty() || gold.iter().any(|g| predicted.iter().any(|p| g.same(p)))
}

/// Same type, source and target.
pub(super) fn triple(gold: &Coded, predicted: &Coded) -> bool {
    gold.kind == predicted.kind
        && matches(&gold.source, &predicted.source)
        && matches(&gold.target, &predicted.target)
}

/// "A with B" and "B with A" of one type are one event.
pub(super) fn merge_reciprocal(events: Vec<Coded>) -> Vec<Coded> {
    let key = |side: &[Actor]| -> BTreeSet<String> {
        let code = |a: &Actor| a.country.clone().unwrap_or_else(|| format!("{:?}", a.codes));
        side.iter().map(code).collect()
    };
    let mut out: Vec<Coded> = Vec::new();
    for event in events {
        let crossed = |o: &&mut Coded| {
            o.kind == event.kind
                && !key(&o.source).is_disjoint(&key(&event.target))
                && !key(&o.target).is_disjoint(&key(&event.source))
        };
        match out.iter_mut().find(crossed) {
            Some(same) => {
                let all: Vec<Actor> = same.source.iter().chain(&same.target).cloned().collect();
                same.source.clone_from(&all);
                same.target = all;
            }
            None => out.push(event),
        }
    }
    out
}
