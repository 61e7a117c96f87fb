//! Work that goes on while the page stays usable.

use std::pin::Pin;

/// Starts a task. Boxed at once, so that every task is driven by the same code.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    wasm_bindgen_futures::spawn_local(task);
}
