//! A panic says where, never what: its message may hold data.

/// Installs the hook.
pub fn report_quietly() {
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        #[expect(clippy::disallowed_methods, reason = "the one line the page ever writes to the console")]
        web_sys::console::error_1(&format!("Keyturn stopped at {place}. Reload the page.").into());
    }));
}
