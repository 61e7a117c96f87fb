//! Create, for administrators and for impersonation tokens.

use leptos::prelude::*;

use super::close;
use super::form::{self, Form};
use super::sheet::{Sheet, confirm};
use super::{expiry_field, scopes_field};
use crate::app::changing::Changing;
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::token_table::{Table, text};
use crate::browser::element::{Child, Element, el};
use crate::browser::event::Event;
use crate::browser::{clock, dom};
use crate::changes::Act;
use crate::tokens::{Draft, DraftFault, Kind};
use crate::words::Attempt;

/// The dialog.
pub fn view(table: Table, draft: Draft, account: &Account) -> Element {
    let words = words();
    let form = Form::new(draft);
    let on_close = close(table, None);
    let changing = Changing::new(table.rows, words, on_close);
    let kind = table.rows.kind;
    let user_id = if table.rows.user_id == 0 { account.user.id } else { table.rows.user_id };
    let lifetime = form::lifetime(account, kind);
    let title = Signal::derive(move || {
        let owner = text::plain(&table.owner.get());
        match kind {
            Kind::Impersonation => (words.act.create_title_impersonation)(&owner),
            Kind::Personal if owner.is_empty() => words.act.create_title.to_owned(),
            Kind::Personal => (words.act.create_title_for)(&owner),
        }
    });
    let submit = move |event: Event| {
        event.prevent_default();
        match untrack(|| form.draft()).check(clock::now().date_naive(), lifetime) {
            Ok(new) => {
                form.faults.set(Vec::new());
                changing.start(Act::Create { new, as_own: false }, kind, user_id);
            }
            Err(faults) => {
                form.faults.set(faults);
                dom::focus_soon(vec![String::from("faults")]);
            }
        }
    };
    let note = (kind == Kind::Impersonation).then(|| {
        el("p")
            .class("consequence")
            .attr("data-tone", "warning")
            .child(move || (words.act.impersonation_note)(&text::plain(&table.owner.get())))
    });
    let expiry = form.fault(words, |fault| matches!(fault, DraftFault::Expiry(_)));
    let scopes = form.fault(words, |fault| fault == DraftFault::ScopesMissing);
    let body = (
        (form::faults(form), note),
        form::name_and_description(form, account.abilities().describes()),
        (
            expiry_field::view(form.expiry, words.act.expiry, lifetime, None, expiry),
            scopes_field::view(kind.facts().scopes, form.scopes, Some(scopes)),
        ),
    );
    let button = confirm(changing, "button primary", words.act.create, words.act.creating);
    Sheet { title, class: "wide", attempt: Attempt::Create, on_close }.view(
        table,
        changing,
        submit,
        body.into_piece(),
        button,
    )
}
