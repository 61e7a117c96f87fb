//! The dialogs of a list: one at a time, and one question each.

mod create;
mod create_own;
mod expiry_field;
mod form;
mod keys;
mod outcome;
mod revoke;
mod rotate;
mod scopes_field;
mod sheet;

use leptos::prelude::*;

use super::session::use_session;
use super::token_table::{Table, text};
use crate::browser::dom;
use crate::browser::element::{Child, Element};
use crate::tokens::{Draft, Kind, Place};

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Make a token, starting from these values.
    Create(Draft),
    /// Rotate the token of this id.
    Rotate(u64),
    /// Revoke the token of this id.
    Revoke(u64),
    /// The list of keys.
    Keys,
}

/// The dialogs of a table.
pub fn view(table: Table) -> impl Child {
    let session = use_session();
    move || {
        let dialog = table.dialog.get()?;
        untrack(|| open(table, &session.account_now()?, dialog))
    }
}

fn open(table: Table, account: &super::session::Account, dialog: Dialog) -> Option<Element> {
    Some(match dialog {
        Dialog::Create(draft) => {
            // GitLab lets only administrators make ordinary personal tokens by API.
            let is_own = table.rows.kind == Kind::Personal
                && table.rows.place == Place::Myself
                && !account.user.is_admin;
            if is_own { create_own::view(table, draft, account) } else { create::view(table, draft, account) }
        }
        Dialog::Rotate(id) => rotate::view(table, &table.token(id)?, account),
        Dialog::Revoke(id) => revoke::view(table, &table.token(id)?, account),
        Dialog::Keys => keys::view(table),
    })
}

/// Closes the dialog; the focus goes back to the row it came from, or to where one goes on.
fn close(table: Table, row: Option<u64>) -> Callback<()> {
    Callback::new(move |()| {
        table.dialog.set(None);
        let row = row.map(text::row_id);
        dom::focus_soon(row.into_iter().chain([String::from("new-token"), String::from("main")]).collect());
    })
}
