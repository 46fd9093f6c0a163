//! Dependencies: a greedy arc-hybrid parser that scores moves and relations with linear models.

use crate::hashing::feature;
use crate::tagger::Scratch;
use crate::transition::{MAX_WORDS, Move, NONE, State};
use crate::weights::{Weights, best};
use crate::words::Word;

/// The sentence that is parsed.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) words: &'a [Word],
    pub(crate) tags: &'a [u8],
}

/// What the features use of one place of the stack or the buffer.
#[derive(Clone, Copy)]
struct Seen {
    at: u16,
    w: u32,
    t: u32,
    /// Clusters, middle and coarse.
    c: u32,
    cc: u32,
}

const ROOT: u32 = u32::MAX;

impl Input<'_> {
    fn see(&self, at: u16) -> Seen {
        match (self.words.get(at as usize), self.tags.get(at as usize)) {
            (Some(w), Some(&t)) => {
                Seen { at, w: w.lower, t: u32::from(t) + 1, c: w.clusters[1], cc: w.clusters[2] }
            }
            _ if at == NONE => Seen { at, w: 0, t: 0, c: 0, cc: 0 },
            _ => Seen { at, w: ROOT, t: ROOT, c: ROOT, cc: ROOT },
        }
    }

    fn tag(&self, at: u16) -> u32 {
        self.see(at).t
    }
}

/// The tag, and the relation, of a dependent that has been found.
fn dependent(input: Input<'_>, state: &State, at: u16) -> (u32, u32) {
    if at == NONE {
        return (0, 0);
    }
    (input.tag(at), u32::from(state.nodes[at as usize].label) + 1)
}

fn distance(a: u16, b: u16) -> u32 {
    if a == NONE || b == NONE {
        return 0;
    }
    match a.abs_diff(b) {
        d @ 0..=5 => d.into(),
        6..=8 => 6,
        9..=14 => 7,
        _ => 8,
    }
}

struct Dependents {
    left: u16,
    left2: u16,
    right: u16,
    right2: u16,
    counts: u32,
}

fn dependents(state: &State, at: u16) -> Dependents {
    match state.nodes.get(at as usize) {
        Some(n) => Dependents {
            left: n.left[0],
            left2: n.left[1],
            right: n.right[0],
            right2: n.right[1],
            counts: u32::from(n.left_count.min(3)) << 2 | u32::from(n.right_count.min(3)),
        },
        None => Dependents { left: NONE, left2: NONE, right: NONE, right2: NONE, counts: 0 },
    }
}

