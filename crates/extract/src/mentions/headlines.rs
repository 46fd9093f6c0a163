//! Headlines and subheads, where capitals tell nothing: `No Deal on Mackerel Quotas`.

use crate::Document;
use detente_model::{NameKind, Section};
use std::collections::HashSet;
use std::ops::Range;

/// Words shorter than this stay in lower case in most headlines (`on`, `the`, `over`), or in upper case in all text.
const SHORT: usize = 5;

/// The least number of longer words by which a line outside a headline is judged.
const ENOUGH: usize = 4;

/// Which sentences are headlines, and what is named in the others.
pub(super) struct Headlines<'a> {
    sentences: Vec<bool>,
    elsewhere: HashSet<&'a str>,
}

impl<'a> Headlines<'a> {
    pub(super) fn new(doc: &Document<'a>) -> Self {
        let analysis = doc.analysis;
        let sentences: Vec<bool> = analysis
            .sentences
            .iter()
            .map(|s| {
                matches!(s.section, Section::Title | Section::Subhead)
                    || all_capitals(doc, &s.tokens)
            })
            .collect();
        let mut elsewhere = HashSet::new();
        if sentences.contains(&true) {
            elsewhere.extend(
                analysis
                    .names
                    .iter()
                    .filter(|n| !sentences[doc.sentence(n.tokens.start) as usize])
                    .filter_map(|n| analysis.span_of(n.tokens.clone()))
                    .map(|span| doc.surface(span)),
            );
        }
        Self { sentences, elsewhere }
    }

    /// Whether a name of the analyser has nothing but its capitals to speak for it: it stands in a headline, is no
    /// person's full name, and the article names nothing so elsewhere.
    pub(super) fn doubts(&self, doc: &Document<'_>, tokens: &Range<u32>, kind: NameKind) -> bool {
        if !self.sentences.get(doc.sentence(tokens.start) as usize).is_some_and(|&h| h)
            || kind == NameKind::Person && tokens.len() > 1
        {
            return false;
        }
        let surface = doc.phrase(tokens.clone());
        let acronym = surface.len() > 1 && surface.bytes().all(|b| b.is_ascii_uppercase());
        !acronym && !self.elsewhere.iter().any(|name| holds(name, surface))
    }
}

/// Whether `name` is `surface`, or ends with it as a surname does.
fn holds(name: &str, surface: &str) -> bool {
    name.strip_suffix(surface).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '-']))
}

/// Whether all longer words of a sentence have a capital.
fn all_capitals(doc: &Document<'_>, tokens: &Range<u32>) -> bool {
    let mut long = 0;
    for t in tokens.clone() {
        let word = doc.word(t);
        if word.len() < SHORT || !word.starts_with(char::is_alphabetic) {
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        long += 1;
    }
    long >= ENOUGH
}
