//! Hashes what decides what the tables hold, so that outputs can tell what made them.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The crates whose sources make the tables.
const CRATES: [&str; 7] =
    ["model", "parse", "language", "atlas", "extract", "pipeline", "analytics"];
const RULES: [&str; 4] =
    ["../extract/rules", "../language/rules", "../language/data", "../parse/data"];

fn main() {
    let sources = CRATES.map(|name| format!("../{name}/src"));
    let code: Vec<&str> = sources.iter().map(String::as_str).chain(["../../Cargo.lock"]).collect();
    for (variable, paths) in [
        ("DETENTE_CODE", &code[..]),
        ("DETENTE_RULES", &RULES),
        ("DETENTE_LANGUAGE_MODEL", &["../language/model/english.bin"]),
        ("DETENTE_ACT_NETWORK", &["../language/model/acts.bin"]),
        ("DETENTE_ATLAS", &["../atlas/atlas.bin"]),
    ] {
        println!("cargo:rustc-env={variable}={}", hash(paths));
        for path in paths {
            println!("cargo:rerun-if-changed={path}");
        }
    }
}

/// The SHA-256 of a file, or of the names and contents of all files of some folders.
fn hash(paths: &[&str]) -> String {
    let mut hash = Sha256::new();
    if let [path] = paths
        && Path::new(path).is_file()
    {
        hash.update(read(Path::new(path)));
    } else {
        let mut files = Vec::new();
        for path in paths {
            gather(Path::new(path), &mut files);
        }
        for file in files {
            hash.update(file.to_string_lossy().replace('\\', "/"));
            hash.update([0]);
            hash.update(read(&file));
            hash.update([0]);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(file: &Path) -> Vec<u8> {
    match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => fail(file, &error),
    }
}

/// All files at or under a path, in the order of their names.
fn gather(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => fail(path, &error),
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        gather(&path, files);
    }
}

fn fail(path: &Path, error: &std::io::Error) -> ! {
    println!("cargo::error={}: {error}", path.display());
    std::process::exit(1)
}
