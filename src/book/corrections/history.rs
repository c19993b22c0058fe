//! Steps back and forth.

use super::{Corrections, RowCorrection};

/// Rows with their corrections before or after a step; `None` for a row without any.
type Step = Vec<(String, Option<RowCorrection>)>;

/// Corrections with the way that they came about, since the document was opened.
#[derive(Debug, Default)]
pub(super) struct History {
    pub now: Corrections,
    /// What takes each step back, the last step last.
    past: Vec<Step>,
    /// What takes again the steps that were taken back.
    undone: Vec<Step>,
}

impl History {
    /// Of corrections that were made before.
    pub fn of(now: Corrections) -> Self {
        Self { now, ..Self::default() }
    }

    /// Takes a step: each row gets these corrections.
    pub fn step(&mut self, changes: Step) {
        let back = swap(&mut self.now, changes);
        if !back.is_empty() {
            self.past.push(back);
            self.undone.clear();
        }
    }

    /// Takes the last step back, if there is one, and says so.
    pub fn undo(&mut self) -> bool {
        let step = self.past.pop().map(|step| swap(&mut self.now, step));
        let any = step.is_some();
        self.undone.extend(step);
        any
    }

    /// Takes again the step that was last taken back, if there is one, and says so.
    pub fn redo(&mut self) -> bool {
        let step = self.undone.pop().map(|step| swap(&mut self.now, step));
        let any = step.is_some();
        self.past.extend(step);
        any
    }

    /// How many steps can be taken back, and how many again.
    pub fn steps(&self) -> (usize, usize) {
        (self.past.len(), self.undone.len())
    }
}

/// Puts the changes in place and returns what puts things back, without what changes nothing.
fn swap(now: &mut Corrections, changes: Step) -> Step {
    let mut back = Vec::with_capacity(changes.len());
    for (id, row) in changes {
        let row = row.filter(|row| !row.is_empty());
        if now.rows.get(&id) == row.as_ref() {
            continue;
        }
        let before = match row {
            Some(row) => now.rows.insert(id.clone(), row),
            None => now.rows.remove(&id),
        };
        back.push((id, before));
    }
    // The same row may have changed twice in a step: the way back goes in the other direction.
    back.reverse();
    back
}
