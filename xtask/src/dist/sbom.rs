//! What the page is made of, for those who compare it with lists of known faults: once as a file in the form of `CycloneDX`, and once
//! inside of a module, as `cargo auditable` writes it. Neither holds a time or a number that differs from run to run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bundle::{Bundle, Role};
use super::crates::{Crate, Crates, Key};
use super::sections;
use crate::problem::Problem;

/// The name that scanners look for.
pub const FILE: &str = "keyturn.cdx.json";

/// The custom section that `cargo audit bin` reads.
const SECTION: &[u8] = b".dep-v0";

/// The list of everything in a release. The application comes first; each module after it is a part of it.
/// <https://cyclonedx.org/docs/1.5/json/>
pub fn cyclonedx(modules: &[&Crates], rust: &str, bundle: &Bundle) -> Result<String, Problem> {
    let [application, parts @ ..] = modules else { return Err(Problem::new("a release without a module")) };
    let mut all: BTreeMap<&Key, &Crate> = BTreeMap::new();
    for module in modules {
        all.extend(&module.all);
    }
    let root = (&application.root, &application.all[&application.root]);
    let mut components: Vec<Value> = all
        .iter()
        .filter(|(key, _)| **key != root.0)
        .map(|(key, one)| component("library", key, one))
        .collect();
    let standard = standard_library(rust);
    let mut dependencies: Vec<Value> = Vec::new();
    for (key, one) in &all {
        let mut needs: Vec<String> = one.needs.iter().map(reference).collect();
        if *key == root.0 {
            needs.extend(parts.iter().map(|part| reference(&part.root)));
            needs.extend(standard["bom-ref"].as_str().map(str::to_owned));
        }
        dependencies.push(json!({ "ref": reference(key), "dependsOn": needs }));
    }
    components.push(standard);
    let mut page = component("application", root.0, root.1);
    page["components"] = Value::Array(files(bundle)?);
    let mut list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": page },
        "components": components,
        "dependencies": dependencies,
    });
    // Some crate beside this one may have the order of maps kept; the text must not depend on it.
    list.sort_all_objects();
    Ok(format!("{list:#}\n"))
}

fn reference((name, version): &Key) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn component(kind: &str, key: &Key, one: &Crate) -> Value {
    let mut component = json!({
        "type": kind,
        "bom-ref": reference(key),
        "name": key.0,
        "version": key.1,
        "purl": reference(key),
    });
    if !one.licence.is_empty() {
        component["licenses"] = json!([{ "expression": one.licence }]);
    }
    if !one.repository.is_empty() {
        component["externalReferences"] = json!([{ "type": "vcs", "url": one.repository }]);
    }
    if let Some(checksum) = &one.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// What every module holds besides crates.
fn standard_library(rust: &str) -> Value {
    let name = format!("pkg:github/rust-lang/rust@{rust}");
    json!({
        "type": "library",
        "bom-ref": name,
        "name": "rust-std",
        "version": rust,
        "purl": name,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    })
}

/// The files that the list is about. What a deployer may edit afterwards is left out.
fn files(bundle: &Bundle) -> Result<Vec<Value>, Problem> {
    let is_fixed = |name: &str, role: Role| role != Role::ForTheHost && name != "config.json";
    let fixed = bundle.files().iter().filter(|file| is_fixed(&file.name, file.role));
    fixed
        .map(|file| {
            let mut digits = String::new();
            for byte in Sha256::digest(&file.bytes) {
                write!(digits, "{byte:02x}").map_err(Problem::while_doing("writing a hash"))?;
            }
            Ok(json!({ "type": "file", "name": file.name, "hashes": [{ "alg": "SHA-256", "content": digits }] }))
        })
        .collect()
}

/// A module that holds the list of its own crates.
/// <https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md>
pub fn auditable(module: &[u8], crates: &Crates) -> Result<Vec<u8>, Problem> {
    let number: BTreeMap<&Key, usize> = crates.all.keys().zip(0..).collect();
    let package = |(key, one): (&Key, &Crate)| {
        let source = if one.checksum.is_some() { "crates.io" } else { "local" };
        let needs: Vec<usize> = one.needs.iter().filter_map(|needed| number.get(needed).copied()).collect();
        let mut package = json!({ "name": key.0, "version": key.1, "source": source, "dependencies": needs });
        if *key == crates.root {
            package["root"] = json!(true);
        }
        package
    };
    let mut list = json!({ "packages": crates.all.iter().map(package).collect::<Vec<_>>() });
    list.sort_all_objects();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = packed.write_all(list.to_string().as_bytes()).and_then(|()| packed.finish());
    Ok(sections::with(module, SECTION, &packed.map_err(Problem::while_doing("packing the list of crates"))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::crates::tests::{key, some};

    #[test]
    fn cargo_audit_reads_what_a_module_was_built_from() -> Result<(), Problem> {
        let module = auditable(b"\0asm\x01\0\0\0", &some()?)?;
        let read = auditable_info::audit_info_from_slice(&module, 100_000)
            .map_err(Problem::while_doing("reading the section"))?;
        let found: Vec<_> = read
            .packages
            .iter()
            .map(|package| {
                (&*package.name, package.version.to_string(), package.root, package.dependencies.len())
            })
            .collect();
        let expected =
            [("left", "1.2.0", false, 1), ("page", "0.1.0", true, 2), ("right", "0.3.0", false, 0)];
        assert_eq!(
            found,
            expected.map(|(name, version, root, needs)| (name, version.to_owned(), root, needs))
        );
        Ok(())
    }

    #[test]
    fn the_list_names_every_crate_once_the_page_on_top_and_its_parts_below() -> Result<(), Problem> {
        let mut sandbox = Crates { root: key("sandbox", "0.1.0"), ..Crates::default() };
        sandbox.all.insert(sandbox.root.clone(), Crate::default());
        sandbox.all.insert(key("right", "0.3.0"), Crate::default());
        let mut bundle = Bundle::default();
        bundle.add("boot.js", Vec::new(), Role::FirstScreen);
        bundle.add("config.json", Vec::new(), Role::FirstScreen);
        let text = cyclonedx(&[&some()?, &sandbox], "1.95.0", &bundle)?;
        let list: Value = serde_json::from_str(&text).map_err(Problem::while_doing("reading the list"))?;
        let names = |list: &Value| {
            list.as_array().into_iter().flatten().map(|one| one["name"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(list["metadata"]["component"]["purl"], "pkg:cargo/page@0.1.0");
        assert_eq!(names(&list["metadata"]["component"]["components"]), ["boot.js"]);
        assert_eq!(names(&list["components"]), ["left", "right", "sandbox", "rust-std"]);
        let page = list["dependencies"].as_array().into_iter().flatten();
        let page = page.into_iter().find(|one| one["ref"] == "pkg:cargo/page@0.1.0");
        assert_eq!(
            page.map(|page| page["dependsOn"].clone()),
            Some(json!([
                "pkg:cargo/left@1.2.0",
                "pkg:cargo/right@0.3.0",
                "pkg:cargo/sandbox@0.1.0",
                "pkg:github/rust-lang/rust@1.95.0"
            ]))
        );
        Ok(())
    }
}
