//! What is written on a page: its drawing instructions, followed for the text alone.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::encoding::Names;
use super::font::{Font, decoded};

/// The most characters that are taken from a file: a book of ten thousand pages has fewer.
const MOST_SHOWN: usize = 50_000_000;
/// The most forms that a file draws: forms that draw others twice, ten deep, would never end.
const MOST_FORMS: usize = 100_000;
/// The deepest that forms lie in forms; one that contained itself would go on for ever.
const DEEPEST: usize = 40;

/// How points of one space lie in another: `[a b c d e f]` as PDF writes it.
#[derive(Debug, Clone, Copy)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then the other.
    fn then(self, other: Matrix) -> Matrix {
        let (Matrix(one), Matrix(two)) = (self, other);
        // Each pair is a point, the last one the origin, which alone is moved.
        Matrix(std::array::from_fn(|at| {
            let (pair, side) = (at / 2 * 2, at % 2);
            let moved = if pair == 4 { two[4 + side] } else { 0.0 };
            one[pair] * two[side] + one[pair + 1] * two[2 + side] + moved
        }))
    }

    fn moved(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// How much larger a length becomes, all directions taken together.
    pub fn scale(self) -> f64 {
        let Matrix([a, b, c, d, ..]) = self;
        (a * d - b * c).abs().sqrt()
    }
}

/// Who is told what is written.
pub trait Reader {
    /// A page begins.
    fn begin_page(&mut self);

    /// A text at a place; its width and the size of its font are in units of that place.
    fn show(&mut self, place: Matrix, width: f64, size: f64, text: &str);
}

/// A file that draws without end, or nearly so.
#[derive(Debug)]
pub struct Endless;

/// What holds between `q` and `Q`.
#[derive(Debug, Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// The drawing of the pages of a file, one after the other.
pub struct Drawing<'r> {
    reader: &'r mut dyn Reader,
    names: Names,
    /// The fonts that were read, by where in the file they stand.
    fonts: HashMap<*const u8, Rc<Font>>,
    /// How many forms are being drawn, each within the one before.
    depth: usize,
    shown: usize,
    forms: usize,
}

