//! Products in plain Rust: sums along a column, which compilers turn into the target's vectors.

use super::{Matrix, Rows};

/// Columns that stay in the processor's nearest cache while all rows pass.
const NEAR: usize = 16;

pub(super) fn multiply(rows: &Rows, matrix: &Matrix, out: &mut [f32]) {
    let wide: Vec<i16> = rows.bytes.iter().map(|&byte| byte.into()).collect();
    for (block, weights) in matrix.plain.chunks(NEAR * matrix.inputs).enumerate() {
        let first = block * NEAR;
        let results = out.chunks_exact_mut(matrix.columns);
        for ((row, scale), result) in wide.chunks_exact(rows.width).zip(&rows.scales).zip(results) {
            for (at, column) in weights.chunks_exact(matrix.inputs).enumerate() {
                let products = row.iter().zip(column).map(|(&a, &b)| i32::from(a) * i32::from(b));
                let column = first + at;
                result[column] = products.sum::<i32>() as f32 * (scale * matrix.scales[column])
                    + matrix.biases[column];
            }
        }
    }
}
