//! The items of a print layout, in millimetres from the upper left corner of its page.

use super::xml::{Slot, bit, fill, number, text, xml};

/// Left, top, width, height in millimetres.
pub(super) type Place = [f64; 4];

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// In points.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    /// From 0, black, to 255.
    pub(super) grey: u8,
    pub(super) across: Across,
    pub(super) down: Down,
}

/// Where a text stands in the width of its place; Qt's numbers.
#[derive(Clone, Copy)]
pub(super) enum Across {
    Left = 1,
    Right = 2,
}

/// Where it stands in the height.
#[derive(Clone, Copy)]
pub(super) enum Down {
    Top = 32,
    Bottom = 64,
    Middle = 128,
}

impl Look {
    /// Plain text of a size.
    pub(super) const fn plain(size: f64) -> Self {
        Self { size, is_bold: false, grey: 40, across: Across::Left, down: Down::Top }
    }

    pub(super) const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    pub(super) const fn pale(self) -> Self {
        Self { grey: 110, ..self }
    }

    pub(super) const fn right(self) -> Self {
        Self { across: Across::Right, ..self }
    }

    pub(super) const fn at(self, down: Down) -> Self {
        Self { down, ..self }
    }
}

/// A map.
pub(super) struct Map<'m> {
    pub(super) place: Place,
    /// West, south, east, north in the units of its system.
    pub(super) extent: [f64; 4],
    /// Its coordinate system as QGIS writes it.
    pub(super) crs: &'m str,
    /// What expressions decide: names of properties and expressions.
    pub(super) properties: &'m [(&'m str, String)],
    /// Layers by id, title and source where it does not follow the tree of layers.
    pub(super) layers: Option<&'m [&'m super::layers::Layer]>,
    /// Step of the graticule in degrees, 0 for none, and an expression for it.
    pub(super) graticule: (f64, Option<String>),
    /// Whether it follows the mine of the page.
    pub(super) follows: bool,
}

/// A table of two columns without heads: their widths in millimetres.
pub(super) struct Table<'t> {
    pub(super) place: Place,
    pub(super) widths: [f64; 2],
    pub(super) size: f64,
    pub(super) content: TableContent<'t>,
}

