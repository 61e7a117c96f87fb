//! The body of an answer as HTTP sends it: whole, or cut off after half of what its length promised.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::Sleep;

use super::wire::{Ending, GRACE, Lifeline};

/// One answer's bytes.
#[derive(Debug)]
pub struct AnswerBody {
    left: Bytes,
    cut: Option<Cut>,
}

/// What makes a body end early.
#[derive(Debug)]
struct Cut {
    promised: u64,
    lifeline: Arc<Lifeline>,
    grace: Option<Pin<Box<Sleep>>>,
}

impl AnswerBody {
    /// All of it.
    pub fn whole(bytes: Vec<u8>) -> Self {
        Self { left: Bytes::from(bytes), cut: None }
    }

    /// Its first half; the length of all of it is promised and the connection closed instead of keeping it.
    pub fn half(bytes: Vec<u8>, lifeline: Arc<Lifeline>) -> Self {
        let whole = Bytes::from(bytes);
        let promised = whole.len() as u64;
        let left = whole.slice(..whole.len() / 2);
        Self { left, cut: Some(Cut { promised, lifeline, grace: None }) }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let left = std::mem::take(&mut self.left);
        if !left.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(left))));
        }
        let Some(cut) = self.cut.as_mut() else { return Poll::Ready(None) };
        // The half is handed over but not yet on the wire: it gets a moment, then the connection goes.
        let grace = cut.grace.get_or_insert_with(|| Box::pin(tokio::time::sleep(GRACE)));
        if grace.as_mut().poll(context).is_ready() {
            cut.lifeline.end(Ending::Fin);
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty() && self.cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.cut.as_ref().map_or(self.left.len() as u64, |cut| cut.promised))
    }
}
