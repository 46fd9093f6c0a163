//! States, territories and states that are gone.

use super::{Builder, interval};
use crate::AtlasError;
use crate::compile::source::{Row, Source};
use crate::file::day::{EVER, OPEN};
use crate::file::records::{Target, actor, flag, nature, pack_country, pack_kind};
use detente_model::{CountryCode, EntityKind};
use std::collections::BTreeMap;
use std::path::Path;

/// States with fewer inhabitants are seldom meant by a family name alone.
const SMALL: u32 = 1_000_000;

type Points = BTreeMap<String, (f32, f32)>;

pub(super) fn states(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let names = Source::read(folder, "state_names.tsv")?;
    let mut labels = BTreeMap::new();
    for row in names.rows().filter(|r| r.get("kind") == "label") {
        labels.insert(row.get("iso3").to_owned(), row.get("surfaces").to_owned());
    }
    let mut adjectives = BTreeMap::new();
    for row in names.rows().filter(|r| r.get("kind") == "demonym") {
        if let Some(first) = row.list("surfaces").next() {
            adjectives.insert(row.get("iso3").to_owned(), first.to_owned());
        }
    }
    let points_table = Source::read(folder, "state_points.tsv")?;
    let mut points = Points::new();
    for row in points_table.rows() {
        if let (Some(lat), Some(lon)) = (row.parsed("lat")?, row.parsed("lon")?) {
            points.insert(row.get("iso3").to_owned(), (lat, lon));
        }
    }
    let today = Source::read(folder, "derived/states.tsv")?;
    for row in today.rows() {
        let which = match row.get("status") {
            "state" => nature::STATE,
            "territory" => nature::TERRITORY,
            other => {
                return Err(
                    row.wrong(format!("`{other}` is not a status: state or territory is wanted"))
                );
            }
        };
        state(builder, &row, which, &labels, &points)?;
    }
    let gone = Source::read(folder, "historic_states.tsv")?;
    for row in gone.rows() {
        state(builder, &row, nature::HISTORIC, &labels, &points)?;
    }
    for row in today.rows().chain(gone.rows()) {
        let iso3 = row.get("iso3");
        if let Some(first) = row.list("demonyms").next() {
            adjectives.entry(iso3.to_owned()).or_insert_with(|| first.to_owned());
        }
    }
    name_by_adjective(builder, &adjectives);
    for row in names.rows() {
        let id = format!("state:{}", row.get("iso3"));
        let Some(&index) = builder.ids.get(&id) else {
            return Err(row.wrong(format!("no table defines the state {}", row.get("iso3"))));
        };
        let target = match row.get("kind") {
            "label" | "name" => Target::Actor,
            "demonym" => Target::Demonym,
            other => {
                return Err(
                    row.wrong(format!("`{other}` is not a kind: label, name or demonym is wanted"))
                );
            }
        };
        for surface in row.list("surfaces") {
            builder.name(surface, target, index, flag::MAIN, 0);
        }
    }
    Ok(())
}

/// Gives each state the adjective that what is its own goes by. `New Zealander` is a person, and of two states that share
/// theirs (`Congolese`) neither is told by it.
fn name_by_adjective(builder: &mut Builder, adjectives: &BTreeMap<String, String>) {
    for (iso3, adjective) in adjectives {
        let shared = adjectives.values().filter(|a| *a == adjective).count() > 1;
        let Some(&index) = builder.ids.get(&format!("state:{iso3}")) else { continue };
        if !shared && !adjective.ends_with("er") {
            builder.actors[index as usize][actor::ADJECTIVE] = builder.string(adjective);
        }
    }
}

fn state(
    builder: &mut Builder,
    row: &Row<'_>,
    which: u32,
    labels: &BTreeMap<String, String>,
    points: &Points,
) -> Result<(), AtlasError> {
    let iso3 = row.get("iso3");
    let code: CountryCode =
        iso3.parse().map_err(|e: detente_model::CountryCodeError| row.wrong(e.to_string()))?;
    let (from, to) = interval(row)?;
    let name = labels.get(iso3).map_or(row.get("name"), String::as_str);
    let id = format!("state:{iso3}");
    let (lat, lon) = points.get(iso3).copied().unwrap_or((f32::NAN, f32::NAN));
    let index = builder.actors.len() as u32;
    let mut record = [0; actor::COLUMNS];
    record[actor::ID] = builder.string(&id);
    record[actor::NAME] = builder.string(name);
    // Only the states of the past are a table written by hand.
    let verified = which != nature::HISTORIC || !row.get("verified").is_empty();
    record[actor::KIND] = pack_kind(EntityKind::Country, which, verified);
    record[actor::COUNTRY] = pack_country(Some(code));
    record[actor::QID] = builder.string(row.get("qid"));
    record[actor::CAMEO] =
        builder.string(if row.get("cameo").is_empty() { iso3 } else { row.get("cameo") });
    record[actor::COW] = row.parsed::<u32>("cow")?.map_or(0, |c| c + 1);
    record[actor::FROM] = from.unwrap_or(EVER) as u32;
    record[actor::TO] = to.unwrap_or(OPEN) as u32;
    record[actor::LAT] = lat.to_bits();
    record[actor::LON] = lon.to_bits();
    record[actor::GEONAMEID] = row.parsed("geonameid")?.unwrap_or(0);
    record[actor::ALPHA2] = builder.string(row.get("iso2"));
    builder.actors.push(record);
    if builder.ids.insert(id, index).is_some() {
        return Err(row.wrong(format!("{iso3} is defined twice")));
    }
    if row.parsed::<u32>("population")?.is_some_and(|p| p < SMALL) {
        builder.small_states.insert(index);
    }
    let flags = if which == nature::TERRITORY { 0 } else { flag::MAIN };
    // The source has `The Dominican` among the names.
    let adjective = |name: &str| {
        name.strip_prefix("The ").is_some_and(|rest| row.list("demonyms").any(|d| d == rest))
    };
    for surface in std::iter::once(row.get("name")).chain(row.list("names")) {
        if adjective(surface) {
            continue;
        }
        builder.name(surface, Target::Actor, index, flags, 0);
    }
    for surface in row.list("demonyms") {
        builder.name(surface, Target::Demonym, index, flags, 0);
    }
    Ok(())
}
