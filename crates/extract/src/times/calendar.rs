//! Calendar arithmetic: the occurrence of a month, day or weekday that is meant.

use super::tense::Tense;
use chrono::{Datelike, Days, Months, NaiveDate};
use detente_model::DateRange;

/// Which one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
    /// Tense decides, and nearness where it is silent.
    Likely(Option<Tense>),
}

impl Which {
    pub(super) const fn new(by: Option<i32>, tense: Option<Tense>) -> Self {
        match by {
            None => Self::Likely(tense),
            Some(0) => Self::This,
            Some(by) => {
                if by < 0 {
                    Self::Last
                } else {
                    Self::Next
                }
            }
        }
    }
}

/// Days that news without a tense looks ahead.
const NEWS_AHEAD: i64 = 122;

/// What comes once a year, `of` giving it by year: the one that is meant, seen from `base`.
pub(super) fn yearly(
    base: NaiveDate,
    which: Which,
    of: impl Fn(i32) -> Option<DateRange>,
) -> Option<DateRange> {
    let year = base.year();
    let mut near = [year - 1, year, year + 1].into_iter().filter_map(of);
    match which {
        Which::This => near.find(|r| r.end().year() == year),
        Which::Last => near.rfind(|r| r.end() < base),
        Which::Next => near.find(|r| r.start() > base),
        Which::Likely(Some(Tense::Past)) => near.rfind(|r| r.start() <= base),
        Which::Likely(Some(Tense::Ahead)) => near.find(|r| r.end() >= base),
        Which::Likely(None) => {
            let (mut last, mut next) = (None, None);
            for r in near {
                if r.start() <= base {
                    last = Some(r);
                } else {
                    next = next.or(Some(r));
                }
            }
            let ahead = |next: &DateRange| (next.start() - base).num_days();
            let ago = last.map_or(i64::MAX, |r| (base - r.end()).num_days());
            next.filter(|n| ahead(n) <= NEWS_AHEAD && ahead(n) < ago).or(last)
        }
    }
}

/// The day with ISO weekday number `weekday` that is meant, seen from `base`.
pub(super) fn weekday(weekday: u32, base: NaiveDate, which: Which) -> Option<NaiveDate> {
    let today = base.weekday().number_from_monday();
    let ahead = (weekday + 7 - today) % 7;
    let ago = (7 - ahead) % 7;
    let forward = |days: u32| base.checked_add_days(Days::new(u64::from(days)));
    let back = |days: u32| base.checked_sub_days(Days::new(u64::from(days)));
    match which {
        Which::Last => back(if ago == 0 { 7 } else { ago }),
        Which::Next => forward(if ahead == 0 { 7 } else { ahead }),
        Which::This if weekday >= today => forward(ahead),
        Which::Likely(Some(Tense::Ahead)) => forward(ahead),
        Which::This | Which::Likely(_) => back(ago),
    }
}

/// The `n`th (from 1) of the weekdays `weekday` in `range`, the last one without `n`.
pub(super) fn counted_weekday(weekday: u32, n: Option<u32>, range: DateRange) -> Option<NaiveDate> {
    let day = match n {
        Some(n) => {
            let first = self::weekday(weekday, range.start(), Which::Likely(Some(Tense::Ahead)))?;
            add_days(first, 7 * (i64::from(n) - 1))?
        }
        None => self::weekday(weekday, range.end(), Which::Likely(None))?,
    };
    (range.start() <= day && day <= range.end()).then_some(day)
}

/// Easter Sunday of the Western churches, by the Gregorian computus (Meeus, Jones and Butcher).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, (sum / 31) as u32, (sum % 31 + 1) as u32)
}

/// `base` moved by whole months.
pub(super) fn add_months(base: NaiveDate, months: i32) -> Option<NaiveDate> {
    if months < 0 {
        base.checked_sub_months(Months::new(months.unsigned_abs()))
    } else {
        base.checked_add_months(Months::new(months.unsigned_abs()))
    }
}

/// `base` moved by days.
pub(super) fn add_days(base: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        base.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        base.checked_add_days(Days::new(days.unsigned_abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn easter_moves() {
        for known in [day(1999, 4, 4), day(2008, 3, 23), day(2011, 4, 24), day(2024, 3, 31)] {
            assert_eq!(easter(known.year()), Some(known));
        }
    }

    #[test]
    fn weekdays_are_counted() {
        let may = DateRange::month(2018, 5).unwrap();
        assert_eq!(counted_weekday(2, Some(1), may), Some(day(2018, 5, 1)));
        assert_eq!(counted_weekday(3, None, may), Some(day(2018, 5, 30)));
        assert_eq!(counted_weekday(1, Some(5), may), None);
    }

    #[test]
    fn tense_picks_the_year() {
        let month = |m: u32| move |y| DateRange::month(y, m);
        let of = |m, tense| {
            yearly(day(2018, 5, 20), Which::Likely(tense), month(m)).map(|r| r.start().year())
        };
        assert_eq!(of(7, Some(Tense::Past)), Some(2017));
        assert_eq!(of(3, Some(Tense::Ahead)), Some(2019));
        assert_eq!(of(5, Some(Tense::Past)), Some(2018));
        assert_eq!(of(12, None), Some(2017));
    }
}
