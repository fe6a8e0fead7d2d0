//! Writes the vault that `tests/damage` damages: `cargo run -p heldby-vault --example damage_base`. To be run again only
//! for a new format of the vault: until then the file stays as it is, and with it every damaged one.
#![allow(clippy::unwrap_used, reason = "what it shares with the tests panics")]

use heldby_vault::{KdfProfile, Vault};
use std::error::Error;
use std::fs;
use std::path::Path;

#[path = "../tests/support/mod.rs"]
mod support;

fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/damage/base.heldby");
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut vault = Vault::create_with_key(&path, support::key(1), KdfProfile::LowMemory)?;
    vault.add_person("Ada")?;
    vault.set_setting("theme", Some("dark"))?;
    support::fill(&mut vault, 14);
    // A row that spans pages, and pages that nothing uses any more.
    let mut noise = 1_u32;
    let list: Vec<u8> = (0..14_000)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        })
        .collect();
    vault.set_hibp_list("list.json", &list, support::at(1_700_000_000))?;
    vault.set_release("old.catalogue", 7, "0123456789ABCDEF", &list[..9_000], support::at(1_700_000_000))?;
    vault.remove_layer(heldby_vault::LayerKind::Release)?;
    let holding = vault.holdings()?.swap_remove(0).id;
    vault.remove_holding(holding)?;
    vault.check()?;
    vault.close()?;
    println!("{}: {} bytes", path.display(), fs::metadata(&path)?.len());
    Ok(())
}
