//! The rules of this finder, read from `rules/times/`.

use super::figure::Figure;
use super::pattern::{self, Element, Test};
use super::phase::Phase;
use super::scan::Word;
use super::vocabulary::{Code, TenseWords, Vocabulary, WordFile, two_letters};
use crate::{RuleError, clause::ClauseRules, rule_files::RuleFiles, word_list::Terms};
use detente_model::TimeKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a value is made; described in `rules/times/patterns.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Value {
    Fixed,
    Date,
    Weekday,
    Counted,
    Range,
    Easter,
    Shift,
    Season,
    Quarter,
    Half,
    Century,
    Decade,
    Weekend,
    Clock,
    Length,
    Every,
    None,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Anchor {
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Widen {
    Approximate,
    Phase,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    name: String,
    r#match: Terms,
    kind: TimeKind,
    value: Value,
    fixed: Option<String>,
    by: Option<i32>,
    unit: Option<String>,
    anchor: Option<Anchor>,
    month: Option<u32>,
    day: Option<u32>,
    weekday: Option<u32>,
    part: Option<String>,
    phase: Option<Phase>,
    number: Option<u32>,
    #[serde(default)]
    half: bool,
    #[serde(default)]
    capital: bool,
    widen: Option<Widen>,
    #[serde(default)]
    after: Terms,
    #[serde(default)]
    before: Terms,
    #[serde(default)]
    not_after: Terms,
    #[serde(default)]
    not_before: Terms,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WidenLists {
    approximate: Terms,
    phase: BTreeMap<String, Phase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    widen: WidenLists,
    pattern: Vec<PatternEntry>,
}

/// A pattern, compiled.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) kind: TimeKind,
    pub(super) value: Value,
    pub(super) fixed: Option<String>,
    pub(super) by: Option<i32>,
    pub(super) unit: Option<u8>,
    /// Whether it counts from the date mentioned before.
    pub(super) from_text: bool,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) weekday: Option<u32>,
    pub(super) part: Option<Code>,
    pub(super) phase: Option<Phase>,
    pub(super) number: Option<u32>,
    /// Whether half a unit is added.
    pub(super) half: bool,
    pub(super) capital: bool,
    widen: Option<Widen>,
    pub(super) after: Vec<Test>,
    pub(super) before: Vec<Test>,
    pub(super) not_after: Vec<Test>,
    pub(super) not_before: Vec<Test>,
    /// The units of the vocabulary, which every value needs.
    pub(super) units: Arc<[super::vocabulary::Unit]>,
}

/// Words that belong to an expression when they stand before it.
#[derive(Debug)]
pub(super) struct Widener {
    pub(super) words: Vec<u16>,
    /// The part of the time that they tell of.
    pub(super) phase: Option<Phase>,
}

/// One row of elements, and the pattern it belongs to.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) pattern: usize,
    pub(super) elements: Vec<Element>,
}

/// The rules of this finder.
#[derive(Debug)]
pub(crate) struct TimeRules {
    pub(super) vocabulary: Vocabulary,
    pub(super) tense: TenseWords,
    pub(super) clauses: Arc<ClauseRules>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) rows: Vec<Row>,
    /// The rows that may begin with each word of the vocabulary.
    starts: Vec<Vec<u16>>,
    /// The rows that may begin with a figure.
    figure_starts: Vec<u16>,
    approximate: Vec<Widener>,
    phase: Vec<Widener>,
}

fn syntax(file: &str, message: impl ToString) -> RuleError {
    RuleError::Syntax { file: file.to_owned(), message: message.to_string() }
}

impl TimeRules {
    pub(crate) fn read(files: &RuleFiles, clauses: &Arc<ClauseRules>) -> Result<Self, RuleError> {
        let mut words: WordFile = files.toml("times/words.toml")?;
        let mut vocabulary = Vocabulary::new(&mut words)?;
        let file: PatternFile = files.toml("times/patterns.toml")?;
        let indefinite = vocabulary.learn("a");
        let units: Arc<[_]> = vocabulary.units.clone().into();
        let (mut compiled, mut rows) = (Vec::new(), Vec::new());
        for entry in file.pattern {
            for row in entry.r#match.iter() {
                let elements = pattern::compile(row, &mut vocabulary)?;
                rows.push(Row { pattern: compiled.len(), elements });
            }
            compiled.push(compile(entry, &mut vocabulary, &units)?);
        }
        let approximate = file.widen.approximate.iter().map(|words| (words, None));
        let approximate = wideners(approximate, &mut vocabulary);
        let phase = file.widen.phase.iter().map(|(words, phase)| (words, Some(*phase)));
        let phase = wideners(phase, &mut vocabulary);
        let starts = (0..vocabulary.len() as u16)
            .map(|word| {
                rows_starting(&rows, |t| t.may_start(word, vocabulary.of(word), indefinite))
            })
            .collect();
        let figure_starts = rows_starting(&rows, |t| {
            !matches!(
                t,
                Test::Literal(_)
                    | Test::Some
                    | Test::Unit
                    | Test::Units
                    | Test::Month
                    | Test::Weekday
                    | Test::Part
                    | Test::Season
                    | Test::AmPm
            )
        });
        Ok(Self {
            vocabulary,
            tense: words.tense,
            clauses: Arc::clone(clauses),
            patterns: compiled,
            rows,
            starts,
            figure_starts,
            approximate,
            phase,
        })
    }

    /// Whether `between` joins two dates into a range, given the word `before` the first.
    pub(crate) fn joins(&self, before: &str, between: &str) -> bool {
        let v = &self.vocabulary;
        let known = |list: &[u16], word: &str| {
            let word = v.number(&word.to_lowercase());
            word != 0 && list.contains(&word)
        };
        known(&v.joiners.to, between)
            || known(&v.joiners.dash, between)
            || (known(&v.joiners.before, before) && known(&v.joiners.and, between))
    }

    /// Whether what the verb has as its object takes place with it: "signed a deal on Monday".
    pub(crate) fn enacts(&self, verb: &str) -> bool {
        self.tense.enacting_verbs.iter().any(|w| w == verb)
    }

    /// The rows that may begin with `word`.
    pub(super) fn rows_at(&self, word: &Word) -> &[u16] {
        match word.figure {
            None if word.word == 0 => &[],
            None => &self.starts[word.word as usize],
            Some(Figure::Other) => &[],
            Some(_) => &self.figure_starts,
        }
    }

    /// The word sequences that widen `pattern` to the left, longest first.
    pub(super) fn wideners(&self, pattern: &Pattern) -> &[Widener] {
        match pattern.widen {
            None => &[],
            Some(Widen::Approximate) => &self.approximate,
            Some(Widen::Phase) => &self.phase,
        }
    }
}

/// The longest first.
fn wideners<'a>(
    entries: impl Iterator<Item = (&'a String, Option<Phase>)>,
    vocabulary: &mut Vocabulary,
) -> Vec<Widener> {
    let mut wideners: Vec<Widener> = entries
        .map(|(words, phase)| {
            let words = words.replace('-', " - ");
            let words = words.split_whitespace().map(|w| vocabulary.learn(w)).collect();
            Widener { words, phase }
        })
        .collect();
    wideners.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
    wideners
}

fn rows_starting(rows: &[Row], may_start: impl Fn(Test) -> bool) -> Vec<u16> {
    let starts = |row: &Row| {
        for element in &row.elements {
            if element.tests.iter().any(|t| may_start(*t)) {
                return true;
            }
            if !element.optional {
                return false;
            }
        }
        false
    };
    rows.iter().enumerate().filter(|(_, row)| starts(row)).map(|(i, _)| i as u16).collect()
}

fn compile(
    entry: PatternEntry,
    vocabulary: &mut Vocabulary,
    units: &Arc<[super::vocabulary::Unit]>,
) -> Result<Pattern, RuleError> {
    let unit = match &entry.unit {
        None => None,
        Some(name) => Some(vocabulary.unit(name).ok_or_else(|| {
            syntax(
                "times/patterns.toml",
                format!("pattern `{}`: there is no unit `{name}`", entry.name),
            )
        })?),
    };
    let mut tests = |words: &[String]| {
        words.iter().map(|w| pattern::test(w, vocabulary)).collect::<Result<Vec<_>, _>>()
    };
    Ok(Pattern {
        after: tests(&entry.after)?,
        before: tests(&entry.before)?,
        not_after: tests(&entry.not_after)?,
        not_before: tests(&entry.not_before)?,
        kind: entry.kind,
        value: entry.value,
        fixed: entry.fixed,
        by: entry.by,
        unit,
        from_text: entry.anchor == Some(Anchor::Text),
        month: entry.month,
        day: entry.day,
        weekday: entry.weekday,
        part: entry.part.as_deref().map(two_letters).transpose()?,
        phase: entry.phase,
        number: entry.number,
        half: entry.half,
        capital: entry.capital,
        widen: entry.widen,
        units: units.clone(),
    })
}
