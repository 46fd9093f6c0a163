//! Products with the dot product instructions of Arm's NEON.

#![allow(clippy::needless_range_loop, reason = "plain loops keep what is in registers in sight")]

use super::{Matrix, Rows, STRIPE, by_blocks, first_rows, four};
use std::arch::aarch64::*;
use std::arch::asm;

/// Adds to each lane of `sums` the product of four bytes of `a` with four of `b`.
#[inline]
#[target_feature(enable = "neon,dotprod")]
fn add_products(mut sums: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
    // SAFETY: the instruction belongs to the features of this function and touches nothing but its registers. It is spelled
    // out because the compiler's own function for it is not stable in all versions that this crate is built with.
    unsafe {
        asm!(
            "sdot {sums:v}.4s, {a:v}.16b, {b:v}.16b",
            sums = inout(vreg) sums,
            a = in(vreg) a,
            b = in(vreg) b,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    sums
}

#[target_feature(enable = "neon,dotprod")]
pub(super) fn multiply(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    by_blocks!(block: 5 rows or 1 | 2 | 3 | 4, STRIPE, rows.bytes, rows, matrix, out);
}

/// `N` rows with 16 columns.
#[target_feature(enable = "neon,dotprod")]
fn block<const N: usize>(
    bytes: &[i8],
    scales: &[f32],
    matrix: &Matrix,
    first: usize,
    out: &mut [f32],
) {
    let (inputs, columns) = (matrix.inputs, matrix.columns);
    let rows = first_rows::<N>(bytes, inputs);
    let mut sums = [[vdupq_n_s32(0); 4]; N];
    for (group, weights) in matrix.stripe(first).iter().enumerate() {
        // SAFETY: a group is 64 bytes.
        let weights = unsafe {
            let at = weights.0.as_ptr();
            [vld1q_s8(at), vld1q_s8(at.add(16)), vld1q_s8(at.add(32)), vld1q_s8(at.add(48))]
        };
        for r in 0..N {
            let x = vreinterpretq_s8_s32(vdupq_n_s32(four(rows[r], group)));
            for quarter in 0..4 {
                sums[r][quarter] = add_products(sums[r][quarter], weights[quarter], x);
            }
        }
    }
    for quarter in 0..4 {
        let at = first + quarter * 4;
        let (scale, bias) = (&matrix.scales[at..][..4], &matrix.biases[at..][..4]);
        for r in 0..N {
            let slot = &mut out[r * columns + at..][..4];
            // SAFETY: the three slices hold 4 numbers of 32 bits each.
            unsafe {
                let scale = vmulq_f32(vdupq_n_f32(scales[r]), vld1q_f32(scale.as_ptr()));
                let value = vmulq_f32(vcvtq_f32_s32(sums[r][quarter]), scale);
                let value = vaddq_f32(value, vld1q_f32(bias.as_ptr()));
                vst1q_f32(slot.as_mut_ptr(), value);
            }
        }
    }
}
