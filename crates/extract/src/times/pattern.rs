//! Patterns over words, compiled from the rule file.

use super::capture::{Captures, Count, From};
use super::figure::Figure;
use super::scan::Word;
use super::vocabulary::{Meaning, Vocabulary};
use crate::RuleError;

/// What one element of a pattern accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    Literal(u16),
    Num,
    Some,
    Ord,
    /// A day of the month as an ordinal in figures.
    Ordinal,
    Unit,
    Units,
    Month,
    Weekday,
    Part,
    Season,
    Year,
    Day,
    Clock,
    Clock24,
    Hundreds,
    AmPm,
    Decade,
    NumericDate,
    Years,
    Fraction,
    TwoDigits,
    /// A dash between two dates.
    Dash,
    /// A dash or "to" between two dates.
    To,
    /// "and" between two days that follow each other, or after "between".
    And,
    /// The end of a paragraph, for the word after.
    End,
}

/// One place in a pattern.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) tests: Vec<Test>,
    pub(super) optional: bool,
}

/// Compiles the elements of `pattern`.
pub(super) fn compile(
    pattern: &str,
    vocabulary: &mut Vocabulary,
) -> Result<Vec<Element>, RuleError> {
    let element = |piece: &str, vocabulary: &mut Vocabulary| {
        let (piece, optional) = match piece.strip_suffix('?') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (piece, false),
        };
        let tests = piece.split('|').map(|t| test(t, vocabulary)).collect::<Result<_, _>>()?;
        Ok(Element { tests, optional })
    };
    pattern.split_whitespace().map(|piece| element(piece, vocabulary)).collect()
}

/// Compiles one test: a class in capitals, or a word.
pub(super) fn test(name: &str, vocabulary: &mut Vocabulary) -> Result<Test, RuleError> {
    Ok(match name {
        "NUM" => Test::Num,
        "SOME" => Test::Some,
        "ORD" => Test::Ord,
        "ORDINAL" => Test::Ordinal,
        "UNIT" => Test::Unit,
        "UNITS" => Test::Units,
        "MONTH" => Test::Month,
        "WEEKDAY" => Test::Weekday,
        "PART" => Test::Part,
        "SEASON" => Test::Season,
        "YEAR" => Test::Year,
        "DAY" => Test::Day,
        "CLOCK" => Test::Clock,
        "CLOCK24" => Test::Clock24,
        "HUNDREDS" => Test::Hundreds,
        "AMPM" => Test::AmPm,
        "DECADE" => Test::Decade,
        "NUMERICDATE" => Test::NumericDate,
        "YEARS" => Test::Years,
        "DASH" => Test::Dash,
        "TO" => Test::To,
        "AND" => Test::And,
        "END" => Test::End,
        "FRACTION" => Test::Fraction,
        "TWODIGITS" => Test::TwoDigits,
        word if word.chars().any(|c| c.is_ascii_uppercase()) => {
            return Err(RuleError::Syntax {
                file: "times/patterns.toml".to_owned(),
                message: format!("`{word}` is no class; words are written in lower case"),
            });
        }
        word => Test::Literal(vocabulary.learn(word)),
    })
}

impl Test {
    /// Whether an expression may begin with a word of this meaning, as far as the word alone tells.
    pub(super) fn may_start(self, word: u16, m: &Meaning, indefinite: u16) -> bool {
        match self {
            Self::Literal(w) => w == word,
            Self::Num | Self::Year => {
                m.number.is_some() || m.scale.is_some() || (self == Self::Num && word == indefinite)
            }
            Self::Some => m.vague || word == indefinite,
            Self::Ord | Self::Day => m.ordinal.is_some() || m.number.is_some(),
            Self::Unit => m.unit.is_some_and(|(_, plural)| !plural),
            Self::Units => m.unit.is_some_and(|(_, plural)| plural),
            Self::Month => m.month.is_some(),
            Self::Weekday => m.weekday.is_some(),
            Self::Part => m.part.is_some(),
            Self::Season => m.season.is_some(),
            Self::AmPm => m.meridiem.is_some(),
            Self::Decade => m.decade.is_some(),
            Self::Clock => m.number.is_some(),
            Self::Clock24
            | Self::Hundreds
            | Self::NumericDate
            | Self::Years
            | Self::Ordinal
            | Self::Fraction
            | Self::TwoDigits
            | Self::Dash
            | Self::To
            | Self::And
            | Self::End => false,
        }
    }

