//! When a button may be pressed that ends something, where another page stands around this one: the page could lay something
//! over it and have a person press it unawares (clickjacking).

/// It must have been in plain sight for so many milliseconds on end.
pub const SEEN_FOR: i64 = 500;
/// Where a browser cannot tell, two presses lie at least so many milliseconds apart.
pub const READ_FOR: i64 = 1_000;

/// What is known of one button. All times are milliseconds of one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The browser tells whether something lies over it.
    Told {
        /// Since when nothing does; none, something does or nobody knows yet.
        since: Option<i64>,
    },
    /// The browser cannot tell: it is pressed twice. Two presses are harder to come by than one, and no proof.
    Untold {
        /// The press before.
        before: Option<i64>,
    },
}

impl Sight {
    /// Of a button that nobody has seen.
    pub fn new(is_told: bool) -> Self {
        if is_told { Self::Told { since: None } } else { Self::Untold { before: None } }
    }

    /// The browser says whether it is in plain sight.
    pub fn see(&mut self, now: i64, is_visible: bool) {
        if let Self::Told { since } = self {
            *since = is_visible.then(|| since.unwrap_or(now));
        }
    }

    /// Whether the next press counts, as far as this can be known before it.
    pub fn is_armed(self, now: i64) -> bool {
        match self {
            Self::Told { since } => since.is_some_and(|since| now - since >= SEEN_FOR),
            Self::Untold { .. } => true,
        }
    }

    /// It is pressed. Whether that counts.
    pub fn press(&mut self, now: i64) -> bool {
        match self {
            Self::Told { .. } => self.is_armed(now),
            Self::Untold { before } => {
                let counts = before.is_some_and(|before| now - before >= READ_FOR);
                *before = (!counts).then_some(now);
                counts
            }
        }
    }
}
