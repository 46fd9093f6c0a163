//! The words and numbers of a text, as time expressions see them.

use super::figure::{self, Figure};
use super::vocabulary::Vocabulary;
use detente_model::ByteSpan;

/// A word, a number or a punctuation mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) span: ByteSpan,
    /// Its number in the vocabulary; 0 when the rules do not know it.
    pub(super) word: u16,
    pub(super) figure: Option<Figure>,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether a blank line stands before it.
    pub(super) paragraph: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// Cuts `text` into words.
pub(super) fn scan(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        vocabulary,
        lower: String::new(),
        words: Vec::new(),
    };
    scanner.words.reserve(text.len() / 5);
    scanner.run();
    scanner.words
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    vocabulary: &'a Vocabulary,
    lower: String,
    words: Vec<Word>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let (mut at, mut newlines, mut spaced) = (0, 0, true);
        while let Some(&byte) = self.bytes.get(at) {
            if byte.is_ascii_whitespace() {
                newlines += u32::from(byte == b'\n');
                spaced = true;
                at += 1;
                continue;
            }
            let start = at;
            let mut figure = None;
            if byte.is_ascii_digit() {
                let (end, what) = figure::read(self.text, at);
                (at, figure) = (end, Some(what));
            } else if let Some((end, decade)) = self.short_decade(at) {
                (at, figure) = (end, Some(Figure::Decade(decade)));
            } else if let Some(end) = self.genitive(at) {
                at = end;
            } else if byte.is_ascii_alphabetic() {
                at = self.word_end(at);
            } else {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
                if byte >= 0x80 && self.text[start..at].starts_with(char::is_whitespace) {
                    spaced = true;
                    continue;
                }
                if byte >= 0x80 && self.text[start..at].starts_with(char::is_alphabetic) {
                    at = self.letters_end(at);
                }
            }
            let word = if figure.is_some() { 0 } else { self.number(start, at) };
            self.words.push(Word {
                span: ByteSpan::from_range(start..at),
                word,
                figure,
                capital: byte.is_ascii_uppercase(),
                paragraph: newlines > 1,
                spaced,
            });
            (newlines, spaced) = (0, false);
        }
    }

    fn number(&mut self, start: usize, end: usize) -> u16 {
        let surface = &self.text[start..end];
        if surface.len() > self.vocabulary.longest {
            return 0;
        }
        self.lower.clear();
        self.lower.extend(
            surface.chars().map(|c| if c == '\u{2019}' { '\'' } else { c.to_ascii_lowercase() }),
        );
        self.vocabulary.number(&self.lower)
    }

    /// The end of the run of letters that goes on at `at`.
    fn letters_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
    }

    /// The end of the word at `at`: letters, with an inner apostrophe (`o'clock`), and a full stop where the rules know
    /// the word with it (`sept.`, `p.m.`).
    fn word_end(&mut self, at: usize) -> usize {
        let mut end = self.letters_end(at);
        if self.bytes.get(end) == Some(&b'\'') && self.genitive(end).is_none() {
            let longer = self.letters_end(end + 1);
            if longer > end + 1 && self.number(at, longer) != 0 {
                return longer;
            }
        }
        if self.bytes.get(end) == Some(&b'.') {
            let inner = self.letters_end(end + 1);
            for candidate in [inner + 1, inner, end + 1] {
                let fits = candidate <= self.bytes.len()
                    && self.text.is_char_boundary(candidate)
                    && candidate > end
                    && (candidate != inner + 1 || self.bytes.get(inner) == Some(&b'.'));
                if fits && candidate != end && self.number(at, candidate) != 0 {
                    end = candidate;
                    break;
                }
            }
        }
        end
    }

    /// The end of `'s` or `’s` at `at`, where it closes a word.
    fn genitive(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let after = rest.strip_prefix("'s").or_else(|| rest.strip_prefix("\u{2019}s"))?;
        let closes = !after.starts_with(|c: char| c.is_alphanumeric());
        closes.then_some(self.text.len() - after.len())
    }

    /// `'90s`.
    fn short_decade(&self, at: usize) -> Option<(usize, u32)> {
        let rest = &self.text[at..];
        let after = rest.strip_prefix('\'').or_else(|| rest.strip_prefix('\u{2019}'))?;
        let [tens @ b'0'..=b'9', b'0', b's', ..] = after.as_bytes() else { return None };
        Some((self.text.len() - after.len() + 3, 190 + u32::from(tens - b'0')))
    }
}
