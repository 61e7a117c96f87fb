//! Create, of every kind the API makes; also for the twin of a token that is replaced.

use super::close;
use super::form::{self, Form};
use super::sheet::{Sheet, confirm};
use super::{expiry_field, link_button, role_field, scopes_field, text_fields};
use crate::app::changing::Changing;
use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::token_table::{Table, text};
use crate::browser::element::{Child, Element, el};
use crate::browser::event::Event;
use crate::browser::reactive::{Memo, untrack};
use crate::browser::{clock, dom};
use crate::changes::Act;
use crate::tokens::{Draft, Field, Place, Row};
use crate::words::Attempt;

/// The dialog of a token that is to live in a place. `replaced` is the one whose twin is made.
pub fn view(table: Table, draft: Draft, account: &Account, place: Place, replaced: Option<&Row>) -> Element {
    let words = words();
    let on_close = close(table, replaced.map(Row::key));
    let owner = replaced.map_or(table.owner, |row| table.owner_of(row));
    let changing = Changing::new(table.rows, owner, words, on_close);
    let form = Form::new(draft, changing.phase);
    let old = replaced.map(|row| row.token.id);
    let facts = place.kind().facts();
    let lifetime = form::lifetime(account, place.kind());
    let replaced_name = replaced.map(|row| text::plain(&row.token.name));
    let is_replacing = replaced_name.is_some();
    let title = Memo::new(move || match &replaced_name {
        Some(name) => (words.replace.title)(name),
        None => (words.replace.new)(place, &text::plain(&owner.get())),
    });
    let submit = move |event: Event| {
        event.prevent_default();
        match untrack(|| form.draft()).check(place.kind(), clock::now(), lifetime) {
            Ok(new) => {
                form.faults.set(Vec::new());
                changing.start(Act::Create { new, as_own: false, replaces: old }, place);
            }
            Err(faults) => {
                form.faults.set(faults);
                dom::focus_soon(vec![String::from("faults")]);
            }
        }
    };
    let note = |said: Memo<String>| {
        el("p").class("consequence").attr("data-tone", "warning").child(move || said.get())
    };
    let acts_as = matches!(place, Place::Impersonation(_)).then(|| {
        let said = move || (words.act.impersonation_note)(&text::plain(&owner.get()));
        note(Memo::new(said))
    });
    let note = (acts_as, is_replacing.then(|| note(Memo::fixed(words.replace.consequence.to_owned()))));
    let bot = (is_replacing && matches!(place, Place::Resource(_)))
        .then(|| el("p").class("hint").child(words.replace.bot));
    let mut offered = facts.scopes.to_vec();
    offered.retain(|scope| account.abilities().has_scope(place, scope));
    let describes = facts.has_description && account.abilities().describes();
    let body = (
        (form::faults(form), note, bot),
        text_fields::view(form, describes, facts.has_username),
        (
            expiry_field::view(
                form.expiry,
                words.act.expiry,
                lifetime,
                None,
                form.fault(words, Field::Expiry),
            ),
            facts.has_role.then(|| role_field::view(form, account.abilities())),
            (
                scopes_field::view(&offered, form.scopes, Some(form.fault(words, Field::Scopes))),
                link_button::view(table.list, form),
            ),
        ),
    );
    let label = if is_replacing { words.act.replace } else { words.act.create };
    let button = confirm(changing, "button primary", label, words.act.creating);
    Sheet { title, class: "wide", attempt: Attempt::Create(place), on_close }.view(
        table,
        changing,
        submit,
        body.into_piece(),
        button,
    )
}
