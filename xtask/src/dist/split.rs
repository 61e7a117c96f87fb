//! Takes the application apart: what a first screen needs, and what is loaded later (decision 0011).
//!
//! `src/app/later.rs` says where. The tool follows every reference from there and from the start; what only the first
//! leads to becomes a WebAssembly of its own, which shares memory and functions with the other.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::sections;
use crate::problem::Problem;

/// What both modules import from: the boot script, which is there and checked before either.
const BOOT: &str = "./boot.js";

/// What rustc is told when it links: the tool reads what the linker knows, and a stripped module does not hold it.
pub const LINKING: [&str; 2] = ["-Clink-arg=--emit-relocs", "-Cstrip=none"];

/// Functions that must not be in the first half, as their names are written there. One call from a list is enough to
/// bring a function into it, with all that it leads to.
const LATER: [(&str, &str); 2] = [
    ("app8changing8Changing5start", "what carries a change out"),
    ("preferences9all_words", "every sentence"),
];

/// Both halves, still to be shrunk.
pub struct Halves {
    /// The first: for wasm-bindgen.
    pub first: PathBuf,
    /// The second: complete.
    pub later: PathBuf,
}

/// Takes a module apart that was linked with [`LINKING`].
pub fn apart(module: &Path, folder: &Path) -> Result<Halves, Problem> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Problem::while_doing("removing the halves of before"))?;
    }
    let input = fs::read(module).map_err(Problem::while_doing("reading the linked module"))?;
    let first = folder.join("keyturn.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    // Its own loader is written there and left: it fetches without a hash.
    options.link_name = BOOT;
    let made =
        transform(options).map_err(|why| Problem::new(format!("taking the application apart: {why:#}")))?;
    // A stripped module has no such list either. With it wasm-bindgen makes a second table, of references to JavaScript,
    // and wasm-opt 108 then exports the wrong one.
    let linked = fs::read(&first).map_err(Problem::while_doing("reading the first half"))?;
    check_first(&linked)?;
    fs::write(&first, sections::without(&linked, b"target_features")?)
        .map_err(Problem::while_doing("writing the first half"))?;
    match made.split_modules.as_slice() {
        [later] => Ok(Halves { first, later: later.clone() }),
        more => {
            Err(Problem::new(format!("the application came apart into {more:?} beside its first module"))
                .next("public/boot.js loads one file, and src/app/later.rs names it `later`."))
        }
    }
}

/// What is loaded later must not have come into the first half.
fn check_first(module: &[u8]) -> Result<(), Problem> {
    let sections = sections::of(module)?;
    let names = sections::function_names(&sections)?;
    match LATER.iter().find(|(part, _)| names.values().any(|name| name.contains(part))) {
        None => Ok(()),
        Some((_, what)) => Err(Problem::new(format!("{what} has come into the first module"))
            .next("Something calls it by another way than src/app/later/parts.rs.")),
    }
}
