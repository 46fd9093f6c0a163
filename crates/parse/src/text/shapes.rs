//! What headlines, subheads, captions and broken paragraphs look like.

use crate::rules::{Loaded, any_of, toml_file};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
struct File {
    headline: Headline,
    subhead: Subhead,
    caption: Caption,
    broken: Broken,
}

#[derive(Debug, Deserialize)]
struct Headline {
    max_characters: usize,
    max_words: usize,
    sections: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Subhead {
    max_words: usize,
    max_characters: usize,
    small_words: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Caption {
    max_characters: usize,
    labels: Vec<String>,
    sure: Vec<String>,
    hints: Vec<String>,
    against: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Broken {
    function_words: BTreeSet<String>,
}

#[derive(Debug)]
struct Rules {
    headline: Headline,
    subhead: Subhead,
    caption_characters: usize,
    caption_label: Regex,
    sure: Regex,
    hints: Vec<Regex>,
    against: Regex,
    function_words: BTreeSet<String>,
}

const FILE: &str = "shapes.toml";

fn load() -> Loaded<Rules> {
    let file: File = toml_file(FILE, include_str!("../../data/shapes.toml"))?;
    let hints = file.caption.hints.iter().map(|p| any_of(FILE, "", std::slice::from_ref(p), ""));
    Ok(Rules {
        headline: file.headline,
        subhead: file.subhead,
        caption_characters: file.caption.max_characters,
        caption_label: any_of(FILE, "^", &file.caption.labels, r"\s+")?,
        sure: any_of(FILE, "", &file.caption.sure, "")?,
        hints: hints.collect::<Loaded<_>>()?,
        against: any_of(FILE, "", &file.caption.against, "")?,
        function_words: file.broken.function_words,
    })
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| load().ok());

/// The text without closing quotes, brackets and marks of emphasis.
fn unclosed(text: &str) -> &str {
    text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', '_', ' '])
}

/// Whether a paragraph is complete: it ends in a full stop, question or exclamation mark, ellipsis or colon, closing
/// quotes aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    unclosed(text).ends_with(['.', '!', '?', '…', ':'])
}

/// Short, and no sentence: no final stop but that of an abbreviation (`talks with U.S.`).
pub(super) fn headline(text: &str) -> bool {
    let Some(rules) = RULES.as_ref() else { return false };
    let end = unclosed(text);
    let abbreviation = end.rsplit(char::is_whitespace).next().is_some_and(|word| {
        word.len() >= 4
            && word.matches('.').count() >= 2
            && word.chars().all(|c| c == '.' || c.is_uppercase())
    });
    let opens_low = text.starts_with(char::is_lowercase);
    !opens_low
        && (!end.ends_with(['.', '…', ':', ',', ';']) || abbreviation)
        && !text.starts_with(['•', '-', '–', '—', '*'])
        && text.chars().count() <= rules.headline.max_characters
        && text.split_whitespace().count() <= rules.headline.max_words
        && !ends_in_function_word(text, rules)
        && text.chars().any(char::is_alphabetic)
        && !quotes_are_open(text)
}

/// A headline may end in a full stop when the source sets it off by a byline or a date.
pub(super) fn headline_with_stop(text: &str) -> bool {
    text.split_whitespace().count() <= 20
        && text.strip_suffix('.').is_some_and(|t| !t.contains(". ") && headline(t))
}

fn quotes_are_open(text: &str) -> bool {
    text.matches('"').count() % 2 == 1 || text.matches('“').count() != text.matches('”').count()
}

/// A few words without a final stop, a capital first; title case or not.
pub(super) fn subhead(text: &str) -> bool {
    let Some(rules) = RULES.as_ref() else { return false };
    let words = text.split_whitespace().count();
    headline(text)
        && !unclosed(text).ends_with(['!', '?', '.'])
        && words <= rules.subhead.max_words
        && text.chars().count() <= rules.subhead.max_characters
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '\'' | '"' | '“'))
        // In sentence case, more than six words are rather a line of a list or a verse.
        && (words <= 6 || title_case(text, rules))
}

fn title_case(text: &str, rules: &Rules) -> bool {
    text.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.starts_with(char::is_lowercase) || rules.subhead.small_words.contains(bare)
    })
}

/// A caption by its own signs: positions of people, credits. `lead` is the paragraph that follows a block at the head of
/// the article, where weaker signs are enough: present tense, an occasion, a full date at the end, in a block shorter
/// than the lead.
pub(super) fn caption(text: &str, lead: Option<&str>) -> bool {
    let Some(rules) = RULES.as_ref() else { return false };
    if text.chars().count() > rules.caption_characters {
        return false;
    }
    if rules.caption_label.is_match(text) {
        return true;
    }
    if rules.against.is_match(text) {
        return false;
    }
    if rules.sure.is_match(text) {
        return true;
    }
    let hints = || rules.hints.iter().filter(|h| h.is_match(text)).count();
    lead.is_some_and(|lead| text.len() < lead.len() && ends_sentence(lead)) && hints() >= 2
}

