//! Products with AVX2 and with AVX-512 VNNI.

#![allow(clippy::needless_range_loop, reason = "plain loops keep what is in registers in sight")]

use super::{COLUMNS, Matrix, Rows, STRIPE, by_blocks, first_rows, four};
use std::arch::x86_64::*;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn multiply_vnni(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    // The instruction takes unsigned inputs: 128 is added to each, and taken off again through the columns' sums.
    let shifted: Vec<i8> = rows.bytes.iter().map(|&b| b ^ i8::MIN).collect();
    by_blocks!(block_vnni: 8 rows or 1 | 2 | 3 | 4 | 5 | 6 | 7, COLUMNS, shifted, rows, matrix, out);
}

/// `N` rows with 32 columns.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn block_vnni<const N: usize>(
    bytes: &[i8],
    scales: &[f32],
    matrix: &Matrix,
    first: usize,
    out: &mut [f32],
) {
    let (inputs, columns) = (matrix.inputs, matrix.columns);
    let (left, right) = (matrix.stripe(first), matrix.stripe(first + STRIPE));
    let rows = first_rows::<N>(bytes, inputs);
    let mut sums = [[_mm512_setzero_si512(); 2]; N];
    for (group, (a, b)) in left.iter().zip(right).enumerate() {
        // SAFETY: a group is 64 bytes, and begins where a multiple of 64 does.
        let (a, b) = unsafe {
            (_mm512_load_si512(a.0.as_ptr().cast()), _mm512_load_si512(b.0.as_ptr().cast()))
        };
        for r in 0..N {
            let x = _mm512_set1_epi32(four(rows[r], group));
            sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], x, a);
            sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], x, b);
        }
    }
    for half in 0..2 {
        let at = first + half * STRIPE;
        let (scale, bias) = (&matrix.scales[at..][..STRIPE], &matrix.biases[at..][..STRIPE]);
        let total = &matrix.sums[at..][..STRIPE];
        for r in 0..N {
            let slot = &mut out[r * columns + at..][..STRIPE];
            // SAFETY: the four slices hold 16 numbers of 32 bits each.
            unsafe {
                let sum =
                    _mm512_sub_epi32(sums[r][half], _mm512_loadu_si512(total.as_ptr().cast()));
                let scale =
                    _mm512_mul_ps(_mm512_set1_ps(scales[r]), _mm512_loadu_ps(scale.as_ptr()));
                let value = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
                let value = _mm512_add_ps(value, _mm512_loadu_ps(bias.as_ptr()));
                _mm512_storeu_ps(slot.as_mut_ptr(), value);
            }
        }
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn multiply_avx2(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    by_blocks!(block_avx2: 3 rows or 1 | 2, STRIPE, rows.bytes, rows, matrix, out);
}

/// `N` rows with 16 columns.
#[target_feature(enable = "avx2")]
fn block_avx2<const N: usize>(
    bytes: &[i8],
    scales: &[f32],
    matrix: &Matrix,
    first: usize,
    out: &mut [f32],
) {
    let (inputs, columns) = (matrix.inputs, matrix.columns);
    let rows = first_rows::<N>(bytes, inputs);
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; N];
    for (group, weights) in matrix.stripe(first).iter().enumerate() {
        // SAFETY: a group is 64 bytes, and begins where a multiple of 64 does.
        let weights = unsafe {
            let at = weights.0.as_ptr();
            [_mm256_load_si256(at.cast()), _mm256_load_si256(at.add(32).cast())]
        };
        for r in 0..N {
            let x = _mm256_set1_epi32(four(rows[r], group));
            // The instruction takes one unsigned side: the sign goes over to the weights. Neither side is -128, so that no
            // pair of products leaves 16 bits.
            let size = _mm256_abs_epi8(x);
            for half in 0..2 {
                let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(weights[half], x));
                sums[r][half] = _mm256_add_epi32(sums[r][half], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for half in 0..2 {
        let at = first + half * 8;
        let (scale, bias) = (&matrix.scales[at..][..8], &matrix.biases[at..][..8]);
        for r in 0..N {
            let slot = &mut out[r * columns + at..][..8];
            // SAFETY: the three slices hold 8 numbers of 32 bits each.
            unsafe {
                let scale =
                    _mm256_mul_ps(_mm256_set1_ps(scales[r]), _mm256_loadu_ps(scale.as_ptr()));
                let value = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[r][half]), scale);
                let value = _mm256_add_ps(value, _mm256_loadu_ps(bias.as_ptr()));
                _mm256_storeu_ps(slot.as_mut_ptr(), value);
            }
        }
    }
}
