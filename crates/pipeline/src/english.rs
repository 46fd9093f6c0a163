//! Whether an article is in English, the one language that is read.

use detente_model::{Article, Problem, ProblemKind, Stage};
use whatlang::{Lang, detect};

/// Bytes of the beginning of an article that are looked at.
const HEAD: usize = 2000;

/// Bytes at least: a shorter text gets the benefit of the doubt, since names make its letters look like any language.
const ENOUGH: usize = 200;

/// The problem of an article that is surely in another language.
pub(crate) fn foreign(article: &Article) -> Option<Problem> {
    let text = &article.text;
    let end = (0..=HEAD.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let head = &text[..end.unwrap_or(0)];
    if head.len() < ENOUGH {
        return None;
    }
    let found = detect(head).filter(|found| found.is_reliable() && found.lang() != Lang::Eng)?;
    Some(Problem {
        source: article.source.clone(),
        article: Some(article.id.clone()),
        stage: Stage::Analyse,
        place: None,
        kind: ProblemKind::Language,
        message: format!(
            "the text is in {}, and only English is read: nothing was coded; translate it, or leave it out",
            found.lang().eng_name()
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Option<String> {
        foreign(&Article::from_text(text.to_owned(), None)).map(|p| p.message)
    }

    #[test]
    fn a_text_in_another_language_is_told() {
        let german = "Der Außenminister von Norwegen reiste am Montag nach Reykjavik, um über die Fangquoten für \
                      Makrelen zu sprechen. Eine Einigung wurde nicht erzielt, wie beide Seiten nach dem Treffen \
                      mitteilten. Die Gespräche sollen im Frühjahr fortgesetzt werden.";
        assert!(language(german).is_some_and(|m| m.contains("German")));
        let russian = "Министры иностранных дел двух стран встретились в понедельник в Осло, чтобы обсудить квоты на \
                       вылов рыбы. Соглашение достигнуто не было, сообщили обе стороны после встречи.";
        assert!(language(russian).is_some_and(|m| m.contains("Russian")));
    }

    #[test]
    fn english_and_short_texts_are_read() {
        let english = "Ministers from Norway, Iceland, the Faroe Islands and Greenland met in Tórshavn on Monday. Høgni \
                       Joensen, Óttarr Þór Guðmundsson and Aqqaluk Petersen signed nothing; the next round is in \
                       Kópavogur, at the Háskóli, and the one after that in Nuuk.";
        assert_eq!(language(english), None);
        assert_eq!(language("Keine Einigung über die Quoten"), None);
        assert_eq!(language(""), None);
    }
}
