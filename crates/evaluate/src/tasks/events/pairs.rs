//! Pairs predicted events with gold ones.

use super::coded::{Actor, Coded, Span, iou, matches, overlap};
use crate::pairing::one_to_one;

/// The chosen pairs, as positions in gold and predicted.
pub(super) fn pair(gold: &[Coded], predicted: &[Coded], sentences: &[Span]) -> Vec<(usize, usize)> {
    let sentence = |e: &Coded| {
        let start = e.spans.first()?.0;
        sentences.iter().position(|&(s, x)| s <= start && start < x)
    };
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let same = g.kind == p.kind;
            let trigger = g.spans.iter().flat_map(|&a| p.spans.iter().map(move |&b| iou(a, b)));
            let trigger = trigger.fold(0.0, f64::max);
            if trigger == 0.0 {
                let spanless = g.spans.is_empty() || p.spans.is_empty();
                let may = if g.spans.is_empty() {
                    same || in_common(g, p)
                } else {
                    same && (spanless || sentence(g) == sentence(p)) && in_common(g, p)
                };
                if !may {
                    continue;
                }
            }
            let side = |g: &[Actor], p: &[Actor]| f64::from(!g.is_empty() && matches(g, p)) / 2.0;
            let total =
                trigger + f64::from(same) + side(&g.source, &p.source) + side(&g.target, &p.target)
                    - 1e-6 * f64::from(g.optional);
            candidates.push((total, i, j));
        }
    }
    one_to_one(candidates).into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// A participant in common: spans overlap; where a span is missing, the same actor.
fn in_common(g: &Coded, p: &Coded) -> bool {
    g.source.iter().chain(&g.target).any(|a| {
        p.source.iter().chain(&p.target).any(|b| match (a.span, b.span) {
            (Some(x), Some(y)) => overlap(x, y) > 0,
            _ => a.same(b),
        })
    })
}
