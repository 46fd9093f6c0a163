//! Towns and divisions of states.

use super::Builder;
use crate::AtlasError;
use crate::compile::source::{Row, Source};
use crate::file::fold::Words;
use crate::file::records::{Target, flag, pack_country, place};
use detente_model::CountryCode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// ISO alpha-2 codes to alpha-3.
type Codes = BTreeMap<String, CountryCode>;

pub(super) fn places(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let (mut codes, mut capitals) = (Codes::new(), BTreeMap::new());
    let states = Source::read(folder, "derived/states.tsv")?;
    for row in states.rows() {
        let code: CountryCode = row
            .get("iso3")
            .parse()
            .map_err(|e: detente_model::CountryCodeError| row.wrong(e.to_string()))?;
        codes.insert(row.get("iso2").to_owned(), code);
        capitals.insert(row.get("iso2").to_owned(), Words::of(row.get("capital")).key());
    }
    let regions = Source::read(folder, "derived/admin1.tsv")?;
    let nouns = Nouns::read(folder)?;
    let (mut first_order, mut bare_names) = (BTreeMap::new(), BTreeMap::new());
    for row in regions.rows() {
        let code = row.get("code");
        let Some(index) = enter(builder, &row, &codes, code, place::ADMIN_1, 0)? else { continue };
        first_order.insert(code.to_owned(), index + 1);
        for surface in [row.get("name"), row.get("ascii")] {
            builder.name(surface, Target::Place, index, flag::MAIN, 0);
            let bare = nouns.bare(surface);
            if bare != surface && !nouns.parts.contains(&bare.to_lowercase()) {
                builder.name(bare, Target::Place, index, 0, 0);
            }
            nouns.name(builder, bare, index);
        }
        bare_names.insert(index, Words::of(nouns.bare(row.get("name"))).key());
    }
    let abbreviations = Source::read(folder, "region_abbreviations.tsv")?;
    for row in abbreviations.rows() {
        let Some(&index) = first_order.get(row.get("code")) else {
            return Err(row.wrong(format!("admin1.tsv has no division {}", row.get("code"))));
        };
        let index = index - 1;
        if let (Some(lat), Some(lon), Some(record)) = (
            row.parsed::<f32>("lat")?,
            row.parsed::<f32>("lon")?,
            builder.places.get_mut(index as usize),
        ) {
            record[place::LAT] = lat.to_bits();
            record[place::LON] = lon.to_bits();
        }
        for abbreviation in row.list("abbreviations") {
            builder.name(abbreviation, Target::Place, index, flag::COMMON, 0);
        }
    }
    let counties = Source::read(folder, "derived/admin2.tsv.gz")?;
    for row in counties.rows() {
        let code = row.get("code");
        let admin1 =
            code.rsplit_once('.').and_then(|(a, _)| first_order.get(a)).copied().unwrap_or(0);
        if let Some(index) = enter(builder, &row, &codes, code, place::ADMIN_2, admin1)? {
            builder.name(row.get("name"), Target::Place, index, 0, 0);
            // Alone it is the county only where nothing else is meant.
            for suffix in [" County", " Parish"] {
                if let Some(short) = row.get("name").strip_suffix(suffix) {
                    builder.name(short, Target::Place, index, flag::COMMON, 0);
                }
            }
        }
    }
    let cities = Source::read(folder, "derived/cities.tsv.gz")?;
    for row in cities.rows() {
        let code = format!("{}.{}", row.get("iso2"), row.get("admin1"));
        let admin1 = first_order.get(&code).copied().unwrap_or(0);
        let key = Words::of(row.get("name")).key();
        let capital = capitals.get(row.get("iso2")).is_some_and(|c| *c == key);
        let level = if capital { place::CAPITAL } else { place::TOWN };
        let Some(index) = enter(builder, &row, &codes, &code, level, admin1)? else { continue };
        builder.name(row.get("name"), Target::Place, index, flag::MAIN, 0);
        let division = admin1.checked_sub(1).filter(|d| bare_names.get(d) == Some(&key));
        for alias in row.list("aliases") {
            builder.name(alias, Target::Place, index, 0, 0);
            // The spellings of a town are those of the division of its name: `Zaporizhzhia Oblast`.
            if let Some(division) = division {
                nouns.name(builder, alias, division);
            }
        }
    }
    Ok(())
}

/// What divisions are called after their names.
struct Nouns {
    /// With the space before them.
    nouns: Vec<String>,
    /// Names that any state may give to a part of it, in lower case.
    parts: BTreeSet<String>,
}

impl Nouns {
    fn read(folder: &Path) -> Result<Self, AtlasError> {
        let source = Source::read(folder, "division_nouns.tsv")?;
        let (mut nouns, mut parts) = (Vec::new(), BTreeSet::new());
        for row in source.rows() {
            match row.get("kind") {
                "noun" => nouns.push(format!(" {}", row.get("surface"))),
                "part" => drop(parts.insert(row.get("surface").to_lowercase())),
                other => {
                    return Err(
                        row.wrong(format!("`{other}` is not a kind: noun or part is wanted"))
                    );
                }
            }
        }
        Ok(Self { nouns, parts })
    }

    /// The name of a division without its noun.
    fn bare<'a>(&self, name: &'a str) -> &'a str {
        self.nouns.iter().find_map(|noun| name.strip_suffix(noun.as_str())).unwrap_or(name)
    }

    /// Enters the division with each noun.
    fn name(&self, builder: &mut Builder, bare: &str, division: u32) {
        if bare.is_empty() || self.parts.contains(&bare.to_lowercase()) {
            return;
        }
        for noun in &self.nouns {
            builder.name(&format!("{bare}{noun}"), Target::Place, division, flag::MAIN, 0);
        }
    }
}

/// Enters a place; `None` where no table defines its state.
fn enter(
    builder: &mut Builder,
    row: &Row<'_>,
    codes: &Codes,
    code: &str,
    level: u32,
    admin1: u32,
) -> Result<Option<u32>, AtlasError> {
    let Some(country) = codes.get(code.split('.').next().unwrap_or("")) else { return Ok(None) };
    let index = builder.places.len() as u32;
    let population: u32 = row.parsed("population")?.unwrap_or(0);
    let mut record = [0; 7];
    record[place::GEONAMEID] = row.parsed("geonameid")?.unwrap_or(0);
    record[place::NAME] = builder.string(row.get("name"));
    record[place::COUNTRY] = pack_country(Some(*country));
    record[place::ADMIN1] = admin1;
    record[place::LAT] = row.parsed::<f32>("lat")?.unwrap_or(f32::NAN).to_bits();
    record[place::LON] = row.parsed::<f32>("lon")?.unwrap_or(f32::NAN).to_bits();
    record[place::SIZE] =
        population.min((1 << place::LEVEL_SHIFT) - 1) | level << place::LEVEL_SHIFT;
    builder.places.push(record);
    Ok(Some(index))
}
