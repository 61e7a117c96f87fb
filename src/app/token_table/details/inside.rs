//! Everything GitLab told about one token, and what can be done with it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::inventory::Inventory;
use crate::app::preferences::all_words as words;
use crate::app::session::{Account, use_session};
use crate::app::token_dialogs::Dialog;
use crate::app::token_table::reason::{held, no_change, no_creation, no_replacement, no_rotation};
use crate::app::token_table::{Table, text};
use crate::app::widgets::icon::{self, Icon};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, expect_context};
use crate::browser::task::spawn;
use crate::browser::{clipboard, dates};
use crate::tokens::risk::{Finding, List, Missing};
use crate::tokens::{Kind, LastUsed, Place, Risk, Row, Scope, SortKey, Status, Token};
use crate::words::AllWords;

/// Below the heading; follows the row as it changes.
pub fn view(table: Table, row: Memo<Option<Arc<Row>>>) -> Piece {
    let words = words();
    Child::into_piece(move || row.get().map(|row| body(words, table, &row)))
}

fn body(words: &'static AllWords, table: Table, row: &Arc<Row>) -> Piece {
    let (token, kind) = (&row.token, row.place.kind());
    let account = use_session().account();
    let is_own = account.is_some_and(|account| account.is_self(kind, token.id));
    // A deploy token cannot call the API, so it reaches nothing there.
    let is_deploy = kind == Kind::Deploy;
    let description = token.description.as_deref().filter(|text| !text.is_empty()).map(text::plain);
    let scope = |scope: &Scope| {
        let help = (words.details.scope)(scope.as_str()).unwrap_or(words.details.unknown_scope);
        el("li").child(text::chip(scope)).child(el("span").class("hint").child(help))
    };
    let scopes = el("ul")
        .class("explained")
        .attr("role", "list")
        .child(token.scopes.iter().map(scope).collect::<Vec<_>>());
    let body = el("div")
        .class("body")
        .child(description.map(|description| el("p").child(description)))
        .child((findings(words, table, row), untold(words, table, row)))
        .child(facts(words, table, row))
        .child(section("details-scopes", words.list.scopes, scopes))
        .child(
            (!is_deploy).then(|| section("details-reach", words.details.reach, super::reach::view(is_own))),
        )
        .child(others(words, token));
    (body, acts(words, table, row)).into_piece()
}

/// What the rules say of it, each with its reason.
fn findings(words: &'static AllWords, table: Table, row: &Row) -> Option<Element> {
    let judged = table.judged(row.key())?;
    let said: Vec<Element> = Risk::ALL
        .into_iter()
        // How near its end is stands in the heading, and what may go was never or not lately used.
        .filter(|risk| *risk != Risk::ExpiringSoon && judged.has(*risk))
        .filter(|risk| !matches!(risk, Risk::NeverUsed | Risk::Idle) || !judged.has(Risk::SafeToRemove))
        .map(|risk| {
            let name = el("strong").child((words.overview.risk)(risk));
            el("li").child(name).child(el("span").class("hint").child(finding(words, risk, &row.token)))
        })
        .collect();
    let list = (!said.is_empty()).then(|| el("ul").class("explained").attr("role", "list").child(said))?;
    Some(section("details-findings", words.overview.findings, list))
}

