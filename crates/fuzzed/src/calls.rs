//! Any lines as calls of the page: each is made on a locked session, where it must be refused if it needs the vault, and
//! on an open one, where nothing may break; in the end, all that was shown must be in the file.

use crate::ground::{Place, key, signed_release};
use heldby_app::{
    Code, Failure, Session, answers, backups, breaches, companies, holders, household, import, key_profile,
    layers, locking, lookup, names, news, overview, own_breaches, privacy, recovery, settings, unlock,
    updates, wire,
};
use heldby_vault::Vault;
use serde::{Deserialize, Serialize};

/// Calls that are made for one input; the rest of it is not looked at.
const MOST_CALLS: usize = 40;

/// A call by its name in the page, with the arguments that the page sends. Those that take a passphrase are left out:
/// deriving a key takes longer than a thousand others.
#[derive(Debug, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
enum Call {
    Status,
    Terms,
    Strength { typed: String },
    Profile,
    SetProfile { profile: wire::Profile },
    Persons,
    AddPerson { name: String },
    RenamePerson { id: i64, name: String },
    RemovePerson { id: i64 },
    Suggest { typed: String, country: Option<String> },
    Lookup { name: String, domain: Option<String>, country: Option<String> },
    Holdings,
    Holding { id: i64 },
    AddHolding { input: wire::HoldingInput },
    EditHolding { id: i64, input: wire::HoldingInput },
    RemoveHolding { id: i64 },
    RestoreHolding { id: i64 },
    Answer { holding: i64, breach: String, answer: wire::AnswerInput },
    Overview,
    Breaches { filter: wire::BreachFilter },
    Breach { id: String },
    Company { id: String },
    Lived,
    SetLived { countries: Vec<String> },
    Names,
    ForgetName { name: String, country: Option<String> },
    AnswerHolder { company: String, breach: String, answer: wire::AnswerInput },
    OwnBreaches,
    AddOwnBreach { input: wire::OwnBreachInput },
    EditOwnBreach { id: i64, input: wire::OwnBreachInput },
    RemoveOwnBreach { id: i64 },
    Layers,
    VerifyUpdate { number: u32 },
    InstallUpdate { name: String, number: u32 },
    AddHibpList { name: String, content: String },
    RemoveLayer { id: String },
    News,
    MarkNewsRead,
    Locking,
    SetLocking { locking: wire::Locking },
    KeyProfiles,
    KeepKeyProfile,
    Recovery,
    CheckSheet { typed: String },
    Privacy,
    Backups,
    BackupNow,
    DeleteBackups { names: Vec<String> },
    BackupSettings,
    SetBackupSettings { settings: wire::BackupSettings },
    OpenImport { name: String, content: String },
    ImportBelongsTo { person: String },
    ApplyImport,
    ForgetImport,
}

/// Lines of JSON, a call each; what is no call is left out.
pub fn run(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n');
    let calls: Vec<Call> =
        lines.filter_map(|line| serde_json::from_slice(line).ok()).take(MOST_CALLS).collect();
    if calls.is_empty() {
        return;
    }
    let place = Place::with_vault();
    locked(&mut place.session(), &calls);

    let mut session = place.unlocked();
    for call in &calls {
        open(&mut session, call);
    }
    let shown = everything(&session);
    unlock::lock(&mut session);
    Vault::open_with_key(&place.vault(), key()).unwrap().check().expect("the vault is whole");
    unlock::unlock_with_key(&mut session, key()).expect("the vault opens again");
    assert_eq!(everything(&session), shown, "what was shown is not what was stored");
}

/// Without the vault, what needs it says so and does nothing.
fn locked(session: &mut Session, calls: &[Call]) {
    for call in calls {
        let outcome = make(session, call);
        if needs_vault(call) {
            assert_eq!(outcome.map_err(|f| f.code), Err(Code::Locked), "{call:?}");
        } else if let Err(failure) = outcome {
            refused(call, &failure);
        }
    }
}

