//! Tools that come as crates: wasm-bindgen, Trunk and cargo-deny, each in a folder of its own name and version.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::project::{Project, cargo};
use crate::{step, tools};

/// A tool that cargo can install.
pub struct CrateTool {
    package: &'static str,
    /// The program that is asked for its version.
    program: &'static str,
    version: String,
    /// Versions on PATH that do as well, as the beginning of their number.
    also: &'static [&'static str],
    arguments: &'static [&'static str],
    takes: &'static str,
}

/// wasm-bindgen and its test runner. The version must be exactly that of the library in Cargo.lock.
pub fn wasm_bindgen(project: &Project) -> Result<CrateTool, Problem> {
    Ok(CrateTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: project.locked_version("wasm-bindgen")?,
        also: &[],
        arguments: &[],
        takes: "about 2 minutes, once",
    })
}

/// Trunk, which serves the page while developing.
pub fn trunk() -> CrateTool {
    CrateTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        also: &["0.21.", "0.22."],
        arguments: &["--no-default-features", "--features", "rustls"],
        takes: "about 4 minutes, once",
    }
}

/// cargo-deny, which checks licences, sources and advisories.
pub fn cargo_deny() -> CrateTool {
    CrateTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".to_owned(),
        also: &["0.20."],
        arguments: &[],
        takes: "about 4 minutes, once",
    }
}

impl CrateTool {
    /// Name and version, for people.
    pub fn label(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// The folder that holds the tool's programs, if there is a fitting one in `.tools` or on PATH.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        let own = self.home(project).join("bin");
        if self.is_fitting(&own.join(self.program)) {
            return Some(own);
        }
        let found = tools::on_path(self.program)?;
        self.is_fitting(&found).then(|| found.parent().map(Path::to_owned))?
    }

    /// The folder that holds the tool's programs, after installing them where they are missing.
    pub fn ensure(&self, project: &Project) -> Result<PathBuf, Problem> {
        if let Some(folder) = self.find(project) {
            return Ok(folder);
        }
        let home = self.home(project);
        let mut install = Command::new(cargo());
        install
            .args(["install", "--locked", "--root"])
            .arg(&home)
            .arg(format!("{}@{}", self.package, self.version))
            .args(self.arguments)
            // Tools run for seconds and build for minutes: these settings halve the minutes.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            // Neither this project's flags nor its build folder are the tool's.
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS")
            .current_dir(std::env::temp_dir());
        step::run(&mut install, &format!("Installing {} into {}", self.label(), home.display()), self.takes)?;
        Ok(home.join("bin"))
    }

    fn home(&self, project: &Project) -> PathBuf {
        project.tools.join(format!("{}-{}", self.package, self.version))
    }

    /// Whether this program runs and is of a version that will do.
    fn is_fitting(&self, program: &Path) -> bool {
        let Ok(answer) = step::read(Command::new(program).arg("--version")) else { return false };
        let Some(version) = answer.split_whitespace().nth(1) else { return false };
        version == self.version || self.also.iter().any(|start| version.starts_with(start))
    }
}
