//! Reports that tell of one event, folded together.

use super::likeness::{Compared, DAYS, ENOUGH, standing};
use super::report::Report;
use std::collections::BTreeMap;

/// Groups of reports of one event. The likest are joined first, and groups only when all their reports are compatible.
pub(super) fn fold<'a>(reports: &'a [Report<'a>]) -> Vec<Vec<&'a Report<'a>>> {
    let compared = Compared::new(reports);
    let mut links = links(reports, &compared);
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut group_of: Vec<usize> = (0..reports.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..reports.len()).map(|i| vec![i]).collect();
    for (_, i, j) in links {
        let (one, other) = (group_of[i].min(group_of[j]), group_of[i].max(group_of[j]));
        let compatible =
            |a: &usize| groups[other].iter().all(|b| compared.likeness(*a, *b).is_some());
        if one != other && groups[one].iter().all(compatible) {
            let joined = std::mem::take(&mut groups[other]);
            joined.iter().for_each(|report| group_of[*report] = one);
            groups[one].extend(joined);
        }
    }
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    groups.map(|group| group.into_iter().map(|i| &reports[i]).collect()).collect()
}

/// Pairs of reports that tell of one event, each once, with their likeness. Compared are those of one type and
/// standing, with a party in common and few days between them.
fn links(reports: &[Report<'_>], compared: &Compared<'_>) -> Vec<(f64, usize, usize)> {
    let keys: Vec<_> = (0..reports.len()).map(|i| compared.keys(i)).collect();
    let mut blocks = BTreeMap::<_, Vec<(i32, usize)>>::new();
    for (i, report) in reports.iter().enumerate() {
        let Some(day) = report.first_day else { continue };
        for key in &keys[i] {
            let block = (report.event_type, standing(report), *key);
            blocks.entry(block).or_default().push((day, i));
        }
    }
    let mut links = Vec::new();
    for ((_, _, key), mut block) in blocks {
        block.sort_unstable();
        for (at, &(_, i)) in block.iter().enumerate() {
            let until = reports[i].last_day.map(|day| day.saturating_add(DAYS));
            for &(day, j) in &block[at + 1..] {
                if until.is_none_or(|until| day > until) {
                    break;
                }
                // Two reports stand together in a block for each party in common: the first will do.
                if keys[i].intersection(&keys[j]).next() == Some(&key)
                    && let Some(likeness) = compared.likeness(i, j).filter(|l| *l >= ENOUGH)
                {
                    links.push((likeness, i.min(j), i.max(j)));
                }
            }
        }
    }
    links
}
