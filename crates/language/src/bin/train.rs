//! Makes the model that the crate embeds from the network that `training/student.py` trained:
//! `cargo run --release -p detente-language --features train --bin train -- --data FOLDER --network FILE [--out FILE]
//! [--date DAY]`.

use detente_language::train::{Options, train};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut options = Options {
        data: PathBuf::new(),
        network: PathBuf::new(),
        clusters: home.join("data/clusters.tsv.gz"),
        name_words: home.join("data/name_words.tsv.gz"),
        irregular: home.join("data/irregular.tsv"),
        date: "unknown".to_owned(),
        rounds: 6,
        seed: 20_150_805,
    };
    let mut out = home.join("model/english.bin");
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--data" => options.data = value.into(),
            "--out" => out = value.into(),
            "--date" => options.date = value,
            "--seed" => options.seed = value.parse()?,
            "--network" => options.network = value.into(),
            "--rounds" => options.rounds = value.parse()?,
            _ => {
                return Err(format!(
                    "unknown option {name}; known: --data, --network, --out, --date, --seed, --rounds"
                )
                .into());
            }
        }
    }
    if options.data.as_os_str().is_empty() {
        return Err("--data FOLDER is wanted: the folder with treebank/ and ner/".into());
    }
    if options.network.as_os_str().is_empty() {
        return Err("--network FILE is wanted: what training/student.py wrote".into());
    }
    let model = train(&options, &mut |line| eprintln!("{line}"))?;
    std::fs::write(&out, &model)?;
    eprintln!("{}: {} bytes", out.display(), model.len());
    Ok(())
}
