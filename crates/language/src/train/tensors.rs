//! Reading of trained networks, and packing: floats become signed bytes, each row of a table and each column of a matrix
//! with a scale of its own.

use super::data::{DataError, read_bytes};
use super::writer::{floats, signed, varint};
use safetensors::SafeTensors;
use std::collections::HashMap;
use std::fmt::Display;
use std::path::Path;

/// Rows of floats of equal length.
pub(crate) type Floats = Vec<Vec<f32>>;

/// A linear layer: for each output its weights and its bias.
pub(crate) struct Linear {
    pub(crate) weights: Floats,
    pub(crate) biases: Vec<f32>,
}

impl Linear {
    pub(crate) fn of(&self, input: &[f32]) -> Vec<f32> {
        let dot = |row: &Vec<f32>| row.iter().zip(input).map(|(a, b)| a * b).sum::<f32>();
        self.weights.iter().zip(&self.biases).map(|(row, bias)| dot(row) + bias).collect()
    }
}

/// A file of named tensors.
pub(crate) struct Tensors {
    path: String,
    bytes: Vec<u8>,
    metadata: HashMap<String, String>,
}

impl Tensors {
    /// Reads the file at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self, DataError> {
        let (bytes, path) = (read_bytes(path)?, path.display().to_string());
        let wrong = |what: String| DataError::Network { path: path.clone(), what };
        let (_, metadata) = SafeTensors::read_metadata(&bytes).map_err(|e| wrong(e.to_string()))?;
        let metadata = metadata.metadata().clone().unwrap_or_default();
        Ok(Self { path, bytes, metadata })
    }

    /// What is wrong with the file, as an error.
    pub(crate) fn wrong(&self, what: impl Display) -> DataError {
        DataError::Network { path: self.path.clone(), what: what.to_string() }
    }

    /// An entry of the metadata.
    pub(crate) fn text(&self, key: &str) -> Result<&str, DataError> {
        let found = self.metadata.get(key).map(String::as_str);
        found.ok_or_else(|| self.wrong(format!("no `{key}` in the metadata")))
    }

    /// A list of labels in the metadata, written as JSON.
    pub(crate) fn labels(&self, key: &str) -> Result<Vec<String>, DataError> {
        serde_json::from_str(self.text(key)?).map_err(|e| self.wrong(e))
    }

    /// A list of pairs of labels, likewise.
    pub(crate) fn pairs(&self, key: &str) -> Result<Vec<(String, String)>, DataError> {
        serde_json::from_str(self.text(key)?).map_err(|e| self.wrong(e))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.tensor(name).is_ok()
    }

    fn tensor(&self, name: &str) -> Result<(Vec<usize>, Vec<u8>), DataError> {
        let tensors = SafeTensors::deserialize(&self.bytes).map_err(|e| self.wrong(e))?;
        let view = tensors.tensor(name).map_err(|e| self.wrong(format!("{name}: {e}")))?;
        Ok((view.shape().to_vec(), view.data().to_vec()))
    }

    pub(crate) fn floats(&self, name: &str) -> Result<Vec<f32>, DataError> {
        let (_, bytes) = self.tensor(name)?;
        let of = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        Ok(bytes.chunks_exact(4).map(of).collect())
    }

    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<i64>, DataError> {
        let (_, bytes) = self.tensor(name)?;
        let of = |b: &[u8]| b.iter().rev().fold(0_i64, |n, &byte| n << 8 | i64::from(byte));
        Ok(bytes.chunks_exact(8).map(of).collect())
    }

    pub(crate) fn matrix(&self, name: &str) -> Result<Floats, DataError> {
        let (shape, _) = self.tensor(name)?;
        let columns = shape.get(1).copied().unwrap_or(1).max(1);
        Ok(self.floats(name)?.chunks_exact(columns).map(<[f32]>::to_vec).collect())
    }

    pub(crate) fn linear(&self, name: &str) -> Result<Linear, DataError> {
        Ok(Linear {
            weights: self.matrix(&format!("{name}.weight"))?,
            biases: self.floats(&format!("{name}.bias"))?,
        })
    }
}

pub(crate) fn turned(matrix: &Floats) -> Floats {
    let columns = matrix.first().map_or(0, Vec::len);
    (0..columns).map(|c| matrix.iter().map(|row| row[c]).collect()).collect()
}

/// The scale of each row and the rows as bytes.
fn rounded(rows: &Floats) -> (Vec<f32>, Vec<i8>) {
    let mut scales = Vec::new();
    let mut bytes = Vec::new();
    for row in rows {
        let largest = row.iter().fold(0.0_f32, |m, v| m.max(v.abs()));
        let by = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        scales.push(largest / 127.0);
        bytes.extend(row.iter().map(|v| (v * by).round() as i8));
    }
    (scales, bytes)
}

pub(crate) fn table(out: &mut Vec<u8>, rows: &Floats) {
    let (scales, bytes) = rounded(rows);
    varint(out, rows.first().map_or(0, Vec::len) as u32);
    floats(out, &scales);
    signed(out, &bytes);
}

pub(crate) fn matrix(out: &mut Vec<u8>, linear: &Linear) {
    let (scales, bytes) = rounded(&linear.weights);
    varint(out, linear.weights.first().map_or(0, Vec::len) as u32);
    floats(out, &scales);
    floats(out, &linear.biases);
    signed(out, &bytes);
}
