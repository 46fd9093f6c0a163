//! Quotes of the diplomacy gold.

use super::coded::{Span, iou, last, overlap};
use crate::pairing::one_to_one;
use serde::Deserialize;

/// A gold or predicted quote.
#[derive(Debug, Deserialize)]
pub(super) struct RawQuote {
    start: usize,
    end: usize,
    #[serde(default)]
    speaker: Option<Span>,
    #[serde(default)]
    speaker_name: Option<String>,
    /// Missing it costs nothing, and finding it is no error.
    #[serde(default)]
    optional: bool,
}

/// Counts of quotes, without what is paired with optional gold: gold, predicted, paired, paired with a gold speaker, speaker
/// right.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) predicted: usize,
    pub(super) paired: usize,
    pub(super) spoken: usize,
    pub(super) right: usize,
}

impl Counts {
    pub(super) fn add(&mut self, text: &[char], gold: &[RawQuote], predicted: &[RawQuote]) {
        let mut candidates = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, p) in predicted.iter().enumerate() {
                let shared = iou(stripped(text, g), stripped(text, p));
                if shared >= 0.8 {
                    candidates.push((shared - 1e-6 * f64::from(g.optional), i, j));
                }
            }
        }
        let chosen = one_to_one(candidates);
        let optional = chosen.iter().filter(|c| gold[c.1].optional).count();
        self.gold += gold.iter().filter(|g| !g.optional).count();
        self.predicted += predicted.len() - optional;
        self.paired += chosen.len() - optional;
        for (_, i, j) in chosen.into_iter().filter(|c| !gold[c.1].optional) {
            let (g, p) = (&gold[i], &predicted[j]);
            if g.speaker.is_some() || g.speaker_name.as_ref().is_some_and(|n| !n.is_empty()) {
                self.spoken += 1;
                self.right += usize::from(speaker_right(g, p));
            }
        }
    }
}

/// Without white space, quotation marks and stops at both ends.
fn stripped(text: &[char], quote: &RawQuote) -> Span {
    let strip = |c: char| {
        matches!(
            c,
            ' ' | '\t'
                | '\r'
                | '\n'
                | '\u{a0}'
                | '"'
                | '\u{201c}'
                | '\u{201d}'
                | '\u{2018}'
                | '\u{2019}'
                | '\''
                | '`'
                | '\u{ab}'
                | '\u{bb}'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '-'
                | '\u{2013}'
                | '\u{2014}'
                | '\u{2026}'
                | '('
                | ')'
                | '['
                | ']'
        )
    };
    let (mut start, mut end) = (quote.start, quote.end.min(text.len()));
    while start < end && strip(text[start]) {
        start += 1;
    }
    while end > start && strip(text[end - 1]) {
        end -= 1;
    }
    (start, end)
}

fn speaker_right(gold: &RawQuote, predicted: &RawQuote) -> bool {
    let overlaps = gold
        .speaker
        .zip(predicted.speaker)
        .is_some_and(|(a, b)| overlap(a, b) > 0 && 2 * overlap(a, b) >= (a.1 - a.0).min(b.1 - b.0));
    let name = |q: &RawQuote| last(q.speaker_name.as_deref().unwrap_or(""));
    overlaps || (!name(gold).is_empty() && name(gold) == name(predicted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken_by(speaker: Span) -> RawQuote {
        RawQuote { start: 0, end: 4, speaker: Some(speaker), speaker_name: None, optional: false }
    }

    #[test]
    fn a_speaker_that_ends_before_it_begins_is_nobody() {
        assert!(speaker_right(&spoken_by((8, 12)), &spoken_by((10, 12))));
        assert!(!speaker_right(&spoken_by((12, 8)), &spoken_by((8, 12))));
    }
}
