//! The inventory as comma-separated values (RFC 4180): a line a token, then a line a list that is not whole.

use super::{Sheet, standing_word};
use crate::csv::push_row;
use crate::inventory::scan::What;
use crate::tokens::date::{print_day, print_instant};
use crate::tokens::{Expiry, LastUsed, Place, Resource, Row, Scope, Status};

/// The columns, in order. `list` says whether the list the line comes from is whole.
pub const COLUMNS: [&str; 17] = [
    "token_id",
    "name",
    "description",
    "kind",
    "project_id",
    "group_id",
    "user_id",
    "path",
    "username",
    "role",
    "scopes",
    "created_at",
    "last_used_at",
    "expires_at",
    "revoked",
    "status",
    "list",
];

/// The whole as one text. A spreadsheet takes none of it for a formula.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::new();
    push_row(&mut text, &COLUMNS);
    for row in sheet.rows {
        let gap = sheet.missing.iter().find(|gap| gap.what == What::List(row.place));
        let list = gap.map_or_else(|| String::from("complete"), |gap| standing_word(gap.standing));
        push_row(&mut text, &token_cells(row, sheet, list));
    }
    for gap in sheet.missing {
        let mut cells: [String; COLUMNS.len()] = std::array::from_fn(|_| String::new());
        match gap.what {
            What::List(place) => place_cells(&mut cells, place, gap.path),
            What::Find(source) => {
                source.word().clone_into(&mut cells[3]);
                gap.path.clone_into(&mut cells[7]);
            }
        }
        cells[16] = standing_word(gap.standing);
        push_row(&mut text, &cells);
    }
    text
}

fn token_cells(row: &Row, sheet: &Sheet, list: String) -> [String; COLUMNS.len()] {
    let token = &row.token;
    let scopes: Vec<&str> = token.scopes.iter().map(Scope::as_str).collect();
    let mut cells: [String; COLUMNS.len()] = std::array::from_fn(|_| String::new());
    place_cells(&mut cells, row.place, &row.path);
    cells[0] = token.id.to_string();
    cells[1].clone_from(&token.name);
    cells[2] = token.description.clone().unwrap_or_default();
    if let Some(id) = token.user_id {
        cells[6] = id.to_string();
    }
    cells[8] = token.username.clone().unwrap_or_default();
    cells[9] = token.access_level.map(|level| level.0.to_string()).unwrap_or_default();
    cells[10] = scopes.join(" ");
    cells[11] = token.created_at.map(print_instant).unwrap_or_default();
    cells[12] = match token.last_used {
        LastUsed::NotTold => String::from("not told"),
        LastUsed::Never => String::from("never"),
        LastUsed::At(at) => print_instant(at),
    };
    cells[13] = match token.expiry {
        Expiry::Never => String::from("never"),
        Expiry::Day(day) => print_day(day),
        Expiry::Instant(at) => print_instant(at),
    };
    cells[14] = token.revoked.to_string();
    cells[15] = match Status::of(token, sheet.taken_at) {
        Status::Active => String::from("active"),
        Status::ExpiringSoon { .. } => String::from("expiring soon"),
        Status::Expired => String::from("expired"),
        Status::Revoked => String::from("revoked"),
    };
    cells[16] = list;
    cells
}

fn place_cells(cells: &mut [String; COLUMNS.len()], place: Place, path: &str) {
    place.kind().word().clone_into(&mut cells[3]);
    match place.resource() {
        Some(Resource::Project(id)) => cells[4] = id.to_string(),
        Some(Resource::Group(id)) => cells[5] = id.to_string(),
        None => {}
    }
    cells[6] = place.user_id().map(|id| id.to_string()).unwrap_or_default();
    path.clone_into(&mut cells[7]);
}
