//! A surface as a row of segments: names, adjectives, offices, role nouns, modifiers and unknown words.

use crate::file::fold::{Caps, Words};
use crate::file::lexicon::{Hit, Posting, hits};
use crate::file::records::{Modifier, Target, flag, nature};
use crate::file::store::Store;
use crate::lookup::resolver::Resolver;
use detente_model::CountryCode;

/// A stretch of words with one set of readings.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The readings; none for an unknown word.
    pub(crate) postings: Vec<Posting>,
    pub(crate) loose: bool,
    /// Whether an unknown word has a capital.
    pub(crate) capital: bool,
    /// Whether a possessive stands right after it.
    pub(crate) possessive: bool,
}

impl Segment {
    /// Its folded words.
    pub(crate) fn surface(&self, words: &Words) -> String {
        (self.start..self.end).map(|i| words.text(i)).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn has(&self, target: Target) -> bool {
        self.postings.iter().any(|p| p.target == target)
    }

    pub(crate) fn of(&self, target: Target) -> impl Iterator<Item = &Posting> + '_ {
        self.postings.iter().filter(move |p| p.target == target)
    }

    pub(crate) fn modifier(&self) -> Option<Modifier> {
        let index = self.of(Target::Modifier).next()?.index;
        Modifier::ALL.iter().map(|m| m.0).find(|m| *m as usize == index)
    }

    pub(crate) fn is(&self, modifier: Modifier) -> bool {
        self.modifier() == Some(modifier)
    }

    /// Whether it names a role or an office.
    pub(crate) fn is_head(&self) -> bool {
        self.has(Target::Role) || self.has(Target::Office)
    }

    pub(crate) fn person<'a>(&'a self, store: &'a Store) -> impl Iterator<Item = &'a Posting> + 'a {
        self.of(Target::Actor).filter(|p| store.nature(p.index) == nature::PERSON)
    }

    /// Whether it is a name or adjective of `state`.
    fn names_state(&self, store: &Store, state: CountryCode) -> bool {
        let mut states = self.postings.iter().filter(|p| {
            p.target == Target::Demonym
                || p.target == Target::Actor && store.nature(p.index) == nature::STATE
        });
        states.any(|p| store.country_of(p.index) == Some(state))
    }

    /// Whether it says whose: a state, its adjective, an organisation, a region, a place, a seat.
    pub(crate) fn is_owner(&self, store: &Store) -> bool {
        self.has(Target::Demonym)
            || self.has(Target::Metonym)
            || self.has(Target::Place)
            || self.of(Target::Actor).any(|p| store.nature(p.index) != nature::PERSON)
    }
}

/// Splits words into segments, the longest reading first at every place.
pub(crate) fn parse(resolver: &Resolver<'_>, words: &Words, common: bool) -> Vec<Segment> {
    let store = resolver.store;
    let mut segments: Vec<Segment> = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words.words[at];
        if word.possessive && words.text(at) == "s" {
            if let Some(last) = segments.last_mut() {
                last.possessive = true;
            }
            at += 1;
            continue;
        }
        found.clear();
        hits(store, words, at, &mut found);
        let before = segments.last().filter(|_| !word.cut);
        let near = |state: CountryCode| {
            resolver.country == Some(state) || before.is_some_and(|s| s.names_state(store, state))
        };
        let mut segment =
            longest(store, words, &mut found, common, near).unwrap_or_else(|| Segment {
                start: at,
                end: at + 1,
                postings: Vec::new(),
                loose: false,
                capital: word.caps != Caps::Lower,
                possessive: false,
            });
        let own = |p: &Posting| p.flags & flag::OWN != 0 && store.exists(p.index, resolver.day);
        if segment.postings.iter().any(own) {
            segment.postings.retain(own);
        }
        at = segment.end;
        let bare = words.words.get(at - 1).is_some_and(|w| w.possessive);
        segments.push(Segment { possessive: bare, ..segment });
    }
    segments
}

/// The longest hit with a reading; between equals, exact before loose spelling. `near` tells the states at hand.
pub(crate) fn longest(
    store: &Store,
    words: &Words,
    found: &mut [Hit],
    common: bool,
    near: impl Fn(CountryCode) -> bool,
) -> Option<Segment> {
    found.sort_by_key(|h| (std::cmp::Reverse(h.end), h.loose));
    found.iter().find_map(|hit| {
        let at_home = |p: &Posting| store.country_of(p.index).is_some_and(&near);
        // A common word that is a name beside a title is a name in a longer phrase.
        let mut postings: Vec<_> = hit
            .postings(store, words, common || hit.end - hit.start > 1)
            .filter(|p| hit.end - hit.start > 1 || common || p.flags & flag::COMMON == 0)
            .filter(|p| p.flags & flag::HOME == 0 || at_home(p))
            .collect();
        if postings.iter().any(|p| p.flags & flag::HOME != 0) {
            postings
                .retain(|p| p.target != Target::Actor || p.flags & flag::OWN != 0 || at_home(p));
        }
        (!postings.is_empty()).then_some(Segment {
            start: hit.start,
            end: hit.end,
            postings,
            loose: hit.loose,
            capital: true,
            possessive: false,
        })
    })
}

/// Word `at` as a family name, though it may be a common word too: what stands before it is a title.
pub(crate) fn family_name(store: &Store, words: &Words, at: usize) -> Option<Segment> {
    let mut found = Vec::new();
    hits(store, words, at, &mut found);
    longest(store, words, &mut found, true, |_| false).filter(|s| s.has(Target::Surname))
}
