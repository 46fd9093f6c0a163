//! The task `ner`: names of persons, organizations and locations.
//!
//! Gold: `token<TAB>BIO` lines with blank lines between sentences, plain or `.gz`; comments start with `# ` and hold no
//! tab. A name counts when its first word, its last word and its kind are right. The gold's words are used. An `I-` that
//! does not go on a name of its kind begins one, as in the conlleval script.

use crate::gold::read_packed_text;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_model::{ByteSpan, NameKind};
use detente_pipeline::Pipeline;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Default)]
struct Sentence {
    id: String,
    words: Vec<String>,
    labels: Vec<String>,
}

type Names = BTreeSet<(usize, usize, NameKind)>;

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let sentences = read(gold)?;
    let mut report = Report::new("ner", gold, sentences.len());
    let mut text = String::new();
    let mut spans = Vec::new();
    for sentence in &sentences {
        let mut words = Vec::new();
        for word in &sentence.words {
            let start = text.len();
            text.push_str(word);
            words.push(ByteSpan::from_range(start..text.len()));
            text.push(' ');
        }
        spans.push(words);
    }
    let analysis = pipeline.analyser().analyse_tokens(&text, &spans);
    let mut counts = [[0.0; 3]; 3];
    let mut worst: Vec<(usize, String, String)> = Vec::new();
    let mut names = analysis.names.iter().peekable();
    for (sentence, analysed) in sentences.iter().zip(&analysis.sentences) {
        let first = analysed.tokens.start as usize;
        let mut predicted = Names::new();
        while let Some(name) = names.next_if(|n| n.tokens.end <= analysed.tokens.end) {
            let range = name.tokens.start as usize - first..name.tokens.end as usize - first;
            predicted.insert((range.start, range.end, name.kind));
        }
        let wanted = spelled(&sentence.labels);
        for (kind, count) in NameKind::ALL.iter().zip(&mut counts) {
            let of = |set: &Names| set.iter().filter(|n| n.2 == *kind).count() as f64;
            count[0] += of(&wanted.intersection(&predicted).copied().collect());
            count[1] += of(&predicted);
            count[2] += of(&wanted);
        }
        let differences: Vec<String> = wanted
            .symmetric_difference(&predicted)
            .map(|n| {
                let which = if wanted.contains(n) { "missed" } else { "wrong" };
                format!("{which} {} `{}`", n.2, sentence.words[n.0..n.1].join(" "))
            })
            .collect();
        worst.push((differences.len(), sentence.id.clone(), differences.join(", ")));
        report.predictions.push(serde_json::json!({
            "id": sentence.id,
            "words": sentence.words,
            "labels": labels(&predicted, sentence.words.len()),
        }));
    }
    let total = counts.iter().fold([0.0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    let [precision, recall, f1] = prf(total[0], total[1], total[2]);
    report.push("precision", precision);
    report.push("recall", recall);
    report.push("f1", f1);
    for (name, kind) in [
        ("f1_per", NameKind::Person),
        ("f1_org", NameKind::Organization),
        ("f1_loc", NameKind::Location),
    ] {
        let [right, predicted, gold] = counts[kind as usize];
        report.push(name, (gold > 0.0).then(|| prf(right, predicted, gold)[2]));
    }
    worst.sort_by_key(|w| std::cmp::Reverse(w.0));
    report.worst =
        worst.into_iter().take(10).filter(|w| w.0 > 0).map(|(_, id, what)| (id, what)).collect();
    Ok(report)
}

fn read(path: &Path) -> Result<Vec<Sentence>, GoldError> {
    let text = read_packed_text(path)?;
    let mut sentences = Vec::new();
    let mut current = Sentence::default();
    for (i, line) in text.lines().chain([""]).enumerate() {
        match line.split_once('\t') {
            Some((word, label)) => {
                current.words.push(word.to_owned());
                current.labels.push(label.trim().to_owned());
            }
            None if line.trim().is_empty() => {
                if !current.words.is_empty() {
                    sentences.push(std::mem::take(&mut current));
                }
            }
            None if line.starts_with('#') => {
                if let Some(id) = line.strip_prefix("# sent_id = ") {
                    id.clone_into(&mut current.id);
                }
            }
            None => {
                return Err(GoldError::Schema {
                    path: path.display().to_string(),
                    line: i + 1,
                    message: "a word and its BIO label, separated by a tab, are wanted".to_owned(),
                });
            }
        }
    }
    Ok(sentences)
}

/// The names that BIO labels spell; other kinds count as no name.
fn spelled(labels: &[String]) -> Names {
    let mut names = Names::new();
    let mut open: Option<(usize, NameKind)> = None;
    for (i, label) in labels.iter().map(String::as_str).chain(["O"]).enumerate() {
        let kind = label.get(2..).and_then(|k| k.parse::<NameKind>().ok());
        let goes_on = label.starts_with('I') && kind.is_some() && open.map(|o| o.1) == kind;
        if goes_on {
            continue;
        }
        if let Some((start, kind)) = open.take() {
            names.insert((start, i, kind));
        }
        open = kind.map(|kind| (i, kind));
    }
    names
}

fn labels(names: &Names, words: usize) -> Vec<String> {
    let mut labels = vec!["O".to_owned(); words];
    for &(start, end, kind) in names {
        for (i, label) in labels[start..end].iter_mut().enumerate() {
            *label = format!("{}-{kind}", if i == 0 { 'B' } else { 'I' });
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_names_turn_into_each_other() {
        let given: Vec<String> =
            ["B-PER", "I-PER", "O", "I-LOC", "B-LOC", "I-ORG"].map(str::to_owned).into();
        let names = spelled(&given);
        let expected = [
            (0, 2, NameKind::Person),
            (3, 4, NameKind::Location),
            (4, 5, NameKind::Location),
            (5, 6, NameKind::Organization),
        ];
        assert_eq!(names.iter().copied().collect::<Vec<_>>(), expected);
        assert_eq!(labels(&names, 6), ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "B-ORG"]);
    }
}
