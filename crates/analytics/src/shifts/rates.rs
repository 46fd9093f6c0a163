//! Two Poisson rates compared, given their counts.

/// A ratio of rates with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Comparison {
    pub(super) ratio: Option<f64>,
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    pub(super) p: f64,
}

/// Compares the rates of counts `[before, after]`, of which one at least is not 0, under exposures of the same unit.
pub(super) fn compare(counts: [i64; 2], exposures: [f64; 2], confidence: f64) -> Comparison {
    let [before, after] = counts.map(|count| count as f64);
    let (n, share) = (before + after, exposures[1] / (exposures[0] + exposures[1]));
    let alpha = (1.0 - confidence) / 2.0;
    // Clopper and Pearson: quantiles of beta distributions.
    let low = if after > 0.0 { beta_quantile(alpha, after, before + 1.0) } else { 0.0 };
    let high = (before > 0.0).then(|| beta_quantile(1.0 - alpha, after + 1.0, before));
    let ratio_of = |share: f64| share / (1.0 - share) * exposures[0] / exposures[1];
    let lower_tail = if after >= n { 1.0 } else { 1.0 - beta(share, after + 1.0, n - after) };
    let upper_tail = if after <= 0.0 { 1.0 } else { beta(share, after, n - after + 1.0) };
    Comparison {
        ratio: (before > 0.0).then(|| after / before * exposures[0] / exposures[1]),
        low: ratio_of(low),
        high: high.map(ratio_of),
        p: (2.0 * lower_tail.min(upper_tail)).min(1.0),
    }
}

/// The step-up adjustment of Benjamini and Hochberg, in the order of `p`.
pub(super) fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let (mut q, mut least) = (vec![1.0; p.len()], 1.0f64);
    for (from_last, at) in order.into_iter().enumerate() {
        least = least.min(p[at] * p.len() as f64 / (p.len() - from_last) as f64);
        q[at] = least;
    }
    q
}

fn beta_quantile(probability: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0f64, 1.0f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beta(middle, a, b) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22).
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let log_factor =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * x.ln() + b * (-x).ln_1p();
    if x < (a + 1.0) / (a + b + 2.0) {
        log_factor.exp() * fraction(x, a, b) / a
    } else {
        1.0 - log_factor.exp() * fraction(1.0 - x, b, a) / b
    }
}

/// The continued fraction, by the method of Lentz.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let not_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for term in [even, odd] {
            d = 1.0 / not_zero(1.0 + term * d);
            c = not_zero(1.0 + term / c);
            step = c * d;
            value *= step;
        }
        if (step - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn the_beta_function_is_the_binomial_tail() {
        // P(X >= 8) of 10 fair coins is 56/1024.
        near(beta(0.5, 8.0, 3.0), 56.0 / 1024.0);
        near(beta(0.25, 1.0, 1.0), 0.25);
        near(beta(0.3, 2.0, 5.0) + beta(0.7, 5.0, 2.0), 1.0);
    }

    #[test]
    fn equal_exposures_give_the_sign_test() {
        let found = compare([2, 8], [30.0, 30.0], 0.95);
        near(found.ratio.unwrap(), 4.0);
        near(found.p, 2.0 * 56.0 / 1024.0);
        // Clopper and Pearson's interval of 8 in 10 is 0.4439045 to 0.9747893.
        assert!((found.low - 0.443_904_5 / (1.0 - 0.443_904_5)).abs() < 1e-5, "{found:?}");
        assert!(
            (found.high.unwrap() - 0.974_789_3 / (1.0 - 0.974_789_3)).abs() < 1e-3,
            "{found:?}"
        );
    }

    #[test]
    fn none_before_has_no_ratio_and_no_upper_end() {
        let found = compare([0, 5], [10.0, 20.0], 0.95);
        assert_eq!((found.ratio, found.high), (None, None));
        near(found.p, 2.0 * (2.0f64 / 3.0).powi(5));
        // The lower end of the share is 0.025^(1/5).
        let share = 0.025f64.powf(0.2);
        near(found.low, share / (1.0 - share) * 0.5);
        let found = compare([5, 0], [10.0, 10.0], 0.95);
        assert_eq!((found.ratio, found.low), (Some(0.0), 0.0));
    }

    #[test]
    fn adjusted_probabilities_step_up() {
        let q = adjusted(&[0.01, 0.04, 0.03, 0.5]);
        for (found, wanted) in q.iter().zip([0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5]) {
            near(*found, wanted);
        }
        assert_eq!(adjusted(&[]), Vec::<f64>::new());
    }
}
