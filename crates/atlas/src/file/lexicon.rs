//! Finding names in folded words: all entries of the index that begin at a word.

use crate::file::fold::{Caps, Words, loose};
use crate::file::records::{LOOSE, Target, flag, unpack_target};
use crate::file::store::Store;
use fst::raw::{Fst, Node, Output};

/// Words and the postings of the name they spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    first: u32,
    count: u32,
    pub(crate) loose: bool,
}

/// A reading of a hit, as it stands in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) target: Target,
    pub(crate) index: usize,
    pub(crate) flags: u32,
    pub(crate) extra: u32,
}

impl Hit {
    /// The postings whose demands on capitals the words meet. Common words count only where `common` allows.
    pub(crate) fn postings<'a>(
        &'a self,
        store: &'a Store,
        words: &'a Words,
        common: bool,
    ) -> impl Iterator<Item = Posting> + 'a {
        let span = words.words.get(self.start..self.end).unwrap_or(&[]);
        // The first word of a sentence has a capital whatever it is: `The village` is not The Village.
        let article = usize::from(span.len() > 1 && words.text(self.start) == "the");
        let cased = span.iter().skip(article).any(|w| w.caps != Caps::Lower);
        let upper = span.iter().all(|w| w.caps == Caps::All);
        let short = (self.start..self.end).all(|i| words.text(i).len() <= 3);
        (self.first..self.first.saturating_add(self.count)).filter_map(move |i| {
            let [target, flags, extra] = store.postings.row(i as usize);
            let fits = (flags & flag::CASED == 0 || cased)
                && (flags & flag::UPPER == 0 || upper)
                && (flags & flag::COMMON == 0 || common);
            let (target, index) = unpack_target(target);
            // `BA` is an airline before it is Mr Ba.
            let fits = fits && !(target == Target::Surname && upper && short);
            fits.then_some(Posting { target, index, flags, extra })
        })
    }
}

struct Walk<'f, D: AsRef<[u8]>> {
    fst: &'f Fst<D>,
    node: Node<'f>,
    output: Output,
}

impl<'f, D: AsRef<[u8]>> Walk<'f, D> {
    fn new(fst: &'f Fst<D>) -> Self {
        Self { fst, node: fst.root(), output: Output::zero() }
    }

    fn step(&mut self, text: &[u8]) -> bool {
        for &byte in text {
            let Some(i) = self.node.find_input(byte) else { return false };
            let transition = self.node.transition(i);
            self.output = self.output.cat(transition.out);
            self.node = self.fst.node(transition.addr);
        }
        true
    }

    fn hit(&self, start: usize, end: usize, loose: bool) -> Option<Hit> {
        self.node.is_final().then(|| {
            let value = self.output.cat(self.node.final_output()).value();
            Hit { start, end, first: (value >> 16) as u32, count: (value & 0xFFFF) as u32, loose }
        })
    }
}

/// Appends every entry of the index that begins at word `start`, shorter ones first; none reaches over a comma.
pub(crate) fn hits(store: &Store, words: &Words, start: usize, out: &mut Vec<Hit>) {
    let mut walk = Walk::new(&store.names);
    for end in start..words.len() {
        if end > start && (words.words[end].cut || !walk.step(b" ")) {
            break;
        }
        if !walk.step(words.text(end).as_bytes()) {
            break;
        }
        out.extend(walk.hit(start, end + 1, false));
    }
    if words.words.get(start).is_some_and(|w| w.caps != Caps::Lower) {
        loose_hits(store, words, start, out);
    }
}

fn loose_hits(store: &Store, words: &Words, start: usize, out: &mut Vec<Hit>) {
    let mut walk = Walk::new(&store.names);
    if !walk.step(&[LOOSE]) {
        return;
    }
    let mut form = String::new();
    let mut used = 0;
    for end in start..words.len() {
        if end > start
            && (words.words[end].cut || words.words[end].possessive && words.text(end) == "s")
        {
            break;
        }
        form.clear();
        loose(words.text(end), |w| store.variants.get(w).map(|o| o.value() as usize), &mut form);
        if form.is_empty() {
            continue;
        }
        if used > 0 && !walk.step(b" ") || !walk.step(form.as_bytes()) {
            break;
        }
        used += 1;
        if used >= 2 {
            out.extend(walk.hit(start, end + 1, true));
        }
    }
}
