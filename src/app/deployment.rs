//! What the operator decided about this deployment, as a context; and what of it holds for the whole page.

use std::sync::Arc;

use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::{expect_context, provide_context};
use crate::browser::{boot, dom, storage};
use crate::deployment::{Deployment, Fault};

use super::later::Later;
use super::preferences::{all_words, words};
use super::widgets::notice::{self, Tone};

/// The deployment, and what of its file cannot be used.
#[derive(Clone)]
struct Setup {
    deployment: Arc<Deployment>,
    faults: Arc<[Fault]>,
}

/// Reads `config.json`, provides it, and does what is to be done before anything is drawn.
pub fn provide() -> Arc<Deployment> {
    let (deployment, faults) = Deployment::read(boot::configuration().as_deref());
    if !deployment.isolated_origin {
        storage::close();
    }
    for (name, value) in &deployment.properties {
        dom::set_property(name, value);
    }
    let deployment = Arc::new(deployment);
    provide_context(Setup { deployment: Arc::clone(&deployment), faults: faults.into() });
    deployment
}

/// The deployment.
pub fn deployment() -> Arc<Deployment> {
    expect_context::<Setup>().deployment
}

/// What cannot be used, where there is such a thing; and that nothing is kept, where that is so.
pub fn remarks() -> Piece {
    let setup = expect_context::<Setup>();
    let (words, later) = (&words().connect, expect_context::<Later>());
    let is_faulty = !setup.faults.is_empty();
    let faulty = is_faulty.then(|| later.part("stack", |parts| (parts.faults)()));
    let shared =
        (!setup.deployment.isolated_origin).then(|| el("p").class("hint").child(words.shared_origin));
    (faulty, shared).into_piece()
}

/// The faults, each with its key.
pub fn faults() -> Piece {
    let words = all_words();
    let faults = expect_context::<Setup>().faults;
    let say = |fault: &Fault| el("li").child(words.deployment.say(words, fault));
    let title = el("h2").child((words.deployment.title)(faults.len()));
    let list = el("ul").child(faults.iter().map(say).collect::<Vec<_>>());
    let content = (title, el("p").child(words.deployment.lead), list);
    notice::view(Tone::Warning, content).attr("role", "status").into_piece()
}
