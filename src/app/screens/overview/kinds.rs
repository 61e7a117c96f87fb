//! What an administrator must know of kinds: the list of all users' tokens does not mark them.

use crate::app::inventory::Inventory;
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::expect_context;
use crate::inventory::Scan;

/// What counts as personal and may be something else, to those who have that list.
pub fn view() -> Option<Piece> {
    let say = &words().gaps;
    let inventory = expect_context::<Inventory>();
    let is_admin = use_session().account_now().is_some_and(|account| account.user.is_admin);
    let hint = |text: &'static str| -> Element { el("p").class("hint").child(text) };
    let bots = hint(say.bots_unknown).attr("hidden", move || inventory.look(Scan::knows_bots) != Some(false));
    is_admin.then(|| (bots, hint(say.kinds_unmarked)).into_piece())
}
