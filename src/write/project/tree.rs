//! The tree of layers: in which group a layer stands, and which of them show at first.

use std::fmt::Write as _;

use super::layers::Layer;
use super::xml::{bit, fill, text};
use crate::domain::{Language, Title};

/// A group, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What asks for attention.
    Flags,
    /// All mines.
    Mines,
    /// What they are judged by.
    Zones,
    /// Where an office puts its own base map.
    Base,
    /// Tables, and the defects.
    Tables,
}

impl Group {
    pub(super) const ALL: [Self; 5] = [Self::Flags, Self::Mines, Self::Zones, Self::Base, Self::Tables];

    /// Its name.
    pub(super) fn title(self) -> Title {
        Title::of(match self {
            Self::Flags => "预警 Flags",
            Self::Mines => "矿山 Mines",
            Self::Zones => "分区 Zones",
            Self::Base => "底图 Base map",
            Self::Tables => "表格 Tables",
        })
    }

    /// The group of a table of the package, and its place in the group.
    pub(super) fn of(table: &str) -> (Self, usize) {
        const ORDER: [(Group, &[&str]); 4] = [
            (Group::Flags, &["mines_flagged", "slivers", "overlaps"]),
            (Group::Mines, &["mines"]),
            (Group::Zones, &["redlines", "belts", "functions", "positions", "prefectures"]),
            (Group::Tables, &["defects", "rules", "rules_fired", "conflicts", "green_review", "manifest"]),
        ];
        let found =
            ORDER.iter().find_map(|(group, tables)| Some((*group, tables.iter().position(|known| *known == table)?)));
        found.unwrap_or((Self::Tables, usize::MAX))
    }
}

/// A layer in its place.
pub(super) struct Node {
    pub(super) group: Group,
    pub(super) place: usize,
    pub(super) layer: Layer,
    /// Whether it shows at first.
    pub(super) is_checked: bool,
    /// Whether its legend is unfolded.
    pub(super) is_expanded: bool,
}

/// The tree of a project; nodes stand in order.
pub(super) fn tree(nodes: &[Node], marks: &[Layer], language: Language) -> String {
    let mut tree = "  <layer-tree-group>\n".to_owned();
    for group in Group::ALL {
        let title = group.title();
        let slots = [("name", text(title.text(language))), ("expanded", bit(group != Group::Tables))];
        tree += &fill(
            "    <layer-tree-group name=\"{{name}}\" checked=\"Qt::Checked\" expanded=\"{{expanded}}\" groupLayer=\"\">\n",
            &slots,
        );
        // On top of all, hidden from the list of layers.
        for mark in marks.iter().filter(|_| group == Group::Flags) {
            tree += &entry(mark, true, false);
        }
        for node in nodes.iter().filter(|node| node.group == group) {
            tree += &entry(&node.layer, node.is_checked, node.is_expanded);
        }
        tree += "    </layer-tree-group>\n";
    }
    let _ = write!(tree, "  </layer-tree-group>");
    tree
}

/// A layer in a tree.
pub(super) fn entry(layer: &Layer, is_checked: bool, is_expanded: bool) -> String {
    let slots = [
        ("id", text(&layer.id)),
        ("name", text(&layer.title)),
        ("source", text(&layer.source)),
        ("checked", text(if is_checked { "Qt::Checked" } else { "Qt::Unchecked" })),
        ("expanded", bit(is_expanded)),
    ];
    fill(
        "      <layer-tree-layer id=\"{{id}}\" name=\"{{name}}\" source=\"{{source}}\" providerKey=\"ogr\" \
         checked=\"{{checked}}\" expanded=\"{{expanded}}\" legend_exp=\"\" legend_split_behavior=\"0\" patch_size=\"-1,-1\"/>\n",
        &slots,
    )
}
