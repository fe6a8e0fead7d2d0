//! `heldby check`

use crate::exit::Stop;
use crate::print;
use heldby_app::{Session, companies, overview, wire};
use serde::Serialize;

/// The report for programs.
#[derive(Serialize)]
struct Report {
    overview: wire::Overview,
    holdings: Vec<wire::HoldingDetail>,
}

/// What of the person's data is exposed.
pub fn check(session: &Session, json: bool) -> Result<(), Stop> {
    let overview = overview::overview(session)?;
    let rows = companies::holdings(session)?;
    let holdings: Result<Vec<_>, _> = rows.iter().map(|r| companies::holding(session, r.id)).collect();
    let holdings = holdings?;
    if json {
        print::json(&Report { overview, holdings })
    } else {
        print::report::report(&overview, &holdings)
    }
}
