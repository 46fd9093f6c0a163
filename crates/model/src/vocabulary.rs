//! Closed vocabularies: enums whose variants have one fixed spelling in tables, files and serde alike.

/// A string that is not a term of a closed vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{term}` is not a {vocabulary}; known terms: {known}")]
pub struct UnknownTerm {
    /// What the term should have been, such as `event type`.
    pub vocabulary: &'static str,
    /// The string that was given.
    pub term: String,
    /// Every term of the vocabulary, comma-separated.
    pub known: String,
}

/// Defines an enum with a fixed spelling for each variant: `ALL`, `TERMS`, `as_str`, `FromStr`, `Display` and serde.
macro_rules! closed_vocabulary {
    ($(#[$meta:meta])* $name:ident, $what:literal, { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] #[doc = concat!("Spelled <code>", $text, "</code>.")] $variant,)+
        }

        impl $name {
            /// Every term, in the order of definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling of every term, in the order of definition.
            pub const TERMS: &'static [&'static str] = &[$($text,)+];

            /// The term as tables and files spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::vocabulary::UnknownTerm;
            fn from_str(term: &str) -> Result<Self, Self::Err> {
                match term {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(crate::vocabulary::UnknownTerm {
                        vocabulary: $what,
                        term: term.to_owned(),
                        known: Self::ALL.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }
    };
}
pub(crate) use closed_vocabulary;
