//! Which rows a filter leaves, worked out anew whenever the rows, their order or the filter change.

use super::Rows;
use crate::browser::reactive::{Memo, StoredValue};
use crate::tokens::filter::{Arranged, arrange};
use crate::tokens::risk::Judged;
use crate::tokens::{Filter, Texts};

/// What is left of the rows. Whoever types on looks only among those that were left before.
pub fn arranged(
    rows: Rows,
    judged: Memo<Vec<Judged>>,
    order: Memo<Vec<usize>>,
    filter: Memo<Filter>,
    texts: Memo<Texts>,
) -> Memo<Arranged> {
    let turns = StoredValue::new(0_u64);
    let turn = Memo::new(move || {
        rows.all.track();
        turns.update_value(|turn| *turn += 1);
        turns.get_value()
    });
    let before = StoredValue::new(None::<(u64, Filter, Vec<bool>)>);
    Memo::new(move || {
        let (turn, filter, kept) = (turn.get(), filter.get(), rows.changed.get());
        let mut left = before.with_value(|before| {
            let known = before.as_ref().filter(|(of, looked, _)| *of == turn && filter.narrows(looked));
            rows.all.with_untracked(|rows| filter.left(rows, known.map(|(.., left)| left.as_slice())))
        });
        // The texts are put together only where somebody searches.
        if !filter.search.trim().is_empty() {
            texts.with(|texts| filter.search(texts, &mut left));
        }
        let arranged = rows.all.with_untracked(|rows| {
            judged.with(|judged| order.with(|order| arrange(rows, judged, order, &left, &filter, &kept)))
        });
        before.set_value(Some((turn, filter, left)));
        arranged
    })
}
