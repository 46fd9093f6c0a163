//! Gzip, member by member, so that what follows a damaged member is not lost with it.

use crate::read::Input;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, ErrorKind, Read};

const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// Whether content is packed with gzip.
pub(crate) fn looks_like_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// The error of a reader that has gone on to the next member: reading may go on too, from the beginning of that.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct DamagedMember(io::Error);

/// Whether reading can go on after `error`.
pub(crate) fn is_passed(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<DamagedMember>())
}

/// What the members of a file unpack to, one after the other.
pub(crate) struct Members(Option<GzDecoder<Input>>);

impl Members {
    pub(crate) fn new(input: Input) -> Self {
        Self(Some(GzDecoder::new(input)))
    }

    /// Goes to the next member after a damaged one.
    fn pass(&mut self, error: io::Error) -> io::Error {
        let Some(mut input) = self.0.take().map(GzDecoder::into_inner) else { return error };
        match to_magic(&mut input) {
            Ok(true) => {
                self.0 = Some(GzDecoder::new(input));
                io::Error::new(error.kind(), DamagedMember(error))
            }
            Ok(false) => error,
            Err(other) => other,
        }
    }
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = &mut self.0 else { return Ok(0) };
            match decoder.read(buffer) {
                Ok(0) if !buffer.is_empty() => {
                    let Some(mut input) = self.0.take().map(GzDecoder::into_inner) else {
                        continue;
                    };
                    if !input.fill_buf()?.is_empty() {
                        self.0 = Some(GzDecoder::new(input));
                    }
                }
                Err(error)
                    if matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::InvalidInput) =>
                {
                    return Err(self.pass(error));
                }
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                    self.0 = None;
                    return Err(error);
                }
                read => return read,
            }
        }
    }
}

/// Skips to the next beginning of a member, `false` where there is none. One that stands right here is the next one: the
/// decoder takes the head of a member from the input before it finds anything wrong.
fn to_magic(input: &mut Input) -> io::Result<bool> {
    loop {
        let head = input.fill_buf()?;
        if head.is_empty() {
            return Ok(false);
        }
        // A beginning that lies across two pieces of the input, of 64 KiB each, is missed, and its member with it.
        let found = memchr::memmem::find(head, MAGIC);
        let passed = found.unwrap_or(head.len());
        input.consume(passed);
        if found.is_some() {
            return Ok(true);
        }
    }
}
