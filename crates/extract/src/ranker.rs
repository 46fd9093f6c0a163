//! A network of one layer that says how much speaks for each of several candidates, by what holds of them: their traits.
//! It learns what a trait tells beside others, which points a trait do not.

use crate::{RuleError, rule_files::RuleFiles};

/// The units of the layer.
const UNITS: usize = 32;

/// What the line of the layer's output is called.
const OUTPUT: &str = "output";

/// The weights of the network, read from a table of tab-separated lines: the name of a trait and what it gives to each unit, or
/// one number, which it gives to the score itself; and the line `output` with what each unit gives to the score.
#[derive(Debug)]
pub(crate) struct Ranker {
    traits: Vec<Weights>,
    output: [f32; UNITS],
}

#[derive(Debug, Clone)]
enum Weights {
    ToUnits(Box<[f32; UNITS]>),
    ToScore(f32),
}

impl Ranker {
    /// Reads the weights of the traits `names`, in their order.
    pub(crate) fn read(
        files: &RuleFiles,
        file: &'static str,
        names: &[String],
    ) -> Result<Self, RuleError> {
        Self::parse(files.text(file), file, names)
    }

    fn parse(content: &str, file: &str, names: &[String]) -> Result<Self, RuleError> {
        let wrong = |message: String| RuleError::Syntax { file: file.to_owned(), message };
        let mut traits: Vec<Option<Weights>> = vec![None; names.len()];
        let mut output = None;
        for (number, line) in content.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = |what: &str| wrong(format!("line {}: {what}", number + 1));
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or("");
            let values: Option<Vec<f32>> = columns.map(|v| v.parse().ok()).collect();
            let values = values.filter(|all| all.iter().all(|v| v.is_finite()));
            let values = values.ok_or_else(|| place("a weight is no number"))?;
            let units: Option<[f32; UNITS]> = values.as_slice().try_into().ok();
            let known = if name == OUTPUT {
                output.replace(units.ok_or_else(|| place("`output` has 32 weights"))?).is_some()
            } else {
                let slot = names.iter().position(|n| n == name);
                let slot = slot.ok_or_else(|| place(&format!("there is no trait `{name}`")))?;
                let weights = match (values.as_slice(), units) {
                    ([weight], _) => Weights::ToScore(*weight),
                    (_, Some(units)) => Weights::ToUnits(Box::new(units)),
                    _ => return Err(place("a trait has 1 weight or 32")),
                };
                traits[slot].replace(weights).is_some()
            };
            if known {
                return Err(place(&format!("`{name}` has weights above: delete one line")));
            }
        }
        let missing = traits.iter().position(Option::is_none).map(|i| names[i].as_str());
        match (missing.or(output.is_none().then_some(OUTPUT)), output) {
            (None, Some(output)) => {
                Ok(Self { traits: traits.into_iter().flatten().collect(), output })
            }
            (name, _) => Err(wrong(format!("`{}` has no weights", name.unwrap_or(OUTPUT)))),
        }
    }

    /// How much speaks for a candidate with these traits.
    pub(crate) fn score(&self, traits: impl IntoIterator<Item = f32>) -> f32 {
        let mut units = [0.0_f32; UNITS];
        let mut score = 0.0;
        for (value, weights) in traits.into_iter().zip(&self.traits) {
            match weights {
                _ if value == 0.0 => {}
                Weights::ToScore(weight) => score += value * weight,
                Weights::ToUnits(weights) => {
                    units.iter_mut().zip(&**weights).for_each(|(unit, w)| *unit += value * w);
                }
            }
        }
        let layer: f32 = units.iter().zip(&self.output).map(|(unit, w)| unit.max(0.0) * w).sum();
        score + layer
    }
}

/// The value of a trait that holds or not.
pub(crate) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// The probabilities of candidates with these scores; that none of them is right has the score 0.
pub(crate) fn probabilities(scores: impl Iterator<Item = f32>) -> Vec<f32> {
    // Weights of a user's own may be of any size: the curve is flat there.
    let weights: Vec<f32> = scores.map(|s| libm::expf(s.clamp(-30.0, 30.0))).collect();
    let total: f32 = 1.0 + weights.iter().sum::<f32>();
    weights.into_iter().map(|weight| weight / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["near", "named"].map(str::to_owned).to_vec()
    }

    fn line(name: &str, weight: f32) -> String {
        format!("{name}\t{}\n", vec![weight.to_string(); UNITS].join("\t"))
    }

    #[test]
    fn units_add_up_where_they_are_positive_and_single_weights_always() {
        let file = line("near", 0.5) + "named\t-2\n" + &line(OUTPUT, 0.25);
        let ranker = Ranker::parse(&file, "f.tsv", &names()).unwrap();
        assert_eq!(ranker.score([1.0, 0.0]), 4.0);
        assert_eq!(ranker.score([-1.0, 0.0]), 0.0);
        assert_eq!(ranker.score([1.0, 1.0]), 2.0);
        let even = probabilities([0.0, 0.0, 0.0].into_iter());
        assert_eq!(even, [0.25; 3]);
        assert!(probabilities([f32::INFINITY, 1.0].into_iter()).iter().all(|p| p.is_finite()));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let whole = line("near", 0.5) + "named\t-2\n" + &line(OUTPUT, 0.25);
        for (file, what) in [
            (whole.clone() + "named\t1\n", "line 4: `named` has weights above"),
            (whole.replace("-2", "-2\t1"), "line 2: a trait has 1 weight or 32"),
            (whole.replace("-2", "much"), "line 2: a weight is no number"),
            (whole.replace("-2", "inf"), "line 2: a weight is no number"),
            (whole.replace("named", "nomed"), "line 2: there is no trait `nomed`"),
            (whole.replace("named\t-2\n", ""), "`named` has no weights"),
            (line("near", 0.5) + "named\t-2\n", "`output` has no weights"),
        ] {
            let error = Ranker::parse(&file, "f.tsv", &names()).unwrap_err().to_string();
            assert!(error.contains(what) && error.contains("f.tsv"), "{error}");
        }
    }
}
