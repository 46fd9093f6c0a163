//! The stages of the analysis in order.

use crate::lemma::Lemmatizer;
use crate::lexicon::Lexicon;
use crate::model_file::{self, ModelError};
use crate::names;
use crate::network::{Network, Predictions, Scratch};
use crate::sentences;
use crate::token_rules::TokenRules;
use crate::tokenize::tokenize;
use crate::weights::Weights;
use crate::words::{Word, lower_key};
use detente_model::{
    Analysis, Article, ByteSpan, Deprel, NameKind, Penn, Section, Sentence, TokensBuilder, Upos,
};
use std::ops::Range;

/// The trained parts, as the model file holds them.
#[derive(Debug)]
pub(crate) struct Models {
    /// What the model was trained on, under which licence it may be used, and how it scored.
    pub(crate) record: String,
    /// The pairs of tags that the tagger knows.
    pub(crate) tags: Vec<(Penn, Upos)>,
    pub(crate) relations: Vec<Deprel>,
    pub(crate) name_kinds: Vec<NameKind>,
    pub(crate) lexicon: Lexicon,
    pub(crate) network: Network,
    pub(crate) boundaries: Weights,
    pub(crate) lemmas: Lemmatizer,
}

impl Models {
    fn learn_frequent(&mut self) {
        let words = FREQUENT_WORDS.lines().filter(|line| !line.starts_with("# "));
        let words = words.map(|word| Word::new(word, &self.lexicon)).collect();
        self.network.learn_frequent(words);
    }
}

/// Analyses English text: sentences, words, tags, lemmas, dependencies and names. Immutable; share one between threads.
///
/// ```
/// let analyser = detente_language::Analyser::new()?;
/// let text = "The minister didn't answer.";
/// let analysis = analyser.analyse_text(text);
/// let words: Vec<&str> = analysis.sentence_tokens(text, 0).map(|t| t.text()).collect();
/// assert_eq!(words, ["The", "minister", "did", "n't", "answer", "."]);
/// # Ok::<(), detente_language::ModelError>(())
/// ```
#[derive(Debug)]
pub struct Analyser {
    rules: TokenRules,
    models: Models,
}

static FREQUENT_WORDS: &str = include_str!("../rules/frequent_words.txt");

static MODEL: &[u8] = include_bytes!("../model/english.bin");

impl Analyser {
    /// Loads the embedded model.
    ///
    /// # Errors
    /// When the embedded model is damaged.
    pub fn new() -> Result<Self, ModelError> {
        Self::from_model(MODEL)
    }

    /// Loads a model that the program `train` wrote.
    ///
    /// # Errors
    /// When `bytes` are no model, a model of another format, or damaged.
    pub fn from_model(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut models = model_file::read(bytes)?;
        models.learn_frequent();
        Ok(Self { rules: TokenRules::embedded(), models })
    }

    /// The training record of the model: data and their licences, settings, scores and date.
    #[must_use]
    pub fn model_record(&self) -> &str {
        &self.models.record
    }

    /// Analyses every block of an article. No sentence crosses the bounds of its block, whose section it takes.
    #[must_use]
    pub fn analyse(&self, article: &Article) -> Analysis {
        let mut run = Run::new(&self.models, &article.text);
        for block in &article.blocks {
            run.block(&self.rules, block.span, block.section);
        }
        run.finish()
    }

    /// Analyses plain text; blank lines part its blocks, and all of it is body.
    #[must_use]
    pub fn analyse_text(&self, text: &str) -> Analysis {
        self.analyse(&Article::from_text(text, None))
    }

    /// Analyses text whose sentences and words are known: a list of spans into `text` for each sentence, in reading
    /// order. Empty sentences are left out.
    #[must_use]
    pub fn analyse_tokens(&self, text: &str, sentences: &[Vec<ByteSpan>]) -> Analysis {
        let mut run = Run::new(&self.models, text);
        for spans in sentences.iter().filter(|s| !s.is_empty()) {
            let start = run.spans.len();
            run.spans.extend_from_slice(spans);
            run.words.extend(spans.iter().map(|s| Word::new(s.of(text), &self.models.lexicon)));
            run.sentences.push((start..run.spans.len(), Section::Body));
            run.predict_if_full();
        }
        run.finish()
    }
}

/// Words that go through the network together: so few that what it holds of them stays in the processor's second cache.
const BATCH: usize = 96;

/// A longer sentence is parsed in pieces, so that the time stays proportional to the text.
const LONGEST: usize = 200;

/// One analysis under way, with buffers that serve for all its sentences.
struct Run<'a> {
    models: &'a Models,
    text: &'a str,
    tokens: TokensBuilder,
    analysis: Analysis,
    /// The words that wait for the network, and their sentences.
    spans: Vec<ByteSpan>,
    words: Vec<Word>,
    sentences: Vec<(Range<usize>, Section)>,
    features: Vec<u32>,
    scratch: Scratch,
    predictions: Predictions,
    lemma: String,
    /// The number of the relation `root`.
    root: usize,
}

impl<'a> Run<'a> {
    fn new(models: &'a Models, text: &'a str) -> Self {
        let root = models.relations.iter().position(|&r| r == Deprel::Root);
        Self {
            models,
            text,
            tokens: TokensBuilder::default(),
            analysis: Analysis::default(),
            spans: Vec::new(),
            words: Vec::new(),
            sentences: Vec::new(),
            features: Vec::new(),
            scratch: Scratch::default(),
            predictions: Predictions::default(),
            lemma: String::new(),
            root: root.unwrap_or(usize::MAX),
        }
    }

