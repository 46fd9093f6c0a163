#![no_main]
//! Hand-coded samples that a score is asked for: a bad one is an error, never a panic. The first byte picks the task.

#[path = "../checks/findings.rs"]
mod findings;

use detente_evaluate::Task;
use findings::PIPELINE;
use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::LazyLock;
use tempfile::TempDir;

static FILE: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("sample");
    (folder, path)
});

fuzz_target!(|bytes: &[u8]| {
    let Some((first, sample)) = bytes.split_first() else { return };
    let task = Task::ALL[usize::from(*first) % Task::ALL.len()];
    std::fs::write(&FILE.1, sample).expect("it can be written");
    let _ = task.score(&FILE.1, &PIPELINE);
});
