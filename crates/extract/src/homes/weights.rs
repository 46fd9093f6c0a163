//! Which of several states is an entity's own, by the weights of their traits.

use super::class::Class;
use super::traits::{OF_NETWORK, TRAITS, Traits};
use crate::ranker::{Ranker, probabilities};
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::CountryCode;

/// A state that is less likely than this is not taken for an entity's own.
const LEAST: f32 = 0.3;

/// Traits of the text; those that the network of acts tells come after them.
const OWN: usize = TRAITS.len() - OF_NETWORK;

/// The weights of traits and classes, and of what the network of acts tells, for each class by itself.
#[derive(Debug)]
pub(crate) struct HomeWeights(Ranker);

impl HomeWeights {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let classes = || Class::ALL.iter().map(|class| class.name());
        let (own, of_network) = TRAITS.split_at(OWN);
        let mut names: Vec<String> =
            own.iter().copied().chain(classes()).map(str::to_owned).collect();
        for of_network in of_network {
            names.extend(classes().map(|class| format!("{of_network}_{class}")));
        }
        Ok(Self(Ranker::read(files, "homes.tsv", &names)?))
    }

    fn score(&self, class: Class, traits: &Traits) -> f32 {
        let (own, of_network) = traits.split_at(OWN);
        let by_class =
            |value: f32| Class::ALL.iter().map(move |&c| if c == class { value } else { 0.0 });
        let of_network = of_network.iter().flat_map(|&value| by_class(value));
        self.0.score(own.iter().copied().chain(by_class(1.0)).chain(of_network))
    }

    /// The likeliest of the candidates, if it is likely enough, and how likely the answer is.
    pub(super) fn choose(
        &self,
        class: Class,
        candidates: &[(CountryCode, Traits)],
    ) -> (Option<CountryCode>, f32) {
        let likely = probabilities(candidates.iter().map(|(_, traits)| self.score(class, traits)));
        let none = 1.0 - likely.iter().sum::<f32>();
        let all = candidates.iter().zip(likely).map(|((country, _), p)| (*country, p));
        match all.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 >= LEAST) {
            Some((country, likelihood)) => (Some(country), likelihood),
            None => (None, none),
        }
    }
}
