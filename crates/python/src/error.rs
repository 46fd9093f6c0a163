//! Errors on their way to Python: each becomes an exception of `detente.exceptions`.

use detente::run::JournalError;
use detente_analytics::{ReadError, WriteError};
use detente_atlas::AtlasError;
use detente_evaluate::{GoldError, UnknownTask};
use detente_extract::RuleError;
use detente_model::UnknownTerm;
use detente_parse::ParseError;
use detente_pipeline::{CodingError, PipelineError, UnknownShard};
use detente_report::ReportError;
use polars::prelude::PolarsError;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// The class of `detente.exceptions` and the message.
#[derive(Debug)]
pub struct Error {
    class: &'static str,
    message: String,
}

impl Error {
    /// Input that cannot be used: `InputError`, a `ValueError`.
    pub fn input(message: impl std::fmt::Display) -> Self {
        Self { class: "InputError", message: message.to_string() }
    }

    /// A pickle that another version made, or a damaged one: `InputError`.
    pub fn pickle(error: serde_json::Error) -> Self {
        Self::input(format!("the pickle cannot be read, perhaps it is of another version: {error}"))
    }

    /// Anything else: `DetenteError`.
    pub fn other(message: impl std::fmt::Display) -> Self {
        Self { class: "DetenteError", message: message.to_string() }
    }

    /// A path where nothing is: `MissingPathError`, a `FileNotFoundError`.
    pub fn missing(message: impl std::fmt::Display) -> Self {
        Self { class: "MissingPathError", message: message.to_string() }
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Self {
        let class = match error {
            JournalError::Io { .. } | JournalError::InUse { .. } => "OutputError",
            _ => "InputError",
        };
        let advice = match (error.can_redo(), error.can_restart()) {
            (true, _) => " (redo=True codes again from that batch on, restart=True starts anew)",
            (false, true) => " (restart=True starts anew)",
            (false, false) => "",
        };
        Self { class, message: format!("{error}{advice}") }
    }
}

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        Python::attach(|py| {
            let class = py
                .import("detente.exceptions")
                .and_then(|module| module.getattr(error.class))
                .and_then(|class| Ok(class.cast_into::<PyType>()?));
            match class {
                Ok(class) => Self::from_type(class, (error.message,)),
                Err(cannot_import) => cannot_import,
            }
        })
    }
}

macro_rules! raised_as {
    ($($from:ty => $class:literal,)+) => {
        $(impl From<$from> for Error {
            fn from(error: $from) -> Self {
                Self { class: $class, message: error.to_string() }
            }
        })+
    };
}

raised_as! {
    CodingError => "DetenteError",
    GoldError => "InputError",
    PolarsError => "InputError",
    ReportError => "InputError",
    RuleError => "RuleFileError",
    UnknownShard => "InputError",
    UnknownTask => "InputError",
    UnknownTerm => "InputError",
    detente_analytics::DyadError => "InputError",
    detente_analytics::ScaleError => "InputError",
    detente_analytics::SchemaError => "InputError",
    detente_analytics::ShiftError => "InputError",
    detente_analytics::UnknownChoice => "InputError",
    detente_analytics::UnknownFormat => "InputError",
    detente_analytics::UnknownPeriod => "InputError",
    detente_analytics::UnknownUnit => "InputError",
    detente_parse::UnknownFormat => "InputError",
    WriteError => "OutputError",
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        match error {
            ParseError::MissingPath { .. } | ParseError::NoMatch { .. } => Self::missing(error),
            ParseError::NoColumn { part, ref name, .. } => {
                let named = format!("; as in {}=\"body\"", part.as_str());
                let advice = if name.is_none() { &*named } else { "" };
                Self { class: "MissingColumnError", message: format!("{error}{advice}") }
            }
            other => Self::input(other),
        }
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::MissingFolder { .. } => Self::missing(error),
            other => Self::input(other),
        }
    }
}

impl From<AtlasError> for Error {
    fn from(error: AtlasError) -> Self {
        match error {
            AtlasError::Actors { .. } => {
                Self { class: "ActorFileError", message: error.to_string() }
            }
            other => Self::input(other),
        }
    }
}

impl From<&PipelineError> for Error {
    fn from(error: &PipelineError) -> Self {
        let class = match error {
            PipelineError::Rules(_) => "RuleFileError",
            _ => "ModelError",
        };
        Self { class, message: error.to_string() }
    }
}
