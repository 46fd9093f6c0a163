//! Times panels and networks: `cargo run --release -p detente-analytics --example time_panels FOLDER`, where the folder
//! holds `events`, `entities` and `articles`, as Parquet or Arrow.

use detente_analytics::{
    By, Count, Counting, DyadOptions, EdgeTables, EventTables, Every, NetworkOptions,
    StanceOptions, dyads, network, network_slices, read_table, stances,
};
use detente_model::Table;
use polars::prelude::*;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let table = |table: Table| -> Result<DataFrame, Box<dyn Error>> {
        let mut frame = read_table(Path::new(&folder), table)?
            .ok_or_else(|| format!("{folder} has no table {table}"))?;
        frame.rechunk_mut();
        Ok(frame)
    };
    let (events, articles) = (table(Table::Events)?, table(Table::Articles)?);
    let entities = table(Table::Entities)?;
    println!(
        "{} events, {} articles, {} entities",
        events.height(),
        articles.height(),
        entities.height()
    );
    let tables = EventTables { events: &events, articles: &articles, stories: None };
    let by = |by| DyadOptions { by, ..DyadOptions::default() };
    let reports = Counting { count: Count::Reports, ..Counting::default() };
    timed("dyads by country and month", || Ok(dyads(tables, &by(By::Country))?.height()))?;
    let options = DyadOptions { counting: reports, ..by(By::Country) };
    timed("the same, copies too", || Ok(dyads(tables, &options)?.height()))?;
    timed("dyads by actor", || Ok(dyads(tables, &by(By::Entity))?.height()))?;
    let options = DyadOptions { one_a_day: true, ..by(By::Country) };
    timed("one a day", || Ok(dyads(tables, &options)?.height()))?;
    let options = DyadOptions { balanced: true, ..by(By::Country) };
    timed("balanced", || Ok(dyads(tables, &options)?.height()))?;
    timed("stances", || Ok(stances(tables, &StanceOptions::default())?.height()))?;
    let (rows, options) = (EdgeTables::Events(&events), NetworkOptions::default());
    timed("the network of actors", || {
        Ok(network(rows, &entities, &articles, &options)?.edges.height())
    })?;
    timed("its slices by year", || {
        Ok(network_slices(rows, &entities, &articles, Every::Year, &options)?.len())
    })?;
    Ok(())
}

/// Prints the least time of three.
fn timed(
    what: &str,
    made: impl Fn() -> Result<usize, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut least = f64::INFINITY;
    let mut rows = 0;
    for _ in 0..3 {
        let start = Instant::now();
        rows = made()?;
        least = least.min(start.elapsed().as_secs_f64());
    }
    println!("{what}: {least:.2} s, {rows} rows");
    Ok(())
}