/// The features by which the next move is chosen.
pub(crate) fn move_features(input: Input<'_>, state: &State, out: &mut Vec<u32>) {
    let s0 = input.see(state.stack(0));
    let s1 = input.see(state.stack(1));
    let s2 = input.see(state.stack(2));
    let b0 = input.see(state.buffer(0));
    let b1 = input.see(state.buffer(1));
    let b2 = input.see(state.buffer(2));
    let (d0, d1, db) =
        (dependents(state, s0.at), dependents(state, s1.at), dependents(state, b0.at));
    let (s0l, s0ll) = dependent(input, state, d0.left);
    let (s0r, s0rl) = dependent(input, state, d0.right);
    let (s0l2, s0l2l) = dependent(input, state, d0.left2);
    let (s0r2, s0r2l) = dependent(input, state, d0.right2);
    let (s1l, s1ll) = dependent(input, state, d1.left);
    let (s1r, s1rl) = dependent(input, state, d1.right);
    let (b0l, b0ll) = dependent(input, state, db.left);
    let (_, b0l2l) = dependent(input, state, db.left2);
    let (_, s1r2l) = dependent(input, state, d1.right2);
    let near = distance(s0.at, b0.at);
    let far = distance(s1.at, s0.at);
    out.clear();
    let mut f = |a, b, c| {
        let template = 200 + out.len() as u32;
        out.push(feature(template, a, b, c));
    };
    f(s0.w, s0.t, 0);
    f(s0.t, 0, 0);
    f(s0.w, 0, 0);
    f(s1.w, s1.t, 0);
    f(s1.t, 0, 0);
    f(b0.w, b0.t, 0);
    f(b0.w, 0, 0);
    f(b0.t, 0, 0);
    f(b1.w, b1.t, 0);
    f(b1.t, b2.t, 0);
    f(b2.w, b2.t, 0);
    f(s2.t, s2.w, 0);
    f(s0.w, b0.w, 0);
    f(s0.w, b0.t, s0.t);
    f(s0.t, b0.w, b0.t);
    f(s0.t, b0.t, 0);
    f(s1.w, s0.w, 0);
    f(s1.w, s0.t, s1.t);
    f(s1.t, s0.w, s0.t);
    f(s1.t, s0.t, 0);
    f(s1.w, b0.w, 0);
    f(s1.t, b0.t, s1.w);
    f(b0.t, b1.t, b2.t);
    f(b0.w, b1.w, 0);
    f(b0.t, b1.w, 0);
    f(s0.t, b0.t, b1.t);
    f(s0.w, b0.t, b1.t);
    f(s1.t, s0.t, b0.t);
    f(s1.w, s0.t, b0.t);
    f(s1.t, s0.w, b0.t);
    f(s1.t, s0.t, b0.w);
    f(s2.t, s1.t, s0.t);
    f(s1.t, b0.t, b1.t);
    f(s0.t, s0l, b0.t);
    f(s0.t, s0r, b0.t);
    f(s0.t, b0.t, b0l);
    f(s1.t, s1r, s0.t);
    f(s1.t, s1l, s0.t);
    f(s1.t, s0.t, s0l);
    f(s1.t, s0.t, s0r);
    f(s0.w, s0ll, s0rl);
    f(s0.t, s0ll, s0rl);
    f(s0.t, s0ll, s0l2l);
    f(s0.t, s0rl, s0r2l);
    f(s1.t, s1ll, s1rl);
    f(s1.t, s1rl, s1r2l);
    f(b0.t, b0ll, b0l2l);
    f(b0.w, b0ll, 0);
    f(s0.t, d0.counts, b0.t);
    f(s0.w, d0.counts, 0);
    f(s1.t, d1.counts, s0.t);
    f(s1.w, d1.counts, 0);
    f(b0.t, db.counts, s0.t);
    f(s0.t, b0.t, near);
    f(s1.t, s0.t, far);
    f(s0.w, near, 0);
    f(b0.w, near, 0);
    f(s1.w, far, 0);
    f(s0.c, b0.c, 0);
    f(s1.c, s0.c, 0);
    f(s0.c, b0.t, 0);
    f(s0.t, b0.c, 0);
    f(s1.c, s0.t, b0.t);
    f(s1.t, s0.c, b0.t);
    f(s1.c, b0.c, 0);
    f(s1.cc, s0.cc, b0.cc);
    f(b1.c, b0.t, s0.t);
    f(s0l, s0l2, s0.t);
    f(s0r, s0r2, s0.t);
    f(s1rl, s0ll, s0.t);
}

