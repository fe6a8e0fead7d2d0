//! Makes one permission per command, which `capabilities/main.json` grants by name, and embeds the built UI.

mod names {
    include!("src/commands/names.rs");
}

/// Where the UI is built to; the same as in `tauri.conf.json`.
const UI: &str = "../ui/dist";

fn main() {
    // Files that are new in the folder must be embedded too; the macro that embeds them only sees the old ones.
    println!("cargo:rerun-if-changed={UI}");
    println!("cargo:rerun-if-changed=src/commands/names.rs");
    assert!(
        std::path::Path::new(UI).join("index.html").is_file(),
        "the window's UI is not built yet: run `cargo xtask setup` first"
    );
    let commands = tauri_build::AppManifest::new().commands(names::NAMES);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("the window's configuration does not build: {error:#}");
    }
}
