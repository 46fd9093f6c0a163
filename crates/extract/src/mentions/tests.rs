//! Mentions in sentences of our own, with trees written by hand.

use super::find;
use crate::{Document, Rules};
use detente_atlas::Atlas;
use detente_model::{
    Analysis, Article, ByteSpan, Deprel, Entity, Mention, MentionForm, Name, NameKind, Penn,
    Section, Sentence, TokensBuilder, Upos,
};
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

/// Reads sentences, one token a line: form, lemma, universal tag, Penn tag, head (from 1, 0 for a root), relation, and
/// `PER`, `ORG`, `LOC` where a one-token or first token of a name stands, `+` where it goes on. A blank line ends a
/// sentence.
fn read(conll: &str) -> (Article, Analysis) {
    let mut text = String::new();
    let mut tokens = TokensBuilder::default();
    let (mut sentences, mut names): (Vec<Sentence>, Vec<Name>) = (Vec::new(), Vec::new());
    for block in conll.trim().split("\n\n") {
        let first = tokens.len();
        let start = text.len();
        for line in block.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let at = text.len();
            text.push_str(fields[0]);
            let head: u32 = fields[4].parse().unwrap();
            let index = tokens.len();
            let head = if head == 0 { index } else { first + head - 1 };
            tokens.push(
                ByteSpan::from_range(at..text.len()),
                fields[2].parse::<Upos>().unwrap(),
                fields[3].parse::<Penn>().unwrap(),
                fields[1],
                head,
                fields[5].parse::<Deprel>().unwrap(),
            );
            match fields.get(6).copied() {
                Some("+") => names.last_mut().unwrap().tokens.end += 1,
                Some(kind) => names.push(Name {
                    tokens: index..index + 1,
                    kind: kind.parse::<NameKind>().unwrap(),
                }),
                None => {}
            }
            text.push(' ');
        }
        let span = ByteSpan::from_range(start..text.len()).trimmed(&text);
        sentences.push(Sentence { span, section: Section::Body, tokens: first..tokens.len() });
    }
    let analysis = Analysis { sentences, tokens: tokens.build(), names, acts: None, quotes: None };
    (Article::from_text(text, None), analysis)
}

struct Found {
    text: String,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
}

fn found_in(conll: &str) -> Found {
    let (article, analysis) = read(conll);
    let (mentions, entities, _) =
        find(&Document::new(&article, &analysis), Atlas::embedded(), &RULES.mentions);
    Found { text: article.text, mentions, entities }
}

impl Found {
    /// The entities of the mentions with this surface, by name.
    fn meant_by(&self, surface: &str) -> Vec<&str> {
        self.mentions
            .iter()
            .filter(|m| m.span.of(&self.text) == surface)
            .map(|m| m.entity.map_or("nobody", |e| self.entities[e.index()].name.as_str()))
            .collect()
    }

    fn entity(&self, name: &str) -> &Entity {
        self.entities.iter().find(|e| e.name == name).unwrap()
    }

    fn form_of(&self, surface: &str) -> MentionForm {
        self.mentions.iter().find(|m| m.span.of(&self.text) == surface).unwrap().form
    }
}

const VISIT: &str = "
Minister minister PROPN NNP 2 compound
Jane Jane PROPN NNP 4 nsubj PER
Quillfeather Quillfeather PROPN NNP 2 flat +
met meet VERB VBD 0 root
Oswald Oswald PROPN NNP 4 obj PER
Thornbury Thornbury PROPN NNP 5 flat +
. . PUNCT . 4 punct

She she PRON PRP 2 nsubj
told tell VERB VBD 0 root
him he PRON PRP 2 obj
that that SCONJ IN 7 mark
the the DET DT 6 det
minister minister NOUN NN 7 nsubj
agreed agree VERB VBD 2 ccomp
. . PUNCT . 2 punct

Thornbury Thornbury PROPN NNP 2 nsubj PER
smiled smile VERB VBD 0 root
. . PUNCT . 2 punct
";

#[test]
fn titles_surnames_and_pronouns_are_gathered() {
    let found = found_in(VISIT);
    assert_eq!(found.meant_by("Minister"), ["Jane Quillfeather"]);
    assert_eq!(found.form_of("Minister"), MentionForm::Title);
    assert_eq!(found.meant_by("She"), ["Jane Quillfeather"]);
    assert_eq!(found.meant_by("him"), ["Oswald Thornbury"]);
    assert_eq!(found.meant_by("minister"), ["Jane Quillfeather"]);
    assert_eq!(found.meant_by("Thornbury"), ["Oswald Thornbury"]);
    assert_eq!(found.entities.len(), 2);
    assert_eq!(found.entity("Jane Quillfeather").role.as_deref(), Some("minister"));
    assert_eq!(found.entity("Oswald Thornbury").mentions, 3);
}

#[test]
fn a_pronoun_keeps_to_the_subject_of_what_is_said() {
    let found = found_in(
        "
Envoy envoy PROPN NNP 2 compound
Ruben Ruben PROPN NNP 4 nsubj PER
Halloway Halloway PROPN NNP 2 flat +
said say VERB VBD 0 root
Oswald Oswald PROPN NNP 7 nsubj PER
Thornbury Thornbury PROPN NNP 5 flat +
wants want VERB VBZ 4 ccomp
peace peace NOUN NN 7 obj
and and CCONJ CC 12 cc
that that SCONJ IN 12 mark
he he PRON PRP 12 nsubj
accepted accept VERB VBD 7 conj
terms term NOUN NNS 12 obj
. . PUNCT . 4 punct
",
    );
    assert_eq!(found.meant_by("he"), ["Oswald Thornbury"]);
}

