//! Products with AVX2 and with AVX-512 VNNI.

#![allow(clippy::needless_range_loop, reason = "plain loops keep what is in registers in sight")]

use super::{COLUMNS, Matrix, Rows, STRIPE, TOGETHER};
use std::arch::x86_64::*;

/// Four inputs, as one lane.
#[inline(always)]
fn four(row: &[u8], group: usize) -> i32 {
    let of_group = &row[group * TOGETHER..][..TOGETHER];
    i32::from_le_bytes([of_group[0], of_group[1], of_group[2], of_group[3]])
}

/// Rows that are multiplied together, so that the weights are loaded once for all of them.
const VNNI_ROWS: usize = 6;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn multiply_vnni(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    let (width, columns) = (rows.width, matrix.columns);
    // The instruction takes unsigned inputs: 128 is added to each, and taken off again through the columns' sums.
    let bytes: Vec<u8> = rows.bytes.iter().map(|&b| b as u8 ^ 0x80).collect();
    for first in (0..columns).step_by(COLUMNS) {
        let mut row = 0;
        while row + VNNI_ROWS <= rows.scales.len() {
            block_vnni::<VNNI_ROWS>(
                &bytes[row * width..],
                &rows.scales[row..],
                matrix,
                first,
                &mut out[row * columns..],
            );
            row += VNNI_ROWS;
        }
        let rest = (&bytes[row * width..], &rows.scales[row..], &mut out[row * columns..]);
        match rows.scales.len() - row {
            1 => block_vnni::<1>(rest.0, rest.1, matrix, first, rest.2),
            2 => block_vnni::<2>(rest.0, rest.1, matrix, first, rest.2),
            3 => block_vnni::<3>(rest.0, rest.1, matrix, first, rest.2),
            4 => block_vnni::<4>(rest.0, rest.1, matrix, first, rest.2),
            5 => block_vnni::<5>(rest.0, rest.1, matrix, first, rest.2),
            _ => {}
        }
    }
}

/// `N` rows with 32 columns.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn block_vnni<const N: usize>(
    bytes: &[u8],
    scales: &[f32],
    matrix: &Matrix,
    first: usize,
    out: &mut [f32],
) {
    let (inputs, columns) = (matrix.inputs, matrix.columns);
    let left = &matrix.packed[first * inputs..][..STRIPE * inputs];
    let right = &matrix.packed[(first + STRIPE) * inputs..][..STRIPE * inputs];
    // No closures here: they would be compiled without the instructions of this function.
    let mut rows = [&bytes[..inputs]; N];
    for (r, row) in rows.iter_mut().enumerate() {
        *row = &bytes[r * inputs..][..inputs];
    }
    let mut sums = [[_mm512_setzero_si512(); 2]; N];
    for group in 0..inputs / TOGETHER {
        // SAFETY: each stripe holds 64 bytes for each group of four inputs.
        let (a, b) = unsafe {
            (
                _mm512_loadu_si512(left.as_ptr().add(group * 64).cast()),
                _mm512_loadu_si512(right.as_ptr().add(group * 64).cast()),
            )
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

const AVX2_ROWS: usize = 3;

#[target_feature(enable = "avx2")]
pub(super) fn multiply_avx2(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    let (width, columns) = (rows.width, matrix.columns);
    let bytes: Vec<u8> = rows.bytes.iter().map(|&b| b as u8).collect();
    for first in (0..columns).step_by(STRIPE) {
        let mut row = 0;
        while row + AVX2_ROWS <= rows.scales.len() {
            block_avx2::<AVX2_ROWS>(
                &bytes[row * width..],
                &rows.scales[row..],
                matrix,
                first,
                &mut out[row * columns..],
            );
            row += AVX2_ROWS;
        }
        for row in row..rows.scales.len() {
            block_avx2::<1>(
                &bytes[row * width..],
                &rows.scales[row..],
                matrix,
                first,
                &mut out[row * columns..],
            );
        }
    }
}

/// `N` rows with 16 columns.
#[target_feature(enable = "avx2")]
fn block_avx2<const N: usize>(
    bytes: &[u8],
    scales: &[f32],
    matrix: &Matrix,
    first: usize,
    out: &mut [f32],
) {
    let (inputs, columns) = (matrix.inputs, matrix.columns);
    let stripe = &matrix.packed[first * inputs..][..STRIPE * inputs];
    // No closures here: they would be compiled without the instructions of this function.
    let mut rows = [&bytes[..inputs]; N];
    for (r, row) in rows.iter_mut().enumerate() {
        *row = &bytes[r * inputs..][..inputs];
    }
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; N];
    for group in 0..inputs / TOGETHER {
        // SAFETY: the stripe holds 64 bytes for each group of four inputs.
        let weights = unsafe {
            let at = stripe.as_ptr().add(group * 64);
            [_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast())]
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
