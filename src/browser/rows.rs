//! Rows with keys: a row keeps its element, and with it the focus, as long as its key stays in the list.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::element::{Element, keep};

/// A row and what lives in it.
struct Row {
    element: Element,
    owner: Owner,
}

/// Keeps the rows of `parent` in step with `keys`. They stand before what `parent` holds when this is called last.
pub(super) fn keep_rows(
    parent: &web_sys::Element,
    keys: Box<dyn Fn() -> Vec<u64>>,
    make: Box<dyn Fn(u64) -> Element>,
) {
    let Some(document) = parent.owner_document() else { return };
    let end = document.create_comment("");
    let _ = parent.append_child(&end);
    let mut rows: HashMap<u64, Row> = HashMap::new();
    let surrounding = Owner::current();
    keep(move || {
        let keys = keys();
        let Some(parent) = end.parent_node() else { return };
        let is_gone = |key: &u64| !keys.contains(key);
        // What is drawn anew takes the focus back.
        let focused = document.active_element().map(|element| element.id()).filter(|id| !id.is_empty());
        for key in rows.keys().copied().filter(is_gone).collect::<Vec<_>>() {
            if let Some(row) = rows.remove(&key) {
                row.element.platform().remove();
                row.owner.cleanup();
            }
        }
        // From the last row to the first: each belongs before the one that was placed just now.
        let mut next: web_sys::Node = end.clone().into();
        for key in keys.into_iter().rev() {
            let row = rows.entry(key).or_insert_with(|| {
                let owner = surrounding.as_ref().map_or_else(Owner::new, Owner::child);
                let element = owner.with(|| untrack(|| make(key)));
                Row { element, owner }
            });
            let element: web_sys::Node = row.element.platform().clone().into();
            if !next.previous_sibling().is_some_and(|sibling| sibling.is_same_node(Some(&element))) {
                let _ = parent.insert_before(&element, Some(&next));
            }
            next = element;
        }
        let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
        let again = focused.filter(|_| is_lost).and_then(|id| document.get_element_by_id(&id));
        if let Some(again) = again.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = again.focus();
        }
    });
}
