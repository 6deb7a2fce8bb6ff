//! The Hilbert curve: neighbours on the curve are neighbours in the plane.

/// Position of a cell of a grid of 65,536 by 65,536 on the Hilbert curve through all of them.
///
/// The curve visits a square quarter by quarter; at each level the two bits of `x` and `y` choose the quarter, and the
/// smaller square is turned so that the curve enters and leaves it at the right corners.
pub(super) fn position(x: u16, y: u16) -> u32 {
    let (mut x, mut y) = (u32::from(x), u32::from(y));
    let mut position = 0;
    for level in (0..u16::BITS).rev() {
        let (right, upper) = (x >> level & 1, y >> level & 1);
        position = position << 2 | (3 * right) ^ upper;
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn the_curve_steps_to_a_neighbour_and_visits_every_cell_of_a_square() {
        const SIDE: u16 = 256;
        for (left, bottom) in [(0, 0), (SIDE * 7, SIDE * 200), (u16::MAX - SIDE + 1, 0)] {
            let mut cells: Vec<(u32, i32, i32)> = (0..SIDE)
                .flat_map(|dx| (0..SIDE).map(move |dy| (left + dx, bottom + dy)))
                .map(|(x, y)| (position(x, y), i32::from(x), i32::from(y)))
                .collect();
            cells.sort_unstable();
            for pair in cells.windows(2) {
                let [(d0, x0, y0), (d1, x1, y1)] = pair else { unreachable!() };
                assert_eq!(d1 - d0, 1);
                assert_eq!((x1 - x0).abs() + (y1 - y0).abs(), 1);
            }
        }
    }

    #[test]
    fn the_curve_begins_and_ends_at_the_lower_corners() {
        assert_eq!(position(0, 0), 0);
        assert_eq!(position(u16::MAX, 0), u32::MAX);
    }
}
