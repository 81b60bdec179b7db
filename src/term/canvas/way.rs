//! The ways the cursor can take, and what each costs.

use std::cmp::Ordering;
use std::io::Write;

/// A way across a row.
#[derive(Debug, Clone, Copy)]
pub enum Across {
    Stay,
    Return,
    Right(u16),
    Left(u16),
    Back(u16),
    Column(u16),
    ReturnRight(u16),
}

/// A way along a column.
#[derive(Debug, Clone, Copy)]
pub enum Along {
    Stay,
    Feed(u16),
    Down(u16),
    Up(u16),
}

/// How many digits a number has.
pub fn digits(number: u16) -> usize {
    match number {
        0..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        _ => 4 + usize::from(number >= 10_000),
    }
}

/// The shortest relative way, first across and then along: behind the last column only ways that start with a return are well defined.
pub fn relative(from: (u16, u16), to: (u16, u16), width: u16) -> (Across, Along) {
    let ((x, y), (to_x, to_y)) = (from, to);
    let column = Across::Column(to_x);
    let (by_itself, one_by_one) = match to_x.cmp(&x) {
        _ if x >= width => (column, column),
        Ordering::Equal => (Across::Stay, Across::Stay),
        Ordering::Greater => (Across::Right(to_x - x), column),
        Ordering::Less => (Across::Left(x - to_x), Across::Back(x - to_x)),
    };
    let returning = if to_x == 0 { Across::Return } else { Across::ReturnRight(to_x) };
    let ways = [column, by_itself, one_by_one, returning];
    let across = ways.into_iter().min_by_key(|way| way.cost()).unwrap_or(column);
    let along = match to_y.cmp(&y) {
        Ordering::Equal => Along::Stay,
        Ordering::Less => Along::Up(y - to_y),
        Ordering::Greater if to_y - y <= 3 => Along::Feed(to_y - y),
        Ordering::Greater => Along::Down(to_y - y),
    };
    (across, along)
}

/// The bytes of `CSI n` and a letter, n being left out where it is 1.
fn csi_cost(n: u16) -> usize {
    3 + if n > 1 { digits(n) } else { 0 }
}

fn csi(out: &mut Vec<u8>, n: u16, end: char) {
    let _ = if n > 1 { write!(out, "\x1b[{n}{end}") } else { write!(out, "\x1b[{end}") };
}

impl Across {
    pub fn cost(self) -> usize {
        match self {
            Across::Stay => 0,
            Across::Return => 1,
            Across::Right(n) | Across::Left(n) => csi_cost(n),
            Across::Back(n) => usize::from(n),
            Across::Column(x) => csi_cost(x + 1),
            Across::ReturnRight(n) => 1 + csi_cost(n),
        }
    }

    pub fn write(self, out: &mut Vec<u8>) {
        match self {
            Across::Stay => {}
            Across::Return => out.push(b'\r'),
            Across::Right(n) => csi(out, n, 'C'),
            Across::Left(n) => csi(out, n, 'D'),
            Across::Back(n) => out.extend(std::iter::repeat_n(b'\x08', usize::from(n))),
            Across::Column(x) => csi(out, x + 1, 'G'),
            Across::ReturnRight(n) => {
                out.push(b'\r');
                csi(out, n, 'C');
            }
        }
    }
}

impl Along {
    pub fn cost(self) -> usize {
        match self {
            Along::Stay => 0,
            Along::Feed(n) => usize::from(n),
            Along::Down(n) | Along::Up(n) => csi_cost(n),
        }
    }

    pub fn write(self, out: &mut Vec<u8>) {
        match self {
            Along::Stay => {}
            Along::Feed(n) => out.extend(std::iter::repeat_n(b'\n', usize::from(n))),
            Along::Down(n) => csi(out, n, 'B'),
            Along::Up(n) => csi(out, n, 'A'),
        }
    }
}
