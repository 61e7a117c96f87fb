//! A TCP stream that can be made to end badly, and the handle that makes it.
//!
//! Ending a connection means dropping whatever serves it; the stream then closes the way the handle says. TLS
//! lies above this stream, so a reset or an early FIN looks on HTTPS as it does in a network that fails.

use std::io;
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// How a connection is ended from our side.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ending {
    /// A reset: what was in flight is lost.
    Reset,
    /// A FIN: what was written arrives, nothing follows.
    Fin,
}

/// Ends one connection from wherever its requests are answered.
#[derive(Debug, Default)]
pub struct Lifeline {
    ending: OnceLock<Ending>,
    ended: Notify,
    finished: Notify,
}

impl Lifeline {
    /// Ends the connection; the first call decides how.
    pub fn end(&self, ending: Ending) {
        if self.ending.set(ending).is_ok() {
            self.ended.notify_one();
        }
    }

    /// Returns once the connection is to end.
    pub async fn ended(&self) {
        self.ended.notified().await;
    }

    /// Lets the connection answer what it has begun and nothing more.
    pub fn finish(&self) {
        self.finished.notify_one();
    }

    /// Returns once the connection is to take no more requests.
    pub async fn finished(&self) {
        self.finished.notified().await;
    }
}

/// How long written bytes get to leave before a connection is closed behind them.
pub const GRACE: Duration = Duration::from_millis(50);

/// The stream beneath HTTP and TLS.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    lifeline: Arc<Lifeline>,
}

impl Wire {
    /// Puts a fresh connection on its lifeline.
    pub fn new(stream: TcpStream, lifeline: Arc<Lifeline>) -> Self {
        Self { stream, lifeline }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let socket = SockRef::from(&self.stream);
        // A socket that is already gone needs no ending, so neither result matters.
        let _ = match self.lifeline.ending.get() {
            Some(Ending::Reset) => socket.set_linger(Some(Duration::ZERO)),
            Some(Ending::Fin) => socket.shutdown(Shutdown::Write),
            None => Ok(()),
        };
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
