//! What an administrator must know of kinds: the list of all users' tokens does not mark them.

use crate::app::preferences::all_words as words;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::Memo;

/// What is not known, and what of it can be found: `can_widen` says whether the bots' tokens still can.
pub fn view(can_widen: Memo<bool>) -> Piece {
    let say = &words().gaps;
    let bots = el("p").class("hint").attr("hidden", move || !can_widen.get()).child(say.bots_unknown);
    (bots, el("p").class("hint").child(say.kinds_unmarked)).into_piece()
}
