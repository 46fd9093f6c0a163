//! Part of a stretch of time: "the end of", "early", "mid-".

use super::calendar;
use chrono::{Datelike, NaiveDate};
use detente_model::DateRange;
use serde::Deserialize;

/// Which part is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Phase {
    Start,
    Early,
    FirstHalf,
    Middle,
    SecondHalf,
    Late,
    End,
    /// "earlier this year": what has passed of it.
    Earlier,
    /// "later this year", "the rest of": what is left of it.
    Later,
}

impl Phase {
    /// The part, in twelfths of the whole.
    const fn twelfths(self) -> (u32, u32) {
        match self {
            Self::Start => (0, 2),
            Self::Early => (0, 4),
            Self::FirstHalf => (0, 6),
            Self::Middle => (4, 8),
            Self::SecondHalf => (6, 12),
            Self::Late => (8, 12),
            Self::End => (10, 12),
            Self::Earlier | Self::Later => (0, 12),
        }
    }

    /// That part of `range`, seen from the day of writing.
    pub(super) fn of(self, range: DateRange, base: Option<NaiveDate>) -> DateRange {
        let (start, end) = (range.start(), range.end());
        let within = base.filter(|b| start <= *b && *b <= end);
        let part = match (self, within) {
            (Self::Earlier, Some(base)) => DateRange::between(start, base),
            (Self::Later, Some(base)) => DateRange::between(base, end),
            (Self::Earlier | Self::Later, None) => None,
            _ => self.cut(start, end),
        };
        part.filter(|_| start != end).unwrap_or(range)
    }

    fn cut(self, start: NaiveDate, end: NaiveDate) -> Option<DateRange> {
        let (from, to) = self.twelfths();
        let after = calendar::add_days(end, 1)?;
        let months =
            (after.year() - start.year()) * 12 + after.month() as i32 - start.month() as i32;
        let (first, last) = (months * from as i32, months * to as i32);
        // Whole months where the parts of a year come out in months.
        if start.day() == 1 && after.day() == 1 && first % 12 == 0 && last % 12 == 0 {
            let next = calendar::add_months(start, last / 12)?;
            return DateRange::between(
                calendar::add_months(start, first / 12)?,
                calendar::add_days(next, -1)?,
            );
        }
        let days = u32::try_from((after - start).num_days()).ok()?;
        DateRange::between(
            calendar::add_days(start, i64::from(days * from / 12))?,
            calendar::add_days(start, i64::from((days * to).div_ceil(12)) - 1)?,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn parts_are_cut() {
        let year = DateRange::year(2017).unwrap();
        let cut = |phase: Phase, range: DateRange| {
            let part = phase.of(range, Some(day(2017, 6, 10)));
            (part.start(), part.end())
        };
        assert_eq!(cut(Phase::End, year), (day(2017, 11, 1), day(2017, 12, 31)));
        assert_eq!(cut(Phase::Early, year), (day(2017, 1, 1), day(2017, 4, 30)));
        assert_eq!(cut(Phase::Earlier, year), (day(2017, 1, 1), day(2017, 6, 10)));
        assert_eq!(cut(Phase::Later, year), (day(2017, 6, 10), day(2017, 12, 31)));
        let april = DateRange::month(2017, 4).unwrap();
        assert_eq!(cut(Phase::Middle, april), (day(2017, 4, 11), day(2017, 4, 20)));
        assert_eq!(cut(Phase::End, april), (day(2017, 4, 26), day(2017, 4, 30)));
        let monday = DateRange::day(day(2017, 6, 5));
        assert_eq!(Phase::Late.of(monday, None), monday);
    }
}
