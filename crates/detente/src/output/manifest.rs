//! `MANIFEST.json`: what an output folder holds, and what made it.

use super::Provenance;
use crate::analytics::{OutputFile, WriteError, write_whole};
use crate::run::is_unfinished;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const MANIFEST: &str = "MANIFEST.json";

/// What an output folder holds, and what made it. No time of day and no path of the machine stands in it: the same input
/// gives the same manifest.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    /// The version of this form.
    manifest: u32,
    software: &'static str,
    #[serde(flatten)]
    made_by: &'a Provenance,
    /// What else decides what the files hold, as the caller tells it.
    options: &'a Map<String, Value>,
    files: &'a [&'a OutputFile],
}

/// What the manifest of an output folder says of what made its tables: the version, the hash of each part, the options.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Made {
    /// The version of detente.
    pub version: String,
    #[serde(default)]
    options: BTreeMap<String, Value>,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

/// A folder of which nothing tells what made its tables.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// A run is under way, or stopped.
    #[error(
        "{folder}: the run there has not ended; its tables hold what it has coded so far",
        folder = folder.display()
    )]
    Unfinished {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no manifest.
    #[error(
        "{folder} has no {MANIFEST}: nothing tells what made its tables, and whether they are whole",
        folder = folder.display()
    )]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// What is there is no manifest.
    #[error("{path} cannot be read ({reason}): nothing tells what made the tables beside it", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl Made {
    /// What made the tables of a folder.
    ///
    /// # Errors
    /// When it has no manifest that can be read, or a run there has not ended.
    pub fn read(folder: &Path) -> Result<Self, ManifestError> {
        if is_unfinished(folder) {
            return Err(ManifestError::Unfinished { folder: folder.to_owned() });
        }
        let path = folder.join(MANIFEST);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ManifestError::Missing { folder: folder.to_owned() });
            }
            Err(error) => {
                return Err(ManifestError::Unreadable { path, reason: error.to_string() });
            }
        };
        serde_json::from_slice(&text)
            .map_err(|error| ManifestError::Unreadable { path, reason: error.to_string() })
    }

    /// The parts and options that are not the same in `new`, as they are here and there.
    #[must_use]
    pub fn differences<'a>(
        &'a self,
        new: &'a Self,
    ) -> Vec<(&'a str, Option<&'a Value>, Option<&'a Value>)> {
        let (mut old, mut new) = (self.told(), new.told());
        let names: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        let both = names.into_iter().map(|name| (name, old.remove(name), new.remove(name)));
        both.filter(|(_, old, new)| old != new).collect()
    }

    fn told(&self) -> BTreeMap<&str, &Value> {
        let parts = self.others.iter().filter(|(name, _)| *name != "files" && *name != "manifest");
        parts.chain(&self.options).map(|(name, value)| (name.as_str(), value)).collect()
    }
}

/// Why the tables of a folder may be other than one thinks: it has no manifest, or that of another version.
#[must_use]
pub fn doubt(folder: &Path) -> Option<String> {
    let own = Provenance::embedded().version;
    match Made::read(folder) {
        Ok(made) if made.version == own => None,
        Ok(Made { version, .. }) => Some(format!(
            "{}: version {version} of detente made these tables, this is {own}: columns may say other things",
            folder.display()
        )),
        Err(error) => Some(error.to_string()),
    }
}

pub(super) fn write(
    folder: &Path,
    made_by: &Provenance,
    options: &Map<String, Value>,
    files: &[&OutputFile],
) -> Result<(), WriteError> {
    let manifest = Manifest { manifest: 1, software: "detente", made_by, options, files };
    write_whole(&folder.join(MANIFEST), |file| {
        serde_json::to_writer_pretty(&mut *file, &manifest)?;
        writeln!(file)
    })?;
    Ok(())
}

/// Takes the manifest of an earlier output away, before files of the folder are written over: a folder with a manifest is
/// whole.
///
/// # Errors
/// When it cannot be removed.
pub fn unseal(folder: &Path) -> Result<(), WriteError> {
    let path = folder.join(MANIFEST);
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(WriteError { path, source })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::Format;
    use crate::output::seal;
    use serde_json::json;

    fn sealed(made_by: &Provenance, batch: u32) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let options = Map::from_iter([("batch".to_owned(), json!(batch))]);
        seal(folder.path(), made_by, &options, Format::Parquet, &[]).unwrap();
        folder
    }

    #[test]
    fn manifests_tell_in_what_two_outputs_differ() {
        let embedded = Provenance::embedded();
        let other = Provenance { atlas: "0123".into(), ..embedded.clone() };
        let folders = [sealed(&embedded, 2), sealed(&embedded, 2), sealed(&other, 3)];
        let [one, same, other] = folders.each_ref().map(|f| Made::read(f.path()).unwrap());
        assert_eq!(one.differences(&same), []);
        let named: Vec<_> = one.differences(&other).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(named, ["atlas", "batch"]);
        assert_eq!(one.differences(&other)[1], ("batch", Some(&json!(2)), Some(&json!(3))));
    }

    #[test]
    fn a_folder_without_a_manifest_of_this_version_is_doubtful() {
        let folder = sealed(&Provenance::embedded(), 1);
        assert_eq!(doubt(folder.path()), None);
        let folder = sealed(&Provenance { version: "0.0.0", ..Provenance::embedded() }, 1);
        assert!(doubt(folder.path()).unwrap().contains("version 0.0.0"));
        std::fs::write(folder.path().join(MANIFEST), "[]").unwrap();
        assert!(doubt(folder.path()).unwrap().contains("cannot be read"));
        std::fs::remove_file(folder.path().join(MANIFEST)).unwrap();
        assert!(doubt(folder.path()).unwrap().contains("no MANIFEST.json"));
    }
}
