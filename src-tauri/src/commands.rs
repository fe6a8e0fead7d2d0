//! The commands of the page: each hands its arguments to one use case.
//!
//! Passphrases and files cross as the raw body of the request, not inside JSON: fewer copies, and none in a parser.

mod backups;
#[cfg(test)]
mod names;
mod unlocking;

use heldby_app::{self as app, Failure, wire};
use tauri::{
    State, Wry,
    ipc::{Invoke, Request},
};

use crate::{brought::Brought, held::Held, secret};

type Answer<T> = Result<T, Failure>;

/// What answers the page.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        status,
        terms,
        strength,
        create_vault,
        unlock,
        lock,
        change_passphrase,
        profile,
        set_profile,
        persons,
        add_person,
        rename_person,
        remove_person,
        suggest,
        lookup,
        holdings,
        holding,
        add_holding,
        edit_holding,
        remove_holding,
        restore_holding,
        answer,
        overview,
        breaches,
        breach,
        company,
        lived,
        set_lived,
        names,
        forget_name,
        answer_holder,
        own_breaches,
        add_own_breach,
        edit_own_breach,
        remove_own_breach,
        layers,
        verify_update,
        install_update,
        add_hibp_list,
        remove_layer,
        news,
        mark_news_read,
        unlocking::key_profiles,
        unlocking::change_key_profile,
        unlocking::keep_key_profile,
        unlocking::recovery,
        unlocking::show_recovery_sheet,
        unlocking::put_recovery_sheet_away,
        unlocking::save_recovery_sheet,
        unlocking::recovery_drill_groups,
        unlocking::recovery_drill,
        unlocking::check_recovery_sheet,
        unlocking::unlock_with_sheet,
        unlocking::set_passphrase_by_sheet,
        unlocking::quick_unlock,
        unlocking::unlock_with_keyring,
        unlocking::turn_on_quick_unlock,
        unlocking::turn_off_quick_unlock,
        backups::backups,
        backups::backup_settings,
        backups::set_backup_settings,
        backups::back_up,
        backups::verify_backups,
        backups::preview_backup,
        backups::restore_backup,
        backups::delete_backups,
        backups::adopt_backups,
        backups::salvage,
        backups::export_place,
        backups::export,
        backups::look_at_import,
        backups::open_import,
        backups::import_belongs_to,
        backups::apply_import,
        backups::forget_import,
    ]
}

#[tauri::command]
async fn status(held: State<'_, Held>) -> Answer<wire::Status> {
    held.with(|session| Ok(app::unlock::status(session))).await
}

#[tauri::command]
async fn terms(held: State<'_, Held>) -> Answer<wire::Terms> {
    held.with(|session| Ok(app::settings::terms(session.knowledge()))).await
}

#[tauri::command]
async fn strength(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Strength> {
    let typed = secret::text(&request)?;
    held.with(move |_| Ok(app::unlock::strength(&typed))).await
}

#[tauri::command]
async fn create_vault(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let (passphrase, weak_ok) = (secret::text(&request)?, secret::consents_to_weak(&request));
    let profile = secret::key_profile(&request);
    held.with(move |session| {
        app::unlock::create_as(session, secret::hand_over(passphrase), weak_ok, profile.as_deref())
    })
    .await
}

#[tauri::command]
async fn unlock(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let passphrase = secret::text(&request)?;
    held.with(move |session| app::unlock::unlock(session, secret::hand_over(passphrase))).await
}

#[tauri::command]
async fn lock(held: State<'_, Held>) -> Answer<wire::Status> {
    held.with(|session| Ok(app::unlock::lock(session))).await
}

#[tauri::command]
async fn change_passphrase(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Status> {
    let (both, weak_ok) = (secret::text(&request)?, secret::consents_to_weak(&request));
    let (current, new) = secret::pair(&both)?;
    held.with(move |session| {
        app::unlock::change_passphrase(session, secret::hand_over(current), secret::hand_over(new), weak_ok)
    })
    .await
}

#[tauri::command]
async fn profile(held: State<'_, Held>) -> Answer<wire::Profile> {
    held.with(|session| app::settings::profile(session)).await
}

#[tauri::command]
async fn set_profile(held: State<'_, Held>, profile: wire::Profile) -> Answer<wire::Profile> {
    held.with(move |session| app::settings::set_profile(session, &profile)).await
}

#[tauri::command]
async fn persons(held: State<'_, Held>) -> Answer<Vec<wire::Person>> {
    held.with(|session| app::household::persons(session)).await
}

#[tauri::command]
async fn add_person(held: State<'_, Held>, name: String) -> Answer<wire::Person> {
    held.with(move |session| app::household::add(session, &name)).await
}

#[tauri::command]
async fn rename_person(held: State<'_, Held>, id: i64, name: String) -> Answer<wire::Person> {
    held.with(move |session| app::household::rename(session, id, &name)).await
}

#[tauri::command]
async fn remove_person(held: State<'_, Held>, id: i64) -> Answer<()> {
    held.with(move |session| app::household::remove(session, id)).await
}

#[tauri::command]
async fn suggest(
    held: State<'_, Held>,
    typed: String,
    country: Option<String>,
) -> Answer<Vec<wire::Suggestion>> {
    held.with(move |session| app::lookup::suggest(session.knowledge(), &typed, country.as_deref())).await
}

#[tauri::command]
async fn lookup(
    held: State<'_, Held>,
    name: String,
    domain: Option<String>,
    country: Option<String>,
) -> Answer<wire::Lookup> {
    held.with(move |session| {
        app::lookup::lookup(session.knowledge(), &name, domain.as_deref(), country.as_deref())
    })
    .await
}

#[tauri::command]
async fn holdings(held: State<'_, Held>) -> Answer<Vec<wire::HoldingRow>> {
    held.with(|session| app::companies::holdings(session)).await
}

#[tauri::command]
async fn holding(held: State<'_, Held>, id: i64) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::companies::holding(session, id)).await
}

#[tauri::command]
async fn add_holding(held: State<'_, Held>, input: wire::HoldingInput) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::companies::add(session, &input)).await
}

#[tauri::command]
async fn edit_holding(
    held: State<'_, Held>,
    id: i64,
    input: wire::HoldingInput,
) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::companies::edit(session, id, &input)).await
}

