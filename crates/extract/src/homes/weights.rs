//! The weights of the traits, one for each class of entities.

use super::class::Class;
use super::traits::{TRAITS, Traits};
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::CountryCode;

/// A state that is less likely than this is not taken for an entity's own.
const LEAST: f32 = 0.3;

const FILE: &str = "homes.tsv";

/// For each class, the weight of each trait.
#[derive(Debug)]
pub(crate) struct HomeWeights([Traits; Class::ALL.len()]);

impl HomeWeights {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        Self::parse(files.text(FILE))
    }

    fn parse(content: &str) -> Result<Self, RuleError> {
        let wrong = |message: String| RuleError::Syntax { file: FILE.to_owned(), message };
        let mut weights = [[f32::NAN; TRAITS.len()]; Class::ALL.len()];
        for (number, line) in content.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = |what: &str| wrong(format!("line {}: {what}", number + 1));
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or("");
            let slot = TRAITS.iter().position(|t| *t == name);
            let slot = slot.ok_or_else(|| place("no such trait"))?;
            if weights.iter().any(|of_class| !of_class[slot].is_nan()) {
                return Err(place("this trait has weights above: delete one"));
            }
            let values: Option<Vec<f32>> = columns.map(|v| v.parse().ok()).collect();
            let values = values.ok_or_else(|| place("a weight is no number"))?;
            if values.len() != weights.len() {
                return Err(place("a trait and a weight for each of five classes are wanted"));
            }
            for (of_class, value) in weights.iter_mut().zip(values) {
                of_class[slot] = value;
            }
        }
        if weights.iter().flatten().any(|w| !w.is_finite()) {
            return Err(wrong("a trait is missing".to_owned()));
        }
        Ok(Self(weights))
    }

    /// The likeliest of the candidates, if it is likely enough, and how likely the answer is; that none is right weighs 0.
    pub(super) fn choose(
        &self,
        class: Class,
        candidates: &[(CountryCode, Traits)],
    ) -> (Option<CountryCode>, f32) {
        let weights = &self.0[class as usize];
        let weigh = |traits: &Traits| -> f32 {
            libm::expf(weights.iter().zip(traits).map(|(w, t)| w * t).sum())
        };
        let total: f32 = 1.0 + candidates.iter().map(|(_, traits)| weigh(traits)).sum::<f32>();
        let best = candidates.iter().map(|(country, traits)| (*country, weigh(traits) / total));
        match best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 >= LEAST) {
            Some((country, likelihood)) => (Some(country), likelihood),
            None => (None, 1.0 / total),
        }
    }
}
