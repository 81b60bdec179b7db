//! What is known of the items of a window while it is open.

/// The state of the items of a window.
pub(super) struct Window {
    /// How many items.
    size: usize,
    /// The best answer to each slot, slot by slot.
    best: Vec<f32>,
    /// For each item the slots that are answered, one bit each; 32 bits further on those that are answered as they stand.
    met: Vec<u64>,
    pub touched: Vec<u16>,
    /// Whether items that no other word has met may come in.
    pub open: bool,
}

impl Window {
    /// Of so many items, with answers to so many slots.
    pub fn new(size: usize, slots: usize) -> Window {
        Window { size, best: vec![0.0; slots * size], met: vec![0; size], touched: Vec::new(), open: true }
    }

    /// Leaves only the items that answer a word.
    pub fn keep(&mut self, slot: usize) {
        let mut touched = std::mem::take(&mut self.touched);
        touched.retain(|at| {
            let at = usize::from(*at);
            let keeps = self.met[at] >> slot & 1 == 1;
            if !keeps {
                self.take(at);
            }
            keeps
        });
        self.touched = touched;
    }

    /// Empties an item: which words it answers, which as they stand, and the sum of their values.
    #[inline]
    pub fn take(&mut self, at: usize) -> (u32, u32, f32) {
        let met = std::mem::take(&mut self.met[at]);
        let any = u32::try_from(met & u64::from(u32::MAX)).unwrap_or(0);
        let as_they_stand = u32::try_from(met >> 32).unwrap_or(0);
        let (mut sum, mut bits) = (0.0, any);
        while bits != 0 {
            let slot = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            sum += std::mem::take(&mut self.best[slot * self.size + at]);
        }
        (any, as_they_stand, sum)
    }

    /// Where answers to a slot go, as they stand or not.
    pub fn of(&mut self, slot: usize, as_it_stands: bool) -> Answered<'_> {
        Answered {
            best: &mut self.best[slot * self.size..(slot + 1) * self.size],
            met: &mut self.met,
            touched: &mut self.touched,
            bits: (1 | u64::from(as_it_stands) << 32) << slot,
            open: self.open,
        }
    }
}

/// The answers to a slot, of the items of a window.
pub(super) struct Answered<'a> {
    best: &'a mut [f32],
    met: &'a mut [u64],
    touched: &'a mut Vec<u16>,
    bits: u64,
    open: bool,
}

impl Answered<'_> {
    /// Notes an answer, if it is of any use; `value` is only called if it is.
    #[inline]
    pub fn touch(&mut self, at: usize, value: impl FnOnce() -> f32) {
        let met = &mut self.met[at];
        if *met == 0 {
            if !self.open {
                return;
            }
            self.touched.push(u16::try_from(at).unwrap_or(u16::MAX));
        }
        *met |= self.bits;
        let best = &mut self.best[at];
        *best = best.max(value());
    }
}
