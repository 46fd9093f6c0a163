//! Sentences as the scorer counts them: they end at a line break, or at `. ! ?` before white space and a character that
//! is not a lower-case letter, but not after an initial or a title.

const TITLES: [&str; 12] =
    ["Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", ""];

/// The code-point ranges of the sentences of `text` that have a letter.
pub(super) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut ends = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match break_at(&chars, at) {
            Some(end) => {
                ends.push(end);
                at = end;
            }
            None => at += 1,
        }
    }
    ends.push(chars.len());
    let starts = std::iter::once(0).chain(ends.clone());
    starts
        .zip(ends)
        .filter(|&(start, end)| chars[start..end].iter().any(|c| c.is_alphabetic()))
        .collect()
}

/// The end of the sentence break that starts at `at`.
fn break_at(chars: &[char], at: usize) -> Option<usize> {
    let run = |from: usize, test: fn(char) -> bool| {
        chars[from..].iter().position(|&c| !test(c)).map_or(chars.len(), |n| from + n)
    };
    if matches!(chars[at], '.' | '!' | '?') && !after_title(chars, at) {
        let stops = run(at, |c| matches!(c, '.' | '!' | '?'));
        let closed = run(stops, |c| matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']'));
        let space = run(closed, char::is_whitespace);
        if space > closed && chars.get(space).is_some_and(|c| !c.is_ascii_lowercase()) {
            return Some(space);
        }
    }
    let space = run(at, char::is_whitespace);
    chars[at..space].contains(&'\n').then_some(space)
}

fn after_title(chars: &[char], at: usize) -> bool {
    let word_start =
        chars[..at].iter().rposition(|&c| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
    let word: String = chars[word_start..at].iter().collect();
    let initial = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    initial || (!word.is_empty() && TITLES.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_titles_do_not_end_a_sentence() {
        let text = "Mr. Smith of the U.S. Senate left. He said \"no.\" Then he slept. ok\nNext";
        let found: Vec<String> = sentences(text)
            .iter()
            .map(|&(s, e)| text.chars().skip(s).take(e - s).collect())
            .collect();
        assert_eq!(
            found,
            [
                "Mr. Smith of the U.S. Senate left. ",
                "He said \"no.\" ",
                "Then he slept. ok\n",
                "Next"
            ]
        );
    }
}
