//! Days of the calendar, without a clock and without a time zone.

use std::fmt;

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first day there is, for what has no beginning.
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };
    /// The last day there is, for what has no end.
    pub const LAST: Self = Self { year: 9999, month: 12, day: 31 };

    /// A day that the calendar has; `None` for 30 February.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        (exists && day <= days_of_month(year, month)).then_some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January of the year 1, which is day 0.
    #[must_use]
    pub fn number(self) -> i32 {
        let before = i32::from(self.year) - 1;
        let whole_years = before * 365 + before / 4 - before / 100 + before / 400;
        let months: i32 = (1..self.month).map(|month| i32::from(days_of_month(self.year, month))).sum();
        whole_years + months + i32::from(self.day) - 1
    }

    /// The day of this number, see [`Date::number`]; `None` outside of the calendar.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        if !(0..=Self::LAST.number()).contains(&number) {
            return None;
        }
        // 146,097 days are 400 years: a guess that is never too late by more than a year.
        let guess = (i64::from(number) * 400 / 146_097).try_into().unwrap_or(0_u16).max(1);
        let year = [guess + 2, guess + 1, guess, guess.saturating_sub(1)]
            .into_iter()
            .find(|year| Self::new(*year, 1, 1).is_some_and(|first| first.number() <= number))?;
        let first_of = |month: u8| Self { year, month, day: 1 };
        let month = (1..=12).rev().find(|month| first_of(*month).number() <= number)?;
        let day = number - first_of(month).number() + 1;
        Some(Self { day: day as u8, ..first_of(month) })
    }

    /// Reads one day: `2019-12-01`, `2019/12/1`, `2019.12.1`, `2019年12月1日`, `20191201`; a clock behind a `T` or a blank is
    /// left out. `None` for anything else, and for a year or a month alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_span(text).filter(|(first, last)| first == last).map(|(day, _)| day)
    }

    /// Reads a day, a month (`2019-05`, `2019年5月`, `201905`) or a year (`2019`, `2019年`): its first and its last day.
    #[must_use]
    pub fn parse_span(text: &str) -> Option<(Self, Self)> {
        let text: String = text.trim().chars().map(half_width).collect();
        let text = without_clock(&text);
        let parts = parts(text)?;
        let year = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
        let number = |at: usize| -> Option<Option<u8>> {
            match parts.get(at) {
                None => Some(None),
                Some(part) if part.len() <= 2 => part.parse().ok().map(Some),
                Some(_) => None,
            }
        };
        match (number(1)?, number(2)?) {
            (None, _) => Some((Self::new(year, 1, 1)?, Self::new(year, 12, 31)?)),
            (Some(month), None) => {
                let first = Self::new(year, month, 1)?;
                Some((first, Self { day: days_of_month(year, month), ..first }))
            }
            (Some(month), Some(day)) => Self::new(year, month, day).map(|day| (day, day)),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_of_month(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Full-width digits and signs as ASCII.
fn half_width(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        _ => sign,
    }
}

/// `2019-12-01T00:00:00`, `2019-12-01 08:30`: what stands before the clock.
fn without_clock(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((day, clock)) if clock.contains(':') => day.trim_end(),
        _ => text,
    }
}

/// One to three groups of digits, all parted in the same way.
fn parts(text: &str) -> Option<Vec<&str>> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(text) {
        return match text.len() {
            4 => Some(vec![text]),
            6 => Some(vec![&text[..4], &text[4..]]),
            8 => Some(vec![&text[..4], &text[4..6], &text[6..]]),
            _ => None,
        };
    }
    let mut parts = Vec::new();
    if text.contains('年') {
        let mut rest = text;
        for sign in ['年', '月', '日'] {
            if rest.trim().is_empty() {
                break;
            }
            let (part, behind) = rest.split_once(sign).or_else(|| (sign == '日').then_some((rest, "")))?;
            parts.push(part.trim());
            rest = behind;
        }
        if !rest.trim().is_empty() {
            return None;
        }
    } else {
        let sign = text.chars().find(|sign| matches!(sign, '-' | '/' | '.'))?;
        parts.extend(text.split(sign));
    }
    (parts.len() <= 3 && parts.iter().all(|part| is_digits(part))).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_read_in_all_usual_spellings() {
        let expected = Date::new(2019, 12, 1);
        for text in [
            "2019-12-01",
            "2019/12/1",
            "2019.12.1",
            "2019年12月1日",
            "2019年12月1",
            "20191201",
            " 2019-12-1 ",
            "２０１９－１２－０１",
            "2019-12-01T00:00:00",
            "2019/12/1 8:30",
        ] {
            assert_eq!(Date::parse(text), expected, "{text}");
        }
        assert_eq!(expected.unwrap().to_string(), "2019-12-01");
    }

    #[test]
    fn months_and_years_are_spans_and_no_days() {
        for (text, first, last) in [
            ("2019", "2019-01-01", "2019-12-31"),
            ("2019年", "2019-01-01", "2019-12-31"),
            ("2019-05", "2019-05-01", "2019-05-31"),
            ("2020年2月", "2020-02-01", "2020-02-29"),
            ("1900/2", "1900-02-01", "1900-02-28"),
            ("200002", "2000-02-01", "2000-02-29"),
        ] {
            let span = Date::parse_span(text).unwrap();
            assert_eq!((span.0.to_string(), span.1.to_string()), (first.to_owned(), last.to_owned()), "{text}");
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_day() {
        for text in [
            "",
            "2019-02-29",
            "2019-13-01",
            "2019-00-01",
            "2019-04-31",
            "0000-01-01",
            "43800",
            "1.12.2019",
            "长期",
            "2019-12-01-02",
            "2019-1/2",
            "2019--1",
            "19-12-01",
            "2019年12日",
            "2019-012-1",
            "12月1日",
            "2019-12-01 foo",
        ] {
            assert_eq!(Date::parse_span(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_count_every_day_of_four_centuries() {
        let mut expected = Date::new(1900, 1, 1).unwrap().number();
        let mut days = 0;
        for year in 1900..2300 {
            for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
                let Some(date) = Date::new(year, month, day) else { continue };
                assert_eq!(date.number(), expected, "{date}");
                assert_eq!(Date::from_number(expected), Some(date), "{date}");
                expected += 1;
                days += 1;
            }
        }
        assert_eq!(days, 146_097, "days of 400 years");
        assert_eq!(Date::FIRST.number(), 0);
        for edge in [Date::FIRST, Date::LAST] {
            assert_eq!(Date::from_number(edge.number()), Some(edge));
        }
        assert_eq!((Date::from_number(-1), Date::from_number(Date::LAST.number() + 1)), (None, None));
        // 1970-01-01 is day 719,162 by the usual count.
        assert_eq!(Date::new(1970, 1, 1).unwrap().number(), 719_162);
    }
}