/// A caption without the label before it: `Image caption`.
pub(super) fn unlabelled(text: &str) -> &str {
    let label = RULES.as_ref().and_then(|rules| rules.caption_label.find(text));
    label.and_then(|label| text.get(label.end()..)).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether a line is the name of a section of a paper, or of several: `World | Africa`.
pub(super) fn is_section(text: &str) -> bool {
    let Some(rules) = RULES.as_ref() else { return false };
    let lower = text.to_lowercase();
    let mut names = lower.split(['|', '/', '>', '•', '·', ',']).map(str::trim);
    names.all(|name| rules.headline.sections.contains(name))
}

fn ends_in_function_word(text: &str, rules: &Rules) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    last.chars().all(char::is_alphabetic) && last.chars().count() < 12 && {
        // `Sees No Way In`, `the letter A`: capitals at the end of a headline are no broken line.
        !last.starts_with(char::is_uppercase) && rules.function_words.contains(last)
    }
}

/// Whether the break between two paragraphs is false: the first stops short and the second goes on.
pub(super) fn broken(first: &str, second: &str) -> bool {
    let Some(rules) = RULES.as_ref() else { return false };
    let goes_on_low = second.starts_with(char::is_lowercase);
    let stops_short = !ends_sentence(first) && !first.ends_with([';', '–', '—']);
    let hangs = first.ends_with(',') || ends_in_function_word(first, rules);
    let item = second.starts_with(['•', '*', '-', '–', '—', '#', '(']);
    (stops_short && goes_on_low) || (hangs && !item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_load() {
        load().unwrap();
    }

    #[test]
    fn headlines_are_no_sentences() {
        for text in
            ["Talks End Without a Deal", "Norway will not join talks with U.S.", "Who will sign?"]
        {
            assert!(headline(text), "{text}");
        }
        for text in [
            "Ministers met in Oslo.",
            "Dear Mr. Speaker,",
            "The ministers agreed that",
            "he said",
            "\"We will sign",
        ] {
            assert!(!headline(text), "{text}");
        }
    }

    #[test]
    fn subheads_are_a_few_words() {
        assert!(subhead("Boats in Port"));
        assert!(subhead("What happens next"));
        assert!(!subhead("QUESTION:"));
        assert!(!subhead("We will not sign a text that nobody has read"));
    }

    #[test]
    fn captions_show_positions_credits_or_an_occasion() {
        let lead = "Norway and Iceland have not been able to agree on how to share the stock, the minister said on Tuesday in a long first paragraph.";
        assert!(caption("Ingrid Solheim (L) and Jon Arnarson in Copenhagen", None));
        assert!(caption("The harbour at dawn. Photo: Vera Ilina", None));
        for text in [
            "Ingrid Solheim greets fishermen in Bergen [Vera Ilina/Reuters]",
            "Ingrid Solheim greets fishermen in Bergen [File: AP]",
            "Ingrid Solheim greets fishermen in Bergen. REUTERS/Vera Ilina",
            "Ingrid Solheim in Bergen [Photo: Vera Ilina]",
            "Fishermen wait in Bergen. (Supplied)",
            "Caption: Ingrid Solheim and Jon Arnarson, who said nothing",
        ] {
            assert!(caption(text, None), "{text}");
        }
        assert_eq!(unlabelled("Image caption Boats in the harbour"), "Boats in the harbour");
        assert_eq!(unlabelled("Boats in the harbour"), "Boats in the harbour");
        assert!(!caption("(C) Norway and Iceland allow inspectors into the harbour", None));
        assert!(caption(
            "Ingrid Solheim speaks during a news conference in Oslo, March 12, 2024.",
            Some(lead)
        ));
        assert!(!caption(
            "Ingrid Solheim speaks during a news conference in Oslo, March 12, 2024.",
            None
        ));
        assert!(!caption(
            "Solheim said on Tuesday during a news conference that she meets him again.",
            Some(lead)
        ));
    }

    #[test]
    fn sections_are_known_by_name() {
        assert!(is_section("WORLD"));
        assert!(is_section("News | Europe"));
        assert!(!is_section("Harbour"));
    }

    #[test]
    fn false_breaks_are_seen() {
        assert!(broken("scientists for more", "than four years."));
        assert!(broken("He told the", "Harbour Post so."));
        assert!(broken("In Oslo, Bergen,", "Tromsø and Bodø"));
        assert!(!broken("They met.", "than four"));
        assert!(!broken("They met in Oslo", "The talks ended."));
    }
}
