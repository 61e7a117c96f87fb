//! Makes the release's index.html from the one that Trunk serves: the same page, with hashed names and integrity.

use std::fs;

use super::bundle::{Bundle, Module, Role, integrity};
use super::{Modules, style, version};
use crate::markup::{self, Piece, Tag};
use crate::policy::Deployment;
use crate::problem::Problem;
use crate::project::Project;

/// Adds the page and every file it names, the modules' excepted: these are in the bundle already.
pub fn add(
    project: &Project,
    bundle: &mut Bundle,
    deployment: &Deployment,
    modules: &Modules,
) -> Result<(), Problem> {
    let source = read(project, "index.html")?;
    check_policy(&source)?;

    bundle.add("config.json", deployment.text.clone().into_bytes(), Role::FirstScreen);
    let schema = read(project, "public/config.schema.json")?;
    bundle.add("config.schema.json", schema.into_bytes(), Role::ForPeople);
    let boot = read(project, "public/boot.js")?;
    let icon = icon(project, bundle)?;
    let manifest = manifest(project, bundle, &icon)?;
    let parts = Parts {
        policy: format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", deployment.meta()),
        style: style_link(project, bundle, &source)?,
        script: script_tag(&boot, modules),
        icon: format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"./{icon}\">"),
        manifest: format!("<link rel=\"manifest\" href=\"./{manifest}\">"),
        version: format!("<meta name=\"version\" content=\"{}\">", version::said(project)),
    };
    bundle.add("boot.js", boot.into_bytes(), Role::FirstScreen);
    bundle.add("index.html", assemble(&source, &parts)?.into_bytes(), Role::FirstScreen);
    Ok(())
}

/// The tags that take the place of those which only mean something while developing.
struct Parts {
    policy: String,
    style: String,
    script: String,
    icon: String,
    manifest: String,
    version: String,
}

/// The page with its parts put in, without comments and indentation.
fn assemble(source: &str, parts: &Parts) -> Result<String, Problem> {
    let mut page = String::new();
    let mut has_style = false;
    for piece in markup::pieces(source) {
        match piece {
            Piece::Text(text) => page.push_str(text),
            Piece::Tag(tag) if tag.is("link", "rel", "css") => {
                if !has_style {
                    page.push_str(&parts.style);
                }
                has_style = true;
            }
            Piece::Tag(tag) => page.push_str(replacement(&tag, parts)?.unwrap_or(tag.source)),
        }
    }
    let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n") + "\n")
}

/// What a release has instead of a tag; `None` if it has the tag itself.
fn replacement<'parts>(tag: &Tag<'_>, parts: &'parts Parts) -> Result<Option<&'parts str>, Problem> {
    if tag.is("meta", "http-equiv", "Content-Security-Policy") {
        return Ok(Some(&parts.policy));
    }
    if tag.is("meta", "name", "version") {
        return Ok(Some(&parts.version));
    }
    match (tag.attribute("rel"), tag.has("data-trunk")) {
        (Some("icon"), false) => Ok(Some(&parts.icon)),
        (Some("manifest"), false) => Ok(Some(&parts.manifest)),
        (Some("rust"), true) => Ok(Some(&parts.script)),
        (Some("copy-file"), true) => Ok(Some("")),
        (rel, true) => Err(Problem::new(format!("index.html: a release does not know rel={rel:?}"))),
        (_, false) => Ok(None),
    }
}

/// The policy must be the first thing in the head, and the one that headers are made from.
fn check_policy(source: &str) -> Result<(), Problem> {
    let expected = Deployment::default().meta();
    let mut after_head = markup::tags(source).skip_while(|tag| tag.name != "head").skip(1);
    let policy = after_head.next().filter(|tag| tag.is("meta", "http-equiv", "Content-Security-Policy"));
    let Some(policy) = policy.as_ref().and_then(|tag| tag.attribute("content")) else {
        return Err(Problem::new(
            "index.html: the first element of the head is not the Content-Security-Policy",
        ));
    };
    if policy == expected {
        return Ok(());
    }
    Err(Problem::new("index.html and xtask/src/policy.rs state different policies")
        .next(format!("index.html: {policy}\npolicy.rs:  {expected}")))
}

