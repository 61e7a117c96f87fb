//! The seam. What [`Parts`] names, and what only that calls, lies in the second module: also `changing`, so that nothing
//! has to be loaded after a change was confirmed. It comes as one file or not at all.

#![expect(clippy::unnecessary_wraps, reason = "`parts` can fail only where a release is taken apart")]

use std::sync::Arc;

use crate::app::deployment;
use crate::app::inventory::Inventory;
use crate::app::portal;
use crate::app::reveal;
use crate::app::screens::connect::{consent, kill};
use crate::app::screens::overview::export::{Shown, choice, report};
use crate::app::screens::overview::{gaps, horizon};
use crate::app::screens::personal::find_user;
use crate::app::screens::{about, activity, choose, service_accounts};
use crate::app::session::Account;
use crate::app::token_dialogs::{self, Dialog};
use crate::app::token_table::{Table, details, filter_days, selection};
use crate::browser::boot::{self, NotLoaded};
use crate::browser::element::{Element, Piece};
use crate::browser::reactive::{Callback, Memo};
use crate::route::Section;
use crate::tokens::{Resource, Row};

/// The ways in.
#[derive(Clone, Copy)]
pub struct Parts {
    /// A dialog of a table.
    pub dialog: fn(Table, &Account, Dialog) -> Option<Element>,
    /// The screen Activity.
    pub activity: fn(&Account) -> Piece,
    /// The dialog of one-time values.
    pub reveal: fn() -> Piece,
    /// Everything about a token, below its heading.
    pub details: fn(Table, Memo<Option<Arc<Row>>>) -> Piece,
    /// The bar that acts on what is selected.
    pub bar: fn(Table) -> Element,
    /// The filters by ranges of days.
    pub days: fn(Table) -> Piece,
    /// The choice of a project or group: of a view, for a list to come, with a search begun.
    pub choose: fn(Section, &str, String, &Account) -> Piece,
    /// The choice of a service account.
    pub service_accounts: fn(Resource, &Account) -> Piece,
    /// The search for a user.
    pub find_user: fn() -> Element,
    /// The lists that were not read whole, or else those that are not offered.
    pub gaps: fn(Inventory, bool) -> Piece,
    /// The weeks of the Overview, and what an administrator must know of kinds.
    pub horizon: fn(Table) -> Piece,
    /// The choice of a file to export.
    pub exports: fn(&Shown) -> Piece,
    /// What is printed instead of the Overview.
    pub report: fn(&Shown) -> Element,
    /// Signing in on GitLab's own page, and coming back from it.
    pub consent: fn() -> Piece,
    /// What of `config.json` cannot be used.
    pub faults: fn() -> Piece,
    /// What talks to the portal around this page.
    pub portal: fn(),
    /// The last means against a new value that was lost.
    pub kill: fn(Callback) -> Piece,
    /// The screen About.
    pub about: fn() -> Piece,
}

/// Where a release is taken apart: what this names is in the second module. With the feature it is made asynchronous.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(later, fallible))]
fn parts() -> Result<Parts, Missing> {
    Ok(Parts {
        dialog: token_dialogs::open,
        activity: activity::screen,
        reveal: reveal::dialog,
        details: details::inside::view,
        bar: selection::bar::view,
        days: filter_days::view,
        choose: choose::screen,
        service_accounts: service_accounts::screen,
        find_user: find_user::field,
        gaps: gaps::view,
        horizon: horizon::view,
        exports: choice::view,
        report: report::page,
        consent: consent::view,
        faults: deployment::faults,
        portal: portal::talk,
        kill: kill::view,
        about: about::screen,
    })
}

/// Fetches the second module, and gives the ways in.
pub async fn arrive() -> Result<Parts, Missing> {
    boot::load_later().await.map_err(Missing)?;
    #[cfg(feature = "split")]
    return parts().await;
    #[cfg(not(feature = "split"))]
    parts()
}

/// Why it is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(pub NotLoaded);

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self(NotLoaded::Mismatch)
    }
}
