//! What each stage asks of the allocator for 1,000 words. Timings differ between machines and hours; these counts do not.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../benches/stages/corpus.rs"]
mod corpus;
#[path = "../benches/stages/stage.rs"]
mod stage;

use corpus::Corpus;
use stage::STAGES;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::Write as _;
use std::path::Path;

/// How much more than the file says is too much, in percent.
const MARGIN: u64 = 5;

const HEAD: &str = "\
# What each stage asks of the allocator for 1,000 words, in the profile of tests. To write this file anew:
# WRITE_ALLOCATIONS=1 cargo test -p detente-pipeline --test allocations
stage\tpart\tallocations\tbytes
";

/// Allocations and bytes, those of growing included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Asked {
    allocations: u64,
    bytes: u64,
}

thread_local! {
    // Of this thread only: the harness has threads of its own.
    static ASKED: Cell<Asked> = const { Cell::new(Asked { allocations: 0, bytes: 0 }) };
}

fn asked(bytes: usize) {
    // A thread that ends has no counter any more.
    let _ = ASKED.try_with(|asked| {
        let Asked { allocations, bytes: before } = asked.get();
        asked.set(Asked { allocations: allocations + 1, bytes: before + bytes as u64 });
    });
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[expect(
    unsafe_code,
    reason = "an allocator cannot be written without; all is handed on as it came"
)]
// SAFETY: every call goes to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        asked(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        asked(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        asked(size.saturating_sub(layout.size()));
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} allocations of {} bytes", self.allocations, self.bytes)
    }
}

/// Of one run over the corpus, for 1,000 words.
fn measure(corpus: &Corpus, run: fn(&Corpus)) -> Asked {
    let before = ASKED.get();
    run(corpus);
    let after = ASKED.get();
    let per_1000 = |before: u64, after: u64| (after - before) * 1000 / corpus.words as u64;
    Asked {
        allocations: per_1000(before.allocations, after.allocations),
        bytes: per_1000(before.bytes, after.bytes),
    }
}

fn in_file<'f>(file: &'f str, name: &str, part: &str) -> Option<Asked> {
    let cells = |line: &'f str| line.split('\t').collect::<Vec<&'f str>>();
    file.lines().map(cells).find_map(|cells| match cells[..] {
        [of, which, allocations, bytes] if of == name && which == part => {
            Some(Asked { allocations: allocations.parse().ok()?, bytes: bytes.parse().ok()? })
        }
        _ => None,
    })
}

#[test]
fn no_stage_allocates_more_than_before() {
    let corpus = Corpus::new();
    let mut file = HEAD.to_owned();
    let mut measured = Vec::new();
    for stage in &STAGES {
        // What is made at the first use stays.
        (stage.run)(&corpus);
        let asked = measure(&corpus, stage.run);
        writeln!(file, "{}\t{}\t{}\t{}", stage.name, stage.part, asked.allocations, asked.bytes)
            .expect("a string takes it");
        measured.push((stage, asked));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/allocations.tsv");
    if std::env::var_os("WRITE_ALLOCATIONS").is_some() {
        std::fs::write(&path, file).expect("the file can be written");
        return;
    }
    let before = std::fs::read_to_string(&path).expect("the file is in the repository");
    let mut more = String::new();
    for (stage, now) in measured {
        let was = in_file(&before, stage.name, stage.part);
        let within = |now: u64, was: u64| now * 100 <= was * (100 + MARGIN);
        let fits = was.is_some_and(|was| {
            within(now.allocations, was.allocations) && within(now.bytes, was.bytes)
        });
        if !fits {
            let was = was.map_or("nothing".to_owned(), |was| was.to_string());
            writeln!(more, "  {} ({}): {now}, where the file says {was}", stage.name, stage.part)
                .expect("a string takes it");
        }
    }
    assert!(
        more.is_empty(),
        "over {MARGIN} % more than crates/pipeline/tests/allocations.tsv for 1,000 words:\n{more}\
         Find what allocates anew (a `clone`, a `collect`, a `format!` inside a loop). Where it is worth its price, write the file anew:\n\
         WRITE_ALLOCATIONS=1 cargo test -p detente-pipeline --test allocations"
    );
}
