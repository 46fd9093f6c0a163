//! Articles that are copies of others.

use crate::sketch::Sketch;
use chrono::NaiveDate;
use detente_model::{Article, ArticleId};
use rayon::prelude::*;
use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::convert::Infallible;

/// Days that may lie between a copy and its original, unless their bodies are the same.
const DAYS: i64 = 7;
/// Originals that edited copies are looked for among: the latest that came.
const KEPT: usize = 1 << 17;
/// Sequences of words by which an original is found.
const KEYS: usize = 24;
/// Originals that are looked at for one sequence, the latest first; and in all, those with the most sequences in common.
const LOOKED_AT: (usize, usize) = (32, 32);
/// Articles to a part of the work on a whole corpus.
const PART: usize = 1024;

/// The original of every article that is a copy, in the order of the articles; their order decides nothing.
///
/// A copy has the body of its original, whatever its case, white space and punctuation; or one that a desk made of it within
/// seven days: cut, with another lead, in another order, reworded, with something of another article in it. The original is
/// the article published first (one without a date comes last), of several the one with the smallest id; it is no copy
/// itself. Headlines do not count. Ids must be unique.
///
/// # Example
/// ```
/// use detente_model::{Article, ArticleId};
/// use detente_pipeline::originals;
///
/// let article = |id: &str, text| Article { id: ArticleId::given(id), ..Article::from_text(text, None) };
/// let articles = [article("b", "MINISTERS MET IN OSLO"), article("a", "Ministers met in Oslo.")];
/// assert_eq!(originals(&articles), [Some(ArticleId::given("a")), None]);
/// ```
#[must_use]
pub fn originals<A: Borrow<Article> + Sync>(articles: &[A]) -> Vec<Option<ArticleId>> {
    match originals_in_parts(articles, sketches, || Ok::<(), Infallible>(())) {
        Ok(originals) => originals,
        Err(never) => match never {},
    }
}

/// As [`originals`], with a `pause` between the parts of the work, which may stop it.
pub(crate) fn originals_in_parts<A: Borrow<Article>, E>(
    articles: &[A],
    sketches: impl Fn(&[A]) -> Vec<Sketch>,
    mut pause: impl FnMut() -> Result<(), E>,
) -> Result<Vec<Option<ArticleId>>, E> {
    let mut sketched = Vec::with_capacity(articles.len());
    for part in articles.chunks(PART) {
        sketched.extend(part.iter().map(Borrow::borrow).zip(sketches(part)));
        pause()?;
    }
    let mut in_order: Vec<_> = sketched.into_iter().enumerate().collect();
    in_order.sort_by_key(|(_, (article, _)): &(usize, (&Article, Sketch))| {
        let at = article.published.map(|published| published.at);
        (at.is_none(), at, &article.id)
    });
    let mut originals = vec![None; articles.len()];
    let mut duplicates = Duplicates::default();
    for (n, (position, (article, sketch))) in in_order.into_iter().enumerate() {
        originals[position] = duplicates.original(&article.id, sketch);
        if n % PART == 0 {
            pause()?;
        }
    }
    Ok(originals)
}

/// The sketches of some articles, made on all threads.
pub(crate) fn sketches<A: Borrow<Article> + Sync>(articles: &[A]) -> Vec<Sketch> {
    articles.par_iter().map(|article| Sketch::of(article.borrow())).collect()
}

/// Knows the copies in a stream of articles: those whose body came before, and those that a desk edited (cut, with another
/// lead, in another order, reworded).
///
/// The original is the article that came first; a copy never is the original of another. Sketches of the latest 131,072
/// originals are kept, in some 200 MB at most, and 128 bits of every body that came.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// The original of every body.
    bodies: BTreeMap<u128, ArticleId>,
    kept: VecDeque<(ArticleId, Sketch)>,
    /// How many originals were kept once and are no more.
    forgotten: u32,
    /// Hash of a sequence and number of an original, in one.
    keys: BTreeSet<u64>,
}

impl Duplicates {
    /// The original that `article` is a copy of, among those that came before; see [`originals`] for what a copy is. An
    /// article without letters or digits is nobody's.
    pub fn original_of(&mut self, article: &Article) -> Option<ArticleId> {
        self.original(&article.id, Sketch::of(article))
    }

    pub(crate) fn original(&mut self, id: &ArticleId, sketch: Sketch) -> Option<ArticleId> {
        let body = sketch.body?;
        if let Some(original) = self.bodies.get(&body) {
            return Some(original.clone());
        }
        let original = self.edited(&sketch);
        self.bodies.insert(body, original.as_ref().unwrap_or(id).clone());
        if original.is_none() {
            self.keep(id.clone(), sketch);
        }
        original
    }

    /// Of the originals that `sketch` is an edited copy of, the one that it resembles most, the earliest first.
    fn edited(&self, sketch: &Sketch) -> Option<ArticleId> {
        let mut best: Option<(f64, &ArticleId)> = None;
        for number in self.candidates(sketch) {
            let (id, original) = &self.kept[number.wrapping_sub(self.forgotten) as usize];
            if near(sketch.day, original.day)
                && let Some(resemblance) = sketch.resemblance(original)
                && best.is_none_or(|(most, _)| resemblance > most)
            {
                best = Some((resemblance, id));
            }
        }
        best.map(|(_, id)| id.clone())
    }

