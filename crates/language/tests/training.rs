//! Training repeats itself to the byte.
#![cfg(feature = "train")]

use detente_language::Analyser;
use detente_language::train::{Options, train};
use flate2::{Compression, write::GzEncoder};
use safetensors::{Dtype, tensor::TensorView};
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

/// A small network of arbitrary weights, as `training/student.py` would write it.
fn write_network(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    const WIDTH: usize = 32;
    let tags = "[[\"NN\",\"NOUN\"],[\"VBD\",\"VERB\"]]";
    let relations = "[\"dep\",\"root\"]";
    let shapes: Vec<(String, Vec<usize>)> = [
        ("tables.word.weight", vec![50, 8]),
        ("tables.prefix.weight", vec![20, 4]),
        ("tables.suffix.weight", vec![20, 4]),
        ("tables.shape.weight", vec![10, 4]),
        ("tables.lists.weight", vec![256, 4]),
        ("vectors", vec![3, 6]),
        ("mix.weight", vec![WIDTH, 30]),
        ("mix.bias", vec![WIDTH]),
        ("norm.weight", vec![WIDTH]),
        ("norm.bias", vec![WIDTH]),
        ("layers.0.gates.weight", vec![3 * WIDTH, WIDTH]),
        ("layers.0.gates.bias", vec![3 * WIDTH]),
        ("arc_product", vec![WIDTH, WIDTH]),
        ("arc_bias", vec![WIDTH]),
        ("root", vec![WIDTH]),
        ("distance", vec![33]),
        ("relation.weight", vec![2, WIDTH]),
        ("relation.bias", vec![2]),
        ("tag.weight", vec![2, WIDTH]),
        ("tag.bias", vec![2]),
        ("name.weight", vec![7, WIDTH]),
        ("name.bias", vec![7]),
    ]
    .map(|(name, shape)| (name.to_owned(), shape))
    .into_iter()
    .chain(["arc_head", "arc_dependent", "relation_head", "relation_dependent"].iter().flat_map(
        |name| {
            let weight = (format!("{name}.weight"), vec![WIDTH, WIDTH]);
            [weight, (format!("{name}.bias"), vec![WIDTH])]
        },
    ))
    .collect();
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = shapes
        .into_iter()
        .enumerate()
        .map(|(i, (name, shape))| {
            let n: usize = shape.iter().product();
            let value = |k: usize| ((k * 7919 + i * 104_729) % 2001) as f32 / 1000.0 - 1.0;
            (name, Dtype::F32, shape, (0..n).flat_map(|k| value(k).to_le_bytes()).collect())
        })
        .collect();
    let numbers = |all: &[i64]| all.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    tensors.push(("vector_keys".into(), Dtype::I64, vec![3], numbers(&[0, 17, 34])));
    tensors.push(("vector_aliases".into(), Dtype::I64, vec![1, 2], numbers(&[51, 2])));
    let views = tensors
        .iter()
        .map(|(name, dtype, shape, data)| {
            Ok((name.as_str(), TensorView::new(*dtype, shape.clone(), data)?))
        })
        .collect::<Result<Vec<_>, safetensors::SafeTensorError>>()?;
    let metadata = [
        ("tags", tags),
        ("relations", relations),
        ("names", "[\"O\",\"B-PER\",\"I-PER\",\"B-LOC\",\"I-LOC\",\"B-ORG\",\"I-ORG\"]"),
        ("record", "width 32"),
    ];
    let metadata = metadata.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    std::fs::write(path, safetensors::serialize(views, Some(metadata))?)?;
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
    let network = data.join("network.safetensors");
    write_network(&network)?;
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut options = Options {
        data,
        network,
        clusters: home.join("data/clusters.tsv.gz"),
        name_words: home.join("data/name_words.tsv.gz"),
        irregular: home.join("data/irregular.tsv"),
        date: "2026-01-01".to_owned(),
        rounds: 2,
        seed: 7,
    };
    let first = train(&options, &mut |_| {})?;
    assert!(first == train(&options, &mut |_| {})?, "two trainings differ");
    let analyser = Analyser::from_model(&first)?;
    assert!(analyser.model_record().contains("network = \"width 32\""));
    assert_eq!(analyser.analyse_text("Envoys met Ana Sol.").tokens.len(), 5);
    std::fs::write(&options.network, b"{}")?;
    let error = train(&options, &mut |_| {}).map_err(|e| e.to_string());
    assert!(error.is_err_and(|e| e.contains("student.py")), "what is no network is named");
    options.network = options.network.with_extension("missing");
    assert!(train(&options, &mut |_| {}).is_err());
    Ok(())
}
