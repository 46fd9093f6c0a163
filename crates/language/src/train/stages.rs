//! The stages of training in order.

use super::data::{DataError, read_clusters, read_irregular, read_name_words, read_treebank};
use super::writer::ModelParts;
use super::{boundaries, lemmas, network, scores};
use crate::conllu::TreebankSentence;
use crate::lexicon::{Lexicon, WordType};
use crate::words::lower_key;
use detente_model::{Penn, Upos};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What training reads and how long it goes on.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder with `treebank/*.conllu.gz` and `ner/*.bio.gz`.
    pub data: PathBuf,
    /// The network that `training/student.py` wrote.
    pub network: PathBuf,
    /// The clusters, `data/clusters.tsv.gz` of this crate.
    pub clusters: PathBuf,
    /// The words of names, `data/name_words.tsv.gz` of this crate.
    pub name_words: PathBuf,
    /// The forms whose lemma no ending tells, `data/irregular.tsv` of this crate.
    pub irregular: PathBuf,
    /// The date that the training record states.
    pub date: String,
    /// Rounds over the data for the sentence ends.
    pub rounds: usize,
    /// Seed of all randomness.
    pub seed: u64,
}

/// Documents whose names start so are left out: their texts may not be altered (CC BY-ND upstream).
const LEFT_OUT: &str = "GUM_conversation";

/// Makes a model and returns the bytes of its file. Progress goes to `say`.
///
/// # Errors
/// When a data file is missing or malformed.
pub fn train(options: &Options, say: &mut dyn FnMut(&str)) -> Result<Vec<u8>, DataError> {
    let treebank = |name: &str| read_treebank(&options.data.join("treebank").join(name));
    let mut gold = treebank("ewt-train.conllu.gz")?;
    gold.extend(without_documents(treebank("gum-free-train.conllu.gz")?));
    let network = network::pack(&options.network)?;
    let (types, coarser) = word_types(options, &gold, &network)?;
    let lexicon = Lexicon::new(&types, coarser.clone());
    let mut parts = ModelParts {
        boundaries: boundaries::train(&gold, &lexicon, options.rounds, options.seed),
        lemmas: lemmas::learn(&gold, &read_irregular(&options.irregular)?),
        tags: network.tags,
        relations: network.relations,
        name_kinds: network.name_kinds,
        coarser,
        types,
        network: network.bytes,
        record: String::new(),
    };
    say(&format!("network: {} bytes", parts.network.len()));
    say(&format!("sentence ends: {} features", parts.boundaries.len()));
    say(&format!("lemmas: {} rules", parts.lemmas.rules.len()));
    let measured = scores::on_dev(&parts.to_bytes(), &options.data)?;
    say(&measured);
    parts.record = record(options, &network.record, &measured);
    Ok(parts.to_bytes())
}

fn record(options: &Options, network: &str, measured: &str) -> String {
    format!(
        "licence = \"weights trained on UD EWT and GUM: CC BY-SA 4.0\"\n\
         date = \"{}\"\n\
         treebanks = \"UD_English-EWT 15d613d8 train (CC BY-SA 4.0); UD_English-GUM afb41ee9 train, genres academic, bio, court, interview, news, speech, textbook, vlog, voyage (CC BY and CC BY-SA)\"\n\
         names = \"UNER_English-EWT 0c7ce0d train (CC BY-SA 4.0); Broad Twitter Corpus 0c45ef7b (CC BY 4.0); WNUT-17 train 27f595cc (CC BY 4.0)\"\n\
         name_words = \"Wikidata (CC0); GeoNames (CC BY 4.0); country-codes (PDDL 1.0); CIA World Factbook (public domain); Correlates of War intergovernmental organizations v3 (free with citation)\"\n\
         vectors_and_clusters = \"GloVe 6B 50d (PDDL 1.0); all-mpnet-base-v2 (Apache-2.0), fine-tuned, on single words\"\n\
         silver = \"labels of all-mpnet-base-v2 (Apache-2.0), fine-tuned, on US government texts (public domain), Wikinews (CC BY 2.5), Wikipedia's current events (CC BY-SA 4.0), tweets, and variants of the treebanks' sentences\"\n\
         network = \"{network}\"\n\
         sentence_ends = \"{} rounds, seed {}\"\n\
         scores = \"{measured}\"\n",
        options.date, options.rounds, options.seed
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
    network: &network::Packed,
) -> Result<(Vec<WordType>, Vec<[u16; 2]>), DataError> {
    let (words, coarser) = read_clusters(&options.clusters)?;
    let unknown = |key| WordType { key, cluster: 0, class: 0, in_names: 0, vector: 0 };
    let mut types: BTreeMap<u32, WordType> = BTreeMap::new();
    for (word, cluster) in words {
        let key = lower_key(&word);
        types.entry(key).or_insert(WordType { cluster, ..unknown(key) });
    }
    for &(key, vector) in &network.vectors {
        types.entry(key).or_insert(unknown(key)).vector = vector;
    }
    for (word, kinds) in read_name_words(&options.name_words)? {
        let key = lower_key(&word);
        types.entry(key).or_insert(unknown(key)).in_names |= kinds;
    }
    let mut counts: BTreeMap<u32, BTreeMap<(Penn, Upos), u32>> = BTreeMap::new();
    for word in gold.iter().flat_map(|s| &s.words) {
        *counts
            .entry(lower_key(&word.form))
            .or_default()
            .entry((word.penn, word.upos))
            .or_default() += 1;
    }
    let mut classes: BTreeMap<Vec<(Penn, Upos)>, u16> = BTreeMap::new();
    for (key, tags) in counts {
        let total: u32 = tags.values().sum();
        if total < CLASS_COUNT {
            continue;
        }
        let mut frequent: Vec<(u32, (Penn, Upos))> =
            tags.into_iter().filter(|(_, n)| n * 20 >= total).map(|(t, n)| (n, t)).collect();
        frequent.sort_by(|a, b| b.cmp(a));
        let set: Vec<_> = frequent.into_iter().take(3).map(|(_, t)| t).collect();
        let next = classes.len() as u16 + 1;
        let class = *classes.entry(set).or_insert(next);
        types.entry(key).or_insert(unknown(key)).class = class;
    }
    Ok((types.into_values().collect(), coarser))
}