    /// Matches at `words[at]`; returns where the match ends.
    pub(super) fn apply(
        self,
        words: &[Word],
        at: usize,
        v: &Vocabulary,
        captures: &mut Captures,
    ) -> Option<usize> {
        let word = words.get(at)?;
        let meaning = v.of(word.word);
        let next = Some(at + 1);
        match self {
            Self::Literal(w) => (w == word.word).then_some(at + 1),
            Self::Num => {
                let (end, n) = number(words, at, v)?;
                captures.count = Some(Count::Told(n));
                Some(end)
            }
            Self::Some => {
                let skip = usize::from(word.word != 0 && word.word == v.number("a"));
                v.of(words.get(at + skip)?.word).vague.then_some(())?;
                captures.count = Some(Count::Untold);
                Some(at + skip + 1)
            }
            Self::Ord => {
                let (end, n) = ordinal(words, at, v)?;
                captures.ordinal = Some(n);
                Some(end)
            }
            Self::Ordinal => {
                let Some(Figure::Ordinal(n @ 1..=31)) = word.figure else { return None };
                captures.day = Some(n);
                next
            }
            Self::Unit | Self::Units => {
                let (unit, plural) = meaning.unit?;
                (plural == (self == Self::Units)).then_some(())?;
                (captures.unit, captures.plural) = (Some(unit), plural);
                next
            }
            Self::Month => {
                captures.month = Some(meaning.month.filter(|_| word.capital)?);
                next
            }
            Self::Weekday => {
                captures.weekday = Some(meaning.weekday.filter(|_| word.capital)?);
                next
            }
            Self::Part => {
                captures.part = Some(meaning.part?);
                next
            }
            Self::Season => {
                captures.season = Some(meaning.season?);
                next
            }
            Self::Year => {
                let (end, year) = year(words, at, v)?;
                captures.year = Some(year);
                Some(end)
            }
            Self::Day => {
                let (end, day) = day(words, at, v)?;
                let left = captures.from.filter(|from| from.and).and_then(|from| from.day);
                captures.day = Some(day);
                left.is_none_or(|left| left + 1 == day).then_some(end)
            }
            Self::Clock => {
                captures.clock = Some(match word.figure {
                    Some(Figure::Clock(h, m)) => (h, m),
                    Some(Figure::Whole(h @ 1..=12, 1 | 2)) => (h, 0),
                    None => (meaning.number.filter(|n| (1..=12).contains(n))?, 0),
                    _ => return None,
                });
                next
            }
            Self::Clock24 => {
                let Some(Figure::Clock(h, m)) = word.figure else { return None };
                captures.clock = Some((h, m));
                next
            }
            Self::Hundreds => {
                let Some(Figure::Whole(n, 4)) = word.figure else { return None };
                captures.clock = Some((n / 100, n % 100));
                (n < 2400 && n % 100 < 60).then_some(at + 1)
            }
            Self::AmPm => {
                captures.meridiem = Some(meaning.meridiem?);
                next
            }
            Self::Decade => {
                captures.decade = Some(match word.figure {
                    Some(Figure::Decade(d)) => d,
                    _ => 190 + meaning.decade?,
                });
                next
            }
            Self::NumericDate => {
                match word.figure? {
                    Figure::Day(day) => captures.date = Some(day),
                    Figure::OpenDay(year) => captures.year = Some(year),
                    Figure::Month(year, month) => {
                        (captures.year, captures.month) = (Some(year), Some(month));
                    }
                    _ => return None,
                }
                next
            }
            Self::Years => {
                let Some(Figure::Years(first, last)) = word.figure else { return None };
                captures.years = Some((first, last));
                next
            }
            Self::Dash | Self::To | Self::And => {
                let known = |list: &[u16]| word.word != 0 && list.contains(&word.word);
                let fits = match self {
                    Self::And => known(&v.joiners.and),
                    Self::To => known(&v.joiners.to) || known(&v.joiners.dash),
                    _ => known(&v.joiners.dash),
                };
                let opened = words[at.saturating_sub(4)..at]
                    .iter()
                    .any(|w| w.word != 0 && v.joiners.before.contains(&w.word));
                captures.from = Some(From {
                    year: captures.year.take(),
                    month: captures.month.take(),
                    day: captures.day.take(),
                    weekday: captures.weekday.take(),
                    and: self == Self::And && !opened,
                });
                fits.then_some(at + 1)
            }
            Self::End => None,
            Self::Fraction => {
                let Some(Figure::Twelfths(n)) = word.figure else { return None };
                captures.twelfths = n;
                next
            }
            Self::TwoDigits => {
                let Some(Figure::Whole(n, 2)) = word.figure else { return None };
                captures.year = Some(1900 + n as i32);
                (!word.spaced).then_some(at + 1)
            }
        }
    }
}

