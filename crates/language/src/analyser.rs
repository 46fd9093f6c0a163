//! The stages of the analysis in order.

use crate::act_file::{self, ActModel};
use crate::clauses::{self, Parse, Relations};
use crate::lemma::Lemmatizer;
use crate::lexicon::Lexicon;
use crate::model_file::{self, ModelError};
use crate::names;
use crate::network::{ActScratch, Network, Predictions, QuoteScratch, Scratch};
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
    /// The checksum of the file's contents.
    pub(crate) checksum: u64,
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
    acts: Option<ActModel>,
}

static FREQUENT_WORDS: &str = include_str!("../rules/frequent_words.txt");

static MODEL: &[u8] = include_bytes!("../model/english.bin");

static ACTS: &[u8] = include_bytes!("../model/acts.bin");

impl Analyser {
    /// Loads the embedded models.
    ///
    /// # Errors
    /// When an embedded model is damaged.
    pub fn new() -> Result<Self, ModelError> {
        Self::from_model(MODEL)?.with_acts(ACTS)
    }

    /// Adds a network of acts, which the program `pack_acts` wrote for this very language model.
    ///
    /// # Errors
    /// When `bytes` are no network of acts, of another format, damaged, or made for another language model.
    pub fn with_acts(self, bytes: &[u8]) -> Result<Self, ModelError> {
        let (checksum, width) = (self.models.checksum, self.models.network.states_width());
        Ok(Self { acts: Some(act_file::read(bytes, checksum, width)?), ..self })
    }

    /// Loads a model that the program `train` wrote; it proposes no acts.
    ///
    /// # Errors
    /// When `bytes` are no model, a model of another format, or damaged.
    pub fn from_model(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut models = model_file::read(bytes)?;
        models.learn_frequent();
        Ok(Self { rules: TokenRules::embedded(), models, acts: None })
    }

    /// The training record of the model: data and their licences, settings, scores and date.
    #[must_use]
    pub fn model_record(&self) -> &str {
        &self.models.record
    }

    /// The training record of the network of acts.
    #[must_use]
    pub fn acts_record(&self) -> Option<&str> {
        self.acts.as_ref().map(|acts| acts.record.as_str())
    }

    /// The checksum of the language model, by which a network of acts knows it.
    #[must_use]
    pub const fn checksum(&self) -> u64 {
        self.models.checksum
    }

    /// Analyses every block of an article. No sentence crosses the bounds of its block, whose section it takes.
    /// [`Analysis::acts`] and [`Analysis::quotes`] stay `None`, so that events are coded by rules alone and reported clauses
    /// are not found: for those take [`Analyser::analyse_acts`].
    #[must_use]
    pub fn analyse(&self, article: &Article) -> Analysis {
        self.run(Run::new(&self.models, &article.text), article)
    }

    /// Analyses an article as [`Analyser::analyse`] does, and finds the words that may name acts, and those that may report
    /// what somebody said.
    #[must_use]
    pub fn analyse_acts(&self, article: &Article) -> Analysis {
        let mut run = Run { acts: self.acts.as_ref(), ..Run::new(&self.models, &article.text) };
        run.analysis.acts = self.acts.as_ref().map(|_| Vec::new());
        run.analysis.quotes = self.acts.as_ref().map(|_| Vec::new());
        self.run(run, article)
    }

    fn run(&self, mut run: Run<'_>, article: &Article) -> Analysis {
        for block in &article.blocks {
            run.block(&self.rules, block.span, block.section);
        }
        run.finish()
    }

