//! What speaks for one state or another as the home of an entity.

use super::company::Company;
use super::names::Names;
use super::signals::{Named, Namer, Signal, Signals};
use crate::events::word_of;
use crate::ranker::flag;
use crate::{Document, mentions::MentionRules};
use detente_model::{
    ByteSpan, CountryCode, Deprel, Entity, Findings, Mention, Penn, Sector, TokenView, Upos,
};

/// The traits by the names under which their weights are filed.
pub(super) const TRAITS: [&str; 57] = [
    "bias",
    "definite",
    "plural",
    "of_others",
    "of_no_state",
    "rebel",
    "government",
    "military",
    "police",
    "court",
    "parliament",
    "business",
    "media",
    "envoy",
    "told",
    "acts",
    "suffers",
    "subject",
    "states",
    "inside",
    "attached",
    "attached_place",
    "same_clause",
    "same_clause_place",
    "sentence_before",
    "sentence_after",
    "sentence_state",
    "sentence_only",
    "sentence_place",
    "sentence_member",
    "sentence_times",
    "near",
    "nearest_before",
    "previous_sentence",
    "sentence_before_that",
    "share",
    "unnamed",
    "only_people",
    "by_place",
    "dominant",
    "first",
    "opposed",
    "acting",
    "beside",
    "sentence_first",
    "only_one",
    "speaker",
    "dateline",
    "only_opposed_state",
    "only_opposed_member",
    "only_said",
    "acts_on_all",
    "lone",
    "namesake",
    "name_like",
    "asked",
    "proposed",
];

/// How many of them, the last, are what the network of acts tells.
pub(super) const OF_NETWORK: usize = 2;

/// The value of each trait.
pub(super) type Traits = [f32; TRAITS.len()];

