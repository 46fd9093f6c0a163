//! The network of acts: small layers over the states of the network that tags and parses, with heads for the type and the
//! status of the act that a word names, and for the words that head its parties.
//!
//! `training/act_student.py` is the same network in PyTorch.

use super::layers::{LayerScratch, Layers};
use super::{Network, Scratch, Table};
use crate::kernels::{self, Level, Matrix, Rows};
use crate::words::Word;
use detente_model::{EventType, Mode, ProposedAct, ProposedHome, ProposedParty, Status};
use std::ops::Range;

/// Source and target.
pub(crate) const ROLES: usize = 2;

/// A word that is less likely to name an act is left out: the rules alone may speak of it.
const LEAST: f32 = 0.05;

/// A word beside a likelier one belongs to the same trigger when it is at least this share as likely.
const BESIDE: f32 = 0.4;

/// A type, a party or a mode that is less likely is not kept.
const LEAST_SHARE: f32 = 0.02;
const LEAST_PARTY: f32 = 0.1;
const LEAST_MODE: f32 = 0.1;

/// A word with a lower score, or a probability of less than a twentieth, names no party's state.
const LEAST_HOME_SCORE: f32 = -2.944;

/// The trained network of acts.
#[derive(Debug)]
pub(crate) struct ActNetwork {
    level: Level,
    parts: ActParts,
}

/// Its weights and the labels of its heads.
#[derive(Debug, PartialEq)]
pub(crate) struct ActParts {
    /// The types that the columns of the heads tell, after the one for "no act".
    pub(crate) types: Vec<EventType>,
    pub(crate) statuses: Vec<Status>,
    /// The modes that the columns of their head tell, after the one for "no mode".
    pub(crate) modes: Vec<Mode>,
    /// Rows by the hash of a word in lower case.
    pub(crate) words: Table,
    /// What the teacher makes of a word alone, in the rows of the vectors of the network below.
    pub(crate) vectors: Table,
    /// Their input is the states and the rows of a word.
    pub(crate) layers: Layers,
    /// From the last layer to types, statuses, and the vectors by which triggers and parties are matched, and parties and
    /// the words that name their states.
    pub(crate) heads: Matrix,
    /// From the last layer to modes: it is asked of the words that name an act alone.
    pub(crate) mode: Matrix,
    /// The length of those vectors for one role.
    pub(crate) matched: usize,
    /// What is added to the score of each role.
    pub(crate) bias: [f32; ROLES],
    /// And to that of a state.
    pub(crate) home_bias: f32,
}

/// Buffers that serve for one batch after another.
#[derive(Debug, Default)]
pub(crate) struct ActScratch {
    input: Vec<f32>,
    layers: LayerScratch,
    heads: Vec<f32>,
    rows: Rows,
    triggers: Vec<f32>,
    modes: Vec<f32>,
}

impl ActNetwork {
    /// None when the sizes of the parts do not fit together, or to states of that length.
    pub(crate) fn new(parts: ActParts, states: usize) -> Option<Self> {
        let width = parts.layers.width();
        let fits = parts.layers.fit(parts.inputs(states))
            && parts.heads.inputs() == width
            && parts.heads.columns() >= parts.named_columns()
            && parts.mode.inputs() == width
            && parts.mode.columns() > parts.modes.len()
            && parts.matched > 0
            && !parts.types.is_empty()
            && !parts.statuses.is_empty();
        fits.then(|| Self { level: Level::detect(), parts })
    }

    /// The same network by other instructions.
    #[cfg(test)]
    pub(crate) const fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    /// Finds the acts of `sentences`, ranges of `words`, for which `below` holds what `network` has just predicted, and
    /// appends them to `out`. `first` is the index of the first of these words among all tokens.
    pub(crate) fn propose(
        &self,
        (network, below): (&Network, &Scratch),
        words: &[Word],
        sentences: &[Range<usize>],
        first: u32,
        scratch: &mut ActScratch,
        out: &mut Vec<ProposedAct>,
    ) {
        self.embed(network, below, words, scratch);
        let ActScratch { input, layers, heads, .. } = scratch;
        self.parts.layers.encode(self.level, input, sentences, layers);
        self.parts.layers.head(self.level, &self.parts.heads, layers, heads);
        let columns = self.parts.heads.columns();
        let known = out.len();
        for sentence in sentences {
            let rows = &scratch.heads[sentence.start * columns..sentence.end * columns];
            self.read(rows, first + sentence.start as u32, out);
        }
        self.name_modes(first, scratch, &mut out[known..]);
    }

    /// The length of what is passed on of a word: its states, of that length, and what the last layer made of it.
    pub(crate) const fn passed_on(&self, states: usize) -> usize {
        states + self.parts.layers.width()
    }

    /// Fills `rows` with that for each word of the last batch.
    pub(crate) fn pass_on(
        &self,
        scratch: &ActScratch,
        states: usize,
        rows: &mut [f32],
        length: usize,
    ) {
        let (inputs, width) = (self.parts.layers.mix.inputs(), self.parts.layers.width());
        let words =
            scratch.input.chunks_exact(inputs).zip(scratch.layers.hidden.chunks_exact(width));
        for (row, (input, hidden)) in rows.chunks_exact_mut(length).zip(words) {
            row[..states].copy_from_slice(&input[..states]);
            row[states..states + width].copy_from_slice(hidden);
        }
    }