    /// Analyses an article, and gives for each token the states that the network of acts reads, to train it on.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn states(&self, article: &Article) -> (Analysis, Vec<f32>) {
        let mut run = Run::new(&self.models, &article.text);
        run.states = Some(Vec::new());
        for block in &article.blocks {
            run.block(&self.rules, block.span, block.section);
        }
        run.predict();
        let states = run.states.take().unwrap_or_default();
        (run.finish(), states)
    }

    /// Analyses plain text; blank lines part its blocks, and all of it is body.
    #[must_use]
    pub fn analyse_text(&self, text: &str) -> Analysis {
        self.analyse(&Article::from_text(text, None))
    }

    /// Analyses text whose sentences and words are known: a list of spans into `text` for each sentence, in reading
    /// order. Empty sentences are left out, and those of more than 200 words are cut.
    #[must_use]
    pub fn analyse_tokens(&self, text: &str, sentences: &[Vec<ByteSpan>]) -> Analysis {
        let mut run = Run::new(&self.models, text);
        for spans in sentences.iter().filter(|s| !s.is_empty()) {
            let start = run.spans.len();
            run.spans.extend_from_slice(spans);
            run.words.extend(spans.iter().map(|s| Word::new(s.of(text), &self.models.lexicon)));
            run.sentence_of(start..run.spans.len(), Section::Body);
            run.predict_if_full();
        }
        run.finish()
    }
}

/// Words that go through the network together: so few that what it holds of them stays in the processor's second cache.
const BATCH: usize = 96;

/// A longer sentence is cut, so that the time that any stage takes stays proportional to the text.
const LONGEST: usize = 200;

/// One analysis under way, with buffers that serve for all its sentences.
struct Run<'a> {
    models: &'a Models,
    acts: Option<&'a ActModel>,
    text: &'a str,
    tokens: TokensBuilder,
    analysis: Analysis,
    /// The words that wait for the network, and their sentences.
    spans: Vec<ByteSpan>,
    words: Vec<Word>,
    sentences: Vec<(Range<usize>, Section)>,
    features: Vec<u32>,
    scratch: Scratch,
    act_scratch: ActScratch,
    quote_scratch: QuoteScratch,
    predictions: Predictions,
    lemma: String,
    /// The number of the relation `root`.
    root: usize,
    clauses: Option<Relations>,
    #[cfg(feature = "train")]
    states: Option<Vec<f32>>,
}

impl<'a> Run<'a> {
    fn new(models: &'a Models, text: &'a str) -> Self {
        let root = models.relations.iter().position(|&r| r == Deprel::Root);
        Self {
            models,
            acts: None,
            text,
            tokens: TokensBuilder::default(),
            analysis: Analysis::default(),
            spans: Vec::new(),
            words: Vec::new(),
            sentences: Vec::new(),
            features: Vec::new(),
            scratch: Scratch::default(),
            act_scratch: ActScratch::default(),
            quote_scratch: QuoteScratch::default(),
            predictions: Predictions::default(),
            lemma: String::new(),
            root: root.unwrap_or(usize::MAX),
            clauses: Relations::of(&models.relations),
            #[cfg(feature = "train")]
            states: None,
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
            self.sentence_of(start..before + end, section);
            start = before + end;
        }
        self.predict_if_full();
    }

    /// Takes in a sentence: whole, or where it is too long in parts that end at a semicolon or comma, if there is one.
    fn sentence_of(&mut self, words: Range<usize>, section: Section) {
        let mut start = words.start;
        while words.end - start > LONGEST {
            let last = |mark: &str| {
                let mut late = start + LONGEST / 2..start + LONGEST;
                late.rfind(|&word| self.spans[word].of(self.text) == mark)
            };
            let end = last(";").or_else(|| last(",")).map_or(start + LONGEST, |mark| mark + 1);
            self.sentences.push((start..end, section));
            start = end;
        }
        self.sentences.push((start..words.end, section));
    }

    fn predict_if_full(&mut self) {
        if self.words.len() >= BATCH {
            self.predict();
        }
    }

