//! Lines to paragraphs: blank lines, indents, hard-wrapped columns.

use super::furniture::Line;
use super::head::facts;

/// A paragraph of the source, or a line of metadata between paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A run of text; `marked` when it was a heading by its markup (`# Title`).
    Text { text: String, marked: bool },
    /// Metadata or furniture.
    Meta(Line),
}

/// Lines this long are never of a text wrapped by hand.
const WIDEST_COLUMN: usize = 110;
/// Lines of wrapped text are at least this long.
const NARROWEST_COLUMN: usize = 40;

/// Cuts a text into paragraphs and metadata lines. Lines that were wrapped to a column are joined again.
pub(super) fn paragraphs(text: &str) -> Vec<Piece> {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{c}', '\u{2028}', '\u{2029}', '\u{b}', '\u{85}'], "\n");
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches(is_space)).collect();
    let column = column(&lines);
    let spaced = lines.iter().any(|line| line.trim_matches(is_space).is_empty());
    let mut pieces = Vec::new();
    let mut open = Open::default();
    for line in lines {
        let bare = line.trim_matches(is_space);
        if bare.is_empty() {
            open.close(&mut pieces);
            continue;
        }
        if open.goes_on(line, column) {
            open.push(bare);
            continue;
        }
        // Where blank lines part paragraphs, a line right below another belongs to it.
        let below = spaced && !open.text.is_empty();
        open.close(&mut pieces);
        if let Some(facts) = facts(bare) {
            let facts = facts.into_iter().map(|fact| match fact {
                Line::PictureCredit if !below => Line::Furniture,
                fact => fact,
            });
            pieces.extend(facts.map(Piece::Meta));
        } else if let Some(heading) = heading(bare) {
            pieces.push(Piece::Text { text: heading.to_owned(), marked: true });
        } else {
            open.push(bare);
        }
    }
    open.close(&mut pieces);
    pieces
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
}

/// `## Buffer zone` of Markdown.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let marks = line.len() - text.len();
    ((1..=6).contains(&marks) && text.starts_with(' ')).then(|| text.trim())
}

/// The width that a hand-wrapped text keeps to; `None` when lines are paragraphs.
fn column(lines: &[&str]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().map(|l| l.chars().count()).filter(|l| *l > 0).collect();
    lengths.sort_unstable();
    // One long line in fifty may be an address or a heading.
    let widest = *lengths.get(lengths.len().checked_sub(1 + lengths.len() / 50)?)?;
    let full = lengths.iter().filter(|l| **l * 10 >= widest * 8).count();
    ((NARROWEST_COLUMN..=WIDEST_COLUMN).contains(&widest) && full >= 3).then_some(widest)
}

/// The paragraph being read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    last_line: usize,
}

impl Open {
    /// Whether `line` continues the paragraph: the line before was full, so that its first word did not fit there, or
    /// the line before stops in the middle of a sentence that goes on in lower case.
    fn goes_on(&self, line: &str, column: Option<usize>) -> bool {
        let bare = line.trim_matches(is_space);
        let Some(column) = column.filter(|_| !self.text.is_empty()) else { return false };
        let first_word = bare.split(is_space).next().map_or(0, |w| w.chars().count());
        let full = self.last_line + 1 + first_word > column.saturating_sub(4);
        let indented = line.starts_with([' ', '\t', '\u{a0}']);
        let mid_sentence = bare.starts_with(char::is_lowercase) && self.last_line * 2 > column;
        let bullet = bare.starts_with(['•', '*', '·', '▪']) || bare.starts_with("- ");
        let begins = bullet || (indented && super::shapes::ends_sentence(&self.text));
        !begins && (full || mid_sentence)
    }

    fn push(&mut self, line: &str) {
        let hyphenated = self.text.ends_with('-')
            && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
            && line.starts_with(char::is_alphabetic);
        if !self.text.is_empty() && !hyphenated {
            self.text.push(' ');
        }
        self.text.push_str(line);
        self.last_line = line.chars().count();
    }

    fn close(&mut self, pieces: &mut Vec<Piece>) {
        let text = std::mem::take(&mut self.text);
        self.last_line = 0;
        if !text.is_empty() {
            pieces.push(Piece::Text { text, marked: false });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let pieces = paragraphs(source).into_iter();
        pieces
            .filter_map(|p| if let Piece::Text { text, .. } = p { Some(text) } else { None })
            .collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_kept() {
        let source = "\
Fishing ministers from five northern states met in the harbour on Monday
to talk about quotas for the coming year, and left it without a text that
all of them could have signed.

The host said that talks would be taken up again within a month, if the
scientists had come to an agreed count of the stock by then.
";
        let found = texts(source);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("Fishing ministers") && found[0].ends_with("have signed."));
    }

    #[test]
    fn short_lines_without_blank_lines_end_paragraphs() {
        let source = "\
   Fishing ministers from five northern states met in the harbour on Monday
and left it without a text.
   The host said that talks would be taken up again within a month, if the
scientists had come to an agreed count of the stock by then. Nobody else
spoke to reporters.
";
        assert_eq!(texts(source).len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long =
            "Ministers met in the harbour to talk about quotas for the coming year. ".repeat(3);
        assert_eq!(texts(&format!("{long}\n{long}\n{long}")).len(), 3);
    }
}
