//! The page: wipes freed memory, keeps panics quiet, mounts the app.

/// Overwrites memory when it is freed, so that no copy of a secret stays behind in the page.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    keyturn::browser::panic::report_quietly();
    // Leptos brings the owner of all signals and the scheduler of effects; the page itself is ours.
    leptos::mount::mount_to_body(keyturn::app::start);
}
