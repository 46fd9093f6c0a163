//! The names of the tables, and sets of them.

use crate::vocabulary::closed_vocabulary;

closed_vocabulary!(
    /// A table.
    Table, "table", {
        Articles = "articles",
        Sentences = "sentences",
        Mentions = "mentions",
        Entities = "entities",
        Quotes = "quotes",
        Events = "events",
        Meetings = "meetings",
        Times = "times",
        Problems = "problems",
    }
);

/// The tables that somebody asked for: a stage does no work for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableSet(u16);

impl TableSet {
    /// No table.
    pub const NONE: Self = Self(0);

    /// Every table.
    #[must_use]
    pub fn all() -> Self {
        Table::ALL.iter().copied().collect()
    }

    /// Some tables.
    #[must_use]
    pub fn of(tables: &[Table]) -> Self {
        tables.iter().copied().collect()
    }

    /// With `table` as well.
    #[must_use]
    pub const fn with(self, table: Table) -> Self {
        Self(self.0 | 1 << table as u16)
    }

    /// Whether `table` was asked for.
    #[must_use]
    pub const fn has(self, table: Table) -> bool {
        self.0 & (1 << table as u16) != 0
    }

    /// Whether any of `tables` was asked for.
    #[must_use]
    pub fn has_any(self, tables: &[Table]) -> bool {
        tables.iter().any(|&table| self.has(table))
    }

    /// Whether nothing but `tables` was asked for.
    #[must_use]
    pub fn is_within(self, tables: &[Table]) -> bool {
        self.0 & !Self::of(tables).0 == 0
    }

    /// The tables of the set, in the order of [`Table::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Table> {
        Table::ALL.iter().copied().filter(move |&table| self.has(table))
    }
}

impl FromIterator<Table> for TableSet {
    fn from_iter<I: IntoIterator<Item = Table>>(tables: I) -> Self {
        tables.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let set = TableSet::NONE.with(Table::Quotes).with(Table::Events);
        assert!(set.has(Table::Quotes) && !set.has(Table::Times));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Table::Quotes, Table::Events]);
        assert!(set.is_within(&[Table::Events, Table::Times, Table::Quotes]));
        assert!(!set.is_within(&[Table::Events]));
        assert_eq!(TableSet::all().iter().count(), Table::ALL.len());
    }
}
