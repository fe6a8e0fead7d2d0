//! The commands about copies of the vault, and about what goes out of it and into it.

use heldby_app::backups::Which;
use heldby_app::{self as app, wire};
use tauri::{State, ipc::Request};

use super::Answer;
use crate::{brought::Brought, held::Held, secret};

#[tauri::command]
pub async fn backups(held: State<'_, Held>) -> Answer<wire::BackupList> {
    held.with(|session| app::backups::list(session)).await
}

#[tauri::command]
pub async fn backup_settings(held: State<'_, Held>) -> Answer<wire::BackupSettings> {
    held.with(|session| app::backups::settings(session)).await
}

#[tauri::command]
pub async fn set_backup_settings(
    held: State<'_, Held>,
    settings: wire::BackupSettings,
) -> Answer<wire::BackupSettings> {
    held.with(move |session| app::backups::set_settings(session, &settings)).await
}

#[tauri::command]
pub async fn back_up(held: State<'_, Held>) -> Answer<wire::BackupView> {
    held.with(app::backups::now).await
}

#[tauri::command]
pub async fn verify_backups(held: State<'_, Held>, request: Request<'_>) -> Answer<Vec<wire::BackupCheck>> {
    let way = secret::way_if_given(&request, secret::text(&request)?);
    held.with(move |session| app::backups::verify(session, None, way.into_iter().collect())).await
}

#[tauri::command]
pub async fn preview_backup(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::BackupPreview> {
    let (name, typed) = secret::pair(&secret::text(&request)?)?;
    let way = secret::way_if_given(&request, typed);
    held.with(move |session| app::backups::preview(session, Which::Listed(&name), way)).await
}

#[tauri::command]
pub async fn restore_backup(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::RestoreDone> {
    let (name, typed) = secret::pair(&secret::text(&request)?)?;
    let way = secret::way_if_given(&request, typed);
    held.with(move |session| app::backups::restore(session, Which::Listed(&name), way)).await
}

#[tauri::command]
pub async fn delete_backups(held: State<'_, Held>, names: Vec<String>) -> Answer<wire::BackupList> {
    held.with(move |session| app::backups::delete(session, &names)).await
}

#[tauri::command]
pub async fn adopt_backups(held: State<'_, Held>, request: Request<'_>) -> Answer<u32> {
    let way = secret::way(&request, secret::text(&request)?);
    held.with(move |session| app::backups::adopt(session, &[], way)).await
}

#[tauri::command]
pub async fn salvage(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::SalvageDone> {
    let (copy, typed) = secret::pair(&secret::text(&request)?)?;
    let way = secret::way(&request, typed);
    held.with(move |session| {
        let copy = (!copy.is_empty()).then_some(Which::Listed(copy.as_str()));
        app::backups::salvage(session, copy, way)
    })
    .await
}

#[tauri::command]
pub async fn export_place(held: State<'_, Held>) -> Answer<String> {
    held.with(|session| Ok(app::export::proposed(session))).await
}

#[tauri::command]
pub async fn export(held: State<'_, Held>, input: wire::ExportInput) -> Answer<wire::ExportDone> {
    held.with(move |session| app::export::export(session, &input)).await
}

#[tauri::command]
pub async fn look_at_import(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::ImportLook> {
    let file = Brought::read(&request)?;
    held.with(move |session| app::import::look(session, &file.name, &file.content)).await
}

#[tauri::command]
pub async fn open_import(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::ImportLook> {
    let way = secret::way(&request, secret::text(&request)?);
    held.with(move |session| app::import::open_brought(session, way)).await
}

#[tauri::command]
pub async fn import_belongs_to(held: State<'_, Held>, person: String) -> Answer<wire::ImportLook> {
    held.with(move |session| app::import::belongs_to(session, &person)).await
}

#[tauri::command]
pub async fn apply_import(held: State<'_, Held>) -> Answer<wire::ImportDone> {
    held.with(app::import::apply).await
}

#[tauri::command]
pub async fn forget_import(held: State<'_, Held>) -> Answer<()> {
    held.with(app::import::forget).await
}
