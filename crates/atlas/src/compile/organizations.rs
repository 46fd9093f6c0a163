//! Organisations, bodies, media, armed groups, agreements, regions, and the seats that stand for bodies.

use super::{Builder, interval, sectors};
use crate::AtlasError;
use crate::compile::source::{Row, Source};
use crate::file::day::{EVER, OPEN};
use crate::file::fold::{Caps, Words};
use crate::file::records::{Target, actor, flag, nature, pack_country, pack_kind};
use detente_model::{CountryCode, EntityKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The tables of organisations; those of `derived/` may not take a name from one written by hand.
const TABLES: [&str; 8] = [
    "igos.tsv",
    "bodies.tsv",
    "media.tsv",
    "armed_groups.tsv",
    "agreements.tsv",
    "derived/igos.tsv",
    "derived/armed_groups.tsv",
    "derived/parties.tsv",
];

pub(super) fn organizations(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let read = |file: &&str| Ok((file.starts_with("derived/"), Source::read(folder, file)?));
    let tables: Vec<(bool, Source)> = TABLES.iter().map(read).collect::<Result<_, AtlasError>>()?;
    let bearers = Bearers::of(&tables);
    for (derived, table) in &tables {
        for row in table.rows() {
            let (kind, which, space) = match row.get("kind") {
                "organization" => (EntityKind::Organization, nature::ORGANIZATION, "org"),
                "group" => (EntityKind::Group, nature::GROUP, "group"),
                "agreement" => (EntityKind::Agreement, nature::AGREEMENT, "agreement"),
                "place" => (EntityKind::Place, nature::REGION, "region"),
                other => return Err(row.wrong(format!("`{other}` is not a kind of organization"))),
            };
            let demands =
                |name: &str| if *derived { bearers.demands(name, row.get("country")) } else { 0 };
            let verified = *derived || !row.get("verified").is_empty();
            let kind = pack_kind(kind, which, verified);
            enter(builder, &row, &format!("{space}:{}", row.get("id")), kind, demands)?;
        }
    }
    let regions = Source::read(folder, "regions.tsv")?;
    for row in regions.rows() {
        let slug = Words::of(row.get("name")).key().replace(' ', "-");
        let kind = pack_kind(EntityKind::Place, nature::REGION, false);
        enter(builder, &row, &format!("region:{slug}"), kind, |_| 0)?;
    }
    Ok(())
}

/// The states whose organisations bear each name.
struct Bearers<'a>(BTreeMap<String, BTreeSet<&'a str>>);

impl<'a> Bearers<'a> {
    fn of(tables: &'a [(bool, Source)]) -> Self {
        let mut states: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for row in tables.iter().flat_map(|(_, table)| table.rows()) {
            for name in std::iter::once(row.get("name")).chain(row.list("aliases")) {
                states.entry(Words::of(name).key()).or_default().insert(row.get("country"));
            }
        }
        Self(states)
    }

    /// What a derived name needs beside itself: shared names and acronyms of three letters their state, acronyms of
    /// up to five letters their capitals, for many are words.
    fn demands(&self, name: &str, country: &str) -> u32 {
        let words = Words::of(name);
        let key = words.key();
        let shared = self.0.get(&key).is_some_and(|states| states.len() > 1);
        let short = key.len() <= 3 && !country.is_empty();
        let acronym = key.len() <= 5 && words.words.iter().all(|w| w.caps == Caps::All);
        (if shared || short { flag::HOME } else { 0 }) | (if acronym { flag::UPPER } else { 0 })
    }
}

fn enter(
    builder: &mut Builder,
    row: &Row<'_>,
    id: &str,
    kind: u32,
    flags: impl Fn(&str) -> u32,
) -> Result<(), AtlasError> {
    let country = known_state(builder, row, row.get("country"))?;
    let (from, to) = interval(row)?;
    let cameo = row.get("cameo");
    if !(cameo.is_empty() || cameo.len() >= 3 && cameo.bytes().all(|b| b.is_ascii_uppercase())) {
        return Err(row.wrong(format!(
            "`{cameo}` is not a CAMEO code: capitals in threes are wanted, such as IGOUNO"
        )));
    }
    let index = builder.actors.len() as u32;
    let mut record = [0; actor::COLUMNS];
    record[actor::ID] = builder.string(id);
    record[actor::NAME] = builder.string(row.get("name"));
    record[actor::KIND] = kind;
    record[actor::SECTORS] = sectors(row)?;
    record[actor::COUNTRY] = pack_country(country);
    record[actor::QID] = builder.string(row.get("qid"));
    record[actor::CAMEO] = builder.string(row.get("cameo"));
    record[actor::FROM] = from.unwrap_or(EVER) as u32;
    record[actor::TO] = to.unwrap_or(OPEN) as u32;
    record[actor::LAT] = row.parsed::<f32>("lat")?.unwrap_or(f32::NAN).to_bits();
    record[actor::LON] = row.parsed::<f32>("lon")?.unwrap_or(f32::NAN).to_bits();
    builder.actors.push(record);
    if builder.ids.insert(id.to_owned(), index).is_some() {
        return Err(row.wrong(format!("{id} is defined twice")));
    }
    let name = row.get("name");
    builder.name(name, Target::Actor, index, flag::MAIN | flags(name), 0);
    for alias in row.list("aliases") {
        builder.name(alias, Target::Actor, index, flags(alias), 0);
    }
    Ok(())
}

fn known_state(
    builder: &Builder,
    row: &Row<'_>,
    code: &str,
) -> Result<Option<CountryCode>, AtlasError> {
    if code.is_empty() {
        return Ok(None);
    }
    if !builder.ids.contains_key(&format!("state:{code}")) {
        return Err(row.wrong(format!("no table defines the state {code}")));
    }
    code.parse().map(Some).map_err(|e: detente_model::CountryCodeError| row.wrong(e.to_string()))
}

pub(super) fn metonyms(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let table = Source::read(folder, "metonyms.tsv")?;
    for row in table.rows() {
        let owner = super::people::owner(builder, &row)?;
        let (from, to) = interval(&row)?;
        let index = builder.metonyms.len() as u32;
        let target = builder.string(row.get("target"));
        let surface = row.get("surface");
        builder.metonyms.push([
            owner,
            sectors(&row)?,
            target,
            from.unwrap_or(EVER) as u32,
            to.unwrap_or(OPEN) as u32,
            u32::from(!row.get("place").is_empty()),
        ]);
        builder.name(surface, Target::Metonym, index, 0, 0);
    }
    Ok(())
}
