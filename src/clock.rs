//! The time that outputs carry, and the day whose rules hold: `SOURCE_DATE_EPOCH` where it is set, so that the same input gives the same bytes, else now.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::domain::Date;

/// ISO 8601 in UTC, to the second.
pub(crate) fn now() -> String {
    iso_8601(seconds())
}

/// The day in UTC.
pub(crate) fn today() -> Date {
    now().get(..10).and_then(Date::parse).unwrap_or(Date::LAST)
}

/// Seconds since 1970.
fn seconds() -> u64 {
    let pinned = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    pinned.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// Source of the calendar arithmetic: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn iso_8601(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::iso_8601;

    #[test]
    fn days_of_the_calendar_come_out_right() {
        assert_eq!(iso_8601(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso_8601(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(iso_8601(1_795_305_599), "2026-11-21T23:59:59Z");
        assert_eq!(iso_8601(4_107_542_400), "2100-03-01T00:00:00Z");
    }
}
