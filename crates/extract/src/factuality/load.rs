//! Reads the lexicon and the weights of factuality.

use crate::{RuleError, clause::ClauseRules, rule_files::RuleFiles, word_list::Terms};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// What a word says about the truth of what stands under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    Negated,
    /// Negated, and said of what had been arranged: "called off the talks".
    Cancelled,
    Planned,
    Possible,
    Ongoing,
}

impl Effect {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Negated | Self::Cancelled => "negated",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Ongoing => "ongoing",
        }
    }
}

/// The lexicon of embedding words, and the weights of the cues.
#[derive(Debug)]
pub struct FactualityRules {
    effects: HashMap<String, Effect>,
    occurrence: Terms,
    pub(crate) weights: HashMap<String, f32>,
    pub(super) clauses: Arc<ClauseRules>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    occurrence: Terms,
    class: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    effect: Effect,
    words: Terms,
}

const LEXICON: &str = "factuality/predicates.toml";
const WEIGHTS: &str = "factuality/weights.tsv";

impl FactualityRules {
    pub(crate) fn read(files: &RuleFiles, clauses: &Arc<ClauseRules>) -> Result<Self, RuleError> {
        Self::parse(files.text(LEXICON), files.text(WEIGHTS), clauses)
    }

    fn parse(lexicon: &str, weights: &str, clauses: &Arc<ClauseRules>) -> Result<Self, RuleError> {
        let file: File = toml::from_str(lexicon)
            .map_err(|e| RuleError::Syntax { file: LEXICON.to_owned(), message: e.to_string() })?;
        let File { occurrence, class: classes } = file;
        let mut effects = HashMap::new();
        for class in classes {
            for word in class.words.iter() {
                if let Some(other) = effects.insert(word.clone(), class.effect) {
                    let (other, effect) = (other.as_str(), class.effect.as_str());
                    let message = format!("`{word}` is {other} and {effect}: delete one");
                    return Err(RuleError::Syntax { file: LEXICON.to_owned(), message });
                }
            }
        }
        let lines =
            weights.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty());
        let mut weights = HashMap::new();
        for (i, line) in lines {
            let wrong = |what: &str| RuleError::Syntax {
                file: WEIGHTS.to_owned(),
                message: format!("line {}: {what}", i + 1),
            };
            let parsed = line.split_once('\t').and_then(|(cue, w)| Some((cue, w.parse().ok()?)));
            let (cue, weight) =
                parsed.ok_or_else(|| wrong("a cue, a tab and a number are wanted"))?;
            if weights.insert(cue.to_owned(), weight).is_some() {
                return Err(wrong("this cue has a weight above: delete one"));
            }
        }
        Ok(Self { effects, occurrence, weights, clauses: Arc::clone(clauses) })
    }

    /// Whether `words`, a verb's lemma and what makes one word with it, say only that their subject happens.
    pub(crate) fn occurs(&self, words: &str) -> bool {
        self.occurrence.iter().any(|w| w == words)
    }

    /// What `word`, a lemma in lower case, says about what stands under it.
    pub(crate) fn effect(&self, word: &str) -> Option<Effect> {
        self.effects.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;

    fn parse(lexicon: &str, weights: &str) -> Result<FactualityRules, RuleError> {
        let clauses = Rules::embedded()?.clauses;
        FactualityRules::parse(lexicon, weights, &clauses)
    }

    #[test]
    fn a_damaged_weight_is_named() {
        let error = parse("class = []", "# note\nneg\t-2\nwill").unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
        let twice = parse("class = []", "neg\t-2\nneg\t-1").unwrap_err();
        assert!(twice.to_string().contains("line 2"), "{twice}");
    }

    #[test]
    fn a_word_has_one_effect() {
        let class =
            |effect: &str| format!("[[class]]\neffect = \"{effect}\"\nwords = [\"fail\"]\n");
        let both = class("negated") + &class("planned");
        let error = parse(&both, "").unwrap_err();
        assert!(error.to_string().contains("`fail` is negated and planned"), "{error}");
    }

    #[test]
    fn the_embedded_lexicon_loads() {
        assert_eq!(Rules::embedded().unwrap().factuality.effect("refuse"), Some(Effect::Negated));
    }
}
