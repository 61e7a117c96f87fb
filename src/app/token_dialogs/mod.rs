//! The dialogs of a list: one at a time, and one question each.

mod create;
mod create_own;
mod expiry_field;
mod keys;
mod outcome;
mod revoke;
mod rotate;
mod scopes_field;

use leptos::prelude::*;

use super::changing::{Changing, Phase};
use super::preferences::words;
use super::session::use_session;
use super::token_table::{Table, text};
use crate::browser::dom;
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
#[component]
pub fn Dialogs(table: Table) -> impl IntoView {
    let session = use_session();
    move || {
        let account = session.account_now()?;
        Some(match table.dialog.get()? {
            Dialog::Create(draft) => {
                // GitLab lets only administrators make ordinary personal tokens by API.
                let is_own = table.rows.kind == Kind::Personal
                    && table.rows.place == Place::Myself
                    && !account.user.is_admin;
                if is_own {
                    view! { <create_own::CreateOwn table draft account/> }.into_any()
                } else {
                    view! { <create::Create table draft account/> }.into_any()
                }
            }
            Dialog::Rotate(id) => {
                let token = table.token(id)?;
                view! { <rotate::Rotate table token account/> }.into_any()
            }
            Dialog::Revoke(id) => {
                let token = table.token(id)?;
                view! { <revoke::Revoke table token account/> }.into_any()
            }
            Dialog::Keys => view! { <keys::Keys table/> }.into_any(),
        })
    }
}

/// Closes the dialog; the focus goes back to the row it came from, or to where one goes on.
fn close(table: Table, row: Option<u64>) -> Callback<()> {
    Callback::new(move |()| {
        table.dialog.set(None);
        let row = row.map(text::row_id);
        dom::focus_soon(row.into_iter().chain([String::from("new-token"), String::from("main")]).collect());
    })
}

/// What stands beside the buttons while a change is under way.
fn progress(changing: Changing) -> impl IntoView {
    let act = &words().act;
    view! {
        <p class="status quiet" role="status">
            {move || match changing.phase.get() {
                Phase::Checking => act.checking_first,
                Phase::Waiting => act.still_waiting,
                _ => "",
            }}
        </p>
    }
}
