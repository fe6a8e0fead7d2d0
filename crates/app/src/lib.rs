//! The use cases of Heldby, once, a file each: commands in, views out. The window and the command line call only
//! this.
//!
//! Invariants of this crate:
//! - A [`Session`] is locked or unlocked and nothing between; a locked one holds no key and no decrypted row.
//! - What crosses to the window or to a machine is a type of [`wire`]; what can go wrong is a [`Failure`] with a
//!   closed [`Code`]. The words of a failure hold no secret, and of what was typed at most a short quote.
//! - Public knowledge (the catalogue) never learns anything of a vault.
//!
//! | use case | needs | functions |
//! |---|---|---|
//! | [`unlock`] | | `status`, `strength`, `create`, `unlock`, `lock`, `change_passphrase` |
//! | [`recovery`] | an open vault; `check`, `unlock` none | `recovery`, `show`, `save`, `drill`, `unlock`, `set_passphrase` |
//! | [`quick`] | `turn_on` an open vault | `quick`, `unlock`, `turn_on`, `turn_off`: the system's keyring |
//! | [`key_profile`] | `change` an open vault | `profiles`, `change`, `keep`: memory for making the key |
//! | [`companies`] | an open vault | `holdings`, `holding`, `add`, `edit`, `remove`, `restore` |
//! | [`answers`] | an open vault | `answer` |
//! | [`overview`] | an open vault | `overview` |
//! | [`household`] | an open vault | `persons`, `add`, `rename`, `remove` |
//! | [`settings`] | an open vault, `terms` none | `profile`, `set_profile`, `lived`, `set_lived`, `terms` |
//! | [`locking`] | an open vault | `locking`, `set_locking`, `limit`: when it locks by itself |
//! | [`watch`] | | `Watch`: whether it has to lock now; pure |
//! | [`names`] | an open vault | `names`, `forget`: what the person means by a name |
//! | [`holders`] | an open vault | `may_hold`, `answer`: companies that nobody chose |
//! | [`own_breaches`] | an open vault | `list`, `add`, `edit`, `remove` |
//! | [`updates`] | `verify` nothing, `install` an open vault | `verify`, `install` |
//! | [`layers`] | an open vault | `layers`, `add_hibp`, `remove` |
//! | [`news`] | an open vault | `news`, `mark_read`: what a newer catalogue changed |
//! | [`backups`] | `list`, `opens_with`, `verify`, `preview`, `restore`, `salvage` nothing, the others an open vault | `settings`, `set_settings`, `list`, `opens_with`, `now`, `verify`, `preview`, `restore`, `delete`, `adopt`, `salvage` |
//! | [`export`], [`import`] | an open vault | `export`; `look`, `open_brought`, `belongs_to`, `view`, `apply`, `forget` |
//! | [`lookup`], [`breaches`] | | `lookup`, `suggest`, `search`, `records`, `breach`, `company` |
//! | [`batch`], [`lists`] | | `lookup_row`, `assess`; `lookup_table`, `assess_array`: for machines |
//! | [`privacy`] | | `enter`, `report`, `warning`: what the system keeps from this program |
//! | [`outside`] | | `write`, `read` a file outside the vault: the one place that does |
//! | [`data`] | | `validate`, `lint`, `build`, `sign` a catalogue, for those who edit it |

pub mod answers;
pub mod backups;
pub mod batch;
pub mod breaches;
mod brought;
mod chosen;
pub mod companies;
mod convert;
pub mod data;
mod exchange;
pub mod export;
mod facts;
pub mod failure;
pub mod holders;
pub mod household;
pub mod import;
pub mod key_profile;
mod knowledge;
pub mod layers;
pub mod lists;
pub mod locking;
pub mod lookup;
pub mod names;
pub mod news;
pub mod outside;
pub mod overview;
pub mod own_breaches;
pub mod paths;
pub mod privacy;
pub mod quick;
pub mod recovery;
mod session;
pub mod settings;
pub mod unlock;
pub mod updates;
mod views;
pub mod watch;
mod way;
pub mod wire;
mod words;

pub use failure::{Code, Failure};
pub use heldby_catalogue::release::ReleaseKey;
pub use knowledge::Knowledge;
pub use session::Session;
pub use way::Way;