    /// Sends the waiting words through the network and takes in what it says of them.
    fn predict(&mut self) {
        let mut sentences = std::mem::take(&mut self.sentences);
        let mut predictions = std::mem::take(&mut self.predictions);
        predictions.clear();
        let mut rest = &sentences[..];
        while let [first, ..] = rest {
            // A block may be of any length: what waits is sent in parts, so that the buffers stay small.
            let first = first.0.start;
            let n = rest.iter().take_while(|(s, _)| s.end - first <= BATCH).count();
            let (part, others) = rest.split_at(n.max(1));
            let words = &self.words[first..part[part.len() - 1].0.end];
            let part: Vec<_> = part.iter().map(|(s, _)| s.start - first..s.end - first).collect();
            let network = &self.models.network;
            network.predict(words, &part, self.root, &mut self.scratch, &mut predictions);
            #[cfg(feature = "train")]
            if let Some(states) = &mut self.states {
                for (at, word) in words.iter().enumerate() {
                    let start = states.len();
                    states.resize(start + network.states_width(), 0.0);
                    network.states(word, at, &self.scratch, &mut states[start..]);
                }
            }
            if let Some(acts) = self.acts {
                let first = self.tokens.len() + first as u32;
                let out = self.analysis.acts.get_or_insert_default();
                let below = (network, &self.scratch);
                acts.network.propose(below, words, &part, first, &mut self.act_scratch, out);
                let out = self.analysis.quotes.get_or_insert_default();
                let below = (&acts.network, &self.act_scratch);
                acts.quotes.propose(below, &part, first, &mut self.quote_scratch, out);
            }
            rest = others;
        }
        for (sentence, section) in sentences.drain(..) {
            self.part_clauses(&sentence, &mut predictions);
            self.sentence(sentence, section, &predictions);
        }
        self.sentences = sentences;
        self.predictions = predictions;
        self.spans.clear();
        self.words.clear();
    }

    fn part_clauses(&self, sentence: &Range<usize>, predictions: &mut Predictions) {
        let Some(of) = self.clauses else { return };
        let tags = &predictions.tags[sentence.clone()];
        let penn = |word: usize| {
            self.models.tags.get(tags[word] as usize).map_or(Penn::Xx, |(penn, _)| *penn)
        };
        let heads = &mut predictions.heads[sentence.clone()];
        let relations = &mut predictions.relations[sentence.clone()];
        clauses::part(&mut Parse { heads, relations }, of, &self.models.relations, penn);
    }

    fn sentence(&mut self, sentence: Range<usize>, section: Section, predictions: &Predictions) {
        let models = self.models;
        let first = self.tokens.len();
        let labels = &predictions.names[sentence.clone()];
        names::collect(labels, &models.name_kinds, first, &mut self.analysis.names);
        for word in sentence.clone() {
            let span = self.spans[word];
            let tag = predictions.tags[word] as usize;
            let (penn, upos) = models.tags.get(tag).copied().unwrap_or((Penn::Xx, Upos::X));
            let known = |lemma: &str| models.lexicon.look_up(lower_key(lemma)).vector != 0;
            models.lemmas.lemma(span.of(self.text), (penn, upos), known, &mut self.lemma);
            let relation = models.relations.get(predictions.relations[word] as usize).copied();
            let (head, relation) = match predictions.heads[word] {
                0 => (self.tokens.len(), Deprel::Root),
                head => (first + head - 1, relation.unwrap_or(Deprel::Dep)),
            };
            self.tokens.push(span, upos, penn, &self.lemma, head, relation);
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::kernels::Level;
    use detente_model::{EventType, ProposedParty, Status};

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
            if let Some(acts) = &mut analyser.acts {
                acts.network.set_level(level);
                acts.quotes.set_level(level);
            }
            analyser.analyse_acts(&Article::from_text(TEXT, None))
        };
        let wanted = with(Level::Portable);
        assert!(wanted.acts.as_ref().is_some_and(|acts| !acts.is_empty()));
        for level in Level::supported() {
            assert!(with(level) == wanted, "{level:?}");
        }
    }

