//! One connection: TLS where asked for, the protocol it agreed on, its requests, and its end by our hand.

use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;

use http::header::{CONNECTION, CONTENT_LENGTH, HOST};
use http::{HeaderValue, Method, Request, Response, Uri};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::body::AnswerBody;
use super::certificate::HTTP2;
use super::control::{self, control};
use super::delivery::{Delivery, plain};
use super::exchange::{Call, exchange};
use super::host::Host;
use super::wire::{Lifeline, Wire};

/// The longest body that is read.
const BODY_LIMIT: usize = 4 << 20;

/// What the requests of one connection share.
#[derive(Clone, Debug)]
struct Line {
    host: Arc<Host>,
    lifeline: Arc<Lifeline>,
    number: u64,
    protocol: &'static str,
}

/// Why a request gets no answer at all. For HTTP/2 this resets the stream, for HTTP/1.1 it closes the connection.
#[derive(Debug)]
struct NoAnswer;

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("this request gets no answer")
    }
}

impl std::error::Error for NoAnswer {}

/// Serves one connection to its end. What goes wrong on it is the client's to see, not ours to report.
pub async fn serve(host: Arc<Host>, stream: TcpStream, acceptor: Option<TlsAcceptor>, number: u64) {
    let lifeline = Arc::new(Lifeline::default());
    let wire = Wire::new(stream, Arc::clone(&lifeline));
    let mut line = Line { host, lifeline, number, protocol: "HTTP/1.1" };
    let Some(acceptor) = acceptor else {
        return serve_http1(line, TokioIo::new(wire)).await;
    };
    let Ok(stream) = acceptor.accept(wire).await else { return };
    if stream.get_ref().1.alpn_protocol() == Some(HTTP2) {
        line.protocol = "HTTP/2";
        serve_http2(line, TokioIo::new(stream)).await;
    } else {
        serve_http1(line, TokioIo::new(stream)).await;
    }
}

async fn serve_http1<S>(line: Line, stream: S)
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin,
{
    let lifeline = Arc::clone(&line.lifeline);
    let answers = service_fn(move |request| respond(line.clone(), request));
    let connection = http1::Builder::new().title_case_headers(true).serve_connection(stream, answers);
    tokio::select! {
        _ = connection => {}
        () = lifeline.ended() => {}
    }
}

async fn serve_http2(line: Line, stream: TokioIo<TlsStream<Wire>>) {
    let lifeline = Arc::clone(&line.lifeline);
    let answers = service_fn(move |request| respond(line.clone(), request));
    let mut connection = pin!(http2::Builder::new(TokioExecutor::new()).serve_connection(stream, answers));
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = lifeline.ended() => return,
            () = lifeline.finished() => connection.as_mut().graceful_shutdown(),
        }
    }
}

async fn respond(line: Line, incoming: Request<Incoming>) -> Result<Response<AnswerBody>, NoAnswer> {
    let method = incoming.method().clone();
    let delivery = match read(incoming).await {
        Ok(request) => answer(&line, request).await,
        Err(_) => Delivery::Last(plain(413, "text/plain", "Request Entity Too Large\n")),
    };
    match delivery {
        Delivery::Answer(response) => Ok(whole(response, &method)),
        Delivery::Half(response) => {
            let (head, body) = response.into_parts();
            Ok(Response::from_parts(head, AnswerBody::half(body, line.lifeline)))
        }
        Delivery::Last(response) => {
            let mut response = whole(response, &method);
            if line.protocol == "HTTP/1.1" {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            } else {
                line.lifeline.finish();
            }
            Ok(response)
        }
        Delivery::Nothing(ending) => {
            line.lifeline.end(ending);
            pending().await
        }
        Delivery::NoStream => Err(NoAnswer),
        Delivery::Silence => pending().await,
    }
}

/// Decides who answers. The API's work is a task of its own: a client that goes away does not stop GitLab either.
async fn answer(line: &Line, request: Request<Vec<u8>>) -> Delivery {
    let path = request.uri().path();
    if path.strip_prefix(control::PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        return Delivery::Answer(if line.host.start().control {
            control(&line.host, &request)
        } else {
            plain(404, "application/json", r#"{"error":"404 Not Found"}"#)
        });
    }
    let call = Call { connection: line.number, protocol: line.protocol, request };
    let work = tokio::spawn(exchange(Arc::clone(&line.host), call));
    work.await.unwrap_or_else(|_| {
        Delivery::Answer(plain(500, "application/json", r#"{"message":"500 Internal Server Error"}"#))
    })
}

/// The request with its body, its address without scheme and host, as it stands on an HTTP/1.1 request line.
async fn read(incoming: Request<Incoming>) -> Result<Request<Vec<u8>>, io::Error> {
    let (mut head, body) = incoming.into_parts();
    let bytes = Limited::new(body, BODY_LIMIT).collect().await.map_err(io::Error::other)?.to_bytes();
    if let Some(authority) = head.uri.authority()
        && !head.headers.contains_key(HOST)
        && let Ok(value) = HeaderValue::from_str(authority.as_str())
    {
        head.headers.insert(HOST, value);
    }
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = path.parse::<Uri>().map_err(io::Error::other)?;
    Ok(Request::from_parts(head, bytes.to_vec()))
}

fn whole(response: Response<Vec<u8>>, method: &Method) -> Response<AnswerBody> {
    let (mut head, mut body) = response.into_parts();
    if method == Method::HEAD && !body.is_empty() {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        body.clear();
    }
    Response::from_parts(head, AnswerBody::whole(body))
}
