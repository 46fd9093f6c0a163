//! News prose: who does what to whom, and who is who, in the ways of writing that news has.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use detente_language::Analyser;
use detente_model::{Analysis, Deprel};
use std::sync::OnceLock;

fn analyser() -> &'static Analyser {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    ANALYSER.get_or_init(|| Analyser::new().unwrap())
}

/// Every "subject verb object" of a text, by their lemmas; `_` where there is none.
fn clauses(text: &str, analysis: &Analysis) -> Vec<String> {
    let lemma = |token: Option<detente_model::TokenView<'_>>| {
        token.map_or_else(|| "_".to_owned(), |t| t.lemma().to_owned())
    };
    (0..analysis.tokens.len() as u32)
        .map(|i| analysis.token(text, i))
        .filter_map(|verb| {
            let subject = verb.child(Deprel::Nsubj).or_else(|| verb.child(Deprel::NsubjPass))?;
            let (subject, object) = (
                lemma(Some(subject)),
                lemma(verb.child(Deprel::Obj).or_else(|| verb.child(Deprel::Iobj))),
            );
            Some(format!("{subject} {} {object}", verb.lemma()))
        })
        .collect()
}

#[test]
fn who_does_what_to_whom() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        // A country's name stands where a person's would.
        ("Nepal appealed for aid after the flood.", "Nepal appeal _"),
        ("Moscow, which backs Damascus, vetoed the text.", "Moscow veto text"),
        ("Norway rejected the offer on Monday.", "Norway reject offer"),
        // Headlines: title case, present tense, commas for "and".
        ("Russia Rejects Western Peace Plan", "Russia reject plan"),
        ("Iran, Turkey Sign Gas Deal", "Iran sign deal"),
        ("Envoy Says Talks Failed", "Envoy say _"),
        ("NATO chief warns of long war", "chief warn _"),
        // Datelines.
        (
            "DOHA, Aug. 3 (Own) -- Foreign ministers of five states met on Monday.",
            "minister meet _",
        ),
        ("VIENNA (Own) - The agency suspended its talks with Iran.", "agency suspend talk"),
        // States that do something.
        ("Nepal appealed for aid.", "Nepal appeal _"),
        ("Syrian forces retook the city.", "force retake city"),
        // Captions.
        (
            "U.S. Secretary of State Ana Lopez (2nd L) greets Omar al-Hadi (R) in Amman.",
            "Secretary greet Omar",
        ),
        // Quotation marks of the wires.
        ("''We did not agree,'' Lopez said.", "Lopez say _"),
        ("``This is a mistake,'' the minister told reporters.", "minister tell reporter"),
        // Asides between subject and verb.
        ("Lopez, who spoke in Oslo, said the talks had failed.", "Lopez say _"),
        ("Marc Duval, the French foreign minister, condemned the attack.", "Marc condemn attack"),
        // Figures.
        ("The bank gave 7.5 mln euros to Kenya.", "bank give euro"),
        // Passives and the words around them.
        ("No agreement was reached, the three ministers said.", "agreement reach _"),
        ("The envoy was expelled by Chad last week.", "envoy expel _"),
    ] {
        let analysis = analyser().analyse_text(text);
        let found = clauses(text, &analysis);
        if !found.iter().any(|c| c == wanted) {
            wrong.push(format!("{text}\n  wanted {wanted}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_who() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        ("Adel al-Harbi met Ana Lopez in Amman.", "Adel al-Harbi PER, Ana Lopez PER, Amman LOC"),
        (
            "The United Nations sent Omar al-Hadi to Yemen.",
            "United Nations ORG, Omar al-Hadi PER, Yemen LOC",
        ),
        ("NATO and the European Union warned Russia.", "NATO ORG, European Union ORG, Russia LOC"),
        (
            "Marc Duval, the French foreign minister, flew to New York.",
            "Marc Duval PER, New York LOC",
        ),
        ("Iran, Turkey Sign Gas Deal", "Iran LOC, Turkey LOC"),
    ] {
        let analysis = analyser().analyse_text(text);
        let found: Vec<String> = analysis
            .names
            .iter()
            .map(|n| {
                let span = analysis.span_of(n.tokens.clone()).unwrap();
                format!("{} {}", span.of(text), n.kind.as_str())
            })
            .collect();
        if found.join(", ") != wanted {
            wrong.push(format!("{text}\n  wanted {wanted}, found {}", found.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
