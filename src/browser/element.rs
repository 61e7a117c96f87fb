//! Elements of the page, built at once and kept up to date by Leptos' signals.
//!
//! An attribute or a child may be a plain value or a closure. A closure is run again when a signal in it changes, and
//! only what it made is replaced. What a closure made, effects and listeners in it included, ends with the next run.
//!
//! Leptos' own `view!` compiles a type of its own, with code to build and to rebuild it, for every element and closure.
//! Here there is one type, and closures are boxed once: the page is a third smaller for it (decision 0005).

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::prelude::*;

use super::event::{Event, listen_on};

/// An element of the page.
#[derive(Clone)]
#[must_use = "an element is seen only where it is put"]
pub struct Element(web_sys::Element);

/// A new HTML element.
pub fn el(tag: &'static str) -> Element {
    Element(made(document().and_then(|document| document.create_element(tag).ok())))
}

/// A new SVG element.
pub fn svg(tag: &'static str) -> Element {
    let namespace = Some("http://www.w3.org/2000/svg");
    Element(made(document().and_then(|document| document.create_element_ns(namespace, tag).ok())))
}

impl Element {
    /// Sets an attribute, once or for ever.
    pub fn attr(self, name: &'static str, value: impl Attribute) -> Self {
        let element = self.0.clone();
        match value.into_value() {
            Value::Fixed(text) => set_attribute(&element, name, text.as_deref()),
            Value::Live(mut value) => keep(move || set_attribute(&element, name, value().as_deref())),
        }
        self
    }

    /// Sets the classes.
    pub fn class(self, names: impl Attribute) -> Self {
        self.attr("class", names)
    }

    /// Sets the id.
    pub fn id(self, id: impl Attribute) -> Self {
        self.attr("id", id)
    }

    /// Keeps a text property, such as the `value` of a field, up to date; a property is not part of the markup.
    pub fn value(self, mut text: impl FnMut() -> String + 'static) -> Self {
        let element = self.0.clone();
        keep(move || set_property(&element, "value", &JsValue::from_str(&text())));
        self
    }

    /// Keeps a property that is true or false, such as `checked` or `selected`, up to date.
    pub fn flag(self, name: &'static str, mut flag: impl FnMut() -> bool + 'static) -> Self {
        let element = self.0.clone();
        keep(move || set_property(&element, name, &JsValue::from_bool(flag())));
        self
    }

    /// Keeps a style property up to date; the policy forbids the `style` attribute, not this.
    pub fn style(self, name: &'static str, mut value: impl FnMut() -> String + 'static) -> Self {
        if let Some(element) = self.0.dyn_ref::<web_sys::HtmlElement>().cloned() {
            keep(move || drop(element.style().set_property(name, &value())));
        }
        self
    }

    /// Listens to an event as long as the surrounding part of the page is there.
    pub fn on(self, event: &'static str, run: impl FnMut(Event) + 'static) -> Self {
        listen_on(&self.0, event, Box::new(run));
        self
    }

    /// Adds what stands inside.
    pub fn child(self, child: impl Child) -> Self {
        append(&self.0, child.into_piece());
        self
    }

    /// Adds rows that keep their element while their key stays, so that the focus stays, too.
    pub fn rows(self, keys: impl Fn() -> Vec<u64> + 'static, row: impl Fn(u64) -> Element + 'static) -> Self {
        super::rows::keep_rows(&self.0, Box::new(keys), Box::new(row));
        self
    }

    /// Another one like it, with what stands inside; what follows signals or listens is not copied.
    pub fn copy(&self) -> Self {
        let copy = self.0.clone_node_with_deep(true).ok().and_then(|node| node.dyn_into().ok());
        Self(copy.unwrap_or_else(|| self.0.clone()))
    }

    /// The platform's own element, for `browser` alone.
    pub(super) fn platform(&self) -> &web_sys::Element {
        &self.0
    }

    /// The platform's own element as one of its kinds.
    pub(super) fn of_kind<T: JsCast + Clone>(&self) -> Option<T> {
        self.0.dyn_ref::<T>().cloned()
    }
}

/// Puts the page into the document's body.
pub fn mount(page: impl Child) {
    if let Some(body) = document().and_then(|document| document.body()) {
        append(&body, page.into_piece());
    }
}

/// What an attribute can be set to: a text, a number, a switch (present or absent), or a closure that gives one.
pub trait Attribute {
    /// As the renderer takes it.
    fn into_value(self) -> Value;
}

/// The value of an attribute; none, no attribute.
pub enum Value {
    /// Set once.
    Fixed(Option<Cow<'static, str>>),
    /// Set again whenever a signal in it changes.
    Live(Box<dyn FnMut() -> Option<Cow<'static, str>>>),
}

/// What a closure of an attribute may give.
pub trait Text {
    /// The text; none, no attribute.
    fn into_text(self) -> Option<Cow<'static, str>>;
}

impl Text for &'static str {
    fn into_text(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for String {
    fn into_text(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

impl Text for bool {
    fn into_text(self) -> Option<Cow<'static, str>> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl Text for usize {
    fn into_text(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: Text> Text for Option<T> {
    fn into_text(self) -> Option<Cow<'static, str>> {
        self.and_then(Text::into_text)
    }
}

impl Attribute for &'static str {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_text())
    }
}

impl Attribute for String {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_text())
    }
}

impl Attribute for bool {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_text())
    }
}

