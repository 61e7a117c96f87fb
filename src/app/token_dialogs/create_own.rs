//! Create for a person who is no administrator: GitLab's API gives two scopes, its own form gives all.

use super::close;
use super::form::{self, Form};
use super::sheet::{Sheet, confirm};
use super::{expiry_field, link_button, scopes_field, text_fields};
use crate::app::changing::Changing;
use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::token_table::Table;
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::event::Event;
use crate::browser::reactive::{Memo, RwSignal, untrack};
use crate::browser::{clock, dom};
use crate::changes::Act;
use crate::gitlab::pages;
use crate::tokens::kind::OWN_TOKEN_SCOPES;
use crate::tokens::{Draft, Field, Kind, Lifetime, Place};
use crate::words::{AllWords, Attempt};

/// The dialog: where to make it is the first question.
pub fn view(table: Table, draft: Draft, account: &Account) -> Element {
    let words = words();
    let act = &words.act;
    let on_close = close(table, None);
    let changing = Changing::new(table.rows, table.owner, words, on_close);
    let form = Form::new(draft, changing.phase);
    let is_here = RwSignal::new(false);
    let lifetime = form::lifetime(account, Kind::Personal);
    let place = Place::User(account.user.id);
    let submit = move |event: Event| {
        event.prevent_default();
        let mut draft = untrack(|| form.draft());
        draft.scopes.retain(|scope| OWN_TOKEN_SCOPES.contains(scope));
        match draft.check(Kind::Personal, clock::now(), lifetime) {
            Ok(new) => {
                form.faults.set(Vec::new());
                changing.start(Act::Create { new, as_own: true, replaces: None }, place);
            }
            Err(faults) => {
                form.faults.set(faults);
                dom::focus_soon(vec![String::from("faults")]);
            }
        }
    };
    let body = (
        (form::faults(form), el("p").child(words.offer.own_explained)),
        (how(words, account, is_here), text_fields::view(form, account.abilities().describes(), false)),
        (move || fields(words, form, lifetime, is_here.get()), link_button::view(table.list, form)),
    );
    let (address, abilities) = (account.address.clone(), account.abilities());
    let open = el("a")
        .class("button primary")
        .attr("hidden", move || is_here.get())
        .attr("href", move || pages::new_personal_token(&address, abilities, &form.draft()))
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(act.own_open)
        .child(icon::view(icon::OPEN));
    let create =
        confirm(changing, "button primary", act.create, act.creating).attr("hidden", move || !is_here.get());
    let title = Memo::fixed((words.replace.new)(place, ""));
    Sheet { title, class: "wide", attempt: Attempt::Create(place), on_close }.view(
        table,
        changing,
        submit,
        body.into_piece(),
        (create, open),
    )
}

/// Where to make it.
fn how(words: &'static AllWords, account: &Account, is_here: RwSignal<bool>) -> Element {
    let act = &words.act;
    let can_here = account.can_change() && account.abilities().creates_own();
    let here_hint = if !account.abilities().creates_own() {
        act.own_too_old
    } else if account.can_change() {
        act.own_here_hint
    } else {
        account.read_only_reason(words)
    };
    let choice = |label: &'static str, hint: String, here: bool| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", "how")
            .attr("disabled", here && !can_here)
            .flag("checked", move || is_here.get() == here)
            .on("change", move |_| is_here.set(here));
        let said = el("span").child(label).child(el("span").class("hint").child(hint));
        el("label").class("choice").child(input).child(said)
    };
    let choices = el("div")
        .class("choices")
        .child(choice(act.own_gitlab, (act.own_gitlab_hint)(&account.address), false))
        .child(choice(act.own_here, here_hint.to_owned(), true));
    el("fieldset").class("group").child(el("legend").child(act.own_how)).child(choices)
}

/// What is asked here, or handed over.
fn fields(words: &'static AllWords, form: Form, lifetime: Lifetime, is_here: bool) -> Piece {
    if !is_here {
        let hint = el("p").class("hint").child(words.act.own_no_expiry);
        return (hint, scopes_field::view(Kind::Personal.facts().scopes, form.scopes, None)).into_piece();
    }
    let expiry = form.fault(words, Field::Expiry);
    let scopes = form.fault(words, Field::Scopes);
    (
        expiry_field::view(form.expiry, words.act.expiry, lifetime, None, expiry),
        scopes_field::view(OWN_TOKEN_SCOPES, form.scopes, Some(scopes)),
    )
        .into_piece()
}
