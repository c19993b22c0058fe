//! Sorting.

use std::cmp::Ordering;

/// Sorts by `key`, items of the same key in the order they were in.
///
/// The standard library's sort is compiled anew for every type of item and every comparison, 5 to 10 KB of WebAssembly
/// each time. Through this function all share one, which sorts positions.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    // Most lists of places are in order.
    if items.is_sorted_by_key(&key) {
        return;
    }
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = order(keys.len(), &|one, other| keys[one].cmp(&keys[other]));
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| unsorted[at].take()));
}

/// The positions under `count` in the order that `compare` gives.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&one, &other| compare(one, other));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_the_same_key_stay_in_order() {
        let mut rows = vec![("市水利局", 2), ("市林业局", 1), ("市文旅局", 2), ("市商务局", 1)];
        sort_by_key(&mut rows, |row| row.1);
        assert_eq!(rows, [("市林业局", 1), ("市商务局", 1), ("市水利局", 2), ("市文旅局", 2)]);
    }
}
