//! Political actors and places, with the dates on which each name and office held.
//!
//! The atlas answers one question: who or what does a surface mean on a day? Its knowledge is a set of tables under
//! `data/`, compiled into one file (`cargo run -p detente-atlas --bin compile`) that is read where it lies. Surfaces
//! are compared folded: without case, marks, dots and apostrophes, and full names of persons also by sound.
//!
//! No answer is an answer: an empty list means that the atlas does not know.

mod compile;
mod file;
mod lookup;

pub use compile::{BadRow, OWN_COLUMNS, OwnActor, compile, parse_actors, read_actors};
pub use file::{AtlasError, Likeness};
pub use lookup::{
    ActorRow, Candidate, HoldingRow, Match, NameRow, PlaceRow, Reason, Toponym, Validity, of_whom,
};

use chrono::NaiveDate;
use detente_model::ByteSpan;
use file::records;
use file::store::{Bytes, Store};
use lookup::{find, resolve, toponyms};
use std::sync::{Arc, LazyLock};

static EMBEDDED: &[u8] = include_bytes!("../atlas.bin");

/// Who and what names mean, on a given day. A clone shares the bytes.
#[derive(Debug, Clone)]
pub struct Atlas {
    store: Store,
}

/// What stands around a surface, to choose between its readings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings {
    /// A country that the article is about, ISO alpha-3.
    pub country: Option<detente_model::CountryCode>,
    /// Whether the surface stands where a place is wanted (`in Tehran`).
    pub place: bool,
}

impl Atlas {
    /// The atlas that is compiled in, opened once.
    ///
    /// # Panics
    /// Never in a build that passed its tests: the embedded file is checked by them.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static ATLAS: LazyLock<Atlas> =
            LazyLock::new(|| match Atlas::open(Bytes::Static(EMBEDDED)) {
                Ok(atlas) => atlas,
                #[expect(
                    clippy::panic,
                    reason = "the embedded file is part of the program; a test opens it"
                )]
                Err(error) => panic!("the embedded atlas: {error}"),
            });
        &ATLAS
    }

    /// An atlas from the bytes of a compiled file: see [`compile`].
    ///
    /// # Errors
    /// When the bytes are not an atlas of this format, or are damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, AtlasError> {
        let length = bytes.len();
        Self::open(Bytes::Shared(Arc::new(bytes), 0, length))
    }

    fn open(bytes: Bytes) -> Result<Self, AtlasError> {
        Ok(Self { store: Store::open(bytes)? })
    }

    /// The bytes of its compiled file, from which [`Atlas::from_bytes`] makes it anew.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.store.bytes.as_ref()
    }

    /// This atlas with actors of the user's own, whose names hide what else they mean on the days they hold. The
    /// atlas is taken apart for it and put together again, which takes a while.
    ///
    /// # Errors
    /// When two actors have one id, a state is to be replaced, or a country is none that the atlas knows.
    ///
    /// ```
    /// use detente_atlas::{Atlas, Surroundings, parse_actors};
    /// let own = parse_actors(b"name,aliases,country,sectors\nFront for Tea,FFT,GBR,OPP\n", "own.csv")?;
    /// let atlas = Atlas::embedded().with_actors(&own)?;
    /// let found = atlas.resolve("FFT", None, &Surroundings::default());
    /// assert_eq!(found[0].name, "Front for Tea");
    /// # Ok::<(), detente_atlas::AtlasError>(())
    /// ```
    pub fn with_actors(&self, actors: &[OwnActor]) -> Result<Self, AtlasError> {
        let mut builder = compile::Builder::reopen(&self.store);
        builder.add(actors)?;
        Self::from_bytes(builder.finish()?)
    }

    /// Who or what `surface` means on day `on` (today's reading does not exist: without a date, undated readings and
    /// the latest holders are given, marked stale). Best first; empty when the atlas does not know.
    #[must_use]
    pub fn resolve(
        &self,
        surface: &str,
        on: Option<NaiveDate>,
        around: &Surroundings,
    ) -> Vec<Candidate> {
        resolve::resolve(&self.store, surface, on, around)
    }

    /// How much a person's name is like those of the office-holders of states (naive Bayes over trigrams; Ambekar et al.
    /// 2009, "Name-ethnicity classification from open sources").
    ///
    /// ```
    /// use detente_atlas::Atlas;
    /// let name = Atlas::embedded().likeness("Olena Kovalchuk");
    /// let like = |state: &str| name.to(state.parse().unwrap());
    /// assert!(like("UKR") > like("PER"));
    /// ```
    #[must_use]
    pub fn likeness(&self, name: &str) -> Likeness<'_> {
        Likeness::of(&self.store, name)
    }

    /// The ISO 3166-1 alpha-2 code of a state, such as `RU` of `RUS`; `None` for states that are gone.
    #[must_use]
    pub fn alpha2(&self, country: detente_model::CountryCode) -> Option<&str> {
        let state = self.store.state(country)?;
        Some(self.store.string(self.store.actors.row(state)[records::actor::ALPHA2]))
            .filter(|c| !c.is_empty())
    }

    /// A state as an actor; `None` when the atlas does not know the code.
    ///
    /// ```
    /// use detente_atlas::Atlas;
    /// let peru = Atlas::embedded().state("PER".parse()?).ok_or("unknown")?;
    /// assert_eq!(peru.name, "Peru");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn state(&self, country: detente_model::CountryCode) -> Option<Candidate> {
        let state = self.store.state(country)?;
        Some(self.store.actor(state, Reason::Name, None, 1.0))
    }

    /// The places that the toponyms of one text mean, told apart together: by the state or division named after a
    /// name, by what the other places of the text speak for, and by size. One list for each toponym, best first.
    ///
    /// Of a name that the atlas does not know, it may still know what it lies in: the division named after it, or the
    /// state that most places of the text lie in. The id then begins with `within:`. Its point, and that of a county, is
    /// the middle of the towns that the text names in the same division, or of the division; none where the division is
    /// not known. Where not even the state is known the list is empty.
    #[must_use]
    pub fn resolve_places(
        &self,
        toponyms: &[Toponym<'_>],
        on: Option<NaiveDate>,
    ) -> Vec<Vec<Candidate>> {
        toponyms::resolve_places(&self.store, toponyms, on)
    }

    /// All names of the atlas in a tokenised text, longest first at every place, never overlapping, in reading order.
    ///
    /// A match has at least one name in it: `rebels` or `the foreign minister` alone are none. A state with a role
    /// (`Russian Foreign Minister`, `Syrian opposition`), a role with its state (`president of France`) and a title
    /// with a family name (`Secretary of State Kerry`) are one match each; a title with a full name is two:
    /// `Turkish Foreign Minister` and `Mevlut Cavusoglu`. Leading articles are left out unless part of the name.
    #[must_use]
    pub fn find_names(&self, text: &str, tokens: &[ByteSpan], on: Option<NaiveDate>) -> Vec<Match> {
        find::find(&self.store, text, tokens, on)
    }
}
