//! The stages of training in order.

use super::data::{
    DataError, NamedSentence, read_clusters, read_name_words, read_names, read_treebank,
};
use super::lemmas;
use super::perceptron::{Finished, Manner, Perceptron, Random};
use super::samples::{Labels, Sample};
use super::writer::ModelParts;
use super::{boundaries, dependencies, scores};
use crate::conllu::TreebankSentence;
use crate::lexicon::{Lexicon, WordType};
use crate::names;
use crate::tagger;
use crate::words::{Word, lower_key};
use detente_model::NameKind;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What training reads and how long it goes on.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder with `treebank/*.conllu.gz` and `ner/*.bio.gz`.
    pub data: PathBuf,
    /// The clusters, `data/clusters.tsv.gz` of this crate.
    pub clusters: PathBuf,
    /// The words of names, `data/name_words.tsv.gz` of this crate.
    pub name_words: PathBuf,
    /// The date that the training record states.
    pub date: String,
    /// Rounds over the data for the tagger, the parser, the names and the sentence ends.
    pub rounds: [usize; 4],
    /// Seed of all randomness.
    pub seed: u64,
}

/// Folds by which the tags that the parser is trained on are predicted.
const FOLDS: usize = 4;

const TAGGER: Manner = Manner { patience: 2, margin: 4.0, shrinking: true };
const NAMES: Manner = Manner { patience: 1, margin: 4.0, shrinking: true };

/// The tagger is the mean of models trained in these orders: what is added to the seed.
const ORDERS: [u64; 2] = [0, 2];

/// Documents whose names start so are left out: their texts may not be altered (CC BY-ND upstream).
const LEFT_OUT: &str = "GUM_conversation";

/// Trains a model and returns the bytes of its file. Progress goes to `say`.
///
/// # Errors
/// When a data file is missing or malformed.
pub fn train(options: &Options, say: &mut dyn FnMut(&str)) -> Result<Vec<u8>, DataError> {
    let treebank = |name: &str| read_treebank(&options.data.join("treebank").join(name));
    let mut gold = treebank("ewt-train.conllu.gz")?;
    gold.extend(without_documents(treebank("gum-free-train.conllu.gz")?));
    let labels = Labels::of(&gold);
    let (types, coarser) = word_types(options, &gold, &labels)?;
    let lexicon = Lexicon::new(&types, coarser.clone());
    let samples: Vec<Sample> = gold.iter().map(|s| Sample::new(s, &lexicon, &labels)).collect();
    say(&format!("{} sentences, {} pairs of tags", samples.len(), labels.tags.len()));

    let [tag_rounds, parse_rounds, name_rounds, boundary_rounds] = options.rounds;
    let all: Vec<usize> = (0..samples.len()).collect();
    let (tagger, predicted) = std::thread::scope(|scope| {
        let whole = scope.spawn(|| {
            let orders = ORDERS.map(|by| {
                let seed = options.seed.wrapping_add(by);
                train_tagger(&samples, &all, labels.tags.len(), tag_rounds, seed)
            });
            Perceptron::finish_all(&orders)
        });
        let predicted = jackknife(
            &samples,
            labels.tags.len(),
            tag_rounds.min(5) * parse_rounds.min(1),
            options.seed,
        );
        (whole.join().unwrap_or_default(), predicted)
    });
    say(&format!("tagger: {} features", tagger.features.len()));

    let (dependencies, names, boundaries) = std::thread::scope(|scope| {
        let parser = scope.spawn(|| {
            dependencies::train(
                &samples,
                &predicted,
                labels.relations.len(),
                parse_rounds,
                options.seed,
            )
        });
        let boundaries = boundaries::train(&gold, &lexicon, boundary_rounds, options.seed);
        let named = named_sentences(options, &lexicon, &samples, &predicted, &tagger, &gold);
        let names = named.map(|named| train_names(&named, name_rounds, options.seed));
        (parser.join().unwrap_or_default(), names, boundaries)
    });
    let mut parts = ModelParts {
        tags: labels.tags,
        relations: labels.relations,
        name_kinds: NameKind::ALL.to_vec(),
        coarser,
        types,
        tagger,
        transitions: dependencies.0,
        labels: dependencies.1,
        names: names?,
        boundaries,
        lemmas: lemmas::learn(&gold),
        ..ModelParts::default()
    };
    for (name, part) in [
        ("tags", &parts.tagger),
        ("moves", &parts.transitions),
        ("relations", &parts.labels),
        ("names", &parts.names),
        ("sentence ends", &parts.boundaries),
    ] {
        let weights: usize = part.features.iter().map(|(_, w)| w.len()).sum();
        say(&format!("{name}: {} features, {weights} weights", part.features.len()));
    }
    let measured = scores::on_dev(&parts.to_bytes(), &options.data)?;
    say(&measured);
    parts.record = record(options, &measured);
    Ok(parts.to_bytes())
}

