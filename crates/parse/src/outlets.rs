//! Which outlet an address belongs to, and whether a byline is an outlet.

use crate::rules::rows;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BY_DOMAIN: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("../data/outlets.tsv")).collect());

/// Names as they are written, folded, and the names that the outlets go by: of those in both tables that of
/// `data/outlets.tsv` (`AP` is the Associated Press).
static BY_NAME: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, &str> =
        BY_DOMAIN.values().map(|name| (folded(name), *name)).collect();
    let full: Vec<(&str, &str)> = agencies()
        .filter_map(|(written, short)| Some((short, *names.get(&folded(written))?)))
        .collect();
    for (written, short) in agencies().filter(|(written, _)| *written != PLACEHOLDER) {
        let name = full.iter().find(|(s, _)| *s == short).map_or(short, |(_, name)| *name);
        names.entry(folded(written)).or_insert(name);
        names.entry(folded(short)).or_insert(name);
    }
    names
});

/// What invented wire copy is signed with: no outlet.
const PLACEHOLDER: &str = "Wire";

/// News agencies as they sign, each with its usual short name.
pub(crate) fn agencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../data/agencies.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(" = ").unwrap_or((line, line)))
}

/// Letters and digits only, lower case, so that `themoscowtimes` is `The Moscow Times`.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The outlet that is called `name`; the short names of agencies are written in capitals or as their table has them.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    // `Ana`, `Mena` and `Petra` are people too: of five letters or fewer, the capitals count.
    let short = bare.chars().count() <= 5 && !bare.contains('.');
    let spelt = || {
        let capitals = !bare.contains(char::is_lowercase);
        capitals || BY_DOMAIN.values().any(|n| *n == bare) || agencies().any(|(w, _)| w == bare)
    };
    if short && !spelt() {
        return None;
    }
    let bare = folded(bare);
    BY_NAME.get(&bare).or_else(|| BY_NAME.get(&format!("the{bare}"))).copied()
}

/// Words that the names of newspapers and stations are made of.
const WORDS: [&str; 34] = [
    "agency",
    "bulletin",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "inquirer",
    "journal",
    "magazine",
    "mail",
    "mercury",
    "mirror",
    "monitor",
    "newspaper",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "register",
    "review",
    "standard",
    "star",
    "telegraph",
    "television",
    "times",
    "tribune",
    "weekly",
];

/// Whether `name` is an outlet's, or looks like one: a few words with capitals, one of them such as `Post`.
pub(crate) fn looks_like(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let usual = |word: &&str| WORDS.contains(&word.to_lowercase().as_str());
    let small = |word: &&str| matches!(*word, "of" | "and" | "the" | "&");
    named(name).is_some()
        || ((2..=5).contains(&words.len())
            && words.iter().any(usual)
            && words.iter().all(|word| word.starts_with(char::is_uppercase) || small(word))
            && words
                .iter()
                .all(|word| word.chars().all(|c| c.is_alphanumeric() || "-&’'.".contains(c))))
}

/// The outlet of the agency that signs a dateline.
pub(crate) fn of_agency(agency: &str) -> Option<String> {
    // `(Agency)` and `(Staff)` name none.
    (agency != PLACEHOLDER && !crate::byline::is_role_word(agency))
        .then(|| named(agency).unwrap_or(agency).to_owned())
}

/// A headline without the outlet after a last mark: `Talks end without a deal | Reuters`. After a dash, it may as well
/// be on whose word the headline says it, so that there the outlet must be the `publisher`, when that is known.
pub(crate) fn cut_outlet<'t>(title: &'t str, publisher: Option<&str>) -> Option<(&'t str, String)> {
    for mark in [" | ", " :: ", " · ", " • ", " - ", " – ", " — "] {
        let Some((before, after)) = title.rsplit_once(mark) else { continue };
        let bar = !mark.contains(['-', '–', '—']);
        let outlet = match named(after) {
            Some(outlet) => outlet.to_owned(),
            None if looks_like(after) => after.trim().to_owned(),
            None => continue,
        };
        if before.split_whitespace().count() >= 2
            && (bar || publisher.is_none_or(|p| folded(p) == folded(&outlet)))
        {
            return Some((before.trim(), outlet));
        }
    }
    None
}

/// The host of a web address, without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next().filter(|h| h.contains('.'))?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// The outlet that publishes under `url`.
pub(crate) fn of_url(url: &str) -> Option<&'static str> {
    let host = host(url)?.to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(name) = BY_DOMAIN.get(rest) {
            return Some(name);
        }
        rest = rest.split_once('.')?.1;
    }
}

/// The publisher, from what is known of an article: what the source says, the outlet of its address, or a byline that is
/// an outlet's name or spells the address.
pub(crate) fn publisher(
    given: Option<String>,
    url: Option<&str>,
    authors: &[String],
) -> Option<String> {
    let given = given.filter(|g| !g.trim().is_empty());
    if let Some(given) = given {
        let by_domain = of_url(&format!("https://{given}/"));
        return Some(by_domain.map_or(given, str::to_owned));
    }
    if let Some(name) = url.and_then(of_url) {
        return Some(name.to_owned());
    }
    let site = url.and_then(host).map(folded);
    authors.iter().find_map(|author| {
        let name = folded(author);
        let known = named(author);
        let spells_address =
            || name.len() >= 5 && site.as_ref().is_some_and(|s| s.starts_with(&name));
        known.map(str::to_owned).or_else(|| spells_address().then(|| author.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_outlet() {
        assert_eq!(of_url("https://www.reuters.com/world/x"), Some("Reuters"));
        assert_eq!(of_url("https://news.sky.com/story"), Some("Sky News"));
        assert_eq!(of_url("https://example.org/"), None);
        assert_eq!(of_url("ftp:/nothing"), None);
    }

    #[test]
    fn outlets_are_known_by_their_names_and_agencies_by_theirs() {
        for (written, name) in [
            ("Associated Press", Some("Associated Press")),
            ("The Associated Press", Some("Associated Press")),
            ("AP", Some("Associated Press")),
            ("AFP", Some("Agence France-Presse")),
            ("REUTERS", Some("Reuters")),
            ("New York Times", Some("The New York Times")),
            ("Ana", None),
            ("Harbour Post", None),
        ] {
            assert_eq!(named(written), name, "{written}");
        }
        assert_eq!(of_agency("Nordlys").as_deref(), Some("Nordlys"));
    }

    #[test]
    fn headlines_lose_the_outlet_behind_their_last_mark() {
        let cut = |title, publisher| cut_outlet(title, publisher).map(|(title, _)| title);
        assert_eq!(cut("Talks end | BBC News", Some("Harbour Post")), Some("Talks end"));
        assert_eq!(cut("Talks end - Reuters", None), Some("Talks end"));
        assert_eq!(cut("Talks end – TASS", Some("Harbour Post")), None);
        assert_eq!(cut("Talks end – minister", None), None);
        assert_eq!(cut("Talks end - The Harbour Herald", None), Some("Talks end"));
    }

    #[test]
    fn a_byline_that_spells_the_address_is_the_publisher() {
        let authors = ["The Harbour Post".to_owned()];
        let found = publisher(None, Some("https://theharbourpost.example/a"), &authors);
        assert_eq!(found.as_deref(), Some("The Harbour Post"));
        assert_eq!(publisher(None, None, &authors), None);
        let agency = ["The Moscow Times".to_owned()];
        assert_eq!(publisher(None, None, &agency).as_deref(), Some("The Moscow Times"));
    }
}
