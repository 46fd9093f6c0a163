//! The layout of a compiled atlas: a header, then sections of fixed-width records, read where they lie.
//!
//! ```text
//! "DETATLAS"  format: u32  sections: u32  xxh3 of all that follows: u64  (offset: u32, length: u32) × sections  …
//! ```
//! All numbers are little-endian. Strings lie in one pool and are named by their number.

use crate::AtlasError;
use crate::file::records::{actor, nature, unpack_nature};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

const MARK: &[u8; 8] = b"DETATLAS";
/// The format this crate writes and reads.
pub(crate) const FORMAT: u32 = 6;
const HEADER: usize = 24;

/// The sections, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Pool,
    Strings,
    Actors,
    Holdings,
    ByOwner,
    Offices,
    Roles,
    Metonyms,
    Places,
    Postings,
    Names,
    Variants,
    Trigrams,
}

pub(crate) const SECTIONS: usize = 13;

/// Bytes that are compiled in or shared.
#[derive(Debug, Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<Vec<u8>>, usize, usize),
}

impl Bytes {
    fn slice(&self, start: usize, length: usize) -> Option<Self> {
        match self {
            Self::Static(all) => all.get(start..start.checked_add(length)?).map(Self::Static),
            Self::Shared(all, from, len) => {
                let end = start.checked_add(length)?;
                (end <= *len).then(|| Self::Shared(Arc::clone(all), from + start, length))
            }
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Static(all) => all,
            Self::Shared(all, from, length) => all.get(*from..from + length).unwrap_or(&[]),
        }
    }
}

/// Records of `N` numbers.
#[derive(Debug, Clone)]
pub(crate) struct Table<const N: usize>(Bytes);

impl<const N: usize> Table<N> {
    pub(crate) fn len(&self) -> usize {
        self.0.as_ref().len() / (4 * N)
    }

    /// Record `i`; all zero past the end.
    pub(crate) fn row(&self, i: usize) -> [u32; N] {
        let mut row = [0; N];
        if let Some(bytes) = self.0.as_ref().get(i * 4 * N..(i + 1) * 4 * N) {
            for (cell, four) in row.iter_mut().zip(bytes.chunks_exact(4)) {
                *cell = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
            }
        }
        row
    }
}

/// The sections of an opened atlas.
#[derive(Clone)]
pub(crate) struct Store {
    /// The whole file.
    pub(crate) bytes: Bytes,
    pool: Bytes,
    pub(crate) strings: Table<1>,
    pub(crate) actors: Table<{ actor::COLUMNS }>,
    pub(crate) holdings: Table<7>,
    pub(crate) by_owner: Table<1>,
    pub(crate) offices: Table<5>,
    pub(crate) roles: Table<4>,
    pub(crate) metonyms: Table<6>,
    pub(crate) places: Table<7>,
    pub(crate) postings: Table<3>,
    pub(crate) names: fst::raw::Fst<Bytes>,
    pub(crate) variants: fst::raw::Fst<Bytes>,
    pub(crate) trigrams: fst::raw::Fst<Bytes>,
    /// Packed country code and record of every state, sorted.
    states: Vec<(u32, u32)>,
}

