//! The participant lists of a table, read back.

use polars::prelude::*;

/// One who takes part in an event or a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'a> {
    /// As in the `entities` table.
    pub entity_id: &'a str,
    /// As in the `entities` table.
    pub name: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// PLOVER sectors joined by `+`.
    pub sector: Option<&'a str>,
}

/// A column of participant lists: `source` and `target` of events, `participants` of meetings.
#[derive(Debug)]
pub struct Parties {
    ends: Vec<i64>,
    entity_id: StringChunked,
    name: StringChunked,
    country: StringChunked,
    sector: StringChunked,
}

impl Parties {
    /// The participants of a column.
    ///
    /// # Errors
    /// When there is no such column, or it is not one of participants.
    pub fn of(frame: &DataFrame, column: &str) -> PolarsResult<Self> {
        let Ok(lists) = frame.column(column) else {
            polars_bail!(
                SchemaMismatch: "there is no column `{column}` of participants: flat tables have none, count the table itself"
            );
        };
        let lists = lists.as_materialized_series().rechunk();
        let lists = lists.list()?;
        let array = lists.downcast_as_array();
        if lists.null_count() > 0 {
            polars_bail!(SchemaMismatch: "column {column} holds nulls where lists are wanted");
        }
        let ends = array.offsets().as_slice().to_vec();
        let DataType::List(inner) = lists.dtype() else {
            polars_bail!(SchemaMismatch: "column {column} is no list");
        };
        let values = Series::from_arrow("".into(), array.values().clone())?.cast(inner)?;
        let fields = values.struct_()?;
        let field = |name: &str| {
            Ok::<_, PolarsError>(fields.field_by_name(name)?.str()?.rechunk().into_owned())
        };
        Ok(Self {
            ends,
            entity_id: field("entity_id")?,
            name: field("name")?,
            country: field("country")?,
            sector: field("sector")?,
        })
    }

    /// The participants of row `row`, in order.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Party<'_>> {
        let array = StringChunked::downcast_as_array;
        let (ids, names) = (array(&self.entity_id), array(&self.name));
        let (countries, sectors) = (array(&self.country), array(&self.sector));
        (self.ends[row]..self.ends[row + 1]).filter_map(move |i| {
            let i = i as usize;
            let country = countries.get(i);
            let name = names.get(i).or(country)?;
            Some(Party {
                // Events of other coders have no ids: there, the name tells who is who.
                entity_id: ids.get(i).unwrap_or(name),
                name,
                country,
                sector: sectors.get(i),
            })
        })
    }
}
