//! Python with the client that the scan is measured against, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::project::Project;
use crate::step;
use crate::tools::{self, system};

const NEXT: &str = "Install Python 3.10 or newer with its module venv, then run this again.";

/// A Python that has exactly what `requirements` names, byte for byte.
pub fn ensure(project: &Project, requirements: &Path) -> Result<PathBuf, Problem> {
    let wanted =
        fs::read(requirements).map_err(Problem::while_doing("reading the list of Python packages"))?;
    let digest = Sha256::digest(&wanted).iter().take(6).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let home = project.tools.join(format!("python-{digest:012x}"));
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = home.join("complete");
    if done.is_file() {
        return Ok(python);
    }
    make(&home)?;
    step::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(["--require-hashes", "--only-binary", ":all:", "--requirement"])
            .arg(requirements),
        "Installing python-gitlab",
        "seconds",
    )?;
    fs::write(&done, "").map_err(Problem::while_doing("noting that python-gitlab is installed"))?;
    Ok(python)
}

fn make(home: &Path) -> Result<(), Problem> {
    let system = find().ok_or_else(|| Problem::new("Python is not installed").next(NEXT))?;
    let attempt = || step::read(Command::new(&system).args(["-m", "venv", "--clear"]).arg(home)).map(drop);
    // Debian packs the module apart.
    match attempt() {
        Err(_) if system::can_install() => {
            system::install(&["python3-venv"])?;
            attempt()
        }
        made => made,
    }
    .map_err(|problem| problem.next(NEXT))
}

/// The Python that is there.
pub fn find() -> Option<PathBuf> {
    ["python3", "python"].into_iter().find_map(tools::on_path)
}
