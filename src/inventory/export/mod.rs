//! What is shown, as a file: for a spreadsheet, for a machine, for a calendar. Never a token's value.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::scan::{Gap, Standing};
use crate::tokens::Row;

pub mod csv;
pub mod ics;
pub mod json;

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The GitLab's address.
    pub server: &'a str,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// The filters by which the tokens were chosen, by the names and values they have in a link.
    pub filters: &'a [(String, String)],
    /// The tokens.
    pub rows: &'a [Arc<Row>],
    /// The lists that are not whole, those with rows that could not be read among them. A file says so, too: nobody sees the page
    /// beside it.
    pub missing: &'a [Gap<'a>],
}

/// How a list stands that is not whole, in one cell.
fn gap_word(gap: &Gap) -> String {
    let word = standing_word(gap.standing);
    match gap.odd_rows {
        0 => word,
        rows => format!("{word} ({rows} unreadable)"),
    }
}

/// A standing in files.
fn standing_word(standing: Standing) -> String {
    match standing {
        Standing::Waiting => String::from("not read yet"),
        Standing::Reading => String::from("being read"),
        Standing::Complete => String::from("complete"),
        Standing::Partial => String::from("partial"),
        Standing::Refused(status) => format!("refused ({status})"),
        Standing::Failed => String::from("failed"),
        Standing::Absent => String::from("not offered"),
    }
}