    /// The originals with the most sequences in common, in the order in which they came.
    fn candidates(&self, sketch: &Sketch) -> Vec<u32> {
        let mut holders = Vec::new();
        for fact in sketch.facts() {
            let keys = self.keys.range(key(fact, 0)..=key(fact, u32::MAX)).rev();
            holders.extend(keys.take(LOOKED_AT.0).map(|key| *key as u32));
        }
        holders.sort_unstable();
        let same = holders.chunk_by(|a, b| a == b);
        let mut hits: Vec<_> = same.map(|same| (same[0], same.len())).collect();
        hits.sort_by_key(|(number, n)| (Reverse(*n), *number));
        let mut numbers: Vec<_> = hits.into_iter().take(LOOKED_AT.1).map(|(n, _)| n).collect();
        numbers.sort_unstable();
        numbers
    }

    fn keep(&mut self, id: ArticleId, sketch: Sketch) {
        if self.kept.len() == KEPT
            && let Some((_, oldest)) = self.kept.pop_front()
        {
            for fact in oldest.facts().take(KEYS) {
                self.keys.remove(&key(fact, self.forgotten));
            }
            self.forgotten = self.forgotten.wrapping_add(1);
        }
        let number = self.forgotten.wrapping_add(self.kept.len() as u32);
        self.keys.extend(sketch.facts().take(KEYS).map(|fact| key(fact, number)));
        self.kept.push_back((id, sketch));
    }
}

fn key(fact: u32, number: u32) -> u64 {
    u64::from(fact) << 32 | u64::from(number)
}

fn near(one: Option<NaiveDate>, other: Option<NaiveDate>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    one.signed_duration_since(other).num_days().abs() <= DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Published;
    use proptest::prelude::*;

    fn article(id: &str, day: u32, body: &str) -> Article {
        let day = NaiveDate::from_ymd_opt(2024, 3, day).map(Published::on);
        Article { id: ArticleId::given(id), ..Article::from_text(body, day) }
    }

    /// A story of `n` sentences about its own subject.
    fn story(subject: &str, n: usize) -> Vec<String> {
        let sentence = |i: usize| {
            let (day, town) = (i * 7 % 29 + 1, ["Bergen", "Izmir", "Odense", "Kaunas"][i % 4]);
            format!(
                "On day {day} the delegates of {subject} heard witness number {} in {town}, who spoke of harbour dues.",
                i * i + subject.len()
            )
        };
        (0..n).map(sentence).collect()
    }

    fn streamed(articles: &[Article]) -> Vec<Option<String>> {
        let mut duplicates = Duplicates::default();
        articles
            .iter()
            .map(|article| duplicates.original_of(article))
            .map(|id| id.map(|id| id.to_string()))
            .collect()
    }

    #[test]
    fn the_first_is_the_original_and_layout_does_not_count() {
        let articles = [
            article("a", 1, "Ministers met  in Oslo."),
            article("b", 1, "Ministers met in Bern."),
            article("c", 1, "MINISTERS met\nin Oslo"),
            article("d", 1, "..."),
            article("e", 1, "..."),
        ];
        assert_eq!(streamed(&articles), [None, None, Some("a".to_owned()), None, None]);
    }

    #[test]
    fn an_edited_copy_leads_to_the_original_and_so_does_a_copy_of_it() {
        let story = story("Ruritania", 16);
        let mut edited = story[..9].to_vec();
        edited.reverse();
        edited.insert(0, "A quiet week ended with an uproar that nobody had foreseen.".to_owned());
        let edited = edited.join("\n\n");
        let articles = [
            article("whole", 1, &story.join(" ")),
            article("edited", 2, &edited),
            article("again", 3, &edited),
            article("late", 20, &story[..8].join(" ")),
        ];
        let whole = Some("whole".to_owned());
        assert_eq!(streamed(&articles), [None, whole.clone(), whole, None]);
    }

    #[test]
    fn reports_from_one_template_are_no_copies() {
        let report = |town, wind, high, low| {
            format!(
                "The weather service expects light rain over {town} in the morning and sunny spells later in the day. The \
                 temperature will reach {high} degrees, with a low of {low} degrees during the night. Winds of {wind} \
                 kilometres an hour are expected near the coast. Motorists are asked to allow extra time."
            )
        };
        let articles = [
            article("a", 1, &report("Cork", 12, 17, 3)),
            article("b", 1, &report("Porto", 44, 25, 14)),
        ];
        assert_eq!(streamed(&articles), [None, None]);
    }

    #[test]
    fn only_so_many_originals_are_kept() {
        let mut duplicates = Duplicates::default();
        let story = story("Ruritania", 12).join(" ");
        for i in 0..=KEPT {
            let body = if i == 0 { story.clone() } else { format!("Note {i}") };
            duplicates.original_of(&article(&format!("{i}"), 1, &body));
        }
        assert_eq!((duplicates.kept.len(), duplicates.keys.len()), (KEPT, 0));
        let edited = article("y", 1, &format!("{story} More follows."));
        assert_eq!(duplicates.original_of(&edited), None);
    }

    proptest! {
        #[test]
        fn the_order_decides_nothing(
            cuts in prop::collection::vec((0usize..3, 4usize..14, 1u32..5), 2..8),
            swaps in prop::collection::vec((0usize..8, 0usize..8), 8),
        ) {
            let of = |(i, (subject, n, day)): (usize, &(usize, usize, u32))| {
                let subject = ["Ruritania", "Freedonia", "Grand Fenwick"][*subject];
                article(&format!("{i}"), *day, &story(subject, *n).join(" "))
            };
            let mut articles: Vec<_> = cuts.iter().enumerate().map(of).collect();
            let pointed = |articles: &[Article]| -> BTreeMap<_, _> {
                articles.iter().map(|a| a.id.clone()).zip(originals(articles)).collect()
            };
            let before = pointed(&articles);
            for (a, b) in swaps {
                let n = articles.len();
                articles.swap(a % n, b % n);
            }
            prop_assert_eq!(pointed(&articles), before.clone());
            for original in before.values().flatten() {
                prop_assert_eq!(&before[original], &None);
            }
        }
    }
}
