//! Bytes to text: byte order mark, UTF-8, what the page declares, then detection.

use crate::rules::rows;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use detente_model::ProblemKind;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Bytes that are not text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Undecodable {
    pub(crate) kind: ProblemKind,
    pub(crate) message: String,
}

/// Decodes `bytes`; `declared` is the encoding that the document itself names.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    declared: Option<&'static Encoding>,
) -> Result<Cow<'b, str>, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(bytes.get(mark..).unwrap_or_default(), encoding).ok_or_else(|| {
            undecodable(format!("starts as {} but does not go on so", encoding.name()))
        });
    }
    let encoding = encoding(bytes, declared)?;
    Ok(encoding.decode_without_bom_handling(bytes).0)
}

/// The encoding of `bytes`, which they keep to; but UTF-8 may be damaged here and there.
pub(crate) fn encoding(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<&'static Encoding, Undecodable> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some(what) = magic(bytes) {
        return Err(Undecodable {
            kind: ProblemKind::Binary,
            message: format!("{what}, not text: export it as text or HTML"),
        });
    }
    if memchr::memchr(0, bytes).is_some() {
        return utf16_without_mark(bytes).ok_or_else(|| Undecodable {
            kind: ProblemKind::Binary,
            message: "holds zero bytes: not text".to_owned(),
        });
    }
    if mostly_control(bytes) {
        return Err(control());
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    if let Some(declared) = declared.filter(|e| *e != UTF_8 && strictly(bytes, e).is_some()) {
        return Ok(declared);
    }
    if mostly_utf8(bytes) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The language model needs some text, not all of it.
    let sample = bytes.get(..1 << 20).unwrap_or(bytes);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let fits = strictly(bytes, guess).is_some_and(|text| plausible(&text));
    fits.then_some(guess).ok_or_else(|| {
        undecodable("no known encoding explains the bytes: save it as UTF-8".to_owned())
    })
}

/// What the beginning of a longer input, read line by line, shows of its encoding.
pub(crate) enum Head {
    /// Bytes beyond ASCII, if any, are told line by line; this encoding explains those of the beginning.
    Lines(Option<&'static Encoding>),
    /// UTF-16, which no line of bytes can be cut from.
    Wide(&'static Encoding),
}

impl Head {
    pub(crate) fn of(head: &[u8]) -> Result<Self, Undecodable> {
        let whole_lines = memchr::memrchr(b'\n', head).map_or(head, |end| &head[..end]);
        match encoding(whole_lines, None) {
            Ok(wide) if wide == UTF_16LE || wide == UTF_16BE => Ok(Self::Wide(wide)),
            Ok(encoding) => Ok(Self::Lines(Some(encoding).filter(|e| *e != UTF_8))),
            // One line may be to blame: each is looked at alone.
            Err(error) if error.kind == ProblemKind::Encoding => Ok(Self::Lines(None)),
            Err(error) => Err(error),
        }
    }
}

fn strictly<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

fn undecodable(message: String) -> Undecodable {
    Undecodable { kind: ProblemKind::Encoding, message }
}

fn control() -> Undecodable {
    Undecodable {
        kind: ProblemKind::Binary,
        message: "control characters throughout: not text".to_owned(),
    }
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    rows(include_str!("../data/binaries.tsv")).find_map(|(magic, what)| {
        let starts = magic.len() / 2 <= bytes.len()
            && magic.as_bytes().chunks_exact(2).zip(bytes).all(|(digits, byte)| {
                std::str::from_utf8(digits)
                    .ok()
                    .and_then(|d| u8::from_str_radix(d, 16).ok())
                    .is_some_and(|expected| expected == *byte)
            });
        starts.then_some(what)
    })
}

/// More than one byte in 20 of the first 64 KiB is a control character that no text holds.
fn mostly_control(bytes: &[u8]) -> bool {
    let head = bytes.get(..1 << 16).unwrap_or(bytes);
    let controls = head
        .iter()
        .filter(|b| (b.is_ascii_control() && !b.is_ascii_whitespace()) && **b != 0x1b)
        .count();
    controls * 20 > head.len() && controls > 1
}

/// Latin text in UTF-16 has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let pairs = head.len() / 2;
    let zeros = |at: usize| head.chunks_exact(2).filter(|pair| pair.get(at) == Some(&0)).count();
    let encoding = if zeros(1) * 10 > pairs * 6 && zeros(0) == 0 {
        UTF_16LE
    } else if zeros(0) * 10 > pairs * 6 && zeros(1) == 0 {
        UTF_16BE
    } else {
        return None;
    };
    // What is cut off from a longer input may end within a character.
    let whole = bytes.get(..bytes.len() & !1).unwrap_or_default();
    strictly(whole, encoding).map(|_| encoding)
}

/// UTF-8 with a little damage: at least ten sound sequences beyond ASCII for each broken one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > 0 && sound >= 10 * broken
}

/// Code points of the longest run without a space or a break that an alphabet is credited with: an address or a name of a
/// chemical fits into it. Some old code pages make a letter of every byte, so that letters alone prove nothing.
const LONGEST_WORD: usize = 400;

/// Text has letters: at least half of its characters, and next to no C1 controls or private characters; and the letters
/// of an alphabet stand in words. Scripts of the Far East, from U+2E80 on, need no spaces.
fn plausible(text: &str) -> bool {
    let (mut letters, mut odd, mut all) = (0usize, 0usize, 0usize);
    let (mut word, mut longest) = (0usize, 0usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        letters += usize::from(c.is_alphabetic() || c == ' ');
        odd += usize::from(matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}'));
        word = if c.is_whitespace() || c >= '\u{2e80}' { 0 } else { word + 1 };
        longest = longest.max(word);
    }
    letters * 2 >= all && odd * 50 <= all && longest <= LONGEST_WORD
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn old_encodings_are_detected() {
        let french =
            "Le ministre a été reçu à l’Élysée, où la délégation française était arrivée très tôt.";
        let russian = "Министр иностранных дел прибыл в столицу на переговоры.";
        for (text, encoding) in [
            (french, encoding_rs::WINDOWS_1252),
            (russian, encoding_rs::WINDOWS_1251),
            (russian, encoding_rs::KOI8_R),
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(decode(&bytes, None).unwrap(), text, "{}", encoding.name());
        }
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let text = "Talks end without a deal.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None).unwrap(), text);
        assert_eq!(decode(&big, None).unwrap(), text);
        assert_eq!(decode(&[b"\xff\xfe", little.as_slice()].concat(), None).unwrap(), text);
    }

    #[test]
    fn binaries_are_named() {
        for bytes in
            [&b"\x7fELF\x02\x01\x01"[..], b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", &[0, 1, 2, 3, 0, 0]]
        {
            assert_eq!(decode(bytes, None).unwrap_err().kind, ProblemKind::Binary);
        }
    }

    #[test]
    fn a_broken_byte_does_not_lose_a_utf8_text() {
        let mut bytes = "Žluťoučký kůň úpěl ďábelské ódy.".as_bytes().to_vec();
        bytes.push(0xff);
        assert!(decode(&bytes, None).unwrap().starts_with("Žluťoučký"));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes, None);
        }
    }
}
