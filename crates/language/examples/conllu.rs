//! A text file as CoNLL-U: `cargo run --release -p detente-language --example conllu -- FILE`.

use detente_language::{Analyser, conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: conllu FILE")?;
    let text = std::fs::read_to_string(path)?;
    let analysis = Analyser::new()?.analyse_text(&text);
    print!("{}", conllu::to_conllu(&text, &analysis));
    Ok(())
}
