//! The records of a compiled atlas as numbers, and what the numbers mean.

use detente_model::{CountryCode, EntityKind, Sector};

/// What a surface may stand for; the upper four bits of a posting's target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// A name of an actor.
    Actor = 0,
    /// A name of a place of the gazetteer.
    Place = 1,
    /// An adjective or demonym of a state.
    Demonym = 2,
    /// A role noun.
    Role = 3,
    /// A title of an office; the posting's window column holds the only state that has it, plus one.
    Office = 4,
    /// A word that stands around roles; the index is a [`Modifier`].
    Modifier = 5,
    /// A seat or building.
    Metonym = 6,
    /// A family name of a person of note.
    Surname = 7,
}

impl Target {
    pub(crate) const ALL: [Self; 8] = [
        Self::Actor,
        Self::Place,
        Self::Demonym,
        Self::Role,
        Self::Office,
        Self::Modifier,
        Self::Metonym,
        Self::Surname,
    ];
}

/// What a modifier does: see `data/modifiers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Modifier {
    Former = 0,
    Acting = 1,
    Lower = 2,
    Neutral = 3,
    Against = 4,
    Anonymous = 5,
    Determiner = 6,
    Of = 7,
    Toward = 8,
    Honorific = 9,
    Direction = 10,
}

impl Modifier {
    pub(crate) const ALL: [(Self, &'static str); 11] = [
        (Self::Former, "former"),
        (Self::Acting, "acting"),
        (Self::Lower, "lower"),
        (Self::Neutral, "neutral"),
        (Self::Against, "against"),
        (Self::Anonymous, "anonymous"),
        (Self::Determiner, "determiner"),
        (Self::Of, "of"),
        (Self::Toward, "toward"),
        (Self::Honorific, "honorific"),
        (Self::Direction, "direction"),
    ];
}

/// How a posting's surface must be written.
pub(crate) mod flag {
    /// At least one word has a capital.
    pub(crate) const CASED: u32 = 1;
    /// All words are capitals.
    pub(crate) const UPPER: u32 = 2;
    /// The surface is also a common word: it is a name only beside a title.
    pub(crate) const COMMON: u32 = 4;
    /// The main name of its target.
    pub(crate) const MAIN: u32 = 8;
    /// A name that the user gave: it hides what else the surface means.
    pub(crate) const OWN: u32 = 16;
    /// It counts only where the state of its target is at hand: right before it, or as that of the article.
    pub(crate) const HOME: u32 = 32;
}

/// What an actor is beyond its [`EntityKind`].
pub(crate) mod nature {
    pub(crate) const STATE: u32 = 1;
    pub(crate) const HISTORIC: u32 = 2;
    pub(crate) const TERRITORY: u32 = 3;
    pub(crate) const PERSON: u32 = 4;
    pub(crate) const ORGANIZATION: u32 = 5;
    pub(crate) const AGREEMENT: u32 = 6;
    pub(crate) const REGION: u32 = 7;
    pub(crate) const GROUP: u32 = 8;
}

/// Columns of an actor record.
pub(crate) mod actor {
    pub(crate) const ID: usize = 0;
    pub(crate) const NAME: usize = 1;
    /// Entity kind in the low byte, nature in the next, in bit 16 whether a source backs the record.
    pub(crate) const KIND: usize = 2;
    pub(crate) const SECTORS: usize = 3;
    pub(crate) const COUNTRY: usize = 4;
    pub(crate) const QID: usize = 5;
    pub(crate) const CAMEO: usize = 6;
    /// COW code plus one; 0 is none.
    pub(crate) const COW: usize = 7;
    pub(crate) const FROM: usize = 8;
    pub(crate) const TO: usize = 9;
    /// Where it is; of a person see `HELD`.
    pub(crate) const LAT: usize = 10;
    pub(crate) const LON: usize = 11;
    /// Of a person, who is nowhere, the first holding and the number of holdings.
    pub(crate) const HELD: usize = LAT;
    pub(crate) const HELD_COUNT: usize = LON;
    pub(crate) const GEONAMEID: usize = 12;
    /// ISO 3166-1 alpha-2 code as a string.
    pub(crate) const ALPHA2: usize = 13;
    /// Of a state, the adjective that bodies and groups are called by: `Kenyan`.
    pub(crate) const ADJECTIVE: usize = 14;
    pub(crate) const COLUMNS: usize = 15;
}

/// Columns of a holding record.
pub(crate) mod holding {
    pub(crate) const PERSON: usize = 0;
    pub(crate) const OWNER: usize = 1;
    pub(crate) const OFFICE: usize = 2;
    pub(crate) const TITLE: usize = 3;
    pub(crate) const FROM: usize = 4;
    pub(crate) const TO: usize = 5;
    /// Bit 0: the source gives no end. Bit 1: the source gives no start. Bit 2: a source backs the record.
    /// From bit 3: the day past which the source knows nothing.
    pub(crate) const FLAGS: usize = 6;
    pub(crate) const SNAPSHOT_SHIFT: u32 = 3;
}

/// Columns of an office record.
pub(crate) mod office {
    pub(crate) const ID: usize = 0;
    pub(crate) const LABEL: usize = 1;
    pub(crate) const SECTORS: usize = 2;
    /// One of [`MANY`], [`ONE`] and [`ONE_EACH`].
    pub(crate) const SOLE: usize = 3;
    pub(crate) const RANK: usize = 4;
    /// Several persons hold the office in a state at a time.
    pub(crate) const MANY: u32 = 0;
    /// One person does.
    pub(crate) const ONE: u32 = 1;
    /// One person does under each title: states join and split portfolios.
    pub(crate) const ONE_EACH: u32 = 2;
}

/// Columns of a place record.
pub(crate) mod place {
    pub(crate) const GEONAMEID: usize = 0;
    pub(crate) const NAME: usize = 1;
    pub(crate) const COUNTRY: usize = 2;
    /// First-order division as a place record plus one; 0 is none.
    pub(crate) const ADMIN1: usize = 3;
    pub(crate) const LAT: usize = 4;
    pub(crate) const LON: usize = 5;
    /// Inhabitants, with [`LEVEL_SHIFT`] bits of level above.
    pub(crate) const SIZE: usize = 6;
    pub(crate) const LEVEL_SHIFT: u32 = 28;
    pub(crate) const TOWN: u32 = 0;
    pub(crate) const ADMIN_1: u32 = 1;
    pub(crate) const ADMIN_2: u32 = 2;
    pub(crate) const CAPITAL: u32 = 3;
}

const INDEX_BITS: u32 = 28;

pub(crate) const fn pack_target(target: Target, index: u32) -> u32 {
    (target as u32) << INDEX_BITS | index
}

pub(crate) fn unpack_target(packed: u32) -> (Target, usize) {
    let target =
        Target::ALL.get((packed >> INDEX_BITS) as usize).copied().unwrap_or(Target::Modifier);
    (target, (packed & ((1 << INDEX_BITS) - 1)) as usize)
}

pub(crate) fn pack_sectors(sectors: &[Sector]) -> u32 {
    sectors.iter().take(4).enumerate().fold(0, |packed, (i, s)| packed | (*s as u32 + 1) << (8 * i))
}

pub(crate) fn unpack_sectors(packed: u32) -> Vec<Sector> {
    packed
        .to_le_bytes()
        .into_iter()
        .take_while(|&b| b > 0)
        .filter_map(|b| Sector::ALL.get(b as usize - 1).copied())
        .collect()
}

pub(crate) fn pack_country(code: Option<CountryCode>) -> u32 {
    code.map_or(0, |c| c.as_str().bytes().fold(0, |packed, b| packed << 8 | u32::from(b)))
}

pub(crate) fn unpack_country(packed: u32) -> Option<CountryCode> {
    let [_, a, b, c] = packed.to_be_bytes();
    std::str::from_utf8(&[a, b, c]).ok()?.parse().ok()
}

pub(crate) const fn pack_kind(kind: EntityKind, nature: u32, verified: bool) -> u32 {
    kind as u32 | nature << 8 | (verified as u32) << 16
}

pub(crate) const fn unpack_nature(packed: u32) -> u32 {
    packed >> 8 & 0xFF
}

/// Whether a source backs an actor.
pub(crate) const fn unpack_verified(packed: u32) -> bool {
    packed >> 16 & 1 == 1
}

pub(crate) fn unpack_kind(packed: u32) -> EntityKind {
    EntityKind::ALL.get((packed & 0xFF) as usize).copied().unwrap_or(EntityKind::Other)
}

/// Prefix of the keys under which persons stand by the loose form of their names.
pub(crate) const LOOSE: u8 = 1;

/// What the noun of a role names: a body, a person or a group.
pub(crate) const BODY: u32 = 0;
pub(crate) const PERSON: u32 = 1;
pub(crate) const GROUP: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_loses_nothing() {
        for &sector in Sector::ALL {
            let all = vec![sector, Sector::Gov, Sector::Reb];
            assert_eq!(unpack_sectors(pack_sectors(&all)), all);
        }
        assert_eq!(unpack_sectors(0), []);
        let russia = "RUS".parse().ok();
        assert_eq!(unpack_country(pack_country(russia)), russia);
        assert_eq!(unpack_country(0), None);
        for target in Target::ALL {
            assert_eq!(unpack_target(pack_target(target, 77)), (target, 77));
        }
    }
}
