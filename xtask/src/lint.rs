//! `cargo xtask lint`: what can be said about the code without running it. Warnings are errors.

use crate::no_arguments;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step::{self, say};
use crate::tools::{self, crates, target};

/// Cheapest first.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    no_arguments(arguments)?;
    step::run(
        project.cargo().args(["fmt", "--all", "--check"]),
        "Checking the format",
        "seconds; `cargo fmt` mends it",
    )?;
    target::ensure(project)?;
    clippy(project, &["--workspace", "--all-targets"], "everything native", "about a minute")?;
    let mut page = vec!["--package", "keyturn", "--features", "browser", "--target", WASM, "--lib", "--bins"];
    if project.root.join("tests/browser.rs").is_file() {
        page.extend(["--test", "browser"]);
    }
    clippy(project, &page, "the page", "about a minute")?;
    let sandbox = [
        "--package",
        "gitlab-emulator",
        "--no-default-features",
        "--features",
        "sandbox",
        "--target",
        WASM,
        "--lib",
    ];
    clippy(project, &sandbox, "the sandbox", "seconds")?;
    deny(project)
}

fn clippy(project: &Project, arguments: &[&str], what: &str, usually: &str) -> Result<(), Problem> {
    step::run(
        project
            .cargo()
            .args(["clippy", "--locked", "--quiet"])
            .args(arguments)
            .args(["--", "--deny", "warnings"]),
        &format!("Linting {what}"),
        usually,
    )
}

/// Licences and sources always; advisories where their list can be read.
fn deny(project: &Project) -> Result<(), Problem> {
    let folder = crates::cargo_deny().ensure(project)?;
    let path = tools::path_with(&[&folder])?;
    let deny = |arguments: &[&str]| {
        let mut command = project.cargo();
        command
            .env("PATH", &path)
            .args(["deny", "--locked", "--workspace", "--log-level", "error"])
            .args(arguments);
        command
    };
    // What is built needs only this platform's crates; they are looked at for every platform.
    step::run(project.cargo().args(["fetch", "--locked", "--quiet"]), "Fetching all crates", "seconds")?;
    step::run(
        &mut deny(&["--offline", "check", "bans", "licenses", "sources"]),
        "Checking licences and sources of all crates",
        "seconds",
    )?;
    if step::read(&mut deny(&["fetch", "db"])).is_err() {
        say("Advisories were NOT checked: the advisory database cannot be reached from here");
        return Ok(());
    }
    step::run(&mut deny(&["check", "advisories"]), "Checking for known vulnerabilities", "seconds")
}
