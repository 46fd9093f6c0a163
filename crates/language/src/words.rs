//! What the models see of a word, whatever stands around it.

use crate::hashing;
use crate::lexicon::{Entry, Lexicon};

/// The hashed properties of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case, every digit as 0.
    pub(crate) lower: u32,
    /// As written.
    pub(crate) form: u32,
    /// Its first one to three characters as written.
    pub(crate) prefix: [u32; 3],
    /// Its last one to four characters in lower case.
    pub(crate) suffix: [u32; 4],
    /// Runs of capitals, small letters, digits and others.
    pub(crate) shape: u32,
    /// Distributional clusters, fine to coarse; 0 when unknown.
    pub(crate) clusters: [u32; 3],
    /// The set of tags it had in training; 0 when rare.
    pub(crate) class: u32,
    /// The kinds of names in which lists have it, as bits.
    pub(crate) in_names: u32,
    /// The row of its word vector; 0 when it has none.
    pub(crate) vector: u32,
}

/// The word beyond the ends of a sentence.
pub(crate) const NOWHERE: Word = Word {
    lower: 0,
    form: 0,
    prefix: [0; 3],
    suffix: [0; 4],
    shape: 0,
    clusters: [0; 3],
    class: 0,
    in_names: 0,
    vector: 0,
};

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    None,
    First,
    More,
}

impl Word {
    pub(crate) fn new(surface: &str, lexicon: &Lexicon) -> Self {
        let mut lower = LowerBytes::default();
        lower.fill(surface);
        let key = hashing::text(lower.as_bytes().iter().copied());
        let mut prefix = [0; 3];
        for (n, slot) in prefix.iter_mut().enumerate() {
            let end = surface.char_indices().nth(n + 1).map_or(surface.len(), |(i, _)| i);
            *slot = hashing::text(surface.as_bytes()[..end].iter().copied());
        }
        let mut suffix = [0; 4];
        let bytes = lower.as_bytes();
        let mut start = bytes.len();
        for slot in &mut suffix {
            start = previous_char(bytes, start);
            *slot = hashing::text(bytes[start..].iter().copied());
        }
        let Entry { clusters, class, in_names, vector } = lexicon.look_up(key);
        Self {
            lower: key,
            form: hashing::text(surface.bytes()),
            prefix,
            suffix,
            shape: shape(surface),
            clusters,
            class,
            in_names,
            vector,
        }
    }
}

fn previous_char(bytes: &[u8], mut at: usize) -> usize {
    while at > 0 {
        at -= 1;
        if bytes[at] & 0xC0 != 0x80 {
            break;
        }
    }
    at
}

/// The key of a word in the lexicon: lower case, every digit as 0.
pub(crate) fn lower_key(surface: &str) -> u32 {
    let mut lower = LowerBytes::default();
    lower.fill(surface);
    hashing::text(lower.as_bytes().iter().copied())
}

/// A word in lower case with digits as 0, on the stack when it is short.
#[derive(Default)]
struct LowerBytes {
    short: [u8; 32],
    len: usize,
    long: String,
}

impl LowerBytes {
    fn fill(&mut self, surface: &str) {
        if surface.is_ascii() && surface.len() <= self.short.len() {
            for byte in surface.bytes() {
                self.short[self.len] = normal(byte.to_ascii_lowercase());
                self.len += 1;
            }
        } else {
            self.long = surface
                .chars()
                .flat_map(char::to_lowercase)
                .map(|c| match c {
                    '\u{2019}' => '\'',
                    c if c.is_numeric() => '0',
                    c => c,
                })
                .collect();
        }
    }

    fn as_bytes(&self) -> &[u8] {
        if self.long.is_empty() { &self.short[..self.len] } else { self.long.as_bytes() }
    }
}

const fn normal(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte }
}

fn shape(surface: &str) -> u32 {
    let mut last = 0;
    let mut run = 0;
    let mut h = 1_u32;
    for c in surface.chars() {
        let kind = match c {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            c if c.is_lowercase() => 1,
            c if c.is_uppercase() => 2,
            c if c.is_numeric() => 3,
            c if c.is_alphabetic() => 4,
            c => 8 + c as u32,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            h = hashing::feature(900, h, kind, 0);
        }
    }
    h
}

/// How `surface` is capitalised: not at all, its first letter alone, or a later letter.
pub(crate) fn capitals(surface: &str) -> Capitals {
    let mut chars = surface.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    if chars.any(char::is_uppercase) {
        Capitals::More
    } else if first {
        Capitals::First
    } else {
        Capitals::None
    }
}
