//! The servers one need not type: those of this deployment, and those this browser used last.

use crate::app::deployment::deployment;
use crate::app::preferences::words;
use crate::browser::element::{Element, el};
use crate::browser::storage::{Remembered, recall, remember};

/// How many are remembered.
const KEPT: usize = 5;

/// A server to choose.
struct Choice {
    base: String,
    label: Option<String>,
}

/// A button for each that does not stand in the field already; nothing where there is none.
pub fn list(in_field: &str, choose: impl Fn(&str) + Clone + 'static) -> Option<Element> {
    let deployment = deployment();
    let mut choices: Vec<Choice> = deployment
        .servers
        .iter()
        .map(|offered| Choice { base: offered.server.base(), label: offered.label.clone() })
        .collect();
    if deployment.other_servers {
        for base in remembered() {
            if base != in_field && choices.iter().all(|choice| choice.base != base) {
                choices.push(Choice { base, label: None });
            }
        }
    }
    let button = |Choice { base, label }: Choice| {
        let choose = choose.clone();
        let address = el("code").child(base.clone());
        el("li").child(
            el("button")
                .attr("type", "button")
                .class("button server")
                .child(label.map(|label| el("span").child(label)))
                .child(address)
                .on("click", move |_| choose(&base)),
        )
    };
    (!choices.is_empty()).then(|| {
        el("ul")
            .class("servers")
            .attr("role", "list")
            .attr("aria-label", words().connect.servers)
            .child(choices.into_iter().map(button).collect::<Vec<_>>())
    })
}

/// The servers used last, the latest first: addresses only.
pub fn remembered() -> Vec<String> {
    recall(Remembered::Servers).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Puts one on top. The oldest goes.
pub fn used(base: &str) {
    let mut all = remembered();
    all.retain(|known| known != base);
    all.insert(0, base.to_owned());
    all.truncate(KEPT);
    remember(Remembered::Servers, &all.join("\n"));
}
