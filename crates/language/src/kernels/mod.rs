//! The arithmetic of the network: products of signed bytes, and what is done to each number of a row.
//!
//! Every product is exact in 32-bit integers, and every operation on floats is done in the same order and without fused
//! steps whatever the processor offers. So each [`Level`] gives the same bits, which the tests of this module hold it to.
//!
//! All `unsafe` code of this crate is here: calls of functions that the processor must support, which a [`Level`] vouches
//! for, and loads through pointers, whose bounds the types [`Matrix`] and [`Rows`] keep.

#![allow(unsafe_code)]

mod elementwise;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use elementwise::{
    LANES, add_scaled, dot, dot_all, exponential, gates, normalise, quantise, rectify, recur,
    soften,
};

/// Which instructions a product may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// What every processor of the target has; the compiler makes vectors of it where it can.
    Portable,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with products of bytes (VNNI).
    #[cfg(target_arch = "x86_64")]
    Vnni,
    /// NEON with products of bytes (dotprod): every Apple silicon, most servers since 2019.
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Level {
    /// The best that this processor supports. A level is made only here, so that holding one is proof of support.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
                return Self::Vnni;
            }
            if has!("avx2") {
                return Self::Avx2;
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("dotprod") {
            return Self::Neon;
        }
        Self::Portable
    }

    /// All that this processor supports.
    #[cfg(test)]
    pub(crate) fn supported() -> Vec<Self> {
        let all = [
            Self::Portable,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2,
            #[cfg(target_arch = "x86_64")]
            Self::Vnni,
            #[cfg(target_arch = "aarch64")]
            Self::Neon,
        ];
        all.into_iter().filter(|&level| level <= Self::detect()).collect()
    }
}

/// Columns that are worked on together.
pub(crate) const COLUMNS: usize = 32;

/// Inputs that one 32-bit lane takes together.
pub(crate) const TOGETHER: usize = 4;

/// Columns of one packed stripe.
const STRIPE: usize = 16;

/// The weights of [`TOGETHER`] inputs for the columns of one stripe. As long as a line of the processor's cache, and never on two.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
struct Group([i8; STRIPE * TOGETHER]);

/// A matrix of signed bytes with a scale and a bias for each column, packed for the products.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Matrix {
    /// Inputs, a multiple of [`TOGETHER`].
    inputs: usize,
    /// Columns, a multiple of [`COLUMNS`].
    columns: usize,
    /// The weights of one column after those of another, for [`Level::Portable`]; wide, since most processors can multiply
    /// and add pairs of such numbers at once.
    plain: Vec<i16>,
    /// Stripes of 16 columns; in each, for every 4 inputs, the 4 weights of each column.
    packed: Vec<Group>,
    /// The sum of the weights of each column, times 128.
    sums: Vec<i32>,
    scales: Vec<f32>,
    biases: Vec<f32>,
}

/// More inputs, each of up to 127 times 255, might not sum up within 32 bits.
const MOST_INPUTS: usize = 1 << 16;

impl Matrix {
    /// `weights` holds the weights of one column after those of another, each in -127..=127. Columns and inputs are filled
    /// up with zeros. None when the sizes do not fit together, or are too large to sum up.
    pub(crate) fn new(
        inputs: usize,
        weights: &[i8],
        scales: &[f32],
        biases: &[f32],
    ) -> Option<Self> {
        let named = scales.len();
        if !(1..=MOST_INPUTS).contains(&inputs)
            || weights.len() != named.checked_mul(inputs)?
            || biases.len() != named
            || weights.contains(&i8::MIN)
        {
            return None;
        }
        let padded = inputs.next_multiple_of(TOGETHER);
        let columns = named.next_multiple_of(COLUMNS);
        let groups = padded / TOGETHER;
        let mut packed = vec![Group([0; STRIPE * TOGETHER]); groups * columns / STRIPE];
        let mut plain = vec![0; padded * columns];
        let mut sums = vec![0; columns];
        for (column, of_column) in weights.chunks_exact(inputs).enumerate() {
            sums[column] = 128 * of_column.iter().map(|&w| i32::from(w)).sum::<i32>();
            for (slot, &weight) in plain[column * padded..].iter_mut().zip(of_column) {
                *slot = weight.into();
            }
            let stripe = &mut packed[column / STRIPE * groups..];
            for (input, &weight) in of_column.iter().enumerate() {
                let at = column % STRIPE * TOGETHER + input % TOGETHER;
                stripe[input / TOGETHER].0[at] = weight;
            }
        }
        let filled = |values: &[f32]| {
            let mut values = values.to_vec();
            values.resize(columns, 0.0);
            values
        };
        let (scales, biases) = (filled(scales), filled(biases));
        Some(Self { inputs: padded, columns, plain, packed, sums, scales, biases })
    }

    /// The length of an input row.
    pub(crate) const fn inputs(&self) -> usize {
        self.inputs
    }

    /// The length of an output row.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// The weights of the stripe that begins with column `first`, which is a multiple of [`STRIPE`].
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    #[inline(always)]
    fn stripe(&self, first: usize) -> &[Group] {
        let groups = self.inputs / TOGETHER;
        &self.packed[first / STRIPE * groups..][..groups]
    }
}

/// Rows of signed bytes of equal length, each with the scale that gives back its floats.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) width: usize,
    pub(crate) bytes: Vec<i8>,
    pub(crate) scales: Vec<f32>,
}

impl Rows {
    /// Makes room for `rows` rows of `width` bytes, whose contents are left as they are.
    pub(crate) fn shape(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
    }
}

