//! What breaks next, and what just broke: everything one is responsible for, as far as it was read.

pub mod export;
pub mod gaps;
pub mod horizon;
pub mod kinds;
pub mod scan;

use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::token_table::{self, Table, cards};
use crate::app::{screens::resource, token_dialogs};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal, expect_context};
use crate::route::List;

/// The screen.
pub fn screen(list: Memo<List>, account: &Account) -> Piece {
    let words = words();
    let table = token_table::make(list, RwSignal::new(String::new()), None);
    let title = el("h1").child(words.overview.title);
    let remark = account.user.bot_of().map(resource::bot_remark);
    let head =
        el("div").class("overview-head").child(title).child(scan::view(table, export::view(table, account)));
    (
        (head, remark),
        (cards::view(table), chart(table)),
        (token_table::beside(table, scan::unseen()), token_dialogs::view(table)),
    )
        .into_piece()
}

/// What ends when, once it is there: the list comes first, and its place is kept.
fn chart(table: Table) -> Element {
    let chart = expect_context::<Later>().place(move |parts| (parts.horizon)(table), || Piece::Nothing);
    el("div").class("horizon-place").child(chart)
}
