//! Compiles the tables under `data/` into `atlas.bin`: `cargo run -p detente-atlas --bin compile [DATA [OUTPUT]]`.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let data = arguments.next().unwrap_or_else(|| crate_folder.join("data"));
    let output = arguments.next().unwrap_or_else(|| crate_folder.join("atlas.bin"));
    let bytes = detente_atlas::compile(&data)?;
    detente_atlas::Atlas::from_bytes(bytes.clone())?;
    std::fs::write(&output, &bytes)?;
    println!("{}: {} bytes", output.display(), bytes.len());
    Ok(())
}
