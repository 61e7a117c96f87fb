//! `cargo xtask dist --check-reproducible`: makes the release here and once more in a copy of the sources, with everything
//! compiled anew, and compares every byte.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Release, report};
use crate::problem::Problem;
use crate::project::Project;
use crate::step::{self, say};

/// Below a folder of another length than this one's, so that a path that slips into a file moves everything behind it.
const FOLDER: &str = "somewhere-else/deeper";

/// Succeeds if both releases are the same. Takes what is compiled here as it is, so it costs one build where there is a
/// release already.
pub fn check(project: &Project) -> Result<(), Problem> {
    let place = env::temp_dir().join(format!("keyturn-reproducible-{}", std::process::id()));
    let outcome = compare(project, &place);
    // A whole build: a gigabyte that nobody wants to keep, whether or not the two agree.
    fs::remove_dir_all(&place).map_err(Problem::while_doing(format!("removing {}", place.display())))?;
    report::judge(outcome?.first_screen)
}

fn compare(project: &Project, place: &Path) -> Result<Release, Problem> {
    // The copy first: an edit during the builds must not look like a difference between them.
    let copy = copy_sources(project, &place.join(FOLDER))?;
    let here = super::build(project, None)?;
    say(&format!("Making the release once more in {} (about three minutes)", copy.root.display()));
    super::build(&copy, None)?;
    let (first, second) = (made(project)?, made(&copy)?);
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let different: Vec<_> = names.into_iter().filter(|name| first.get(*name) != second.get(*name)).collect();
    if different.is_empty() {
        say(&format!("Reproducible: {} files are the same, byte for byte", first.len()));
        return Ok(here);
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
    Ok(Project { root: root.to_owned(), target: root.join("target"), ..project.clone() })
}

/// Every file of a release and of what belongs to it, by its path.
fn made(project: &Project) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let mut files = BTreeMap::new();
    for folder in ["dist", "hosts"] {
        collect(&project.root, folder, &mut files)?;
    }
    Ok(files)
}

fn collect(root: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Problem> {
    let failed = || Problem::while_doing(format!("reading {below}"));
    for entry in fs::read_dir(root.join(below)).map_err(failed())? {
        let path = entry.map_err(failed())?.path();
        let name = format!("{below}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(root, &name, files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(failed())?);
        }
    }
    Ok(())
}
