//! What only a browser can show: elements that follow signals, rows that keep their place, text that stays text.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use keyturn::browser::element::{Child, el, mount};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

fn found(id: &str) -> web_sys::HtmlElement {
    document().get_element_by_id(id).unwrap().dyn_into().unwrap()
}

/// Puts something into the page under an owner of its own, which a test may end.
fn page(make: impl FnOnce() -> keyturn::browser::element::Piece + 'static) -> Owner {
    // The scheduler of effects is started once; a second start is refused and does not matter.
    leptos::mount::mount_to_body(|| ());
    let owner = Owner::new();
    owner.with(|| mount(make()));
    owner
}

#[wasm_bindgen_test]
async fn an_attribute_and_a_child_follow_their_signal() {
    let state = RwSignal::new(1_usize);
    let _owner = page(move || {
        el("p")
            .id("follows")
            .attr("data-state", move || state.get())
            .attr("hidden", move || state.get() > 1)
            .child(move || format!("state {}", state.get()))
            .into_piece()
    });
    assert_eq!(found("follows").outer_html(), r#"<p id="follows" data-state="1"><!---->state 1<!----></p>"#);
    state.set(2);
    leptos::task::tick().await;
    let expected = r#"<p id="follows" data-state="2" hidden=""><!---->state 2<!----></p>"#;
    assert_eq!(found("follows").outer_html(), expected);
}

#[wasm_bindgen_test]
async fn what_a_closure_made_ends_when_it_runs_again() {
    let turn = RwSignal::new(0_usize);
    let inner = RwSignal::new(0_usize);
    let runs = StoredValue::new(0_usize);
    let _owner = page(move || {
        let part = move || {
            turn.track();
            el("span").attr("data-inner", move || {
                runs.update_value(|runs| *runs += 1);
                inner.get()
            })
        };
        el("p").id("ends").child(part).into_piece()
    });
    turn.set(1);
    leptos::task::tick().await;
    runs.set_value(0);
    inner.set(1);
    leptos::task::tick().await;
    assert_eq!(runs.get_value(), 1, "only the present element listens");
    assert_eq!(found("ends").child_element_count(), 1);
}

#[wasm_bindgen_test]
async fn rows_keep_their_element_and_its_focus_while_their_key_stays() {
    let keys = RwSignal::new(vec![1_u64, 2, 3]);
    let _owner = page(move || {
        let row = |key: u64| el("button").id(format!("row-{key}")).child(key);
        el("div").id("rows").rows(move || keys.get(), row).into_piece()
    });
    found("row-2").focus().unwrap();
    let kept = found("row-2");
    keys.set(vec![4, 2, 3]);
    leptos::task::tick().await;
    assert_eq!(found("rows").text_content().unwrap(), "423");
    assert!(found("row-2").is_same_node(Some(&kept)));
    assert_eq!(document().active_element().unwrap().id(), "row-2");
    keys.set(vec![3, 2]);
    leptos::task::tick().await;
    assert_eq!(found("rows").text_content().unwrap(), "32");
}

#[wasm_bindgen_test]
fn text_from_outside_is_never_markup() {
    let hostile = "<img src=x onerror=alert(1)>\u{202e}&amp;";
    let _owner = page(move || el("p").id("hostile").attr("title", hostile).child(hostile).into_piece());
    assert_eq!(found("hostile").text_content().unwrap(), hostile);
    assert_eq!(found("hostile").child_element_count(), 0);
    assert_eq!(found("hostile").get_attribute("title").unwrap(), hostile);
}

#[wasm_bindgen_test]
fn a_listener_ends_with_its_part_of_the_page() {
    let clicks = StoredValue::new(0_usize);
    let owner = page(move || {
        el("button")
            .id("clicked")
            .on("click", move |_| clicks.update_value(|clicks| *clicks += 1))
            .into_piece()
    });
    found("clicked").click();
    owner.cleanup();
    found("clicked").click();
    assert_eq!(clicks.get_value(), 1);
}

/// The page wipes what it lets go; this module of the tests does not.
#[wasm_bindgen_test]
async fn memory_that_is_not_wiped_is_told_from_memory_that_is() {
    assert!(!keyturn::browser::protections::measure().await.is_wiped);
}
