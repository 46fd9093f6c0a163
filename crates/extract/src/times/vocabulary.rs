//! The words that time expressions are made of, and what each can mean.

use crate::{RuleError, word_list::Words};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A unit of time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    /// TIMEX3 letter.
    pub(super) code: String,
    /// Whether it stands after the `T` of a duration.
    #[serde(default)]
    pub(super) clock: bool,
    /// How many of `code` make one.
    #[serde(default = "once")]
    pub(super) times: u32,
    /// TIMEX3 letter for an untold number, where it is another than `code`.
    vague: Option<String>,
    one: Words,
    many: Words,
}

const fn once() -> u32 {
    1
}

impl Unit {
    pub(super) fn vague_code(&self) -> &str {
        self.vague.as_deref().unwrap_or(&self.code)
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.one.contains(name)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordTable {
    words: Words,
}

/// Words that tell whether an undated day lies ahead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TenseWords {
    pub(super) ahead_verbs: Words,
    pub(super) same_time_verbs: Words,
    pub(super) asking_verbs: Words,
    pub(super) deferring_verbs: Words,
    pub(super) lasting_verbs: Words,
    pub(super) goal_prepositions: Words,
    pub(super) limit_prepositions: Words,
    pub(super) start_words: Words,
    pub(super) month_verbs: Words,
    pub(super) enacting_verbs: Words,
}

/// Words and marks between the two ends of a range.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JoinerWords {
    dash: Words,
    to: Words,
    and: Words,
    before: Words,
}

/// The same as words of the vocabulary.
#[derive(Debug)]
pub(super) struct Joiners {
    pub(super) dash: Vec<u16>,
    pub(super) to: Vec<u16>,
    pub(super) and: Vec<u16>,
    /// What stands before the first end: "from", "between".
    pub(super) before: Vec<u16>,
}

/// The file `words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordFile {
    numbers: BTreeMap<String, u32>,
    scales: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u32>,
    months: BTreeMap<String, u32>,
    weekdays: BTreeMap<String, u32>,
    parts: BTreeMap<String, String>,
    seasons: BTreeMap<String, String>,
    meridiems: BTreeMap<String, u32>,
    decades: BTreeMap<String, u32>,
    vague: WordTable,
    unit: Vec<Unit>,
    joiners: JoinerWords,
    pub(super) tense: TenseWords,
}

/// What one word can mean; a word may mean several things.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meaning {
    pub(super) number: Option<u32>,
    pub(super) scale: Option<u32>,
    pub(super) ordinal: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) weekday: Option<u32>,
    pub(super) part: Option<Code>,
    pub(super) season: Option<Code>,
    pub(super) meridiem: Option<u32>,
    pub(super) decade: Option<u32>,
    pub(super) vague: bool,
    /// Index of the unit, and whether the word is its plural.
    pub(super) unit: Option<(u8, bool)>,
}

/// A two-letter TIMEX3 code.
pub(super) type Code = [u8; 2];

/// Words by number; number 0 is a word that the rules do not know.
#[derive(Debug)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, u16>,
    meanings: Vec<Meaning>,
    pub(super) units: Vec<Unit>,
    pub(super) joiners: Joiners,
    /// Length of the longest known word, in bytes.
    pub(super) longest: usize,
}

impl Vocabulary {
    pub(super) fn new(file: &mut WordFile) -> Result<Self, RuleError> {
        let units = std::mem::take(&mut file.unit);
        let mut v = Self {
            numbers: HashMap::new(),
            meanings: vec![Meaning::default()],
            units: Vec::new(),
            joiners: Joiners { dash: vec![], to: vec![], and: vec![], before: vec![] },
            longest: 0,
        };
        for (word, &n) in &file.numbers {
            v.meaning(word).number = Some(n);
        }
        for (word, &n) in &file.scales {
            v.meaning(word).scale = Some(n);
        }
        for (word, &n) in &file.ordinals {
            v.meaning(word).ordinal = Some(n);
        }
        for (word, &n) in &file.months {
            v.meaning(word).month = Some(n);
        }
        for (word, &n) in &file.weekdays {
            v.meaning(word).weekday = Some(n);
        }
        for (word, &n) in &file.meridiems {
            v.meaning(word).meridiem = Some(n);
        }
        for (word, &n) in &file.decades {
            v.meaning(word).decade = Some(n);
        }
        for (word, code) in &file.parts {
            v.meaning(word).part = Some(two_letters(code)?);
        }
        for (word, code) in &file.seasons {
            v.meaning(word).season = Some(two_letters(code)?);
        }
        for word in file.vague.words.iter() {
            v.meaning(word).vague = true;
        }
        for (i, unit) in units.iter().enumerate() {
            for (words, plural) in [(&unit.one, false), (&unit.many, true)] {
                for word in words.iter() {
                    v.meaning(word).unit = Some((i as u8, plural));
                }
            }
        }
        v.units = units;
        let mut learn = |words: &Words| words.iter().map(|w| v.learn(w)).collect();
        v.joiners = Joiners {
            dash: learn(&file.joiners.dash),
            to: learn(&file.joiners.to),
            and: learn(&file.joiners.and),
            before: learn(&file.joiners.before),
        };
        Ok(v)
    }

    /// The number of `word`, which is learnt if it is new.
    pub(super) fn learn(&mut self, word: &str) -> u16 {
        if let Some(&n) = self.numbers.get(word) {
            return n;
        }
        let n = self.meanings.len() as u16;
        self.numbers.insert(word.into(), n);
        self.meanings.push(Meaning::default());
        self.longest = self.longest.max(word.len());
        n
    }

    fn meaning(&mut self, word: &str) -> &mut Meaning {
        let n = self.learn(word);
        &mut self.meanings[n as usize]
    }

    /// The number of a word in lower case; 0 when it is unknown.
    pub(super) fn number(&self, word: &str) -> u16 {
        self.numbers.get(word).copied().unwrap_or(0)
    }

    pub(super) fn of(&self, word: u16) -> &Meaning {
        &self.meanings[word as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.meanings.len()
    }

    /// The index of the unit called `name`.
    pub(super) fn unit(&self, name: &str) -> Option<u8> {
        self.units.iter().position(|u| u.is_named(name)).map(|i| i as u8)
    }
}

pub(super) fn two_letters(code: &str) -> Result<Code, RuleError> {
    <[u8; 2]>::try_from(code.as_bytes()).map_err(|_| RuleError::Syntax {
        file: "times/words.toml".to_owned(),
        message: format!("`{code}` is no two-letter TIMEX3 code such as \"MO\""),
    })
}
