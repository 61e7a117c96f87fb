//! The emulator as a server on a socket: HTTP/1.1, with TLS also HTTP/2, and every way a network can fail.
//!
//! It adds nothing to what GitLab says: answers come from [`Emulator`](crate::Emulator) alone. It owns the socket,
//! so that an answer can be lost after the change was made, which is what a client has to live with.

mod body;
mod certificate;
mod clock;
mod command;
mod connection;
mod control;
mod delivery;
mod exchange;
mod host;
mod log;
mod wire;

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use certificate::{Certificate, CertificateError};
pub use command::Command;
pub use host::Start;

use host::Host;

/// A server that listens but does not yet answer.
pub struct Server {
    listener: TcpListener,
    host: Arc<Host>,
    certificate: Option<Certificate>,
    url: String,
}

/// Why a server could not start.
#[derive(Debug)]
pub enum ServerError {
    /// The address could not be listened on.
    Listen(SocketAddr, io::Error),
    /// There is no certificate to serve TLS with.
    Certificate(CertificateError),
}

impl Server {
    /// Takes the socket, then builds the world, which knows its own address only now.
    pub async fn bind(command: &Command) -> Result<Self, ServerError> {
        let refused = |error| ServerError::Listen(command.listen, error);
        let listener = TcpListener::bind(command.listen).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let certificate =
            if command.tls { Some(Certificate::generate().map_err(ServerError::Certificate)?) } else { None };
        let scheme = if command.tls { "https" } else { "http" };
        let url = format!("{scheme}://{}{}", reachable(address), command.root());
        let host = Arc::new(Host::new(command.start(&url)));
        Ok(Self { listener, host, certificate, url })
    }

    /// What a test needs to know, as one JSON value: the address, who can sign in, and how to trust the certificate.
    pub fn announcement(&self) -> Value {
        let mut announcement = json!({
            "url": self.url,
            "users": self.host.running().emulator.credentials(),
            "applications": self.host.running().emulator.applications(),
        });
        if let Some(certificate) = &self.certificate {
            announcement["spki"] = json!(certificate.spki);
            announcement["certificate"] = json!(certificate.pem);
        }
        announcement
    }

    /// Answers until the future is dropped.
    pub async fn run(self) {
        let mut number = 0;
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                // Out of file handles, most likely: they come back as connections end.
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            };
            number += 1;
            // Small answers should leave at once; a socket that refuses the wish still works.
            let _ = stream.set_nodelay(true);
            let acceptor = self.certificate.as_ref().map(|certificate| certificate.acceptor.clone());
            tokio::spawn(connection::serve(Arc::clone(&self.host), stream, acceptor, number));
        }
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(address, error) => write!(formatter, "cannot listen on {address}: {error}"),
            Self::Certificate(CertificateError::Making(error)) => {
                write!(formatter, "cannot make a certificate: {error}")
            }
            Self::Certificate(CertificateError::Using(error)) => {
                write!(formatter, "cannot use the certificate: {error}")
            }
        }
    }
}

impl std::error::Error for ServerError {}

/// The address a client on this machine reaches the socket by.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from(([127, 0, 0, 1], address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], address.port())),
        _ => address,
    }
}
