//! Packing of the trained networks of acts and quotes.

use super::data::DataError;
use super::tensors::{Linear, Tensors, matrix, table};
use super::writer::{file, floats, string, varint};
use crate::act_file::MAGIC;
use crate::network::{ENDS, ROLES};
use std::path::Path;

/// The bytes of the file of the network of acts that `training/act_student.py` wrote and that of quotes which
/// `training/quote_student.py` wrote over it, for the language model whose checksum is `below`.
///
/// # Errors
/// When a file is missing or lacks a tensor.
pub fn pack_acts(
    acts: &Path,
    quotes: &Path,
    below: u64,
    record: &str,
) -> Result<Vec<u8>, DataError> {
    let (network, quotes) = (Tensors::open(acts)?, Tensors::open(quotes)?);
    let mut body = Vec::new();
    let records = (network.text("record")?, quotes.text("record")?);
    string(&mut body, &format!("{record}acts = \"{}\"\nquotes = \"{}\"\n", records.0, records.1));
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
    scale(&mut trigger, matched);
    scale(&mut resident, matched);
    for other in [statuses, trigger, party, resident, state] {
        heads.weights.extend(other.weights);
        heads.biases.extend(other.biases);
    }
    varint(&mut body, matched as u32);
    floats(&mut body, &network.floats("role_bias")?);
    floats(&mut body, &network.floats("home_bias")?);
    table(&mut body, &network.matrix("words.weight")?);
    table(&mut body, &network.matrix("vectors")?);
    layers(&mut body, &network)?;
    matrix(&mut body, &heads);
    matrix(&mut body, &network.linear("mode")?);
    pack_quotes(&mut body, &quotes)?;
    Ok(file(MAGIC, &body))
}

fn pack_quotes(body: &mut Vec<u8>, network: &Tensors) -> Result<(), DataError> {
    let mut heads = network.linear("quotes.cue")?;
    let (mut reporting, bound) =
        (network.linear("quotes.reporting")?, network.linear("quotes.bound")?);
    let (mut saying, speaker) =
        (network.linear("speakers.saying")?, network.linear("speakers.speaker")?);
    let matched = reporting.biases.len() / ENDS;
    scale(&mut reporting, matched);
    scale(&mut saying, matched);
    for other in [reporting, bound, saying, speaker] {
        heads.weights.extend(other.weights);
        heads.biases.extend(other.biases);
    }
    varint(body, matched as u32);
    floats(body, &network.floats("quotes.bound_bias")?);
    floats(body, &network.floats("speakers.bias")?);
    layers(body, network)?;
    matrix(body, &heads);
    Ok(())
}

fn layers(body: &mut Vec<u8>, network: &Tensors) -> Result<(), DataError> {
    matrix(body, &network.linear("mix")?);
    floats(body, &network.floats("norm.weight")?);
    floats(body, &network.floats("norm.bias")?);
    let name = |layer: usize| format!("layers.{layer}.gates");
    let layers = (0..).take_while(|&i| network.has(&format!("{}.weight", name(i)))).count();
    varint(body, layers as u32);
    for layer in 0..layers {
        matrix(body, &network.linear(&name(layer))?);
    }
    Ok(())
}

/// The products of two vectors are divided by the root of their length; the first of them carries that.
fn scale(one: &mut Linear, length: usize) {
    let by = 1.0 / (length as f32).sqrt();
    one.weights.iter_mut().flatten().chain(&mut one.biases).for_each(|w| *w *= by);
}
