//! What the atlas makes of a surface: `cargo run -p detente-atlas --example resolve -- 2015-08-05 "Russian Foreign Minister" …`.
//! A surface that begins with `@` is read as a place; `-` instead of a day is no day.

use detente_atlas::{Atlas, Surroundings};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let on = arguments.next().and_then(|day| day.parse().ok());
    for surface in arguments {
        let (place, plain) =
            surface.strip_prefix('@').map_or((false, surface.as_str()), |s| (true, s));
        println!("{plain}");
        for c in
            Atlas::embedded().resolve(plain, on, &Surroundings { place, ..Surroundings::default() })
        {
            println!(
                "  {:.2} {:?} {} | {} | {} | {:?} | {:?} | {:?} {:?}..{:?}{}",
                c.score,
                c.reason,
                c.actor_id,
                c.name,
                c.country.map_or_else(|| "-".to_owned(), |c| c.to_string()),
                c.sectors,
                c.role,
                c.cameo,
                c.valid.from,
                c.valid.to,
                if c.stale { " stale" } else { "" }
            );
        }
    }
}
