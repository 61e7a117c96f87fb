//! Everything GitLab told about one token, beside the list.

mod reach;

use leptos::prelude::*;

use super::{Table, no_change, no_rotation, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::task::spawn;
use crate::browser::{clipboard, dates, dom};
use crate::tokens::{Draft, ExpiryChoice, Scope, SortKey, Status, Token};
use crate::words::Words;

/// The panel of one token; follows the row as it changes.
pub fn view(table: Table, id: u64) -> Element {
    let words = words();
    let token = Memo::new(move |_| {
        table.rows.tokens.with(|tokens| tokens.iter().find(|token| token.id == id).cloned())
    });
    dom::focus_soon(vec![String::from("details-title")]);
    let name = move || {
        token.with(|token| match token {
            Some(token) => text::plain(&token.name),
            None => (words.list.not_in_list)(id),
        })
    };
    let close = el("button")
        .attr("type", "button")
        .class("button plain square")
        .attr("aria-label", words.shell.close)
        .child(icon::view(icon::CLOSE))
        .on("click", move |_| {
            table.open(None);
            dom::focus_soon(vec![text::row_id(id), String::from("main")]);
        });
    let header = el("header")
        .child(el("h2").id("details-title").attr("tabindex", "-1").child(name))
        .child(close)
        .child(move || token.get().map(|token| standing(words, table, &token)));
    el("aside")
        .class("details")
        .attr("aria-labelledby", "details-title")
        .child(header)
        .child(move || token.get().map(|token| body(words, table, &token)))
}

fn standing(words: &'static Words, table: Table, token: &Token) -> Element {
    let now = table.now.get();
    let status = Status::of(token, now);
    let badge = el("span").class("badge").attr("data-status", text::status_name(status)).child((words
        .list
        .status)(
        status
    ));
    let distance = el("span").class("quiet small").child(text::distance(words, token.expiry, now));
    el("div").class("cluster").child(badge).child(distance)
}

fn body(words: &'static Words, table: Table, token: &Token) -> Piece {
    let account = use_session().account();
    let is_own = account.is_some_and(|account| account.is_self(token.id));
    let description = token.description.as_deref().filter(|text| !text.is_empty()).map(text::plain);
    let scope = |scope: &Scope| {
        let help = (words.scope)(scope.as_str()).unwrap_or(words.list.unknown_scope);
        el("li").child(text::chip(scope)).child(el("span").class("hint").child(help))
    };
    let scopes = el("ul")
        .class("explained")
        .attr("role", "list")
        .child(token.scopes.iter().map(scope).collect::<Vec<_>>());
    let body = el("div")
        .class("body")
        .child(description.map(|description| el("p").child(description)))
        .child(facts(words, table, token))
        .child(section("details-scopes", words.list.scopes, scopes))
        .child(section("details-reach", words.list.reach, reach::view(is_own)))
        .child(others(words, token));
    (body, acts(words, table, token)).into_piece()
}

fn section(id: &'static str, title: &'static str, inside: impl Child) -> Element {
    el("section").attr("aria-labelledby", id).child(el("h3").id(id).child(title)).child(inside)
}

fn facts(words: &'static Words, table: Table, token: &Token) -> Element {
    let fact = |name: &'static str, value: Piece| (el("dt").child(name), el("dd").child(value));
    let id = token.id;
    let created = token.created_at.map(|at| dates::instant_utc(at, words.tag));
    let created = created.unwrap_or_else(|| words.list.not_told.to_owned());
    let end = text::end_seen_from(words, token.expiry, table.now.get_untracked());
    let addresses = (!token.last_used_ips.is_empty()).then(|| token.last_used_ips.join(", "));
    let user = token.user_id.map(|user_id| {
        let id = el("span").class("quiet number").child(user_id);
        (move || table.owner.get(), " ", id).into_piece()
    });
    let copy = el("button")
        .attr("type", "button")
        .class("button plain small square")
        .attr("aria-label", words.list.copy_id)
        .child(icon::view(icon::COPY))
        .on("click", move |_| {
            spawn(async move {
                let _copied = clipboard::copy(&id.to_string()).await;
            });
        });
    let id = el("dd").class("cluster").child(el("code").class("number").child(id)).child(copy);
    el("dl")
        .class("facts")
        .child(fact((words.list.column)(SortKey::Expires), end.into_piece()))
        .child(fact((words.list.column)(SortKey::Created), created.into_piece()))
        .child(fact((words.list.column)(SortKey::LastUsed), text::used(words, token.last_used).into_piece()))
        .child(addresses.map(|addresses| fact(words.list.addresses, addresses.into_piece())))
        .child(user.map(|user| fact(words.list.user, user)))
        .child(token.access_level.map(|level| fact(words.list.role, text::role(level).into_piece())))
        .child(el("dt").child(words.list.id))
        .child(id)
}

/// Fields this version has no place for are shown as GitLab sent them; what the status says already is left out.
fn others(words: &Words, token: &Token) -> Option<Element> {
    let field = |(name, value): &(String, String)| {
        let name = el("dt").child(el("code").child(text::plain(name)));
        (name, el("dd").child(el("code").child(text::plain(value))))
    };
    let is_new = |(name, _): &&(String, String)| !matches!(name.as_str(), "active" | "expired");
    let fields = token.other_fields.iter().filter(is_new).map(field).collect::<Vec<_>>();
    (!fields.is_empty())
        .then(|| section("details-other", words.list.other_fields, el("dl").class("facts").child(fields)))
}

fn acts(words: &'static Words, table: Table, token: &Token) -> Element {
    let id = token.id;
    let account = use_session().account();
    let why_no_rotation = account.as_ref().and_then(|account| no_rotation(account, token));
    let why_no_change = account.as_ref().and_then(|account| no_change(account, token));
    let act = |label: &'static str, mark: Icon, reason: Option<&'static str>, dialog: Dialog| {
        el("button")
            .attr("type", "button")
            .class("button")
            .attr("aria-disabled", reason.map(|_| "true"))
            .attr("title", reason)
            .child(icon::view(mark))
            .child(label)
            .on("click", move |_| {
                if reason.is_none() {
                    table.dialog.set(Some(dialog.clone()));
                }
            })
    };
    let draft = Draft {
        name: token.name.clone(),
        description: token.description.clone().unwrap_or_default(),
        scopes: token.scopes.clone(),
        expiry: token.lifetime_days().map_or(Draft::default().expiry, ExpiryChoice::InDays),
    };
    let duplicate = el("button")
        .attr("type", "button")
        .class("button plain")
        .child(icon::view(icon::COPY))
        .child(words.list.duplicate)
        .on("click", move |_| table.create(draft.clone()));
    el("footer")
        .child(act(words.act.rotate, icon::ROTATE, why_no_rotation, Dialog::Rotate(id)))
        .child(act(words.act.revoke, icon::REVOKE, why_no_change, Dialog::Revoke(id)))
        .child(duplicate)
        .child(why_no_change.map(|reason| el("p").class("hint").child(reason)))
}
