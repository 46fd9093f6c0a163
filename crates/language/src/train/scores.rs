//! Scores on the development sets, for the training record. The program `detente evaluate` has the full metrics.

use super::data::{DataError, read_names, read_treebank};
use crate::Analyser;
use crate::conllu::TreebankSentence;
use detente_model::{Analysis, ByteSpan, NameKind};
use std::collections::BTreeSet;
use std::path::Path;

/// Universal tags, heads, labelled heads and names on the development sets of EWT and UNER EWT, in one line.
pub(crate) fn on_dev(model: &[u8], data: &Path) -> Result<String, DataError> {
    let Ok(analyser) = Analyser::from_model(model) else {
        return Ok("the model does not load".to_owned());
    };
    let mut out = Vec::new();
    for name in ["ewt-dev", "gum-free-dev"] {
        let gold = read_treebank(&data.join("treebank").join(format!("{name}.conllu.gz")))?;
        let forms = |s: &TreebankSentence| s.words.iter().map(|w| w.form.clone()).collect();
        let analysis = analyse(&analyser, &gold.iter().map(forms).collect::<Vec<Vec<String>>>());
        let (text, analysis) = &analysis;
        let mut right = [0_usize; 5];
        let mut total = 0;
        for (i, sentence) in gold.iter().enumerate() {
            for (token, word) in analysis.sentence_tokens(text, i).zip(&sentence.words) {
                total += 1;
                let start = analysis.sentences[i].tokens.start;
                let head = token.head().map(|h| (h.index() - start) as usize) == word.head;
                let label = token.deprel().universal() == word.deprel.universal();
                for (count, hit) in right.iter_mut().zip([
                    token.upos() == word.upos,
                    token.penn() == word.penn,
                    token.lemma() == word.lemma,
                    head,
                    head && label,
                ]) {
                    *count += usize::from(hit);
                }
            }
        }
        let percent = right.map(|n| 100.0 * n as f64 / f64::from(total.max(1) as u32));
        let [upos, penn, lemma, uas, las] = percent.map(|p| format!("{p:.2}"));
        out.push(format!("{name} upos {upos}, penn {penn}, lemma {lemma}, uas {uas}, las {las}"));
    }
    let gold = read_names(&data.join("ner/uner-ewt-dev.bio.gz"), NameKind::ALL)?;
    let (_, analysis) =
        analyse(&analyser, &gold.iter().map(|s| s.words.clone()).collect::<Vec<_>>());
    let mut names = Vec::new();
    let mut start = 0;
    for sentence in &gold {
        crate::names::collect(&sentence.labels, NameKind::ALL, start, &mut names);
        start += sentence.labels.len() as u32;
    }
    let set = |names: &[detente_model::Name]| -> BTreeSet<(u32, u32, NameKind)> {
        names.iter().map(|n| (n.tokens.start, n.tokens.end, n.kind)).collect()
    };
    let (gold, found) = (set(&names), set(&analysis.names));
    let both = gold.intersection(&found).count() as f64;
    let f1 = 200.0 * both / (gold.len() + found.len()).max(1) as f64;
    out.push(format!("uner-ewt-dev f1 {f1:.2}"));
    Ok(out.join("; "))
}

fn analyse(analyser: &Analyser, sentences: &[Vec<String>]) -> (String, Analysis) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for sentence in sentences {
        let mut sentence_spans = Vec::new();
        for word in sentence {
            let start = text.len();
            text.push_str(word);
            sentence_spans.push(ByteSpan::from_range(start..text.len()));
            text.push(' ');
        }
        spans.push(sentence_spans);
    }
    let analysis = analyser.analyse_tokens(&text, &spans);
    (text, analysis)
}
