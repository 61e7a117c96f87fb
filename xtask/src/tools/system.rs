//! Packages of the operating system: only on Debian and its kin, and only as root. Elsewhere a person is told what to do.

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

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Result<(), Problem> {
    step::run(apt_get().args(["update", "-qq"]), "Reading Debian's list of packages", "seconds")?;
    step::run(
        apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages),
        &format!("Installing Debian's {}", packages.join(", ")),
        "under a minute",
    )
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
    command
}
