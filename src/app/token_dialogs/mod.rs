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
pub use outcome::{so_far, told};

use super::later::Later;
use super::session::{Account, use_session};
use super::token_table::{Replaced, Table, text};
use crate::browser::element::{Child, Element};
use crate::browser::reactive::{Callback, expect_context};
use crate::browser::{clock, dom};
use crate::changes::bulk::Work;
use crate::tokens::{Draft, Key, Place};

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Make a token, starting from these values.
    Create(Draft),
    /// Rotate this token.
    Rotate(Key),
    /// Make a twin of this token.
    Replace(Key),
    /// Ask whether a replaced token may go.
    Retire(Replaced),
    /// Revoke this token.
    Revoke(Key),
    /// Do this to all tokens that are selected.
    Bulk(Work),
    /// The list of keys.
    Keys,
}

impl Dialog {
    /// The row it came from.
    fn row(&self) -> Option<Key> {
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
            match table.rows.of? {
                Place::User(id) if id == account.user.id && !account.user.is_admin => {
                    create_own::view(table, draft, account)
                }
                Place::AllUsers => create::view(table, draft, account, Place::User(account.user.id), None),
                place => create::view(table, draft, account, place, None),
            }
        }
        Dialog::Rotate(key) => rotate::view(table, &*table.row(key)?, account),
        Dialog::Replace(key) => {
            let row = table.row(key)?;
            create::view(table, Draft::like(&row.token, clock::now()), account, row.home(), Some(&*row))
        }
        Dialog::Retire(replaced) => {
            let old = table.row(Key::of(replaced.place.kind(), replaced.old))?;
            retire::view(table, &old, replaced)
        }
        Dialog::Revoke(key) => revoke::view(table, &*table.row(key)?, account),
        Dialog::Bulk(work) => bulk::view(table, work, account),
        Dialog::Keys => keys::view(table),
    })
}

/// Closes the dialog; the focus goes back to the row it came from, or to where one goes on.
fn close(table: Table, row: Option<Key>) -> Callback {
    Callback::new(move || {
        table.dialog.set(None);
        table.forget_form();
        let row = row.map(text::row_id);
        dom::focus_soon(row.into_iter().chain([String::from("new-token"), String::from("main")]).collect());
    })
}