impl Store {
    pub(crate) fn open(bytes: Bytes) -> Result<Self, AtlasError> {
        let all = bytes.as_ref();
        if all.get(..8) != Some(MARK) {
            return Err(AtlasError::NotAnAtlas);
        }
        let cut = AtlasError::Damaged { what: "it is cut off" };
        let number =
            |at: usize| all.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let Some(found) = number(8) else { return Err(cut) };
        if found != FORMAT {
            return Err(AtlasError::Version { found, wanted: FORMAT });
        }
        if number(12) != Some(SECTIONS as u32) {
            return Err(AtlasError::Damaged { what: "it has not the right number of sections" });
        }
        let (Some(low), Some(high), Some(rest)) = (number(16), number(20), all.get(HEADER..))
        else {
            return Err(cut);
        };
        if xxh3_64(rest) != u64::from(low) | u64::from(high) << 32 {
            return Err(AtlasError::Damaged { what: "its checksum does not fit" });
        }
        let section = |which: Section| {
            let at = HEADER + 8 * which as usize;
            let (start, length) = (number(at)?, number(at + 4)?);
            bytes.slice(start as usize, length as usize)
        };
        let damaged = AtlasError::Damaged { what: "a section lies outside it" };
        let all_sections = || -> Option<_> {
            Some((
                section(Section::Pool)?,
                Table(section(Section::Strings)?),
                Table(section(Section::Actors)?),
                Table(section(Section::Holdings)?),
                Table(section(Section::ByOwner)?),
                Table(section(Section::Offices)?),
                Table(section(Section::Roles)?),
                Table(section(Section::Metonyms)?),
                Table(section(Section::Places)?),
                Table(section(Section::Postings)?),
                section(Section::Names)?,
                section(Section::Variants)?,
                section(Section::Trigrams)?,
            ))
        };
        let Some((
            pool,
            strings,
            actors,
            holdings,
            by_owner,
            offices,
            roles,
            metonyms,
            places,
            postings,
            names,
            variants,
            trigrams,
        )) = all_sections()
        else {
            return Err(damaged);
        };
        let index = |section: Bytes| {
            // What is compiled in was verified by a test.
            let foreign = matches!(section, Bytes::Shared(..));
            fst::raw::Fst::new(section)
                .and_then(|f| if foreign { f.verify().map(|()| f) } else { Ok(f) })
                .map_err(|_| AtlasError::Damaged { what: "its index of names cannot be read" })
        };
        let (names, variants, trigrams) = (index(names)?, index(variants)?, index(trigrams)?);
        let actors: Table<{ actor::COLUMNS }> = actors;
        let mut states: Vec<(u32, u32)> = (0..actors.len())
            .map(|i| (actors.row(i), i as u32))
            .take_while(|(row, _)| {
                matches!(
                    unpack_nature(row[actor::KIND]),
                    nature::STATE | nature::TERRITORY | nature::HISTORIC
                )
            })
            .map(|(row, i)| (row[actor::COUNTRY], i))
            .collect();
        states.sort_unstable();
        Ok(Self {
            bytes,
            pool,
            strings,
            actors,
            holdings,
            by_owner,
            offices,
            roles,
            metonyms,
            places,
            postings,
            names,
            variants,
            trigrams,
            states,
        })
    }

    /// The record of the state with this packed code.
    pub(crate) fn state_of(&self, packed: u32) -> Option<usize> {
        self.states.binary_search_by_key(&packed, |s| s.0).ok().map(|i| self.states[i].1 as usize)
    }

    /// The id of an actor: persons of Wikidata have none on record.
    pub(crate) fn actor_id(&self, index: usize) -> String {
        let row = self.actors.row(index);
        match self.string(row[actor::ID]) {
            "" => format!("person:{}", self.string(row[actor::QID])),
            id => id.to_owned(),
        }
    }

    /// String number `id`; 0 is the empty one.
    pub(crate) fn string(&self, id: u32) -> &str {
        let end = self.strings.row(id as usize)[0] as usize;
        let start = if id == 0 { 0 } else { self.strings.row(id as usize - 1)[0] as usize };
        self.pool.as_ref().get(start..end).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("actors", &self.actors.len())
            .field("holdings", &self.holdings.len())
            .field("places", &self.places.len())
            .field("names", &self.names.len())
            .finish_non_exhaustive()
    }
}

/// Puts sections together.
pub(crate) fn write(sections: [Vec<u8>; SECTIONS]) -> Result<Vec<u8>, AtlasError> {
    let mut rest = Vec::new();
    let mut offset = HEADER + 8 * SECTIONS;
    for section in &sections {
        let too_large = |_| AtlasError::Inconsistent("the atlas is larger than 4 GiB".to_owned());
        rest.extend(u32::try_from(offset).map_err(too_large)?.to_le_bytes());
        rest.extend(u32::try_from(section.len()).map_err(too_large)?.to_le_bytes());
        offset += section.len();
    }
    rest.extend(sections.iter().flatten());
    let mut file = MARK.to_vec();
    file.extend(FORMAT.to_le_bytes());
    file.extend((SECTIONS as u32).to_le_bytes());
    file.extend(xxh3_64(&rest).to_le_bytes());
    file.extend(rest);
    Ok(file)
}
