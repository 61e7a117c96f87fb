//! One page of a list.

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
        None => link?.split('<').find_map(page_of_link),
    }
}

/// Of one `url>; rel="next"`: addresses may hold commas, but never an angle bracket.
fn page_of_link(part: &str) -> Option<u32> {
    let (url, parameters) = part.split_once('>')?;
    let query = || url.split_once('?')?.1.split('#').next();
    let number = || query()?.split('&').find_map(|pair| pair.strip_prefix("page="))?.parse().ok();
    parameters.contains("rel=\"next\"").then(|| number().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{Fit, Totals, next_page};

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
