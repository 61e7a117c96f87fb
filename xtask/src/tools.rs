//! The programs that Keyturn is built and tested with: found if they are there, installed if they are not.
//!
//! Nothing is installed for the whole machine but the wasm target, and on Debian, as root, packages (`system`). Nothing is
//! downloaded except through cargo, npm, pip, apt and rustup.

pub mod browser;
pub mod crates;
pub mod hosts;
pub mod node;
pub mod python;
pub mod system;
pub mod target;
pub mod wasm_opt;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// A program by name on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// PATH with these folders in front.
pub fn path_with(folders: &[&Path]) -> Result<OsString, Problem> {
    let present = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&present));
    env::join_paths(all).map_err(Problem::while_doing("a tool's folder cannot stand on PATH"))
}
