//! The recovery sheet, quick unlock, and how the key is made.

use heldby_app::{self as app, wire};
use tauri::{
    State,
    ipc::{Request, Response},
};

use super::Answer;
use crate::{held::Held, secret};

#[tauri::command]
pub async fn key_profiles(held: State<'_, Held>) -> Answer<wire::KeyProfiles> {
    held.with(|session| app::key_profile::profiles(session)).await
}

#[tauri::command]
pub async fn change_key_profile(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let passphrase = secret::text(&request)?;
    let profile = secret::key_profile(&request).unwrap_or_default();
    held.with(move |session| app::key_profile::change(session, secret::hand_over(passphrase), &profile)).await
}

#[tauri::command]
pub async fn keep_key_profile(held: State<'_, Held>) -> Answer<wire::KeyProfiles> {
    held.with(app::key_profile::keep).await
}

#[tauri::command]
pub async fn recovery(held: State<'_, Held>) -> Answer<wire::Recovery> {
    held.with(|session| app::recovery::recovery(session)).await
}

/// The sheet goes to the page as raw bytes: no JSON, no copies in a parser.
#[tauri::command]
pub async fn show_recovery_sheet(held: State<'_, Held>, request: Request<'_>) -> Answer<Response> {
    let passphrase = secret::text(&request)?;
    let show = |session: &mut app::Session| app::recovery::show(session, Some(secret::hand_over(passphrase)));
    let sheet = held.with(move |session| Ok(show(session)?.to_bytes())).await?;
    Ok(Response::new(sheet.to_vec()))
}

#[tauri::command]
pub async fn put_recovery_sheet_away(held: State<'_, Held>) -> Answer<()> {
    held.with(|session| {
        app::recovery::put_away(session);
        Ok(())
    })
    .await
}

#[tauri::command]
pub async fn save_recovery_sheet(held: State<'_, Held>, path: String, replace: bool) -> Answer<()> {
    held.with(move |session| app::recovery::save(session, path.as_ref(), replace)).await
}

#[tauri::command]
pub async fn recovery_drill_groups(held: State<'_, Held>) -> Answer<[u32; 2]> {
    held.with(app::recovery::drill_groups).await
}

#[tauri::command]
pub async fn recovery_drill(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Recovery> {
    let both = secret::text(&request)?;
    let (first, second) = secret::pair(&both)?;
    held.with(move |session| app::recovery::drill(session, [&first, &second])).await
}

#[tauri::command]
pub async fn check_recovery_sheet(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::SheetCheck> {
    let typed = secret::text(&request)?;
    held.with(move |_| Ok(app::recovery::check(&typed))).await
}

#[tauri::command]
pub async fn unlock_with_sheet(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let typed = secret::text(&request)?;
    held.with(move |session| app::recovery::unlock(session, secret::hand_over(typed))).await
}

#[tauri::command]
pub async fn set_passphrase_by_sheet(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let (new, weak_ok) = (secret::text(&request)?, secret::consents_to_weak(&request));
    let profile = secret::key_profile(&request);
    held.with(move |session| {
        app::recovery::set_passphrase(session, secret::hand_over(new), weak_ok, profile.as_deref())
    })
    .await
}

#[tauri::command]
pub async fn quick_unlock(held: State<'_, Held>) -> Answer<wire::QuickUnlock> {
    held.with(|session| Ok(app::quick::quick(session))).await
}

#[tauri::command]
pub async fn unlock_with_keyring(held: State<'_, Held>) -> Answer<wire::Status> {
    held.with(app::quick::unlock).await
}

#[tauri::command]
pub async fn turn_on_quick_unlock(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::QuickUnlock> {
    let passphrase = secret::text(&request)?;
    held.with(move |session| app::quick::turn_on(session, secret::hand_over(passphrase))).await
}

#[tauri::command]
pub async fn turn_off_quick_unlock(held: State<'_, Held>) -> Answer<wire::QuickUnlock> {
    held.with(app::quick::turn_off).await
}
