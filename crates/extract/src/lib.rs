//! Mentions, actors, quotes, times, events and meetings from analysed articles. The rules are data: see `rules/`.

mod document;
mod events;
pub mod factuality;
mod meetings;
mod mentions;
mod quotes;
mod rules;
mod times;

pub use document::Document;
pub use events::{EventRules, Weighed};
pub use rules::{RuleError, Rules};

use detente_atlas::Atlas;
use detente_model::{Analysis, Article, EventType, Findings, Table, TableSet};

/// Finds who did or said what, in articles that have been analysed. Immutable; share one between threads.
#[derive(Debug)]
pub struct Extractor {
    atlas: Atlas,
    rules: Rules,
}

impl Extractor {
    /// An extractor with the given knowledge.
    #[must_use]
    pub const fn new(atlas: Atlas, rules: Rules) -> Self {
        Self { atlas, rules }
    }

    /// The atlas in use.
    #[must_use]
    pub const fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// The rules in use.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The PLOVER type that the article as a whole reports, by the weight of its events and of the words that trigger
    /// events; `None` when it has neither. `findings` must hold the article's events.
    #[must_use]
    pub fn main_event_type(
        &self,
        article: &Article,
        analysis: &Analysis,
        findings: &Findings,
    ) -> Option<EventType> {
        events::main_type(&Document::new(article, analysis), &self.rules.events, findings)
    }

    /// Everything that rules or network take for an event of an article, kept or not, with the findings it refers to; what
    /// is about the same words stands together. The weights of rules and network are fitted to this.
    #[must_use]
    pub fn weigh_events(
        &self,
        article: &Article,
        analysis: &Analysis,
    ) -> (Vec<Vec<Weighed>>, Findings) {
        let mut found = self.extract(article, analysis, [Table::Quotes].into_iter().collect());
        let weighed =
            events::weigh(&Document::new(article, analysis), &self.rules, &self.atlas, &mut found);
        (weighed, found)
    }

    /// Fills the tables of `wanted`, and whatever they rest on. Lists that nobody asked for may stay empty.
    #[must_use]
    pub fn extract(&self, article: &Article, analysis: &Analysis, wanted: TableSet) -> Findings {
        use Table::{Entities, Events, Meetings, Mentions, Quotes, Times};
        let doc = Document::new(article, analysis);
        let mut found = Findings::default();
        let mut homes = Vec::new();
        if wanted.has_any(&[Times, Quotes, Events, Meetings]) {
            found.times = times::find(&doc, &self.rules.times);
        }
        if wanted.has_any(&[Mentions, Entities, Quotes, Events, Meetings]) {
            let (mentions, entities, likely) =
                mentions::find(&doc, &self.atlas, &self.rules.mentions);
            (found.mentions, found.entities, homes) = (mentions, entities, likely);
        }
        if wanted.has_any(&[Quotes, Events, Meetings]) {
            found.quotes = quotes::find(&doc, &self.rules.quotes, &found);
        }
        if wanted.has_any(&[Events, Meetings]) {
            found.events = events::code(&doc, &self.rules, &self.atlas, &mut found);
        }
        if wanted.has(Meetings) {
            found.meetings = meetings::gather(&doc, &self.rules, &found);
        }
        // Last, because a state that is only likely makes nobody a political actor.
        for (id, country) in homes {
            if let Some(entity) = found.entities.get_mut(id.index()) {
                entity.country.get_or_insert(country);
            }
        }
        found
    }
}
