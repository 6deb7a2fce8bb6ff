//! **map**: the printed overview map. Makes a sheet of what a run found, as SVG with text as text, and as PNG.
//!
//! [`Content`] is what a sheet shows, whether it comes from a run or from a delivery; [`draw()`] makes a [`Sheet`] of it. Knows no
//! file but fonts. The same content gives the same bytes on one machine; fonts differ between machines, and with them the places of
//! labels.

mod content;
mod draw;
mod fonts;
mod from_report;
mod graticule;
mod hatch;
mod labels;
mod layers;
mod legend;
mod marks;
mod mines;
mod notes;
mod outline;
mod panel;
mod pixels;
mod place;
mod projection;
mod sheet;
mod svg;
mod view;

pub use content::{Content, MapMine, MapPlace, MapZone, Mark, PositionKind, Standing, label_order, names};
pub use draw::{Sheet, draw};
pub use fonts::{FOLDER_VARIABLE, Fonts};
pub use panel::ScaleBar;
pub use place::Placed;
pub use projection::Projection;
pub use sheet::{Orientation, SheetOptions, SheetSize, pixels};
pub use view::{SheetBox, View};