/// The rules that cannot know whether they apply to it, with what they would have to know.
fn untold(words: &'static AllWords, table: Table, row: &Row) -> Option<Element> {
    let (now, inventory) = (table.now.get_untracked(), expect_context::<Inventory>());
    let is_complete =
        if table.rows.of.is_some() { table.rows.is_whole() } else { inventory.is_whole(row.place) };
    let mut said: Vec<(Missing, Vec<&'static str>)> = Vec::new();
    table.rows.all.with_untracked(|rows| {
        let is_namesake = |other: &&Arc<Row>| other.place == row.place && other.token.name == row.token.name;
        let namesakes: Vec<&Token> = rows.iter().filter(is_namesake).map(|other| &other.token).collect();
        let list = List { place: row.place, namesakes: &namesakes, is_complete };
        for risk in Risk::ALL {
            let Finding::NotTold(missing) = risk.of(&row.token, list, now) else { continue };
            let name = (words.overview.risk)(risk);
            match said.iter_mut().find(|(known, _)| *known == missing) {
                Some((_, names)) => names.push(name),
                None => said.push((missing, vec![name])),
            }
        }
    });
    let line = |(missing, names): (Missing, Vec<&'static str>)| {
        let why = el("span").class("hint").child((words.details.missing)(missing));
        el("li").child(el("strong").child(names.join(", "))).child(why)
    };
    let lines: Vec<Element> = said.into_iter().map(line).collect();
    let list = (!lines.is_empty()).then(|| el("ul").class("explained").attr("role", "list").child(lines))?;
    Some(section("details-untold", words.details.untold, list))
}

/// Why a rule applies to a token, in a sentence.
fn finding(words: &AllWords, risk: Risk, token: &Token) -> String {
    let say = &words.details;
    let day = |at: Option<DateTime<Utc>>| at.map(|at| dates::day(at.date_naive(), words.tag));
    let use_of = || match token.last_used {
        LastUsed::At(at) => (say.idle_since)(&dates::day(at.date_naive(), words.tag)),
        LastUsed::Never | LastUsed::NotTold => (say.unused)(day(token.created_at).as_deref()),
    };
    match risk {
        Risk::ExpiringSoon => text::end(words, token.expiry),
        Risk::NeverExpires => say.no_end.to_owned(),
        Risk::NeverUsed | Risk::Idle => use_of(),
        Risk::Broad => (say.broad)(&token.access_level.map(text::role).unwrap_or_default()),
        Risk::ExpiredWithoutReplacement => (say.ended_alone)(&text::end_day(words, token.expiry)),
        Risk::SafeToRemove => (say.safe)(&use_of()),
    }
}

fn section(id: &'static str, title: &'static str, inside: impl Child) -> Element {
    el("section").attr("aria-labelledby", id).child(el("h3").id(id).child(title)).child(inside)
}

fn facts(words: &'static AllWords, table: Table, row: &Row) -> Element {
    let token = &row.token;
    let fact = |name: &'static str, value: Piece| (el("dt").child(name), el("dd").child(value));
    let id = token.id;
    let has = |key: SortKey| row.place.kind().facts().columns.contains(&key);
    let created = token.created_at.map(|at| dates::instant_utc(at, words.tag));
    let created = created.unwrap_or_else(|| words.list.not_told.to_owned());
    let created =
        has(SortKey::Created).then(|| fact((words.list.column)(SortKey::Created), created.into_piece()));
    let used = has(SortKey::LastUsed).then(|| {
        fact((words.list.column)(SortKey::LastUsed), text::used(words, token.last_used).into_piece())
    });
    let username = token.username.as_deref().map(|name| {
        fact((words.list.column)(SortKey::Username), el("code").child(text::plain(name)).into_piece())
    });
    let end = text::end_seen_from(words, token.expiry, table.now.get_untracked());
    let addresses = (!token.last_used_ips.is_empty()).then(|| token.last_used_ips.join(", "));
    let acts_as = token.user_id.map(|user_id| el("span").class("quiet number").child(user_id).into_piece());
    let owner = table.owner_of(row);
    let name = move || text::plain(&owner.get());
    let owner = match row.place {
        // The user is what the list is about; a bot is not.
        Place::User(_) | Place::AllUsers | Place::Impersonation(_) | Place::ServiceAccount(..) => acts_as
            .map(|user| fact((words.place.owner)(row.place), (name, " ", user).into_piece()))
            .into_piece(),
        place => (
            place.resource().map(|_| fact((words.place.owner)(place), name.into_piece())),
            acts_as.map(|user| fact(words.list.user, user)),
        )
            .into_piece(),
    };
    let copy = el("button")
        .attr("type", "button")
        .class("button plain small square")
        .attr("aria-label", words.details.copy_id)
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
        .child((username, created, used))
        .child(addresses.map(|addresses| fact(words.details.addresses, addresses.into_piece())))
        .child(owner)
        .child(token.access_level.map(|level| fact(words.list.role, text::role(level).into_piece())))
        .child(el("dt").child(words.list.id))
        .child(id)
}

/// Fields this version has no place for are shown as GitLab sent them; what the status says already is left out.
fn others(words: &AllWords, token: &Token) -> Option<Element> {
    let field = |(name, value): &(String, String)| {
        let name = el("dt").child(el("code").child(text::plain(name)));
        (name, el("dd").child(el("code").child(text::plain(value))))
    };
    let is_new = |(name, _): &&(String, String)| !matches!(name.as_str(), "active" | "expired");
    let fields = token.other_fields.iter().filter(is_new).map(field).collect::<Vec<_>>();
    (!fields.is_empty())
        .then(|| section("details-other", words.details.other_fields, el("dl").class("facts").child(fields)))
}

fn acts(words: &'static AllWords, table: Table, row: &Arc<Row>) -> Element {
    let (key, token, place) = (row.key(), &row.token, row.home());
    let account = use_session().account();
    let reason = |why: fn(&Account, Place, &Token) -> Option<&'static str>| {
        account.as_ref().and_then(|account| why(account, place, token))
    };
    let why_no_change = reason(no_change);
    let why_no_copy = account.as_ref().and_then(|account| no_creation(account, place));
    let act = |label: &'static str, mark: Icon, reason: Option<&'static str>, dialog: Dialog| {
        let button = el("button").attr("type", "button").class("button");
        let button = button.child(icon::view(mark)).child(label);
        held(button, reason, move || table.dialog.set(Some(dialog.clone())))
    };
    let renew = if place.kind().facts().rotates {
        act(words.act.rotate, icon::ROTATE, reason(no_rotation), Dialog::Rotate(key))
    } else {
        act(words.act.replace, icon::REPLACE, reason(no_replacement), Dialog::Replace(key))
    };
    // For the others it is a choice: nothing stops in between, but it is another token with another bot.
    let replace = place
        .kind()
        .facts()
        .rotates
        .then(|| act(words.act.replace, icon::REPLACE, reason(no_replacement), Dialog::Replace(key)));
    let hint = why_no_change.or_else(|| (!place.kind().facts().rotates).then_some(words.offer.no_rotation));
    let is_alive = Status::of(token, table.now.get_untracked()).is_alive();
    let label = if is_alive {
        words.details.duplicate.to_owned()
    } else {
        (words.offer.like_this)(&text::plain(&token.name))
    };
    let row = Arc::clone(row);
    let duplicate = el("button")
        .attr("type", "button")
        .class("button plain")
        .attr("aria-disabled", why_no_copy.map(|_| "true"))
        .attr("title", why_no_copy)
        .child(icon::view(icon::COPY))
        .child(label)
        .on("click", move |_| table.create_like(&row));
    el("footer")
        .child(renew)
        .child(act(words.act.revoke, icon::REVOKE, why_no_change, Dialog::Revoke(key)))
        .child(replace)
        .child(duplicate)
        .child(hint.map(|reason| el("p").class("hint").child(reason)))
}