    #[test]
    fn acts_are_found_where_they_are_told_and_only_when_asked_for() {
        let analyser = Analyser::new().unwrap();
        let text =
            "The harbour was calm. Peru expelled two Chilean diplomats on Friday. It rained.";
        let article = Article::from_text(text, None);
        assert_eq!(analyser.analyse(&article).acts, None);
        let analysis = analyser.analyse_acts(&article);
        let acts: Vec<_> = analysis.acts.iter().flatten().filter(|a| a.score > 0.5).collect();
        let [act] = acts[..] else { panic!("one act: {acts:?}") };
        let word = |i: u32| analysis.token(text, i).text();
        assert_eq!(word(act.tokens.start), "expelled");
        assert_eq!(act.best_type().map(|(t, _)| t), Some(EventType::Sanction));
        assert_eq!(act.statuses[0].0, Status::Actual);
        let named = |side: &[ProposedParty]| -> Vec<&str> {
            side.iter().filter(|p| p.score > 0.5).map(|p| word(p.token)).collect()
        };
        assert_eq!((named(&act.source), named(&act.target)), (vec!["Peru"], vec!["diplomats"]));
    }

    #[test]
    fn words_that_report_are_found_with_what_they_report_and_who_says_it() {
        let analyser = Analyser::new().unwrap();
        let text = "Rain fell all day. The minister said on Monday that the harbour was shut.";
        let article = Article::from_text(text, None);
        assert_eq!(analyser.analyse(&article).quotes, None);
        let analysis = analyser.analyse_acts(&article);
        let likely: Vec<_> = analysis.quotes.iter().flatten().filter(|q| q.score > 0.5).collect();
        let [quote] = likely[..] else { panic!("one quote: {likely:?}") };
        let word = |token: u32| analysis.token(&article.text, token).text();
        assert_eq!((word(quote.cue), quote.speaker.map(word)), ("said", Some("minister")));
        let [words] = &quote.reported[..] else { panic!("one clause: {quote:?}") };
        let span = analysis.span_of(words.tokens.clone()).unwrap();
        assert_eq!(span.of(&article.text), "the harbour was shut");
    }

    #[test]
    fn a_network_of_acts_that_does_not_fit_is_refused() {
        let plain = || Analyser::from_model(MODEL).unwrap();
        assert_eq!(plain().analyse_acts(&Article::from_text(TEXT, None)).acts, None);
        let error = |bytes: &[u8]| plain().with_acts(bytes).unwrap_err();
        assert_eq!(error(MODEL), ModelError::NotAModel);
        assert_eq!(error(b"DETACTS"), ModelError::NotAModel);
        assert_eq!(error(&ACTS[..ACTS.len() - 1]), ModelError::Damaged { place: "checksum" });
        let mut newer = ACTS.to_vec();
        newer[8] += 1;
        assert!(matches!(error(&newer), ModelError::Format { .. }));
        let mut other = plain();
        other.models.checksum ^= 1;
        assert!(matches!(other.with_acts(ACTS), Err(ModelError::OtherNetwork { .. })));
    }

    #[test]
    fn a_sentence_without_end_is_cut_where_it_pauses() {
        let analyser = Analyser::new().unwrap();
        let paused = "noting the report of the mission; ".repeat(40);
        let analysis = analyser.analyse_text(&paused);
        let lengths: Vec<usize> = analysis.sentences.iter().map(|s| s.tokens.len()).collect();
        assert_eq!(lengths, [196, 84]);
        let text = "police in Peru arrested two students and ".repeat(3_000);
        let analysis = analyser.analyse_acts(&Article::from_text(text.as_str(), None));
        assert!(analysis.sentences.iter().all(|s| s.tokens.len() <= LONGEST));
        let acts = analysis.acts.unwrap();
        assert!(acts.len() > 1_000);
        assert!(acts.windows(2).all(|a| a[0].tokens.end <= a[1].tokens.start));
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
