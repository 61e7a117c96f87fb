//! A certificate for the loopback, made anew at every start, and the TLS settings that present it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertifiedKey, PublicKeyData as _};
use ring::digest::{SHA256, digest};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{self, ServerConfig};

/// The protocol name HTTP/2 has in the handshake.
pub const HTTP2: &[u8] = b"h2";

/// A self-signed certificate and what a client needs to trust it.
pub struct Certificate {
    /// Accepts TLS connections, offering HTTP/2 first and HTTP/1.1 second.
    pub acceptor: TlsAcceptor,
    /// The certificate for a client's list of trusted ones.
    pub pem: String,
    /// The SHA-256 of its public key in base64, for Chromium's `--ignore-certificate-errors-spki-list`.
    pub spki: String,
}

/// Why there is no certificate.
#[derive(Debug)]
pub enum CertificateError {
    /// It could not be made.
    Making(rcgen::Error),
    /// It was made but TLS refuses it.
    Using(rustls::Error),
}

impl Certificate {
    /// Makes one for `127.0.0.1`, `::1` and `localhost`.
    pub fn generate() -> Result<Self, CertificateError> {
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(names).map_err(CertificateError::Making)?;
        let spki = STANDARD.encode(digest(&SHA256, &signing_key.subject_public_key_info()));
        let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(CertificateError::Using)?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .map_err(CertificateError::Using)?;
        config.alpn_protocols = vec![HTTP2.to_vec(), b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), pem: cert.pem(), spki })
    }
}
