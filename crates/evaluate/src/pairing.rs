//! One-to-one pairing of gold and predicted items, and the scores made of counts.

/// Chooses pairs greedily, best total first; ties go to the lower gold index, then the lower predicted index.
/// Candidates are `(total, gold, predicted)`; the chosen are returned in the order of choice.
pub(crate) fn one_to_one(mut candidates: Vec<(f64, usize, usize)>) -> Vec<(f64, usize, usize)> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gold_used, mut predicted_used) =
        (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    candidates.retain(|&(_, gold, predicted)| {
        let free = !gold_used.contains(&gold) && !predicted_used.contains(&predicted);
        if free {
            gold_used.insert(gold);
            predicted_used.insert(predicted);
        }
        free
    });
    candidates
}

/// Precision, recall and F1 from counts, in percent; 0 where a count is 0.
pub(crate) fn prf(right: f64, predicted: f64, gold: f64) -> [f64; 3] {
    let share = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
    let (p, r) = (share(right, predicted), share(right, gold));
    let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    [100.0 * p, 100.0 * r, 100.0 * f]
}