fn record(options: &Options, measured: &str) -> String {
    let [tagger, parser, names, ends] = options.rounds;
    format!(
        "licence = \"weights trained on UD EWT and GUM: CC BY-SA 4.0\"\n\
         date = \"{}\"\n\
         treebanks = \"UD_English-EWT 15d613d8 train (CC BY-SA 4.0); UD_English-GUM afb41ee9 train, genres academic, bio, court, interview, news, speech, textbook, vlog, voyage (CC BY and CC BY-SA)\"\n\
         names = \"UNER_English-EWT 0c7ce0d train (CC BY-SA 4.0)\"\n\
         name_words = \"Wikidata (CC0); GeoNames (CC BY 4.0); country-codes (PDDL 1.0); CIA World Factbook (public domain); Correlates of War intergovernmental organizations v3 (free with citation)\"\n\
         clusters = \"GloVe 6B 50d (PDDL 1.0)\"\n\
         rounds = \"tagger {tagger}, parser {parser}, names {names}, sentence ends {ends}; seed {}\"\n\
         scores = \"{measured}\"\n",
        options.date, options.seed
    )
}

fn without_documents(sentences: Vec<TreebankSentence>) -> Vec<TreebankSentence> {
    let mut left_out = false;
    sentences
        .into_iter()
        .filter(|s| {
            if let Some(document) = &s.document {
                left_out = document.starts_with(LEFT_OUT);
            }
            !left_out
        })
        .collect()
}

/// A word needs this many occurrences before its tags make a class.
const CLASS_COUNT: u32 = 3;

fn word_types(
    options: &Options,
    gold: &[TreebankSentence],
    labels: &Labels,
) -> Result<(Vec<WordType>, Vec<[u16; 2]>), DataError> {
    let (words, coarser) = read_clusters(&options.clusters)?;
    let mut types: BTreeMap<u32, WordType> = BTreeMap::new();
    for (word, cluster) in words {
        let key = lower_key(&word);
        types.entry(key).or_insert(WordType { key, cluster, class: 0, in_names: 0 });
    }
    for (word, kinds) in read_name_words(&options.name_words)? {
        let key = lower_key(&word);
        let unknown = WordType { key, cluster: 0, class: 0, in_names: 0 };
        types.entry(key).or_insert(unknown).in_names |= kinds;
    }
    let mut counts: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
    for word in gold.iter().flat_map(|s| &s.words) {
        *counts.entry(lower_key(&word.form)).or_default().entry(labels.tag(word)).or_default() += 1;
    }
    let mut classes: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    for (key, tags) in counts {
        let total: u32 = tags.values().sum();
        if total < CLASS_COUNT {
            continue;
        }
        let mut frequent: Vec<(u32, u8)> =
            tags.into_iter().filter(|(_, n)| n * 20 >= total).map(|(t, n)| (n, t)).collect();
        frequent.sort_by(|a, b| b.cmp(a));
        let set: Vec<u8> = frequent.into_iter().take(3).map(|(_, t)| t).collect();
        let next = classes.len() as u16 + 1;
        let class = *classes.entry(set).or_insert(next);
        types.entry(key).or_insert(WordType { key, cluster: 0, class: 0, in_names: 0 }).class =
            class;
    }
    Ok((types.into_values().collect(), coarser))
}

