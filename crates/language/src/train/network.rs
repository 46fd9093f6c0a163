//! Packing of the trained network: floats become signed bytes, each row of a table and each column of a matrix with a scale
//! of its own.

use super::data::{DataError, read_bytes};
use super::writer::{floats, signed, varint};
use detente_model::{Deprel, NameKind, Penn, Upos};
use safetensors::SafeTensors;
use std::path::Path;

/// The network that `training/student.py` wrote, packed.
pub(crate) struct Packed {
    pub(crate) tags: Vec<(Penn, Upos)>,
    pub(crate) relations: Vec<Deprel>,
    pub(crate) name_kinds: Vec<NameKind>,
    /// How the student was trained.
    pub(crate) record: String,
    /// Keys of words and the rows of their vectors.
    pub(crate) vectors: Vec<(u32, u32)>,
    /// The section of the model file.
    pub(crate) bytes: Vec<u8>,
}

const TABLES: [&str; 5] = ["word", "prefix", "suffix", "shape", "lists"];

/// Reads and packs the file at `path`.
pub(crate) fn pack(path: &Path) -> Result<Packed, DataError> {
    let wrong = |what: String| DataError::Network { path: path.display().to_string(), what };
    let bytes = read_bytes(path)?;
    let tensors = SafeTensors::deserialize(&bytes).map_err(|e| wrong(e.to_string()))?;
    let (_, metadata) = SafeTensors::read_metadata(&bytes).map_err(|e| wrong(e.to_string()))?;
    let said = metadata.metadata().clone().unwrap_or_default();
    let text = |key: &str| {
        said.get(key).cloned().ok_or_else(|| wrong(format!("no `{key}` in the metadata")))
    };
    let tags: Vec<(String, String)> =
        serde_json::from_str(&text("tags")?).map_err(|e| wrong(e.to_string()))?;
    let relations: Vec<String> =
        serde_json::from_str(&text("relations")?).map_err(|e| wrong(e.to_string()))?;
    let names: Vec<String> =
        serde_json::from_str(&text("names")?).map_err(|e| wrong(e.to_string()))?;
    let network = Network { tensors: &tensors, wrong: &wrong };

    let mut out = Vec::new();
    for name in TABLES {
        table(&mut out, &network.matrix(&format!("tables.{name}.weight"))?);
    }
    table(&mut out, &network.matrix("vectors")?);
    matrix(&mut out, &network.linear("mix")?);
    floats(&mut out, &network.floats("norm.weight")?);
    floats(&mut out, &network.floats("norm.bias")?);
    let layers = (0..).take_while(|i| tensors.tensor(&format!("layers.{i}.gates.weight")).is_ok());
    let layers = layers.collect::<Vec<usize>>();
    varint(&mut out, layers.len() as u32);
    for layer in layers {
        matrix(&mut out, &network.linear(&format!("layers.{layer}.gates"))?);
    }
    let mut heads = network.linear("arc_head")?;
    for name in ["arc_dependent", "relation_head", "relation_dependent", "tag", "name"] {
        let other = network.linear(name)?;
        heads.weights.extend(other.weights);
        heads.biases.extend(other.biases);
    }
    matrix(&mut out, &heads);
    let product = network.matrix("arc_product")?;
    matrix(&mut out, &Linear { weights: turned(&product), biases: network.floats("arc_bias")? });
    let root = network.floats("root")?;
    let softened = |v: f32| if v > 0.0 { v } else { v * 0.1 };
    let of_root = network.linear("arc_head")?.of(&root);
    floats(&mut out, &of_root.into_iter().map(softened).collect::<Vec<_>>());
    floats(&mut out, &network.linear("relation_head")?.of(&root));
    floats(&mut out, &network.floats("distance")?);
    matrix(&mut out, &network.linear("relation")?);

    let keys = network.numbers("vector_keys")?;
    let mut vectors: Vec<(u32, u32)> =
        keys.iter().enumerate().skip(1).map(|(row, &key)| (key as u32, row as u32)).collect();
    for alias in network.numbers("vector_aliases")?.chunks_exact(2) {
        vectors.push((alias[0] as u32, alias[1] as u32));
    }
    vectors.retain(|(key, _)| *key != 0);
    let term = |s: &str| wrong(format!("unknown label `{s}`"));
    Ok(Packed {
        tags: tags
            .iter()
            .map(|(penn, upos)| {
                Ok((penn.parse().map_err(|_| term(penn))?, upos.parse().map_err(|_| term(upos))?))
            })
            .collect::<Result<_, DataError>>()?,
        relations: relations
            .iter()
            .map(|r| r.parse().map_err(|_| term(r)))
            .collect::<Result<_, _>>()?,
        name_kinds: names
            .iter()
            .filter_map(|label| label.strip_prefix("B-"))
            .map(|kind| kind.parse().map_err(|_| term(kind)))
            .collect::<Result<_, _>>()?,
        record: text("record")?,
        vectors,
        bytes: out,
    })
}

/// Rows of floats of equal length.
type Floats = Vec<Vec<f32>>;

/// A linear layer: for each output its weights and its bias.
struct Linear {
    weights: Floats,
    biases: Vec<f32>,
}

impl Linear {
    fn of(&self, input: &[f32]) -> Vec<f32> {
        let dot = |row: &Vec<f32>| row.iter().zip(input).map(|(a, b)| a * b).sum::<f32>();
        self.weights.iter().zip(&self.biases).map(|(row, bias)| dot(row) + bias).collect()
    }
}

struct Network<'a> {
    tensors: &'a SafeTensors<'a>,
    wrong: &'a dyn Fn(String) -> DataError,
}

impl Network<'_> {
    fn tensor(&self, name: &str) -> Result<(Vec<usize>, Vec<u8>), DataError> {
        let view = self.tensors.tensor(name).map_err(|e| (self.wrong)(format!("{name}: {e}")))?;
        Ok((view.shape().to_vec(), view.data().to_vec()))
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, DataError> {
        let (_, bytes) = self.tensor(name)?;
        let of = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        Ok(bytes.chunks_exact(4).map(of).collect())
    }

    fn numbers(&self, name: &str) -> Result<Vec<i64>, DataError> {
        let (_, bytes) = self.tensor(name)?;
        let of = |b: &[u8]| b.iter().rev().fold(0_i64, |n, &byte| n << 8 | i64::from(byte));
        Ok(bytes.chunks_exact(8).map(of).collect())
    }

    fn matrix(&self, name: &str) -> Result<Floats, DataError> {
        let (shape, _) = self.tensor(name)?;
        let columns = shape.get(1).copied().unwrap_or(1).max(1);
        Ok(self.floats(name)?.chunks_exact(columns).map(<[f32]>::to_vec).collect())
    }

    fn linear(&self, name: &str) -> Result<Linear, DataError> {
        Ok(Linear {
            weights: self.matrix(&format!("{name}.weight"))?,
            biases: self.floats(&format!("{name}.bias"))?,
        })
    }
}

fn turned(matrix: &Floats) -> Floats {
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

fn table(out: &mut Vec<u8>, rows: &Floats) {
    let (scales, bytes) = rounded(rows);
    varint(out, rows.first().map_or(0, Vec::len) as u32);
    floats(out, &scales);
    signed(out, &bytes);
}

fn matrix(out: &mut Vec<u8>, linear: &Linear) {
    let (scales, bytes) = rounded(&linear.weights);
    varint(out, linear.weights.first().map_or(0, Vec::len) as u32);
    floats(out, &scales);
    floats(out, &linear.biases);
    signed(out, &bytes);
}
