//! What is done to the numbers of a row: the same Rust for every level, compiled once for each, so that the compiler makes
//! vectors of the size that the processor has.

use super::{Level, Rows};
pub(crate) use plain::{LANES, dot, exponential};

/// Compiles a function for each level.
macro_rules! leveled {
    ($(#[$about:meta])* $name:ident($($argument:ident: $type:ty),*)) => {
        $(#[$about])*
        pub(crate) fn $name(level: Level, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($argument: $type),*) {
                plain::$name($($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
            fn avx512($($argument: $type),*) {
                plain::$name($($argument),*);
            }
            match level {
                Level::Portable => plain::$name($($argument),*),
                // SAFETY: a `Level` is made by `Level::detect` alone, which has asked the processor.
                #[cfg(target_arch = "x86_64")]
                Level::Avx2 => unsafe { avx2($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Level::Vnni => unsafe { avx512($($argument),*) },
                // Every processor of the target has NEON, so that the compiler uses it anyway.
                #[cfg(target_arch = "aarch64")]
                Level::Neon => plain::$name($($argument),*),
            }
        }
    };
}

leveled! {
    /// Turns rows of floats into signed bytes, each row by its largest number.
    quantise(values: &[f32], width: usize, out: &mut Rows)
}
leveled! {
    /// Adds a row of bytes times its scale.
    add_scaled(bytes: &[i8], scale: f32, out: &mut [f32])
}
leveled! {
    /// Negative numbers become 0.
    rectify(values: &mut [f32])
}
leveled! {
    /// Negative numbers become a tenth (leaky rectification).
    soften(values: &mut [f32])
}
leveled! {
    /// Gives each row mean 0 and variance 1, then stretches and shifts it (layer normalisation, Ba et al. 2016).
    normalise(values: &mut [f32], gain: &[f32], bias: &[f32])
}
leveled! {
    /// Of rows (new, keep, reset) the middle becomes σ(keep + 1), the last σ(reset), the first (1 − σ(keep + 1)) · new.
    gates(values: &mut [f32], width: usize)
}
leveled! {
    /// The recurrence over a sentence, the first half of the numbers forwards, the second backwards: the state becomes
    /// keep · state + new, and `values`, which hold the layer's input, become reset · tanh(state) + (1 − reset) · value.
    recur(gates: &[f32], values: &mut [f32], width: usize, state: &mut Vec<f32>)
}
leveled! {
    /// The scalar products of `one` with the columns of `others`, whose rows are as long as `out`, added to `out`. The
    /// length is a multiple of [`LANES`].
    dot_all(one: &[f32], others: &[f32], out: &mut [f32])
}

mod plain {
    use super::Rows;

    /// Sums and maxima are taken in this many lanes whatever the processor, so that their order is always the same.
    pub(crate) const LANES: usize = 16;

    /// Adding this to a float of moderate size leaves its nearest whole number in the low bits.
    const ROUNDING: f32 = 12_582_912.0;

    #[inline(always)]
    fn joined(mut sums: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
        let mut n = LANES / 2;
        while n > 0 {
            for i in 0..n {
                sums[i] = join(sums[i], sums[i + n]);
            }
            n /= 2;
        }
        sums[0]
    }

    #[inline(always)]
    fn reduce(
        values: &[f32],
        each: impl Fn(f32) -> f32,
        join: impl Fn(f32, f32) -> f32 + Copy,
    ) -> f32 {
        let mut lanes = [0.0; LANES];
        let chunks = values.chunks_exact(LANES);
        let rest = chunks.remainder();
        for chunk in chunks {
            for (lane, &value) in lanes.iter_mut().zip(chunk) {
                *lane = join(*lane, each(value));
            }
        }
        for (lane, &value) in lanes.iter_mut().zip(rest) {
            *lane = join(*lane, each(value));
        }
        joined(lanes, join)
    }

    #[inline(always)]
    pub(super) fn quantise(values: &[f32], width: usize, out: &mut Rows) {
        let bytes = out.bytes.chunks_exact_mut(out.width);
        for ((row, scale), bytes) in values.chunks_exact(width).zip(&mut out.scales).zip(bytes) {
            let largest = reduce(row, f32::abs, |a, b| if a > b { a } else { b });
            let by = if largest > 0.0 { 127.0 / largest } else { 0.0 };
            *scale = largest / 127.0;
            for (byte, &value) in bytes.iter_mut().zip(row) {
                *byte = (value * by + ROUNDING).to_bits() as u8 as i8;
            }
        }
    }

    #[inline(always)]
    pub(super) fn add_scaled(bytes: &[i8], scale: f32, out: &mut [f32]) {
        for (slot, &byte) in out.iter_mut().zip(bytes) {
            *slot += f32::from(byte) * scale;
        }
    }

    #[inline(always)]
    pub(super) fn rectify(values: &mut [f32]) {
        for value in values {
            *value = if *value > 0.0 { *value } else { 0.0 };
        }
    }

    #[inline(always)]
    pub(super) fn soften(values: &mut [f32]) {
        for value in values {
            *value = if *value > 0.0 { *value } else { *value * 0.1 };
        }
    }

    #[inline(always)]
    pub(super) fn normalise(values: &mut [f32], gain: &[f32], bias: &[f32]) {
        const TINY: f32 = 1e-5;
        let n = gain.len() as f32;
        for row in values.chunks_exact_mut(gain.len()) {
            let mean = reduce(row, |v| v, |a, b| a + b) / n;
            let variance = reduce(row, |v| (v - mean) * (v - mean), |a, b| a + b) / n;
            let by = 1.0 / (variance + TINY).sqrt();
            for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
                *value = (*value - mean) * by * gain + bias;
            }
        }
    }

    /// e to the power of `x`, to about five digits: a power of two, and the first terms of the series for the rest, which is
    /// less than 0.35, with coefficients fitted to that range.
    #[inline(always)]
    pub(crate) fn exponential(x: f32) -> f32 {
        // Further out the curves are flat, and the product of two such numbers is still finite.
        let x = if x > 30.0 { 30.0 } else { x };
        let x = if x < -30.0 { -30.0 } else { x };
        let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
        let whole = shifted - ROUNDING;
        let rest = x - whole * std::f32::consts::LN_2;
        let p = (0.041_277_75 * rest + 0.167_535_18) * rest + 0.500_051_2;
        let p = p * (rest * rest) + rest + 1.0;
        f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
    }

    #[inline(always)]
    fn tanh(x: f32) -> f32 {
        2.0 / (1.0 + exponential(-2.0 * x)) - 1.0
    }

    #[inline(always)]
    pub(super) fn gates(values: &mut [f32], width: usize) {
        for row in values.chunks_exact_mut(3 * width) {
            let (new, others) = row.split_at_mut(width);
            let (keep, reset) = others.split_at_mut(width);
            for ((new, keep), reset) in new.iter_mut().zip(keep).zip(reset) {
                // Both sigmoids by one division, which is dear.
                let (a, b) = (1.0 + exponential(-1.0 - *keep), 1.0 + exponential(-*reset));
                let both = 1.0 / (a * b);
                *keep = both * b;
                *reset = both * a;
                *new *= 1.0 - *keep;
            }
        }
    }

    #[inline(always)]
    pub(super) fn recur(gates: &[f32], values: &mut [f32], width: usize, state: &mut Vec<f32>) {
        let half = width / 2;
        state.clear();
        state.resize(width, 0.0);
        let (forwards, backwards) = state.split_at_mut(half);
        for (gates, values) in gates.chunks_exact(3 * width).zip(values.chunks_exact_mut(width)) {
            step(gates, width, 0, forwards, &mut values[..half]);
        }
        let pairs = gates.chunks_exact(3 * width).zip(values.chunks_exact_mut(width));
        for (gates, values) in pairs.rev() {
            step(gates, width, half, backwards, &mut values[half..]);
        }
    }

    #[inline(always)]
    fn step(gates: &[f32], width: usize, first: usize, state: &mut [f32], values: &mut [f32]) {
        let n = values.len();
        let part = |gate: usize| &gates[gate * width + first..][..n];
        let (new, keep, reset, state) = (part(0), part(1), part(2), &mut state[..n]);
        for i in 0..n {
            state[i] = keep[i] * state[i] + new[i];
            values[i] = reset[i] * tanh(state[i]) + (1.0 - reset[i]) * values[i];
        }
    }

    #[inline(always)]
    pub(super) fn dot_all(one: &[f32], others: &[f32], out: &mut [f32]) {
        let columns = out.len();
        for (block, slots) in out.chunks_exact_mut(LANES).enumerate() {
            let mut sums = [0.0; LANES];
            for (a, row) in one.iter().zip(others.chunks_exact(columns)) {
                let row = &row[block * LANES..][..LANES];
                for (sum, b) in sums.iter_mut().zip(row) {
                    *sum += a * b;
                }
            }
            for (slot, sum) in slots.iter_mut().zip(sums) {
                *slot += sum;
            }
        }
    }

    /// The scalar product of two rows.
    pub(crate) fn dot(one: &[f32], other: &[f32]) -> f32 {
        let mut sums = [0.0; LANES];
        let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
        let rest = ones.remainder().iter().zip(others.remainder());
        for (a, b) in ones.zip(others) {
            for i in 0..LANES {
                sums[i] += a[i] * b[i];
            }
        }
        joined(sums, |a, b| a + b) + rest.map(|(a, b)| a * b).sum::<f32>()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_product_takes_in_every_number() {
            let ones: Vec<f32> = (0..40).map(|i| i as f32).collect();
            assert_eq!(dot(&ones, &ones), (0..40).map(|i| (i * i) as f32).sum::<f32>());
            assert_eq!(dot(&ones[..3], &ones[1..4]), 8.0);
        }

        #[test]
        fn the_curves_are_close_to_the_true_ones() {
            let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
            for i in -4000..4000 {
                let x = i as f32 / 100.0;
                let mut row = [1.0, x, x];
                gates(&mut row, 1);
                assert!((f64::from(row[1]) - sigmoid(f64::from(x) + 1.0)).abs() < 4e-6, "{x}");
                assert!((f64::from(row[2]) - sigmoid(x.into())).abs() < 4e-6, "{x}");
                assert!((f64::from(row[0]) + f64::from(row[1]) - 1.0).abs() < 1e-6, "{x}");
                assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 8e-6, "{x}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of many sizes.
    fn numbers(n: usize, by: f32) -> Vec<f32> {
        (0..n).map(|i| ((i * 7919 % 1013) as f32 - 500.0) * by).collect()
    }

    #[test]
    fn every_level_gives_the_same_bits() {
        let (width, rows) = (48, 5);
        let run = |level| {
            let mut values = numbers(3 * width * rows, 0.013);
            gates(level, &mut values, width);
            let (mut state, mut out) = (Vec::new(), numbers(width * rows, 0.002));
            recur(level, &values, &mut out, width, &mut state);
            normalise(level, &mut values, &numbers(width, 0.1), &numbers(width, 0.01));
            soften(level, &mut values[..width]);
            rectify(level, &mut values[width..2 * width]);
            let bytes: Vec<i8> = (0..width as i8).map(|i| i * 2 - 47).collect();
            add_scaled(level, &bytes, 0.37, &mut values[..width]);
            let mut dots = vec![0.5; 2 * LANES];
            dot_all(level, &values[..10], &values[..20 * LANES], &mut dots);
            let mut bytes = Rows::default();
            bytes.shape(3 * rows, width);
            quantise(level, &values, width, &mut bytes);
            let bits = |v: &[f32]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            (bits(&values), bits(&state), bits(&out), bits(&dots), bytes.bytes, bits(&bytes.scales))
        };
        let wanted = run(Level::Portable);
        for level in Level::supported() {
            assert!(run(level) == wanted, "{level:?}");
        }
    }

    #[test]
    fn bytes_are_the_nearest_and_never_the_lowest() {
        let mut rows = Rows::default();
        rows.shape(2, 4);
        quantise(Level::detect(), &[-2.0, 1.0, 0.004, 0.0, 0.0, 0.0, 0.0, 0.0], 4, &mut rows);
        assert_eq!(rows.bytes, [-127, 64, 0, 0, 0, 0, 0, 0]);
        assert_eq!(rows.scales, [2.0 / 127.0, 0.0]);
    }
}
