//! Coded articles: one written by hand, and random ones.

use chrono::NaiveDate;
use detente_model::*;
use proptest::prelude::*;

pub(crate) fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn span(text: &str, surface: &str) -> ByteSpan {
    let start = text.find(surface).unwrap();
    ByteSpan::from_range(start..start + surface.len())
}

fn entity(name: &str, country: &str, sector: Sector) -> Entity {
    Entity {
        actor_id: Some(format!("test:{name}")),
        name: name.to_owned(),
        kind: EntityKind::Person,
        country: Some(country.parse().unwrap()),
        sectors: vec![sector],
        role: None,
        wikidata: None,
        cow: Some(1),
        cameo: None,
        anonymous: false,
        lat: None,
        lon: None,
        mentions: 1,
    }
}

/// «Núñez accused Okafor in Oslo; the two later met.»: one accusation, one meeting seen as two events.
pub(crate) fn quarrel() -> CodedArticle {
    let text = "Núñez accused Okafor in Oslo, who said “Núñez lies”; later the two met.";
    let published = Published::on(day(2024, 3, 14));
    let article = Article::from_text(text, Some(published));
    let (nunez, okafor) = (EntityId(0), EntityId(1));
    let who = |entity, surface| Participant { entity, span: span(text, surface) };
    let event = |event_type, surface: &str, source, target, status, date| Event {
        sentence: 0,
        span: span(text, surface),
        event_type,
        mode: None,
        contexts: vec![Context::Diplomatic],
        cameo: Some("112".parse().unwrap()),
        status,
        source,
        target,
        date,
        place: Some(Place {
            name: "Oslo".into(),
            country: "NOR".parse().ok(),
            lat: None,
            lon: None,
        }),
        attributed_to: None,
        quote: None,
        rule: "test".into(),
        score: 0.5,
        factuality: 1.5,
        is_main: false,
    };
    let both = vec![who(nunez, "Núñez"), who(okafor, "Okafor")];
    let events = vec![
        event(
            EventType::Accuse,
            "accused",
            vec![who(nunez, "Núñez")],
            vec![who(okafor, "Okafor")],
            Status::Actual,
            None,
        ),
        event(
            EventType::Consult,
            "met",
            both.clone(),
            both.clone(),
            Status::Actual,
            Some(DateRange::day(day(2024, 2, 29))),
        ),
        event(
            EventType::Assault,
            "lies",
            vec![who(nunez, "Núñez")],
            vec![who(okafor, "Okafor")],
            Status::Negated,
            None,
        ),
    ];
    let quoted = span(text, "Núñez lies");
    let findings = Findings {
        mentions: vec![Mention {
            sentence: 0,
            span: ByteSpan::new(quoted.start, quoted.start + "Núñez".len() as u32),
            head: 0,
            form: MentionForm::Name,
            kind: EntityKind::Person,
            entity: Some(nunez),
            score: 1.0,
        }],
        entities: vec![entity("Núñez", "ESP", Sector::Gov), entity("Okafor", "NGA", Sector::Opp)],
        quotes: vec![Quote {
            sentence: 0,
            span: quoted,
            kind: QuoteKind::Direct,
            cue: Some(span(text, "said")),
            speaker: Some(span(text, "who")),
            speaker_entity: Some(okafor),
            clause: None,
            via: None,
            said_on: None,
            rule: "test".into(),
        }],
        events,
        meetings: vec![Meeting {
            format: MeetingFormat::Bilateral,
            participants: both,
            date: Some(DateRange::day(day(2024, 2, 29))),
            place: None,
            status: Status::Actual,
            topics: vec![],
            evidence: span(text, "the two met"),
        }],
        times: vec![],
        problems: vec![],
    };
    CodedArticle { article, analysis: Analysis::default(), findings, duplicate_of: None }
}

/// An article of random text with random findings. Spans lie on character boundaries, as the stages promise.
pub(crate) fn random_article() -> impl Strategy<Value = CodedArticle> {
    let spans = prop::collection::vec((any::<prop::sample::Index>(), 0usize..12), 8);
    ("[a-zéß—“漢🙂 \n]{1,120}", spans, any::<u32>()).prop_map(|(text, places, seed)| {
        let bounds: Vec<u32> =
            text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect();
        let spans: Vec<ByteSpan> = places
            .iter()
            .map(|(at, len)| {
                let first = at.index(bounds.len());
                ByteSpan::new(bounds[first], bounds[(first + len).min(bounds.len() - 1)])
            })
            .collect();
        let mut coded = quarrel();
        coded.article = Article::from_text(text, None);
        let findings = &mut coded.findings;
        findings.mentions[0].span = spans[0];
        findings.quotes[0].span = spans[1];
        findings.quotes[0].cue = (seed % 2 == 0).then_some(spans[2]);
        findings.quotes[0].speaker = (seed % 3 == 0).then_some(spans[3]);
        for event in &mut findings.events {
            event.span = spans[4];
            event.source.iter_mut().for_each(|p| p.span = spans[5]);
        }
        findings.meetings[0].evidence = spans[6];
        findings.times.push(TimeExpression {
            sentence: 0,
            span: spans[7],
            kind: TimeKind::Date,
            value: None,
            range: None,
        });
        let mut tokens = TokensBuilder::default();
        for pair in bounds.windows(2) {
            let here = tokens.len();
            let span = ByteSpan::new(pair[0], pair[1]);
            tokens.push(span, Upos::X, Penn::Xx, "x", here, Deprel::Root);
        }
        let all = ByteSpan::new(0, coded.article.text.len() as u32);
        let sentence = Sentence { span: all, section: Section::Body, tokens: 0..tokens.len() };
        coded.analysis = Analysis {
            sentences: vec![sentence],
            tokens: tokens.build(),
            names: vec![],
            acts: None,
            quotes: None,
        };
        coded
    })
}
