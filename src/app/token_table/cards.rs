//! Counts that filter: by status, and over all kinds by what to look at.

use super::{Load, Table};
use crate::app::preferences::words;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::Memo;
use crate::tokens::filter::Counts;
use crate::tokens::{Place, Risk, State};
use crate::words::Words;
use crate::words::list::ListWords;

/// What a card stands for.
#[derive(Clone, Copy, PartialEq)]
enum Card {
    Status(State),
    Rule(Risk),
}

/// Those of every list.
const STATUS: [Card; 4] = [
    Card::Status(State::Active),
    Card::Status(State::ExpiringSoon),
    Card::Status(State::Expired),
    Card::Status(State::Revoked),
];

/// Those of the table over all kinds, in the order in which one would look.
const RULES: [Card; 6] = [
    Card::Rule(Risk::ExpiredWithoutReplacement),
    Card::Rule(Risk::NeverExpires),
    Card::Rule(Risk::Broad),
    Card::Rule(Risk::NeverUsed),
    Card::Rule(Risk::Idle),
    Card::Rule(Risk::SafeToRemove),
];

impl Card {
    fn counted(self, counts: &Counts) -> usize {
        match self {
            Card::Status(State::Active) => counts.active,
            Card::Status(State::ExpiringSoon) => counts.soon,
            Card::Status(State::Expired) => counts.expired,
            Card::Status(_) => counts.revoked,
            Card::Rule(risk) => counts.risks[risk as usize],
        }
    }

    /// With how many it leaves out because nobody tells what it would have to know.
    fn with_untold(self, text: &str, words: &ListWords, counts: &Counts) -> String {
        match self {
            Card::Rule(risk) if counts.untold[risk as usize] > 0 => {
                format!("{text} · {}: {}", words.not_told, counts.untold[risk as usize])
            }
            _ => text.to_owned(),
        }
    }

    /// Its colour: that of the status it is about.
    fn status(self) -> &'static str {
        match self {
            Card::Status(State::ExpiringSoon) | Card::Rule(Risk::NeverExpires | Risk::Broad) => "expiring",
            Card::Status(State::Expired) | Card::Rule(Risk::ExpiredWithoutReplacement) => "expired",
            Card::Status(State::Revoked) => "revoked",
            Card::Status(_) => "active",
            Card::Rule(_) => "note",
        }
    }
}

/// Every card of the table over all kinds as a word with its numbers.
pub fn numbers(words: &Words, counts: &Counts) -> Vec<(&'static str, String)> {
    let number = |card: Card| {
        let word = match card {
            Card::Status(state) => (words.list.state)(state),
            Card::Rule(risk) => (words.overview.risk)(risk),
        };
        (word, card.with_untold(&card.counted(counts).to_string(), &words.list, counts))
    };
    STATUS.into_iter().chain(RULES).map(number).collect()
}

/// The cards above a table. In the list of all users nobody has counted, so they only filter.
pub fn view(table: Table) -> Piece {
    let (words, overview) = (&words().list, &words().overview);
    let counts = Memo::new(move || table.arranged.with(|arranged| arranged.counts));
    let is_counted = table.rows.of != Some(Place::AllUsers);
    // Before the first page is there nothing was counted.
    let is_known =
        Memo::new(move || table.rows.load.get() == Load::Ready || !table.rows.all.with(Vec::is_empty));
    let chosen = Memo::new(move || {
        table.list.with(|list| list.filter.risk.map_or(Card::Status(list.filter.state), Card::Rule))
    });
    let card = |card: Card| {
        let number = move || {
            if is_known.get() { card.counted(&counts.get()).to_string() } else { String::from("–") }
        };
        let (word, hint) = match card {
            Card::Status(state) => ((words.state)(state), (words.card_hint)(state)),
            Card::Rule(risk) => ((overview.risk)(risk), (overview.risk_hint)(risk)),
        };
        el("button")
            .attr("type", "button")
            .class("card")
            .attr("data-status", card.status())
            .attr("aria-pressed", move || (chosen.get() == card).to_string())
            .child(el("span").class("word").child(el("span").class("shape")).child(word))
            .child(is_counted.then(|| el("span").class("count").child(number)))
            .child(el("span").class("hint").child(move || card.with_untold(hint, words, &counts.get())))
            .on("click", move |_| {
                let is_chosen = chosen.get_untracked() == card;
                table.refine(|filter| {
                    // A rule says itself whether the token works.
                    (filter.state, filter.risk) = match card {
                        _ if is_chosen => (State::All, None),
                        Card::Status(state) => (state, None),
                        Card::Rule(risk) => (State::All, Some(risk)),
                    };
                });
            })
    };
    let group = |class: &'static str, label: &'static str| {
        el("div").class(class).attr("role", "group").attr("aria-label", label)
    };
    let status = group("cards", words.cards).child(STATUS.map(card).to_vec());
    // The rules are many: they stand closer together.
    let rules = || group("cards compact", overview.findings).child(RULES.map(card).to_vec());
    (status, table.rows.of.is_none().then(rules)).into_piece()
}
