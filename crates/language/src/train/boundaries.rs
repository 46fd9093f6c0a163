//! Training of the sentence splitter on running text.

use super::perceptron::{Perceptron, Random};
use crate::conllu::TreebankSentence;
use crate::lexicon::Lexicon;
use crate::sentences::{Block, Context};
use crate::token_rules::TokenRules;
use crate::tokenize::tokenize;
use crate::words::Word;
use detente_model::ByteSpan;
use std::collections::BTreeSet;

/// A run of sentences without a paragraph break.
struct Paragraph {
    text: String,
    spans: Vec<ByteSpan>,
    words: Vec<Word>,
    /// Offsets at which sentences end.
    ends: BTreeSet<u32>,
}

pub(crate) fn train(
    gold: &[TreebankSentence],
    lexicon: &Lexicon,
    rounds: usize,
    seed: u64,
) -> Vec<(u32, i8)> {
    let rules = TokenRules::embedded();
    let mut paragraphs = paragraphs(gold, &rules, lexicon);
    let mut perceptron = Perceptron::default();
    let mut random = Random(seed | 1);
    let mut features = Vec::new();
    for _ in 0..rounds {
        random.shuffle(&mut paragraphs);
        for p in &paragraphs {
            let block = Block { text: &p.text, spans: &p.spans, words: &p.words };
            let mut context = Context::default();
            for i in 0..p.spans.len().saturating_sub(1) {
                context.pass(&block, i);
                let truth = p.ends.contains(&p.spans[i].end);
                if block.is_candidate(i) && !block.goes_on(&rules, i) {
                    block.features(i, context, &mut features);
                    perceptron.learn(&features, truth);
                }
                if truth {
                    context.restart(i + 1);
                }
            }
        }
    }
    perceptron.finish()
}

fn paragraphs(gold: &[TreebankSentence], rules: &TokenRules, lexicon: &Lexicon) -> Vec<Paragraph> {
    let mut texts: Vec<(String, BTreeSet<u32>)> = Vec::new();
    for sentence in gold {
        if sentence.starts_paragraph || texts.is_empty() {
            texts.push((String::new(), BTreeSet::new()));
        }
        if let Some((text, ends)) = texts.last_mut() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&sentence.text);
            ends.insert(text.len() as u32);
        }
    }
    texts
        .into_iter()
        .map(|(text, ends)| {
            let mut spans = Vec::new();
            tokenize(rules, &text, ByteSpan::from_range(0..text.len()), &mut spans);
            let words = spans.iter().map(|s| Word::new(s.of(&text), lexicon)).collect();
            Paragraph { text, spans, words, ends }
        })
        .collect()
}
