//! Files that are there whole or not at all.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that could not be written. Nothing is left under its name.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be written: {source}", path = path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of what it holds, in hexadecimal digits.
    pub sha256: String,
}

/// A file on its way to disk, hashed as it goes.
#[derive(Debug)]
pub struct HashedFile {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for HashedFile {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        let taken = self.file.write(data)?;
        self.hash.update(&data[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Lets `fill` write a file beside `path`, and gives it that name when it is safely on disk, over whatever stood there.
///
/// # Errors
/// When the file cannot be written; what stood under the name stands there still.
pub fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut HashedFile) -> std::io::Result<()>,
) -> Result<WrittenFile, WriteError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let write = || {
        let file = BufWriter::new(File::create(&part)?);
        let mut file = HashedFile { file, hash: Sha256::new(), bytes: 0 };
        fill(&mut file)?;
        file.flush()?;
        file.file.get_ref().sync_all()?;
        std::fs::rename(&part, path)?;
        sync_folder(path.parent().unwrap_or(Path::new("")))?;
        Ok(file)
    };
    match write() {
        Ok(HashedFile { hash, bytes, .. }) => Ok(WrittenFile { bytes, sha256: digits(hash) }),
        Err(source) => {
            // What is left of a failed write is of no use; that it cannot be removed either is not the user's first worry.
            let _ = std::fs::remove_file(&part);
            Err(WriteError { path: path.to_owned(), source })
        }
    }
}

/// What a file holds now: its size and hash.
///
/// # Errors
/// When it cannot be read.
///
/// # Examples
/// ```
/// use detente_analytics::{file_as_it_is, write_whole};
/// use std::io::Write;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("note.txt");
/// let written = write_whole(&path, |file| file.write_all(b"They met."))?;
/// assert_eq!(file_as_it_is(&path)?, written);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn file_as_it_is(path: &Path) -> std::io::Result<WrittenFile> {
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    loop {
        let data = file.fill_buf()?;
        if data.is_empty() {
            return Ok(WrittenFile { bytes, sha256: digits(hash) });
        }
        hash.update(data);
        let read = data.len();
        bytes += read as u64;
        file.consume(read);
    }
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes sure that the names of the files in `folder` outlast a crash: those of new files and folders are on disk only then.
///
/// # Errors
/// When the folder cannot be opened or its disk fails.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    // Windows writes names through by itself, and does not open folders.
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_and_its_hash_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        let written = write_whole(&path, |file| file.write_all(b"abc")).unwrap();
        assert_eq!(written.bytes, 3);
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(written.sha256, known);
        assert_eq!(std::fs::read(&path).unwrap(), b"abc");
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.csv");
        std::fs::write(&path, "old").unwrap();
        let failed = write_whole(&path, |file| {
            file.write_all(b"half")?;
            Err(std::io::Error::other("disk full"))
        });
        assert!(failed.unwrap_err().to_string().contains("disk full"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
