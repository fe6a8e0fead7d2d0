//! The layers of knowledge: what came with the program or by a release, a loaded list, breaches of one's own.

use crate::knowledge::{Knowledge, Origin};
use crate::news::Change;
use crate::{Code, Failure, Session, news, own_breaches, wire};
use heldby_catalogue::hibp_file::{self, HibpError};
use heldby_catalogue::release::{Opened, ReleaseError, ReleaseKey};
use heldby_catalogue::{add_records, release};
use heldby_model::{Catalogue, Layer};
use heldby_vault::{LayerKind, LayerRow, MAX_LAYER, Vault};
use jiff::Timestamp;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The layers in the order in which they lie on each other, the lowest first.
///
/// # Errors
/// [`Code::Locked`].
pub fn layers(session: &Session) -> Result<Vec<wire::LayerView>, Failure> {
    let vault = session.open()?.vault();
    let rows = vault.layers()?;
    let catalogue = session.knowledge().catalogue();
    let own = vault.private_breaches()?.len();
    let of = |layer: Layer| count(catalogue.breaches().iter().filter(|b| b.layer == layer).count());
    let signer = session.knowledge().origin().signer.as_deref();
    let update_in_use = signer.is_some();
    let ours = signer == Some(session.bundled().trusted().id());
    let bundled = session.bundled().catalogue();
    let mut views = vec![wire::LayerView {
        id: "bundled".into(),
        label: "Came with the program".into(),
        file: None,
        number: Some(bundled.info().number),
        added: None,
        signer: None,
        signed: true,
        in_use: !update_in_use,
        breaches: count(bundled.breaches().len()),
    }];
    for row in rows {
        views.push(match row.kind {
            LayerKind::Release => wire::LayerView {
                id: "update".into(),
                label: match signer {
                    Some(_) if ours => "Update of the catalogue, signed by the project".into(),
                    Some(id) => format!("Update of the catalogue, signed by {id}, not by the project"),
                    None => "Update of the catalogue".into(),
                },
                signed: ours,
                number: if update_in_use { Some(catalogue.info().number) } else { row.number },
                in_use: update_in_use,
                breaches: if update_in_use { of(Layer::Curated) + of(Layer::LongTail) } else { 0 },
                ..stored(row)
            },
            LayerKind::Hibp => wire::LayerView {
                id: "hibp".into(),
                label: "List of Have I Been Pwned, loaded by you, not signed".into(),
                signed: false,
                in_use: of(Layer::HibpFile) > 0,
                breaches: of(Layer::HibpFile),
                ..stored(row)
            },
        });
    }
    if own > 0 {
        views.push(wire::LayerView {
            id: "private".into(),
            label: "Noted by you".into(),
            file: None,
            number: None,
            added: None,
            signer: None,
            signed: false,
            in_use: true,
            breaches: count(own),
        });
    }
    Ok(views)
}

fn stored(row: LayerRow) -> wire::LayerView {
    wire::LayerView {
        id: String::new(),
        label: String::new(),
        file: Some(row.name),
        number: row.number,
        added: Some(row.added.strftime("%Y-%m-%d").to_string()),
        signer: row.signer.map(signer_id),
        signed: false,
        in_use: false,
        breaches: 0,
    }
}

/// Loads the breach list of Have I Been Pwned (the JSON of its public API) as a layer of its own, in place of one that
/// was loaded before. Nobody signed it, and it is marked as such wherever it shows.
///
/// # Errors
/// [`Code::Locked`]; [`Code::BadLayer`] for a file that is no such list, with nothing changed; [`Code::TooLarge`].
pub fn add_hibp(session: &mut Session, name: &str, file: &[u8]) -> Result<wire::Installed, Failure> {
    session.open()?;
    let list = hibp_file::read(file, session.bundled().catalogue()).map_err(|e| not_a_list(&e))?;
    let (open, _) = session.open_mut()?;
    open.vault_mut().set_hibp_list(&file_name(name), file, Timestamp::now())?;
    let told = session.relearn(Change::Told)?;
    let mut installed = installed(session, &told)?;
    installed.summary = format!(
        "Loaded {} breaches that the catalogue does not have. {} of the list it has already, {} are no breaches of a \
         company. {}",
        list.breaches.len(),
        list.known,
        list.left_out,
        installed.summary
    );
    Ok(installed)
}

/// Takes a layer out: `hibp` or `update`.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`].
pub fn remove(session: &mut Session, id: &str) -> Result<Vec<wire::LayerView>, Failure> {
    session.open()?;
    let kind = match id {
        "hibp" => LayerKind::Hibp,
        "update" => LayerKind::Release,
        _ => {
            return Err(Failure::new(
                Code::NotFound,
                "There is no layer of this name that could be taken out.",
                "Layers that can be taken out are `update` and `hibp`; breaches of your own are removed one by one.",
            ));
        }
    };
    let (open, _) = session.open_mut()?;
    open.vault_mut().remove_layer(kind)?;
    session.relearn(Change::Own)?;
    layers(session)
}

/// Reads a file that is brought in, not more of it than could be used.
///
/// # Errors
/// [`Code::TooLarge`], [`Code::NotFound`], [`Code::IsFolder`], [`Code::Io`].
pub fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| {
        let code = match e.kind() {
            std::io::ErrorKind::NotFound => Code::NotFound,
            std::io::ErrorKind::IsADirectory => Code::IsFolder,
            std::io::ErrorKind::PermissionDenied => Code::PermissionDenied,
            _ => Code::Io,
        };
        Failure::new(code, format!("The file cannot be read ({e})."), "Check its path.")
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_LAYER).map_or(u64::MAX, |n| n + 1);
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() > MAX_LAYER { Err(too_large()) } else { Ok(bytes) }
}

