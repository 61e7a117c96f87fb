//! The files of a release: their names, their content, and what each is there for.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use super::{Built, compact};
use crate::problem::Problem;

/// When a file is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Before anything can be seen: counts against the budget.
    FirstScreen,
    /// Once the first list is there, before anything is asked for that needs it.
    Later,
    /// Only when the person asks for it.
    OnDemand,
    /// By the browser's frame: icon and manifest.
    Beside,
    /// Read by the web server or by those who run it, not by the page.
    ForTheHost,
    /// Read by whoever runs it, not by the page.
    ForPeople,
}

/// One file.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
    pub role: Role,
}

/// Names and hashes of a module's two files, as the boot script needs them.
pub struct Module {
    pub js: String,
    pub js_integrity: String,
    pub wasm: String,
    pub wasm_integrity: String,
}

/// Name and hash of a WebAssembly that another one loads.
pub struct Part {
    pub wasm: String,
    pub wasm_integrity: String,
}

/// The release.
#[derive(Default)]
pub struct Bundle {
    files: Vec<File>,
}

impl Bundle {
    /// All files, in the order they were added.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Adds a file under exactly this name.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>, role: Role) {
        self.files.push(File { name: name.to_owned(), bytes, role });
    }

    /// Adds a file under a name that changes with its content, and gives the name.
    pub fn add_hashed(&mut self, stem: &str, ending: &str, bytes: Vec<u8>, role: Role) -> String {
        let name = format!("{stem}-{}{ending}", fingerprint(&bytes));
        self.add(&name, bytes, role);
        name
    }

    /// Adds a WebAssembly that has no glue of its own.
    pub fn add_part(&mut self, stem: &str, wasm: Vec<u8>, role: Role) -> Part {
        let wasm_integrity = integrity(&wasm);
        Part { wasm: self.add_hashed(stem, ".wasm", wasm, role), wasm_integrity }
    }

    /// Adds glue and WebAssembly of a module.
    pub fn add_module(&mut self, stem: &str, built: Built, role: Role) -> Result<Module, Problem> {
        let wasm_integrity = integrity(&built.wasm);
        let wasm = self.add_hashed(stem, "_bg.wasm", built.wasm, role);
        // The glue names its module for whoever starts it without one; the boot script never does.
        let glue = compact::glue(&built.glue).replace(&format!("{stem}_bg.wasm"), &wasm);
        if !glue.contains("import.meta.url") {
            return Err(Problem::new(format!("{stem}.js is not the glue of `wasm-bindgen --target web`")));
        }
        let js_integrity = integrity(glue.as_bytes());
        let js = self.add_hashed(stem, ".js", glue.into_bytes(), role);
        Ok(Module { js, js_integrity, wasm, wasm_integrity })
    }
}

/// What stands in an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Sixteen hexadecimal digits that stand for the content.
fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let (start, _) = digest.split_first_chunk().map_or(([0; 8], &[][..]), |(start, rest)| (*start, rest));
    format!("{:016x}", u64::from_be_bytes(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integrity_is_what_browsers_compute() {
        // The hash of the empty text, as the standard writes it.
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
    }

    #[test]
    fn a_hashed_name_changes_with_the_content() {
        let mut bundle = Bundle::default();
        let first = bundle.add_hashed("a", ".css", b"one".to_vec(), Role::FirstScreen);
        let second = bundle.add_hashed("a", ".css", b"two".to_vec(), Role::FirstScreen);
        assert_ne!(first, second);
        assert_eq!(first.len(), "a-0123456789abcdef.css".len());
    }
}
