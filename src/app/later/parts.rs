//! The seam. What [`Parts`] names, and what only that calls, lies in the second module: also `changing`, so that nothing
//! has to be loaded after a change was confirmed. It comes as one file or not at all.

#![expect(clippy::unnecessary_wraps, reason = "`parts` can fail only where a release is taken apart")]

use crate::app::reveal;
use crate::app::screens::activity;
use crate::app::screens::overview::export::{Shown, choice, report};
use crate::app::screens::overview::horizon;
use crate::app::session::Account;
use crate::app::token_dialogs::{self, Dialog};
use crate::app::token_table::Table;
use crate::browser::boot::{self, NotLoaded};
use crate::browser::element::{Element, Piece};

/// The ways in.
#[derive(Clone, Copy)]
pub struct Parts {
    /// A dialog of a table.
    pub dialog: fn(Table, &Account, Dialog) -> Option<Element>,
    /// The screen Activity.
    pub activity: fn(&Account) -> Piece,
    /// The dialog of one-time values.
    pub reveal: fn() -> Piece,
    /// The weeks of the Overview.
    pub horizon: fn(Table) -> Element,
    /// The choice of a file to export.
    pub exports: fn(&Shown) -> Piece,
    /// What is printed instead of the Overview.
    pub report: fn(&Shown) -> Element,
}

/// Where a release is taken apart: what this names is in the second module. With the feature it is made asynchronous.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(later, fallible))]
fn parts() -> Result<Parts, Missing> {
    Ok(Parts {
        dialog: token_dialogs::open,
        activity: activity::screen,
        reveal: reveal::dialog,
        horizon: horizon::view,
        exports: choice::view,
        report: report::page,
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
