//! Where sentences end: rules for the sure cases, a linear model for the rest.

use crate::hashing::feature;
use crate::token_rules::{Abbreviation, TokenRules};
use crate::weights::Weights;
use crate::words::{NOWHERE, Word};
use detente_model::ByteSpan;

/// The words of one block, of which some end a sentence.
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    pub(crate) spans: &'a [ByteSpan],
    pub(crate) words: &'a [Word],
}

/// What surrounds the place after a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// Index of the sentence's first word.
    pub(crate) start: usize,
    /// Round brackets that are open.
    pub(crate) open_brackets: u32,
    /// Whether a quotation is open.
    pub(crate) in_quotation: bool,
}

impl Context {
    /// Takes in word `i`.
    pub(crate) fn pass(&mut self, block: &Block<'_>, i: usize) {
        match block.surface(i) {
            "(" | "[" => self.open_brackets += 1,
            ")" | "]" => self.open_brackets = self.open_brackets.saturating_sub(1),
            "\u{201c}" | "``" | "\u{201e}" | "\u{ab}" => self.in_quotation = true,
            "\u{201d}" | "''" | "\u{bb}" => self.in_quotation = false,
            "\"" => self.in_quotation = !self.in_quotation,
            _ => {}
        }
    }

    /// Starts a sentence at word `i`.
    pub(crate) const fn restart(&mut self, i: usize) {
        self.start = i;
        self.open_brackets = 0;
    }
}

impl Block<'_> {
    fn surface(&self, i: usize) -> &str {
        self.spans.get(i).map_or("", |s| s.of(self.text))
    }

    /// Whether white space follows word `i`.
    fn gap(&self, i: usize) -> u32 {
        let (end, next) = (self.spans[i].end, self.spans[i + 1].start);
        u32::from(next > end)
    }

    /// Whether a sentence might end after word `i`, which is not the block's last.
    pub(crate) fn is_candidate(&self, i: usize) -> bool {
        let (this, next) = (self.surface(i), self.surface(i + 1));
        let stop = this.ends_with(['.', '?', '!', '\u{2026}']);
        let gap = self.gap(i);
        if gap == 0 {
            return stop
                && !is_closer(next)
                && (this.len() > 1 || next.starts_with(char::is_uppercase));
        }
        let lower = next.starts_with(char::is_lowercase);
        stop || !lower && !matches!(this, "," | "(" | "[" | "$")
    }

    /// Whether a rule knows that no sentence ends after word `i`.
    pub(crate) fn goes_on(&self, rules: &TokenRules, i: usize) -> bool {
        let next = self.surface(i + 1);
        let word = self.surface(i).strip_suffix('.').unwrap_or("");
        let letters = next.starts_with(char::is_alphabetic);
        let kind = rules.abbreviation(word);
        let acronym = word.contains('.') && word.contains(char::is_alphabetic);
        let abbreviated = !word.is_empty() && (kind.is_some() || acronym);
        matches!(kind, Some(Abbreviation::Title | Abbreviation::Number)) && !word.is_empty()
            || abbreviated
                && letters
                && (next.starts_with(char::is_lowercase) || !rules.is_opener(next))
            || self.gap(i) == 0 && is_closer(next)
    }

    /// The features of the place after word `i`.
    pub(crate) fn features(&self, i: usize, context: Context, out: &mut Vec<u32>) {
        let word = |at: Option<usize>| match at {
            Some(at) if at >= context.start => self.words.get(at).unwrap_or(&NOWHERE),
            _ => &NOWHERE,
        };
        let (w, n, n2, n3) =
            (&self.words[i], word(Some(i + 1)), word(Some(i + 2)), word(Some(i + 3)));
        let (p, p2) = (word(i.checked_sub(1)), word(i.checked_sub(2)));
        let gap = self.gap(i);
        let length = (i - context.start + 1) as u32;
        let length = if length < 8 { length } else { 8 + length.ilog2() };
        let wrap = context.open_brackets.min(2) << 1 | u32::from(context.in_quotation);
        let stop = self.surface(i).chars().next_back().map_or(0, |c| match c {
            '.' => 1 + u32::from(w.shape != self.words[i].shape || self.surface(i).len() > 1),
            '?' | '!' => 3,
            ':' => 4,
            '-' | '\u{2013}' | '\u{2014}' => 5,
            '"' | '\'' | '\u{201d}' | ')' => 6,
            ';' => 7,
            ',' => 8,
            c if c.is_alphanumeric() => 9,
            _ => 10,
        });
        out.clear();
        let mut f = |a, b, c| {
            let template = 400 + out.len() as u32;
            out.push(feature(template, a, b, c));
        };
        f(gap, stop, 0);
        f(w.lower, gap, 0);
        f(n.lower, gap, stop);
        f(n.form, gap, 0);
        f(n.shape, gap, stop);
        f(w.shape, n.shape, gap);
        f(w.lower, n.shape, gap);
        f(w.lower, n.lower, gap);
        f(p.lower, stop, gap);
        f(p.lower, w.lower, n.shape);
        f(p.shape, stop, n.shape);
        f(p.shape, w.shape, n.shape);
        f(p.class, w.class, n.class);
        f(stop, n.class, n2.class);
        f(stop, n.clusters[1], n.shape);
        f(stop, n.clusters[2], p.clusters[2]);
        f(n.lower, n2.lower, stop);
        f(n.shape, n2.shape, stop);
        f(n.shape, n2.lower, stop);
        f(n2.clusters[1], n.clusters[1], stop);
        f(n.class, n2.class, n3.class);
        f(p2.class, p.class, w.class);
        f(length, stop, gap);
        f(length, w.lower, gap);
        f(length, n.shape, stop);
        f(wrap, stop, n.shape);
        f(wrap, w.lower, 0);
        f(wrap, n.lower, 0);
        f(word(Some(context.start)).lower, stop, n.shape);
        f(word(Some(context.start)).shape, stop, length);
    }

    /// The index after the last word of each sentence.
    pub(crate) fn ends(
        &self,
        rules: &TokenRules,
        weights: &Weights,
        features: &mut Vec<u32>,
    ) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut context = Context::default();
        for i in 0..self.spans.len() {
            context.pass(self, i);
            let last = i + 1 == self.spans.len();
            if last
                || self.is_candidate(i) && !self.goes_on(rules, i) && {
                    self.features(i, context, features);
                    weights.agrees(features)
                }
            {
                ends.push(i + 1);
                context.restart(i + 1);
            }
        }
        ends
    }
}

/// Marks that belong to what stands before them, when nothing separates the two.
fn is_closer(token: &str) -> bool {
    matches!(token, ")" | "]" | "}" | "\"" | "''" | "'" | "\u{201d}" | "\u{2019}" | "\u{bb}")
}
