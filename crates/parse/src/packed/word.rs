//! The text of a Word document (ECMA-376, WordprocessingML): a paragraph a line, a blank line between.

use crate::read::Input;
use crate::xml::{Xml, XmlFault, text_of};
use quick_xml::events::Event;
use std::io::{self, ErrorKind, Read};

/// The text, as it is read.
pub(super) struct WordText {
    /// The document before anything of it has been read.
    input: Option<Input>,
    xml: Option<Xml<Input>>,
    limit: usize,
    paragraph: String,
    in_text: bool,
    /// How many elements are open whose content is shown only by programs that do not know a newer form of it.
    fallbacks: usize,
    ready: Vec<u8>,
    taken: usize,
}

impl WordText {
    /// No paragraph has more than `limit` bytes.
    pub(super) fn new(document: Input, limit: usize) -> Self {
        Self {
            input: Some(document),
            xml: None,
            limit,
            paragraph: String::new(),
            in_text: false,
            fallbacks: 0,
            ready: Vec::new(),
            taken: 0,
        }
    }

    /// Reads the next event; `false` at the end.
    fn step(&mut self) -> io::Result<bool> {
        if let Some(input) = self.input.take() {
            self.xml = Some(Xml::new(input, self.limit)?);
        }
        let Some(xml) = &mut self.xml else { return Ok(false) };
        let event = xml.next().map_err(|fault| match fault {
            XmlFault::TooLarge => ErrorKind::FileTooLarge.into(),
            XmlFault::Malformed(message) => io::Error::new(ErrorKind::InvalidData, message),
            XmlFault::Input(error) => error,
        })?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "Fallback" => self.fallbacks += 1,
                "t" => self.in_text = self.fallbacks == 0,
                "tab" if self.fallbacks == 0 => self.paragraph.push('\t'),
                "br" | "cr" if self.fallbacks == 0 => self.paragraph.push('\n'),
                "noBreakHyphen" if self.fallbacks == 0 => self.paragraph.push('-'),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "Fallback" => self.fallbacks = self.fallbacks.saturating_sub(1),
                "t" => self.in_text = false,
                "p" => {
                    self.ready.extend_from_slice(self.paragraph.trim().as_bytes());
                    self.ready.extend_from_slice(b"\n\n");
                    self.paragraph.clear();
                }
                _ => {}
            },
            Event::Eof => return Ok(false),
            event => {
                if let Some(text) = text_of(event).filter(|_| self.in_text) {
                    self.paragraph.push_str(&text);
                }
            }
        }
        if self.paragraph.len() > self.limit {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(true)
    }
}

impl Read for WordText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // As much as there is room for: the format of the text is told by its beginning.
        while self.ready.len() - self.taken < buffer.len() && self.step()? {}
        let rest = self.ready.get(self.taken..).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        self.taken += read;
        if self.taken == self.ready.len() {
            self.ready.clear();
            self.taken = 0;
        }
        Ok(read)
    }
}
