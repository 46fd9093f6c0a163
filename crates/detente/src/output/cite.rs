//! How to cite detente, and what it knew.

use super::Provenance;

const AUTHORS: &str = "The detente developers";
const TITLE: &str = "detente: diplomatic and political news in, dataframes out";
const YEAR: &str = "2026";

/// The reference as a sentence for a list of references.
///
/// ```
/// use detente::output::{Provenance, citation};
/// assert!(citation(&Provenance::embedded()).starts_with("The detente developers (2026)."));
/// ```
#[must_use]
pub fn citation(made_by: &Provenance) -> String {
    let (version, url) = (made_by.version, env!("CARGO_PKG_REPOSITORY"));
    let knowledge = knowledge(made_by);
    format!(
        "{AUTHORS} ({YEAR}). {TITLE}, version {version} [computer software]. {url}. SHA-256: {knowledge}."
    )
}

/// The reference as an entry of BibTeX.
#[must_use]
pub fn bibtex(made_by: &Provenance) -> String {
    let (version, url) = (made_by.version, env!("CARGO_PKG_REPOSITORY"));
    let knowledge = knowledge(made_by);
    format!(
        "@software{{detente_{YEAR},
  author = {{{{{AUTHORS}}}}},
  title = {{{{{TITLE}}}}},
  year = {{{YEAR}}},
  version = {{{version}}},
  url = {{{url}}},
  note = {{SHA-256: {knowledge}}}
}}"
    )
}

/// The first digits of the hashes: enough to tell one from another, and `MANIFEST.json` has all.
fn knowledge(made_by: &Provenance) -> String {
    let parts = [
        ("code", Some(made_by.code)),
        ("rules", Some(made_by.rules)),
        ("own rules", made_by.own_rules.as_deref()),
        ("language model", Some(made_by.language_model)),
        ("networks of acts and quotes", Some(made_by.act_network)),
        ("atlas", Some(made_by.atlas.as_str())),
    ];
    let parts = parts
        .iter()
        .filter_map(|(name, hash)| Some(format!("{name} {}", hash.as_ref()?.get(..SHOWN)?)));
    parts.collect::<Vec<_>>().join(", ")
}

const SHOWN: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_tell_version_and_knowledge() {
        let made_by = Provenance { atlas: "0123456789abcdef".into(), ..Provenance::embedded() };
        for form in [citation(&made_by), bibtex(&made_by)] {
            assert!(form.contains(env!("CARGO_PKG_VERSION")), "{form}");
            assert!(form.contains("atlas 0123456789ab"), "{form}");
        }
        let braces = |c| bibtex(&made_by).matches(c).count();
        assert_eq!(braces('{'), braces('}'));
    }

    #[test]
    fn rules_of_ones_own_are_cited_where_there_are_any() {
        let embedded = Provenance::embedded();
        assert!(!citation(&embedded).contains("own rules"));
        let made_by = Provenance { own_rules: Some("0123456789abcdef".into()), ..embedded };
        assert!(citation(&made_by).contains("own rules 0123456789ab"));
    }
}
