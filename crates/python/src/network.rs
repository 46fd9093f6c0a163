//! Networks, meetings and statements from tables.

use crate::arrow::{Frame, frame_from_python};
use crate::dyads::statuses;
use crate::error::Error;
use chrono::{Duration, NaiveDate};
use detente_analytics::{
    EdgeTables, MeetingOptions, NetworkOptions, QuoteTables, StatementOptions,
};
use polars::prelude::DataFrame;
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

    fn write_gexf(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| self.0.write_gexf(&path)).map_err(Error::from)?)
    }
}

/// The tables of a network: those of its edges, then entities and articles.
struct Tables<'a> {
    edges: EdgeTables<'a>,
    entities: &'a DataFrame,
    articles: &'a DataFrame,
}

/// `tables` are: events, entities, articles; or meetings, entities, articles; or quotes, mentions, entities, articles.
fn tables_of<'a>(kind: &str, tables: &'a [DataFrame]) -> Result<Tables<'a>, Error> {
    let (edges, entities, articles) = match (kind, tables) {
        ("events", [events, entities, articles]) => {
            (EdgeTables::Events(events), entities, articles)
        }
        ("meetings", [meetings, entities, articles]) => {
            (EdgeTables::Meetings(meetings), entities, articles)
        }
        ("speech", [quotes, mentions, entities, articles]) => {
            (EdgeTables::Speech { quotes, mentions }, entities, articles)
        }
        _ => {
            return Err(Error::input(format!(
                "there is no network `{kind}`; the networks are events, meetings, speech"
            )));
        }
    };
    Ok(Tables { edges, entities, articles })
}

/// The network of one kind.
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
    let frames = tables.iter().map(frame_from_python).collect::<PyResult<Vec<_>>>()?;
    let Tables { edges, entities, articles } = tables_of(kind, &frames)?;
    let made = py.detach(|| detente_analytics::network(edges, entities, articles, &options));
    Ok(Network(made.map_err(Error::from)?))
}

/// The network of one kind for each period, with its first day.
#[pyfunction]
pub fn network_slices(
    py: Python<'_>,
    kind: &str,
    tables: Vec<Bound<'_, PyAny>>,
    every: &str,
    by: &str,
    status: Vec<String>,
    duplicates: bool,
) -> PyResult<Vec<(Option<NaiveDate>, Network)>> {
    let (every, by) = (every.parse().map_err(Error::from)?, by.parse().map_err(Error::from)?);
    let options = NetworkOptions { by, status: statuses(&status)?, duplicates };
    let frames = tables.iter().map(frame_from_python).collect::<PyResult<Vec<_>>>()?;
    let Tables { edges, entities, articles } = tables_of(kind, &frames)?;
    let made = py
        .detach(|| detente_analytics::network_slices(edges, entities, articles, every, &options))
        .map_err(Error::from)?;
    let date = |day: i32| NaiveDate::default().checked_add_signed(Duration::days(i64::from(day)));
    Ok(made.into_iter().map(|(period, made)| (period.and_then(date), Network(made))).collect())
}

/// Counts the meetings of every two who met.
#[pyfunction]
pub fn who_met_whom(
    py: Python<'_>,
    meetings: &Bound<'_, PyAny>,
    articles: &Bound<'_, PyAny>,
    by: &str,
    status: Vec<String>,
    undated: &str,
    duplicates: bool,
) -> PyResult<Frame> {
    let options = MeetingOptions {
        by: by.parse().map_err(Error::from)?,
        status: statuses(&status)?,
        duplicates,
        undated: undated.parse().map_err(Error::from)?,
    };
    let (meetings, articles) = (frame_from_python(meetings)?, frame_from_python(articles)?);
    let met = py.detach(|| detente_analytics::who_met_whom(&meetings, &articles, &options));
    Ok(Frame::new(met.map_err(Error::from)?))
}

type QuoteFrames<'py> =
    (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Joins quotes with those whom they mention. `tables` are quotes, mentions, entities and articles.
#[pyfunction]
pub fn statements(
    py: Python<'_>,
    tables: QuoteFrames<'_>,
    speaker: Option<String>,
    about: Option<String>,
    duplicates: bool,
) -> PyResult<Frame> {
    let (quotes, mentions, entities, articles) = (
        frame_from_python(&tables.0)?,
        frame_from_python(&tables.1)?,
        frame_from_python(&tables.2)?,
        frame_from_python(&tables.3)?,
    );
    let options = StatementOptions { speaker, about, duplicates };
    let tables = QuoteTables {
        quotes: &quotes,
        mentions: &mentions,
        entities: &entities,
        articles: &articles,
    };
    let said = py.detach(|| detente_analytics::statements(tables, &options));
    Ok(Frame::new(said.map_err(Error::from)?))
}
