//! Which GitLab is imitated. Every difference between releases asks this one value.

use std::fmt;
use std::str::FromStr;

/// A GitLab release such as `19.5.1-ee`, `13.12.15` or `19.0.0-pre`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// `19` of `19.5.1-ee`.
    pub major: u16,
    /// `5` of `19.5.1-ee`.
    pub minor: u16,
    /// `1` of `19.5.1-ee`; 0 when it was left out.
    pub patch: u16,
    /// What follows the first `-`: `ee`, `pre`, or nothing for the Community Edition.
    pub suffix: String,
}

/// The text is not a version: it must begin with `MAJOR.MINOR`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAVersion(pub String);

impl Version {
    /// An Enterprise Edition release of the given numbers.
    pub fn enterprise(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch, suffix: "ee".to_owned() }
    }

    /// Whether this release is `major.minor` or a later one.
    pub fn at_least(&self, major: u16, minor: u16) -> bool {
        (self.major, self.minor) >= (major, minor)
    }

    /// Whether this is the Enterprise Edition; pre-releases are GitLab.com's and count as such.
    pub fn is_enterprise(&self) -> bool {
        self.suffix.ends_with("ee") || self.suffix == "pre"
    }

    /// The numbers without the suffix, as the agent server reports its own version.
    pub fn numbers(&self) -> String {
        format!("{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::enterprise(19, 5, 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if self.suffix.is_empty() { Ok(()) } else { write!(formatter, "-{}", self.suffix) }
    }
}

impl FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let (numbers, suffix) = text.split_once('-').unwrap_or((text, ""));
        let parts: Option<Vec<u16>> = numbers.split('.').map(|part| part.parse().ok()).collect();
        let (major, minor, patch) = match parts.as_deref() {
            Some([major, minor]) => (*major, *minor, 0),
            Some([major, minor, patch, ..]) => (*major, *minor, *patch),
            _ => return Err(NotAVersion(text.to_owned())),
        };
        Ok(Self { major, minor, patch, suffix: suffix.to_owned() })
    }
}

impl fmt::Display for NotAVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a GitLab version such as 18.11.5-ee", self.0)
    }
}

impl std::error::Error for NotAVersion {}