/// All style sheets of the page as one, in the page's order.
fn style_link(project: &Project, bundle: &mut Bundle, source: &str) -> Result<String, Problem> {
    let is_sheet = |tag: &Tag<'_>| tag.is("link", "rel", "css") && tag.has("data-trunk");
    let mut joined = String::new();
    for tag in markup::tags(source).filter(is_sheet) {
        let href =
            tag.attribute("href").ok_or_else(|| Problem::new("index.html: a style sheet without href"))?;
        joined.push_str(&read(project, href)?);
        joined.push('\n');
    }
    let compact = style::compact(&joined).into_bytes();
    let integrity = integrity(&compact);
    let name = bundle.add_hashed("keyturn", ".css", compact, Role::FirstScreen);
    // In a sandboxed frame the page has no origin: its own files are then checked only if they are asked for by CORS.
    Ok(format!("<link rel=\"stylesheet\" crossorigin href=\"./{name}\" integrity=\"{integrity}\">"))
}

/// The boot script's tag: what Trunk.toml's `pattern_script` is while developing, with hashes.
fn script_tag(boot: &str, modules: &Modules) -> String {
    let Modules { application, later, sandbox } = modules;
    let names = |prefix: &str, module: &Module| {
        format!(
            " data-{prefix}js=\"./{}\" data-{prefix}js-integrity=\"{}\" data-{prefix}wasm=\"./{}\" \
             data-{prefix}wasm-integrity=\"{}\"",
            module.js, module.js_integrity, module.wasm, module.wasm_integrity
        )
    };
    format!(
        "<script type=\"module\" src=\"./boot.js\" integrity=\"{}\"{} data-later-wasm=\"./{}\" \
         data-later-wasm-integrity=\"{}\"{}></script>",
        integrity(boot.as_bytes()),
        names("", application),
        later.wasm,
        later.wasm_integrity,
        names("sandbox-", sandbox)
    )
}

fn icon(project: &Project, bundle: &mut Bundle) -> Result<String, Problem> {
    Ok(bundle.add_hashed("icon", ".svg", read(project, "public/icon.svg")?.into_bytes(), Role::Beside))
}

fn manifest(project: &Project, bundle: &mut Bundle, icon: &str) -> Result<String, Problem> {
    let manifest = read(project, "public/manifest.webmanifest")?.replace("./icon.svg", &format!("./{icon}"));
    Ok(bundle.add_hashed("manifest", ".webmanifest", manifest.into_bytes(), Role::Beside))
}

fn read(project: &Project, path: &str) -> Result<String, Problem> {
    fs::read_to_string(project.root.join(path)).map_err(Problem::while_doing(format!("reading {path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let text = |text: &str| text.to_owned();
        Parts {
            policy: text("<p>"),
            style: text("<s>"),
            script: text("<b>"),
            icon: text("<i>"),
            manifest: text("<m>"),
            version: text("<v>"),
        }
    }

    #[test]
    fn the_real_page_states_the_policy_first() {
        let source = include_str!("../../../index.html");
        assert!(check_policy(source).is_ok());
        assert!(check_policy(&source.replace("default-src 'none'", "default-src *")).is_err());
        assert!(check_policy(&source.replace("<head>", "<head><title></title>")).is_err());
    }

    #[test]
    fn nothing_of_developing_is_left() -> Result<(), Problem> {
        let page = assemble(include_str!("../../../index.html"), &parts())?;
        assert!(
            !page.contains("data-trunk") && !page.contains("reload.js") && !page.contains("<!--"),
            "{page}"
        );
        assert_eq!(page.matches("<s>").count(), 1);
        assert_eq!(page.matches("<b>").count(), 1);
        assert!(["<p>", "<i>", "<m>", "<v>"].iter().all(|part| page.contains(part)));
        Ok(())
    }

    #[test]
    fn a_link_that_a_release_does_not_know_is_refused() {
        assert!(assemble("<link data-trunk rel=\"scss\" href=\"a\">", &parts()).is_err());
    }
}
