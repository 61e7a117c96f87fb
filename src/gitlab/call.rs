//! A call: what to ask, and how to read the answer.

use super::{Error, Request, Response};

/// A request with the reader of its answer. Built in `gitlab::calls`, sent elsewhere.
pub struct Call<T> {
    /// What is asked.
    pub request: Request,
    /// Turns the answer into a value, or into what is wrong with it. A refusal by GitLab is read here, too.
    pub read: fn(&Response) -> Result<T, Error>,
}
