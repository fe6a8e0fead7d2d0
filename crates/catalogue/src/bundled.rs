//! The catalogue that is built into the app.

use crate::{SourceFile, compile};
use heldby_model::Catalogue;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| match compile(&bundled_files()) {
    Ok(catalogue) => catalogue,
    Err(problems) => {
        // A build whose tests pass never gets here: one of them compiles these very files.
        let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("the embedded catalogue has mistakes:\n{}", list.join("\n"))
    }
});

/// The catalogue that is built into the app, compiled at the first call.
///
/// # Panics
/// If the app was built from a folder with mistakes, which the tests of this crate refuse.
pub fn bundled() -> &'static Catalogue {
    &BUNDLED
}

/// The files that [`bundled`] is compiled from, as they were when the app was built.
pub fn bundled_files() -> Vec<SourceFile> {
    EMBEDDED
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect()
}
