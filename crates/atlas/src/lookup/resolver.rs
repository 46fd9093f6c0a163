//! What a surface is read with.

use crate::file::store::Store;
use detente_model::CountryCode;

/// The atlas, the day, and what stands around the surface.
pub(crate) struct Resolver<'a> {
    pub(crate) store: &'a Store,
    pub(crate) day: Option<i32>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) place: bool,
}
