//! Whether the score of an event is the probability that its type, status and countries are right.
//!
//! Expected calibration error: Naeini et al. 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", with ten
//! bins of equal width.

use super::coded::{Coded, triple};
use crate::Report;

/// Bins of scores.
const BINS: usize = 10;

/// What is asked of a score that calls itself sure.
const SURE: f64 = 0.8;

/// The scores of predicted events, and whether they were right.
#[derive(Debug, Default)]
pub(super) struct Calibration {
    judged: Vec<(f64, bool)>,
}

impl Calibration {
    /// Adds the events of a record whose gold has statuses; one that the gold leaves open counts where it is paired.
    pub(super) fn add(&mut self, gold: &[Coded], predicted: &[Coded], pairs: &[(usize, usize)]) {
        if gold.iter().any(|g| g.status.is_none()) {
            return;
        }
        for (j, p) in predicted.iter().enumerate() {
            let Some(score) = p.score else { continue };
            let paired = pairs.iter().find(|(_, b)| *b == j).map(|&(i, _)| &gold[i]);
            let right = paired.is_some_and(|g| triple(g, p) && g.status == p.status);
            self.judged.push((score, right));
        }
    }

    /// The error, the share of right rows among the sure ones, and for each bin the rows and the share of them that is
    /// right, in percent.
    pub(super) fn write(&self, report: &mut Report) {
        if self.judged.is_empty() {
            return;
        }
        let share = |rows: &[&(f64, bool)]| {
            100.0 * rows.iter().filter(|r| r.1).count() as f64 / rows.len().max(1) as f64
        };
        let bin = |b: usize| -> Vec<&(f64, bool)> {
            let of = |s: f64| ((s * BINS as f64) as usize).min(BINS - 1);
            self.judged.iter().filter(|r| of(r.0) == b).collect()
        };
        let error: f64 = (0..BINS)
            .map(bin)
            .map(|rows| {
                let mean = 100.0 * rows.iter().map(|r| r.0).sum::<f64>() / rows.len().max(1) as f64;
                (mean - share(&rows)).abs() * rows.len() as f64
            })
            .sum();
        report.push("calibration_error", error / self.judged.len() as f64);
        let sure: Vec<_> = self.judged.iter().filter(|r| r.0 >= SURE).collect();
        report.push("right_when_sure", (!sure.is_empty()).then(|| share(&sure)));
        for b in 0..BINS {
            let rows = bin(b);
            if !rows.is_empty() {
                report.push(&format!("rows_at_.{b}"), rows.len() as f64);
                report.push(&format!("right_at_.{b}"), share(&rows));
            }
        }
    }
}