#[tauri::command]
async fn remove_holding(held: State<'_, Held>, id: i64) -> Answer<wire::Removed> {
    held.with(move |session| app::companies::remove(session, id)).await
}

#[tauri::command]
async fn restore_holding(held: State<'_, Held>, id: i64) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::companies::restore(session, id)).await
}

#[tauri::command]
async fn answer(
    held: State<'_, Held>,
    holding: i64,
    breach: String,
    answer: wire::AnswerInput,
) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::answers::answer(session, holding, &breach, &answer)).await
}

#[tauri::command]
async fn overview(held: State<'_, Held>) -> Answer<wire::Overview> {
    held.with(|session| app::overview::overview(session)).await
}

#[tauri::command]
async fn breaches(held: State<'_, Held>, filter: wire::BreachFilter) -> Answer<Vec<wire::BreachRow>> {
    held.with(move |session| app::breaches::search(session.knowledge(), &filter)).await
}

#[tauri::command]
async fn breach(held: State<'_, Held>, id: String) -> Answer<wire::BreachDetail> {
    held.with(move |session| app::breaches::breach(session.knowledge(), &id)).await
}

#[tauri::command]
async fn company(held: State<'_, Held>, id: String) -> Answer<wire::CompanyDetail> {
    held.with(move |session| app::breaches::company(session.knowledge(), &id)).await
}

#[tauri::command]
async fn lived(held: State<'_, Held>) -> Answer<Vec<String>> {
    held.with(|session| app::settings::lived(session)).await
}

#[tauri::command]
async fn set_lived(held: State<'_, Held>, countries: Vec<String>) -> Answer<Vec<String>> {
    held.with(move |session| app::settings::set_lived(session, &countries)).await
}

#[tauri::command]
async fn names(held: State<'_, Held>) -> Answer<Vec<wire::RememberedName>> {
    held.with(|session| app::names::names(session)).await
}

#[tauri::command]
async fn forget_name(held: State<'_, Held>, name: String, country: Option<String>) -> Answer<()> {
    held.with(move |session| app::names::forget(session, &name, country.as_deref())).await
}

#[tauri::command]
async fn answer_holder(
    held: State<'_, Held>,
    company: String,
    breach: String,
    answer: wire::AnswerInput,
) -> Answer<wire::HoldingDetail> {
    held.with(move |session| app::holders::answer(session, &company, &breach, &answer)).await
}

#[tauri::command]
async fn own_breaches(held: State<'_, Held>) -> Answer<Vec<wire::OwnBreach>> {
    held.with(|session| app::own_breaches::list(session)).await
}

#[tauri::command]
async fn add_own_breach(held: State<'_, Held>, input: wire::OwnBreachInput) -> Answer<wire::OwnBreach> {
    held.with(move |session| app::own_breaches::add(session, &input)).await
}

#[tauri::command]
async fn edit_own_breach(
    held: State<'_, Held>,
    id: i64,
    input: wire::OwnBreachInput,
) -> Answer<wire::OwnBreach> {
    held.with(move |session| app::own_breaches::edit(session, id, &input)).await
}

#[tauri::command]
async fn remove_own_breach(held: State<'_, Held>, id: i64) -> Answer<()> {
    held.with(move |session| app::own_breaches::remove(session, id)).await
}

#[tauri::command]
async fn layers(held: State<'_, Held>) -> Answer<Vec<wire::LayerView>> {
    held.with(|session| app::layers::layers(session)).await
}

#[tauri::command]
async fn verify_update(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::ReleaseView> {
    let file = Brought::read(&request)?;
    held.with(move |session| app::updates::verify(session.knowledge(), &file.content, None)).await
}

#[tauri::command]
async fn install_update(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Installed> {
    let file = Brought::read(&request)?;
    held.with(move |session| app::updates::install(session, &file.name, &file.content, None)).await
}

#[tauri::command]
async fn add_hibp_list(held: State<'_, Held>, request: Request<'_>) -> Answer<wire::Installed> {
    let file = Brought::read(&request)?;
    held.with(move |session| app::layers::add_hibp(session, &file.name, &file.content)).await
}

#[tauri::command]
async fn remove_layer(held: State<'_, Held>, id: String) -> Answer<Vec<wire::LayerView>> {
    held.with(move |session| app::layers::remove(session, &id)).await
}

#[tauri::command]
async fn news(held: State<'_, Held>) -> Answer<Vec<wire::NewsItem>> {
    held.with(|session| app::news::news(session)).await
}

#[tauri::command]
async fn mark_news_read(held: State<'_, Held>) -> Answer<()> {
    held.with(app::news::mark_read).await
}

#[cfg(test)]
mod tests {
    use super::names::NAMES;

    #[test]
    fn the_window_may_call_every_command_and_nothing_else() {
        let granted: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).expect("the capability is JSON");
        let granted: Vec<&str> = granted["permissions"]
            .as_array()
            .expect("a list of permissions")
            .iter()
            .map(|permission| permission.as_str().expect("a permission's name"))
            .collect();
        let commands: Vec<String> =
            NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        assert_eq!(granted, commands);
    }
}
