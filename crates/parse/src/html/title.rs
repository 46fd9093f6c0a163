//! The headline of a page, out of what the page calls itself in several places.

use std::collections::BTreeSet;

/// What a page calls itself.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Visible first-level headings.
    pub(super) headings: Vec<String>,
    /// JSON-LD `headline`.
    pub(super) linked: Option<String>,
    /// `og:title` and its like.
    pub(super) meta: Option<String>,
    /// The `<title>` element.
    pub(super) title: Option<String>,
}

/// The headline: the visible heading, when another source bears it out; else what the metadata says, without the name of
/// the site; else any heading.
pub(super) fn headline(found: &Candidates, site: Option<&str>) -> Option<String> {
    let others = || [&found.linked, &found.meta, &found.title].into_iter().flatten();
    let borne_out = |heading: &&String| {
        others().any(|other| alike(heading, other) || other == *heading || goes_on(heading, other))
    };
    if let Some(heading) = found.headings.iter().find(borne_out) {
        return Some(heading.clone());
    }
    let stated = found.linked.as_deref().or(found.meta.as_deref()).or(found.title.as_deref());
    let stated = stated.map(|title| without_site(title, site)).filter(|t| !t.is_empty());
    stated.or_else(|| found.headings.first().cloned())
}

/// Whether a title is the heading, and after a mark the name of the site.
fn goes_on(heading: &str, title: &str) -> bool {
    let rest = title.strip_prefix(heading).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(['|', '-', '–', '—', '·', '•', '«', ':']))
}

/// Half of the words of the shorter are in the longer, and it is no mere label of one or two words.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    common >= 2 && common * 2 >= shorter && one.len() >= 3
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// `Talks end without a deal - The Harbour Post` without its last part, when that names the site or is short beside the
/// rest.
fn without_site(title: &str, site: Option<&str>) -> String {
    let mut title = title.trim();
    for mark in [" | ", " - ", " – ", " — ", " · ", " :: ", " « "] {
        while let Some((before, after)) = title.rsplit_once(mark) {
            let named = site.is_some_and(|site| {
                !words(site).is_disjoint(&words(after)) && after.len() <= site.len() + 12
            });
            let short = mark == " | "
                && after.split_whitespace().count() <= 4
                && before.split_whitespace().count() >= 4;
            if !(named || short) {
                break;
            }
            title = before.trim();
        }
        // `The Harbour Post | Talks end without a deal`
        if let Some((before, after)) = title.split_once(mark)
            && site.is_some_and(|site| words(site) == words(before))
        {
            title = after.trim();
        }
    }
    title.to_owned()
}

/// The name of the site, as the title of the page has it after the headline.
pub(super) fn site_of(found: &Candidates, headline: &str) -> Option<String> {
    let rest = found.title.as_deref()?.strip_prefix(headline)?.trim_start();
    let site = rest.trim_start_matches(['|', '-', '–', '—', '·', '•', '«', ':']).trim();
    let marked = site.len() < rest.len();
    let last = site.rsplit(['|', '·']).next()?.trim();
    (marked && (1..=5).contains(&last.split_whitespace().count())).then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_visible_heading_counts_when_borne_out() {
        let found = Candidates {
            headings: vec![
                "World news".to_owned(),
                "Talks on the quota end without a deal".to_owned(),
            ],
            title: Some("Quota talks end without deal | The Harbour Post".to_owned()),
            ..Candidates::default()
        };
        assert_eq!(headline(&found, None).unwrap(), "Talks on the quota end without a deal");
    }

    #[test]
    fn the_title_names_the_site() {
        let found =
            |title: &str| Candidates { title: Some(title.to_owned()), ..Candidates::default() };
        let site = |title| site_of(&found(title), "Quota talks end");
        assert_eq!(site("Quota talks end - The Harbour Post").as_deref(), Some("The Harbour Post"));
        assert_eq!(
            site("Quota talks end | Europe | Harbour Post").as_deref(),
            Some("Harbour Post")
        );
        assert_eq!(site("Quota talks end without a deal"), None);
        let found = found("Harbour Post - Quota talks end");
        assert_eq!(headline(&found, Some("Harbour Post")).unwrap(), "Quota talks end");
    }

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        let found = Candidates {
            title: Some("Talks end - a first round - The Harbour Post".to_owned()),
            ..Candidates::default()
        };
        assert_eq!(headline(&found, Some("Harbour Post")).unwrap(), "Talks end - a first round");
    }
}
