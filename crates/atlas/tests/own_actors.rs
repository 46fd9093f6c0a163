//! Actors of the user's own.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use detente_atlas::{Atlas, AtlasError, BadRow, Candidate, Surroundings, parse_actors};

const TABLE: &str = "\
# my own
name,aliases,kind,country,sectors,role,from,to,id
Harbour Council,HC;the Council of the Harbour,organization,NOR,OPP,,2010,2019-06,
Una Vik,,person,NOR,GOV,Minister for Fjords,2015-03-01,2017,vik
Lavrov,,organization,FRA,BUS,,,,
";

fn atlas() -> Atlas {
    Atlas::embedded().with_actors(&parse_actors(TABLE.as_bytes(), "own.csv").unwrap()).unwrap()
}

fn best(atlas: &Atlas, surface: &str, day: &str) -> Option<Candidate> {
    atlas.resolve(surface, Some(day.parse().unwrap()), &Surroundings::default()).into_iter().next()
}

#[test]
fn own_actors_hold_on_their_days() {
    let atlas = atlas();
    let council = best(&atlas, "the Council of the Harbour", "2012-01-01").unwrap();
    assert_eq!(
        (council.name.as_str(), council.actor_id.as_str()),
        ("Harbour Council", "own:harbour-council")
    );
    assert_eq!(council.country.unwrap().as_str(), "NOR");
    assert!(
        best(&atlas, "Harbour Council", "2020-01-01").is_none_or(|c| c.name != "Harbour Council")
    );
    let vik = best(&atlas, "Una Vik", "2016-01-01").unwrap();
    assert_eq!(vik.role.as_deref(), Some("minister for fjords"));
    assert!(!vik.stale);
    let after = best(&atlas, "Una Vik", "2020-01-01").unwrap();
    assert_eq!((after.actor_id.as_str(), after.role), ("vik", None));
}

#[test]
fn an_own_name_beats_that_of_the_atlas() {
    let ours = best(Atlas::embedded(), "Lavrov", "2015-08-05").unwrap();
    assert_eq!(ours.name, "Sergey Lavrov");
    let own =
        atlas().resolve("Lavrov", Some("2015-08-05".parse().unwrap()), &Surroundings::default());
    assert_eq!(own.iter().map(|c| c.actor_id.as_str()).collect::<Vec<_>>(), ["own:lavrov"]);
    // The whole name still means the person.
    assert_eq!(best(&atlas(), "Sergei Lavrov", "2015-08-05").unwrap().name, "Sergey Lavrov");
}

#[test]
fn taking_apart_and_putting_together_loses_nothing() {
    let (ours, same) = (Atlas::embedded(), Atlas::embedded().with_actors(&[]).unwrap());
    for surface in [
        "Russia",
        "Russian Foreign Minister",
        "Angela Merkel",
        "the Kremlin",
        "IS",
        "Paris",
        "Kerry",
        "Syrian opposition",
        "UN Security Council",
        "northern Syria",
        "Ban Ki-moon",
        "Minsk agreement",
    ] {
        for day in ["1999-01-01", "2015-08-05", "2024-02-29"] {
            let on = Some(day.parse().unwrap());
            let around = Surroundings::default();
            assert_eq!(
                ours.resolve(surface, on, &around),
                same.resolve(surface, on, &around),
                "{surface}"
            );
        }
    }
}

fn bad(table: &str) -> Vec<BadRow> {
    match parse_actors(table.as_bytes(), "own.csv") {
        Err(AtlasError::Actors { rows, .. }) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bad_rows_are_told_by_line_and_all_at_once() {
    let rows = bad(
        "name,kind,country,from,id\nA,spaceship,,,\nB,,ZZZZ,,\nC,,,soon,\nD,,,,x\n,,,,\nE,,,,x\n",
    );
    let lines: Vec<_> = rows.iter().map(|r| r.line).collect();
    assert_eq!(lines, [2, 3, 4, 6, 7], "{rows:?}");
    assert!(rows[4].message.contains("line 5"), "{rows:?}");
    assert!(bad("nom\nA\n")[0].message.contains("`name`"));
    assert!(bad("name,colour\nA,red\n")[0].message.contains("`colour`"));
    assert!(bad("")[0].message.contains("`name`"));
    assert_eq!(bad("name\nA,B\n")[0].line, 2);
}

#[test]
fn a_country_that_is_none_and_a_state_as_id_are_refused() {
    for (table, what) in [
        ("name,country\nA,XQZ\n", "no state XQZ"),
        ("name,id\nRussia,state:RUS\n", "a state cannot be"),
    ] {
        let own = parse_actors(table.as_bytes(), "own.csv").unwrap();
        let error = Atlas::embedded().with_actors(&own).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
}
