//! Rotate: asks for the new end, says when the old value dies.

use super::close;
use super::sheet::{Sheet, confirm_end};
use super::{expiry_field, form};
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
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{DraftFault, ExpiryChoice, Row, Status};
use crate::words::Attempt;

/// The dialog of one token.
pub fn view(table: Table, row: &Row, account: &Account) -> Element {
    let words = words();
    let act = &words.act;
    let on_close = close(table, Some(row.key()));
    let changing = Changing::new(table.rows, table.owner_of(row), words, on_close);
    let (token, place) = (&row.token, row.home());
    let lifetime = form::lifetime(account, place.kind());
    let same_length = token.lifetime_days().filter(|days| lifetime.admits(*days));
    let choice = RwSignal::new(ExpiryChoice::InDays(same_length.unwrap_or(30)));
    let fault = RwSignal::new(None::<ExpiryFault>);
    let is_self = account.is_self(place.kind(), token.id);
    let target = token.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        match choice.get_untracked().resolve(clock::now(), lifetime) {
            Ok(expiry) => {
                fault.set(None);
                changing.start(Act::Rotate { token: target.clone(), expiry, is_self }, place);
            }
            Err(found) => fault.set(Some(found)),
        }
    };
    let said = Memo::new(move || Some(form::said(words, DraftFault::Expiry(fault.get()?))));
    let expiry = if account.abilities().rotates_to_date() {
        expiry_field::view(choice, act.rotate_expiry, lifetime, same_length, said)
    } else {
        el("p").child(act.one_week)
    };
    let own = is_self.then(|| notice::view(Tone::Warning, el("p").child(act.rotate_self)));
    let is_expired = Status::of(token, clock::now()) == Status::Expired;
    let consequence = el("p").class("consequence").attr("data-tone", "warning").child(if is_expired {
        act.rotate_expired
    } else {
        act.rotate_consequence
    });
    // Twins have the same name.
    let which = el("p").class("hint").child(words.list.id).child(" ").child(el("code").child(token.id));
    let title = Memo::fixed((act.rotate_title)(&text::plain(&token.name)));
    let button = confirm_end(changing, "button primary", words.act.rotate, act.rotating);
    Sheet { title, class: "", attempt: Attempt::Rotate(place), on_close }.view(
        table,
        changing,
        submit,
        (which, (expiry, own, consequence)).into_piece(),
        button,
    )
}
