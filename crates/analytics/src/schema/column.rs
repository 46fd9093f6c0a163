//! What a column is: its name, its type, and what it says.

use polars::prelude::{DataType, Field, TimeUnit, TimeZone};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Texts,
    Flag,
    /// 8 bits.
    Small,
    /// 32 bits.
    Code,
    /// 64 bits.
    Count,
    /// 32-bit floating point.
    Score,
    /// 64-bit floating point.
    Real,
    Date,
    /// An instant in UTC, microseconds.
    Instant,
    /// Who takes part: a list of [`PARTICIPANT`](super::PARTICIPANT).
    Participants,
    Dates,
    Reals,
}

/// The columns of a table, in order.
pub(crate) type ColumnSpecs = &'static [ColumnSpec];

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnSpec {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether it may be null. Lists never are.
    pub(crate) nullable: bool,
    /// What its numbers count or its codes are codes of.
    pub(crate) unit: Option<&'static str>,
    /// Every value that it can have; empty where the vocabulary is open.
    pub(crate) terms: &'static [&'static str],
    /// What it says, in a sentence.
    pub(crate) about: &'static str,
}

/// A column that is never null.
pub(crate) const fn column(name: &'static str, kind: Kind, about: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, nullable: false, unit: None, terms: &[], about }
}

impl ColumnSpec {
    pub(crate) const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    pub(crate) const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    pub(crate) const fn one_of(self, terms: &'static [&'static str]) -> Self {
        Self { terms, ..self }
    }
}

impl Kind {
    /// The type as polars calls it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Texts => "List(String)",
            Self::Flag => "Boolean",
            Self::Small => "Int8",
            Self::Code => "Int32",
            Self::Count => "Int64",
            Self::Score => "Float32",
            Self::Real => "Float64",
            Self::Date => "Date",
            Self::Instant => "Datetime(us, UTC)",
            Self::Participants => "List(participant)",
            Self::Dates => "List(Date)",
            Self::Reals => "List(Float64)",
        }
    }

    pub(crate) fn dtype(self) -> DataType {
        match self {
            Self::Text => DataType::String,
            Self::Texts => DataType::List(Box::new(DataType::String)),
            Self::Flag => DataType::Boolean,
            Self::Small => DataType::Int8,
            Self::Code => DataType::Int32,
            Self::Count => DataType::Int64,
            Self::Score => DataType::Float32,
            Self::Real => DataType::Float64,
            Self::Date => DataType::Date,
            Self::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
            Self::Dates => DataType::List(Box::new(DataType::Date)),
            Self::Reals => DataType::List(Box::new(DataType::Float64)),
            Self::Participants => {
                DataType::List(Box::new(DataType::Struct(fields(super::PARTICIPANT))))
            }
        }
    }
}

pub(crate) fn fields(columns: ColumnSpecs) -> Vec<Field> {
    columns.iter().map(|c| Field::new(c.name.into(), c.kind.dtype())).collect()
}
