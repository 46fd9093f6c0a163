//! People and outlets that sign an article without a label: a name alone between headline and date.

use super::furniture::Line;
use super::paragraphs::Piece;
use super::shapes::is_section;
use crate::byline::{is_role_word, outlet_of, people};
use crate::outlets;

/// Paragraphs at the head among which signatures are looked for.
const HEAD: usize = 4;

/// Turns the lines of the head that are signatures into metadata. A name is one beside a date or the like that does not
/// occur in the text, as places and topics do.
pub(super) fn signed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for at in 0..pieces.len() {
        let words = match &pieces[at] {
            Piece::Text { text, marked: false } if in_head(&pieces, at) => text,
            Piece::Meta(Line::Beside(words)) => words,
            _ => continue,
        };
        if beside_metadata(&pieces, at) && !is_section(words) && outlets::looks_like(words) {
            let (name, written) = (words.clone(), words.clone());
            pieces[at] = Piece::Meta(Line::Outlet { name, written });
        }
    }
    let credited = |piece: &Piece| matches!(piece, Piece::Meta(Line::Byline(_)));
    if pieces.iter().any(credited) {
        return pieces;
    }
    let signature = (0..pieces.len()).find_map(|at| {
        let words = match &pieces[at] {
            Piece::Text { text, marked: false } if in_head(&pieces, at) => text,
            Piece::Meta(Line::Beside(words)) => words,
            Piece::Meta(Line::Role(role)) if in_head(&pieces, at) => &role.written,
            Piece::Text { .. } | Piece::Meta(_) => return None,
        };
        let (name, rest) = name_and_rest(words)?;
        let signs = beside_metadata(&pieces, at) && !is_told_of(name, &pieces, at);
        signs.then(|| (at, people(name), outlet_of(rest)))
    });
    if let Some((at, names, outlet)) = signature {
        pieces[at] = Piece::Meta(Line::Byline(names));
        if let Some(outlet) = outlet {
            pieces.insert(at + 1, Piece::Meta(Line::Publisher(outlet.to_owned())));
        }
    }
    pieces
}

/// Whether a piece stands below the headline and above the text.
fn in_head(pieces: &[Piece], at: usize) -> bool {
    let before = pieces[..at].iter().filter(|p| matches!(p, Piece::Text { .. })).count();
    (1..HEAD).contains(&before)
}

/// Whether a byline, a date or the like stands right before or after.
pub(super) fn beside_metadata(pieces: &[Piece], at: usize) -> bool {
    let metadata = |piece: &Piece| {
        matches!(
            piece,
            Piece::Meta(
                Line::Byline(_)
                    | Line::Date(_)
                    | Line::Role(_)
                    | Line::Outlet { .. }
                    | Line::Publisher(_)
            )
        )
    };
    at.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(metadata)
        || pieces.get(at + 1).is_some_and(metadata)
}

/// `Ana Reyes in Lisbon`, `Ana Reyes, Harbour Post`: the name, and what follows it.
fn name_and_rest(words: &str) -> Option<(&str, &str)> {
    let ends = [", ", " in ", " for ", " | ", " / ", " - ", " – "];
    let end = ends.iter().filter_map(|mark| words.find(mark)).min().unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let short = rest.split_whitespace().count() <= 6 && !rest.ends_with(['.', '!', '?']);
    (short && is_name(name)).then_some((name, rest))
}

/// Two to four words with capitals and nothing else, none of them of a role or an outlet.
pub(crate) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && !is_section(text)
        && !outlets::looks_like(text)
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
                && !is_role_word(word)
                && !is_section(word)
        })
}

/// Whether one of the words of a name stands elsewhere in the text.
fn is_told_of(name: &str, pieces: &[Piece], at: usize) -> bool {
    let word_of = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| name.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
    };
    pieces.iter().enumerate().any(|(other, piece)| match piece {
        Piece::Text { text, .. } => other != at && word_of(text),
        Piece::Meta(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs::paragraphs;
    use super::*;

    /// The people and outlets that sign.
    fn signers(head: &str) -> Vec<String> {
        let text = format!(
            "Talks on the lake end\n\n{head}\n\nMinisters of South Sudan met at the lake on Monday."
        );
        let signers = signed(paragraphs(&text)).into_iter().filter_map(|piece| match piece {
            Piece::Meta(Line::Byline(names)) => Some(names.join(" & ")),
            Piece::Meta(Line::Outlet { name, .. } | Line::Publisher(name)) => Some(name),
            _ => None,
        });
        signers.collect()
    }

    #[test]
    fn names_beside_a_date_sign() {
        for (head, names) in [
            ("Vera Ilina\n\nAugust 5, 2015", vec!["Vera Ilina"]),
            ("August 5, 2015\n\nVera Ilina in Juba", vec!["Vera Ilina"]),
            ("Vera Ilina, Reuters\n\nAugust 5, 2015", vec!["Vera Ilina", "Reuters"]),
            ("Vera Ilina\nBBC News, Juba\nAugust 5, 2015", vec!["Vera Ilina", "BBC News"]),
            ("Vera Ilina, Juba correspondent\n\nAugust 5, 2015", vec!["Vera Ilina"]),
            ("August 5, 2015 | Vera Ilina | Juba", vec!["Vera Ilina"]),
            ("Harbour Post - August 5, 2015", vec!["Harbour Post"]),
            ("The Daily Lake\n\nAugust 5, 2015", vec!["The Daily Lake"]),
        ] {
            assert_eq!(signers(head), names, "{head}");
        }
    }

    #[test]
    fn places_topics_and_subheads_do_not() {
        for head in [
            "South Sudan\n\nAugust 5, 2015",
            "World News\n\nAugust 5, 2015",
            "August 5, 2015\n\nMinisters were in a hurry.\n\nVera Ilina",
        ] {
            assert!(signers(head).is_empty(), "{head}");
        }
    }
}
