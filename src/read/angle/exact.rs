//! Degrees, minutes and seconds as written digits, put together without a rounding error but the last.

/// More decimals than any instrument gives, and as many as 128 bits can hold.
const MOST_DECIMALS: usize = 30;

/// Degrees of the three parts: decimal digits, of which only the last part that is given may have decimals. Empty
/// seconds are none. The result is the double that is nearest to the exact value.
pub(super) fn degrees(degrees: &str, minutes: &str, seconds: &str) -> Result<f64, String> {
    let last = if seconds.is_empty() { minutes } else { seconds };
    let decimals = last.split_once('.').map_or("", |(_, decimals)| decimals);
    if degrees.contains('.') || (!seconds.is_empty() && minutes.contains('.')) {
        return Err("only the last of degrees, minutes and seconds may have decimals".to_owned());
    }
    if decimals.len() > MOST_DECIMALS {
        return Err(format!("it has more than {MOST_DECIMALS} decimals"));
    }
    let whole = |part: &str, what: &str, most: u128| {
        let digits = part.split_once('.').map_or(part, |(whole, _)| whole);
        let value: u128 = digits.parse().map_err(|_| format!("{what} are no number"))?;
        if value > most { Err(format!("{value} {what}; {most} is the most")) } else { Ok(value) }
    };
    let mut units = whole(degrees, "degrees", 360)? * 60 + whole(minutes, "minutes", 59)?;
    let mut units_per_degree: u128 = 60;
    if !seconds.is_empty() {
        units = units * 60 + whole(seconds, "seconds", 59)?;
        units_per_degree *= 60;
    }
    for digit in decimals.bytes() {
        units = units * 10 + u128::from(digit - b'0');
        units_per_degree *= 10;
    }
    Ok(nearest_quotient(units, units_per_degree))
}

/// The double nearest to a fraction, ties to even; the divisor is below 2^126.
///
/// The fraction is divided bit by bit, as by hand, until 64 bits are known; whether anything remains becomes the last
/// one. Rounding to 53 bits then sees on which side of a tie it is.
fn nearest_quotient(dividend: u128, divisor: u128) -> f64 {
    let (mut quotient, mut remainder) = (dividend / divisor, dividend % divisor);
    let mut places = 0;
    while remainder != 0 && quotient < 1 << 63 {
        remainder <<= 1;
        quotient = quotient << 1 | u128::from(remainder >= divisor);
        if remainder >= divisor {
            remainder -= divisor;
        }
        places += 1;
    }
    let rounded = (quotient | u128::from(remainder != 0)) as f64;
    // A power of two changes no digit: at most 30 decimals are far from the smallest double.
    rounded * 2.0_f64.powi(-places)
}
