//! Arguments to face, error to exit status.

fn main() {
    let _ = hustings::corpus::Corpus::bundled();
}
