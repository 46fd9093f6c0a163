//! Mentions, actors, quotes, times, events and meetings from analysed articles. The rules are data: see `rules/`.

mod clause;
mod dateline;
mod document;
mod events;
pub mod factuality;
mod given_names;
mod homes;
mod marks;
mod meetings;
mod mentions;
mod quotes;
mod ranker;
mod rule_files;
mod rules;
mod times;
mod word_list;

pub use clause::Clause;
pub use document::Document;
pub use events::{Coding, CodingError, EventRules, Example, FailedExample, WantedCoding, Weighed};
pub use homes::WeighedHome;
pub use mentions::{WeighedAntecedent, WeighedPronoun};
pub use rules::{RuleError, Rules};

use detente_atlas::Atlas;
use detente_model::{Analysis, Article, CountryCode, Findings, Table, TableSet};
use homes::{Homes, Open};
use std::sync::Arc;

/// Finds who did or said what, in articles that have been analysed. Immutable; share one between threads.
#[derive(Debug)]
pub struct Extractor {
    atlas: Atlas,
    rules: Arc<Rules>,
}

impl Extractor {
    /// An extractor with the given knowledge.
    #[must_use]
    pub fn new(atlas: Atlas, rules: impl Into<Arc<Rules>>) -> Self {
        Self { atlas, rules: rules.into() }
    }

    /// The atlas in use.
    #[must_use]
    pub const fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// The rules in use.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The clauses of an article as events, quotes, times and mentions read them, in reading order:
    ///
    /// ```
    /// # use detente_atlas::Atlas;
    /// # use detente_extract::{Extractor, Rules};
    /// # use detente_language::Analyser;
    /// # use detente_model::Article;
    /// let extractor = Extractor::new(Atlas::embedded().clone(), Rules::embedded()?);
    /// let article = Article::from_text("Kenya promised Uganda to lift the ban.", None);
    /// let analysis = Analyser::new()?.analyse(&article);
    /// let clauses = extractor.clauses(&article, &analysis);
    /// let word = |token: u32| analysis.token(&article.text, token).text();
    /// assert_eq!(word(clauses[1].head), "lift");
    /// assert_eq!(word(clauses[1].subject[0]), "Kenya");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn clauses(&self, article: &Article, analysis: &Analysis) -> Vec<Clause> {
        clause::all(&Document::new(article, analysis), &self.rules.clauses)
    }

    /// Everything that rules or network take for an event of an article, kept or not, with the findings it refers to; what
    /// is about the same words stands together. The weights of rules and network are fitted to this.
    #[must_use]
    pub fn weigh_events(
        &self,
        article: &Article,
        analysis: &Analysis,
    ) -> (Vec<Vec<Weighed>>, Findings) {
        let doc = Document::new(article, analysis);
        let (mut found, open) = self.before_events(&doc, [Table::Events].into_iter().collect());
        let mut weighed = events::weigh(&doc, &self.rules, &self.atlas, &mut found);
        let kept = |group: &Vec<Weighed>| {
            let best = group.iter().max_by(|a, b| a.event.score.total_cmp(&b.event.score));
            best.map(|w| w.event.clone())
        };
        found.events = weighed.iter().filter_map(kept).collect();
        let likely = self.homes(&doc, &open).settle(&mut found);
        for one in weighed.iter_mut().flatten() {
            one.settle(&found, &likely);
        }
        (weighed, found)
    }

    /// The entities of an article to which nothing beside them gives a state, with what speaks for each state that may be
    /// theirs; the tokens that name states; and the findings they refer to. The weights of that choice are fitted to this.
    #[must_use]
    pub fn weigh_homes(
        &self,
        article: &Article,
        analysis: &Analysis,
    ) -> (Vec<WeighedHome>, Vec<(u32, CountryCode)>, Findings) {
        let doc = Document::new(article, analysis);
        let (mut found, open) = self.before_events(&doc, [Table::Events].into_iter().collect());
        found.events = events::code(&doc, &self.rules, &self.atlas, &mut found);
        let (weighed, named) = self.homes(&doc, &open).weigh(&mut found);
        (weighed, named, found)
    }

    /// The pronouns of an article, with what speaks for each mention that they may take up. The weights of that choice are fitted
    /// to this.
    #[must_use]
    pub fn weigh_antecedents(&self, article: &Article, analysis: &Analysis) -> Vec<WeighedPronoun> {
        mentions::weigh(&Document::new(article, analysis), &self.atlas, &self.rules.mentions)
    }

    /// The sentences beside the event rules that these rules, without the network, do not code as the rule says. `analyse` reads
    /// an article.
    pub fn failed_examples(&self, analyse: impl Fn(&Article) -> Analysis) -> Vec<FailedExample> {
        events::failed(self.rules.events().examples(), |article| {
            let analysis = Analysis { acts: None, ..analyse(article) };
            self.extract(article, &analysis, [Table::Events].into_iter().collect())
        })
    }

    /// Whether events are coded for the tables of `wanted`: their parties are mentions and entities, too, and whom somebody
    /// acts with or against tells his state, also where he is only quoted.
    #[must_use]
    pub fn codes_events(wanted: TableSet) -> bool {
        use Table::{Entities, Events, Meetings, Mentions, Quotes};
        wanted.has_any(&[Mentions, Entities, Quotes, Events, Meetings])
    }

    /// Fills the tables of `wanted`, and whatever they rest on. Lists that nobody asked for may stay empty.
    #[must_use]
    pub fn extract(&self, article: &Article, analysis: &Analysis, wanted: TableSet) -> Findings {
        let doc = Document::new(article, analysis);
        let (mut found, open) = self.before_events(&doc, wanted);
        if Self::codes_events(wanted) {
            found.events = events::code(&doc, &self.rules, &self.atlas, &mut found);
        }
        let likely = self.homes(&doc, &open).settle(&mut found);
        if analysis.acts.is_some() {
            events::score_settled(&self.rules, &likely, &mut found);
        }
        events::mark_main(&doc, &mut found);
        if wanted.has(Table::Meetings) {
            let written = dateline::place(&doc, &self.atlas, &found);
            found.meetings = meetings::gather(&doc, &self.rules, &found, written.as_ref());
        }
        found
    }

    fn homes<'a>(&'a self, doc: &'a Document<'a>, open: &'a Open) -> Homes<'a> {
        let Rules { mentions: rules, homes: weights, .. } = &*self.rules;
        Homes { doc, atlas: &self.atlas, rules, weights, open }
    }

    /// Times, mentions, entities and quotes, as far as `wanted` rests on them, and what is left open about states.
    fn before_events(&self, doc: &Document<'_>, wanted: TableSet) -> (Findings, Open) {
        let mut found = Findings::default();
        let mut open = Open::default();
        let quotes = Self::codes_events(wanted);
        if quotes || wanted.has(Table::Times) {
            found.times = times::find(doc, &self.rules.times);
        }
        if quotes {
            (found.mentions, found.entities, open) =
                mentions::find(doc, &self.atlas, &self.rules.mentions);
            found.quotes = quotes::find(doc, &self.rules.quotes, &found);
        }
        (found, open)
    }
}