/// The features by which the relation of `dependent` to `head` is chosen.
pub(crate) fn label_features(
    input: Input<'_>,
    state: &State,
    head: u16,
    dep: u16,
    out: &mut Vec<u32>,
) {
    let h = input.see(head);
    let d = input.see(dep);
    let around = |at: u16, by: i32| {
        let place = i32::from(at) + by;
        if place < 0 { NONE } else { place as u16 }
    };
    let before = input.see(around(dep, -1));
    let after = input.see(around(dep, 1));
    let head_before = input.tag(around(head, -1));
    let head_after = input.tag(around(head, 1));
    let (dh, dd) = (dependents(state, head), dependents(state, dep));
    let (dl, dll) = dependent(input, state, dd.left);
    let (_, dl2l) = dependent(input, state, dd.left2);
    let (dr, drl) = dependent(input, state, dd.right);
    let (_, hll) = dependent(input, state, dh.left);
    let (_, hl2l) = dependent(input, state, dh.left2);
    let (_, hrl) = dependent(input, state, dh.right);
    let (_, hr2l) = dependent(input, state, dh.right2);
    let left_word = input.see(dd.left).w;
    let side = u32::from(dep < head);
    let far = distance(head, dep) << 1 | side;
    out.clear();
    let mut f = |a, b, c| {
        let template = 300 + out.len() as u32;
        out.push(feature(template, a, b, c));
    };
    f(h.t, d.t, side);
    f(h.w, d.w, side);
    f(h.w, d.t, side);
    f(h.t, d.w, side);
    f(d.w, d.t, side);
    f(h.w, h.t, side);
    f(h.c, d.c, side);
    f(h.c, d.t, side);
    f(h.t, d.c, side);
    f(h.cc, d.cc, d.t);
    f(h.t, d.t, far);
    f(d.w, far, 0);
    f(d.t, dll, side);
    f(d.t, left_word, side);
    f(h.w, left_word, d.t);
    f(h.t, left_word, d.w);
    f(h.t, d.t, dll);
    f(h.t, d.t, drl);
    f(h.t, dll, dl2l);
    f(d.t, dl, dr);
    f(h.t, d.t, hll << 1 | side);
    f(h.t, d.t, hrl << 1 | side);
    f(h.t, hll, hl2l << 1 | side);
    f(h.w, hll, hrl << 1 | side);
    f(h.t, hrl, hr2l << 1 | side);
    f(h.w, hrl, d.t);
    f(before.t, d.t, after.t);
    f(before.w, d.t, h.t);
    f(after.w, d.t, h.t);
    f(head_before, h.t, d.t);
    f(h.t, head_after, d.t);
    f(before.t, d.w, h.t);
    f(h.w, d.c, side);
    f(d.w, h.c, side);
    f(dd.counts, d.t, h.t);
    f(dh.counts, h.t, d.t);
    f(d.c, dll, left_word);
}

/// Finds head and relation of every word. Heads are indices into the sentence, the root its own head; a sentence of
/// more than [`MAX_WORDS`] words is parsed in pieces that hang on the first.
pub(crate) fn parse(
    moves: &Weights,
    labels: &Weights,
    input: Input<'_>,
    scratch: &mut Scratch,
    state: &mut State,
    out: &mut Vec<(u32, u8)>,
) {
    out.clear();
    let mut first_root = None;
    for start in (0..input.words.len()).step_by(MAX_WORDS) {
        let end = input.words.len().min(start + MAX_WORDS);
        let piece = Input { words: &input.words[start..end], tags: &input.tags[start..end] };
        run(moves, labels, piece, scratch, state);
        for (i, node) in state.nodes[..end - start].iter().enumerate() {
            let head = if node.head == state.root() {
                *first_root.get_or_insert(start + i)
            } else {
                start + node.head as usize
            };
            out.push((head as u32, node.label));
        }
    }
}

fn run(
    moves: &Weights,
    labels: &Weights,
    input: Input<'_>,
    scratch: &mut Scratch,
    state: &mut State,
) {
    state.start(input.words.len());
    while !state.is_done() {
        move_features(input, state, &mut scratch.features);
        let scores = moves.narrow_scores(&scratch.features);
        let Some(chosen) = best_move(state, &scores) else { break };
        let label = match state.arc(chosen) {
            Some((head, dependent)) => {
                label_features(input, state, head, dependent, &mut scratch.features);
                labels.score(&scratch.features, &mut scratch.scores);
                best(&scratch.scores) as u8
            }
            None => 0,
        };
        state.make(chosen, label);
    }
}

/// The allowed move with the highest score.
pub(crate) fn best_move<S: PartialOrd + Copy>(state: &State, scores: &[S]) -> Option<Move> {
    let mut best: Option<(Move, S)> = None;
    for (m, &score) in Move::ALL.into_iter().zip(scores) {
        if state.allows(m) && best.is_none_or(|(_, top)| score > top) {
            best = Some((m, score));
        }
    }
    best.map(|(m, _)| m)
}