/// What is in a table.
pub(super) enum TableContent<'t> {
    /// Headings, and expressions for the values.
    Facts(&'t [(String, String)]),
    /// Rows of a layer that an expression chooses and another one orders.
    Rows {
        layer: &'t super::layers::Layer,
        filter: &'t str,
        order: &'t str,
        columns: [&'t str; 2],
        most: usize,
        none: &'t str,
    },
}

/// A layout in the making. Ids count up, so that the same calls give the same bytes.
pub(super) struct Sheet {
    number: u32,
    count: u32,
    items: String,
}

impl Sheet {
    /// The so-manieth layout of a project.
    pub(super) fn new(number: u32) -> Self {
        Self { number, count: 0, items: String::new() }
    }

    fn uuid(&mut self) -> String {
        self.count += 1;
        format!("{{6f72656c-696e-4{:03}-8000-{:012}}}", self.number, self.count)
    }

    /// The attributes that all items have.
    fn placed(&mut self, id: &str, [left, top, width, height]: Place) -> (String, String) {
        let uuid = self.uuid();
        let slots = [
            ("uuid", text(uuid.as_str())),
            ("id", text(id)),
            ("at", text(format!("{left},{top},mm"))),
            ("size", text(format!("{width},{height},mm"))),
            ("z", text(self.count.to_string())),
        ];
        let attributes = fill(
            "uuid=\"{{uuid}}\" templateUuid=\"{{uuid}}\" id=\"{{id}}\" position=\"{{at}}\" positionOnPage=\"{{at}}\" \
             size=\"{{size}}\" referencePoint=\"0\" visibility=\"1\" zValue=\"{{z}}\" opacity=\"1\" itemRotation=\"0\" \
             blendMode=\"0\" positionLock=\"false\" excludeFromExports=\"0\" groupUuid=\"\"",
            &slots,
        );
        (uuid, attributes)
    }

    fn push(&mut self, template: &str, slots: &[(&str, Slot<'_>)]) {
        self.items += &fill(template, slots);
    }

    /// Text, in which expressions stand in `[% %]`.
    pub(super) fn label(&mut self, id: &str, place: Place, look: Look, content: &str) {
        self.coloured_label(id, place, look, content, None);
    }

    /// The same on a ground whose colour an expression gives.
    pub(super) fn coloured_label(&mut self, id: &str, place: Place, look: Look, content: &str, colour: Option<String>) {
        let (_, placed) = self.placed(id, place);
        let slots = [
            ("box", xml(placed)),
            ("has_background", text(if colour.is_some() { "true" } else { "false" })),
            ("margin", text("0")),
            ("halign", text((look.across as u8).to_string())),
            ("valign", text((look.down as u8).to_string())),
            ("text", text(content)),
            (
                "properties",
                xml(properties(
                    &colour.map(|colour| ("dataDefinedBackgroundColor", colour)).into_iter().collect::<Vec<_>>(),
                )),
            ),
            ("size", number(look.size)),
            ("weight", text(if look.is_bold { "75" } else { "50" })),
            ("style", text(if look.is_bold { "Bold" } else { "Regular" })),
            ("grey", text(look.grey.to_string())),
        ];
        self.push(include_str!("../../../styles/project/label.xml"), &slots);
    }

    /// A line as a thin bar.
    pub(super) fn rule(&mut self, place: Place) {
        let (_, placed) = self.placed("", place);
        let slots = [("box", xml(placed)), ("colour", text("120,120,120,255"))];
        self.push(include_str!("../../../styles/project/rule.xml"), &slots);
    }

    /// A map; its id in the file, for what belongs to it.
    pub(super) fn map(&mut self, id: &str, map: &Map<'_>) -> String {
        let (uuid, placed) = self.placed(id, map.place);
        let layers = map.layers.unwrap_or_default().iter().map(|layer| {
            let slots = [("id", text(&layer.id)), ("title", text(&layer.title)), ("source", text(&layer.source))];
            fill("<Layer name=\"{{title}}\" provider=\"ogr\" source=\"{{source}}\">{{id}}</Layer>", &slots)
        });
        let [west, south, east, north] = map.extent;
        let slots = [
            ("box", xml(placed)),
            ("keeps_layers", text(if map.layers.is_some() { "true" } else { "false" })),
            ("properties", xml(properties(map.properties))),
            ("xmin", number(west)),
            ("ymin", number(south)),
            ("xmax", number(east)),
            ("ymax", number(north)),
            ("crs", xml(map.crs)),
            ("layers", xml(layers.collect::<String>())),
            ("grid", xml(self.graticule(&map.graticule))),
            ("atlas_driven", bit(map.follows)),
        ];
        self.push(include_str!("../../../styles/project/map.xml"), &slots);
        uuid
    }

    fn graticule(&mut self, (interval, expression): &(f64, Option<String>)) -> String {
        if *interval <= 0.0 {
            return String::new();
        }
        let steps: Vec<(&str, String)> = expression
            .iter()
            .flat_map(|step| {
                ["dataDefinedMapGridIntervalX", "dataDefinedMapGridIntervalY"].map(|name| (name, step.clone()))
            })
            .collect();
        let slots = [
            ("uuid", text(self.uuid())),
            ("interval", number(*interval)),
            // Degrees with their direction, else degrees, minutes and seconds.
            ("format", text(if expression.is_none() && interval.fract() == 0.0 { "3" } else { "2" })),
            ("crs", xml(super::layers::GEOGRAPHIC)),
            ("text_style", xml(text_style(6.5, false, 1.0))),
            ("properties", xml(properties(&steps))),
        ];
        fill(include_str!("../../../styles/project/grid.xml"), &slots)
    }

    /// A legend of the layers that are given as a tree.
    pub(super) fn legend(&mut self, place: Place, map: &str, layers: &str, size: f64, is_filtered: bool) {
        let (_, placed) = self.placed("legend", place);
        let slots = [
            ("box", xml(placed)),
            ("map", text(map)),
            ("columns", text("1")),
            ("filtered", bit(is_filtered)),
            ("heading_size", number(size + 0.5)),
            ("size", number(size)),
            // The badge of a verdict stands above its mark.
            ("symbol_gap", number(size / 4.0)),
            ("symbol_height", number(size * 0.4)),
            ("layers", xml(layers)),
        ];
        self.push(include_str!("../../../styles/project/legend.xml"), &slots);
    }

    /// A scale bar in kilometres, between so many millimetres long.
    pub(super) fn scale_bar(&mut self, place: Place, map: &str, [least, most]: [f64; 2]) {
        let (_, placed) = self.placed("scale bar", place);
        let slots = [
            ("box", xml(placed)),
            ("map", text(map)),
            ("unit", text("km")),
            ("label", text("km")),
            ("least", number(least)),
            ("most", number(most)),
            ("text_style", xml(text_style(6.5, false, 1.0))),
        ];
        self.push(include_str!("../../../styles/project/scale_bar.xml"), &slots);
    }

    /// An arrow to the north of the middle of a map.
    pub(super) fn north(&mut self, place: Place, map: &str) {
        let (_, placed) = self.placed("north", place);
        let picture = base64(include_str!("../../../styles/project/north.svg").as_bytes());
        let slots = [("box", xml(placed)), ("map", text(map)), ("picture", text(picture))];
        self.push(include_str!("../../../styles/project/north.xml"), &slots);
    }

    /// A table.
    pub(super) fn table(&mut self, id: &str, table: &Table<'_>) {
        let (frame, placed) = self.placed(id, table.place);
        let uuid = self.uuid();
        let slots = [
            ("box", xml(placed)),
            ("table", text(uuid.as_str())),
            ("width", number(table.place[2])),
            ("height", number(table.place[3])),
        ];
        self.push(include_str!("../../../styles/project/frame.xml"), &slots);
        let mut slots = vec![
            ("uuid", text(uuid)),
            ("frame", text(frame)),
            ("text_style", xml(text_style(table.size, false, 0.85))),
            ("first_width", number(table.widths[0])),
            ("second_width", number(table.widths[1])),
        ];
        match &table.content {
            TableContent::Facts(facts) => {
                let row = |(heading, value): &(String, String)| {
                    let slots = [("heading", text(heading)), ("value", text(value))];
                    fill(include_str!("../../../styles/project/facts_row.xml"), &slots)
                };
                slots.push(("rows", xml(facts.iter().map(row).collect::<String>())));
                self.push(include_str!("../../../styles/project/facts_table.xml"), &slots);
            }
            TableContent::Rows { layer, filter, order, columns, most, none } => {
                slots.extend([
                    ("layer", text(&layer.id)),
                    ("name", text(&layer.title)),
                    ("source", text(&layer.source)),
                    ("most", text(most.to_string())),
                    ("filter", text(*filter)),
                    ("order", text(*order)),
                    ("first", text(columns[0])),
                    ("second", text(columns[1])),
                    ("none", text(*none)),
                ]);
                self.push(include_str!("../../../styles/project/clauses_table.xml"), &slots);
            }
        }
    }

    /// The finished layout on a page of a size, with the part of an atlas if it is one.
    pub(super) fn finish(mut self, name: &str, [width, height]: [f64; 2], atlas: &str) -> String {
        let slots = [
            ("name", text(name)),
            ("uuid", text(self.uuid())),
            ("width", number(width)),
            ("height", number(height)),
            ("items", xml(self.items.as_str())),
            ("atlas", xml(if atlas.is_empty() { "      <Atlas enabled=\"0\"/>" } else { atlas })),
        ];
        fill(include_str!("../../../styles/project/layout.xml"), &slots)
    }
}

fn text_style(size: f64, is_bold: bool, line_height: f64) -> String {
    let slots = [
        ("size", number(size)),
        ("style", text(if is_bold { "Bold" } else { "Regular" })),
        ("weight", text(if is_bold { "75" } else { "50" })),
        ("line_height", number(line_height)),
    ];
    fill(include_str!("../../../styles/project/text_style.xml"), &slots)
}

/// What expressions decide of an item.
fn properties(properties: &[(&str, String)]) -> String {
    if properties.is_empty() {
        return String::new();
    }
    let one = |(name, expression): &(&str, String)| {
        fill(
            "<Option name=\"{{name}}\" type=\"Map\"><Option name=\"active\" type=\"bool\" value=\"true\"/>\
             <Option name=\"expression\" type=\"QString\" value=\"{{expression}}\"/>\
             <Option name=\"type\" type=\"int\" value=\"3\"/></Option>",
            &[("name", text(*name)), ("expression", text(expression))],
        )
    };
    format!(
        "<LayoutObject><dataDefinedProperties><Option type=\"Map\"><Option name=\"name\" type=\"QString\" value=\"\"/>\
         <Option name=\"properties\" type=\"Map\">{}</Option><Option name=\"type\" type=\"QString\" value=\"collection\"/>\
         </Option></dataDefinedProperties></LayoutObject>",
        properties.iter().map(one).collect::<String>()
    )
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, place| bits << 8 | u32::from(group.get(place).copied().unwrap_or(0)));
        for place in 0..4 {
            let is_there = place <= group.len();
            let six = (bits >> (18 - 6 * place)) as usize & 63;
            text.push(if is_there { char::from(ALPHABET[six]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let wanted = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(texts.map(|text| base64(text.as_bytes())), wanted);
    }
}
