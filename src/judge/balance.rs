//! Rounds pieces so that the rounded pieces add up to the rounded whole.

/// Counts beyond this are not exact in a double.
const MOST_STEPS: f64 = (1_u64 << 53) as f64;

/// Rounds pieces to whole steps that add up exactly to the total rounded to steps (halves away from zero).
///
/// All in the same unit; the result counts steps. The pieces share the rounded total in proportion to their size, whatever they
/// add up to themselves. Each gets the whole steps of its share; the steps that are left go one each to the largest
/// remainders (the method of Hare and Niemeyer), ties to the piece that comes first. So a piece is less than one step away
/// from its share, and a piece of nothing stays nothing.
///
/// `None` if it cannot be done: a number is negative or not finite, the step is not positive, the pieces are all nothing
/// but the total is not, or there are more than 2^53 steps.
#[must_use]
pub fn balance(pieces: &[f64], total: f64, step: f64) -> Option<Vec<i64>> {
    let is_size = |size: f64| size.is_finite() && size >= 0.0;
    if !(is_size(total) && is_size(step) && step > 0.0 && pieces.iter().all(|&piece| is_size(piece))) {
        return None;
    }
    let steps = total / step;
    // A half of a step must not be missed by the last bit of a division.
    let slack = if steps < 1e12 { steps * (4.0 * f64::EPSILON) } else { 0.0 };
    let steps = (steps + slack).round();
    let largest = pieces.iter().copied().fold(0.0, f64::max);
    if steps > MOST_STEPS || (largest <= 0.0 && total > 0.0) {
        return None;
    }
    let steps = steps as u128;
    // Whole numbers from here on, so that nothing is lost: at most 2^62 each, so that products stay below 2^128.
    let weight = |piece: f64| if largest > 0.0 { (piece / largest * (1_u64 << 62) as f64) as u128 } else { 0 };
    let weights: Vec<u128> = pieces.iter().map(|&piece| weight(piece)).collect();
    let sum = weights.iter().sum::<u128>().max(1);
    let mut shares: Vec<i64> = weights.iter().map(|weight| (weight * steps / sum) as i64).collect();
    let left = steps as i64 - shares.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    // The sort is stable: ties stay in the order of the pieces.
    order.sort_by_key(|&piece| std::cmp::Reverse(weights[piece] * steps % sum));
    order.iter().take(usize::try_from(left).unwrap_or(0)).for_each(|&piece| shares[piece] += 1);
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::balance;

    /// Numbers from 0 to 1, without 1, of the generator of Steele, Lea and Flood (2014).
    struct Random(u64);

    impl Random {
        fn unit(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn between(&mut self, low: f64, high: f64) -> f64 {
            low + (high - low) * self.unit()
        }
    }

    #[test]
    fn largest_remainders_get_what_is_left_and_ties_go_to_the_first() {
        assert_eq!(balance(&[1.0, 1.0, 1.0], 100.0, 1.0), Some(vec![34, 33, 33]));
        assert_eq!(balance(&[10.0, 10.0, 80.0], 1.0, 0.5), Some(vec![0, 0, 2]));
        assert_eq!(balance(&[0.5, 0.25, 0.25], 2.5, 1.0), Some(vec![1, 1, 1]), "a half is rounded away from zero");
        assert_eq!(balance(&[60.4, 39.4], 99.8, 1.0), Some(vec![61, 39]));
        assert_eq!(balance(&[1.0, 0.0, 1.0], 3.0, 1.0), Some(vec![2, 0, 1]), "nothing stays nothing");
        assert_eq!(balance(&[2.0, 1.0], 0.0, 1.0), Some(vec![0, 0]));
        // 15037.5 steps of a tenth of a mu, but for the last bit.
        assert_eq!(balance(&[1.0], 1_002_500.0, 0.1 * (1e4 / 15.0)), Some(vec![15_038]));
    }

    #[test]
    fn what_cannot_be_shared_is_refused() {
        assert_eq!(balance(&[], 0.0, 1.0), Some(vec![]));
        assert_eq!(balance(&[0.0, 0.0], 0.0, 1.0), Some(vec![0, 0]));
        for (pieces, total, step) in [
            (&[][..], 1.0, 1.0),
            (&[0.0], 1.0, 1.0),
            (&[-1.0, 2.0], 1.0, 1.0),
            (&[f64::NAN], 1.0, 1.0),
            (&[f64::INFINITY], 1.0, 1.0),
            (&[1.0], f64::NAN, 1.0),
            (&[1.0], -1.0, 1.0),
            (&[1.0], 1.0, 0.0),
            (&[1.0], 1.0, -1.0),
            (&[1.0], 1.0, f64::INFINITY),
            (&[1.0], 1e16, 1.0),
            (&[1.0], 1e300, 1e-300),
        ] {
            assert_eq!(balance(pieces, total, step), None, "{pieces:?} {total} {step}");
        }
        assert_eq!(balance(&[1.0], 9_007_199_254_740_992.0, 1.0), Some(vec![1 << 53]));
        assert_eq!(balance(&[f64::MAX, f64::MAX, 5e-324], 10.0, 1.0), Some(vec![5, 5, 0]));
    }

    #[test]
    fn rounded_pieces_add_up_and_stay_within_a_step() {
        let mut random = Random(5);
        for round in 0..20_000 {
            let count = 1 + (random.unit() * 40.0) as usize;
            let spread = random.between(0.0, 12.0);
            let mut pieces: Vec<f64> = (0..count).map(|_| 10.0_f64.powf(random.between(0.0, spread))).collect();
            if round % 3 == 0 {
                pieces[count / 2] = pieces[0];
                pieces.push(0.0);
            }
            let sum: f64 = pieces.iter().sum();
            let total = sum * if round % 2 == 0 { 1.0 } else { random.between(0.5, 2.0) };
            let step = total / 10.0_f64.powf(random.between(-1.0, 12.0));
            let shares = balance(&pieces, total, step).unwrap();
            let steps = shares.iter().sum::<i64>() as f64;
            assert!((steps - total / step).abs() <= 0.5 + 1e-3, "{steps} {}", total / step);
            for (piece, share) in pieces.iter().zip(&shares) {
                let exact = piece / sum * steps;
                assert!((*share as f64 - exact).abs() < 1.0 + steps * 1e-15, "{exact} {share}");
                assert!(*piece > 0.0 || *share == 0);
            }
            assert_eq!(shares, balance(&pieces, total, step).unwrap());
        }
    }
}
