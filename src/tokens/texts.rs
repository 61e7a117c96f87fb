//! What is searched for in many rows at once. The texts of a hundred thousand rows lie all over the memory, and to fetch each takes ten
//! times as long as to look through it: so they are put together, in the order of the rows, before somebody types.

use std::sync::Arc;

use super::Row;

/// The texts of a list of rows, one behind the other.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Texts {
    all: Vec<u8>,
    /// Where each one ends and the next one begins.
    ends: Vec<usize>,
}

impl Texts {
    /// Those of these rows.
    pub fn of(rows: &[Arc<Row>]) -> Self {
        let mut texts = Self { all: Vec::new(), ends: Vec::with_capacity(rows.len()) };
        texts.all.reserve_exact(rows.iter().map(|row| row.searchable().len()).sum());
        for row in rows {
            texts.all.extend_from_slice(row.searchable().as_bytes());
            texts.ends.push(texts.all.len());
        }
        texts
    }

    /// Of the rows that are left, by their indexes, leaves those in which a term in small letters occurs.
    pub(super) fn search(&self, term: &str, left: &mut [bool]) {
        let mut start = 0;
        for (is_left, end) in left.iter_mut().zip(&self.ends) {
            *is_left = *is_left && occurs(term.as_bytes(), &self.all[start..*end]);
            start = *end;
        }
    }
}

/// Whether a term stands in a text. The library's own search prepares itself for long texts, which these are not.
fn occurs(term: &[u8], text: &[u8]) -> bool {
    match term {
        [] => true,
        [byte] => text.contains(byte),
        [first, rest @ ..] => {
            let mut after = text.iter();
            while after.any(|byte| byte == first) {
                if after.as_slice().starts_with(rest) {
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{Place, Token};
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_term_is_found_where_the_library_finds_it(term in "[aä€]{0,4}", text in "[aä€ ]{0,12}") {
            prop_assert_eq!(occurs(term.as_bytes(), text.as_bytes()), text.contains(&term));
        }

        #[test]
        fn each_row_is_looked_through_by_itself(
            names in vec("[ab]{0,2}", 0..6), term in "[ab1-6\\n]{1,3}", left in any::<[bool; 6]>()
        ) {
            let tokens = (1..).zip(&names).map(|(id, name)| Token::named(id, name));
            let rows = Row::all(Place::User(1), "a", tokens);
            let mut found = left[..rows.len()].to_vec();
            Texts::of(&rows).search(&term, &mut found);
            let has = |(row, left): (&Arc<Row>, bool)| left && row.searchable().contains(&term);
            prop_assert_eq!(found, rows.iter().zip(left).map(has).collect::<Vec<_>>());
        }
    }
}
