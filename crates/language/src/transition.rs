//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with its dynamic oracle (Goldberg and
//! Nivre 2013). The root stands at the end of the buffer.

/// What the parser can do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Puts the next word of the buffer on the stack.
    Shift,
    /// Makes the top of the stack a dependent of the next word of the buffer.
    Left,
    /// Makes the top of the stack a dependent of the word below it.
    Right,
}

impl Move {
    pub(crate) const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// No word.
pub(crate) const NONE: u16 = u16::MAX;

/// The longest sentence that is parsed; the analyser cuts longer ones.
pub(crate) const MAX_WORDS: usize = 400;

/// What is known of one word's place in the tree under construction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) head: u16,
    pub(crate) label: u8,
    /// Dependents to the left and to the right.
    pub(crate) left_count: u8,
    pub(crate) right_count: u8,
    /// Outermost and second outermost dependents on each side.
    pub(crate) left: [u16; 2],
    pub(crate) right: [u16; 2],
}

const LOOSE: Node =
    Node { head: NONE, label: 0, left_count: 0, right_count: 0, left: [NONE; 2], right: [NONE; 2] };

/// A stack, a buffer and the arcs so far. Word `words` is the root.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) nodes: Vec<Node>,
    stack: Vec<u16>,
    next: u16,
    words: u16,
}

impl State {
    /// Starts a sentence of `words` words.
    pub(crate) fn start(&mut self, words: usize) {
        self.words = words.min(MAX_WORDS) as u16;
        self.next = 0;
        self.stack.clear();
        self.nodes.clear();
        self.nodes.resize(self.words as usize + 1, LOOSE);
    }

    /// The word at `depth` of the stack, [`NONE`] below its end.
    #[inline]
    pub(crate) fn stack(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i])
    }

    /// The word at `offset` of the buffer, [`NONE`] past its end.
    #[inline]
    pub(crate) const fn buffer(&self, offset: u16) -> u16 {
        if self.next + offset <= self.words { self.next + offset } else { NONE }
    }

    pub(crate) const fn root(&self) -> u16 {
        self.words
    }

    /// Whether every word has a head.
    pub(crate) fn is_done(&self) -> bool {
        self.next == self.words && self.stack.is_empty()
    }

    /// Only the last word left may hang on the root, so that a sentence has one root.
    pub(crate) fn allows(&self, m: Move) -> bool {
        match m {
            Move::Shift => self.next < self.words,
            Move::Left => match self.stack.len() {
                0 => false,
                1 => true,
                _ => self.next < self.words,
            },
            Move::Right => self.stack.len() > 1,
        }
    }

    /// The head and dependent of the arc that `m` adds.
    pub(crate) fn arc(&self, m: Move) -> Option<(u16, u16)> {
        let head = match m {
            Move::Shift => return None,
            Move::Left => self.next,
            Move::Right => self.stack(1),
        };
        Some((head, self.stack(0)))
    }

    /// Makes a move that is allowed; `label` names its arc.
    pub(crate) fn make(&mut self, m: Move, label: u8) {
        let Some((head, dependent)) = self.arc(m) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let node = &mut self.nodes[dependent as usize];
        node.head = head;
        node.label = label;
        let node = &mut self.nodes[head as usize];
        if dependent < head {
            node.left = [dependent, node.left[0]];
            node.left_count = node.left_count.saturating_add(1);
        } else {
            node.right = [dependent, node.right[0]];
            node.right_count = node.right_count.saturating_add(1);
        }
    }

    /// How many gold arcs `m` puts out of reach.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn cost(&self, m: Move, gold: &GoldTree) -> usize {
        let top = self.stack(0);
        match m {
            Move::Shift => {
                let word = self.next;
                let below = &self.stack[..self.stack.len().saturating_sub(1)];
                let head = gold.head[word as usize];
                usize::from(below.contains(&head))
                    + gold.dependents[word as usize]
                        .iter()
                        .filter(|d| self.stack.contains(d))
                        .count()
            }
            Move::Left => {
                let head = gold.head[top as usize];
                let lost = head != NONE && (head == self.stack(1) || head > self.next);
                usize::from(lost) + self.open_dependents(top, gold)
            }
            Move::Right => {
                let head = gold.head[top as usize];
                usize::from(head >= self.next && head != NONE) + self.open_dependents(top, gold)
            }
        }
    }

    #[cfg(any(test, feature = "train"))]
    fn open_dependents(&self, word: u16, gold: &GoldTree) -> usize {
        gold.dependents[word as usize].iter().filter(|&&d| d >= self.next).count()
    }
}

/// The tree that the parser should find. Word `n` is the root.
#[cfg(any(test, feature = "train"))]
#[derive(Debug, Clone)]
pub(crate) struct GoldTree {
    pub(crate) head: Vec<u16>,
    pub(crate) dependents: Vec<Vec<u16>>,
}

#[cfg(any(test, feature = "train"))]
impl GoldTree {
    /// From heads as indices, the number of words standing for the root.
    pub(crate) fn new(heads: &[u16]) -> Self {
        let mut dependents = vec![Vec::new(); heads.len() + 1];
        for (d, &h) in heads.iter().enumerate() {
            dependents[h as usize].push(d as u16);
        }
        let mut head = heads.to_vec();
        head.push(NONE);
        Self { head, dependents }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oracle_rebuilds_a_projective_tree() {
        // The ministers who met in Doha signed.
        let gold = GoldTree::new(&[1, 6, 3, 1, 5, 3, 8, 6]);
        let mut state = State::default();
        state.start(8);
        while !state.is_done() {
            let m = Move::ALL
                .into_iter()
                .filter(|&m| state.allows(m))
                .min_by_key(|&m| state.cost(m, &gold))
                .unwrap();
            assert_eq!(state.cost(m, &gold), 0);
            state.make(m, 0);
        }
        let heads: Vec<u16> = state.nodes[..8].iter().map(|n| n.head).collect();
        assert_eq!(heads, gold.head[..8]);
    }

    #[test]
    fn any_moves_end_in_a_tree_with_one_root() {
        for seed in 0_usize..50 {
            let mut state = State::default();
            state.start(9);
            let mut step = seed;
            while !state.is_done() {
                let allowed: Vec<Move> =
                    Move::ALL.into_iter().filter(|&m| state.allows(m)).collect();
                step = step.wrapping_mul(7919).wrapping_add(13);
                state.make(allowed[(step >> 4) % allowed.len()], 0);
            }
            let roots = state.nodes[..9].iter().filter(|n| n.head == 9).count();
            assert_eq!(roots, 1);
            assert!(state.nodes[..9].iter().all(|n| n.head != NONE));
        }
    }
}
