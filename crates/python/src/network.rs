//! Networks from tables.

use crate::arrow::{Frame, frame_from_python};
use crate::dyads::statuses;
use crate::error::Error;
use detente_analytics::{NetworkOptions, event_network, meeting_network, speech_network};
use pyo3::prelude::*;
use std::path::PathBuf;

#[pyclass(frozen, module = "detente._detente")]
pub struct Network(detente_analytics::Network);

#[pymethods]
impl Network {
    #[getter]
    fn nodes(&self) -> Frame {
        Frame::new(self.0.nodes.clone())
    }

    #[getter]
    fn edges(&self) -> Frame {
        Frame::new(self.0.edges.clone())
    }

    #[getter]
    fn directed(&self) -> bool {
        self.0.directed
    }

    fn write_graphml(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| self.0.write_graphml(&path)).map_err(Error::from)?)
    }
}

/// The network of one kind. `tables` are: events, entities, articles; or meetings, entities, articles; or quotes,
/// mentions, entities, articles.
#[pyfunction]
pub fn network(
    py: Python<'_>,
    kind: &str,
    tables: Vec<Bound<'_, PyAny>>,
    by: &str,
    status: Vec<String>,
    duplicates: bool,
) -> PyResult<Network> {
    let by = by.parse().map_err(Error::from)?;
    let options = NetworkOptions { by, status: statuses(&status)?, duplicates };
    let tables = tables.iter().map(frame_from_python).collect::<PyResult<Vec<_>>>()?;
    let network = py.detach(|| match (kind, tables.as_slice()) {
        ("events", [events, entities, articles]) => {
            Ok(event_network(events, entities, articles, &options)?)
        }
        ("meetings", [meetings, entities, articles]) => {
            Ok(meeting_network(meetings, entities, articles, &options)?)
        }
        ("speech", [quotes, mentions, entities, articles]) => {
            Ok(speech_network(quotes, mentions, entities, articles, &options)?)
        }
        _ => Err(Error::input(format!(
            "there is no network `{kind}`; the networks are events, meetings, speech"
        ))),
    });
    Ok(Network(network?))
}