    fn block(&mut self, rules: &TokenRules, span: ByteSpan, section: Section) {
        let before = self.spans.len();
        tokenize(rules, self.text, span, &mut self.spans);
        let spans = &self.spans[before..];
        self.words.extend(spans.iter().map(|s| Word::new(s.of(self.text), &self.models.lexicon)));
        let block = sentences::Block { text: self.text, spans, words: &self.words[before..] };
        let mut start = before;
        for end in block.ends(rules, &self.models.boundaries, &mut self.features) {
            self.sentences.push((start..before + end, section));
            start = before + end;
        }
        self.predict_if_full();
    }

    fn predict_if_full(&mut self) {
        if self.words.len() >= BATCH {
            self.predict();
        }
    }

    /// Sends the waiting words through the network and takes in what it says of them.
    fn predict(&mut self) {
        let pieces: Vec<Range<usize>> =
            self.sentences.iter().flat_map(|(sentence, _)| pieces(sentence)).collect();
        let mut predictions = std::mem::take(&mut self.predictions);
        predictions.clear();
        let mut rest = &pieces[..];
        while let [first, ..] = rest {
            // A block may be of any length: what waits is sent in parts, so that the buffers stay small.
            let n = rest.iter().take_while(|piece| piece.end - first.start <= BATCH).count();
            let (part, others) = rest.split_at(n.max(1));
            let words = &self.words[first.start..part[part.len() - 1].end];
            let part: Vec<_> =
                part.iter().map(|p| p.start - first.start..p.end - first.start).collect();
            let network = &self.models.network;
            network.predict(words, &part, self.root, &mut self.scratch, &mut predictions);
            rest = others;
        }
        let mut sentences = std::mem::take(&mut self.sentences);
        for (sentence, section) in sentences.drain(..) {
            self.sentence(sentence, section, &predictions);
        }
        self.sentences = sentences;
        self.predictions = predictions;
        self.spans.clear();
        self.words.clear();
    }

    fn sentence(&mut self, sentence: Range<usize>, section: Section, predictions: &Predictions) {
        let models = self.models;
        let first = self.tokens.len();
        let labels = &predictions.names[sentence.clone()];
        names::collect(labels, &models.name_kinds, first, &mut self.analysis.names);
        let mut root = None;
        for piece in pieces(&sentence) {
            let start = first + (piece.start - sentence.start) as u32;
            for word in piece {
                let span = self.spans[word];
                let tag = predictions.tags[word] as usize;
                let (penn, upos) = models.tags.get(tag).copied().unwrap_or((Penn::Xx, Upos::X));
                let known = |lemma: &str| models.lexicon.look_up(lower_key(lemma)).vector != 0;
                models.lemmas.lemma(span.of(self.text), (penn, upos), known, &mut self.lemma);
                let relation = predictions.relations[word] as usize;
                let (head, relation) = match (predictions.heads[word], root) {
                    (0, None) => {
                        root = Some(self.tokens.len());
                        (self.tokens.len(), Deprel::Root)
                    }
                    (0, Some(root)) => (root, Deprel::Parataxis),
                    (head, _) => {
                        let relation = models.relations.get(relation).copied();
                        (start + head - 1, relation.unwrap_or(Deprel::Dep))
                    }
                };
                self.tokens.push(span, upos, penn, &self.lemma, head, relation);
            }
        }
        self.analysis.sentences.push(Sentence {
            span: self.spans[sentence.start].cover(self.spans[sentence.end - 1]),
            section,
            tokens: first..self.tokens.len(),
        });
    }

    fn finish(mut self) -> Analysis {
        self.predict();
        Analysis { tokens: self.tokens.build(), ..self.analysis }
    }
}

/// The pieces of a sentence that are parsed by themselves: one, unless it is very long.
fn pieces(sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
    let end = sentence.end;
    sentence.clone().step_by(LONGEST).map(move |start| start..end.min(start + LONGEST))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::kernels::Level;

    const TEXT: &str = "DOHA, Aug. 3 (Own) -- Foreign ministers of five states met on Monday. ''We did not agree,'' \
        said Ana Sol, who is 44.\n\nShe left; her deputy, Omar al-Hadi, stayed until 7.5 mln euros had been pledged!\n\n\
        NO DEAL\n\n* one\n* two";

    #[test]
    fn every_level_gives_the_same_analysis() {
        let mut analyser = Analyser::new().unwrap();
        let mut with = |level| {
            analyser.models.network.set_level(level);
            // Computed anew by these instructions.
            analyser.models.learn_frequent();
            analyser.analyse_text(TEXT)
        };
        let wanted = with(Level::Portable);
        for level in Level::supported() {
            assert!(with(level) == wanted, "{level:?}");
        }
    }

    #[test]
    fn what_stands_elsewhere_in_the_text_changes_nothing() {
        let analyser = Analyser::new().unwrap();
        let alone = analyser.analyse_text(TEXT);
        let n = alone.tokens.len();
        let many = analyser.analyse_text(&[TEXT; 40].join("\n\n"));
        assert_eq!(many.tokens.len(), 40 * n);
        let of = |analysis: &Analysis, text: &str, first: u32| -> Vec<_> {
            let tokens = (first..first + n as u32).map(|i| analysis.token(text, i));
            tokens
                .map(|t| {
                    (t.text().to_owned(), t.penn(), t.head().map(|h| h.index() - first), t.deprel())
                })
                .collect()
        };
        let long = [TEXT; 40].join("\n\n");
        assert_eq!(of(&alone, TEXT, 0), of(&many, &long, 17 * n as u32));
    }
}
