//! What is said when the outcome of a change is not known from its answer: what is certain, and what to do next.

use super::Dialog;
use crate::app::changing::Changing;
use crate::app::preferences::all_words as words;
use crate::app::recipe;
use crate::app::session::use_session;
use crate::app::shell;
use crate::app::sight;
use crate::app::token_table::{Table, text};
use crate::browser::dates;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::Callback;
use crate::changes::{Doubt, Phase, Settlement};
use crate::gitlab::error::Reason;
use crate::tokens::{Key, Place, SortKey};
use crate::words::act::ActWords;
use crate::words::{AllWords, Attempt, trouble_of_change};

/// Takes the place of the form.
pub fn view(table: Table, changing: Changing, on_close: Callback) -> Piece {
    let words = words();
    let act = &words.act;
    let name = text::plain(&changing.name());
    let place = changing.place().or(table.rows.of).unwrap_or(Place::AllUsers);
    let rotates = rotates(place);
    let doubt = move || match changing.phase.get() {
        Phase::Settling(doubt) | Phase::Unsettled(doubt) | Phase::Settled(doubt, _) => Some(doubt),
        _ => None,
    };
    let standing = move || match changing.phase.get() {
        Phase::Settling(_) => {
            el("p").child(el("span").class("spinner")).child(" ").child(act.settling).into_piece()
        }
        Phase::Unsettled(_) => el("p").child(act.settle_failed).into_piece(),
        // It still signs in, and this is why; GitLab lists a token only as long as its bot is a member.
        Phase::Settled(Doubt { cause, .. }, Settlement::NotRevoked | Settlement::Gone)
            if cause.reason() == Some(&Reason::BotGone) =>
        {
            shell::told(trouble_of_change(words, &cause, Attempt::Revoke(place)), None).into_piece()
        }
        Phase::Settled(_, settlement) => {
            (told(words, rotates, &settlement), made_at(words, table, place, &settlement)).into_piece()
        }
        _ => Piece::Nothing,
    };
    let session = use_session();
    let recipe = move || match changing.phase.get() {
        Phase::Unsettled(_) | Phase::Settled(..) => {
            Some(recipe::view(&session.account_now()?, &changing.entry()?))
        }
        _ => None,
    };
    let body = el("div")
        .class("body")
        .attr("tabindex", "0")
        .attr("role", "status")
        .child(el("h3").child((act.unknown_title)(&name)))
        .child(el("p").child(move || doubt().map(|doubt| cause(act, &doubt))))
        .child(standing)
        .child(recipe);
    let again = el("button")
        .attr("type", "button")
        .class("button")
        .attr("hidden", move || !matches!(changing.phase.get(), Phase::Unsettled(_)))
        .child(act.settle_again)
        .on("click", move |_| {
            changing.find_out_again();
        });
    let close = el("button")
        .attr("type", "button")
        .class("button")
        .attr("disabled", move || changing.phase.with(Phase::is_busy))
        .child(words.shell.close)
        .on("click", move |_| on_close.run());
    let offered = move || match changing.phase.get() {
        Phase::Settled(_, settlement) if is_undone(&settlement) && !changing.is_out() => vec![
            offer("button", act.back_to_form, move || changing.go_back()).into_piece(),
            sight::guarded(offer("button primary", words.error.retry, move || changing.try_again())),
        ]
        .into_piece(),
        Phase::Settled(_, settlement) => offers(table, act, place, &settlement).into_piece(),
        _ => Piece::Nothing,
    };
    (body, el("footer").child(offered).child(again).child(close)).into_piece()
}

/// Whether the same may be confirmed once more.
fn is_undone(settlement: &Settlement) -> bool {
    matches!(settlement, Settlement::NotCreated | Settlement::NotRotated | Settlement::NotRevoked)
}

fn offer(class: &'static str, label: impl Child, run: impl Fn() + 'static) -> Element {
    el("button").attr("type", "button").class(class).child(label).on("click", move |_| run())
}

fn cause(act: &ActWords, doubt: &Doubt) -> &'static str {
    if doubt.accepted { act.unknown_accepted } else { act.unknown_cause }
}

/// What is certain, and what to do next.
pub fn told(words: &'static AllWords, rotates: bool, settlement: &Settlement) -> Piece {
    let act = &words.act;
    let do_orphan = if rotates { act.do_orphan } else { words.replace.do_orphan };
    let (certain, step) = match settlement {
        Settlement::NotCreated => (act.not_created.to_owned(), act.do_again),
        Settlement::Created(ids) => ((act.created_lost)(&text::ids(ids)), do_orphan),
        Settlement::NotRotated => (act.not_rotated.to_owned(), act.do_again),
        Settlement::Rotated(ids) if ids.is_empty() => (act.rotated_without.to_owned(), ""),
        Settlement::Rotated(ids) => ((act.rotated_lost)(&text::ids(ids)), do_orphan),
        Settlement::Revoked => (act.is_revoked.to_owned(), ""),
        Settlement::NotRevoked => (act.not_revoked.to_owned(), act.do_again),
        Settlement::Gone => (act.gone.to_owned(), ""),
        Settlement::Ended => (words.activity.ended.to_owned(), ""),
    };
    let part = |title: &'static str, text: String| {
        el("div").class("stack").child(el("h3").child(title)).child(el("p").child(text))
    };
    (part(act.certain, certain), (!step.is_empty()).then(|| part(act.to_do, step.to_owned()))).into_piece()
}

/// Whether a token of a place can be rotated here.
pub(super) fn rotates(place: Place) -> bool {
    let rotates = || use_session().account_now().is_some_and(|account| account.abilities().rotates());
    place.kind().facts().rotates && rotates()
}

/// When the first of the new tokens was made: somebody may know who did it.
fn made_at(words: &'static AllWords, table: Table, place: Place, settlement: &Settlement) -> Option<Element> {
    let (Settlement::Created(ids) | Settlement::Rotated(ids)) = settlement else { return None };
    let at = table.token(Key::of(place.kind(), *ids.first()?))?.created_at?;
    let said = format!("{}: {}", (words.list.column)(SortKey::Created), dates::instant_utc(at, words.tag));
    Some(el("p").class("hint").child(said))
}

/// For each orphan: a new value of it where it can be rotated, and its end.
pub(super) fn offers(
    table: Table,
    act: &'static ActWords,
    place: Place,
    settlement: &Settlement,
) -> Vec<Element> {
    let rotates = rotates(place);
    let ids = match settlement {
        Settlement::Created(ids) | Settlement::Rotated(ids) => ids.as_slice(),
        _ => &[],
    };
    let to = |class: &'static str, label: String, dialog: Dialog| {
        offer(class, label, move || table.dialog.set(Some(dialog.clone())))
    };
    let offers = |id: &u64| {
        let key = Key::of(place.kind(), *id);
        let rotate = || to("button primary", (act.get_new_secret)(*id), Dialog::Rotate(key));
        let revoke = to("button", (act.revoke_orphan)(*id), Dialog::Revoke(key));
        [Some(revoke), rotates.then(rotate)].into_iter().flatten()
    };
    ids.iter().flat_map(offers).collect()
}
