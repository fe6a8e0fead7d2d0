//! What crosses to the window and to machines: plain data with derived TypeScript types.
//!
//! Domain types are converted here and nowhere else, so the wire can stay stable while the domain moves.
//! Ids are strings, dates are `2015`, `2015-10` or `2015-10-21`, counts are numbers, words for the screen
//! are ready to show. `cargo run -p heldby-app --example types` writes the TypeScript; a test keeps it fresh.

mod assess;
mod backups;
mod breaches;
mod companies;
mod locking;
mod matches;
mod overview;
mod privacy;
mod records;
mod recovery;
mod session;
mod updates;

pub use assess::{
    AssessHolding, AssessMatch, AssessPeriod, AssessResult, DateText, LookupCandidate, LookupRow,
};
pub use backups::{
    BackupCheck, BackupList, BackupPreview, BackupSettings, BackupView, Difference, ExportDone, ExportInput,
    ImportDone, ImportJoined, ImportLook, ImportPlan, OpensWith, PreviewRow, RestoreDone, SalvageDone,
    SalvagePart,
};
pub use breaches::{
    BreachDetail, BreachFilter, BreachRow, BreachSource, CompanyDetail, ContactView, GroupRow, RelationRow,
    SupersededRow,
};
pub use companies::{
    Candidate, HoldingDetail, HoldingInput, HoldingRow, Lookup, Period, Person, RememberedName, Removed,
    Suggestion,
};
pub use locking::{LockSignals, Locking};
pub use matches::{
    AnswerInput, ClassState, ClassStateKind, EvidenceLine, GroupFit, MatchBrief, MatchDetail, MyAnswer,
    QuestionKind, QuestionView, VerdictWord,
};
pub use overview::{IdentityCell, IdentityRow, MayHold, MayHoldBreach, Overview};
pub use privacy::{
    Attempt, AttemptOutcome, FileUse, Measure, MeasureState, OfflineWord, OwnCheck, Privacy, ProcessView,
    StaysOpen,
};
pub use records::{BreachRecord, GroupRecord, LintFinding, PeopleRecord};
pub use recovery::{GroupCheck, KeyProfile, KeyProfiles, QuickUnlock, Recovery, SheetCheck, SheetState};
pub use session::{CatalogueView, ClassInfo, Dimension, Profile, Status, StatusKind, Strength, Terms, Word};
pub use updates::{Installed, LayerView, NewsItem, NewsKind, OwnBreach, OwnBreachInput, ReleaseView};

use ts_rs::{Config, TS};

/// The TypeScript declarations of every wire type, in one text: the content of `ui/src/lib/api/types.ts`.
pub fn typescript() -> String {
    let config = Config::default();
    let mut out = String::from(
        "// Generated from crates/app/src/wire by `cargo run -p heldby-app --example types`. Do not edit.\n\n",
    );
    macro_rules! all {
        ($($t:ty),+ $(,)?) => {
            $(
                if let Some(docs) = <$t as TS>::docs() {
                    out.push_str(docs.trim_end());
                    out.push('\n');
                }
                out.push_str("export ");
                out.push_str(<$t as TS>::decl(&config).trim_end());
                out.push_str("\n\n");
            )+
        };
    }
    all!(
        crate::Code,
        crate::Failure,
        StatusKind,
        Status,
        CatalogueView,
        Strength,
        Profile,
        Locking,
        LockSignals,
        ClassInfo,
        Word,
        Dimension,
        Terms,
        Person,
        Period,
        HoldingInput,
        HoldingRow,
        HoldingDetail,
        Removed,
        RememberedName,
        Suggestion,
        Candidate,
        Lookup,
        VerdictWord,
        ClassStateKind,
        ClassState,
        GroupFit,
        EvidenceLine,
        QuestionKind,
        QuestionView,
        MyAnswer,
        AnswerInput,
        MatchBrief,
        MatchDetail,
        BreachFilter,
        BreachRow,
        GroupRow,
        SupersededRow,
        BreachSource,
        BreachDetail,
        RelationRow,
        ContactView,
        CompanyDetail,
        IdentityCell,
        IdentityRow,
        MayHoldBreach,
        MayHold,
        Overview,
        OfflineWord,
        MeasureState,
        Measure,
        AttemptOutcome,
        Attempt,
        ProcessView,
        StaysOpen,
        FileUse,
        OwnCheck,
        Privacy,
        ReleaseView,
        LayerView,
        NewsKind,
        NewsItem,
        Installed,
        OwnBreachInput,
        OwnBreach,
        SheetState,
        Recovery,
        GroupCheck,
        SheetCheck,
        QuickUnlock,
        KeyProfile,
        KeyProfiles,
        OpensWith,
        BackupView,
        BackupList,
        BackupSettings,
        BackupCheck,
        PreviewRow,
        Difference,
        BackupPreview,
        RestoreDone,
        SalvagePart,
        SalvageDone,
        ExportInput,
        ExportDone,
        ImportJoined,
        ImportPlan,
        ImportLook,
        ImportDone,
    );
    tidy(&out)
}

/// One line for each field with its comment.
fn tidy(generated: &str) -> String {
    let mut out = String::with_capacity(generated.len());
    let mut comment: Option<String> = None;
    let mut documented = false;
    for line in generated.lines().map(str::trim_end) {
        match (&mut comment, line.trim_start()) {
            (None, "/**") => comment = Some(String::new()),
            (Some(text), "*/") => {
                out.push_str(&format!("/** {} */", text.trim()));
                comment = None;
                documented = true;
            }
            (Some(text), words) => {
                text.push_str(words.trim_start_matches('*').trim());
                text.push(' ');
            }
            (None, _) => {
                if documented {
                    out.push(if line.starts_with("export") { '\n' } else { ' ' });
                    documented = false;
                }
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_types_are_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/lib/api/types.ts");
        let committed = std::fs::read_to_string(path).unwrap();
        assert!(
            committed == super::typescript(),
            "{path} is stale: run `cargo run -p heldby-app --example types` and commit it"
        );
    }
}