    /// The modes of acts whose words count from `first`.
    fn name_modes(&self, first: u32, scratch: &mut ActScratch, acts: &mut [ProposedAct]) {
        let Self { level, parts } = self;
        let width = parts.layers.width();
        let ActScratch { rows, layers, triggers, modes, .. } = scratch;
        triggers.clear();
        for token in acts.iter().flat_map(|act| act.tokens.clone()) {
            let at = (token - first) as usize * width;
            triggers.extend_from_slice(&layers.hidden[at..at + width]);
        }
        rows.shape(triggers.len() / width, width);
        kernels::quantise(*level, triggers, width, rows);
        kernels::multiply(*level, rows, &parts.mode, modes);
        let mut scores = modes.chunks_exact(parts.mode.columns());
        for act in acts {
            let n = act.tokens.len();
            let mut mean = vec![0.0; parts.modes.len()];
            for row in scores.by_ref().take(n) {
                let all = softmax(&row[..=parts.modes.len()]);
                mean.iter_mut().zip(&all[1..]).for_each(|(m, p)| *m += p / n as f32);
            }
            act.modes = parts.modes.iter().copied().zip(mean).collect();
            act.modes.retain(|&(_, p)| p >= LEAST_MODE);
            act.modes.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
    }

    /// The input of each word.
    fn embed(&self, network: &Network, below: &Scratch, words: &[Word], scratch: &mut ActScratch) {
        let parts = &self.parts;
        let inputs = parts.layers.mix.inputs();
        scratch.input.resize(words.len() * inputs, 0.0);
        let rows = scratch.input.chunks_exact_mut(inputs);
        for (at, (word, row)) in words.iter().zip(rows).enumerate() {
            let (states, rest) = row.split_at_mut(network.states_width());
            network.states(word, at, below, states);
            rest.fill(0.0);
            let (vector, rest) = rest.split_at_mut(parts.vectors.columns());
            parts.vectors.add(self.level, word.vector, vector);
            parts.words.add(self.level, word.lower, &mut rest[..parts.words.columns()]);
        }
    }

    /// The acts of one sentence, whose words have the scores `rows`.
    fn read(&self, rows: &[f32], first: u32, out: &mut Vec<ProposedAct>) {
        let parts = &self.parts;
        let columns = parts.heads.columns();
        let kinds = 1 + parts.types.len();
        let words: Vec<Option<Reading>> =
            rows.chunks_exact(columns).map(|row| Reading::of(&row[..kinds])).collect();
        let mut at = 0;
        while at < words.len() {
            let Some(kind) = words[at].as_ref().map(|w| w.best) else {
                at += 1;
                continue;
            };
            let same = |w: &Option<Reading>| w.as_ref().is_some_and(|w| w.best == kind);
            let end = at + words[at..].iter().take_while(|w| same(w)).count();
            let scores: Vec<f32> =
                words[at..end].iter().map(|w| w.as_ref().map_or(0.0, |w| w.some)).collect();
            let run = trigger(&scores);
            out.push(self.act(rows, &words, at + run.start..at + run.end, first));
            at = end;
        }
    }

    fn act(
        &self,
        rows: &[f32],
        words: &[Option<Reading>],
        run: Range<usize>,
        first: u32,
    ) -> ProposedAct {
        let parts = &self.parts;
        let columns = parts.heads.columns();
        let read = || run.clone().filter_map(|i| words[i].as_ref().map(|w| (i, w)));
        let total: f32 = read().map(|(_, w)| w.some).sum();
        let best = read().fold(None, |best: Option<&Reading>, (_, w)| match best {
            Some(b) if b.some >= w.some => best,
            _ => Some(w),
        });
        let mut types: Vec<(EventType, f32)> = best
            .iter()
            .flat_map(|w| parts.types.iter().copied().zip(w.shares.iter().copied()))
            .filter(|&(_, share)| share >= LEAST_SHARE)
            .collect();
        types.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut statuses: Vec<(Status, f32)> =
            parts.statuses.iter().map(|&status| (status, 0.0)).collect();
        let kinds = 1 + parts.types.len();
        for (i, word) in read() {
            let row = &rows[i * columns + kinds..][..parts.statuses.len()];
            for (slot, p) in statuses.iter_mut().zip(softmax(row)) {
                slot.1 += p * word.some / total;
            }
        }
        statuses.sort_by(|a, b| b.1.total_cmp(&a.1));
        let [source, target]: [Vec<ProposedParty>; 2] = [0, 1].map(|role| {
            let score = |party: usize| -> f32 {
                read().map(|(i, w)| w.some / total * self.role(rows, i, party, role)).sum()
            };
            (0..words.len())
                .map(|i| ProposedParty { token: first + i as u32, score: score(i) })
                .filter(|p| p.score >= LEAST_PARTY)
                .collect()
        });
        let mut parties: Vec<u32> = source.iter().chain(&target).map(|p| p.token).collect();
        parties.sort_unstable();
        parties.dedup();
        let mut homes = Vec::new();
        for party in parties {
            self.homes(rows, party, first, &mut homes);
        }
        ProposedAct {
            tokens: first + run.start as u32..first + run.end as u32,
            score: best.map_or(0.0, |w| w.some),
            types,
            statuses,
            modes: Vec::new(),
            source,
            target,
            homes,
        }
    }

    /// The words of the sentence that may name the state of the party which token `party` heads.
    fn homes(&self, rows: &[f32], party: u32, first: u32, out: &mut Vec<ProposedHome>) {
        let parts = &self.parts;
        let columns = parts.heads.columns();
        let residents = 1 + parts.types.len() + parts.statuses.len() + 2 * ROLES * parts.matched;
        let resident = &rows[(party - first) as usize * columns + residents..][..parts.matched];
        for (i, row) in rows.chunks_exact(columns).enumerate() {
            let state = &row[residents + parts.matched..][..parts.matched];
            let score = kernels::dot(resident, state) + parts.home_bias;
            let token = first + i as u32;
            if score >= LEAST_HOME_SCORE && token != party {
                let score = 1.0 / (1.0 + kernels::exponential(-score));
                out.push(ProposedHome { party, state: token, score });
            }
        }
    }

    /// The probability that word `party` heads a party in `role` to the act that word `trigger` names.
    fn role(&self, rows: &[f32], trigger: usize, party: usize, role: usize) -> f32 {
        let parts = &self.parts;
        let columns = parts.heads.columns();
        let triggers = 1 + parts.types.len() + parts.statuses.len() + role * parts.matched;
        let parties = triggers + ROLES * parts.matched;
        let one = &rows[trigger * columns + triggers..][..parts.matched];
        let other = &rows[party * columns + parties..][..parts.matched];
        let score = kernels::dot(one, other) + parts.bias[role];
        1.0 / (1.0 + kernels::exponential(-score))
    }
}

impl ActParts {
    /// The length of a word's input, with states of that length.
    fn inputs(&self, states: usize) -> usize {
        states + self.vectors.columns() + self.words.columns()
    }

