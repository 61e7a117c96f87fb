//! Revoke: names what ends. The focus is on Cancel.

use chrono::TimeDelta;

use super::close;
use super::sheet::{Sheet, confirm_end};
use crate::app::changing::Changing;
use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::token_table::{Table, text};
use crate::app::widgets::notice::{self, Tone};
use crate::browser::clock;
use crate::browser::element::{Child, Element, el};
use crate::browser::event::Event;
use crate::browser::reactive::{Memo, RwSignal};
use crate::changes::Act;
use crate::tokens::{LastUsed, Place, Resource, Row, SortKey, Token};
use crate::words::{AllWords, Attempt};

/// The dialog of one token.
pub fn view(table: Table, row: &Row, account: &Account) -> Element {
    let words = words();
    let act = &words.act;
    let on_close = close(table, Some(row.key()));
    let owner = table.owner_of(row);
    let changing = Changing::new(table.rows, owner, words, on_close);
    let (token, place) = (&row.token, row.home());
    let is_self = account.is_self(place.kind(), token.id);
    let target = token.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        changing.start(Act::Revoke { token: target.clone(), is_self }, place);
    };
    let is_in_use = matches!(token.last_used, LastUsed::At(at) if clock::now() - at < TimeDelta::hours(1));
    let warning = (is_self || is_in_use).then(|| {
        let it_is_oneself = is_self.then(|| el("p").child(act.revoke_self));
        notice::view(Tone::Warning, (it_is_oneself, is_in_use.then(|| el("p").child(act.used_lately))))
    });
    let consequence = el("p").class("consequence").attr("data-tone", "bad").child(act.revoke_consequence);
    let title = Memo::fixed((act.revoke_title)(&text::plain(&token.name)));
    let button = confirm_end(changing, "button danger", words.act.revoke, act.revoking);
    let body = (facts(words, owner, token, place), warning, consequence);
    Sheet { title, class: "", attempt: Attempt::Revoke(place), on_close }.view(
        table,
        changing,
        submit,
        body.into_piece(),
        button,
    )
}

fn facts(words: &'static AllWords, owner: RwSignal<String>, token: &Token, place: Place) -> Element {
    let fact = |name: &'static str, value: Element| (el("dt").child(name), value);
    let id = place.resource().map(Resource::id).or(place.user_id());
    let id = id.map(|id| el("span").class("quiet number").child(id));
    let owner = el("dd").child(move || text::plain(&owner.get())).child(" ").child(id);
    let username = token.username.as_deref().map(|name| {
        fact((words.list.column)(SortKey::Username), el("dd").child(el("code").child(text::plain(name))))
    });
    let role = token.access_level.map(|level| fact(words.list.role, el("dd").child(text::role(level))));
    let used = el("dd").child(text::used(words, token.last_used));
    let end = el("dd").child(text::end_seen_from(words, token.expiry, clock::now()));
    el("dl")
        .class("facts framed")
        .child(fact(words.act.kind, el("dd").child((words.place.kind)(place.kind()))))
        .child(fact((words.place.owner)(place), owner))
        .child(fact(words.list.id, el("dd").child(el("code").class("number").child(token.id))))
        .child((username, role))
        .child(fact(words.list.scopes, el("dd").child(text::chips(&token.scopes))))
        .child(fact((words.list.column)(SortKey::LastUsed), used))
        .child(fact((words.list.column)(SortKey::Expires), end))
}