fn open(session: &mut Session, call: &Call) {
    if let Err(failure) = make(session, call) {
        refused(call, &failure);
    }
    // Whatever was refused or done, the screens can be drawn.
    overview::overview(session).expect("the overview can be drawn");
    for row in companies::holdings(session).expect("the list can be drawn") {
        companies::holding(session, row.id).expect("each of its rows can be opened");
    }
}

/// A refusal is about what was asked for, never about the database or the vault, and quotes little of it.
fn refused(call: &Call, failure: &Failure) {
    let asked = match failure.code {
        Code::BadInput | Code::NotFound | Code::BadLayer | Code::TooLarge | Code::UpdateNotNewer => true,
        // About the file that was brought.
        Code::NotAnExport | Code::NewerFormat | Code::NotAVault | Code::Damaged => {
            matches!(call, Call::OpenImport { .. })
        }
        _ => false,
    };
    assert!(asked, "{failure:?}");
    assert!(!failure.message.is_empty() && failure.message.len() < 1_000, "{failure:?}");
}

/// All that a person can see of what is in the vault.
pub fn everything(session: &Session) -> String {
    let rows = companies::holdings(session).unwrap();
    let details: Vec<_> = rows.iter().map(|row| companies::holding(session, row.id).unwrap()).collect();
    let all = (
        (rows, details, overview::overview(session).unwrap(), household::persons(session).unwrap()),
        (names::names(session).unwrap(), own_breaches::list(session).unwrap(), news::news(session).unwrap()),
        (layers::layers(session).unwrap(), settings::profile(session).unwrap()),
        (settings::lived(session).unwrap(), locking::locking(session).unwrap()),
        (backups::settings(session).unwrap(), unlock::status(session)),
    );
    serde_json::to_string(&all).expect("views can be written")
}

fn needs_vault(call: &Call) -> bool {
    !matches!(
        call,
        Call::Status
            | Call::Terms
            | Call::Strength { .. }
            | Call::Suggest { .. }
            | Call::Lookup { .. }
            | Call::Breaches { .. }
            | Call::Breach { .. }
            | Call::Company { .. }
            | Call::VerifyUpdate { .. }
            | Call::CheckSheet { .. }
            | Call::Privacy
            | Call::KeyProfiles
            | Call::Backups
    )
}

