//! Which outlet an address belongs to, and whether a byline is an outlet.

use crate::rules::rows;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BY_DOMAIN: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("../data/outlets.tsv")).collect());

static BY_NAME: LazyLock<BTreeMap<String, &str>> =
    LazyLock::new(|| BY_DOMAIN.values().map(|name| (folded(name), *name)).collect());

/// Letters and digits only, lower case, so that `themoscowtimes` is `The Moscow Times`.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
        let spells_address =
            || name.len() >= 5 && site.as_ref().is_some_and(|s| s.starts_with(&name));
        BY_NAME
            .get(&name)
            .map(|n| (*n).to_owned())
            .or_else(|| spells_address().then(|| author.clone()))
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
    fn a_byline_that_spells_the_address_is_the_publisher() {
        let authors = ["The Harbour Post".to_owned()];
        let found = publisher(None, Some("https://theharbourpost.example/a"), &authors);
        assert_eq!(found.as_deref(), Some("The Harbour Post"));
        assert_eq!(publisher(None, None, &authors), None);
        let agency = ["The Moscow Times".to_owned()];
        assert_eq!(publisher(None, None, &agency).as_deref(), Some("The Moscow Times"));
    }
}
