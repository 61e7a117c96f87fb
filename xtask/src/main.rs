//! The commands of this repository: `cargo xtask serve | test | dist | bench | doctor`.
//!
//! Each installs what it needs into `.tools`, says what it is doing and about how long that takes, and ends with either
//! a result or a sentence that says what to do next. One file per command; nothing here is part of the page.

#![expect(clippy::print_stdout, reason = "a command line speaks to the person who started it")]

mod bench;
mod dist;
mod doctor;
mod lint;
mod markup;
mod policy;
mod problem;
mod project;
mod sandbox;
mod serve;
mod step;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

use problem::Problem;
use project::Project;

const HELP: &str = "\
cargo xtask serve [--port N]   build the page and serve it on this machine, again after every edit
cargo xtask test [PART…]       run every test, or only some parts: native emulator wasm e2e
    -- ARGUMENTS               hand these to Playwright, as in `test e2e -- --grep revoke`
cargo xtask dist               make the release in dist/
    --config FILE              for one deployment: see docs/DEPLOY.md
    --check-reproducible       make it once more in another folder and compare every byte
    --explain                  say which crates the code comes from
cargo xtask bench [PART…]      measure on this machine, side by side with python-gitlab: emulator peer page
cargo xtask lint               format, clippy (native and wasm), licences and advisories
cargo xtask screenshots        photograph every screen into screenshots/
cargo xtask doctor             say what is installed and what is missing

Tools are kept in .tools, or in the folder that KEYTURN_TOOLS names (to share them between clones).";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Problem> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    let project = Project::find()?;
    match command.as_str() {
        "serve" => serve::run(&project, rest),
        "test" => test::run(&project, rest),
        "dist" => dist::run(&project, rest),
        "bench" => bench::run(&project, rest),
        "lint" => lint::run(&project, rest),
        "screenshots" => no_arguments(rest).and_then(|()| test::screenshots(&project)),
        "doctor" => doctor::run(&project, rest),
        "sandbox" => sandbox::run(&project, rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Problem::new(format!("there is no command `{other}`")).next(HELP)),
    }
}

/// Refuses arguments to a command that takes none.
fn no_arguments(rest: &[String]) -> Result<(), Problem> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(Problem::new(format!("`{extra}` means nothing to this command")).next(HELP)),
    }
}