impl<'r> Drawing<'r> {
    /// A drawing that tells a reader.
    pub fn new(reader: &'r mut dyn Reader) -> Self {
        Drawing { reader, names: Names::new(), fonts: HashMap::new(), depth: 0, shown: 0, forms: 0 }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// If the file draws without end.
    pub fn page(&mut self, page: &Page<'_>) -> Result<(), Endless> {
        let state = State {
            place: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.reader.begin_page();
        page.page_stream().map_or(Ok(()), |content| self.content(content, page.resources(), state))
    }

    fn content(&mut self, content: &[u8], resources: &Resources<'_>, mut state: State) -> Result<(), Endless> {
        let mut kept: Vec<State> = Vec::new();
        let (mut line, mut at) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let numbers = numbers(&instruction);
            let first = numbers[0];
            match &**instruction.operator {
                b"q" => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"cm" => state.place = Matrix(numbers).then(state.place),
                b"BT" => (line, at) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    let name = instruction.operands().find_map(name);
                    let font = name.and_then(|name| resources.fonts.get::<Dict<'_>>(name));
                    state.font = font.map(|font| self.font(&font));
                    // The name stands first and is no number.
                    state.size = numbers[1];
                }
                b"gs" => {
                    let name = instruction.operands().find_map(name);
                    let set = name.and_then(|name| resources.ext_g_states.get::<Dict<'_>>(name));
                    if let Some(pair) = set.and_then(|set| set.get::<Array<'_>>("Font")) {
                        state.font = pair.iter::<Dict<'_>>().next().map(|font| self.font(&font));
                        state.size = pair.iter::<Object<'_>>().find_map(Object::into_f32).map_or(state.size, f64::from);
                    }
                }
                b"Tc" => state.letter_spacing = first,
                b"Tw" => state.word_spacing = first,
                b"Tz" => state.stretch = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Tm" => (line, at) = (Matrix(numbers), Matrix(numbers)),
                b"Td" | b"TD" | b"T*" | b"'" | b"\"" => {
                    let (x, y) = match &**instruction.operator {
                        b"Td" | b"TD" => (first, numbers[1]),
                        _ => (0.0, -state.leading),
                    };
                    match &**instruction.operator {
                        b"TD" => state.leading = -y,
                        b"\"" => (state.word_spacing, state.letter_spacing) = (first, numbers[1]),
                        _ => {}
                    }
                    line = Matrix::moved(x, y).then(line);
                    at = line;
                    self.strings(&instruction, &state, &mut at)?;
                }
                b"Tj" | b"TJ" => self.strings(&instruction, &state, &mut at)?,
                b"Do" => {
                    let name = instruction.operands().find_map(name);
                    if let Some(form) = name.and_then(|name| resources.x_objects.get::<Stream<'_>>(name)) {
                        self.form(&form, resources, &state)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A drawing within a drawing.
    fn form(&mut self, form: &Stream<'_>, outer: &Resources<'_>, state: &State) -> Result<(), Endless> {
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| &*kind != b"Form") {
            return Ok(());
        }
        self.forms += 1;
        if self.forms > MOST_FORMS {
            return Err(Endless);
        }
        if self.depth == DEEPEST {
            return Ok(());
        }
        let Some(content) = decoded(form) else { return Ok(()) };
        let place = dict.get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        self.depth += 1;
        let within = State { place: place.then(state.place), ..state.clone() };
        self.content(&content, own.as_ref().unwrap_or(outer), within)?;
        self.depth -= 1;
        Ok(())
    }

    fn font(&mut self, font: &Dict<'_>) -> Rc<Font> {
        let read = self.fonts.entry(font.data().as_ptr()).or_insert_with(|| Rc::new(Font::read(font, &self.names)));
        Rc::clone(read)
    }

    /// Shows the strings of an instruction, one after the other, moved as the numbers between them say.
    fn strings(&mut self, instruction: &Instruction<'_, '_>, state: &State, at: &mut Matrix) -> Result<(), Endless> {
        for operand in instruction.operands() {
            match operand {
                Object::String(string) => self.string(string, state, at)?,
                Object::Array(strings) => {
                    for item in strings.iter::<Object<'_>>() {
                        match item {
                            Object::String(string) => self.string(&string, state, at)?,
                            Object::Number(back) => {
                                let x = -back.as_f64() / 1000.0 * state.size * state.stretch;
                                *at = Matrix::moved(x, 0.0).then(*at);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn string(&mut self, bytes: &[u8], state: &State, at: &mut Matrix) -> Result<(), Endless> {
        let Some(font) = &state.font else { return Ok(()) };
        for shown in font.shown(bytes) {
            let place = Matrix([state.stretch, 0.0, 0.0, 1.0, 0.0, state.rise]).then(*at).then(state.place);
            self.reader.show(place, shown.width, state.size, &shown.text);
            let spacing = state.letter_spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            *at = Matrix::moved(state.stretch * (shown.width * state.size + spacing), 0.0).then(*at);
        }
        self.shown += bytes.len();
        if self.shown > MOST_SHOWN { Err(Endless) } else { Ok(()) }
    }
}

/// The first six operands as numbers, 0 where there is none.
fn numbers(instruction: &Instruction<'_, '_>) -> [f64; 6] {
    let mut numbers = [0.0; 6];
    for (place, operand) in numbers.iter_mut().zip(instruction.operands()) {
        if let Object::Number(number) = operand {
            *place = number.as_f64();
        }
    }
    numbers
}

/// An operand that is a name.
fn name<'o>(operand: &'o Object<'_>) -> Option<&'o [u8]> {
    if let Object::Name(name) = operand { Some(name) } else { None }
}
