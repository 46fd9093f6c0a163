//! The file of the networks of acts and quotes: a header, the checksum of the language model that they belong to, and the
//! weights.

use crate::model_file::{ModelError, Reader};
use crate::network::{ActNetwork, ActParts, Layers, QuoteNetwork, QuoteParts};

/// The first bytes of every such file.
pub(crate) const MAGIC: &[u8; 8] = b"DETACTS\0";

/// The networks of acts and quotes and their training record.
#[derive(Debug)]
pub(crate) struct ActModel {
    pub(crate) record: String,
    pub(crate) network: ActNetwork,
    pub(crate) quotes: QuoteNetwork,
}

/// Reads a file made for the language model whose checksum is `below` and whose states are `width` long.
pub(crate) fn read(bytes: &[u8], below: u64, width: usize) -> Result<ActModel, ModelError> {
    let (mut reader, _) = Reader::open(bytes, MAGIC)?;
    let record = reader.string()?.to_owned();
    let wanted = reader.u64()?;
    if wanted != below {
        return Err(ModelError::OtherNetwork { wanted, found: below });
    }
    reader.place = "labels of acts";
    let types = reader.count()?;
    let types = (0..types).map(|_| reader.term()).collect::<Result<_, _>>()?;
    let statuses = reader.count()?;
    let statuses = (0..statuses).map(|_| reader.term()).collect::<Result<_, _>>()?;
    let modes = reader.count()?;
    let modes = (0..modes).map(|_| reader.term()).collect::<Result<_, _>>()?;
    reader.place = "network of acts";
    let matched = reader.count()?;
    let bias = reader.floats()?.try_into().map_err(|_| reader.damaged())?;
    let [home_bias] = reader.floats()?.try_into().map_err(|_| reader.damaged())?;
    let parts = ActParts {
        types,
        statuses,
        modes,
        words: reader.table()?,
        vectors: reader.table()?,
        layers: layers(&mut reader)?,
        heads: reader.matrix()?,
        mode: reader.matrix()?,
        matched,
        bias,
        home_bias,
    };
    let network = ActNetwork::new(parts, width).ok_or(reader.damaged())?;
    reader.place = "network of quotes";
    let matched = reader.count()?;
    let bias = reader.floats()?.try_into().map_err(|_| reader.damaged())?;
    let [speaker_bias] = reader.floats()?.try_into().map_err(|_| reader.damaged())?;
    let layers = layers(&mut reader)?;
    let parts = QuoteParts { layers, heads: reader.matrix()?, matched, bias, speaker_bias };
    let quotes = QuoteNetwork::new(parts, &network, width).ok_or(reader.damaged())?;
    Ok(ActModel { record, network, quotes })
}

fn layers(reader: &mut Reader<'_>) -> Result<Layers, ModelError> {
    Ok(Layers {
        mix: reader.matrix()?,
        norm: [reader.floats()?, reader.floats()?],
        layers: {
            let n = reader.count()?;
            (0..n).map(|_| reader.matrix()).collect::<Result<_, _>>()?
        },
    })
}
