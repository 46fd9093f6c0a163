//! The embedded model on plain sentences, and what becomes of damaged models.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use detente_language::{Analyser, ModelError, conllu};
use detente_model::{Article, Deprel, NameKind, Section, Upos};

const MODEL: &[u8] = include_bytes!("../model/english.bin");

#[test]
fn who_did_what_to_whom_is_found() {
    let analyser = Analyser::new().unwrap();
    let text = "The prime minister of Norway criticized the European Union on Tuesday.";
    let analysis = analyser.analyse_text(text);
    let tokens: Vec<_> = analysis.sentence_tokens(text, 0).collect();
    let verb = tokens.iter().find(|t| t.head().is_none()).unwrap();
    assert_eq!((verb.text(), verb.lemma(), verb.upos()), ("criticized", "criticize", Upos::Verb));
    assert_eq!(verb.child(Deprel::Nsubj).unwrap().text(), "minister");
    assert_eq!(verb.child(Deprel::Obj).unwrap().text(), "Union");
    let names: Vec<_> = analysis
        .names
        .iter()
        .map(|n| (analysis.span_of(n.tokens.clone()).unwrap().of(text), n.kind))
        .collect();
    assert!(names.contains(&("Norway", NameKind::Location)), "{names:?}");
}

#[test]
fn every_sentence_is_one_tree() {
    let analyser = Analyser::new().unwrap();
    let text =
        "Officials said that the two sides, who had met twice, would sign. They did not: why?";
    let analysis = analyser.analyse_text(text);
    for s in 0..analysis.sentences.len() {
        let roots: Vec<_> =
            analysis.sentence_tokens(text, s).filter(|t| t.deprel() == Deprel::Root).collect();
        assert_eq!(roots.len(), 1);
        for token in analysis.sentence_tokens(text, s) {
            let top = token.ancestors().last().unwrap_or(token);
            assert_eq!(top.index(), roots[0].index());
        }
    }
}

#[test]
fn sentences_take_the_section_of_their_block() {
    let article = Article::builder("test")
        .block(Section::Title, "Leaders meet in Bern")
        .block(Section::Body, "Leaders met. They talked.")
        .build();
    let analysis = Analyser::new().unwrap().analyse(&article);
    let sections: Vec<_> = analysis.sentences.iter().map(|s| s.section).collect();
    assert_eq!(sections, [Section::Title, Section::Body, Section::Body]);
}

#[test]
fn known_words_are_kept_as_given() {
    let analyser = Analyser::new().unwrap();
    let text = "e-mail sent";
    let spans =
        vec![vec![], vec![detente_model::ByteSpan::new(0, 6), detente_model::ByteSpan::new(7, 11)]];
    let analysis = analyser.analyse_tokens(text, &spans);
    assert_eq!(analysis.tokens.spans(), spans[1]);
    assert_eq!(analysis.sentences.len(), 1);
}

#[test]
fn conllu_reads_back_with_its_fused_tokens() {
    let analyser = Analyser::new().unwrap();
    let text = "They can't sign Oslo's pro-peace text (yet). It's unfair.";
    let analysis = analyser.analyse_text(text);
    let written = conllu::to_conllu(text, &analysis);
    assert!(written.contains("\n2-3\tcan't\t_\t"), "{written}");
    let read = conllu::read(&written).unwrap();
    assert_eq!(read.len(), analysis.sentences.len());
    assert_eq!(read[0].words.len(), analysis.sentences[0].tokens.len());
    let spelled: String =
        read.iter().flat_map(|s| &s.tokens).map(|(form, _)| form.as_str()).collect();
    assert_eq!(spelled, text.replace(' ', ""));
    assert_eq!(written.lines().filter(|l| l.starts_with("# text = ")).count(), read.len());
    for sentence in &read {
        assert_eq!(sentence.words.iter().filter(|w| w.head.is_none()).count(), 1);
    }
}

#[test]
fn a_long_run_of_words_is_still_analysed() {
    let text = "and so on ".repeat(400);
    let analysis = Analyser::new().unwrap().analyse_text(&text);
    assert_eq!(analysis.tokens.len(), 1200);
}

#[test]
fn damaged_models_are_refused() {
    assert_eq!(Analyser::from_model(b"PK\x03\x04 not a model").unwrap_err(), ModelError::NotAModel);
    assert_eq!(Analyser::from_model(b"").unwrap_err(), ModelError::NotAModel);
    let mut other = MODEL.to_vec();
    other[8] = 99;
    assert_eq!(Analyser::from_model(&other).unwrap_err(), ModelError::Format { found: 99 });
    for length in [9, 12, 19, 20, 100, MODEL.len() / 2, MODEL.len() - 1] {
        let error = Analyser::from_model(&MODEL[..length]).unwrap_err();
        assert!(matches!(error, ModelError::Damaged { .. }), "{length}: {error}");
    }
    for at in (20..MODEL.len()).step_by(MODEL.len() / 40) {
        let mut flipped = MODEL.to_vec();
        flipped[at] ^= 0x10;
        assert!(matches!(Analyser::from_model(&flipped), Err(ModelError::Damaged { .. })), "{at}");
    }
}

#[test]
fn the_model_names_its_data_and_licence() {
    let analyser = Analyser::new().unwrap();
    assert!(analyser.model_record().contains("CC BY-SA 4.0"));
    assert!(analyser.model_record().contains("UD_English-EWT"));
}