/// Sends all rows through `$block`, `$most` at a time so that the weights are loaded once for all of them, and the last
/// `$fewer` together; then the next `$columns` columns.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! by_blocks {
    ($block:ident: $most:literal rows or $($fewer:literal)|+, $columns:expr, $bytes:expr, $rows:expr, $matrix:expr, $out:expr) => {
        for first in (0..$matrix.columns).step_by($columns) {
            let mut row = 0;
            while row < $rows.scales.len() {
                let bytes = &$bytes[row * $rows.width..];
                let scales = &$rows.scales[row..];
                let out = &mut $out[row * $matrix.columns..];
                row += match scales.len() {
                    $($fewer => {
                        $block::<$fewer>(bytes, scales, $matrix, first, out);
                        $fewer
                    })+
                    _ => {
                        $block::<$most>(bytes, scales, $matrix, first, out);
                        $most
                    }
                };
            }
        }
    };
}
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use by_blocks;

/// The first `N` rows of `bytes`. A plain loop, since a closure would be compiled without the instructions of the caller.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline(always)]
fn first_rows<const N: usize>(bytes: &[i8], inputs: usize) -> [&[i8]; N] {
    let mut rows = [&bytes[..inputs]; N];
    for (r, row) in rows.iter_mut().enumerate() {
        *row = &bytes[r * inputs..][..inputs];
    }
    rows
}

/// The inputs of one group, as one lane.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline(always)]
fn four(row: &[i8], group: usize) -> i32 {
    let of_group = &row[group * TOGETHER..][..TOGETHER];
    i32::from_le_bytes([of_group[0] as u8, of_group[1] as u8, of_group[2] as u8, of_group[3] as u8])
}

/// `out` becomes the product of `rows` and `matrix`, scaled back to floats, plus the biases: one row of
/// [`Matrix::columns`] for each of `rows`.
pub(crate) fn multiply(level: Level, rows: &Rows, matrix: &Matrix, out: &mut Vec<f32>) {
    assert_eq!(rows.width, matrix.inputs, "rows as long as the matrix takes");
    assert_eq!(rows.bytes.len(), rows.scales.len() * rows.width, "every row has a scale");
    out.resize(rows.scales.len() * matrix.columns, 0.0);
    match level {
        Level::Portable => portable::multiply(rows, matrix, out),
        // SAFETY: a `Level` is made by `Level::detect` alone, which has asked the processor.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { x86::multiply_avx2(rows, matrix, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Vnni => unsafe { x86::multiply_vnni(rows, matrix, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "aarch64")]
        Level::Neon => unsafe { neon::multiply(rows, matrix, out) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(
        rows: &Rows,
        inputs: usize,
        weights: &[i8],
        scales: &[f32],
        biases: &[f32],
    ) -> Vec<f32> {
        let mut out = Vec::new();
        for (row, scale) in rows.bytes.chunks_exact(rows.width).zip(&rows.scales) {
            for (c, column) in weights.chunks_exact(inputs).enumerate() {
                let sum: i32 =
                    row.iter().zip(column).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
                out.push(sum as f32 * (scale * scales[c]) + biases[c]);
            }
        }
        out
    }

    proptest! {
        #[test]
        fn every_level_gives_the_plain_product(
            (rows, inputs, columns) in (0_usize..20, 1_usize..70, 1_usize..80),
            seed in any::<u64>(),
        ) {
            let mut state = seed | 1;
            let mut next = || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                // The ends of the range come often: that is where saturation would show.
                match state % 5 { 0 => 127, 1 => -127, _ => ((state >> 20) % 255) as i32 as i8 as i32 }
            };
            let weights: Vec<i8> =
                (0..inputs * columns).map(|_| next().clamp(-127, 127) as i8).collect();
            let scales: Vec<f32> = (0..columns).map(|_| next() as f32 / 1000.0).collect();
            let biases: Vec<f32> = (0..columns).map(|_| next() as f32 / 10.0).collect();
            let matrix = Matrix::new(inputs, &weights, &scales, &biases).unwrap();
            let mut given = Rows::default();
            given.shape(rows, matrix.inputs());
            for row in given.bytes.chunks_exact_mut(matrix.inputs()) {
                row[..inputs].fill_with(|| next() as i8);
            }
            given.scales.fill_with(|| next() as f32 / 100.0);
            let mut unpadded = Rows::default();
            unpadded.shape(rows, inputs);
            for (short, long) in
                unpadded.bytes.chunks_exact_mut(inputs).zip(given.bytes.chunks_exact(matrix.inputs()))
            {
                short.copy_from_slice(&long[..inputs]);
            }
            unpadded.scales.clone_from(&given.scales);
            let wanted = plain(&unpadded, inputs, &weights, &scales, &biases);
            for level in Level::supported() {
                let mut out = Vec::new();
                multiply(level, &given, &matrix, &mut out);
                let found: Vec<f32> = out
                    .chunks_exact(matrix.columns())
                    .flat_map(|row| row[..columns].to_vec())
                    .collect();
                prop_assert_eq!(&found, &wanted, "{:?}", level);
            }
        }
    }

    #[test]
    fn sizes_that_do_not_fit_make_no_matrix() {
        assert!(Matrix::new(2, &[1, 2, 3], &[1.0], &[0.0]).is_none());
        assert!(Matrix::new(2, &[1, 2], &[1.0], &[]).is_none());
        assert!(Matrix::new(0, &[], &[], &[]).is_none());
        assert!(Matrix::new(1, &[-128], &[1.0], &[0.0]).is_none(), "-128 has no opposite");
    }
}
