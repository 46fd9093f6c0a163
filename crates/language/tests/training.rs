//! Training repeats itself to the byte.
#![cfg(feature = "train")]

use detente_language::Analyser;
use detente_language::train::{Options, train};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

const TREEBANK: &str = "\
# newdoc id = own
# newpar
# text = Ana Sol met the envoy in Doha.
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\t_
2\tSol\tSol\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_
5\tenvoy\tenvoy\tNOUN\tNN\t_\t3\tobj\t_\t_
6\tin\tin\tADP\tIN\t_\t7\tcase\t_\t_
7\tDoha\tDoha\tPROPN\tNNP\t_\t3\tobl\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = Envoys left.
1\tEnvoys\tenvoy\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

";

const NAMES: &str =
    "Ana\tB-PER\nSol\tI-PER\nmet\tO\nthe\tO\nenvoy\tO\nin\tO\nDoha\tB-LOC\n.\tO\n\n";

fn pack(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = GzEncoder::new(std::fs::File::create(path)?, Compression::fast());
    file.write_all(text.repeat(40).as_bytes())?;
    file.finish()?;
    Ok(())
}

#[test]
fn the_same_data_give_the_same_bytes() -> Result<(), Box<dyn std::error::Error>> {
    let data = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("training");
    for name in ["ewt-train", "ewt-dev", "gum-free-train", "gum-free-dev"] {
        pack(&data.join(format!("treebank/{name}.conllu.gz")), TREEBANK)?;
    }
    for name in ["uner-ewt-train", "uner-ewt-dev"] {
        pack(&data.join(format!("ner/{name}.bio.gz")), NAMES)?;
    }
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut options = Options {
        data,
        clusters: home.join("data/clusters.tsv.gz"),
        name_words: home.join("data/name_words.tsv.gz"),
        date: "2026-01-01".to_owned(),
        rounds: [2, 3, 2, 2],
        seed: 7,
    };
    let first = train(&options, &mut |_| {})?;
    assert!(first == train(&options, &mut |_| {})?, "two trainings differ");
    let analyser = Analyser::from_model(&first)?;
    assert!(analyser.model_record().contains("rounds = \"tagger 2, parser 3"));
    let analysis = analyser.analyse_text("Envoys met Ana Sol.");
    assert_eq!(analysis.tokens.len(), 5);
    options.seed = 8;
    assert!(first != train(&options, &mut |_| {})?, "the seed changes nothing");
    Ok(())
}
