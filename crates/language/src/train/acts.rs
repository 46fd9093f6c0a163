//! Packing of the trained network of acts.

use super::data::DataError;
use super::tensors::{Tensors, matrix, table};
use super::writer::{file, floats, string, varint};
use crate::act_file::MAGIC;
use crate::network::ROLES;
use std::path::Path;

/// The bytes of the file of the network that `training/act_student.py` wrote to `path`, for the language model whose
/// checksum is `below`.
///
/// # Errors
/// When the file is missing or lacks a tensor.
pub fn pack_acts(path: &Path, below: u64, record: &str) -> Result<Vec<u8>, DataError> {
    let network = Tensors::open(path)?;
    let mut body = Vec::new();
    string(&mut body, &format!("{record}network = \"{}\"\n", network.text("record")?));
    body.extend(below.to_le_bytes());
    for key in ["types", "statuses", "modes"] {
        let labels = network.labels(key)?;
        varint(&mut body, labels.len() as u32);
        for label in &labels {
            string(&mut body, label);
        }
    }
    let mut heads = network.linear("kind")?;
    let statuses = network.linear("status")?;
    let (mut trigger, party) = (network.linear("trigger")?, network.linear("party")?);
    let (mut resident, state) = (network.linear("resident")?, network.linear("state")?);
    let matched = trigger.biases.len() / ROLES;
    // The products of two are divided by the root of their length; the first of them carries that.
    let by = 1.0 / (matched as f32).sqrt();
    for one in [&mut trigger, &mut resident] {
        one.weights.iter_mut().flatten().chain(&mut one.biases).for_each(|w| *w *= by);
    }
    for other in [statuses, trigger, party, resident, state] {
        heads.weights.extend(other.weights);
        heads.biases.extend(other.biases);
    }
    varint(&mut body, matched as u32);
    floats(&mut body, &network.floats("role_bias")?);
    floats(&mut body, &network.floats("home_bias")?);
    table(&mut body, &network.matrix("words.weight")?);
    table(&mut body, &network.matrix("vectors")?);
    matrix(&mut body, &network.linear("mix")?);
    floats(&mut body, &network.floats("norm.weight")?);
    floats(&mut body, &network.floats("norm.bias")?);
    let name = |layer: usize| format!("layers.{layer}.gates");
    let layers = (0..).take_while(|&i| network.has(&format!("{}.weight", name(i)))).count();
    varint(&mut body, layers as u32);
    for layer in 0..layers {
        matrix(&mut body, &network.linear(&name(layer))?);
    }
    matrix(&mut body, &heads);
    matrix(&mut body, &network.linear("mode")?);
    Ok(file(MAGIC, &body))
}
