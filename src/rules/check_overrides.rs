//! Which rule overrides which: known ids, and no circle.

use std::collections::BTreeMap;

use super::Rule;
use super::table::Problems;
use crate::suggest;

/// Notes overrides of ids that no rule has, and circles, each once.
pub(super) fn check(rules: &[Rule], problems: &mut Problems) {
    let by_id: BTreeMap<&str, usize> =
        rules.iter().enumerate().rev().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    for rule in rules {
        for id in rule.overrides.iter().filter(|id| !by_id.contains_key(id.as_str())) {
            let nearest = suggest::nearest(id, by_id.keys().copied());
            let hint = nearest.map(|nearest| format!("did you mean \"{nearest}\"?"));
            let problem = format!("it overrides \"{id}\", which is no rule");
            problems.add(&rule.place.path, Some(rule.place.row), Some("overrides"), problem, hint);
        }
    }
    // 0: not seen, 1: on the way, 2: done.
    let mut states = vec![0_u8; rules.len()];
    for start in 0..rules.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((rule, next)) = way.last_mut().filter(|(rule, _)| states[*rule] != 2) {
            let rule_index = *rule;
            states[rule_index] = 1;
            let Some(id) = rules[rule_index].overrides.get(*next) else {
                states[rule_index] = 2;
                way.pop();
                continue;
            };
            *next += 1;
            let Some(&other) = by_id.get(id.as_str()) else { continue };
            match states[other] {
                0 => way.push((other, 0)),
                1 => {
                    let from = way.iter().position(|(rule, _)| *rule == other).unwrap_or(0);
                    let ids: Vec<&str> = way[from..]
                        .iter()
                        .map(|(rule, _)| *rule)
                        .chain([other])
                        .map(|rule| rules[rule].id.as_str())
                        .collect();
                    let place = &rules[rule_index].place;
                    let problem = format!("rules override each other in a circle: {}", ids.join(" > "));
                    problems.add(&place.path, Some(place.row), Some("overrides"), problem, None);
                }
                _ => {}
            }
        }
    }
}
