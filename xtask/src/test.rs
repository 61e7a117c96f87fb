//! `cargo xtask test`: every test there is, or only the parts that are named.
//!
//! A part that fails does not keep the others from running; the last line counts them all.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::dist;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step::{self, say};
use crate::tally::Tally;
use crate::tools::{browser, crates, hosts, node, system, target};

/// A group of tests that is run by one runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Rules and requests, without a browser; and these commands themselves.
    Native,
    /// The emulator.
    Emulator,
    /// What only a browser's WebAssembly can show.
    Wasm,
    /// A person's journeys through the release in a real browser.
    Journeys,
}

const PARTS: [(&str, Part); 4] =
    [("native", Part::Native), ("emulator", Part::Emulator), ("wasm", Part::Wasm), ("e2e", Part::Journeys)];

/// `test [PART…] [-- arguments for Playwright]`.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let (named, for_playwright) = (&arguments[..end], arguments.get(end + 1..).unwrap_or_default());
    let parts = parse(named)?;

    let mut tally = Tally::default();
    let mut failed = Vec::new();
    for (name, part) in parts {
        if let Err(problem) = run_part(project, part, for_playwright, &mut tally) {
            println!("\n{problem}\n");
            failed.push(name);
        }
    }
    println!("\ntests: {tally}");
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!("failed: {}", failed.join(", "))))
}

/// `screenshots`: photographs every screen.
pub fn screenshots(project: &Project) -> Result<(), Problem> {
    if system::can_install()
        && step::read(Command::new("fc-list").arg(":lang=zh")).unwrap_or_default().is_empty()
    {
        system::install(&["fonts-wqy-microhei"])?;
    }
    let mut playwright = playwright(project, emulator(project, "dev")?)?;
    playwright.arg("--project=screenshots").env("KEYTURN_SCREENSHOTS", project.root.join("screenshots"));
    step::run(&mut playwright, "Photographing every screen into screenshots/", "about a minute")
}

fn parse(named: &[String]) -> Result<Vec<(&'static str, Part)>, Problem> {
    if named.is_empty() {
        return Ok(PARTS.to_vec());
    }
    let part = |name: &String| PARTS.into_iter().find(|(known, _)| known == name);
    let unknown = |name: &String| {
        let known = PARTS.map(|(name, _)| name).join(", ");
        Problem::new(format!("there is no part `{name}`; there are {known}"))
    };
    named.iter().map(|name| part(name).ok_or_else(|| unknown(name))).collect()
}

fn run_part(
    project: &Project,
    part: Part,
    for_playwright: &[String],
    tally: &mut Tally,
) -> Result<(), Problem> {
    match part {
        Part::Native => tally.run(
            project.cargo().args([
                "test",
                "--locked",
                "--no-fail-fast",
                "--package",
                "keyturn",
                "--package",
                "xtask",
            ]),
            "Testing the rules, the requests and the commands",
            "about a minute, then seconds",
        ),
        Part::Emulator => tally.run(
            project.cargo().args(["test", "--locked", "--no-fail-fast", "--package", "gitlab-emulator"]),
            "Testing the emulator",
            "about a minute, then seconds",
        ),
        Part::Wasm => wasm(project, tally),
        Part::Journeys => {
            let mut playwright = playwright(project, emulator(project, "dev")?)?;
            playwright.args(for_playwright).envs(hosts::ensure(project));
            match browser::ensure_firefox() {
                Ok(firefox) => drop(playwright.env("KEYTURN_FIREFOX", firefox)),
                // Where CI is set they fail.
                Err(problem) => println!("\n{problem}\nWithout it the journeys in Firefox are skipped.\n"),
            }
            tally.run(&mut playwright, "Testing journeys in real browsers", "a few minutes")
        }
    }
}

fn wasm(project: &Project, tally: &mut Tally) -> Result<(), Problem> {
    if !project.root.join("tests/browser.rs").is_file() {
        say("There are no tests for WebAssembly alone (tests/browser.rs)");
        return Ok(());
    }
    target::ensure(project)?;
    let runner = crates::wasm_bindgen(project)?.ensure(project)?.join("wasm-bindgen-test-runner");
    let mut cargo = project.cargo();
    cargo
        .args(["test", "--locked", "--no-fail-fast", "--package", "keyturn", "--features", "browser"])
        .args(["--target", WASM, "--test", "browser"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        // Cargo hands its own quiet on to the runner, which does not know it.
        .env("CARGO_TERM_QUIET", "false")
        .env("CHROMEDRIVER", browser::ensure_driver()?)
        // Starting a browser on a busy machine takes longer than the runner expects.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tally.run(
        &mut cargo,
        "Testing what only a browser's WebAssembly can show",
        "about a minute, then seconds",
    )
}

/// Playwright, with everything it needs in place: packages, a browser, the release, this emulator.
pub fn playwright(project: &Project, emulator: PathBuf) -> Result<Command, Problem> {
    let tests = project.root.join("tests/e2e");
    if !tests.join("package.json").is_file() {
        return Err(Problem::new("there are no tests for the browser in tests/e2e"));
    }
    node::ensure()?;
    node::install_packages(&tests)?;
    let chrome = browser::ensure(&tests)?;
    let mut command = Command::new(node::program("npx")?);
    command
        .current_dir(&tests)
        .args(["playwright", "test"])
        .env("KEYTURN_CHROME", chrome)
        .env("KEYTURN_DIST", release(project)?)
        .env("KEYTURN_EMULATOR", emulator);
    Ok(command)
}

/// The release under test: the one that `KEYTURN_DIST` names, or a new one.
fn release(project: &Project) -> Result<PathBuf, Problem> {
    let Some(named) = env::var_os("KEYTURN_DIST") else {
        return dist::build(project, None).map(|release| release.folder);
    };
    let folder = project.root.join(named);
    if folder.join("index.html").is_file() {
        return Ok(folder);
    }
    Err(Problem::new(format!("KEYTURN_DIST names {}, which holds no release", folder.display())))
}

/// The emulator's program, built in one of the profiles of Cargo.toml.
pub fn emulator(project: &Project, profile: &str) -> Result<PathBuf, Problem> {
    step::run(
        project.cargo().args([
            "build",
            "--locked",
            "--package",
            "gitlab-emulator",
            "--bin",
            "gitlab-emulator",
            "--profile",
            profile,
        ]),
        "Building the emulator",
        "half a minute, two where it is optimised",
    )?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(project.target.join(folder).join(format!("gitlab-emulator{}", env::consts::EXE_SUFFIX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_all_parts_and_a_wrong_one_is_refused() {
        let names =
            |parts: Vec<(&'static str, Part)>| parts.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(parse(&[]).map(names).ok(), Some(vec!["native", "emulator", "wasm", "e2e"]));
        assert_eq!(parse(&["wasm".to_owned()]).map(names).ok(), Some(vec!["wasm"]));
        assert!(parse(&["wasn".to_owned()]).is_err());
    }
}
