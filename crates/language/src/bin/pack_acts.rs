//! Packs the networks of acts and quotes that `training/act_student.py` and `training/quote_student.py` trained for the
//! language model that the crate embeds:
//! `cargo run --release -p detente-language --features train --bin pack_acts -- ACTS QUOTES DAY [OUT]`.

use detente_language::{Analyser, train::pack_acts};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next();
    let (Some(acts), Some(quotes), Some(day)) = (next(), next(), next()) else {
        return Err("usage: pack_acts ACTS.safetensors QUOTES.safetensors DAY [OUT]".into());
    };
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let out = arguments.next().map_or_else(|| home.join("model/acts.bin"), PathBuf::from);
    let model = std::fs::read(home.join("model/english.bin"))?;
    let below = Analyser::from_model(&model)?.checksum();
    let record = format!(
        "licence = \"weights trained on coded texts of Wikipedia's current events (CC BY-SA 4.0), Wikinews (CC BY 2.5), US government (public domain) and our own dispatches: CC BY-SA 4.0\"\n\
         date = \"{day}\"\n"
    );
    let packed = pack_acts(Path::new(&acts), Path::new(&quotes), below, &record)?;
    std::fs::write(&out, &packed)?;
    eprintln!("{}: {} bytes", out.display(), packed.len());
    Ok(())
}
