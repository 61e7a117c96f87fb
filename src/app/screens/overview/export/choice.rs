//! The choice of a file, and writing it: bit by bit, so that the page stays usable.

use super::{CHOICE, Shown};
use crate::app::token_table::text;
use crate::app::widgets::notice::Tone;
use crate::browser::element::{Child, Piece, el};
use crate::browser::task::spawn;
use crate::browser::{clock, dom};
use crate::gitlab::pages;
use crate::inventory::export::Sheet;
use crate::inventory::export::csv::Csv;
use crate::inventory::export::ics::{Ics, Said, is_event};
use crate::inventory::export::json::Json;
use crate::route::filters;
use crate::tokens::date::print_day;
use crate::tokens::{Place, Row, Scope};

/// Rows that are written before the page has its turn again.
const AT_ONCE: usize = 1_000;

/// A file that is being written.
enum File {
    Csv(Csv),
    Json(Json),
    Ics(Ics),
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    Json,
    Ics,
}

/// What is offered; made anew whenever it is opened.
pub fn view(shown: &Shown) -> Piece {
    let say = &shown.words().export;
    let (rows, now) = (shown.table.shown(), clock::now());
    let all = shown.table.rows.all.with_untracked(Vec::len);
    let none = (!rows.iter().any(|row| is_event(row, now))).then_some(say.ics_none);
    let offer = |id: &'static str, label: &'static str, hint: String, reason: Option<&'static str>| {
        let button = el("button")
            .attr("type", "button")
            .class("button")
            .attr("popovertarget", reason.is_none().then_some(CHOICE))
            .attr("popovertargetaction", "hide")
            .attr("aria-disabled", reason.map(|_| "true"))
            .attr("aria-describedby", id)
            .child(label);
        (button, el("p").class("hint").id(id).child(reason.map_or(hint, str::to_owned)))
    };
    let file = |id, label, hint: &str, reason: Option<&'static str>, format: Format| {
        let shown = shown.clone();
        let (button, hint) = offer(id, label, hint.to_owned(), reason);
        let button = button.on("click", move |_| {
            if reason.is_none() {
                save(shown.clone(), format);
            }
        });
        el("div").class("offer").child((button, hint))
    };
    let (print, print_hint) = offer("export-print", say.print, (say.print_hint)(super::report::MOST), None);
    // The menu is gone before the page is printed.
    let print = print.on("click", |_| dom::after_drawing(dom::print));
    let files = (
        file("export-csv", say.csv, say.csv_hint, None, Format::Csv),
        file("export-json", say.json, say.json_hint, None, Format::Json),
        file("export-ics", say.ics, say.ics_hint, none, Format::Ics),
    );
    let what = el("p").child((say.what)(rows.len(), all));
    (
        what,
        files,
        (el("div").class("offer").child((print, print_hint)), el("p").class("hint").child(say.no_value)),
    )
        .into_piece()
}

fn save(shown: Shown, format: Format) {
    if shown.is_writing.get_untracked() {
        return;
    }
    shown.is_writing.set(true);
    spawn(async move {
        let written = write(&shown, format).await;
        shown.is_writing.set(false);
        if !written.is_some_and(|(name, text)| dom::download(&name, &text)) {
            shown.notices.say(Tone::Warning, shown.words().export.not_saved.to_owned());
        }
    });
}

/// The file's name and its text.
async fn write(shown: &Shown, format: Format) -> Option<(String, String)> {
    let (rows, now) = (shown.table.shown(), clock::now());
    let server = &shown.account.address;
    let host = server.split("://").last().unwrap_or_default();
    let filters = shown.table.list.with_untracked(|list| filters(&list.filter));
    let mut file = shown.inventory.look(|scan| {
        let missing = scan.gaps();
        let sheet = Sheet { server, taken_at: now, filters: &filters, rows: &[], missing: &missing };
        match format {
            Format::Csv => File::Csv(Csv::begin(&sheet)),
            Format::Json => File::Json(Json::begin(&sheet)),
            Format::Ics => {
                let lists = missing.len();
                let remark = (lists > 0).then(|| (shown.words().export.not_whole)(lists));
                File::Ics(Ics::begin(host, now, &remark.unwrap_or_default()))
            }
        }
    })?;
    for some in rows.chunks(AT_ONCE) {
        clock::wait(0).await;
        for row in some {
            match &mut file {
                File::Csv(file) => file.push(row),
                File::Json(file) => file.push(row),
                File::Ics(file) => file.push(row, |row| said(shown, row)),
            }
        }
    }
    let (end, text) = match file {
        File::Csv(file) => ("csv", file.end()),
        File::Json(file) => ("json", file.end()),
        File::Ics(file) => ("ics", file.end()?),
    };
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let host: String = host.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    Some((format!("keyturn-{host}-{}.{end}", print_day(now.date_naive())), text))
}

/// What an event says: what ends, where it lives, and where GitLab shows it.
fn said(shown: &Shown, row: &Row) -> Said {
    let (words, account) = (shown.words(), &shown.account);
    let kind = (words.place.kind)(row.place.kind());
    let is_own = row.home() == Place::User(account.user.id);
    let page = pages::tokens(&account.address, row.home(), &row.path, is_own, account.abilities());
    let scopes: Vec<&str> = row.token.scopes.iter().map(Scope::as_str).collect();
    let lines = [
        (words.overview.kind_label, kind.to_owned()),
        ((words.list.column)(crate::tokens::SortKey::Place), text::plain(&row.path)),
        (words.list.scopes, scopes.join(", ")),
        (words.list.id, row.token.id.to_string()),
        ("GitLab", page),
    ];
    let lines = lines.into_iter().filter(|(_, fact)| !fact.is_empty());
    let lines: Vec<String> = lines.map(|(label, fact)| format!("{label}: {fact}")).collect();
    let summary = (words.export.event)(&text::plain(&row.token.name), kind);
    Said { summary, description: lines.join("\n") }
}
