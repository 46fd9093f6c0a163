//! Reads the coding that a rule file writes beside an example.

use super::coding::{Coding, Party};
use detente_model::{CountryCode, Status};
use std::str::FromStr;

/// A coding that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "codes = {written:?}: {reason}; \"SOURCE > TARGET STATUS\" is wanted, such as \"TCD > SDN actual\", or \"KEN = UGA planned on \
     2019-06-07 in 'Kampala' by RUS\""
)]
pub struct CodingError {
    written: String,
    reason: String,
}

/// A piece of a written coding.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece<'t> {
    Quoted(&'t str),
    Word(&'t str),
    /// `>`, `=` or `,`.
    Mark(char),
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '=' | ',' | '\'')
}

fn pieces(mut rest: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(out) };
        let end = match first {
            '>' | '=' | ',' => {
                out.push(Piece::Mark(first));
                1
            }
            '\'' => {
                let name = rest.get(1..).and_then(|r| r.split_once('\''));
                let (name, _) = name.ok_or("a quoted name has no end")?;
                out.push(Piece::Quoted(name));
                name.len() + 2
            }
            _ => {
                let end = rest.find(ends_word).unwrap_or(rest.len());
                out.push(Piece::Word(&rest[..end]));
                end
            }
        };
        rest = &rest[end..];
    }
}

/// Reads pieces from the left.
struct Reader<'t> {
    pieces: std::iter::Peekable<std::vec::IntoIter<Piece<'t>>>,
}

impl Reader<'_> {
    fn party(&mut self) -> Result<Party, String> {
        let mut party = Party { country: None, name: None };
        if let Some(Piece::Word(code)) =
            self.pieces.next_if(|p| matches!(p, Piece::Word(w) if w.parse::<CountryCode>().is_ok()))
        {
            party.country = code.parse().ok();
        }
        if let Some(Piece::Quoted(name)) = self.pieces.next_if(|p| matches!(p, Piece::Quoted(_))) {
            party.name = Some(name.to_owned()).filter(|n| !n.trim().is_empty());
        }
        if party.country.is_none() && party.name.is_none() {
            return Err(
                "a party is a country of three capital letters, a 'name', or - alone".to_owned()
            );
        }
        Ok(party)
    }

    fn parties(&mut self, joined_by: char) -> Result<Vec<Party>, String> {
        let nobody = |p: &Piece<'_>| *p == Piece::Word("-");
        if self.pieces.next_if(nobody).is_some() {
            return Ok(Vec::new());
        }
        let mut parties = vec![self.party()?];
        while self.pieces.next_if_eq(&Piece::Mark(joined_by)).is_some() {
            parties.push(self.party()?);
        }
        Ok(parties)
    }

    fn sides(&mut self) -> Result<(Vec<Party>, Vec<Party>), String> {
        let mut source = self.parties(',')?;
        if source.len() == 1 && self.pieces.next_if_eq(&Piece::Mark('=')).is_some() {
            source.extend(self.parties('=')?);
            return if source.len() > 1 {
                Ok((source.clone(), source))
            } else {
                Err("`=` stands between two parties".to_owned())
            };
        }
        if self.pieces.next_if_eq(&Piece::Mark('>')).is_none() {
            return Err("`>` is missing between source and target".to_owned());
        }
        Ok((source, self.parties(',')?))
    }

    fn word(&mut self) -> Option<String> {
        let word = self.pieces.next_if(|p| matches!(p, Piece::Word(_)));
        word.and_then(|p| if let Piece::Word(w) = p { Some(w.to_owned()) } else { None })
    }

    fn coding(&mut self) -> Result<Coding, String> {
        let (source, target) = self.sides()?;
        let status = self.word().ok_or("the status is missing")?;
        let status = status.parse::<Status>().map_err(|e| e.to_string())?;
        let mut coding = Coding { source, target, status, date: None, place: None, speaker: None };
        while let Some(word) = self.word() {
            match word.as_str() {
                "on" if coding.date.is_none() => {
                    let date = self.word().filter(|d| d.starts_with(|c: char| c.is_ascii_digit()));
                    coding.date = Some(date.ok_or("a date such as 2019-06-03 follows `on`")?);
                }
                "in" if coding.place.is_none() => coding.place = Some(self.party()?),
                "by" if coding.speaker.is_none() => coding.speaker = Some(self.party()?),
                other => return Err(format!("`{other}` stands after the status")),
            }
        }
        match self.pieces.next() {
            None => Ok(coding),
            Some(_) => {
                Err("only `on DATE`, `in PLACE`, `by SPEAKER` may follow the status".to_owned())
            }
        }
    }
}

impl FromStr for Coding {
    type Err = CodingError;
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let read = |pieces: Vec<_>| Reader { pieces: pieces.into_iter().peekable() }.coding();
        pieces(written)
            .and_then(read)
            .map_err(|reason| CodingError { written: written.to_owned(), reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for written in [
            "TCD > SDN actual",
            "- > 'Hamas' negated",
            "KEN 'police', 'rebels' > - ongoing",
            "KEN = UGA = TZA planned on 2019-06-07 in UGA 'Kampala' by 'Museveni'",
            "'leaders' > 'leaders' possible on 2019-06 by RUS",
        ] {
            assert_eq!(written.parse::<Coding>().unwrap().to_string(), written);
        }
        let closely = "KEN='Uganda'  actual".parse::<Coding>().unwrap();
        assert_eq!(closely, "KEN = 'Uganda' actual".parse().unwrap());
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (written, why) in [
            ("", "a party is"),
            ("TCD SDN actual", "`>` is missing"),
            ("TCD > SDN", "status is missing"),
            ("TCD > SDN done", "not a status"),
            ("tcd > SDN actual", "a party is"),
            ("TCD > 'Sudan actual", "has no end"),
            ("TCD > SDN actual on Monday", "follows `on`"),
            ("TCD > SDN actual near SDN", "`near`"),
            ("TCD > SDN actual, planned", "may follow"),
            ("TCD = - actual", "between two parties"),
            ("TCD > '' actual", "a party is"),
        ] {
            let error = written.parse::<Coding>().unwrap_err().to_string();
            assert!(
                error.contains(why) && error.contains("TCD > SDN actual"),
                "{written}: {error}"
            );
        }
    }
}
