//! Whether an article is in English, the one language that is read.

use detente_model::{Article, Problem, ProblemKind, Stage};
use whatlang::{Lang, detect};

/// Words of the beginning of an article that are looked at.
const HEAD: usize = 200;

/// Bytes of them at least: a shorter text gets the benefit of the doubt.
const ENOUGH: usize = 120;

/// The problem of an article that is surely in another language.
pub(crate) fn foreign(article: &Article) -> Option<Problem> {
    // Names look like the language of those who bear them.
    let plain =
        article.text.split_whitespace().filter(|word| !word.starts_with(char::is_uppercase));
    let words = plain.take(HEAD).collect::<Vec<_>>().join(" ");
    if words.len() < ENOUGH {
        return None;
    }
    let found = detect(&words).filter(|found| found.is_reliable() && found.lang() != Lang::Eng)?;
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
                      mitteilten. Die Gespräche sollen im Frühjahr fortgesetzt werden, sagte ein Sprecher des \
                      Ministeriums, der nicht genannt werden wollte, weil er dazu nicht befugt war. Ein Datum steht \
                      noch nicht fest.";
        assert!(language(german).is_some_and(|m| m.contains("German")));
        let russian = "Министры иностранных дел двух стран встретились в понедельник в Осло, чтобы обсудить квоты на \
                       вылов рыбы. Соглашение достигнуто не было, сообщили обе стороны после встречи.";
        assert!(language(russian).is_some_and(|m| m.contains("Russian")));
    }

    #[test]
    fn a_script_without_spaces_is_told() {
        let chinese = "两国外长星期一在奥斯陆会晤，讨论捕鱼配额问题。双方在会谈后表示，没有达成协议。会谈将于春季继续举行，一位不愿透露姓名的发言人说。";
        assert!(language(chinese).is_some_and(|m| m.contains("Mandarin")));
    }

    #[test]
    fn english_and_short_texts_are_read() {
        let english = "Ministers from Norway, Iceland, the Faroe Islands and Greenland met in Tórshavn on Monday. Høgni \
                       Joensen, Óttarr Þór Guðmundsson and Aqqaluk Petersen signed nothing; the next round is in \
                       Kópavogur, at the Háskóli, and the one after that in Nuuk. Jóannes Eidesgaard, Kuupik Kleist and \
                       Sigrún Ögmundsdóttir were absent, as were Aksel V. Johannesen, Múte Egede and Katrín Jakobsdóttir, \
                       whose places Bárður Nielsen, Vivian Motzfeldt and Þórdís Gylfadóttir took.";
        assert_eq!(language(english), None);
        assert_eq!(language("Keine Einigung über die Quoten"), None);
        assert_eq!(language(""), None);
    }
}
