//! The task `parse`: words, sentences, tags, lemmas and dependencies.
//!
//! Gold: CoNLL-U, plain or `.gz`. `token_f1` and `sentence_f1` compare spans over the characters of the raw text that are
//! no white space, as the evaluation of the CoNLL 2018 shared task does (Zeman et al. 2018); the raw text is the comment
//! `text` of every sentence joined by a space, with a blank line before a paragraph or document. The other metrics are
//! measured on the gold's words and sentences; subtypes of relations are ignored. `nsubj_f1` and `obj_f1` count pairs of
//! dependent and head for subjects (nsubj, csubj) and objects (obj, iobj) whose head, the gold's or the predicted one, is
//! a word that the gold calls a verb.

use crate::gold::read_packed_text;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_language::conllu::{self, TreebankSentence};
use detente_model::{Analysis, Article, ByteSpan, Upos};
use detente_pipeline::Pipeline;
use std::collections::BTreeSet;
use std::path::Path;

type Spans = BTreeSet<(usize, usize)>;

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let sentences = read(gold)?;
    let mut report = Report::new("parse", gold, sentences.len());
    segmentation(&sentences, pipeline, &mut report);
    syntax(&sentences, pipeline, &mut report);
    Ok(report)
}

/// The tokens of the raw text and its sentences, against the gold's.
fn segmentation(sentences: &[TreebankSentence], pipeline: &Pipeline, report: &mut Report) {
    let mut raw = String::new();
    let (mut gold_tokens, mut gold_sentences) = (Spans::new(), Spans::new());
    let mut at = 0;
    for sentence in sentences {
        if !raw.is_empty() {
            raw.push_str(if sentence.starts_paragraph { "\n\n" } else { " " });
        }
        raw.push_str(&sentence.text);
        let start = at;
        for (form, _) in &sentence.tokens {
            let length = form.chars().filter(|c| !c.is_whitespace()).count();
            gold_tokens.insert((at, at + length));
            at += length;
        }
        gold_sentences.insert((start, at));
    }
    let article = Article::from_text(raw, None);
    let text = &article.text;
    let analysis = pipeline.analyser().analyse(&article);
    let written = conllu::read(&conllu::to_conllu(text, &analysis)).unwrap_or_default();
    let (mut tokens, mut found) = (Spans::new(), Spans::new());
    let mut at = 0;
    for sentence in &written {
        let start = at;
        for (form, _) in &sentence.tokens {
            let length = form.chars().filter(|c| !c.is_whitespace()).count();
            tokens.insert((at, at + length));
            at += length;
        }
        found.insert((start, at));
    }
    report.push("token_f1", f1(&gold_tokens, &tokens));
    report.push("sentence_f1", f1(&gold_sentences, &found));
}

fn f1<T: Ord>(gold: &BTreeSet<T>, predicted: &BTreeSet<T>) -> f64 {
    let right = gold.intersection(predicted).count() as f64;
    prf(right, predicted.len() as f64, gold.len() as f64)[2]
}

#[derive(Default)]
struct Counts {
    words: f64,
    upos: f64,
    lemma: f64,
    uas: f64,
    las: f64,
    /// Right, predicted and gold pairs.
    subjects: [f64; 3],
    objects: [f64; 3],
}

fn syntax(sentences: &[TreebankSentence], pipeline: &Pipeline, report: &mut Report) {
    let (text, spans) = running_text(sentences);
    let analysis = pipeline.analyser().analyse_tokens(&text, &spans);
    let mut counts = Counts::default();
    let mut worst: Vec<(f64, String, String)> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let before = counts.las;
        compare(sentence, &analysis, &text, number, &mut counts);
        let wrong = sentence.words.len() as f64 - (counts.las - before);
        let what =
            format!("{wrong} of {} words with a wrong head or relation", sentence.words.len());
        worst.push((wrong, sentence.id.clone(), what));
    }
    let share = |n: f64| (counts.words > 0.0).then(|| 100.0 * n / counts.words);
    report.push("upos", share(counts.upos));
    report.push("lemma", share(counts.lemma));
    report.push("uas", share(counts.uas));
    report.push("las", share(counts.las));
    let pairs =
        |[right, predicted, gold]: [f64; 3]| (gold > 0.0).then(|| prf(right, predicted, gold)[2]);
    report.push("nsubj_f1", pairs(counts.subjects));
    report.push("obj_f1", pairs(counts.objects));
    let predicted = conllu::to_conllu(&text, &analysis);
    report.predictions = predicted
        .split_terminator("\n\n")
        .zip(sentences)
        .map(|(conllu, s)| serde_json::json!({ "id": s.id, "conllu": conllu }))
        .collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    report.worst = worst.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
}

/// The sentences of a treebank.
pub(super) fn read(gold: &Path) -> Result<Vec<TreebankSentence>, GoldError> {
    conllu::read(&read_packed_text(gold)?).map_err(|e| GoldError::Schema {
        path: gold.display().to_string(),
        line: e.line,
        message: e.message,
    })
}

/// The gold's words with a space between them, and where each stands.
pub(super) fn running_text(sentences: &[TreebankSentence]) -> (String, Vec<Vec<ByteSpan>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for sentence in sentences {
        let mut words = Vec::new();
        for word in &sentence.words {
            let start = text.len();
            text.push_str(&word.form);
            words.push(ByteSpan::from_range(start..text.len()));
            text.push(' ');
        }
        spans.push(words);
    }
    (text, spans)
}

fn compare(
    gold: &TreebankSentence,
    analysis: &Analysis,
    text: &str,
    number: usize,
    counts: &mut Counts,
) {
    let first = analysis.sentences[number].tokens.start;
    for (i, (token, word)) in analysis.sentence_tokens(text, number).zip(&gold.words).enumerate() {
        let head = token.head().map(|h| (h.index() - first) as usize);
        let (relation, gold_relation) = (token.deprel().universal(), word.deprel.universal());
        let hit = |yes: bool| f64::from(u8::from(yes));
        counts.words += 1.0;
        counts.upos += hit(token.upos() == word.upos);
        counts.lemma += hit(token.lemma() == word.lemma);
        counts.uas += hit(head == word.head);
        counts.las += hit(head == word.head && relation == gold_relation);
        let is_verb = |h: &usize| gold.words.get(*h).is_some_and(|w| w.upos == Upos::Verb);
        let verb_head = head.filter(|&h| h != i).filter(is_verb);
        let gold_verb_head = word.head.filter(is_verb);
        let kinds: [(&[&str], &mut [f64; 3]); 2] =
            [(&["nsubj", "csubj"], &mut counts.subjects), (&["obj", "iobj"], &mut counts.objects)];
        for (labels, [right, predicted, wanted]) in kinds {
            let found = verb_head.filter(|_| labels.contains(&relation));
            let gold = gold_verb_head.filter(|_| labels.contains(&gold_relation));
            *predicted += hit(found.is_some());
            *wanted += hit(gold.is_some());
            *right += hit(found.is_some() && found == gold);
        }
    }
}