impl Attribute for usize {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_text())
    }
}

impl<T: Text> Attribute for Option<T> {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_text())
    }
}

impl<F, T> Attribute for F
where
    F: FnMut() -> T + 'static,
    T: Text,
{
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move || self().into_text()))
    }
}

/// What can stand inside an element: text, elements, several of them, nothing, or a closure that gives any of these.
pub trait Child {
    /// As the renderer takes it.
    fn into_piece(self) -> Piece;
}

/// A piece of the page before it is put in.
pub enum Piece {
    /// Nothing.
    Nothing,
    /// Text; never read as markup.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Several.
    Many(Vec<Piece>),
    /// Made again whenever a signal in it changes.
    Live(Box<dyn FnMut() -> Piece>),
}

impl Child for Piece {
    fn into_piece(self) -> Piece {
        self
    }
}

impl Child for () {
    fn into_piece(self) -> Piece {
        Piece::Nothing
    }
}

impl Child for &'static str {
    fn into_piece(self) -> Piece {
        Piece::Text(Cow::Borrowed(self))
    }
}

impl Child for String {
    fn into_piece(self) -> Piece {
        Piece::Text(Cow::Owned(self))
    }
}

impl Child for u64 {
    fn into_piece(self) -> Piece {
        Piece::Text(Cow::Owned(self.to_string()))
    }
}

impl Child for usize {
    fn into_piece(self) -> Piece {
        Piece::Text(Cow::Owned(self.to_string()))
    }
}

impl Child for Element {
    fn into_piece(self) -> Piece {
        Piece::Element(self)
    }
}

impl<C: Child> Child for Option<C> {
    fn into_piece(self) -> Piece {
        self.map_or(Piece::Nothing, Child::into_piece)
    }
}

impl<C: Child> Child for Vec<C> {
    fn into_piece(self) -> Piece {
        Piece::Many(self.into_iter().map(Child::into_piece).collect())
    }
}

impl<A: Child, B: Child> Child for (A, B) {
    fn into_piece(self) -> Piece {
        Piece::Many(vec![self.0.into_piece(), self.1.into_piece()])
    }
}

impl<A: Child, B: Child, C: Child> Child for (A, B, C) {
    fn into_piece(self) -> Piece {
        Piece::Many(vec![self.0.into_piece(), self.1.into_piece(), self.2.into_piece()])
    }
}

impl<F, C> Child for F
where
    F: FnMut() -> C + 'static,
    C: Child,
{
    fn into_piece(mut self) -> Piece {
        Piece::Live(Box::new(move || self().into_piece()))
    }
}

/// Runs now, and again whenever a signal in it changes, as long as the surrounding part of the page is there.
pub(super) fn keep(run: impl FnMut() + 'static) {
    keep_boxed(Box::new(run));
}

fn keep_boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // The arena of the present owner holds it, and lets it go when that owner ends.
    StoredValue::new_local(effect);
}

fn append(parent: &web_sys::Node, piece: Piece) {
    insert(parent, None, piece);
}

fn insert(parent: &web_sys::Node, before: Option<&web_sys::Node>, piece: Piece) {
    match piece {
        Piece::Nothing => {}
        Piece::Text(text) => {
            if let Some(document) = document() {
                let _ = parent.insert_before(&document.create_text_node(&text), before);
            }
        }
        Piece::Element(element) => drop(parent.insert_before(&element.0, before)),
        Piece::Many(pieces) => pieces.into_iter().for_each(|piece| insert(parent, before, piece)),
        Piece::Live(make) => insert_live(parent, before, make),
    }
}

/// Two comments mark the place; what lies between them is replaced.
fn insert_live(parent: &web_sys::Node, before: Option<&web_sys::Node>, mut make: Box<dyn FnMut() -> Piece>) {
    let Some(document) = document() else { return };
    let (start, end) = (document.create_comment(""), document.create_comment(""));
    let _ = parent.insert_before(&start, before);
    let _ = parent.insert_before(&end, before);
    keep(move || {
        let piece = make();
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|old| !old.is_same_node(Some(&end))) {
            let _ = parent.remove_child(&old);
        }
        insert(&parent, Some(&end), piece);
    });
}

fn set_attribute(element: &web_sys::Element, name: &str, text: Option<&str>) {
    let _ = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

fn set_property(element: &web_sys::Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), value);
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Without a document there is no page either: whatever is built then goes nowhere, and nothing panics.
fn made(element: Option<web_sys::Element>) -> web_sys::Element {
    element.unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}
