//! The one type that holds a credential or a one-time value.
//!
//! Deliberately absent: `Debug`, `Display`, `Clone`, `PartialEq` and serialisation. Each absence is a test:
//!
//! ```compile_fail
//! let secret = keyturn::tokens::Secret::new(String::from("x"));
//! let _ = format!("{secret:?}");
//! ```
//! ```compile_fail
//! let secret = keyturn::tokens::Secret::new(String::from("x"));
//! let _ = format!("{secret}");
//! ```
//! ```compile_fail
//! let secret = keyturn::tokens::Secret::new(String::from("x"));
//! let _ = secret.clone();
//! ```
//! ```compile_fail
//! let (a, b) = (keyturn::tokens::Secret::new(String::new()), keyturn::tokens::Secret::new(String::new()));
//! let _ = a == b;
//! ```
//! ```compile_fail
//! let secret = keyturn::tokens::Secret::new(String::from("x"));
//! let _ = serde_json::to_string(&secret);
//! ```

use zeroize::Zeroizing;

/// A value that must not leak: wiped from memory when dropped, read only through [`Secret::expose`].
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes ownership of the text; the caller must not keep a copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. Every use carries an `// EXPOSE:` comment that says why it is needed.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn the_text_is_read_only_through_expose() {
        let secret = Secret::new(String::from("glpat-example"));
        assert_eq!(secret.expose(), "glpat-example");
        assert!(!secret.is_empty());
    }
}