/// A file beyond every size that makes sense.
pub(crate) fn too_large() -> Failure {
    Failure::new(
        Code::TooLarge,
        format!(
            "This file is larger than {} MiB, and no catalogue is. Nothing was changed.",
            MAX_LAYER >> 20
        ),
        "Check that it is the file you meant.",
    )
}

/// The last part of a path, for the vault to keep; whatever a file may be called, it is a line of text.
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if clean.trim().is_empty() { "file".into() } else { clean }
}

/// What to say after the catalogue changed.
pub(crate) fn installed(session: &Session, told: &[heldby_vault::News]) -> Result<wire::Installed, Failure> {
    let now = Timestamp::now();
    let summary = if told.is_empty() {
        "Nothing changed for your companies.".into()
    } else {
        match told.len() {
            1 => "One thing changed for your companies.".into(),
            n => format!("{n} things changed for your companies."),
        }
    };
    Ok(wire::Installed {
        catalogue: crate::unlock::status(session).catalogue,
        news: told.iter().map(|item| news::view(now, item)).collect(),
        summary,
    })
}

fn not_a_list(error: &HibpError) -> Failure {
    if matches!(error, HibpError::TooLarge) {
        return too_large();
    }
    Failure::new(
        Code::BadLayer,
        format!("This file is no breach list of Have I Been Pwned: {error}. Nothing was changed."),
        "It has to be the JSON that haveibeenpwned.com/api/v3/breaches gives, as one array.",
    )
}

/// Knowledge as the layers of a vault make it; `None` if they add nothing to what came with the program.
pub(crate) fn assemble(bundled: &Knowledge, vault: &Vault) -> Result<Option<Arc<Knowledge>>, Failure> {
    let rows = vault.layers()?;
    let own = vault.private_breaches()?;
    if rows.is_empty() && own.is_empty() {
        return Ok(None);
    }
    let mut origin = Origin { stamp: bundled.origin().stamp.clone(), ..Origin::default() };
    let mut catalogue: Option<Catalogue> = None;
    let row = |kind| rows.iter().find(|r: &&LayerRow| r.kind == kind);
    if let Some((row, file)) = row(LayerKind::Release).zip(vault.layer_content(LayerKind::Release)?) {
        match kept_release(bundled, row, &file) {
            Ok(Some(opened)) => {
                origin.stamp +=
                    &format!("; update {:?} {} {}", row.signer, opened.manifest.number, row.added);
                origin.signer = Some(opened.signer);
                catalogue = Some(opened.catalogue);
            }
            Ok(None) => {}
            Err(error) => origin.troubles.push(format!(
                "The installed update cannot be used ({error}). The catalogue of the program is used instead."
            )),
        }
    }
    if let Some((row, file)) = row(LayerKind::Hibp).zip(vault.layer_content(LayerKind::Hibp)?) {
        let base = catalogue.as_ref().unwrap_or(bundled.catalogue());
        match hibp_file::read(&file, base) {
            Ok(list) => {
                catalogue = Some(add_records(base, list.companies, list.breaches));
                origin.stamp += &format!("; hibp {} {}", row.size, row.added);
            }
            Err(error) => origin.troubles.push(format!("The loaded breach list cannot be used ({error}).")),
        }
    }
    if !own.is_empty() {
        let base = catalogue.as_ref().unwrap_or(bundled.catalogue());
        let (companies, breaches) = own_breaches::records(base, &own);
        catalogue = Some(add_records(base, companies, breaches));
        let newest = own.iter().map(|b| b.updated).max();
        origin.stamp += &format!("; own {} {newest:?}", own.len());
    }
    Ok(match catalogue {
        Some(catalogue) => Some(bundled.with(catalogue, origin)),
        // Nothing is in use, but there is something to say about it.
        None if !origin.troubles.is_empty() => {
            Some(bundled.with(add_records(bundled.catalogue(), Vec::new(), Vec::new()), origin))
        }
        None => None,
    })
}

/// The release that a vault keeps; `None` if the program brought a newer one of the same key. Its pages prove only who
/// has the key of the vault, and a vault can come from a stranger: its signature is checked whenever it is put to use,
/// by the project's key of today, or by the key that stands beside it. Who named that one, the person or a stranger who
/// made the vault, nobody can say, so it is never called the project's: not even if it bears the same id, which anybody
/// can give a key.
fn kept_release(bundled: &Knowledge, row: &LayerRow, file: &[u8]) -> Result<Option<Opened>, ReleaseError> {
    let signer = row.signer.as_deref().ok_or(ReleaseError::Unsigned)?;
    // A catalogue of somebody else is no older or newer than the project's.
    let named = ReleaseKey::read(signer).filter(|key| key.id() != bundled.trusted().id());
    let opened = release::open(file, named.as_ref().unwrap_or(bundled.trusted()))?;
    let newer = opened.manifest.number > bundled.catalogue().info().number;
    Ok(Some(opened).filter(|_| named.is_some() || newer))
}

/// The id of the key that a layer names: of the project's the vault knows the id, of another the whole key.
pub(crate) fn signer_id(signer: String) -> String {
    ReleaseKey::read(&signer).map_or(signer, |key| key.id().to_owned())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
