//! QGIS expressions. Names of fields and texts of the delivery are quoted so that none of them can end its place.

use crate::domain::{Label, Language};

/// A text as an expression. It never holds what has a meaning to labels: `%]`, which ends an expression, and the word for the
/// day of printing.
pub(super) fn literal(text: &str) -> String {
    let quoted = text.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n").replace('\t', "\\t");
    let parted = quoted.replace("%]", "%' || ']").replace("$CURRENT_DATE", "$CURRENT' || '_DATE");
    if parted == quoted { format!("'{quoted}'") } else { format!("('{parted}')") }
}

/// A text for a label that shows it as it is, even if it looks like an expression.
pub(super) fn plain(text: &str) -> String {
    let is_plain = !text.contains("[%") && !text.contains("$CURRENT_DATE");
    if is_plain { text.to_owned() } else { in_label(&literal(text)) }
}

/// The value of a field of the feature at hand.
pub(super) fn field(name: &str) -> String {
    if name.contains("%]") || name.contains("$CURRENT_DATE") {
        format!("attribute({})", literal(name))
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// A value of the mine of the page, for tables of other layers.
pub(super) fn page_field(name: &str) -> String {
    format!("attribute(@atlas_feature, {})", literal(name))
}

/// The label of a code; a code without a label stays.
pub(super) fn labelled(value: &str, labels: &[Label], language: Language) -> String {
    if labels.is_empty() {
        return value.to_owned();
    }
    let pairs: Vec<String> =
        labels.iter().map(|label| format!("'{}',{}", label.code, literal(&label.title.text(language)))).collect();
    format!("coalesce(map_get(map({}), {value}), {value})", pairs.join(","))
}

/// On one line, without marks of direction, cut to so many characters.
pub(super) fn short(value: &str, most: usize) -> String {
    format!(
        "with_variable('t', trim(regexp_replace(to_string({value}), \
         '[\\\\s\\\\x00-\\\\x1f\\\\x{{200e}}\\\\x{{200f}}\\\\x{{202a}}-\\\\x{{202e}}\\\\x{{2066}}-\\\\x{{2069}}]+', ' ')), \
         if(length(@t) > {most}, left(@t, {cut}) || '…', @t))",
        cut = most - 1
    )
}

/// The same, cut to so many letters, of which an ideograph takes the room of two.
pub(super) fn narrow(value: &str, most: usize) -> String {
    format!(
        "with_variable('n', {}, with_variable('w', length(@n) + length(regexp_replace(@n, '[\\\\x00-\\\\x{{2e7f}}]', '')), \
         if(@w > {most}, left(@n, to_int({most} * length(@n) / @w) - 1) || '…', @n)))",
        short(value, 200)
    )
}

/// With line ends where programs that break lines at spaces alone would find none: after `wide` ideographs, and after twice
/// as many other characters.
pub(super) fn broken(value: &str, wide: usize) -> String {
    let ideograph = "[\\\\x{2e80}-\\\\x{ffef}]";
    let stop = "[，。；：、！？）》”]";
    format!(
        "regexp_replace(regexp_replace({value}, '({ideograph}{{{wide}}}{stop}?)(?={ideograph})', '\\\\1\\n'), \
         '(\\\\S{{{narrow}}})(?=\\\\S)', '\\\\1\\n')",
        narrow = 2 * wide
    )
}

/// Metres, from ten kilometres on kilometres.
pub(super) fn distance(value: &str) -> String {
    format!(
        "if({value} >= 10000, format_number({value} / 1000, 1, 'en') || ' km', format_number({value}, 0, 'en') || ' m')"
    )
}

/// A number with so many digits behind the point.
pub(super) fn number(value: &str, digits: u8) -> String {
    format!("format_number({value}, {digits}, 'en')")
}

/// Parts joined, those without a value left out; nothing if all are.
pub(super) fn joined(parts: &[String], separator: &str) -> String {
    if let [part] = parts {
        return part.clone();
    }
    format!(
        "nullif(array_to_string(array_filter(array({}), @element IS NOT NULL AND @element <> ''), {}), '')",
        parts.join(", "),
        literal(separator)
    )
}

/// Inside of a label.
pub(super) fn in_label(expression: &str) -> String {
    format!("[% {expression} %]")
}

#[cfg(test)]
mod tests {
    use super::{field, literal};

    #[test]
    fn no_name_ends_its_quotes_or_its_label() {
        assert_eq!(field("矿\"名"), "\"矿\"\"名\"");
        assert_eq!(field("a%]b"), "attribute(('a%' || ']b'))");
        assert_eq!(super::plain("[% 1 %] 标题"), "[% ('[% 1 %' || '] 标题') %]");
        assert_eq!(literal("it's \\ \n"), "'it''s \\\\ \\n'");
    }
}
