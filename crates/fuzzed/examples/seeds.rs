//! Writes the inputs of `fuzz/corpus` that are no text: a compiled catalogue, bare and as the payload of a release. To
//! be run again when the layout of the artefact changes: `cargo run -p heldby-fuzzed --example seeds`.

use heldby_catalogue::artefact::encode;
use heldby_catalogue::{compile, read_folder};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Bytes of an artefact that targets put in front of their input themselves.
const START: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalogue = compile(&read_folder(&root.join("crates/catalogue/tests/fixture"))?)
        .map_err(|problems| format!("{problems:?}"))?;
    let artefact = encode(&catalogue);
    let corpus = root.join("fuzz/corpus");
    fs::write(corpus.join("artefact/fixture"), &artefact[START..])?;
    let said = format!(
        "\"date\":\"{}\",\"number\":{},\"companies\":{},\"breaches\":{},",
        catalogue.info().date,
        catalogue.info().number,
        catalogue.companies().len(),
        catalogue.breaches().len()
    );
    let wrapped = [&b"\xff"[..], said.as_bytes(), b"\0", &artefact[START..]].concat();
    fs::write(corpus.join("release/wrapped"), wrapped)?;
    Ok(())
}
