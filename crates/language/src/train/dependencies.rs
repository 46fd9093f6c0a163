//! Training of the parser with a dynamic oracle and exploration (Goldberg and Nivre 2013).

use super::perceptron::{Finished, Manner, Perceptron, Random};
use super::samples::Sample;
use super::stages::best;
use crate::parser::{Input, best_move, label_features, move_features};
use crate::transition::{GoldTree, MAX_WORDS, Move, State};

/// In this share of the cases the parser follows its own choice after the first round, right or wrong.
const EXPLORE: f64 = 0.9;

const MOVES: Manner = Manner { patience: 4, margin: 0.0, shrinking: false };
const LABELS: Manner = Manner { patience: 2, margin: 0.0, shrinking: false };

/// The models of moves and of relations.
pub(crate) fn train(
    samples: &[Sample],
    tags: &[Vec<u8>],
    relations: usize,
    rounds: usize,
    seed: u64,
) -> (Finished, Finished) {
    let mut moves = Perceptron::new(Move::ALL.len(), MOVES);
    let mut labels = Perceptron::new(relations, LABELS);
    let mut random = Random(seed | 1);
    let mut order: Vec<usize> =
        (0..samples.len()).filter(|&i| samples[i].words.len() <= MAX_WORDS).collect();
    let trees: Vec<GoldTree> = samples.iter().map(|s| GoldTree::new(&s.heads)).collect();
    let (mut features, mut scores, mut state) = (Vec::new(), Vec::new(), State::default());
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let (sample, gold) = (&samples[s], &trees[s]);
            let input = Input { words: &sample.words, tags: &tags[s] };
            state.start(sample.words.len());
            while !state.is_done() {
                move_features(input, &state, &mut features);
                moves.score(&features, &mut scores);
                let Some(guess) = best_move(&state, &scores) else { break };
                let cost = |m: Move| state.cost(m, gold);
                let cheapest = allowed(&state).map(cost).min().unwrap_or(0);
                let optimal: Vec<f32> = Move::ALL
                    .into_iter()
                    .zip(&scores)
                    .map(|(m, &score)| {
                        let good = state.allows(m) && cost(m) == cheapest;
                        if good { score } else { f32::NEG_INFINITY }
                    })
                    .collect();
                let truth = best_move(&state, &optimal).unwrap_or(guess);
                let right = optimal[guess as usize] > f32::NEG_INFINITY;
                moves.learn(&features, truth as usize, &scores, |m| {
                    state.allows(Move::ALL[m]) && cost(Move::ALL[m]) > cheapest
                });
                let explore = round > 0 && (random.below(1000) as f64) < EXPLORE * 1000.0;
                let chosen = if right || explore { guess } else { truth };
                let mut label = 0;
                if let Some((head, dependent)) = state.arc(chosen) {
                    label_features(input, &state, head, dependent, &mut features);
                    labels.score(&features, &mut scores);
                    let guess = best(&scores);
                    label = guess as u8;
                    if gold.head[dependent as usize] == head {
                        let truth = sample.relations[dependent as usize];
                        labels.learn(&features, truth.into(), &scores, |_| true);
                        label = truth;
                    }
                }
                state.make(chosen, label);
            }
        }
    }
    (moves.finish(), labels.finish())
}

fn allowed(state: &State) -> impl Iterator<Item = Move> {
    Move::ALL.into_iter().filter(|&m| state.allows(m))
}
