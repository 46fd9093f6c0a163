//! Quotation marks, paired.
//!
//! Marks are paired within a paragraph. A paragraph that opens with a mark while the one before is still open goes on
//! with the same speech: the convention of the press for quotes of several paragraphs.

use detente_model::{Block, ByteSpan};

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The words, without marks and outer white space.
    pub(crate) inner: ByteSpan,
    /// With the marks.
    pub(crate) outer: ByteSpan,
    /// The block that holds it.
    pub(crate) block: usize,
    /// Whether the closing mark is missing, as at the end of a paragraph whose speech goes on in the next.
    pub(crate) open: bool,
}

/// What a mark can do where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// A straight mark between spaces, as in tokenised text: what is open decides.
    Either,
}

/// The families of marks; a quote closes with a mark of the family that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `"`, `“ ”`, `„`, two apostrophes, two backticks: writers mix them.
    Double,
    Guillemets,
    /// `‘ ’`.
    Single,
    /// `'`.
    Apostrophe,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    family: Family,
    role: Role,
}

/// All marked words of the blocks, in reading order, never overlapping: quotes within quotes belong to the outer one.
pub(crate) fn pair(text: &str, blocks: &[Block]) -> Vec<Marked> {
    let mut found = Vec::new();
    for (block, b) in blocks.iter().enumerate() {
        let surface = b.span.of(text);
        if surface.bytes().any(|c| matches!(c, b'"' | b'\'' | b'`') || c >= 0x80) {
            pair_block(text, block, b.span, &mut found);
        }
    }
    found
}

fn pair_block(text: &str, block: usize, span: ByteSpan, found: &mut Vec<Marked>) {
    let marks = marks(text, span);
    let before = found.len();
    let mut open: Option<Mark> = None;
    let mut i = 0;
    let push =
        |from: Mark, end: usize, outer_end: usize, is_open: bool, found: &mut Vec<Marked>| {
            let inner = ByteSpan::from_range(from.end..end.max(from.end)).trimmed(text);
            if !inner.is_empty() {
                let outer = ByteSpan::from_range(from.start..outer_end);
                found.push(Marked { inner, outer, block, open: is_open });
            }
        };
    while let Some(&mark) = marks.get(i) {
        i += 1;
        match open {
            None if mark.role != Role::Closes && closes_later(&marks[i..], mark) => {
                open = Some(mark)
            }
            None if mark.role != Role::Closes
                && goes_on(text, span, mark, found.len() > before) =>
            {
                open = Some(mark)
            }
            None => {}
            Some(from) if mark.family != from.family => {}
            // At the end of its paragraph even a mark turned the wrong way closes.
            Some(from) if mark.role != Role::Opens || mark.end == span.end as usize => {
                push(from, mark.start, mark.end, false, found);
                open = None;
            }
            Some(from) if starts_line(text, mark.start) => {
                push(from, mark.start, mark.start, true, found);
                open = Some(mark);
            }
            Some(_) => {}
        }
    }
    if let Some(from) = open {
        push(from, span.end as usize, span.end as usize, true, found);
    }
}

fn closes_later(rest: &[Mark], from: Mark) -> bool {
    rest.iter().any(|m| m.family == from.family && m.role != Role::Opens)
}

/// Whether a mark that nothing closes still opens a quote: only double marks do, at the start of a line, after the
/// comma or colon of a cue, or where a new sentence takes up again a speech that a cue has broken off.
fn goes_on(text: &str, block: ByteSpan, mark: Mark, taken_up: bool) -> bool {
    let before = text[block.start as usize..mark.start].trim_end();
    let sentence =
        || before.ends_with('.') && text[mark.end..].trim_start().starts_with(char::is_uppercase);
    mark.family == Family::Double
        && (starts_line(text, mark.start) || before.ends_with([',', ':']) || taken_up && sentence())
}