fn train_tagger(
    samples: &[Sample],
    chosen: &[usize],
    labels: usize,
    rounds: usize,
    seed: u64,
) -> Perceptron {
    let mut perceptron = Perceptron::new(labels, TAGGER);
    let mut random = Random(seed | 1);
    let mut order = chosen.to_vec();
    let (mut features, mut scores, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let sample = &samples[s];
            tags.clear();
            for i in 0..sample.words.len() {
                tagger::features(&sample.words, &tags, i, &mut features);
                perceptron.score(&features, &mut scores);
                let guess = best(&scores);
                perceptron.learn(&features, sample.tags[i] as usize, &scores, |_| true);
                tags.push(guess as u8);
            }
        }
    }
    perceptron
}

/// The highest score; the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (label, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = label;
        }
    }
    best
}

/// Tags every sample with a tagger that has not seen it.
fn jackknife(samples: &[Sample], labels: usize, rounds: usize, seed: u64) -> Vec<Vec<u8>> {
    let mut predicted = vec![Vec::new(); samples.len()];
    // Whole blocks of sentences, so that a document is mostly in one fold.
    let fold = |i: usize| i / 50 % FOLDS;
    if rounds == 0 {
        return samples.iter().map(|s| s.tags.clone()).collect();
    }
    for held_out in 0..FOLDS {
        let seen: Vec<usize> = (0..samples.len()).filter(|&i| fold(i) != held_out).collect();
        let weights = train_tagger(samples, &seen, labels, rounds, seed).finish().weights();
        let mut scratch = tagger::Scratch::default();
        for i in (0..samples.len()).filter(|&i| fold(i) == held_out) {
            tagger::tag(&weights, &samples[i].words, &mut scratch, &mut predicted[i]);
        }
    }
    predicted
}

/// A sentence of a name corpus with its tags.
struct Named {
    words: Vec<Word>,
    tags: Vec<u8>,
    labels: Vec<u8>,
}

/// The name corpora: with the tags that the parser is trained on where the sentence is of the treebank.
fn named_sentences(
    options: &Options,
    lexicon: &Lexicon,
    samples: &[Sample],
    predicted: &[Vec<u8>],
    tagger: &Finished,
    gold: &[TreebankSentence],
) -> Result<Vec<Named>, DataError> {
    let weights = tagger.weights();
    let mut scratch = tagger::Scratch::default();
    let key = |words: &mut dyn Iterator<Item = &str>| words.collect::<Vec<_>>().join(" ");
    let known: BTreeMap<String, usize> = gold
        .iter()
        .enumerate()
        .map(|(i, s)| (key(&mut s.words.iter().map(|w| w.form.as_str())), i))
        .collect();
    let mut named = Vec::new();
    for file in ["uner-ewt-train.bio.gz"] {
        for NamedSentence { words, labels } in
            read_names(&options.data.join("ner").join(file), NameKind::ALL)?
        {
            let sample = known.get(&key(&mut words.iter().map(String::as_str)));
            let seen: Vec<Word> = words.iter().map(|w| Word::new(w, lexicon)).collect();
            let mut tags = Vec::new();
            match sample {
                Some(&i) if samples[i].words.len() == labels.len() => {
                    tags.clone_from(&predicted[i])
                }
                _ => tagger::tag(&weights, &seen, &mut scratch, &mut tags),
            }
            named.push(Named { words: seen, tags, labels });
        }
    }
    Ok(named)
}

fn train_names(named: &[Named], rounds: usize, seed: u64) -> Finished {
    let mut perceptron = Perceptron::new(1 + 2 * NameKind::ALL.len(), NAMES);
    let mut random = Random(seed | 1);
    let mut order: Vec<usize> = (0..named.len()).collect();
    let (mut features, mut scores, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let sentence = &named[s];
            labels.clear();
            for i in 0..sentence.words.len() {
                names::features(&sentence.words, &sentence.tags, &labels, i, &mut features);
                perceptron.score(&features, &mut scores);
                let last = labels.last().copied().unwrap_or(names::OUTSIDE);
                let guess = names::best_after(last, &scores);
                perceptron.learn(&features, sentence.labels[i] as usize, &scores, |label| {
                    names::may_follow(last, label as u8)
                });
                labels.push(guess);
            }
        }
    }
    perceptron.finish()
}
