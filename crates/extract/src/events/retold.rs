//! Acts that one clause names twice: "killed in a raid", "the raid that killed two".

use super::people::Sides;
use super::proposal::Candidate;
use super::tree::Tree;
use detente_model::{Deprel, Participant, Upos};

/// How many words up an act is looked for that tells of the same.
const UP: usize = 3;

/// The words above the trigger of `inner` in its clause where another may name the same act.
pub(super) fn above<'t>(
    tree: &'t Tree<'_>,
    inner: &Candidate<'_>,
) -> impl Iterator<Item = u32> + 't {
    let up = |&t: &u32| {
        let other_clause = matches!(
            tree.deprel(t),
            Deprel::Conj | Deprel::Parataxis | Deprel::Root | Deprel::Advcl | Deprel::Ccomp
        );
        tree.head(t).filter(|_| !other_clause)
    };
    std::iter::successors(Some(inner.trigger), up).skip(1).take(UP)
}

/// Whether `inner` is the same act as `outer`, a word above it, told again, once as a noun: "killed in an attack".
pub(super) fn is_retold(tree: &Tree<'_>, outer: &Candidate<'_>, inner: &Candidate<'_>) -> bool {
    let noun = |act: &Candidate<'_>| tree.upos(act.trigger) == Upos::Noun;
    let alike = outer.event_type == inner.event_type && !outer.event_type.is_joint();
    let (a, b) = (&outer.sides.source, &inner.sides.source);
    let shared = || a.iter().any(|p| b.iter().any(|q| p.entity == q.entity));
    alike && noun(outer) != noun(inner) && (a.is_empty() || b.is_empty() || shared())
}

/// Gives an act that names nobody on a side those who were named for it elsewhere, except for those on its other side.
pub(super) fn fill(sides: &mut Sides, elsewhere: Sides) {
    fill_side(&mut sides.source, elsewhere.source, &sides.target);
    fill_side(&mut sides.target, elsewhere.target, &sides.source);
}

fn fill_side(side: &mut Vec<Participant>, others: Vec<Participant>, across: &[Participant]) {
    if side.is_empty() {
        side.extend(others.into_iter().filter(|p| across.iter().all(|o| o.entity != p.entity)));
    }
}
