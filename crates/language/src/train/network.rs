//! Packing of the trained network that tags, parses and finds names.

use super::data::DataError;
use super::tensors::{Linear, Tensors, matrix, table, turned};
use super::writer::{floats, varint};
use detente_model::{Deprel, NameKind, Penn, Upos};
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
    let network = Tensors::open(path)?;
    let tags = network.pairs("tags")?;
    let relations = network.labels("relations")?;
    let names = network.labels("names")?;

    let mut out = Vec::new();
    for name in TABLES {
        table(&mut out, &network.matrix(&format!("tables.{name}.weight"))?);
    }
    table(&mut out, &network.matrix("vectors")?);
    matrix(&mut out, &network.linear("mix")?);
    floats(&mut out, &network.floats("norm.weight")?);
    floats(&mut out, &network.floats("norm.bias")?);
    let layers = (0..).take_while(|i| network.has(&format!("layers.{i}.gates.weight")));
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
    let term = |s: &str| network.wrong(format!("unknown label `{s}`"));
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
        record: network.text("record")?.to_owned(),
        vectors,
        bytes: out,
    })
}
