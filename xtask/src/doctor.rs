//! `cargo xtask doctor`: what is installed, what is missing, and what each thing is for. Changes nothing.

use std::process::Command;

use crate::no_arguments;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step;
use crate::tools::{browser, crates, hosts, node, system, target, wasm_opt};

/// One line of the report.
struct Finding {
    name: String,
    /// Where it is or which version; `None` if it is missing.
    found: Option<String>,
    needed_for: &'static str,
    /// How it gets there.
    remedy: &'static str,
}

/// Prints the report.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    no_arguments(arguments)?;
    let findings = examine(project)?;
    for finding in &findings {
        let mark = if finding.found.is_some() { "✓" } else { "✗" };
        let state = finding.found.as_deref().unwrap_or("missing");
        println!("{mark} {:<26} {:<14} {state}", finding.name, finding.needed_for);
    }
    println!("\nTools are kept in {} (KEYTURN_TOOLS names another folder).", project.tools.display());
    let missing: Vec<&Finding> = findings.iter().filter(|finding| finding.found.is_none()).collect();
    if missing.is_empty() {
        println!("Nothing is missing. Next: `cargo xtask serve`.");
    }
    for finding in missing {
        println!("{}: {}", finding.name, finding.remedy);
    }
    Ok(())
}

fn examine(project: &Project) -> Result<Vec<Finding>, Problem> {
    let by_itself = "installed by the first command that needs it.";
    let on_debian = if system::can_install() {
        by_itself
    } else {
        "install Chrome or Chromium with its chromedriver (variables CHROME and CHROMEDRIVER name them), or let\n  Playwright fetch a browser: the first test run tries."
    };
    let place = |path: std::path::PathBuf| path.display().to_string();
    let crate_tool = |tool: crates::CrateTool, needed_for| Finding {
        name: tool.label(),
        found: tool.find(project).map(place),
        needed_for,
        remedy: by_itself,
    };
    let (browser, driver) = (browser::CHROMIUM.find(), browser::find_driver());
    let hosts = hosts::all(project).into_iter().map(|(name, found)| Finding {
        name: name.to_owned(),
        found: found.map(place),
        needed_for: "test e2e",
        remedy: "install it, or leave it: the journeys behind it are then skipped.",
    });
    let mut findings = vec![
        Finding {
            name: "Rust".to_owned(),
            found: step::read(Command::new("rustc").current_dir(&project.root).arg("--version")).ok(),
            needed_for: "everything",
            remedy: "install it with rustup.",
        },
        Finding {
            name: WASM.to_owned(),
            found: target::is_installed(project)?.then(|| "installed".to_owned()),
            needed_for: "everything",
            remedy: by_itself,
        },
        crate_tool(crates::wasm_bindgen(project)?, "everything"),
        crate_tool(crates::trunk(), "serve"),
        crate_tool(crates::cargo_deny(), "lint"),
        Finding {
            name: "wasm-opt".to_owned(),
            found: wasm_opt::find(project).and_then(|tool| tool.version().ok()),
            needed_for: "dist, e2e",
            remedy: by_itself,
        },
        Finding {
            name: "Node.js".to_owned(),
            found: node::version(),
            needed_for: "test e2e",
            remedy: "install version 20 or newer; it brings npm.",
        },
        Finding {
            name: "Chrome or Chromium".to_owned(),
            found: browser.map(place),
            needed_for: "test e2e, wasm",
            remedy: on_debian,
        },
        Finding {
            name: "chromedriver".to_owned(),
            found: driver.map(place),
            needed_for: "test wasm",
            remedy: on_debian,
        },
        Finding {
            name: "Firefox".to_owned(),
            found: browser::FIREFOX.find().map(place),
            needed_for: "test e2e",
            remedy: if system::can_install() {
                by_itself
            } else {
                "install it (the variable FIREFOX names it), or leave it: the journeys in it are then skipped."
            },
        },
    ];
    findings.extend(hosts);
    Ok(findings)
}
