//! One page of a list.

use std::sync::Arc;

/// Rows, and where to go on: at a page, or in what else a list is told how far it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T, N = u32> {
    /// The rows that could be read.
    pub rows: Vec<T>,
    /// Rows that could not: set aside and counted, never fatal.
    pub odd_rows: usize,
    /// The number of the next page, 0 where there is one and its number cannot be read; totals are never trusted.
    pub next: Option<N>,
    /// How many rows there are in all, where GitLab counts them (up to 10,000).
    pub total: Option<u64>,
}

/// Where a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this page or after this id; 0 where nobody can tell.
    Number(u64),
    /// After what GitLab alone understands (keyset paging); empty where it cannot be read.
    Cursor(Arc<str>),
}

/// How often a list is begun again because rows vanished while it was read.
const MOST_RESTARTS: u32 = 2;

/// What the totals of a list's pages say while it is read one after the other. A row that vanishes meanwhile lets another one slide
/// onto a page that was read before; one that is added comes at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    last: Option<u64>,
    restarts: u32,
}

/// How a page fits those that were read before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing vanished, as far as GitLab counts.
    Fits,
    /// Rows vanished: the list is to be begun again.
    Slid,
    /// Rows keep vanishing: others may have been missed.
    Moving,
}

impl Totals {
    /// Takes the number of all rows as the next page has it.
    pub fn take(&mut self, total: Option<u64>) -> Fit {
        let has_shrunk = matches!((self.last, total), (Some(before), Some(now)) if now < before);
        self.last = total.or(self.last);
        if !has_shrunk {
            return Fit::Fits;
        }
        if self.restarts == MOST_RESTARTS {
            return Fit::Moving;
        }
        *self = Self { last: None, restarts: self.restarts + 1 };
        Fit::Slid
    }

    /// Whether the list was begun again.
    pub fn is_begun_again(self) -> bool {
        self.restarts > 0
    }
}

/// The next page from `X-Next-Page`, or, where that header is absent, from `Link`. Of a `Link` only the page number is
/// used: its host is the one GitLab was configured with and may not be the one that was asked. What says that it goes on and not
/// where is 0, which no page has: the end of a list is only what says so.
pub fn next_page(header: Option<&str>, link: Option<&str>) -> Option<u32> {
    match header {
        Some("") => None,
        Some(number) => Some(number.parse().unwrap_or(0)),
        None => Some(next_in_link(link?, "page=")?.parse().unwrap_or(0)),
    }
}

/// The next cursor from `Link`, empty where it cannot be read: it is base64url (RFC 4648 5), and nothing else is sent.
pub fn next_cursor(link: Option<&str>) -> Option<Arc<str>> {
    let cursor = next_in_link(link?, "cursor=")?.replace("%3D", "=");
    let is_cursor = cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte));
    Some(Arc::from(if is_cursor { cursor.as_str() } else { "" }))
}

/// A parameter of the next page's address, empty where it has none; nothing where no next page is named. Addresses may hold commas, but
/// never an angle bracket.
fn next_in_link<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    let mut parts = link.split('<').filter_map(|part| part.split_once('>'));
    let (url, _) = parts.find(|(_, parameters)| parameters.contains("rel=\"next\""))?;
    let query = url.split_once('?').and_then(|(_, query)| query.split('#').next()).unwrap_or_default();
    Some(query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Fit, Totals, next_cursor, next_page};

    #[test]
    fn a_list_whose_total_shrinks_is_begun_again_twice_and_then_called_moving() {
        let mut totals = Totals::default();
        let fits = [Some(3), None, Some(4), Some(3), Some(3), Some(2), Some(9), Some(8), Some(8), Some(7)];
        let fits = fits.map(|total| totals.take(total));
        assert_eq!(fits[..3], [Fit::Fits; 3]);
        assert_eq!(fits[3..6], [Fit::Slid, Fit::Fits, Fit::Slid]);
        assert_eq!(fits[6..], [Fit::Fits, Fit::Moving, Fit::Fits, Fit::Moving]);
    }

    #[test]
    fn the_next_cursor_is_read_from_a_link_and_nothing_else_is_taken_for_one() {
        for (link, expected) in [
            (None, None),
            (Some("<http://other/x?cursor=eyJp>; rel=\"prev\""), None),
            (Some("<http://other/x?cursor=eyJp&per_page=100>; rel=\"next\""), Some("eyJp")),
            (Some("<http://other/x?cursor=ey-J_w%3D%3D#cursor=x>; rel=\"next\""), Some("ey-J_w==")),
            (Some("<http://other/x?cursor=a%26b>; rel=\"next\""), Some("")),
            (Some("<http://other/x?cursor=>; rel=\"next\""), Some("")),
            (Some("<http://other/x?page=2>; rel=\"next\""), Some("")),
            (Some("<http://other/x>; rel=\"next\""), Some("")),
        ] {
            assert_eq!(next_cursor(link).as_deref(), expected, "{link:?}");
        }
    }

    #[test]
    fn the_next_page_is_read_from_either_header() {
        let link = "<http://other/api/v4/x?id=1&page=1&per_page=20>; rel=\"first\", \
                    <http://other/api/v4/x?id=1&page=3&per_page=20>; rel=\"next\"";
        for (header, link, expected) in [
            (Some("2"), None, Some(2)),
            (Some(""), Some(link), None),
            (None, Some(link), Some(3)),
            (None, Some("<http://other/x?page=1>; rel=\"last\""), None),
            (None, None, None),
            (Some("x"), None, Some(0)),
            (None, Some("<http://other/x?scopes=a,b&page=2>; rel=\"next\""), Some(2)),
            (None, Some("<http://other/x?per_page=20&page=2&search=a,b>; rel=\"next\""), Some(2)),
            (None, Some("<http://other/x?page=two>; rel=\"next\""), Some(0)),
            (None, Some("<http://other/x?cursor=eyJp>; rel=\"next\""), Some(0)),
            (None, Some("<http://other/x>; rel=\"next\""), Some(0)),
        ] {
            assert_eq!(next_page(header, link), expected, "{header:?} {link:?}");
        }
    }
}