    fn named_columns(&self) -> usize {
        1 + self.types.len() + self.statuses.len() + 2 * (ROLES + 1) * self.matched
    }
}

/// What the network says of one word that may name an act.
struct Reading {
    /// The probability of any act.
    some: f32,
    /// The number of the likeliest type.
    best: usize,
    /// The shares of the types.
    shares: Vec<f32>,
}

impl Reading {
    /// None when the word is unlikely to name an act. The first of `scores` is for "no act".
    fn of(scores: &[f32]) -> Option<Self> {
        let (none, types) = scores.split_first()?;
        // The most that the others can be together, before any curve is computed.
        let highest = types.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
        if none - highest > 5.8 {
            return None;
        }
        let all = softmax(scores);
        let some: f32 = all[1..].iter().sum();
        // Weights that are too large for their sums end here, too.
        if some.is_nan() || some < LEAST {
            return None;
        }
        let shares: Vec<f32> = all[1..].iter().map(|p| p / some).collect();
        let best = types.iter().position(|&s| s == highest).unwrap_or(0);
        Some(Self { some, best, shares })
    }
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    let powers: Vec<f32> = scores.iter().map(|s| kernels::exponential(s - highest)).collect();
    let total: f32 = powers.iter().sum();
    powers.into_iter().map(|p| p / total).collect()
}

/// The trigger in a run of words of one type: the likeliest word, and those beside it that are nearly as likely.
fn trigger(scores: &[f32]) -> Range<usize> {
    let highest = scores.iter().fold(0.0_f32, |a, &b| if b > a { b } else { a });
    let peak = scores.iter().position(|&s| s == highest).unwrap_or(0);
    let near = |i: &usize| scores[*i] >= BESIDE * highest;
    let start = (0..peak).rev().take_while(near).last().unwrap_or(peak);
    let end = (peak + 1..scores.len()).take_while(near).last().unwrap_or(peak);
    start..end + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_the_likeliest_word_with_those_nearly_as_likely_beside_it() {
        assert_eq!(trigger(&[0.1, 0.5, 0.9, 0.2]), 1..3);
        assert_eq!(trigger(&[0.5]), 0..1);
        assert_eq!(trigger(&[0.9, 0.1, 0.8]), 0..1);
    }

    #[test]
    fn a_word_that_names_nothing_is_passed_over_and_shares_sum_to_one() {
        assert!(Reading::of(&[9.0, 0.0, -1.0]).is_none());
        assert!(Reading::of(&[f32::INFINITY, f32::INFINITY, 0.0]).is_none());
        assert!(Reading::of(&[0.0, f32::NAN, 0.0]).is_none());
        let reading = Reading::of(&[0.0, 0.5, 2.0]).unwrap();
        assert_eq!(reading.best, 1);
        assert!((reading.shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!((0.89..0.91).contains(&reading.some), "{}", reading.some);
    }
}