fn starts_line(text: &str, at: usize) -> bool {
    text[..at].chars().rev().find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

fn marks(text: &str, span: ByteSpan) -> Vec<Mark> {
    let surface = span.of(text);
    let mut marks = Vec::new();
    let mut skip = 0;
    for (i, c) in surface.char_indices() {
        if i < skip {
            continue;
        }
        let rest = &surface[i..];
        let (length, family, fixed) = match c {
            '"' => (1, Family::Double, None),
            '\u{201C}' => (3, Family::Double, Some(Role::Opens)),
            '\u{201E}' => (3, Family::Double, Some(Role::Opens)),
            '\u{201D}' => (3, Family::Double, Some(Role::Closes)),
            '`' if rest.starts_with("``") => (2, Family::Double, Some(Role::Opens)),
            '\'' if rest.starts_with("''") => (2, Family::Double, None),
            '\u{AB}' => (2, Family::Guillemets, Some(Role::Opens)),
            '\u{BB}' => (2, Family::Guillemets, Some(Role::Closes)),
            '\u{2018}' => (3, Family::Single, Some(Role::Opens)),
            '\u{2019}' => (3, Family::Single, Some(Role::Closes)),
            '\'' => (1, Family::Apostrophe, None),
            _ => continue,
        };
        let (before, after) =
            (surface[..i].chars().next_back(), surface[i + length..].chars().next());
        let Some(role) = role(family, fixed, before, after) else { continue };
        let start = span.start as usize + i;
        marks.push(Mark { start, end: start + length, family, role });
        skip = i + length;
    }
    marks
}

fn role(
    family: Family,
    fixed: Option<Role>,
    before: Option<char>,
    after: Option<char>,
) -> Option<Role> {
    let gap_before =
        before.is_none_or(|c| c.is_whitespace() || "([-\u{2013}\u{2014}/\u{2018}'".contains(c));
    let gap_after = after.is_none_or(|c| !c.is_alphanumeric());
    match family {
        // An apostrophe inside a word, or after a plural ("ministers' talks"), is no mark.
        Family::Single if fixed == Some(Role::Closes) => (gap_after
            && before.is_some_and(|c| ",.?!\u{2026}".contains(c)))
        .then_some(Role::Closes),
        Family::Single => fixed.filter(|_| gap_before && !gap_after),
        Family::Apostrophe if gap_before && after.is_some_and(char::is_alphabetic) => {
            Some(Role::Opens)
        }
        Family::Apostrophe => (gap_after && before.is_some_and(|c| ",.?!\u{2026}".contains(c)))
            .then_some(Role::Closes),
        _ if fixed.is_some() => {
            // A curly mark turned the wrong way at the start of a word still opens.
            let turned = fixed == Some(Role::Closes)
                && gap_before
                && !gap_after
                && before.is_none_or(char::is_whitespace);
            if turned { Some(Role::Opens) } else { fixed }
        }
        _ if !gap_before => Some(Role::Closes),
        _ if after.is_some_and(|c| !c.is_whitespace()) => Some(Role::Opens),
        _ => Some(Role::Either),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Article;

    fn marked(text: &str) -> Vec<String> {
        let article = Article::from_text(text, None);
        pair(&article.text, &article.blocks)
            .iter()
            .map(|m| m.inner.of(&article.text).to_owned() + if m.open { " …" } else { "" })
            .collect()
    }

    #[test]
    fn every_kind_of_mark() {
        assert_eq!(marked("\"We agree,\" he said. \"It holds.\""), ["We agree,", "It holds."]);
        assert_eq!(marked("“We agree,” he said."), ["We agree,"]);
        assert_eq!(marked("''We don't agree,'' he said."), ["We don't agree,"]);
        assert_eq!(marked("``We agree,'' he said."), ["We agree,"]);
        assert_eq!(marked("« Nous voilà », he said."), ["Nous voilà"]);
        assert_eq!(marked("‘We don’t agree,’ he said."), ["We don’t agree,"]);
        assert_eq!(marked("'We don't agree,' he said."), ["We don't agree,"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(marked("The ministers' talks didn't end in the '90s. It’s over.").is_empty());
    }

    #[test]
    fn inner_quotes_belong_to_the_outer() {
        assert_eq!(marked("“He said ‘no,’ and left,” she said."), ["He said ‘no,’ and left,"]);
    }

    #[test]
    fn straight_marks_between_spaces_are_paired_in_turn() {
        assert_eq!(
            marked("\" We agree , \" he said . \" It holds . \""),
            ["We agree ,", "It holds ."]
        );
        assert!(marked("It is 5 \" long.").is_empty());
    }

    #[test]
    fn speech_taken_up_again_may_stay_open() {
        let text = "“We came,” he said. “We saw.\n\n“We left.\n\nThe hall was empty.";
        assert_eq!(marked(text), ["We came,", "We saw. …", "We left. …"]);
        assert_eq!(marked("\"We came,\" he said. \"We saw."), ["We came,", "We saw. …"]);
    }

    #[test]
    fn a_mark_at_the_end_closes_whichever_way_it_is_turned() {
        assert_eq!(marked("“We came. “"), ["We came."]);
    }

    #[test]
    fn speech_goes_on_in_the_next_paragraph() {
        assert_eq!(marked("“We came.\n\n“We saw,” he said."), ["We came. …", "We saw,"]);
        assert_eq!(marked("\"We came.\n\"We saw,\" he said."), ["We came. …", "We saw,"]);
    }
}
