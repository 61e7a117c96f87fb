//! The emulator on a socket: reads the command line, says where it listens, answers until it is told to stop.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use gitlab_emulator::server::{Command, Server};

fn main() -> ExitCode {
    let command = Command::parse();
    // One thread: requests are answered one after the other, so a test sees the order it caused.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(serve(&command)),
        Err(error) => Err(format!("cannot start: {error}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("gitlab-emulator: {sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(command: &Command) -> Result<(), String> {
    let server = Server::bind(command).await.map_err(|error| error.to_string())?;
    let told_to_stop = stop_signal().map_err(|error| format!("cannot wait for signals: {error}"))?;
    announce(&server.announcement().to_string())
        .map_err(|error| format!("cannot say that it is ready: {error}"))?;
    tokio::select! {
        () = server.run() => {}
        () = told_to_stop => {}
    }
    Ok(())
}

/// The one line on standard output.
fn announce(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}

/// Returns a future that ends on SIGTERM or SIGINT; both are caught from this moment on.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Returns a future that ends on Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where Ctrl-C cannot be watched, the process is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
