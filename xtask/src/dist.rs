//! `cargo xtask dist`: makes the release in `dist/`, ready for any static host.
//!
//! Cargo and wasm-bindgen build application and sandbox, the application is taken apart in between (`split`), and wasm-opt
//! shrinks all of it; then every file gets a name by its content, the
//! page gets the hashes that the boot script checks, and everything is compressed. Nothing is downloaded. What comes out
//! depends on the sources and the tools' versions alone: not on the folder, the machine or the clock.

mod bundle;
mod compact;
mod compress;
mod crates;
mod explain;
mod hosts;
mod page;
mod privacy;
mod report;
mod reproducible;
mod sbom;
mod sections;
mod split;
mod style;
mod version;

use std::fs;
use std::path::{Path, PathBuf};

use crate::policy::Deployment;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::sandbox::{self, Profile};
use crate::step::{self, say};
use crate::tools::wasm_opt::WasmOpt;
use crate::tools::{self, target, wasm_opt};
use bundle::{Bundle, Module, Part, Role};

/// `dist [--config FILE | --check-reproducible | --explain]`.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    match arguments {
        [] => report::judge(build(project, None)?.first_screen),
        [flag, file] if flag == "--config" => {
            report::judge(build(project, Some(Path::new(file)))?.first_screen)
        }
        [only] if only == "--check-reproducible" => reproducible::check(project),
        [only] if only == "--explain" => explain::run(project),
        _ => Err(Problem::new("dist takes `--config FILE`, `--check-reproducible`, `--explain` or nothing")),
    }
}

/// A release that has been written.
pub struct Release {
    /// Where it is.
    pub folder: PathBuf,
    /// What the first screen weighs, in bytes after brotli.
    first_screen: usize,
}

/// Makes the release, checks it and prints its sizes. Judging them is left to `dist`: an application that has grown too
/// large must still be testable. `config` becomes its `config.json`.
pub fn build(project: &Project, config: Option<&Path>) -> Result<Release, Problem> {
    // First, because it may be refused.
    let deployment = Deployment::read(project, config)?;
    let bundle = assemble(project, &deployment)?;
    privacy::check(project, &bundle)?;
    say("Compressing (seconds)");
    let compressed = compress::all(&bundle)?;
    let folder = project.root.join("dist");
    write(&folder, &bundle, &compressed)?;
    hosts::write(&project.root.join("hosts"), &deployment)?;
    let first_screen = report::print(&bundle, &compressed)?;
    let page = bundle.files().iter().find(|file| file.name == "index.html");
    if let Some(fingerprint) =
        page.and_then(|page| version::fingerprint(&String::from_utf8_lossy(&page.bytes)))
    {
        println!("\nVersion {}\nFingerprint {fingerprint}", version::said(project));
    }
    Ok(Release { folder, first_screen })
}

/// Every file of the release, in memory.
fn assemble(project: &Project, deployment: &Deployment) -> Result<Bundle, Problem> {
    let (application, later) = build_application(project)?;
    let mut sandbox = build_sandbox(project)?;
    let (page, emulator) =
        (crates::of(project, "keyturn", &["split"])?, crates::of(project, "gitlab-emulator", &["sandbox"])?);
    // Not into the first module, whose every byte is waited for: the second one was compiled from the same crates.
    let later = sbom::auditable(&later, &page)?;
    sandbox.wasm = sbom::auditable(&sandbox.wasm, &emulator)?;

    let mut bundle = Bundle::default();
    let modules = Modules {
        application: bundle.add_module("keyturn", application, Role::FirstScreen)?,
        later: bundle.add_part("keyturn-later", later, Role::Later),
        sandbox: bundle.add_module("sandbox", sandbox, Role::OnDemand)?,
    };
    page::add(project, &mut bundle, deployment, &modules)?;
    hosts::add(&mut bundle, deployment)?;
    let list = sbom::cyclonedx(&[&page, &emulator], &target::rust(project)?, &bundle)?;
    bundle.add(sbom::FILE, list.into_bytes(), Role::ForTheHost);
    Ok(bundle)
}

/// The modules that the boot script starts.
struct Modules {
    application: Module,
    later: Part,
    sandbox: Module,
}

/// wasm-bindgen's output for one module.
struct Built {
    glue: String,
    wasm: Vec<u8>,
}

/// The first module of the application, and what is loaded after it.
fn build_application(project: &Project) -> Result<(Built, Vec<u8>), Problem> {
    let shrinker = wasm_opt::ensure(project)?;
    let (out, later) = link_application(project)?;
    Ok((read_module(&out, "keyturn", &shrinker)?, read_small(&later, &shrinker)?))
}

/// Both modules with the names of their functions: the folder of the first one and its glue, and the second one.
fn link_application(project: &Project) -> Result<(PathBuf, PathBuf), Problem> {
    target::ensure(project)?;
    tools::crates::wasm_bindgen(project)?.ensure(project)?;
    step::run(
        project
            .cargo()
            .args(["rustc", "--locked", "--release", "--package", "keyturn", "--bin", "keyturn"])
            .args(["--features", "split", "--target", WASM])
            .args(privacy::cargo_arguments(project)?)
            .arg("--")
            .args(split::LINKING)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS"),
        "Building the application",
        "about a minute and a half",
    )?;
    let linked = project.target.join(WASM).join("release/keyturn.wasm");
    let halves = split::apart(&linked, &project.target.join("release-halves"))?;
    let out = project.target.join("release-page");
    sandbox::bind(project, &halves.first, &out, "keyturn")?;
    Ok((out, halves.later))
}

fn build_sandbox(project: &Project) -> Result<Built, Problem> {
    say("Building the sandbox (about half a minute)");
    let out = sandbox::build(project, Profile::Release, &privacy::cargo_arguments(project)?)?;
    read_module(&out, "sandbox", &wasm_opt::ensure(project)?)
}

/// Shrinks a copy of a module, so that a second run starts from what was linked.
fn read_small(module: &Path, shrinker: &WasmOpt) -> Result<Vec<u8>, Problem> {
    let small = module.with_file_name("shrunk.wasm");
    fs::copy(module, &small).map_err(Problem::while_doing("copying a module"))?;
    shrinker.shrink(&small)?;
    fs::read(&small).map_err(Problem::while_doing("reading a module"))
}

fn read_module(folder: &Path, name: &str, shrinker: &WasmOpt) -> Result<Built, Problem> {
    if folder.join("snippets").exists() {
        return Err(Problem::new(format!(
            "{name} brings JavaScript of its own (`snippets`), which nothing would check"
        ))
        .next("Take the crate out that uses inline_js or module snippets."));
    }
    let wasm = read_small(&folder.join(format!("{name}_bg.wasm")), shrinker)?;
    let glue = fs::read_to_string(folder.join(format!("{name}.js")))
        .map_err(Problem::while_doing("reading the glue"))?;
    Ok(Built { glue, wasm })
}

/// Replaces the folder by the release.
fn write(folder: &Path, bundle: &Bundle, compressed: &[compress::Compressed]) -> Result<(), Problem> {
    let failed = || Problem::while_doing(format!("writing {}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed())?;
    }
    fs::create_dir_all(folder).map_err(failed())?;
    for file in bundle.files() {
        fs::write(folder.join(&file.name), &file.bytes).map_err(failed())?;
    }
    for file in compressed.iter().filter(|file| file.is_served) {
        fs::write(folder.join(format!("{}.br", file.name)), &file.brotli).map_err(failed())?;
        fs::write(folder.join(format!("{}.gz", file.name)), &file.gzip).map_err(failed())?;
    }
    Ok(())
}
