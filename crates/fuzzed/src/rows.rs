//! Values that no version of Heldby wrote, in a vault whose key fits: somebody's doctored vault, or one of a later
//! version. It opens or is refused, and every screen is drawn or refused. One whose tables are not ours is always refused.

use crate::ground::{Place, key};
use heldby_app::wire::{HoldingInput, OwnBreachInput, Period};
use heldby_app::{
    Code, Failure, Session, companies, household, layers, names, news, overview, own_breaches, settings,
    unlock,
};
use heldby_vault::Vault;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Takes from the tables what would keep a value out, as somebody would who wants to do harm.
const LOOSEN: &str = "PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ') STRICT, W', ') W'), ') STRICT', ')'), ' NOT NULL', '')
    WHERE type = 'table';
    PRAGMA writable_schema = OFF;";

/// A vault with a row in every table, whose tables let any value in.
struct Full {
    file: Vec<u8>,
    columns: Vec<Column>,
    /// The texts by which the tables were made, before that: other ones are refused before a value is read.
    made_by: Vec<(String, String)>,
}

/// One column of all.
struct Column {
    table: String,
    name: String,
    /// Whether the rows of the table are numbered.
    numbered: bool,
}

static FULL: LazyLock<Full> = LazyLock::new(|| {
    let place = Place::with_vault();
    let mut session = place.unlocked();
    fill(&mut session);
    unlock::lock(&mut session);
    let made_by = made_by(&connection(&place));
    connection(&place).execute_batch(LOOSEN).unwrap();
    let columns = columns(&connection(&place));
    Full { file: std::fs::read(place.vault()).unwrap(), columns, made_by }
});

/// One doctored value.
#[derive(Deserialize)]
struct Doctored {
    /// Which column of all; counted round.
    column: usize,
    /// Which row of its table; counted round. None: all of them.
    #[serde(default)]
    row: Option<u32>,
    /// What stands there then. An array is a blob of its small numbers.
    value: serde_json::Value,
    /// Whether its table keeps the text that lets any value in.
    #[serde(default)]
    loose: bool,
}

/// Lines of JSON, a value each.
pub fn run(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').take(20);
    let changes: Vec<Doctored> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    if changes.is_empty() {
        return;
    }
    let Full { file, columns, made_by } = &*FULL;
    let place = Place::empty();
    std::fs::write(place.vault(), file).unwrap();
    let conn = connection(&place);
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
    let mut loose = BTreeSet::new();
    for change in changes {
        let Column { table, name, numbered } = &columns[change.column % columns.len()];
        let place = change.row.filter(|_| *numbered).map_or(String::new(), |row| {
            format!(
                " WHERE rowid = (SELECT rowid FROM \"{table}\" LIMIT 1 OFFSET {row} % \
                 max(1, (SELECT count(*) FROM \"{table}\")))"
            )
        });
        if change.loose {
            loose.insert(table);
        }
        // A key that is there already stays as it was.
        let _ = conn.execute(
            &format!("UPDATE OR IGNORE \"{table}\" SET \"{name}\" = ?1{place}"),
            params![value(change.value)],
        );
    }
    conn.execute_batch("PRAGMA writable_schema = ON;").unwrap();
    for (table, sql) in made_by.iter().filter(|(table, _)| !loose.contains(table)) {
        conn.execute("UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1", [table, sql]).unwrap();
    }
    drop(conn);
    if loose.is_empty() {
        return look(&place);
    }
    let failure = unlock::unlock_with_key(&mut place.session(), key()).map(drop).unwrap_err();
    assert_eq!(failure.code, Code::Damaged, "{failure:?}");
}

/// Opens it and draws everything.
fn look(place: &Place) {
    let mut session = place.session();
    if let Err(failure) = unlock::unlock_with_key(&mut session, key()) {
        assert!(!session.is_unlocked());
        return refused(&failure);
    }
    let drawn = [
        companies::holdings(&session).map(|rows| {
            rows.iter()
                .for_each(|row| drop(companies::holding(&session, row.id).expect("a row of the list")));
        }),
        overview::overview(&session).map(drop),
        household::persons(&session).map(drop),
        names::names(&session).map(drop),
        own_breaches::list(&session).map(drop),
        news::news(&session).map(drop),
        layers::layers(&session).map(drop),
        settings::profile(&session).map(drop),
        settings::lived(&session).map(drop),
        companies::add(&mut session, &HoldingInput { name: "Callco".into(), ..HoldingInput::default() })
            .map(drop),
    ];
    drawn.iter().filter_map(|outcome| outcome.as_ref().err()).for_each(refused);
    unlock::lock(&mut session);
    // Looking made nothing worse: what opened once opens again.
    unlock::unlock_with_key(&mut session, key()).expect("it opened a moment ago");
}

