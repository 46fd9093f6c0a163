//! Dates that know how precise they are.

use crate::vocabulary::closed_vocabulary;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// How much of a date is known.
    DatePrecision, "date precision", {
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Year = "year",
        /// Any other stretch of days, such as a decade or `2015-08-01` to `2015-08-03`.
        Range = "range",
    }
);

/// A stretch of whole days, both ends included, with the precision that the text gave it.
///
/// The start is never after the end: the constructors see to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateRange {
    start: NaiveDate,
    end: NaiveDate,
    precision: DatePrecision,
}

impl DateRange {
    /// One day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { start: day, end: day, precision: DatePrecision::Day }
    }

    /// The ISO week (Monday to Sunday) that holds `day`.
    #[must_use]
    pub fn week_of(day: NaiveDate) -> Option<Self> {
        let start =
            day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
        Some(Self {
            start,
            end: start.checked_add_days(Days::new(6))?,
            precision: DatePrecision::Week,
        })
    }

    /// A calendar month.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::months(NaiveDate::from_ymd_opt(year, month, 1)?, 1, DatePrecision::Month)
    }

    /// A calendar quarter, 1 to 4.
    #[must_use]
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let first = quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
        Self::months(NaiveDate::from_ymd_opt(year, first, 1)?, 3, DatePrecision::Quarter)
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::months(NaiveDate::from_ymd_opt(year, 1, 1)?, 12, DatePrecision::Year)
    }

    /// From `start` to `end`, both included; `None` when they are the wrong way round.
    #[must_use]
    pub fn between(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        match start.cmp(&end) {
            std::cmp::Ordering::Less => Some(Self { start, end, precision: DatePrecision::Range }),
            std::cmp::Ordering::Equal => Some(Self::day(start)),
            std::cmp::Ordering::Greater => None,
        }
    }

    fn months(start: NaiveDate, n: u32, precision: DatePrecision) -> Option<Self> {
        let end = start.checked_add_months(Months::new(n))?.checked_sub_days(Days::new(1))?;
        Some(Self { start, end, precision })
    }

    /// First day.
    #[must_use]
    pub const fn start(self) -> NaiveDate {
        self.start
    }

    /// Last day, included.
    #[must_use]
    pub const fn end(self) -> NaiveDate {
        self.end
    }

    /// How much of the date is known.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        self.precision
    }

    /// The day, where the date is known to the day.
    #[must_use]
    pub fn to_day(self) -> Option<NaiveDate> {
        (self.precision == DatePrecision::Day).then_some(self.start)
    }

    /// ISO 8601 with reduced precision: `2015-08-05`, `2015-W32`, `2015-08`, `2015-Q3`, `2015`, or `start/end`.
    #[must_use]
    pub fn to_iso(self) -> String {
        match self.precision {
            DatePrecision::Day => self.start.format("%Y-%m-%d").to_string(),
            DatePrecision::Week => self.start.format("%G-W%V").to_string(),
            DatePrecision::Month => self.start.format("%Y-%m").to_string(),
            DatePrecision::Quarter => {
                format!("{:04}-Q{}", self.start.year(), self.start.month0() / 3 + 1)
            }
            DatePrecision::Year => format!("{:04}", self.start.year()),
            DatePrecision::Range => format!("{}/{}", self.start, self.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_says_no_more_than_is_known() {
        let day = NaiveDate::from_ymd_opt(2015, 8, 5).unwrap();
        assert_eq!(DateRange::day(day).to_iso(), "2015-08-05");
        assert_eq!(DateRange::week_of(day).unwrap().to_iso(), "2015-W32");
        assert_eq!(
            DateRange::month(2015, 2).unwrap().end(),
            NaiveDate::from_ymd_opt(2015, 2, 28).unwrap()
        );
        assert_eq!(DateRange::quarter(2015, 3).unwrap().to_iso(), "2015-Q3");
        assert_eq!(DateRange::year(2015).unwrap().to_iso(), "2015");
        assert_eq!(DateRange::month(2015, 8).unwrap().to_day(), None);
    }

    #[test]
    fn impossible_ranges_do_not_build() {
        let (a, b) = (
            NaiveDate::from_ymd_opt(2015, 8, 5).unwrap(),
            NaiveDate::from_ymd_opt(2015, 8, 4).unwrap(),
        );
        assert_eq!(DateRange::between(a, b), None);
        assert_eq!(DateRange::month(2015, 13), None);
        assert_eq!(DateRange::quarter(2015, 0), None);
    }
}
