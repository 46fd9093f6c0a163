//! How sure an event is: logistic models over what rules and network say, fitted to coded texts.
//!
//! `scripts/fit_judgement.py` of this crate fits the weights, which are read from `rules/events/judgement.tsv`.

use super::proposal::Candidate;
use crate::ranker::flag;
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::Status;

/// What is known of a candidate, by the names under which the weights are filed.
///
/// What the network says counts differently where a rule says the same.
pub(crate) const KEEP: [&str; 11] = [
    "bias",
    "network",
    "share",
    "rule",
    "network_of_rule",
    "share_of_rule",
    "rule_alone",
    "disputed",
    "confidence",
    "source",
    "target",
];
pub(crate) const SCORE: [&str; 9] = [
    "bias",
    "keep",
    "status",
    "source",
    "target",
    "source_score",
    "target_score",
    "rule",
    "read_alike",
];

/// What is known of an event once the states of its parties are settled, by the names under which the weights are filed.
/// `source_home` and `target_home` are the logarithms of how likely the least likely state of a side is.
pub(crate) const SETTLED: [&str; 8] = [
    "bias",
    "score",
    "source_home",
    "target_home",
    "source_stateless",
    "target_stateless",
    "several_sources",
    "several_targets",
];

/// The network is not asked about words that are less likely to name an act.
const LEAST: f32 = 0.03;

/// The weights of the models.
#[derive(Debug)]
pub(crate) struct Judgement {
    keep: [f32; KEEP.len()],
    score: [f32; SCORE.len()],
    pub(super) settled: [f32; SETTLED.len()],
    /// A candidate that is less likely to be an event of its type is none.
    pub(crate) least: f32,
    /// How much likelier the status is that the words around the act give it, as a logarithm.
    read_status: f32,
}

/// What the models say of a candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict {
    pub(crate) keep: f32,
    pub(crate) status: Status,
    pub(crate) score: f32,
}

const FILE: &str = "events/judgement.tsv";

impl Judgement {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        Self::parse(files.text(FILE))
    }

    pub(crate) fn parse(content: &str) -> Result<Self, RuleError> {
        let wrong = |message: String| RuleError::Syntax { file: FILE.to_owned(), message };
        let mut judgement = Self {
            keep: [f32::NAN; KEEP.len()],
            score: [f32::NAN; SCORE.len()],
            settled: [f32::NAN; SETTLED.len()],
            least: f32::NAN,
            read_status: f32::NAN,
        };
        for (number, line) in content.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = |what: &str| wrong(format!("line {}: {what}", number + 1));
            let [model, feature, value] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(place("three columns are wanted: model, feature, weight"));
            };
            let value: f32 = value.parse().map_err(|_| place("the weight is no number"))?;
            let at = |names: &[&str]| names.iter().position(|n| *n == feature);
            let slot = match model {
                "keep" => at(&KEEP).map(|i| &mut judgement.keep[i]),
                "score" => at(&SCORE).map(|i| &mut judgement.score[i]),
                "settled" => at(&SETTLED).map(|i| &mut judgement.settled[i]),
                "least" => Some(&mut judgement.least),
                "status" => Some(&mut judgement.read_status),
                _ => None,
            };
            let slot = slot.ok_or_else(|| place("no such model or feature"))?;
            if !slot.is_nan() {
                return Err(place("this feature has a weight above: delete one"));
            }
            *slot = value;
        }
        let all = judgement.keep.iter().chain(&judgement.score).chain(&judgement.settled);
        if all.chain([&judgement.least, &judgement.read_status]).any(|w| !w.is_finite()) {
            return Err(wrong("a weight is missing".to_owned()));
        }
        Ok(judgement)
    }

    /// Judges a candidate.
    pub(crate) fn verdict(&self, candidate: &Candidate<'_>) -> Verdict {
        let keep = probability(&self.keep, &keep_features(candidate));
        let status = self.status(candidate);
        let score = probability(&self.score, &score_features(candidate, keep, status));
        Verdict { keep, status, score }
    }

    fn status(&self, candidate: &Candidate<'_>) -> Status {
        let Some(proposal) = candidate.proposal else { return candidate.read_status };
        if candidate.fell_through {
            return Status::Negated;
        }
        if candidate.rule.is_some_and(|r| r.negated_future || r.conditional_future) {
            return candidate.read_status;
        }
        let weight = |status: Status| {
            // That nothing speaks against it is no sign that an act was done.
            let told = status == candidate.read_status && status != Status::Actual;
            let read = if told { self.read_status } else { 0.0 };
            libm::logf(proposal.status_score(status).max(1e-4)) + read
        };
        let mut best = candidate.read_status;
        let may_be = |status: Status| status != Status::Negated || !candidate.more_than_done;
        for &(status, _) in proposal.statuses.iter().filter(|(status, _)| may_be(*status)) {
            if weight(status) > weight(best) {
                best = status;
            }
        }
        best
    }
}

pub(crate) fn keep_features(candidate: &Candidate<'_>) -> [f32; KEEP.len()] {
    let some = candidate.proposal.map_or(LEAST, |p| p.score).clamp(LEAST, 0.999);
    let share = candidate.proposal.map_or(1.0, |p| p.share(candidate.event_type)).max(0.02);
    let rule = candidate.rule.is_some();
    let (network, share) = (libm::logf(some / (1.0 - some)), libm::logf(share));
    let when = |yes: bool, value: f32| if yes { value } else { 0.0 };
    [
        1.0,
        when(!rule, network),
        when(!rule, share),
        flag(rule),
        when(rule, network),
        when(rule, share),
        flag(candidate.proposal.is_none()),
        flag(candidate.disputed),
        when(rule, candidate.confidence - 0.7),
        flag(!candidate.sides.source.is_empty()),
        flag(!candidate.sides.target.is_empty()),
    ]
}

pub(crate) fn score_features(
    candidate: &Candidate<'_>,
    keep: f32,
    status: Status,
) -> [f32; SCORE.len()] {
    let keep = keep.clamp(0.01, 0.99);
    let of_status = match candidate.proposal {
        Some(proposal) if !candidate.fell_through && !candidate.more_than_done => {
            proposal.status_score(status).max(0.05)
        }
        _ => 0.5,
    };
    [
        1.0,
        libm::logf(keep / (1.0 - keep)),
        libm::logf(of_status),
        flag(!candidate.sides.source.is_empty()),
        flag(!candidate.sides.target.is_empty()),
        candidate.party_scores[0],
        candidate.party_scores[1],
        flag(candidate.rule.is_some()),
        flag(status == candidate.read_status),
    ]
}

pub(super) fn probability(weights: &[f32], features: &[f32]) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + libm::expf(-sum))
}
