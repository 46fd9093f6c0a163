//! Change points of a series of events that back or oppose.

/// The least events of a segment.
const SHORTEST: u32 = 3;
/// What a change costs, in logarithms of the number of events: one for its place, two for a share of its own.
const PENALTY: f64 = 3.0;

/// Events by day: how many in all, and how many of them back, up to the end of each day.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    days: Vec<i32>,
    /// One more than days: before the first, and after each.
    events: Vec<u32>,
    backing: Vec<u32>,
}

/// Days with one stance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    /// Its first day.
    pub(super) from: i32,
    /// The share of backing events less that of opposing ones.
    pub(super) score: f64,
}

impl Days {
    /// Adds an event; days do not go back.
    pub(super) fn push(&mut self, day: i32, backs: bool) {
        if self.days.is_empty() {
            (self.events, self.backing) = (vec![0], vec![0]);
        }
        if self.days.last() != Some(&day) {
            self.days.push(day);
            self.events.push(self.n() as u32);
            self.backing.push(self.backing.last().copied().unwrap_or_default());
        }
        for (sums, more) in [(&mut self.events, true), (&mut self.backing, backs)] {
            if let Some(sum) = sums.last_mut() {
                *sum += u32::from(more);
            }
        }
    }

    pub(super) fn n(&self) -> usize {
        self.events.last().copied().unwrap_or_default() as usize
    }

    pub(super) fn first(&self) -> Option<i32> {
        self.days.first().copied()
    }

    pub(super) fn last(&self) -> Option<i32> {
        self.days.last().copied()
    }

    /// The cheapest segmentation. A place is a number of days.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let (n, penalty) = (self.n(), PENALTY * (self.n() as f64).ln());
        let logs: Vec<f64> = (0..=n).map(|k| k as f64 * (k.max(1) as f64).ln()).collect();
        let cost = |from: usize, to: usize| {
            let events = (self.events[to] - self.events[from]) as usize;
            let backing = (self.backing[to] - self.backing[from]) as usize;
            2.0 * (logs[events] - logs[backing] - logs[events - backing])
        };
        let long = |from: usize, to: usize| self.events[to] - self.events[from] >= SHORTEST;
        // The best cost up to each place and the start of its last segment; infinite where no segmentation ends.
        let mut best = vec![(-penalty, 0)];
        // Starts that may still be part of the best, each with the place from which it is not.
        let mut starts: Vec<(usize, Option<usize>)> = vec![(0, None)];
        for to in 1..=self.days.len() {
            let gone = |until: Option<usize>| until.is_some_and(|place| long(place, to));
            starts.retain(|(_, until)| !gone(*until));
            let open = starts.iter().map(|(start, _)| *start).filter(|start| long(*start, to));
            let with_cost = open.map(|start| (best[start].0 + cost(start, to) + penalty, start));
            let found = with_cost.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::INFINITY, 0));
            for (start, until) in &mut starts {
                // A later segmentation through `to` is cheaper, once its next segment is long enough.
                if until.is_none()
                    && long(*start, to)
                    && best[*start].0 + cost(*start, to) > found.0
                {
                    *until = Some(to);
                }
            }
            best.push(found);
            if found.0.is_finite() {
                starts.push((to, None));
            }
        }
        let mut places = vec![];
        let mut at = self.days.len();
        while at > 0 && best[at].0.is_finite() {
            places.push((best[at].1, at));
            at = best[at].1;
        }
        let segment = |(from, to): (usize, usize)| {
            let events = f64::from(self.events[to] - self.events[from]);
            let backing = f64::from(self.backing[to] - self.backing[from]);
            Segment { from: self.days[from], score: (2.0 * backing - events) / events }
        };
        places.into_iter().rev().map(segment).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(events: &[(i32, bool)]) -> Days {
        let mut days = Days::default();
        events.iter().for_each(|(day, backs)| days.push(*day, *backs));
        days
    }

    /// The penalised cost of a segmentation, and the least of all, by trying every one.
    fn cost(events: &[(i32, bool)], cuts: &[usize]) -> f64 {
        let n = events.len() as f64;
        let log = |k: f64| if k > 0.0 { k * k.ln() } else { 0.0 };
        let bounds: Vec<usize> =
            std::iter::once(0).chain(cuts.iter().copied()).chain([events.len()]).collect();
        let each = bounds.windows(2).map(|w| {
            let part = &events[w[0]..w[1]];
            let backing = part.iter().filter(|e| e.1).count() as f64;
            let size = part.len() as f64;
            2.0 * (log(size) - log(backing) - log(size - backing))
        });
        each.sum::<f64>() + cuts.len() as f64 * PENALTY * n.ln()
    }

    fn least(events: &[(i32, bool)]) -> f64 {
        let between: Vec<usize> =
            (1..events.len()).filter(|at| events[at - 1].0 != events[*at].0).collect();
        let sets = (0u32..1 << between.len()).map(|set| {
            let cuts: Vec<usize> = between
                .iter()
                .enumerate()
                .filter(|(i, _)| set >> i & 1 == 1)
                .map(|(_, c)| *c)
                .collect();
            let bounds: Vec<usize> =
                std::iter::once(0).chain(cuts.iter().copied()).chain([events.len()]).collect();
            let long = bounds.windows(2).all(|w| w[1] - w[0] >= SHORTEST as usize);
            if long { cost(events, &cuts) } else { f64::INFINITY }
        });
        sets.fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn a_turn_is_found_where_it_is_and_noise_is_none() {
        let turn: Vec<_> = (0..20).map(|day| (day, day < 12)).collect();
        let found = series(&turn).segments();
        assert_eq!(found, [Segment { from: 0, score: 1.0 }, Segment { from: 12, score: -1.0 }]);
        let mixed: Vec<_> = (0..20).map(|day| (day, day % 2 == 0)).collect();
        assert_eq!(series(&mixed).segments(), [Segment { from: 0, score: 0.0 }]);
        assert_eq!(series(&[]).segments(), []);
    }

    proptest! {
        #[test]
        fn the_segmentation_is_the_cheapest_of_all(
            steps in prop::collection::vec((0i32..2, any::<bool>()), 3..15)
        ) {
            let mut day = 0;
            let events: Vec<_> = steps.iter().map(|(step, backs)| { day += step; (day, *backs) }).collect();
            let found = series(&events).segments();
            let cuts: Vec<usize> = found.iter().skip(1)
                .map(|s| events.iter().position(|e| e.0 == s.from).unwrap()).collect();
            prop_assert!((cost(&events, &cuts) - least(&events)).abs() < 1e-9);
        }
    }
}
