//! Dates as GitLab prints and reads them. Everything is UTC.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

/// `2026-03-01T09:15:22.481Z`.
pub(crate) fn timestamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `2026-03-01`.
pub(crate) fn day(date: NaiveDate) -> String {
    date.to_string()
}

/// The start of a day.
pub(crate) fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(NaiveTime::MIN).and_utc()
}

/// Reads `2027-01-31`; a full timestamp is cut to its date.
pub(crate) fn read_day(text: &str) -> Option<NaiveDate> {
    let (date, rest) = split_day(text)?;
    if rest.is_empty() { Some(date) } else { read_timestamp(text).map(|_| date) }
}

/// Reads an ISO 8601 moment; a bare date is its midnight, a missing offset is UTC.
pub(crate) fn read_timestamp(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = split_day(text)?;
    if rest.is_empty() {
        return Some(midnight(date));
    }
    let time = rest.strip_prefix(['T', 't', ' '])?;
    let with_seconds = if time.matches(':').count() == 1 { format!("{time}:00") } else { time.to_owned() };
    [format!("{date}T{time}"), format!("{date}T{time}Z"), format!("{date}T{with_seconds}Z")]
        .iter()
        .find_map(|candidate| DateTime::parse_from_rfc3339(candidate).ok())
        .map(|moment| moment.with_timezone(&Utc))
}

fn split_day(text: &str) -> Option<(NaiveDate, &str)> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    Some((date.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_read_in_the_forms_clients_send() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 31);
        assert_eq!(read_day("2027-01-31"), day);
        assert_eq!(read_day("2027-01-31T23:59:59Z"), day);
        assert_eq!(read_day("2027-02-31"), None);
        assert_eq!(read_day("31.01.2027"), None);
        assert_eq!(read_day("2027-01-31 or so"), None);
        let moment = read_timestamp("2027-01-31T10:30:00.250+02:00").map(timestamp);
        assert_eq!(moment.as_deref(), Some("2027-01-31T08:30:00.250Z"));
        let moment = read_timestamp("2027-01-31 10:30").map(timestamp);
        assert_eq!(moment.as_deref(), Some("2027-01-31T10:30:00.000Z"));
        assert_eq!(read_timestamp("2027-01-31").map(timestamp).as_deref(), Some("2027-01-31T00:00:00.000Z"));
        assert_eq!(read_timestamp("yesterday"), None);
        assert_eq!(read_timestamp("ééééé"), None);
    }
}
