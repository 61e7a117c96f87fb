//! Work that goes on while the page stays usable.

use std::pin::Pin;

/// Starts a task. Boxed at once, so that every task is driven by the same code.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    wasm_bindgen_futures::spawn_local(task);
}

/// The same future behind a pointer: what awaits it in many places, or for many types, is compiled with it only once.
pub fn boxed<'a, T>(future: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    Box::pin(future)
}
