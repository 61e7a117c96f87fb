//! What went wrong, and what to do about it: the one error type of these commands.

use std::fmt;

/// A failure in words a person can act on.
#[derive(Debug)]
pub struct Problem {
    what: String,
    next: Option<String>,
}

impl Problem {
    /// A failure, named without a full stop: "there is no command `x`".
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None }
    }

    /// For `map_err`: what was being done when `cause` came up.
    pub fn while_doing<E: fmt::Display>(doing: impl Into<String>) -> impl FnOnce(E) -> Self {
        let doing = doing.into();
        move |cause| Self::new(format!("{doing}: {cause}"))
    }

    /// Adds the next step for the person.
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        match &self.next {
            Some(next) => write!(formatter, "\n{next}"),
            None => Ok(()),
        }
    }
}
