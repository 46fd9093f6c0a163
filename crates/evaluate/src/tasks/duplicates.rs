//! The task `duplicates`: copies to their originals.
//!
//! Gold: `{"id", "text", "date"?, "story"}`, where articles of one `story` are copies of one another; the order of the
//! records is that in which they came. `scripts/edit_as_desks.py` makes such gold from any corpus.
//!
//! Scored are pairs: two articles that have, or are, the same original count as found. `precision`, `recall` and `f1` are
//! those of [`originals`], which sees all articles at once; `streamed_…` of [`Duplicates`], which sees one after the
//! other; `jaccard80_…` of what is compared with: pairs with a Jaccard similarity of .8 and more, which is what MinHash
//! estimates. `recall_20_30` and `precision_20_30` are those of pairs whose similarity is from .2 to below .3, likewise
//! the other bands. Similarity is that of the sets of three words in a row.

use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use chrono::NaiveDate;
use detente_model::{Article, ArticleId, Published};
use detente_pipeline::{Duplicates, originals};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    date: Option<NaiveDate>,
    story: String,
}

/// The similarity from which the method that is compared with calls a pair copies.
const FOIL: f64 = 0.8;
/// The bands of similarity: each ends where the next begins.
const BANDS: [(f64, &str); 6] = [
    (0.0, "0_20"),
    (0.2, "20_30"),
    (0.3, "30_40"),
    (0.4, "40_50"),
    (0.5, "50_80"),
    (0.8, "80_100"),
];

type Pairs = BTreeSet<(usize, usize)>;

pub(crate) fn score(gold: &Path) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("duplicates", gold, records.len());
    let articles: Vec<Article> = records.iter().map(article).collect();
    let sequences: Vec<_> = records.iter().map(|record| sequences(&record.text)).collect();
    let wanted = pairs(records.iter().map(|record| record.story.clone()));
    let found = originals(&articles);
    let mut stream = Duplicates::default();
    let streamed: Vec<_> = articles.iter().map(|article| stream.original_of(article)).collect();
    for (method, pairs) in [
        ("", same_original(&articles, &found)),
        ("streamed_", same_original(&articles, &streamed)),
        ("jaccard80_", similar(&sequences)),
    ] {
        let right: Pairs = pairs.intersection(&wanted).copied().collect();
        let [precision, recall, f1] =
            prf(right.len() as f64, pairs.len() as f64, wanted.len() as f64);
        report.push(&format!("{method}precision"), precision);
        report.push(&format!("{method}recall"), recall);
        report.push(&format!("{method}f1"), f1);
        let [right, found, wanted] =
            [&right, &pairs, &wanted].map(|pairs| by_band(pairs, &sequences));
        for (i, (_, band)) in BANDS.iter().enumerate() {
            let share = |of: f64| (of > 0.0).then(|| 100.0 * right[i] / of);
            report.push(&format!("{method}precision_{band}"), share(found[i]));
            report.push(&format!("{method}recall_{band}"), share(wanted[i]));
        }
        if method.is_empty() {
            report.worst = wrong(&records, &pairs, &sequences);
        }
    }
    report.predictions = records.iter().zip(&found).map(prediction).collect();
    Ok(report)
}

fn article(record: &Record) -> Article {
    let article = Article::from_text(record.text.as_str(), record.date.map(Published::on));
    Article { id: ArticleId::given(record.id.as_str()), ..article }
}

/// The sequences of three words, as a sorted set of hashes.
fn sequences(text: &str) -> Vec<u64> {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| xxhash_rust::xxh3::xxh3_64(word.to_lowercase().as_bytes()))
        .collect();
    let mix =
        |w: &[u64]| w.iter().fold(0u64, |hash, word| hash.rotate_left(23).wrapping_mul(31) ^ word);
    let mut sequences: Vec<_> = words.windows(3).map(mix).collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    if both == 0 { 0.0 } else { both as f64 / (a.len() + b.len() - both) as f64 }
}

/// All pairs of articles with the same name.
fn pairs(names: impl Iterator<Item = String>) -> Pairs {
    let mut members = BTreeMap::<String, Vec<usize>>::new();
    names.enumerate().for_each(|(i, name)| members.entry(name).or_default().push(i));
    let of = |members: &Vec<usize>| {
        let members = members.clone();
        (1..members.len())
            .flat_map(move |j| (0..j).map(|i| (members[i], members[j])).collect::<Vec<_>>())
    };
    members.values().flat_map(of).collect()
}

fn same_original(articles: &[Article], originals: &[Option<ArticleId>]) -> Pairs {
    let original = articles.iter().zip(originals).map(|(a, o)| o.as_ref().unwrap_or(&a.id));
    pairs(original.map(ArticleId::to_string))
}

/// All pairs whose similarity is that of the method compared with.
fn similar(sequences: &[Vec<u64>]) -> Pairs {
    let mut by_size: Vec<_> = (0..sequences.len()).collect();
    by_size.sort_by_key(|&i| sequences[i].len());
    let mut pairs = Pairs::new();
    for (at, &i) in by_size.iter().enumerate() {
        let small = &sequences[i];
        for &j in &by_size[at + 1..] {
            // Of sets that differ more in size, the similarity is less.
            if FOIL * sequences[j].len() as f64 > small.len() as f64 {
                break;
            }
            if jaccard(small, &sequences[j]) >= FOIL {
                pairs.insert((i.min(j), i.max(j)));
            }
        }
    }
    pairs
}

fn by_band(pairs: &Pairs, sequences: &[Vec<u64>]) -> [f64; BANDS.len()] {
    let mut counts = [0.0; BANDS.len()];
    for &(i, j) in pairs {
        let similarity = jaccard(&sequences[i], &sequences[j]);
        let band = BANDS.iter().rposition(|(from, _)| similarity >= *from).unwrap_or_default();
        counts[band] += 1.0;
    }
    counts
}

/// Pairs that are no copies, the least similar first.
fn wrong(records: &[Record], found: &Pairs, sequences: &[Vec<u64>]) -> Vec<(String, String)> {
    let mut wrong: Vec<_> = found
        .iter()
        .filter(|(i, j)| records[*i].story != records[*j].story)
        .map(|&(i, j)| (jaccard(&sequences[i], &sequences[j]), i, j))
        .collect();
    wrong.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let say = |(similarity, i, j): (f64, usize, usize)| {
        (
            records[i].id.clone(),
            format!("no copy of {} (similarity {similarity:.2})", records[j].id),
        )
    };
    wrong.into_iter().map(say).collect()
}

fn prediction((record, original): (&Record, &Option<ArticleId>)) -> serde_json::Value {
    let story = original.as_ref().map_or(record.id.as_str(), ArticleId::as_str);
    serde_json::json!({ "id": record.id, "date": record.date, "story": story })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similarity_is_the_share_of_common_sequences() {
        let (a, b) = (sequences("One two three four."), sequences("ONE two, three five"));
        assert!((jaccard(&a, &b) - 1.0 / 3.0).abs() < 1e-9);
        assert!(jaccard(&sequences("a b"), &sequences("a b")).abs() < 1e-9);
        assert_eq!(similar(&[a.clone(), b, a]), Pairs::from([(0, 2)]));
    }

    #[test]
    fn pairs_are_those_of_one_name() {
        let names = ["x", "y", "x", "x"].map(str::to_owned);
        assert_eq!(pairs(names.into_iter()), Pairs::from([(0, 2), (0, 3), (2, 3)]));
    }
}
