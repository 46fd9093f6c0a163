//! From CAMEO codes to PLOVER types, for gold that was coded in CAMEO.

const TABLE: &str = include_str!("cameo_plover.tsv");

/// The PLOVER type of `code`: of its longest prefix in the table, else of its root (`19` is read as `190`).
pub(super) fn plover_type(code: &str) -> Option<&'static str> {
    let prefixes = (3..=code.len()).rev().filter_map(|n| code.get(..n));
    let root = code.get(..2).map(|root| format!("{root}0"));
    prefixes.map(str::to_owned).chain(root).find_map(|prefix| exact(&prefix))
}

fn exact(code: &str) -> Option<&'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut fields = line.split('\t');
        let (first, last, name) = (fields.next()?, fields.next()?, fields.next()?);
        (first.len() == code.len() && (first..=last).contains(&code)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_prefix_then_root() {
        assert_eq!(plover_type("0841"), Some("RETREAT"));
        assert_eq!(plover_type("0813"), Some("RETREAT"));
        assert_eq!(plover_type("081"), Some("CONCEDE"));
        assert_eq!(plover_type("19"), Some("ASSAULT"));
        assert_eq!(plover_type("208"), Some("ASSAULT"));
        assert_eq!(plover_type("010"), None);
        assert_eq!(plover_type(""), None);
    }
}