/// A word for what is wrong, and not the text of the database.
fn refused(failure: &Failure) {
    assert!(
        matches!(
            failure.code,
            Code::Damaged | Code::NewerFormat | Code::NotAVault | Code::Io | Code::BadInput
        ),
        "{failure:?}"
    );
    assert!(!failure.message.is_empty() && failure.message.len() < 1_000, "{failure:?}");
}

fn value(json: serde_json::Value) -> Value {
    use serde_json::Value as J;
    match json {
        J::Null => Value::Null,
        J::Bool(yes) => Value::Integer(i64::from(yes)),
        J::Number(n) => n.as_i64().map_or_else(|| Value::Real(n.as_f64().unwrap_or(0.0)), Value::Integer),
        J::String(text) => Value::Text(text),
        J::Array(bytes) => {
            Value::Blob(bytes.iter().map(|b| u8::try_from(b.as_u64().unwrap_or(0) & 0xff).unwrap()).collect())
        }
        J::Object(_) => Value::Text("{}".into()),
    }
}

/// Opens the file as its owner's own tools could.
fn connection(place: &Place) -> Connection {
    let header = Vault::probe(&place.vault()).unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let conn = Connection::open(place.vault()).unwrap();
    // The key of these targets is no secret.
    let text = format!("PRAGMA key = \"x'{}{}'\";", hex(key().expose_secret()), hex(header.bytes()));
    conn.execute_batch(&text).unwrap();
    conn
}

fn made_by(conn: &Connection) -> Vec<(String, String)> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(|row| row.unwrap()).collect()
}

fn columns(conn: &Connection) -> Vec<Column> {
    let mut statement = conn
        .prepare(
            "SELECT t.name, c.name, NOT t.wr FROM pragma_table_list t, pragma_table_info(t.name) c \
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok(Column { table: row.get(0)?, name: row.get(1)?, numbered: row.get(2)? }))
        .unwrap();
    rows.map(|row| row.unwrap()).collect()
}

/// Puts something into every table.
fn fill(session: &mut Session) {
    use heldby_app::{answers, updates, wire::AnswerInput};
    let period = Period {
        relationship: "customer".into(),
        from: Some("2012".into()),
        until: Some("2016-02".into()),
        still: false,
        tags: vec!["mobile".into()],
    };
    let input = HoldingInput {
        name: "Example Tel".into(),
        domain: Some("example-tel.co.uk".into()),
        country: Some("GB".into()),
        company: Some("example-tel".into()),
        periods: vec![period],
        gave: vec!["name".into(), "bank-account".into()],
        note: "a note".into(),
        identifiers: vec!["someone@example.org".into(), "+44 20 7946 0018".into()],
        ..HoldingInput::default()
    };
    let holding = companies::add(session, &input).unwrap().row.id;
    answers::answer(session, holding, "example-tel-2015-10", &AnswerInput::Told).unwrap();
    // Said by the person, against what the name would mean.
    let other = HoldingInput {
        name: "Phone".into(),
        company: Some("example-mobile".into()),
        ..HoldingInput::default()
    };
    companies::add(session, &other).unwrap();
    household::add(session, "Ada").unwrap();
    settings::set_lived(session, &["GB".into(), "IN".into()]).unwrap();
    let own = OwnBreachInput {
        company: Some("example-ie".into()),
        title: "A letter".into(),
        occurred_from: Some("2019".into()),
        classes: vec!["name".into()],
        ..OwnBreachInput::default()
    };
    own_breaches::add(session, &own).unwrap();
    updates::install(session, "8.catalogue", &crate::ground::signed_release(8), None).unwrap();
    layers::add_hibp(session, "list.json", b"[]").unwrap();
}
