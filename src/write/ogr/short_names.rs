//! Field names for Shapefiles: at most ten bytes, whole characters, each once.
//!
//! GDAL cuts names in the middle of a character and then cannot read its own file, and makes one name of two that begin
//! alike; so names are cut here.

/// The room for a name in a .dbf.
const MOST_BYTES: usize = 10;

/// Shortens names; those that fit stay as they are, and no two differ by case alone.
pub(super) fn unique(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::with_capacity(names.len());
    // Names that fit keep their place before longer ones are cut down to them.
    for name in names.iter().filter(|name| name.len() <= MOST_BYTES) {
        if !is_taken(&taken, name) {
            taken.push(name.clone());
        }
    }
    let mut given: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let fits = !name.is_empty() && name.len() <= MOST_BYTES && !is_taken(&given, name);
        let short =
            if fits { name.clone() } else { shorten(name, |short| is_taken(&taken, short) || is_taken(&given, short)) };
        given.push(short);
    }
    given
}

fn is_taken(taken: &[String], name: &str) -> bool {
    taken.iter().any(|known| known.to_lowercase() == name.to_lowercase())
}

fn shorten(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let whole = cut(name, MOST_BYTES);
    if !whole.is_empty() && !is_taken(whole) {
        return whole.to_owned();
    }
    let mut number = 1;
    loop {
        let ending = number.to_string();
        let short = format!("{}{ending}", cut(name, MOST_BYTES - ending.len()));
        if !is_taken(&short) {
            return short;
        }
        number += 1;
    }
}

/// As many whole characters as fit.
fn cut(name: &str, bytes: usize) -> &str {
    &name[..name.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, unique};

    #[test]
    fn long_chinese_names_stay_apart_and_whole() {
        let names =
            ["矿山名称", "矿山名录", "生态保护红线", "生态保护红线面积", "flag_basis", "Flag_Basis", "矿山名", ""];
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let short = unique(&names);
        assert!(short.iter().all(|name| !name.is_empty() && name.len() <= MOST_BYTES), "{short:?}");
        let mut lower: Vec<String> = short.iter().map(|name| name.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), names.len(), "{short:?}");
        assert_eq!(short[6], "矿山名", "a name that fits is kept");
        assert_eq!(short[4], "flag_basis");
    }
}
