//! What made a table: code, rules, models and atlas, each by its hash.

use crate::atlas::Atlas;
use crate::pipeline::Pipeline;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What decides what the tables of an article hold. The hashes are SHA-256, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The version of detente.
    pub version: &'static str,
    /// Of the sources of the crates that make the tables, and of the versions of what they depend on.
    pub code: &'static str,
    /// Of the files of rules and words.
    pub rules: &'static str,
    /// The XXH3 hash of the rules that the user put in place of ours or beside them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_rules: Option<String>,
    /// Of the language model.
    pub language_model: &'static str,
    /// Of the networks that read events and quotes.
    pub act_network: &'static str,
    /// Of the atlas, with the actors that the user added.
    pub atlas: String,
}

impl Provenance {
    /// That of the tables that `pipeline` makes.
    #[must_use]
    pub fn of(pipeline: &Pipeline) -> Self {
        let own_rules = pipeline.extractor().rules().fingerprint().map(|own| format!("{own:016x}"));
        Self { own_rules, atlas: atlas(pipeline.atlas()), ..Self::embedded() }
    }

    /// That of all that is compiled in.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            code: env!("DETENTE_CODE"),
            rules: env!("DETENTE_RULES"),
            own_rules: None,
            language_model: env!("DETENTE_LANGUAGE_MODEL"),
            act_network: env!("DETENTE_ACT_NETWORK"),
            atlas: env!("DETENTE_ATLAS").to_owned(),
        }
    }
}

fn atlas(atlas: &Atlas) -> String {
    let bytes = atlas.as_bytes();
    // The embedded one was hashed when it was compiled in.
    if std::ptr::eq(bytes, Atlas::embedded().as_bytes()) {
        return env!("DETENTE_ATLAS").to_owned();
    }
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::parse_actors;

    #[test]
    fn the_hash_of_the_embedded_atlas_is_that_of_its_bytes() {
        let copy = Atlas::from_bytes(Atlas::embedded().as_bytes().to_vec()).unwrap();
        assert_eq!(atlas(&copy), Provenance::embedded().atlas);
    }

    #[test]
    fn own_actors_are_told() {
        let own = parse_actors(b"name\nHarbour Council\n", "own.csv").unwrap();
        let own = Atlas::embedded().with_actors(&own).unwrap();
        let made = Provenance::of(&Pipeline::with_atlas(own).unwrap());
        let embedded = Provenance::embedded();
        assert_ne!(made.atlas, embedded.atlas);
        assert_eq!((made.code, made.rules), (embedded.code, embedded.rules));
    }
}
