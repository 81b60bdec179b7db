//! The thread that answers questions to a large index, the latest alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{Answer, App, Question};
use crate::term::host::Waker;

/// An answer that takes longer is said to be awaited.
const SLOW: Duration = Duration::from_millis(100);

/// Has questions answered. The thread begins with the first of them.
#[derive(Debug)]
pub(super) struct Asking {
    waker: Waker,
    thread: Option<(Sender<Question>, Receiver<Answer>)>,
    /// The number of the question that is still to be answered; 0 for none.
    wanted: Arc<AtomicU64>,
    /// The latest question.
    asked: Option<u64>,
    /// When it is to be said that its answer is still awaited.
    slow_at: Option<Instant>,
}

impl Asking {
    pub fn new(waker: Waker) -> Asking {
        Asking { waker, thread: None, wanted: Arc::default(), asked: None, slow_at: None }
    }

    /// Passes on what the app wants answered, if it is a new question.
    pub fn ask(&mut self, app: &App) {
        let question = app.wants_answer();
        self.wanted.store(question.map_or(0, Question::number), Ordering::Relaxed);
        let Some(question) = question else {
            self.slow_at = None;
            return;
        };
        if self.asked.replace(question.number()) == Some(question.number()) {
            return;
        }
        self.slow_at = Some(Instant::now() + SLOW);
        let wanted = &self.wanted;
        let (questions, _) = self.thread.get_or_insert_with(|| answering(self.waker.clone(), Arc::clone(wanted)));
        // The thread ends with the program, and a panic in it ends the program.
        let _ = questions.send(question.clone());
    }

    /// Hands the answers over. True if that changes the screen.
    pub fn answer(&mut self, app: &mut App) -> bool {
        let mut changed = false;
        for answer in self.thread.iter().flat_map(|(_, answers)| answers.try_iter()) {
            changed |= app.set_answer(answer);
        }
        if self.slow_at.take_if(|at| *at <= Instant::now()).is_some() {
            changed |= app.wait_on();
        }
        changed
    }

    /// When it is to be said that an answer is awaited.
    pub fn deadline(&self) -> Option<Instant> {
        self.slow_at
    }
}

fn answering(waker: Waker, wanted: Arc<AtomicU64>) -> (Sender<Question>, Receiver<Answer>) {
    let (ask, questions) = mpsc::channel::<Question>();
    let (tell, answers) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(first) = questions.recv() {
            // What has been overtaken by now is nobody's question any more.
            let question = questions.try_iter().last().unwrap_or(first);
            let go_on = || wanted.load(Ordering::Relaxed) == question.number();
            let Some(answer) = question.answer_while(&go_on) else { continue };
            if tell.send(answer).is_err() {
                return;
            }
            waker.wake();
        }
    });
    (ask, answers)
}
