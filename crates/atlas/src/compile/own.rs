//! Actors of the user's own: a table in a file, added to the atlas.

use crate::AtlasError;
use crate::file::day;
use crate::file::fold::Words;
use detente_model::{CountryCode, EntityKind, Sector};
use std::path::Path;

/// The columns of a table of own actors. Only `name` is asked for.
pub const OWN_COLUMNS: [&str; 13] = [
    "id", "name", "aliases", "kind", "country", "sectors", "role", "cameo", "wikidata", "from",
    "to", "lat", "lon",
];

/// A row of the user's table of actors.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OwnActor {
    /// Id under which tables name it; an id of the atlas replaces that actor. In a file without one it is `own:` and
    /// the folded name.
    pub id: String,
    /// The name it goes by.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Person, organization, group, agreement or place; without one: organization.
    pub kind: Option<EntityKind>,
    /// The state it belongs to, or lies in.
    pub country: Option<CountryCode>,
    /// Sectors, the main one first.
    pub sectors: Vec<Sector>,
    /// The office of a person; asks for a country.
    pub role: Option<String>,
    /// CAMEO actor code.
    pub cameo: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// The first and the last day on which it was so, as numbers of [`day`].
    pub(crate) days: (Option<i32>, Option<i32>),
    /// Latitude and longitude in degrees.
    pub point: Option<(f32, f32)>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Line number in the file, from 1; the header is line 1.
    pub line: u64,
    /// What is wrong and what is wanted.
    pub message: String,
}

/// Reads a table of actors: comma- or tab-separated with a header of [`OWN_COLUMNS`] in any order; `aliases` and
/// `sectors` are lists separated by `;`, dates are days, months or years; lines that begin with `#` are comments.
///
/// # Errors
/// When the file cannot be read, has no column `name` or one that is not known, or has bad rows: all are told at once.
pub fn read_actors(path: &Path) -> Result<Vec<OwnActor>, AtlasError> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|source| AtlasError::Unreadable { file: file.clone(), source })?;
    parse_actors(&bytes, &file)
}

/// As [`read_actors`], of the bytes of a file; `file` is how errors call it.
///
/// # Errors
/// As [`read_actors`].
pub fn parse_actors(bytes: &[u8], file: &str) -> Result<Vec<OwnActor>, AtlasError> {
    let bad = |rows| AtlasError::Actors { file: file.to_owned(), rows };
    let one = |line, message: String| bad(vec![BadRow { line, message }]);
    let first = bytes.split(|&b| b == b'\n').find(|l| !l.starts_with(b"#")).unwrap_or(&[]);
    let delimiter = if first.contains(&b'\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let header = reader.headers().map_err(|e| one(1, e.to_string()))?.clone();
    if !header.iter().any(|c| c == "name") {
        return Err(one(1, format!("there is no column `name`; the columns are {OWN_COLUMNS:?}")));
    }
    if let Some(unknown) = header.iter().find(|c| !OWN_COLUMNS.contains(c)) {
        return Err(one(
            1,
            format!("`{unknown}` is not a column; the columns are {OWN_COLUMNS:?}"),
        ));
    }
    let (mut actors, mut wrong) = (Vec::new(), Vec::new());
    let mut lines = std::collections::BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(BadRow { line, message: error.to_string() });
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > header.len() {
            wrong.push(BadRow {
                line,
                message: format!("{} cells where there are {} columns", record.len(), header.len()),
            });
            continue;
        }
        let cell = |column: &str| {
            let at = header.iter().position(|c| c == column)?;
            record.get(at).filter(|c| !c.is_empty())
        };
        match actor(cell) {
            Ok(actor) => {
                if let Some(before) = lines.insert(actor.id.clone(), line) {
                    let message = format!("the id `{}` stands in line {before} too", actor.id);
                    wrong.push(BadRow { line, message });
                }
                actors.push(actor);
            }
            Err(message) => wrong.push(BadRow { line, message }),
        }
    }
    if wrong.is_empty() { Ok(actors) } else { Err(bad(wrong)) }
}

fn actor<'a>(cell: impl Fn(&str) -> Option<&'a str>) -> Result<OwnActor, String> {
    let text = |column: &str| cell(column).map(str::to_owned);
    let list = |column: &str| {
        let parts = cell(column).unwrap_or_default().split(';').map(str::trim);
        parts.filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let days = |column: &str| match cell(column) {
        None => Ok(None),
        Some(date) => day::range(date).map(Some).ok_or_else(|| {
            format!("`{date}` in `{column}` is not a date: 2015-08-05, 2015-08 or 2015 is wanted")
        }),
    };
    let degrees = |column: &str, most: f32| match cell(column) {
        None => Ok(None),
        Some(number) => match number.parse::<f32>() {
            Ok(degrees) if degrees.abs() <= most => Ok(Some(degrees)),
            _ => Err(format!("`{number}` in `{column}` is not a number from -{most} to {most}")),
        },
    };
    let name = text("name").ok_or("the name is empty")?;
    let kind: Option<EntityKind> = match cell("kind") {
        None => None,
        Some(kind) => Some(kind.parse().map_err(|e: detente_model::UnknownTerm| e.to_string())?),
    };
    if matches!(kind, Some(EntityKind::Country | EntityKind::Other)) {
        return Err("the kind must be person, organization, group, agreement or place".to_owned());
    }
    let country: Option<CountryCode> = match cell("country") {
        None => None,
        Some(code) => {
            Some(code.parse().map_err(|e: detente_model::CountryCodeError| e.to_string())?)
        }
    };
    let sectors = list("sectors").iter().map(|s| s.parse()).collect::<Result<Vec<Sector>, _>>();
    let (from, to) = (days("from")?.map(|d| d.0), days("to")?.map(|d| d.1));
    if matches!((from, to), (Some(from), Some(to)) if to < from) {
        return Err("it ends before it begins".to_owned());
    }
    let point = match (degrees("lat", 90.0)?, degrees("lon", 180.0)?) {
        (Some(lat), Some(lon)) => Some((lat, lon)),
        (None, None) => None,
        _ => return Err("a point needs `lat` and `lon`".to_owned()),
    };
    let role = text("role");
    if role.is_some() && (kind != Some(EntityKind::Person) || country.is_none()) {
        return Err("only a person with a country can have a role".to_owned());
    }
    let id =
        text("id").unwrap_or_else(|| format!("own:{}", Words::of(&name).key().replace(' ', "-")));
    Ok(OwnActor {
        id,
        name,
        aliases: list("aliases"),
        kind,
        country,
        sectors: sectors.map_err(|e| e.to_string())?,
        role,
        cameo: text("cameo"),
        wikidata: text("wikidata"),
        days: (from, to),
        point,
    })
}
