//! Products in plain Rust.

use super::{Matrix, Rows, STRIPE, TOGETHER};

pub(super) fn multiply(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    let stripe_size = STRIPE * matrix.inputs;
    let results = out.chunks_exact_mut(matrix.columns);
    for ((row, &scale), result) in
        rows.bytes.chunks_exact(rows.width).zip(&rows.scales).zip(results)
    {
        for (stripe, weights) in matrix.packed.chunks_exact(stripe_size).enumerate() {
            let mut sums = [0_i32; STRIPE];
            let groups = weights.chunks_exact(STRIPE * TOGETHER);
            for (inputs, group) in row.chunks_exact(TOGETHER).zip(groups) {
                for (sum, of_column) in sums.iter_mut().zip(group.chunks_exact(TOGETHER)) {
                    for (&input, &weight) in inputs.iter().zip(of_column) {
                        *sum += i32::from(input) * i32::from(weight);
                    }
                }
            }
            let columns = stripe * STRIPE..(stripe + 1) * STRIPE;
            let (scales, biases) =
                (&matrix.scales[columns.clone()], &matrix.biases[columns.clone()]);
            for (at, slot) in result[columns].iter_mut().enumerate() {
                *slot = sums[at] as f32 * (scale * scales[at]) + biases[at];
            }
        }
    }
}
