//! CAMEO event codes.

use serde::{Deserialize, Serialize};

/// A CAMEO code of three or four digits, kept as text because of its leading zero: `036`, `1031`.
///
/// Source: CAMEO codebook 1.1b3 (Schrodt 2012), <http://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf>.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CameoCode(String);

/// A string that is not a CAMEO code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a CAMEO code: three or four digits with a root from 01 to 20 are wanted, such as 036 or 1031"
)]
pub struct CameoError(pub String);

impl CameoCode {
    /// The code as text, leading zero included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The root, `01` to `20`.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.0[..2]
    }
}

impl std::str::FromStr for CameoCode {
    type Err = CameoError;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let digits = (3..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        let root = digits.then(|| code[..2].parse::<u8>().ok()).flatten();
        match root {
            Some(1..=20) => Ok(Self(code.to_owned())),
            _ => Err(CameoError(code.to_owned())),
        }
    }
}

impl TryFrom<String> for CameoCode {
    type Error = CameoError;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<CameoCode> for String {
    fn from(code: CameoCode) -> Self {
        code.0
    }
}

impl std::fmt::Display for CameoCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zero_stays_and_nonsense_does_not_build() {
        assert_eq!("036".parse::<CameoCode>().unwrap().root(), "03");
        for wrong in ["", "36", "000", "210", "21a", "03600"] {
            assert!(wrong.parse::<CameoCode>().is_err(), "{wrong}");
        }
    }
}
