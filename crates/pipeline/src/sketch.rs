//! A sample of the word sequences of an article, by which copies are known.
//!
//! Desks cut a wire story from the end, give it a new lead, move its paragraphs and reword a little: what is left in common
//! are sequences of words. Three words in a row are hashed, and the smallest hashes kept (a bottom-k sketch: Cohen & Kaplan,
//! "Summarizing data using bottom-k sketches", 2007), which estimates containment as well as resemblance. Sequences with a
//! *fact* in them, a number or a name, are told from the others: two weather reports from one template agree in their words
//! and differ in their facts, a copy agrees in both alike.

use chrono::NaiveDate;
use detente_model::{Article, Section};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Words to a sequence.
const WORDS: usize = 3;
/// Sequences kept of an article.
const SIZE: usize = 160;
/// The share of the facts of the shorter article that a copy has in common with its original.
const SHARED_FACTS: f64 = 0.4;
/// How much smaller the share of common facts may be than that of the other common words.
const FACTS_TO_WORDS: f64 = 0.6;
/// The resemblance (Jaccard) below which an article is too small a part of another to be its copy.
const RESEMBLANCE: f64 = 0.18;
/// Common sequences, and those with a fact, without which there is nothing to go by.
const ENOUGH: (u32, u32) = (10, 3);

/// What an article is compared by.
#[derive(Debug)]
pub(crate) struct Sketch {
    /// Of the whole body, whatever its case, white space and punctuation; none where it has neither letters nor digits.
    pub(crate) body: Option<u128>,
    pub(crate) day: Option<NaiveDate>,
    /// Ascending. The lowest bit is 0 where the sequence holds a fact.
    hashes: Vec<u32>,
    /// Every hash up to here is kept.
    limit: u32,
}

impl Sketch {
    pub(crate) fn of(article: &Article) -> Self {
        let (mut body, mut hashes) = (Xxh3::new(), Vec::new());
        let (mut empty, mut facts) = (true, false);
        let mut lower = String::new();
        for block in article.section(Section::Body) {
            let mut last = [(0, false); WORDS];
            for (i, word) in words(block).enumerate() {
                lower.clear();
                lower.extend(word.text.chars().flat_map(char::to_lowercase));
                lower.push(' ');
                body.update(lower.as_bytes());
                empty = false;
                last.rotate_left(1);
                last[WORDS - 1] = (xxh3_64(lower.as_bytes()), word.fact);
                if i + 1 >= WORDS {
                    let fact = last.iter().any(|(_, fact)| *fact);
                    facts |= fact;
                    hashes.push(hash(&last) << 1 | u32::from(!fact));
                }
            }
        }
        if !facts {
            // A text without capitals or numbers: all its words have to do.
            hashes.iter_mut().for_each(|hash| *hash &= !1);
        }
        hashes.sort_unstable();
        hashes.dedup_by_key(|hash| *hash >> 1);
        let limit = hashes.get(SIZE).map_or(u32::MAX, |next| next - 1);
        hashes.truncate(SIZE);
        hashes.shrink_to_fit();
        Self { body: (!empty).then(|| body.digest128()), day: article.day(), hashes, limit }
    }

    /// The hashes of sequences with a fact, ascending.
    pub(crate) fn facts(&self) -> impl Iterator<Item = u32> {
        self.hashes.iter().copied().filter(|hash| is_fact(*hash))
    }

    /// How much the articles resemble each other (Jaccard), where one is a copy of the other. The order does not matter.
    pub(crate) fn resemblance(&self, other: &Self) -> Option<f64> {
        let limit = self.limit.min(other.limit);
        let (ours, theirs) = (self.up_to(limit), other.up_to(limit));
        let (mut facts, mut plain) = (0, 0);
        let mut at = 0;
        for &hash in ours {
            at += theirs[at..].partition_point(|other| *other < hash);
            if theirs.get(at) == Some(&hash) {
                *(if is_fact(hash) { &mut facts } else { &mut plain }) += 1;
            }
        }
        if facts + plain < ENOUGH.0 || facts < ENOUGH.1 {
            return None;
        }
        let n_facts = |hashes: &[u32]| hashes.iter().filter(|hash| is_fact(**hash)).count();
        let (our_facts, their_facts) = (n_facts(ours), n_facts(theirs));
        let (our_plain, their_plain) = (ours.len() - our_facts, theirs.len() - their_facts);
        let of_facts = share(facts, our_facts.min(their_facts));
        let of_plain = share(plain, our_plain.min(their_plain));
        let both = facts + plain;
        let resemblance = share(both, ours.len() + theirs.len() - both as usize);
        let copy = of_facts >= SHARED_FACTS
            && of_facts >= FACTS_TO_WORDS * of_plain
            && resemblance >= RESEMBLANCE;
        copy.then_some(resemblance)
    }

    fn up_to(&self, limit: u32) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|hash| *hash <= limit)]
    }
}

fn is_fact(hash: u32) -> bool {
    hash & 1 == 0
}

fn share(part: u32, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / whole as f64 }
}

fn hash(words: &[(u64, bool); WORDS]) -> u32 {
    let mut bytes = [0; 8 * WORDS];
    for (to, (word, _)) in bytes.chunks_exact_mut(8).zip(words) {
        to.copy_from_slice(&word.to_le_bytes());
    }
    // The high half: the lowest bit of what is made of it says something else.
    (xxh3_64(&bytes) >> 32) as u32
}

struct Word<'a> {
    text: &'a str,
    /// A number, or a capital that no start of a sentence explains.
    fact: bool,
}

fn words(block: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = block;
    let mut first = true;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let gap =
            rest[..start].trim_end_matches(|c: char| c.is_whitespace() || "\"“”‘’'(".contains(c));
        let opens = std::mem::take(&mut first) || gap.ends_with(['.', '!', '?', ':', ';']);
        let from = &rest[start..];
        let end = from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len());
        let text = &from[..end];
        rest = &from[end..];
        let capital = text.starts_with(char::is_uppercase);
        let fact = (capital && !opens) || text.contains(char::is_numeric);
        Some(Word { text, fact })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(body: &str) -> Sketch {
        Sketch::of(&Article::from_text(body, None))
    }

    #[test]
    fn names_and_numbers_are_facts_and_first_words_are_not() {
        let facts: Vec<_> =
            words("Talks in Oslo. “Talks failed,” said Ms Berg (Bern) on day 2: Nobody won.")
                .filter(|word| word.fact)
                .map(|word| word.text)
                .collect();
        assert_eq!(facts, ["Oslo", "Ms", "Berg", "Bern", "2"]);
    }

    #[test]
    fn the_sketch_of_a_long_text_is_bounded_and_compares_like_the_whole() {
        let text: Vec<_> = (0..4000).map(|i| format!("Mayor {i} spoke to word{}", i * 7)).collect();
        let (whole, half) = (sketch(&text.join(" ")), sketch(&text[..2000].join(" ")));
        assert_eq!(whole.hashes.len(), SIZE);
        let resemblance = whole.resemblance(&half).unwrap();
        assert!((0.35..0.65).contains(&resemblance), "{resemblance}");
        assert_eq!(half.resemblance(&whole), Some(resemblance));
    }

    #[test]
    fn a_text_without_capitals_has_its_words_for_facts() {
        let text = "ministers met in the old harbour town and spoke about herring and cod until late at night";
        assert!(sketch(text).facts().count() > 10);
        assert_eq!(sketch(text).resemblance(&sketch(text)), Some(1.0));
    }
}
