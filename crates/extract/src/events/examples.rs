//! Whether rules code the sentences beside them as they say.

use super::coding::{Coding, Example};
use chrono::NaiveDate;
use detente_model::{Article, Event, Findings, Published};
use std::fmt::{self, Display, Formatter};

/// A sentence beside a rule that the rules do not code as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedExample {
    /// The name of the rule: `consult/meet`.
    pub rule: String,
    /// The sentence.
    pub text: String,
    /// What was wanted.
    pub wanted: WantedCoding,
    /// How the rule coded it: empty where it did not fire.
    pub coded: Vec<Coding>,
}

/// What a rule wants of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedCoding {
    /// That the rule fires.
    Any,
    /// That it fires, with this coding.
    This(Coding),
    /// That it does not.
    None,
}

impl Display for FailedExample {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  wanted ", self.rule, self.text)?;
        match &self.wanted {
            WantedCoding::Any => write!(f, "any event")?,
            WantedCoding::This(coding) => write!(f, "{coding}")?,
            WantedCoding::None => write!(f, "nothing")?,
        }
        write!(f, ", coded ")?;
        if self.coded.is_empty() {
            return write!(f, "nothing");
        }
        let coded: Vec<String> = self.coded.iter().map(ToString::to_string).collect();
        write!(f, "{}", coded.join("; "))
    }
}

/// The article that a sentence beside a rule is read as.
fn article(text: &str) -> Article {
    Article::from_text(text, NaiveDate::from_ymd_opt(2019, 6, 5).map(Published::on))
}

/// The failures among the examples of all rules; `code` tells what rules find in an article.
pub(crate) fn failed<'r>(
    rules: impl Iterator<Item = (&'r str, &'r [Example], &'r [String])>,
    code: impl Fn(&Article) -> Findings,
) -> Vec<FailedExample> {
    let mut out = Vec::new();
    for (rule, fires, silent) in rules {
        let fires = fires.iter().map(|example| match &example.coding {
            Some(coding) => (&example.text, WantedCoding::This(coding.clone())),
            None => (&example.text, WantedCoding::Any),
        });
        let silent = silent.iter().map(|text| (text, WantedCoding::None));
        for (text, wanted) in fires.chain(silent) {
            let article = article(text);
            let found = code(&article);
            let events: Vec<&Event> = found.events.iter().filter(|e| e.rule == rule).collect();
            let as_wanted = match &wanted {
                WantedCoding::Any => !events.is_empty(),
                WantedCoding::This(coding) => {
                    events.iter().any(|e| coding.fits(&article, &found, e))
                }
                WantedCoding::None => events.is_empty(),
            };
            if !as_wanted {
                let coded = events.iter().map(|e| Coding::of(&found, e)).collect();
                let (rule, text) = (rule.to_owned(), text.clone());
                out.push(FailedExample { rule, text, wanted, coded });
            }
        }
    }
    out
}