/// An entity and the words around the mention that introduces it.
pub(super) struct Subject<'a> {
    doc: &'a Document<'a>,
    mention: &'a Mention,
    /// What holds for the entity whatever the state.
    fixed: [f32; 19],
    company: &'a Company,
    /// The state of whoever says the words that the mention stands in.
    speaker: Option<CountryCode>,
    names: &'a Names<'a>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        doc: &'a Document<'a>,
        rules: &MentionRules,
        found: &Findings,
        (entity, mention): (&Entity, &'a Mention),
        company: &'a Company,
        names: &'a Names<'a>,
        signals: &Signals,
    ) -> Self {
        let tokens = doc.analysis.tokens_in(mention.span);
        let definite = tokens.start.checked_sub(1).is_some_and(|t| {
            let before = doc.token(t);
            before.upos() == Upos::Det && !matches!(before.lemma(), "a" | "an" | "some" | "any")
        });
        let plural = matches!(doc.token(mention.head).penn(), Penn::Nns | Penn::Nnps);
        let is_of =
            |wanted: &[Sector]| flag(entity.sectors.first().is_some_and(|s| wanted.contains(s)));
        let fixed = [
            1.0,
            flag(definite),
            flag(plural),
            flag(rules.is_of_other_states(doc, mention)),
            flag(entity.sectors.first().is_some_and(|s| rules.is_of_no_state(*s))),
            is_of(&[Sector::Reb, Sector::Crm, Sector::Uaf, Sector::Opp]),
            is_of(&[Sector::Gov]),
            is_of(&[Sector::Mil, Sector::Spy]),
            is_of(&[Sector::Cop]),
            is_of(&[Sector::Jud]),
            is_of(&[Sector::Leg]),
            is_of(&[Sector::Bus]),
            is_of(&[Sector::Jrn]),
            flag(entity.role.as_deref().is_some_and(|role| rules.is_envoy(role))),
            entity.mentions.min(8) as f32 / 8.0,
            flag(company.acting),
            flag(company.suffering),
            flag(doc.token(mention.head).deprel() == Deprel::Nsubj),
            signals.states().min(8) as f32 / 8.0,
        ];
        let (speaker, _) = word_of(found, mention.span);
        let speaker = speaker.and_then(|e| found.entity(e)?.country);
        Self { doc, mention, fixed, company, speaker, names }
    }

    /// The traits of `country` as its home; `proposed` says whether the network was asked, and what it said.
    pub(super) fn traits(
        &self,
        signals: &Signals,
        country: CountryCode,
        (asked, proposed): (bool, f32),
    ) -> Traits {
        let sentence = self.mention.sentence;
        let here = signals.near(sentence, 0);
        let mine = |s: &&Signal| s.country == country;
        let any = |test: &dyn Fn(&Signal) -> bool| here.iter().filter(mine).any(test);
        let all = |test: &dyn Fn(&Namer) -> bool| signals.namers(country).iter().all(test);
        let head = self.mention.head;
        let place = |s: &Signal| s.named == Named::Place;
        let outside = |s: &Signal| !self.is_inside(s);
        let in_sentence = |n: u32| {
            sentence.checked_sub(n).is_some_and(|earlier| {
                signals.near(earlier, 0).iter().any(|s| s.country == country)
            })
        };
        let times = here.iter().filter(mine).filter(|s| outside(s)).count();
        let far = signals.distance(country, head, outside);
        let mut out = [0.0; TRAITS.len()];
        let (fixed, of_country) = out.split_at_mut(self.fixed.len());
        fixed.copy_from_slice(&self.fixed);
        of_country.copy_from_slice(&[
            flag(any(&|s| self.is_inside(s))),
            flag(any(&|s| outside(s) && self.is_attached(s))),
            flag(any(&|s| outside(s) && place(s) && self.is_attached(s))),
            flag(any(&|s| outside(s) && self.is_in_clause(s))),
            flag(any(&|s| outside(s) && place(s) && self.is_in_clause(s))),
            flag(any(&|s| outside(s) && s.token < head)),
            flag(any(&|s| outside(s) && s.token > head)),
            flag(any(&|s| outside(s) && s.named == Named::State)),
            flag(!here.is_empty() && here.iter().all(|s| s.country == country)),
            flag(any(&|s| outside(s) && place(s))),
            flag(any(&|s| outside(s) && s.named == Named::Member)),
            times.min(4) as f32 / 4.0,
            far.map_or(0.0, |tokens| 8.0 / (8.0 + tokens as f32)),
            flag(signals.before(head).is_some_and(|s| s.country == country)),
            flag(in_sentence(1)),
            flag(in_sentence(2)),
            signals.share(country),
            flag(signals.of(country).is_empty() && signals.dateline() != Some(country)),
            flag(all(&|n| n.named == Named::Member)),
            flag(!all(&|n| n.named != Named::Place)),
            flag(signals.is_dominant(country)),
            flag(signals.first().is_some_and(|s| s.country == country)),
            flag(self.company.opposed.contains(&country)),
            flag(self.company.acting && self.company.opposed.contains(&country)),
            flag(self.company.beside.contains(&country)),
            flag(here.iter().find(|s| outside(s)).is_some_and(|s| s.country == country)),
            flag(signals.are_all(country)),
            flag(self.speaker == Some(country)),
            flag(signals.dateline() == Some(country)),
            flag(all(&|n| n.named == Named::State && self.is_opposed(n))),
            flag(all(&|n| n.named != Named::State && self.is_opposed(n))),
            flag(all(&|n| n.signals.iter().all(|s| self.is_said(s)))),
            flag(self.company.acting && all(&|n| self.is_opposed(n))),
            flag(signals.len() == 1),
            flag(self.names.is_of(country)),
            self.names.likeness(country),
            flag(asked),
            proposed,
        ]);
        out
    }

    /// `Australian` in `Royal Australian Air Force`.
    fn is_inside(&self, signal: &Signal) -> bool {
        let span: ByteSpan = self.doc.token(signal.token).span();
        self.mention.span.contains(span)
    }

    /// `French` of `the kidnappers freed two French doctors`: it is said of those on the other side.
    fn is_opposed(&self, namer: &Namer) -> bool {
        let inside = |signal: &Signal| {
            let span = self.doc.token(signal.token).span();
            self.company.opponent_spans.iter().any(|s| s.contains(span))
        };
        let is_opponent = namer.entity.is_some_and(|id| self.company.opponents.contains(&id));
        is_opponent || namer.signals.iter().all(inside)
    }

    /// `Iran` of `Marta Lund said the sanctions on Iran had failed`: it is what the entity speaks of.
    fn is_said(&self, signal: &Signal) -> bool {
        let span = self.doc.token(signal.token).span();
        self.company.said.iter().any(|quote| quote.contains(span))
    }

    /// `fishermen from Tamil Nadu`, `a market in Hodeidah`.
    fn is_attached(&self, signal: &Signal) -> bool {
        let up = self.doc.token(signal.token).ancestors().take(3);
        up.map(TokenView::index).any(|t| t == self.mention.head)
    }

    /// `insurgents burned a convoy near Peshawar`.
    fn is_in_clause(&self, signal: &Signal) -> bool {
        let verb = |t: u32| {
            self.doc.token(t).ancestors().find(|a| a.upos() == Upos::Verb).map(TokenView::index)
        };
        verb(signal.token).is_some_and(|v| verb(self.mention.head) == Some(v))
    }
}
