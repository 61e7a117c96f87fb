//! The dialogs of a list: one at a time, and one question each.

mod bulk;
mod create;
mod create_own;
mod expiry_field;
mod form;
mod keys;
mod link_button;
mod outcome;
mod retire;
mod revoke;
mod role_field;
mod rotate;
mod scopes_field;
mod sheet;
mod text_fields;
pub mod window;

pub use bulk::save;
pub use outcome::told;

use super::later::Later;
use super::session::{Account, use_session};
use super::token_table::{Table, text};
use crate::browser::element::{Child, Element};
use crate::browser::reactive::{Callback, expect_context};
use crate::browser::{clock, dom};
use crate::changes::bulk::Work;
use crate::tokens::{Draft, Place};

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Make a token, starting from these values.
    Create(Draft),
    /// Rotate the token of this id.
    Rotate(u64),
    /// Make a twin of the token of this id, which cannot be rotated.
    Replace(u64),
    /// Ask whether a replaced token may go.
    Retire {
        /// The old one.
        old: u64,
        /// The one in its place.
        new: u64,
    },
    /// Revoke the token of this id.
    Revoke(u64),
    /// Do this to all tokens that are selected.
    Bulk(Work),
    /// The list of keys.
    Keys,
}

impl Dialog {
    /// The row it came from.
    fn row(&self) -> Option<u64> {
        match self {
            Dialog::Rotate(id) | Dialog::Replace(id) | Dialog::Revoke(id) => Some(*id),
            Dialog::Create(_) | Dialog::Retire { .. } | Dialog::Bulk(_) | Dialog::Keys => None,
        }
    }
}

/// The dialogs of a table.
pub fn view(table: Table) -> impl Child {
    let (session, later) = (use_session(), expect_context::<Later>());
    move || {
        let (dialog, account) = (table.dialog.get()?, session.account_now()?);
        let on_close = close(table, dialog.row());
        Some(later.dialog(move |parts| (parts.dialog)(table, &account, dialog.clone()), on_close))
    }
}

/// A dialog, for [`later::Parts`](super::later::Parts).
pub fn open(table: Table, account: &Account, dialog: Dialog) -> Option<Element> {
    Some(match dialog {
        Dialog::Create(draft) => {
            // GitLab lets only administrators make ordinary personal tokens by API.
            let is_own = table.rows.place == Place::User(account.user.id) && !account.user.is_admin;
            if is_own {
                create_own::view(table, draft, account)
            } else {
                create::view(table, draft, account, None)
            }
        }
        Dialog::Rotate(id) => rotate::view(table, &table.token(id)?, account),
        Dialog::Replace(id) => {
            let token = table.token(id)?;
            create::view(table, Draft::like(&token, clock::now()), account, Some(&token))
        }
        Dialog::Retire { old, new } => retire::view(table, &table.token(old)?, new),
        Dialog::Revoke(id) => revoke::view(table, &table.token(id)?, account),
        Dialog::Bulk(work) => bulk::view(table, work, account),
        Dialog::Keys => keys::view(table),
    })
}

/// Closes the dialog; the focus goes back to the row it came from, or to where one goes on.
fn close(table: Table, row: Option<u64>) -> Callback {
    Callback::new(move || {
        table.dialog.set(None);
        table.forget_form();
        let row = row.map(text::row_id);
        dom::focus_soon(row.into_iter().chain([String::from("new-token"), String::from("main")]).collect());
    })
}
