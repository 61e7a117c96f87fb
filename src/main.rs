//! The page: wipes freed memory, keeps panics quiet, mounts the app.

use keyturn::app::App;

/// Overwrites memory when it is freed, so that no copy of a secret stays behind in the page.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    keyturn::browser::panic::report_quietly();
    leptos::mount::mount_to_body(App);
}
