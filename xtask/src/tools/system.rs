//! Packages of the operating system: only on Debian and its kin, and only as root. Elsewhere a person is told what to do.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::problem::Problem;
use crate::{step, tools};

/// Whether packages can be installed here without asking.
pub fn can_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && tools::on_path("apt-get").is_some()
        && step::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Whether the list of packages that was read last holds this one.
pub fn offers(package: &str) -> bool {
    step::read(Command::new("apt-cache").args(["show", "--quiet", package]))
        .is_ok_and(|found| !found.is_empty())
}

/// Unpacks Debian packages into a folder, without what they need and without installing them.
pub fn unpack(packages: &[&str], folder: &Path) -> Result<(), Problem> {
    let archives = folder.join("archives");
    let failed = || Problem::while_doing(format!("unpacking into {}", folder.display()));
    fs::create_dir_all(&archives).map_err(failed())?;
    read_list()?;
    step::run(
        apt_get()
            .current_dir(&archives)
            .args(["download", "-qq", "-o", "APT::Sandbox::User=root"])
            .args(packages),
        &format!("Fetching Debian's {}", packages.join(", ")),
        "seconds",
    )?;
    for archive in fs::read_dir(&archives).map_err(failed())? {
        let archive = archive.map_err(failed())?.path();
        step::read(Command::new("dpkg-deb").arg("--extract").arg(archive).arg(folder))?;
    }
    fs::remove_dir_all(&archives).map_err(failed())
}

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Result<(), Problem> {
    read_list()?;
    step::run(
        apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages),
        &format!("Installing Debian's {}", packages.join(", ")),
        "under a minute",
    )
}

fn read_list() -> Result<(), Problem> {
    step::run(apt_get().args(["update", "-qq"]), "Reading Debian's list of packages", "seconds")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
    command
}
