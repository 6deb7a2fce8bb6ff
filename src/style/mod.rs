//! The symbology of each output layer, from `styles/`: compiled in, so that the program is one file.

mod palette;

pub use palette::{Colour, Palette, palette};

/// A QGIS style for a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Its name in the list of styles.
    pub name: String,
    /// The QML document.
    pub qml: String,
}

/// What a layer shows, for choosing its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Mines that are points.
    MinePoints,
    /// Mines that are polygons.
    MineAreas,
    /// Prefectures, by fragility.
    Prefectures,
    /// Metallogenic belts.
    Belts,
    /// Ecological red lines.
    Redlines,
    /// Core and periphery.
    Positions,
    /// Function zones.
    Functions,
    /// Parts of mines that lie in zones, by kind of zone.
    Overlaps,
    /// Parts that a person must look at.
    Slivers,
    /// Defects.
    Defects,
}

/// The style of a layer. `renamed` lists added fields that stand under another name in this layer, since the source uses
/// theirs: the style follows them.
#[must_use]
pub fn style(shown: Shown, renamed: &[(String, String)]) -> Style {
    let (name, qml) = match shown {
        Shown::MinePoints => ("mines", include_str!("../../styles/mines.qml")),
        Shown::MineAreas => ("mines", include_str!("../../styles/mines_polygon.qml")),
        Shown::Prefectures => ("fragility", include_str!("../../styles/prefectures.qml")),
        Shown::Belts => ("belts", include_str!("../../styles/belts.qml")),
        Shown::Redlines => ("red lines", include_str!("../../styles/redlines.qml")),
        Shown::Positions => ("positions", include_str!("../../styles/positions.qml")),
        Shown::Functions => ("functions", include_str!("../../styles/functions.qml")),
        Shown::Overlaps => ("overlaps", include_str!("../../styles/overlaps.qml")),
        Shown::Slivers => ("slivers", include_str!("../../styles/slivers.qml")),
        Shown::Defects => ("defects", include_str!("../../styles/defects.qml")),
    };
    let qml = renamed.iter().fold(qml.to_owned(), |qml, (from, to)| {
        // Field names stand in quotes, in attributes and in expressions; tests/qgis proves that nothing else does.
        qml.replace(&format!("\"{from}\""), &format!("\"{to}\""))
            .replace(&format!("&quot;{from}&quot;"), &format!("&quot;{to}&quot;"))
    });
    Style { name: name.to_owned(), qml }
}

#[cfg(test)]
mod tests {
    use super::{Shown, style};

    #[test]
    fn renamed_fields_are_followed() {
        let plain = style(Shown::Prefectures, &[]).qml;
        assert!(plain.contains("zone_class"));
        let renamed = style(Shown::Prefectures, &[("zone_class".to_owned(), "ol_zone_class".to_owned())]).qml;
        assert!(!renamed.contains("\"zone_class\"") && !renamed.contains("&quot;zone_class&quot;"));
        assert!(renamed.contains("ol_zone_class"));
    }
}
