//! Text of attributes as values of a header line, and what an encoding does not hold.

use std::borrow::Cow;

use crate::corners::{Column, Document, Item, Parcel, Section, beyond_gbk};

/// Text that can stand between commas: half-width commas become full-width, line breaks become blanks, and blanks around it
/// go. The second is whether a comma or a line break was replaced.
pub(super) fn value(text: &str) -> (Cow<'_, str>, bool) {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    if !text.contains([',', '\n', '\r', '\0']) {
        return (Cow::Borrowed(text), false);
    }
    let plain = text.replace("\r\n", " ").replace(['\n', '\r'], " ").replace('\0', "").replace(',', "，");
    (Cow::Owned(plain), true)
}

/// The first text of a document that GBK does not hold: where it stands, and the character.
pub(super) fn first_beyond_gbk(document: &Document) -> Option<(String, char)> {
    let of = |place: &str, text: &str| beyond_gbk(text).map(|letter| (place.to_owned(), letter));
    document.sections.iter().find_map(|Section { name, items }| {
        name.as_deref().and_then(|name| of("a section line", name)).or_else(|| {
            items.iter().find_map(|item| match item {
                Item::Comment(text) => of("a comment", text),
                Item::Text(text) => of("a line of the head", text),
                Item::Key(key) => of(&format!("the key {}", key.name), &format!("{}{}", key.name, key.value)),
                Item::Parcel(parcel) => in_parcel(parcel),
                Item::Refused(_) => None,
            })
        })
    })
}

fn in_parcel(parcel: &Parcel) -> Option<(String, char)> {
    let title = parcel.title().unwrap_or("without number and name");
    let columns = Column::ALL.iter().map(|column| (column.code(), parcel.value(*column)));
    let labels = parcel.rings.iter().flat_map(|ring| {
        let points = ring.points.iter().chain(&ring.closing);
        let of_points = points.flat_map(|point| {
            let more = point.more.iter().map(|more| ("a value behind a point", more.as_str()));
            std::iter::once(("the label of a point", point.label.as_str())).chain(more)
        });
        std::iter::once(("a ring number", ring.number.as_str())).chain(of_points)
    });
    let remarks = parcel.remarks.iter().map(|remark| ("a line between points", remark.text.as_str()));
    columns.chain(labels).chain(remarks).find_map(|(place, text)| {
        beyond_gbk(text).map(|letter| (format!("parcel {title}: {place} \"{text}\""), letter))
    })
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::corners::beyond_gbk;

    #[test]
    fn commas_and_line_breaks_are_replaced_and_said() {
        assert_eq!(value(" 甲地块\t"), ("甲地块".into(), false));
        assert_eq!(value("甲,乙\r\n丙\n丁"), ("甲，乙 丙 丁".into(), true));
        assert_eq!(value("\n"), ("".into(), false));
    }

    #[test]
    fn gbk_holds_common_characters_and_not_all() {
        for text in ["甲地块", "镕堃", "〇", "①Ⅲ", "abc,°′″"] {
            assert_eq!(beyond_gbk(text), None, "{text}");
        }
        for (text, letter) in [("甲𠀀乙", '𠀀'), ("㐀", '㐀'), ("5€", '€'), ("é\u{2014}ñ", 'ñ')] {
            assert_eq!(beyond_gbk(text), Some(letter), "{text}");
        }
    }
}