#[test]
fn a_surname_that_the_analyser_misses_is_found_again() {
    let missed = VISIT.replace("2 nsubj PER\nsmiled", "2 nsubj\nsmiled");
    assert_ne!(missed, VISIT);
    assert_eq!(found_in(&missed).meant_by("Thornbury"), ["Oswald Thornbury"]);
}

#[test]
fn withheld_names_are_anonymous() {
    let found = found_in(
        "
A a DET DT 3 det
senior senior ADJ JJ 3 amod
official official NOUN NN 4 nsubj
spoke speak VERB VBD 0 root
. . PUNCT . 4 punct
",
    );
    assert_eq!(found.meant_by("senior official"), ["senior official"]);
    assert!(found.entities[0].anonymous);
}

#[test]
fn both_sides_are_the_parties_last_named() {
    let found = found_in(
        "
Jane Jane PROPN NNP 5 nsubj PER
Quillfeather Quillfeather PROPN NNP 1 flat +
and and CCONJ CC 4 cc
Thornbury Thornbury PROPN NNP 1 conj PER
argued argue VERB VBD 0 root
. . PUNCT . 5 punct

Both both DET DT 2 det
sides side NOUN NNS 3 nsubj
left leave VERB VBD 0 root
. . PUNCT . 3 punct

They they PRON PRP 2 nsubj
returned return VERB VBD 0 root
. . PUNCT . 2 punct
",
    );
    assert_eq!(found.meant_by("Both sides"), ["Jane Quillfeather", "Thornbury"]);
}

#[test]
fn acronyms_in_brackets_are_their_names() {
    let found = found_in(
        "
The the DET DT 4 det
Fisher Fisher PROPN NNP 4 compound ORG
Folk Folk PROPN NNP 4 compound +
Union Union PROPN NNP 8 nsubj +
( ( PUNCT -LRB- 6 punct
FFU FFU PROPN NNP 4 appos ORG
) ) PUNCT -RRB- 6 punct
met meet VERB VBD 0 root
. . PUNCT . 8 punct

FFU FFU PROPN NNP 2 nsubj ORG
won win VERB VBD 0 root
. . PUNCT . 2 punct
",
    );
    assert_eq!(found.meant_by("FFU"), ["Fisher Folk Union", "Fisher Folk Union"]);
}

#[test]
fn predicates_say_who_somebody_is() {
    let found = found_in(
        "
Jane Jane PROPN NNP 3 nsubj PER
Quillfeather Quillfeather PROPN NNP 1 flat +
became become VERB VBD 0 root
president president NOUN NN 3 xcomp
. . PUNCT . 3 punct
",
    );
    assert_eq!(found.meant_by("president"), ["Jane Quillfeather"]);
}

#[test]
fn an_empty_it_means_nobody() {
    let found = found_in(
        "
It it PRON PRP 3 nsubj
is be AUX VBZ 3 cop
likely likely ADJ JJ 0 root
that that SCONJ IN 6 mark
they they PRON PRP 6 nsubj
agree agree VERB VBP 3 ccomp
. . PUNCT . 3 punct
",
    );
    assert!(found.meant_by("It").is_empty());
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn token() -> impl Strategy<Value = (String, usize, usize, usize, u32)> {
        let word = prop_oneof![
            "[A-Za-zé]{1,8}",
            Just("she".to_owned()),
            Just("the".to_owned()),
            Just("two".to_owned()),
            Just("Russian".to_owned()),
            Just("minister".to_owned()),
            Just("of".to_owned()),
            Just("Kenya".to_owned()),
        ];
        (word, 0..Upos::ALL.len(), 0..Penn::ALL.len(), 0..Deprel::ALL.len(), 0u32..30)
    }

    proptest! {
        #[test]
        fn any_tree_gives_mentions_that_fit(
            sentences in prop::collection::vec(prop::collection::vec(token(), 1..14), 1..4),
            kinds in prop::collection::vec(0usize..3, 0..4),
        ) {
            let mut text = String::new();
            let mut tokens = TokensBuilder::default();
            let mut list = Vec::new();
            for sentence in &sentences {
                let (first, start) = (tokens.len(), text.len());
                for (word, upos, penn, deprel, head) in sentence {
                    let at = text.len();
                    text.push_str(word);
                    let head = first + head % sentence.len() as u32;
                    let span = ByteSpan::from_range(at..text.len());
                    tokens.push(span, Upos::ALL[*upos], Penn::ALL[*penn], word, head, Deprel::ALL[*deprel]);
                    text.push(' ');
                }
                list.push(Sentence {
                    span: ByteSpan::from_range(start..text.len() - 1),
                    section: Section::Body,
                    tokens: first..tokens.len(),
                });
            }
            let names = kinds.iter().enumerate().filter_map(|(i, kind)| {
                let start = 3 * i as u32;
                let name = Name { tokens: start..start + 2, kind: NameKind::ALL[*kind] };
                (start + 2 <= tokens.len()).then_some(name)
            }).collect();
            let analysis = Analysis { sentences: list, tokens: tokens.build(), names, acts: None, quotes: None };
            let article = Article::from_text(text, None);
            let doc = Document::new(&article, &analysis);
            let (mentions, entities, _) = find(&doc, Atlas::embedded(), &RULES.mentions);
            for mention in &mentions {
                prop_assert!(!mention.span.of(&article.text).is_empty());
                prop_assert!((mention.head as usize) < analysis.tokens.len());
                if let Some(id) = mention.entity {
                    prop_assert!(id.index() < entities.len());
                }
            }
            let counted: u32 = entities.iter().map(|e| e.mentions).sum();
            prop_assert_eq!(counted as usize, mentions.iter().filter(|m| m.entity.is_some()).count());
        }
    }
}
