//! The stages of the analysis in order.

use crate::lemma::Lemmatizer;
use crate::lexicon::Lexicon;
use crate::model_file::{self, ModelError};
use crate::sentences;
use crate::tagger::{self, Scratch};
use crate::token_rules::TokenRules;
use crate::tokenize::tokenize;
use crate::transition::State;
use crate::weights::Weights;
use crate::words::Word;
use crate::{names, parser};
use detente_model::{
    Analysis, Article, ByteSpan, Deprel, NameKind, Penn, Section, Sentence, TokensBuilder, Upos,
};

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
    pub(crate) tagger: Weights,
    pub(crate) transitions: Weights,
    pub(crate) labels: Weights,
    pub(crate) names: Weights,
    pub(crate) boundaries: Weights,
    pub(crate) lemmas: Lemmatizer,
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
        Ok(Self { rules: TokenRules::embedded(), models: model_file::read(bytes)? })
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
            let words: Vec<Word> = run.words(spans);
            run.sentence(spans, &words, Section::Body);
        }
        run.finish()
    }
}

/// One analysis under way, with buffers that serve for all its sentences.
struct Run<'a> {
    models: &'a Models,
    text: &'a str,
    tokens: TokensBuilder,
    analysis: Analysis,
    scratch: Scratch,
    state: State,
    tags: Vec<u8>,
    tree: Vec<(u32, u8)>,
    labels: Vec<u8>,
    lemma: String,
}

impl<'a> Run<'a> {
    fn new(models: &'a Models, text: &'a str) -> Self {
        Self {
            models,
            text,
            tokens: TokensBuilder::default(),
            analysis: Analysis::default(),
            scratch: Scratch::default(),
            state: State::default(),
            tags: Vec::new(),
            tree: Vec::new(),
            labels: Vec::new(),
            lemma: String::new(),
        }
    }

    fn words(&self, spans: &[ByteSpan]) -> Vec<Word> {
        spans.iter().map(|s| Word::new(s.of(self.text), &self.models.lexicon)).collect()
    }

    fn block(&mut self, rules: &TokenRules, span: ByteSpan, section: Section) {
        let mut spans = Vec::with_capacity(span.len() as usize / 4);
        tokenize(rules, self.text, span, &mut spans);
        let words = self.words(&spans);
        let block = sentences::Block { text: self.text, spans: &spans, words: &words };
        let mut start = 0;
        for end in block.ends(rules, &self.models.boundaries, &mut self.scratch.features) {
            self.sentence(&spans[start..end], &words[start..end], section);
            start = end;
        }
    }

    fn sentence(&mut self, spans: &[ByteSpan], words: &[Word], section: Section) {
        let models = self.models;
        tagger::tag(&models.tagger, words, &mut self.scratch, &mut self.tags);
        let input = parser::Input { words, tags: &self.tags };
        parser::parse(
            &models.transitions,
            &models.labels,
            input,
            &mut self.scratch,
            &mut self.state,
            &mut self.tree,
        );
        names::label(&models.names, words, &self.tags, &mut self.scratch, &mut self.labels);
        let first = self.tokens.len();
        names::collect(&self.labels, &models.name_kinds, first, &mut self.analysis.names);
        for (i, (&span, &tag)) in spans.iter().zip(&self.tags).enumerate() {
            let (penn, upos) =
                models.tags.get(tag as usize).copied().unwrap_or((Penn::Xx, Upos::X));
            models.lemmas.lemma(span.of(self.text), penn, upos, &mut self.lemma);
            let (head, relation) = self.tree[i];
            let relation = models.relations.get(relation as usize).copied().unwrap_or(Deprel::Dep);
            let relation = match relation {
                _ if head as usize == i => Deprel::Root,
                Deprel::Root => Deprel::Parataxis,
                relation => relation,
            };
            self.tokens.push(span, upos, penn, &self.lemma, first + head, relation);
        }
        self.analysis.sentences.push(Sentence {
            span: spans[0].cover(spans[spans.len() - 1]),
            section,
            tokens: first..self.tokens.len(),
        });
    }

    fn finish(self) -> Analysis {
        Analysis { tokens: self.tokens.build(), ..self.analysis }
    }
}
