//! Arrays of JSON objects of any length, an element at a time.

use crate::decode::decode;
use crate::json::object;
use crate::problems::{damaged, too_large, unparsed, unread};
use crate::read::Input;
use crate::rows::Numbered;
use detente_model::{Problem, ProblemKind};
use encoding_rs::Encoding;
use std::io;

/// The elements still to be read of an array.
pub(crate) struct Elements {
    /// `None` at the end.
    input: Option<Input>,
    source: String,
    encoding: Option<&'static Encoding>,
    limit: usize,
    number: u64,
    open: bool,
}

/// Whether content opens with an array of objects.
pub(crate) fn opens_array(head: &[u8]) -> bool {
    let inside = head.trim_ascii_start().strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    inside.and_then(<[u8]>::first) == Some(&b'{')
}

/// How far into an element one is.
#[derive(Default)]
struct Scan {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

enum Step {
    Take,
    TakeLast,
    /// The byte before was the last.
    Over,
}

impl Scan {
    fn step(&mut self, byte: u8) -> Step {
        if self.quoted {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.quoted = false,
                _ => {}
            }
            return Step::Take;
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth <= 1 => {
                return if self.depth == 0 && byte == b']' { Step::Over } else { Step::TakeLast };
            }
            b'}' | b']' => self.depth -= 1,
            b',' if self.depth == 0 => return Step::Over,
            _ => {}
        }
        Step::Take
    }
}

impl Elements {
    /// Elements of `limit` bytes at most. `encoding` explains the bytes of those that are no UTF-8, where it is known.
    pub(crate) fn new(
        input: Input,
        source: &str,
        encoding: Option<&'static Encoding>,
        limit: usize,
    ) -> Self {
        let source = source.to_owned();
        Self { input: Some(input), source, encoding, limit, number: 0, open: false }
    }

    /// Reads the next element into `element`, no more than a byte beyond the limit of it; `false` at the end.
    fn read(&mut self, element: &mut Vec<u8>) -> io::Result<bool> {
        let Some(input) = self.input.as_mut() else { return Ok(false) };
        let mut scan: Option<Scan> = None;
        loop {
            let chunk = input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(scan.is_some());
            }
            let (mut at, mut over) = (0, false);
            for &byte in chunk {
                let Some(scan) = scan.as_mut() else {
                    match byte {
                        b'[' => self.open = true,
                        b']' => self.open = false,
                        b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
                        _ => {
                            // Looked at again, as the first of an element.
                            scan = Some(Scan::default());
                            break;
                        }
                    }
                    at += 1;
                    continue;
                };
                let step = scan.step(byte);
                over = !matches!(step, Step::Take);
                if matches!(step, Step::Over) {
                    break;
                }
                at += 1;
                if element.len() <= self.limit {
                    element.push(byte);
                }
                if over {
                    break;
                }
            }
            input.consume(at);
            if over {
                return Ok(true);
            }
        }
    }

    fn element(&mut self, element: &[u8]) -> Numbered {
        let (source, number) = (&self.source, self.number);
        let at = |problem| Problem { place: Some(format!("record {number}")), ..problem };
        if element.len() > self.limit {
            return Err(at(too_large(source, self.limit)));
        }
        let text =
            decode(element, self.encoding).map_err(|e| at(unread(source, e.kind, e.message)))?;
        let value = serde_json::from_str(&text).map_err(|error| {
            at(unparsed(source, ProblemKind::Malformed, format!("not JSON: {error}")))
        })?;
        object(value, source, number)
    }
}

impl Iterator for Elements {
    type Item = Numbered;

    fn next(&mut self) -> Option<Self::Item> {
        self.input.as_ref()?;
        let mut element = Vec::new();
        match self.read(&mut element) {
            Ok(true) => {
                self.number += 1;
                Some(self.element(&element))
            }
            Ok(false) => {
                self.input = None;
                let message = "the array ends early: fetch the file again";
                self.open.then(|| Err(unparsed(&self.source, ProblemKind::Malformed, message)))
            }
            Err(error) => {
                self.input = None;
                Some(Err(damaged(&self.source, &error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn read(input: &str, limit: usize) -> Vec<Numbered> {
        let input: Input =
            Box::new(io::BufReader::with_capacity(3, io::Cursor::new(input.to_owned())));
        Elements::new(input, "dump", None, limit).collect()
    }

    fn kinds(input: &str) -> Vec<Result<u64, ProblemKind>> {
        read(input, 40).into_iter().map(|e| e.map(|(n, _)| n).map_err(|p| p.kind)).collect()
    }

    #[test]
    fn elements_are_numbered_and_a_bad_one_costs_itself_alone() {
        assert_eq!(kinds("[]"), []);
        assert_eq!(kinds("[{\"a\": \"]},{[\\\"\"}, {}\n]\n[{}]"), [Ok(1), Ok(2), Ok(3)]);
        assert_eq!(
            kinds("[{}, 17, {\"a\" 1}, \"x\", {}]"),
            [
                Ok(1),
                Err(ProblemKind::Malformed),
                Err(ProblemKind::Malformed),
                Err(ProblemKind::Malformed),
                Ok(5)
            ]
        );
        let large = format!("[{{\"a\": \"{}\"}}, {{}}]", "x".repeat(100));
        assert_eq!(kinds(&large), [Err(ProblemKind::TooLarge), Ok(2)]);
    }

    #[test]
    fn an_array_that_ends_early_is_told_after_what_there_is() {
        assert_eq!(kinds("[{}, {}"), [Ok(1), Ok(2), Err(ProblemKind::Malformed)]);
        let cut = [Ok(1), Err(ProblemKind::Malformed), Err(ProblemKind::Malformed)];
        assert_eq!(kinds("[{}, {\"a\": \"b"), cut);
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read_back(texts in proptest::collection::vec("[\\PC\n\"\\\\\\[\\]{},]{0,20}", 0..6), pretty: bool) {
            let array: Vec<Value> =
                texts.iter().map(|text| serde_json::json!({"text": text, "deep": [[text], {"a": text}]})).collect();
            let written =
                if pretty { serde_json::to_string_pretty(&array) } else { serde_json::to_string(&array) }.unwrap();
            let back: Vec<Value> = read(&written, 1_000).into_iter().map(|e| Value::Object(e.unwrap().1)).collect();
            prop_assert_eq!(back, array);
        }

        #[test]
        fn any_text_ends(text in "[\\[\\]{},\"\\\\a1 ]{0,60}") {
            prop_assert!(read(&text, 40).len() <= text.len() + 1);
        }
    }
}
