//! What is changed beside the reading: by the person, here or in another tab.

use chrono::{DateTime, Utc};

use super::{Scan, What};
use crate::tokens::{Place, Row, Token};

impl Scan {
    /// Takes a list as somebody else has read it, whole.
    pub fn put(&mut self, place: Place, tokens: Vec<Token>, now: DateTime<Utc>) {
        if let Some(at) = self.readings.at(What::List(place)) {
            self.readings.change(at, |reading| reading.put(tokens, now));
        } else {
            self.amend(place, |known| tokens.iter().find(|token| token.id == known.id).cloned());
            for token in tokens {
                self.issue(place, token);
            }
        }
        self.readings.name_users(What::List(Place::AllUsers));
    }

    /// Changes the tokens of a place, wherever they were read: what is known of them now, or nothing where it is the same.
    pub fn amend(&mut self, place: Place, change: impl Fn(&Token) -> Option<Token>) {
        self.readings.amend(|row: &Row| (row.home() == place).then(|| change(&row.token)).flatten());
    }

    /// Adds a token that was made in a place a moment ago. Those of another user stand in no list of their own, but among all users'.
    pub fn issue(&mut self, place: Place, token: Token) {
        let is_of_user = matches!(place, Place::User(_));
        let own = self.readings.at(What::List(place));
        let list =
            own.or_else(|| is_of_user.then(|| self.readings.at(What::List(Place::AllUsers))).flatten());
        if let Some(at) = list {
            self.readings.change(at, |reading| reading.add(token));
        }
        self.readings.name_users(What::List(Place::AllUsers));
    }
}
