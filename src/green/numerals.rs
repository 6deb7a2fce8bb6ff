//! Numbers in names, in Arabic digits.

/// 一号 becomes 1号, 二十三 becomes 23, 一九三〇 becomes 1930, `ii号` becomes 2号, `1#` becomes 1号.
///
/// Two digits of which none is a zero stay as they are: 八一 is a date, 二三 may be "two or three", and neither may become
/// the same as 八十一 or 二十三. Characters such as 陆 and 伍 are names more often than numbers, and stay too.
pub(super) fn arabic(signs: &[char]) -> Vec<char> {
    let has_hanzi = signs.iter().any(|sign| is_hanzi(*sign));
    let mut out = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        let is = |test: fn(char) -> bool| signs[at..].iter().take_while(|sign| test(**sign)).count();
        if is_numeral(sign) {
            let length = is(is_numeral);
            match value(&signs[at..at + length]) {
                Some(digits) => out.extend(digits.chars()),
                None => out.extend_from_slice(&signs[at..at + length]),
            }
            at += length;
        } else if sign.is_ascii_alphabetic() {
            let length = is(|sign| sign.is_ascii_alphanumeric());
            let word: String = signs[at..at + length].iter().collect();
            match ROMAN.iter().find(|(roman, _)| *roman == word).filter(|_| has_hanzi) {
                Some((_, digits)) => out.extend(digits.chars()),
                None => out.extend(word.chars()),
            }
            at += length;
        } else {
            let is_number_sign = sign == '#' && out.last().is_some_and(char::is_ascii_digit);
            out.push(if is_number_sign { '号' } else { sign });
            at += 1;
        }
    }
    out
}

/// Without `x` alone, which is a letter as often as a number.
const ROMAN: [(&str, &str); 11] = [
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xi", "11"),
    ("xii", "12"),
];

pub(super) fn is_hanzi(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn digit(sign: char) -> Option<u32> {
    match sign {
        '○' => Some(0),
        _ => "〇一二三四五六七八九".chars().position(|known| known == sign).map(|at| at as u32),
    }
    .or((sign == '零').then_some(0))
}

fn is_numeral(sign: char) -> bool {
    digit(sign).is_some() || matches!(sign, '十' | '百' | '千')
}

/// The number that a run of numerals is, in digits.
fn value(run: &[char]) -> Option<String> {
    let digits: Option<Vec<u32>> = run.iter().map(|sign| digit(*sign)).collect();
    if let Some(digits) = digits {
        let is_number = digits.len() != 2 || digits.contains(&0);
        return is_number.then(|| digits.iter().map(u32::to_string).collect());
    }
    // Units fall from left to right; between two of them stands one digit, and a zero may stand before it.
    let (mut sum, mut pending, mut last_unit) = (0, None, 10_000);
    for (at, sign) in run.iter().enumerate() {
        let unit = match sign {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let value = digit(*sign)?;
                if pending.is_some_and(|pending| pending != 0) || (value == 0 && at == 0) {
                    return None;
                }
                pending = Some(value);
                continue;
            }
        };
        let count = match pending {
            None if at == 0 && unit == 10 => 1,
            Some(count) if count > 0 => count,
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        sum += count * unit;
        (pending, last_unit) = (None, unit);
    }
    Some((sum + pending.unwrap_or(0)).to_string())
}

#[cfg(test)]
mod tests {
    use super::arabic;

    #[test]
    fn numbers_become_digits_and_names_stay() {
        let pairs = [
            ("一号矿", "1号矿"),
            ("十号", "10号"),
            ("十二号", "12号"),
            ("二十号", "20号"),
            ("二十三", "23"),
            ("一百零三", "103"),
            ("一百二十", "120"),
            ("一千零五", "1005"),
            ("一九三〇煤矿", "1930煤矿"),
            ("一九三零", "1930"),
            ("一○一", "101"),
            ("二〇", "20"),
            ("八一矿", "八一矿"),
            ("二三号", "二三号"),
            ("百里", "百里"),
            ("十十", "十十"),
            ("千百", "千百"),
            ("陆家伍", "陆家伍"),
            ("1#矿", "1号矿"),
            ("#矿", "#矿"),
            ("ii号矿", "2号矿"),
            ("x号矿", "x号矿"),
            ("viking 矿", "viking 矿"),
            ("mine ii", "mine ii"),
        ];
        for (from, to) in pairs {
            let signs: Vec<char> = from.chars().collect();
            assert_eq!(arabic(&signs).into_iter().collect::<String>(), to, "{from}");
        }
    }
}
