//! How far a run has come, for those who watch it.

use std::fmt;
use std::time::{Duration, Instant};

/// How far a run has come. Its text is a line for people.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Articles of the run that are coded and written, by earlier calls as well.
    pub articles: usize,
    /// Those that this call coded.
    pub new_articles: usize,
    /// Problems of the run, by earlier calls as well: the rows of that table.
    pub problems: usize,
    /// The first problem of reading that this call met with.
    pub first_problem: Option<String>,
    /// Bytes of the input that were read, packed ones counted packed.
    pub bytes_read: u64,
    /// Bytes of the input in all, as it was when the call began.
    pub bytes: u64,
    /// When coding began, and how many bytes had been passed over by then.
    coding: Option<(Instant, u64)>,
    /// The time that coding took so far.
    pub coding_time: Duration,
}

impl Progress {
    pub(super) const fn begin(bytes: u64) -> Self {
        Self {
            articles: 0,
            new_articles: 0,
            problems: 0,
            first_problem: None,
            bytes_read: 0,
            bytes,
            coding: None,
            coding_time: Duration::ZERO,
        }
    }

    pub(super) const fn passed_over(&mut self, articles: usize, problems: usize, bytes_read: u64) {
        self.articles += articles;
        self.problems += problems;
        self.bytes_read = bytes_read;
    }

    pub(super) fn begin_coding(&mut self) {
        self.coding = Some((Instant::now(), self.bytes_read));
    }

    pub(super) fn coded(&mut self, articles: usize, problems: usize, bytes_read: u64) {
        self.articles += articles;
        self.new_articles += articles;
        self.problems += problems;
        self.bytes_read = bytes_read;
        self.coding_time = self.coding.map_or(Duration::ZERO, |(began, _)| began.elapsed());
    }

    /// Articles coded in a second; `None` before the first batch.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let seconds = self.coding_time.as_secs_f64();
        (self.new_articles > 0 && seconds > 0.0).then(|| self.new_articles as f64 / seconds)
    }

    /// The time until the input is read, at the rate in bytes so far; `None` before the first batch.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        let (_, before) = self.coding?;
        let done = self.bytes_read.checked_sub(before).filter(|&done| done > 0)?;
        let left = self.bytes.saturating_sub(self.bytes_read);
        Duration::try_from_secs_f64(self.coding_time.as_secs_f64() * left as f64 / done as f64).ok()
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} articles", grouped(self.articles))?;
        if let Some(rate) = self.rate() {
            write!(f, ", {rate:.0} a second")?;
        } else if self.articles > 0 {
            f.write_str(" found written")?;
        }
        if let Some(left) = self.left() {
            write!(f, ", {} left", time(left))?;
        }
        Ok(())
    }
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn time(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_are_those_of_what_is_coded_now() {
        let mut progress = Progress::begin(10_000);
        progress.passed_over(1000, 2, 4000);
        assert_eq!(progress.to_string(), "1,000 articles found written");
        progress.begin_coding();
        progress.coded(500, 1, 6000);
        progress.coding_time = Duration::from_secs(100);
        assert_eq!(progress.rate(), Some(5.0));
        assert_eq!(progress.left(), Some(Duration::from_secs(200)));
        assert_eq!(progress.to_string(), "1,500 articles, 5 a second, 3 min left");
        assert_eq!((progress.articles, progress.new_articles, progress.problems), (1500, 500, 3));
    }

    #[test]
    fn times_and_numbers_are_short() {
        let times = [59, 60, 3700, 200_000].map(|s| time(Duration::from_secs(s)));
        assert_eq!(times, ["59 s", "1 min", "1 h 1 min", "2 d 7 h"]);
        assert_eq!([0, 999, 1000, 12_345_678].map(grouped), ["0", "999", "1,000", "12,345,678"]);
    }
}
