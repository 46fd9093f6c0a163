//! The files within an archive, each a part of it that is read by itself.

use crate::read::Input;
use flate2::CrcReader;
use flate2::read::DeflateDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};
use zip::{CompressionMethod, ZipArchive};

trait ReadSeek: Read + Seek + Send {}

impl<R: Read + Seek + Send> ReadSeek for R {}

/// An archive that its parts are read from in turn.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Box<dyn ReadSeek>>>);

impl Shared {
    pub(super) fn new(input: impl Read + Seek + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Box::new(input))))
    }
}

/// A file as the directory of an archive lists it.
pub(super) struct Entry {
    pub(super) name: String,
    /// Bytes, unpacked.
    pub(super) size: u64,
    pub(super) packed_size: u64,
    pub(super) is_locked: bool,
    start: Option<u64>,
    checksum: u32,
    method: CompressionMethod,
}

impl Entry {
    /// The file of that number; `None` where the directory has no such file. One whose own head is damaged has no place.
    pub(super) fn of(archive: &mut ZipArchive<impl Read + Seek>, number: usize) -> Option<Self> {
        let start = archive.by_index_raw(number).ok().and_then(|file| file.data_start());
        let metadata = archive.metadata();
        let file = metadata.entry(number).ok()?;
        Some(Self {
            name: file.name().ok()?.into_owned(),
            size: file.size(),
            packed_size: file.compressed_size(),
            is_locked: file.encrypted(),
            start,
            checksum: file.crc32(),
            method: file.compression(),
        })
    }

    /// Where its bytes are in the archive, from and to.
    pub(super) fn place(&self) -> Option<(u64, u64)> {
        self.start.map(|start| (start, start.saturating_add(self.packed_size)))
    }

    /// The content, unpacked; `None` where it has no place or nobody knows how it is packed.
    pub(super) fn open(&self, shared: &Shared) -> Option<Input> {
        let part = Part { shared: shared.clone(), at: self.start?, left: self.packed_size };
        let part = BufReader::new(part);
        let unpacked: Box<dyn Read + Send> = match self.method {
            CompressionMethod::Stored => Box::new(part),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(part)),
            _ => return None,
        };
        let checked =
            Checked { inner: CrcReader::new(unpacked), left: self.size, checksum: self.checksum };
        Some(Box::new(BufReader::with_capacity(1 << 16, checked)))
    }
}

/// Some bytes of an archive.
struct Part {
    shared: Shared,
    at: u64,
    left: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else {
            return Ok(0);
        };
        let mut input = self.shared.0.lock().map_err(|e| io::Error::other(e.to_string()))?;
        input.seek(SeekFrom::Start(self.at))?;
        let read = input.read(buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Content that must be as long as the directory says, and have its checksum.
struct Checked {
    inner: CrcReader<Box<dyn Read + Send>>,
    left: u64,
    checksum: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| damaged("longer than the directory of the archive says"))?;
        if read == 0 && !buffer.is_empty() {
            if self.left > 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if self.inner.crc().sum() != self.checksum {
                return Err(damaged("its checksum is another"));
            }
        }
        Ok(read)
    }
}
