//! The lists that were not read whole, and those that are not offered: which, why, and reading one again.

use crate::app::inventory::Inventory;
use crate::app::preferences::all_words as words;
use crate::app::screens::overview::scan::gap_is_told;
use crate::app::shell::trouble_notice;
use crate::app::token_table::text;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo};
use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Refusal};
use crate::inventory::scan::{Cause, Gap, Scan, Source, Standing, What};
use crate::words::{AllWords, Attempt};

/// Gaps that are listed at once.
const GAPS: usize = 200;

/// A list that is not whole, as it is shown.
#[derive(Clone, PartialEq)]
struct Line {
    what: What,
    path: String,
    standing: Standing,
    cause: Option<Cause>,
    odd_rows: usize,
    is_older: bool,
}

fn lines(scan: &Scan, are_offered: bool) -> Vec<Line> {
    let line = |gap: &Gap| {
        let (cause, is_older) = scan.cause(gap.what);
        let Gap { what, path, standing, odd_rows } = *gap;
        Line { what, path: path.to_owned(), standing, cause, odd_rows, is_older }
    };
    let lists = if are_offered { scan.gaps() } else { scan.absent() };
    lists.iter().filter(|gap| gap_is_told(scan, gap)).map(line).collect()
}

/// Every list that was not read whole, or that is not offered, with its reason and a way to read it again.
pub fn view(inventory: Inventory, are_offered: bool) -> Piece {
    let words = words();
    let lines = Memo::new(move || inventory.look(|scan| lines(scan, are_offered)).unwrap_or_default());
    let shown = move || {
        let line = |line: &Line| line_view(words, inventory, line);
        lines.with(|lines| lines.iter().take(GAPS).map(line).collect::<Vec<_>>())
    };
    el("ul").class("gaps").attr("role", "list").child(shown).into_piece()
}

fn line_view(words: &'static AllWords, inventory: Inventory, line: &Line) -> Element {
    let (say, scan) = (&words.gaps, &words.overview);
    let what = name(words, line.what, &line.path);
    let attempt = match line.what {
        What::List(place) => Attempt::List(place),
        What::Find(_) => Attempt::Read,
    };
    let target = line.what;
    let again = Callback::new(move || inventory.rescan_what(target));
    let refusal = match &line.cause {
        Some(Cause::Error(Error::Refused(refusal))) => Some(refusal),
        _ => None,
    };
    let has_others = matches!(line.what, What::List(_) | What::Find(Source::ServiceAccounts(_)));
    let is_alone = has_others && refusal.is_some_and(|refusal| refusal.reason == Reason::NoSuchEndpoint);
    let reason: Piece = match &line.cause {
        // Nothing is wrong there, so nothing is called an error.
        _ if line.standing == Standing::Absent => answered(words, say.absent, refusal).into_piece(),
        // Others of the kind are answered: the release is not to blame.
        _ if is_alone => answered(words, say.alone, refusal).into_piece(),
        Some(Cause::Error(error)) => trouble_notice(error, attempt, None).into_piece(),
        Some(cause) => el("p").child((say.cause)(cause)).into_piece(),
        None => Piece::Nothing,
    };
    let odd = (line.odd_rows > 0).then(|| el("p").child((words.list.odd_rows)(line.odd_rows)));
    let button = el("button")
        .attr("type", "button")
        .class("button small")
        .attr("aria-label", (scan.rescan)(&what))
        .child(scan.rescan_short)
        .on("click", move |_| again.run());
    let head = el("p")
        .child(el("strong").child(what))
        .child(" · ")
        .child(el("span").child((scan.standing)(line.standing)))
        .child(line.is_older.then(|| el("span").class("quiet").child(" · ").child(say.older)));
    el("li").attr("data-standing", standing_name(line.standing)).child((head, reason, odd)).child(button)
}

/// What a refusal means here, with GitLab's own sentence, where it gave one.
fn answered(
    words: &AllWords,
    meaning: fn(Option<&Refusal>) -> String,
    refusal: Option<&Refusal>,
) -> impl Child + use<> {
    let quote = refusal.map(|refusal| text::plain(&refusal.text)).filter(|text| !text.is_empty());
    let quote = quote.map(|quote| format!("{}: “{quote}”", words.shell.gitlab_says));
    let id = refusal.and_then(|refusal| refusal.request_id.as_deref()).map(words.shell.request_id);
    let hint = |text: String| el("p").class("hint").child(text);
    (el("p").child(meaning(refusal)), quote.map(hint), id.map(hint))
}

/// What a list is called.
pub fn name(words: &AllWords, what: What, path: &str) -> String {
    match what {
        What::List(place) => (words.place.title)(place, &text::plain(path)),
        What::Find(source) => format!("{} {}", (words.gaps.source)(source), text::plain(path)),
    }
}

fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "waiting",
        Standing::Reading => "reading",
        Standing::Complete => "complete",
        Standing::Partial => "partial",
        Standing::Refused(_) => "refused",
        Standing::Failed => "failed",
        Standing::Absent => "absent",
    }
}
