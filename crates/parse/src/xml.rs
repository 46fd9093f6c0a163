//! XML as a stream of events, in any encoding, and no stricter than what is found in the wild.

use crate::html::declared_encoding;
use encoding_rs::UTF_8;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// Why no event could be read.
#[derive(Debug)]
pub(crate) enum XmlFault {
    /// One tag or text is larger than the limit.
    TooLarge,
    /// The input ends within a tag.
    Malformed(String),
    /// The input could not be read.
    Input(io::Error),
}

type Decoded<R> = DecodeReaderBytes<R, Vec<u8>>;

/// A document that is read event by event; no event takes more memory than the limit.
pub(crate) struct Xml<R: BufRead> {
    reader: Reader<BufReader<Rationed<Decoded<R>>>>,
    buffer: Vec<u8>,
    limit: usize,
}

impl<R: BufRead> Xml<R> {
    /// Elements without content come as a start and an end.
    pub(crate) fn new(mut input: R, limit: usize) -> io::Result<Self> {
        let head = input.fill_buf()?;
        let declaration = head.windows(2).position(|two| two == b"?>").unwrap_or(0);
        // What reads as ASCII is in none of the encodings that are no superset of it, whatever it declares.
        let declared = declared_encoding(head.get(..declaration).unwrap_or_default())
            .filter(|encoding| encoding.is_ascii_compatible());
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(declared.unwrap_or(UTF_8)))
            .bom_override(true)
            .build(input);
        let mut reader = Reader::from_reader(BufReader::new(Rationed { inner: decoded, left: 0 }));
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Ok(Self { reader, buffer: Vec::new(), limit })
    }

    pub(crate) fn next(&mut self) -> Result<Event<'_>, XmlFault> {
        use quick_xml::Error;
        self.buffer.clear();
        self.reader.get_mut().get_mut().left = self.limit;
        self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            Error::Io(error) if error.kind() == ErrorKind::FileTooLarge => XmlFault::TooLarge,
            Error::Io(error) => XmlFault::Input(io::Error::new(error.kind(), error.to_string())),
            other => XmlFault::Malformed(other.to_string()),
        })
    }
}

/// The text that an event adds to its element; entities that only HTML knows stay as they are written.
pub(crate) fn text_of<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(text) => Some(text.xml10_content()),
        Event::CData(text) => Some(text.xml10_content()),
        Event::GeneralRef(name) => Some(match name.resolve_char_ref() {
            Ok(Some(character)) => Cow::Owned(character.to_string()),
            _ => match resolve_predefined_entity(&name.xml10_content()) {
                Some(character) => Cow::Borrowed(character),
                None => Cow::Owned(format!("&{};", name.xml10_content())),
            },
        }),
        _ => None,
    }
}

/// Input that fails once more than `left` bytes have been taken from it.
struct Rationed<R> {
    inner: R,
    left: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}
