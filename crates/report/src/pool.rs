//! Values written once, and where they stand.

use serde::Serialize;
use std::collections::BTreeMap;

/// Values in the order in which they were first asked for, each with its position.
#[derive(Debug, Clone)]
pub(crate) struct Pool<V> {
    positions: BTreeMap<V, u32>,
    values: Vec<V>,
}

impl<V> Default for Pool<V> {
    fn default() -> Self {
        Self { positions: BTreeMap::new(), values: Vec::new() }
    }
}

impl<V: Ord + Clone> Pool<V> {
    pub(crate) fn position(&mut self, value: V) -> u32 {
        let next = self.values.len() as u32;
        let position = *self.positions.entry(value.clone()).or_insert(next);
        if position == next {
            self.values.push(value);
        }
        position
    }

    pub(crate) fn values(&self) -> &[V] {
        &self.values
    }
}

/// A column of few different values: each is written once.
#[derive(Debug, Serialize)]
pub(crate) struct Coded<'a> {
    of: Vec<&'a str>,
    at: Vec<Option<u32>>,
}

impl<'a> FromIterator<Option<&'a str>> for Coded<'a> {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(values: I) -> Self {
        let mut pool = Pool::default();
        let at = values.into_iter().map(|value| value.map(|v| pool.position(v))).collect();
        Self { of: pool.values, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_once_and_nulls_stay() {
        let coded: Coded<'_> = [Some("b"), None, Some("a"), Some("b")].into_iter().collect();
        assert_eq!(coded.of, ["b", "a"]);
        assert_eq!(coded.at, [Some(0), None, Some(1), Some(0)]);
    }
}