/// A number in figures or words: `12`, `twenty-four`, `two hundred and ten`, `a hundred`.
fn number(words: &[Word], mut at: usize, v: &Vocabulary) -> Option<(usize, u32)> {
    match words.get(at)?.figure {
        Some(Figure::Whole(n, _)) => return Some((at + 1, n)),
        Some(_) => return None,
        None => {}
    }
    let scale_at = |i: usize| words.get(i).and_then(|w| v.of(w.word).scale);
    let number_at = |i: usize| words.get(i).and_then(|w| v.of(w.word).number);
    let literal = |i: usize, name: &str| {
        words.get(i).is_some_and(|w| w.word != 0 && w.word == v.number(name))
    };
    let (mut total, mut part, mut seen) = (0u32, 0u32, false);
    if literal(at, "a") && scale_at(at + 1).is_some() {
        (part, at) = (1, at + 1);
    }
    loop {
        let joined = usize::from(
            seen && ((literal(at, "-")
                && number_at(at + 1).is_some_and(|n| n < 10)
                && part % 10 == 0)
                || (literal(at, "and") && part.is_multiple_of(100) && number_at(at + 1).is_some())),
        );
        if let Some(n) = number_at(at + joined) {
            let fits = !seen
                || part.is_multiple_of(100)
                || (part % 100 >= 20 && part.is_multiple_of(10) && n < 10);
            if !fits {
                break;
            }
            part = part.saturating_add(n);
            at += joined + 1;
        } else if let Some(scale) = scale_at(at) {
            part = part.max(1).saturating_mul(scale);
            if scale >= 1000 {
                total = total.saturating_add(part);
                part = 0;
            }
            at += 1;
        } else {
            break;
        }
        seen = true;
    }
    seen.then(|| (at, total.saturating_add(part)))
}

fn ordinal(words: &[Word], at: usize, v: &Vocabulary) -> Option<(usize, u32)> {
    let word = words.get(at)?;
    match word.figure {
        Some(Figure::Ordinal(n)) => return Some((at + 1, n)),
        Some(_) => return None,
        None => {}
    }
    let meaning = v.of(word.word);
    if let Some(n) = meaning.ordinal {
        return Some((at + 1, n));
    }
    let tens = meaning.number.filter(|n| *n >= 20)?;
    let hyphen =
        usize::from(words.get(at + 1).is_some_and(|w| w.word != 0 && w.word == v.number("-")));
    let ones = v.of(words.get(at + 1 + hyphen)?.word).ordinal.filter(|n| *n < 10)?;
    Some((at + 2 + hyphen, tens + ones))
}

fn day(words: &[Word], at: usize, v: &Vocabulary) -> Option<(usize, u32)> {
    let (end, n) = match words.get(at)?.figure {
        Some(Figure::Whole(n, 1 | 2)) => (at + 1, n),
        _ => ordinal(words, at, v)?,
    };
    (1..=31).contains(&n).then_some((end, n))
}

/// `1996`, `nineteen ninety-six`, `two thousand`.
fn year(words: &[Word], at: usize, v: &Vocabulary) -> Option<(usize, i32)> {
    match words.get(at)?.figure {
        Some(Figure::Whole(n @ 1000..=2100, 4)) => return Some((at + 1, n as i32)),
        Some(_) => return None,
        None => {}
    }
    let century = v.of(words[at].word).number.filter(|n| (17..=20).contains(n));
    if let Some(century) = century
        && let Some((end, rest)) = number(words, at + 1, v)
        && (10..100).contains(&rest)
    {
        return Some((end, (century * 100 + rest) as i32));
    }
    let (end, n) = number(words, at, v)?;
    ((2000..2100).contains(&n)).then_some((end, n as i32))
}
