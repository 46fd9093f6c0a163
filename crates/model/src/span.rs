//! Places in a text. Stages work in bytes, tables speak in Unicode code points, and the two never mix.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes into [`Article::text`](crate::Article), on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A half-open range of Unicode code points into [`Article::text`](crate::Article), as Python slices strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl ByteSpan {
    /// The span `start..end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The span of a `usize` range. Texts are at most 4 GiB: see [`Article`](crate::Article).
    #[must_use]
    pub const fn from_range(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }

    /// The surface: the piece of `text` that the span covers, or `""` where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let surface = self.of(text);
        let start = self.start + (surface.len() - surface.trim_start().len()) as u32;
        Self::new(start, start + surface.trim().len() as u32)
    }
}

/// Converts between byte offsets and code-point offsets of one text, in constant time.
///
/// Holds one number for every 64 bytes; an ASCII text costs nothing.
#[derive(Debug, Clone)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`; empty for an ASCII text.
    chars_before: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CharIndex<'t> {
    /// Indexes `text` in one pass.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, chars_before: Vec::new() };
        }
        let mut chars_before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            chars_before.push(count);
            count += leading_bytes(chunk);
        }
        Self { text, chars_before }
    }

    /// The number of code points before byte `offset`; offsets past the end count the whole text.
    #[must_use]
    pub fn char_offset(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        if self.chars_before.is_empty() {
            return offset as u32;
        }
        let stride = (offset / STRIDE).min(self.chars_before.len() - 1);
        self.chars_before[stride] + leading_bytes(&self.text.as_bytes()[stride * STRIDE..offset])
    }

    /// A byte span as a code-point span.
    #[must_use]
    pub fn char_span(&self, span: ByteSpan) -> CharSpan {
        CharSpan { start: self.char_offset(span.start), end: self.char_offset(span.end) }
    }

    /// The byte offset of code point `offset`; offsets past the end give the length of the text.
    #[must_use]
    pub fn byte_offset(&self, offset: u32) -> u32 {
        if self.chars_before.is_empty() {
            return offset.min(self.text.len() as u32);
        }
        let stride =
            self.chars_before.partition_point(|&before| before <= offset).saturating_sub(1);
        let mut seen = self.chars_before[stride];
        for (i, byte) in self.text.as_bytes()[stride * STRIDE..].iter().enumerate() {
            if is_leading(*byte) {
                if seen == offset {
                    return (stride * STRIDE + i) as u32;
                }
                seen += 1;
            }
        }
        self.text.len() as u32
    }

    /// A code-point span as a byte span.
    #[must_use]
    pub fn byte_span(&self, span: CharSpan) -> ByteSpan {
        ByteSpan::new(self.byte_offset(span.start), self.byte_offset(span.end))
    }
}

const fn is_leading(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn leading_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_leading(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn surface_survives_the_round_trip() {
        let text = "Çavuşoğlu met Kerry — in «Kuala Lumpur» on Wednesday, it was said by all who were there.";
        let start = text.find("Kuala").unwrap();
        let span = ByteSpan::from_range(start..start + "Kuala Lumpur".len());
        let index = CharIndex::new(text);
        let chars = index.char_span(span);
        let sliced: String = text
            .chars()
            .skip(chars.start as usize)
            .take((chars.end - chars.start) as usize)
            .collect();
        assert_eq!(sliced, "Kuala Lumpur");
        assert_eq!(index.byte_span(chars), span);
    }

    proptest! {
        #[test]
        fn char_offsets_agree_with_counting(text in "\\PC{0,200}", at in 0usize..220) {
            let index = CharIndex::new(&text);
            let chars = text.chars().count();
            let nth = at.min(chars);
            let byte = text.char_indices().nth(nth).map_or(text.len(), |(i, _)| i) as u32;
            prop_assert_eq!(index.byte_offset(nth as u32), byte);
            prop_assert_eq!(index.char_offset(byte), nth as u32);
        }
    }
}
