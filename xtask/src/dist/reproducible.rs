//! `cargo xtask dist --check-reproducible`: makes the release twice, in two folders, and compares every byte.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::project::Project;
use crate::step::{self, say};

/// Paths of different lengths, so that one that slips into a file moves everything behind it.
const FOLDERS: [&str; 2] = ["keyturn-a", "keyturn-somewhere-else/deeper"];

/// Succeeds if both releases are the same.
pub fn check(project: &Project) -> Result<(), Problem> {
    let place = env::temp_dir().join(format!("keyturn-reproducible-{}", std::process::id()));
    let outcome = compare(project, &place);
    // Two whole builds: gigabytes that nobody wants to keep, whether or not they agree.
    fs::remove_dir_all(&place).map_err(Problem::while_doing(format!("removing {}", place.display())))?;
    outcome
}

fn compare(project: &Project, place: &Path) -> Result<(), Problem> {
    // Both copies first: an edit during the builds must not look like a difference between them.
    let copies = FOLDERS.map(|folder| copy_sources(project, &place.join(folder)));
    let mut releases = Vec::new();
    for copy in copies {
        let copy = copy?;
        say(&format!("Making the release in {} (about three minutes)", copy.root.display()));
        releases.push(contents(&super::build(&copy, None)?.folder)?);
    }
    let [first, second] = releases.as_slice() else { return Err(Problem::new("not two releases")) };
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let different: Vec<_> = names.into_iter().filter(|name| first.get(*name) != second.get(*name)).collect();
    if different.is_empty() {
        say(&format!("Reproducible: {} files are the same, byte for byte", first.len()));
        return Ok(());
    }
    Err(Problem::new(format!("not reproducible: {different:?} differ")))
}

/// Copies what git tracks, as it stands now. Builds there go to a folder of their own.
fn copy_sources(project: &Project, root: &Path) -> Result<Project, Problem> {
    let listed = step::read(Command::new("git").current_dir(&project.root).args(["ls-files"]))?;
    for name in listed.lines() {
        let (from, to) = (project.root.join(name), root.join(name));
        let failed = || Problem::while_doing(format!("copying {name}"));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(failed())?;
        }
        if from.is_file() {
            fs::copy(&from, &to).map_err(failed())?;
        }
    }
    Ok(Project { root: root.to_owned(), target: root.join("target"), tools: project.tools.clone() })
}

fn contents(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let failed = || Problem::while_doing(format!("reading {}", folder.display()));
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed())? {
        let path: PathBuf = entry.map_err(failed())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).map_err(failed())?);
    }
    Ok(files)
}
