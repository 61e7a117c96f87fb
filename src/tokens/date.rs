//! GitLab's two forms of time, read and written: a UTC day `2027-02-28` and an instant `2026-03-01T09:15:22.481Z`.
//!
//! chrono does the arithmetic. Its general parser and formatter are left out of the page on purpose: they cost
//! 13 kB compressed, and the REST API knows these two forms only (decision 0004).

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

/// Reads a UTC day, `YYYY-MM-DD`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(&text[..4])?.cast_signed(), digits(&text[5..7])?, digits(&text[8..])?)
}

/// Writes a UTC day as `YYYY-MM-DD`, the form GitLab takes for `expires_at` and the day filters.
pub fn print_day(day: NaiveDate) -> String {
    use chrono::Datelike;
    let mut text = String::with_capacity(10);
    push_padded(&mut text, day.year().unsigned_abs(), 4);
    text.push('-');
    push_padded(&mut text, day.month(), 2);
    text.push('-');
    push_padded(&mut text, day.day(), 2);
    text
}

/// Reads an instant in ISO 8601 as GitLab writes it: `Z` or a numeric offset, any number of fraction digits.
/// A bare day is midnight UTC.
pub fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    if !text.is_ascii() {
        return None;
    }
    let day = parse_day(text.get(..10)?)?;
    let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else {
        return Some(day.and_time(NaiveTime::MIN).and_utc());
    };
    let rest = rest.strip_prefix(['T', ' '])?;
    let clock = rest.get(..8)?;
    if clock.as_bytes()[2] != b':' || clock.as_bytes()[5] != b':' {
        return None;
    }
    let (hour, minute, second) = (digits(&clock[..2])?, digits(&clock[3..5])?, digits(&clock[6..])?);
    // A leap second counts as the one before it.
    let second = if second == 60 { 59 } else { second };
    let (fraction, zone) = split_fraction(&rest[8..])?;
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, fraction)?;
    day.and_time(time).and_utc().checked_sub_signed(offset(zone)?)
}

/// Writes an instant as GitLab does, `2027-01-01T00:00:00.000Z`: the form of a deploy token's `expires_at`.
pub fn print_instant(instant: DateTime<Utc>) -> String {
    let (day, time) = (instant.date_naive(), instant.time());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", print_day(day), time.nanosecond() / 1_000_000)
}

/// Midnight UTC at the start of a day: the moment a token with this `expires_at` stops working.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// A day so many days after another, or the same day where the calendar ends.
pub fn days_after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day)
}

/// `.481` → nanoseconds, and what follows it.
fn split_fraction(text: &str) -> Option<(u32, &str)> {
    let Some(after) = text.strip_prefix('.') else { return Some((0, text)) };
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return None;
    }
    let mut nanoseconds = digits(&after[..length.min(9)])?;
    for _ in length.min(9)..9 {
        nanoseconds *= 10;
    }
    Some((nanoseconds, &after[length..]))
}

/// `Z`, `+02:00` or `-0530` as the difference to UTC.
fn offset(zone: &str) -> Option<TimeDelta> {
    let (sign, rest) = match zone.as_bytes().first()? {
        b'Z' | b'z' if zone.len() == 1 => return Some(TimeDelta::zero()),
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    if minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    TimeDelta::try_minutes(sign * i64::from(hours * 60 + minutes))
}

fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn push_padded(text: &mut String, number: u32, width: usize) {
    let digits = number.to_string();
    text.extend(std::iter::repeat_n('0', width.saturating_sub(digits.len())));
    text.push_str(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(parse_instant(text).map(|instant| instant.timestamp_millis()), expected, "{text}");
    }

    #[test]
    fn instants_are_read_in_every_form_gitlab_writes() {
        check("1970-01-01T00:00:00.000Z", Some(0));
        check("1970-01-01T00:00:00Z", Some(0));
        check("1970-01-01T00:00:00.481Z", Some(481));
        check("1970-01-01T00:00:00.5Z", Some(500));
        check("1970-01-01T00:00:00.123456789012Z", Some(123));
        check("1970-01-01T02:00:00.000+02:00", Some(0));
        check("1969-12-31T18:30:00-0530", Some(0));
        check("1970-01-01T23:59:00+23:59", Some(0));
        check("1970-01-02", Some(86_400_000));
        check("1970-01-01 00:00:00Z", Some(0));
    }

    #[test]
    fn what_is_not_an_instant_is_refused() {
        for text in [
            "",
            "1970",
            "1970-13-01T00:00:00Z",
            "1970-01-01T25:00:00Z",
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00+24:00",
            "1970-01-01T00:00:00-23:60",
            "1970-01-01T24:00:00Z",
            "yesterday",
            "1970-01-01Tää:00:00Z",
            "1970-01-01T00-00-00Z",
            "1970-01-01T00:00:61Z",
            "1970-01-01T00:00:00+2:00",
            "1970-01-01T00:00:00+02:0",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_day_survives_printing_and_reading() {
        for text in ["2026-01-01", "2028-02-29", "0999-12-31"] {
            assert_eq!(parse_day(text).map(print_day).as_deref(), Some(text));
        }
        for text in ["2027-02-29", "2026-1-01", "2026/01/01", "20260101", "2026-01-0x", "+026-01-01"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
