//! The inventory as comma-separated values (RFC 4180): a line a token, then a line a list that is not whole.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{Sheet, gap_word, standing_word};
use crate::csv::push_row;
use crate::inventory::scan::{Standing, What};
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

/// A file that grows row by row.
pub struct Csv {
    text: String,
    /// How each list stands that is not whole.
    open: HashMap<Place, String>,
    /// The lines of those lists.
    last: String,
    taken_at: DateTime<Utc>,
}

/// The whole as one text. A spreadsheet takes none of it for a formula.
pub fn csv(sheet: &Sheet) -> String {
    let mut file = Csv::begin(sheet);
    for row in sheet.rows {
        file.push(row);
    }
    file.end()
}

impl Csv {
    /// Everything of a sheet but its rows.
    pub fn begin(sheet: &Sheet) -> Self {
        let mut file =
            Self { text: String::new(), open: HashMap::new(), last: String::new(), taken_at: sheet.taken_at };
        push_row(&mut file.text, &COLUMNS);
        for gap in sheet.missing {
            let word = gap_word(gap);
            let mut cells: [String; COLUMNS.len()] = std::array::from_fn(|_| String::new());
            match gap.what {
                What::List(place) => {
                    file.open.insert(place, word.clone());
                    place_cells(&mut cells, place, gap.path);
                }
                What::Find(source) => {
                    source.word().clone_into(&mut cells[3]);
                    gap.path.clone_into(&mut cells[7]);
                }
            }
            cells[16] = word;
            push_row(&mut file.last, &cells);
        }
        file
    }

    /// One more.
    pub fn push(&mut self, row: &Row) {
        let list = self.open.get(&row.place).cloned().unwrap_or_else(|| standing_word(Standing::Complete));
        push_row(&mut self.text, &token_cells(row, self.taken_at, list));
    }

    /// The text.
    pub fn end(self) -> String {
        self.text + &self.last
    }
}

fn token_cells(row: &Row, now: DateTime<Utc>, list: String) -> [String; COLUMNS.len()] {
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
    cells[15] = match Status::of(token, now) {
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