/// Makes a call as the window does; the answer has to be one that can be sent.
fn make(session: &mut Session, call: &Call) -> Result<(), Failure> {
    use Call as C;
    match call {
        C::Status => sent(Ok(unlock::status(session))),
        C::Terms => sent(Ok(settings::terms(session.knowledge()))),
        C::Strength { typed } => sent(Ok(unlock::strength(typed))),
        C::Profile => sent(settings::profile(session)),
        C::SetProfile { profile } => sent(settings::set_profile(session, profile)),
        C::Persons => sent(household::persons(session)),
        C::AddPerson { name } => sent(household::add(session, name)),
        C::RenamePerson { id, name } => sent(household::rename(session, *id, name)),
        C::RemovePerson { id } => household::remove(session, *id),
        C::Suggest { typed, country } => {
            sent(lookup::suggest(session.knowledge(), typed, country.as_deref()))
        }
        C::Lookup { name, domain, country } => {
            sent(lookup::lookup(session.knowledge(), name, domain.as_deref(), country.as_deref()))
        }
        C::Holdings => sent(companies::holdings(session)),
        C::Holding { id } => sent(companies::holding(session, *id)),
        C::AddHolding { input } => companies::add(session, input).map(|added| unchanged(session, &added)),
        C::EditHolding { id, input } => {
            companies::edit(session, *id, input).map(|edited| unchanged(session, &edited))
        }
        C::RemoveHolding { id } => removed(session, *id),
        C::RestoreHolding { id } => sent(companies::restore(session, *id)),
        C::Answer { holding, breach, answer } => sent(answers::answer(session, *holding, breach, answer)),
        C::Overview => sent(overview::overview(session)),
        C::Breaches { filter } => sent(breaches::search(session.knowledge(), filter)),
        C::Breach { id } => sent(breaches::breach(session.knowledge(), id)),
        C::Company { id } => sent(breaches::company(session.knowledge(), id)),
        C::Lived => sent(settings::lived(session)),
        C::SetLived { countries } => sent(settings::set_lived(session, countries)),
        C::Names => sent(names::names(session)),
        C::ForgetName { name, country } => names::forget(session, name, country.as_deref()),
        C::AnswerHolder { company, breach, answer } => {
            sent(holders::answer(session, company, breach, answer))
        }
        C::OwnBreaches => sent(own_breaches::list(session)),
        C::AddOwnBreach { input } => sent(own_breaches::add(session, input)),
        C::EditOwnBreach { id, input } => sent(own_breaches::edit(session, *id, input)),
        C::RemoveOwnBreach { id } => own_breaches::remove(session, *id),
        C::Layers => sent(layers::layers(session)),
        C::VerifyUpdate { number } => {
            sent(updates::verify(session.knowledge(), &signed_release(*number), None))
        }
        C::InstallUpdate { name, number } => {
            sent(updates::install(session, name, &signed_release(*number), None))
        }
        C::AddHibpList { name, content } => sent(layers::add_hibp(session, name, content.as_bytes())),
        C::RemoveLayer { id } => sent(layers::remove(session, id)),
        C::News => sent(news::news(session)),
        C::MarkNewsRead => news::mark_read(session),
        C::Locking => sent(locking::locking(session)),
        C::SetLocking { locking } => sent(locking::set_locking(session, locking)),
        C::KeyProfiles => sent(key_profile::profiles(session)),
        C::KeepKeyProfile => sent(key_profile::keep(session)),
        C::Recovery => sent(recovery::recovery(session)),
        C::CheckSheet { typed } => sent(Ok(recovery::check(typed))),
        C::Privacy => sent(Ok(privacy::report(session))),
        C::Backups => sent(backups::list(session)),
        C::BackupNow => sent(backups::now(session)),
        C::DeleteBackups { names } => sent(backups::delete(session, names)),
        C::BackupSettings => sent(backups::settings(session)),
        // Beside the vault: a made-up folder could be anybody's.
        C::SetBackupSettings { settings } => {
            sent(backups::set_settings(session, &wire::BackupSettings { folder: None, ..settings.clone() }))
        }
        C::OpenImport { name, content } => sent(import::look(session, name, content.as_bytes())),
        C::ImportBelongsTo { person } => sent(import::belongs_to(session, person)),
        C::ApplyImport => sent(import::apply(session)),
        C::ForgetImport => import::forget(session),
    }
}

fn sent<T: Serialize>(outcome: Result<T, Failure>) -> Result<(), Failure> {
    outcome.map(|view| drop(serde_json::to_string(&view).expect("a view can be written as JSON")))
}

/// Sending back unchanged what a form was filled with changes nothing.
fn unchanged(session: &mut Session, shown: &wire::HoldingDetail) {
    let again = companies::edit(session, shown.row.id, &shown.input).expect("what is shown can be sent back");
    assert_eq!(&again, shown, "sending a form back unchanged changed something");
}

/// What was removed comes back as it was, and goes again.
fn removed(session: &mut Session, id: i64) -> Result<(), Failure> {
    let before = companies::holding(session, id);
    companies::remove(session, id)?;
    assert_eq!(companies::holding(session, id).map_err(|f| f.code), Err(Code::NotFound));
    let back = companies::restore(session, id).expect("what was removed a moment ago can come back");
    assert_eq!(Ok(back), before, "undoing a removal changed something");
    companies::remove(session, id).map(drop)
}
