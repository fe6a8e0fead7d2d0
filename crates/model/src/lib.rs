//! The words of the domain: what a company, a breach, a data class, a holding and a match *are*.
//!
//! Invariants of this crate:
//! - It never reads a file, the clock, the environment or a random source; today's date is an argument.
//!   Nothing here can fail for outside reasons.
//! - It depends on no other crate of the workspace; all others depend on it.
//! - It knows nothing of the wire or of storage: no serde, no SQL. `catalogue`, `vault` and `app` convert.

pub mod attribute;
pub mod breach;
pub mod catalogue;
pub mod class;
pub mod company;
pub mod country;
pub mod date;
pub mod domain;
pub mod holding;
pub mod id;
pub mod matches;
pub mod name;
mod positions;

pub use attribute::{Attribute, Dimension, UnknownAttribute};
pub use breach::{
    Audience, Breach, Condition, Group, Layer, NotAffected, People, PeopleKind, Reach, RecordsOf,
    RecordsWindow, Source, SourceKind, Status, Superseded, Supplier,
};
pub use catalogue::{Catalogue, CatalogueInfo};
pub use class::{Category, ClassId, ClassSet, DataClass, Origin, Permanence, Severity, Vocabulary};
pub use company::{Alias, Company, Contacts, Deletion, Relation, RelationKind};
pub use country::Country;
pub use date::{Days, PartialDate};
pub use holding::{Answer, Answers, Basis, Holding, Period, Relationship, Until};
pub use id::{BreachId, CompanyId, ConditionId, GroupId, InvalidId};
pub use matches::{
    Assessment, Evidence, Fit, GroupFit, HoldingMatches, IdentityRow, LinkKind, Match, Question,
    RelationLink, State, Verdict,
};
