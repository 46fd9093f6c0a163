//! The best one-to-one assignment, by which CEAF pairs clusters.

/// The greatest total weight of a one-to-one assignment of rows to columns (Hungarian method, O(n²m)).
pub(super) fn best_assignment(weights: &[Vec<f64>]) -> f64 {
    let columns = weights.first().map_or(0, Vec::len);
    if weights.len() > columns {
        let turned: Vec<Vec<f64>> =
            (0..columns).map(|j| weights.iter().map(|row| row[j]).collect()).collect();
        return best_assignment(&turned);
    }
    let (n, m) = (weights.len(), columns);
    if n == 0 {
        return 0.0;
    }
    let mut u = vec![0.0; n + 1];
    let mut v = vec![0.0; m + 1];
    let mut row_of = vec![0usize; m + 1];
    let mut way = vec![0usize; m + 1];
    for i in 1..=n {
        row_of[0] = i;
        let mut j0 = 0;
        let mut least = vec![f64::INFINITY; m + 1];
        let mut used = vec![false; m + 1];
        loop {
            used[j0] = true;
            let i0 = row_of[j0];
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=m {
                if used[j] {
                    continue;
                }
                let cost = -weights[i0 - 1][j - 1] - u[i0] - v[j];
                if cost < least[j] {
                    least[j] = cost;
                    way[j] = j0;
                }
                if least[j] < delta {
                    delta = least[j];
                    j1 = j;
                }
            }
            for j in 0..=m {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
            if row_of[j0] == 0 {
                break;
            }
        }
        while j0 != 0 {
            let j1 = way[j0];
            row_of[j0] = row_of[j1];
            j0 = j1;
        }
    }
    (1..=m).filter(|&j| row_of[j] > 0).map(|j| weights[row_of[j] - 1][j - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignment_beats_greed() {
        let weights = vec![vec![0.9, 0.8], vec![0.8, 0.1]];
        assert!((best_assignment(&weights) - 1.6).abs() < 1e-9);
        assert!((best_assignment(&[vec![0.9], vec![0.8]]) - 0.9).abs() < 1e-9);
    }
}
