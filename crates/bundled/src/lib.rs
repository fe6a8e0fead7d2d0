//! The catalogue that is built into the app.
//!
//! The build compiles the folder `catalogue/` to one artefact, so that the program starts without reading text. It
//! stands apart from the crate that reads and compiles, because a build can only run what was built before it.

use heldby_model::Catalogue;
use std::sync::LazyLock;

/// The compiled catalogue, as it lies in the program.
pub static ARTEFACT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    heldby_catalogue::artefact::decode(ARTEFACT).expect("the build wrote these bytes with the same layout")
});

/// The catalogue, read at the first call.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}
