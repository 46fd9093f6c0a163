//! Where an article names states: the states themselves, their people and bodies, places in them, adjectives.

use crate::{Document, dateline};
use detente_atlas::Atlas;
use detente_model::{CountryCode, EntityId, EntityKind, Findings, Mention, MentionForm};
use std::collections::BTreeMap;

/// How many sentences before a mention may tell its state.
const BACK: u32 = 3;

/// How many of the states that an article names most are candidates everywhere.
const MOST_NAMED: usize = 3;

/// How a state is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    State,
    /// One of its people or bodies.
    Member,
    Place,
    /// By an adjective: `Syrian oil`.
    Adjective,
}

/// A place in the text that names a state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signal {
    pub(super) token: u32,
    pub(super) sentence: u32,
    pub(super) country: CountryCode,
    pub(super) named: Named,
    /// Whom the words that name it mean.
    pub(super) entity: Option<EntityId>,
}

/// Where one entity, or adjectives, name a state.
#[derive(Debug)]
pub(super) struct Namer {
    pub(super) entity: Option<EntityId>,
    pub(super) named: Named,
    pub(super) signals: Vec<Signal>,
}

/// All of them, in reading order.
pub(super) struct Signals {
    all: Vec<Signal>,
    by_state: BTreeMap<CountryCode, Vec<Signal>>,
    namers: BTreeMap<CountryCode, Vec<Namer>>,
    most_named: Vec<CountryCode>,
    dateline: Option<CountryCode>,
}

impl Signals {
    pub(super) fn new(
        doc: &Document<'_>,
        found: &Findings,
        adjectives: &[(u32, CountryCode)],
        atlas: &Atlas,
    ) -> Self {
        let of_mentions = found.mentions.iter().filter_map(|m| {
            let entity = m.entity.and_then(|e| found.entity(e))?;
            let named = match entity.kind {
                EntityKind::Country => Named::State,
                EntityKind::Place => Named::Place,
                EntityKind::Person | EntityKind::Organization | EntityKind::Group => Named::Member,
                EntityKind::Agreement | EntityKind::Other => Named::Adjective,
            };
            // The place of the dateline is told apart: readers of most formats cut it off the text.
            let counts = m.form != MentionForm::Pronoun && !dateline::is_dateline(doc, m.head);
            let country = entity.country.filter(|_| counts)?;
            Some(Signal { token: m.head, sentence: m.sentence, country, named, entity: m.entity })
        });
        let of_adjectives = adjectives.iter().map(|&(token, country)| Signal {
            token,
            sentence: doc.analysis.sentence_of(token) as u32,
            country,
            named: Named::Adjective,
            entity: None,
        });
        let mut all: Vec<Signal> = of_mentions.chain(of_adjectives).collect();
        all.sort_by_key(|s| (s.token, s.country));
        let mut by_state: BTreeMap<CountryCode, Vec<Signal>> = BTreeMap::new();
        for &signal in &all {
            by_state.entry(signal.country).or_default().push(signal);
        }
        let namers = by_state.iter().map(|(state, signals)| (*state, namers(signals))).collect();
        let mut most_named: Vec<CountryCode> = by_state.keys().copied().collect();
        most_named.sort_by_key(|c| std::cmp::Reverse(by_state[c].len()));
        most_named.truncate(MOST_NAMED);
        let dateline = dateline::place(doc, atlas, found).and_then(|p| p.country);
        Self { all, by_state, namers, most_named, dateline }
    }

    /// The words that name states, with these.
    pub(super) fn named(&self) -> Vec<(u32, CountryCode)> {
        self.all.iter().map(|s| (s.token, s.country)).collect()
    }

    /// The states that may be that of whom `mention` introduces.
    pub(super) fn around(&self, mention: &Mention) -> Vec<CountryCode> {
        let near = self.near(mention.sentence, BACK).iter().map(|s| s.country);
        let first = self.all.first().map(|s| s.country);
        let mut out: Vec<CountryCode> =
            near.chain(first).chain(self.dateline).chain(self.most_named.clone()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The signals of a sentence and of `back` sentences before it.
    pub(super) fn near(&self, sentence: u32, back: u32) -> &[Signal] {
        let from = self.all.partition_point(|s| s.sentence < sentence.saturating_sub(back));
        let to = self.all.partition_point(|s| s.sentence <= sentence);
        &self.all[from..to]
    }

    /// The signals of the article that name `country`.
    pub(super) fn of(&self, country: CountryCode) -> &[Signal] {
        self.by_state.get(&country).map_or(&[], Vec::as_slice)
    }

    /// Who names `country` in the article.
    pub(super) fn namers(&self, country: CountryCode) -> &[Namer] {
        self.namers.get(&country).map_or(&[], Vec::as_slice)
    }

    /// How many tokens `token` is away from the nearest signal that names `country` and passes `test`.
    pub(super) fn distance(
        &self,
        country: CountryCode,
        token: u32,
        test: impl Fn(&Signal) -> bool,
    ) -> Option<u32> {
        let all = self.of(country);
        let (before, after) = all.split_at(all.partition_point(|s| s.token < token));
        let nearest = [before.iter().rev().find(|s| test(s)), after.iter().find(|s| test(s))];
        nearest.into_iter().flatten().map(|s| s.token.abs_diff(token)).min()
    }

    /// The last signal before token `token`.
    pub(super) fn before(&self, token: u32) -> Option<Signal> {
        self.all[..self.all.partition_point(|s| s.token < token)].last().copied()
    }

    /// The first signal of the article.
    pub(super) fn first(&self) -> Option<Signal> {
        self.all.first().copied()
    }

    /// The state that the article was written in.
    pub(super) fn dateline(&self) -> Option<CountryCode> {
        self.dateline
    }

    /// The states that the word at `token` names.
    pub(super) fn at(&self, token: u32) -> impl Iterator<Item = CountryCode> {
        let from = self.all.partition_point(|s| s.token < token);
        self.all[from..].iter().take_while(move |s| s.token == token).map(|s| s.country)
    }

    /// How many states are named.
    pub(super) fn states(&self) -> usize {
        self.by_state.len()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The part of all signals that name `country`; where there are few it tells little and is less.
    pub(super) fn share(&self, country: CountryCode) -> f32 {
        const FEW: f32 = 2.0;
        self.of(country).len() as f32 / (self.all.len() as f32 + FEW)
    }

    /// Whether the article names no other state than `country`.
    pub(super) fn are_all(&self, country: CountryCode) -> bool {
        self.by_state.len() == 1 && self.by_state.contains_key(&country)
    }

    /// Whether no state is named more often than `country`.
    pub(super) fn is_dominant(&self, country: CountryCode) -> bool {
        self.most_named.first() == Some(&country)
    }
}

fn namers(signals: &[Signal]) -> Vec<Namer> {
    let mut out: BTreeMap<Option<EntityId>, Namer> = BTreeMap::new();
    for &signal in signals {
        let Signal { entity, named, .. } = signal;
        let namer = out.entry(entity).or_insert(Namer { entity, named, signals: Vec::new() });
        namer.signals.push(signal);
    }
    out.into_values().collect()
}
