//! The kinds of records that can be listed.

use clap::ValueEnum;
use hustings::cli::args::Records;

/// What may stand behind `list`: whatever kinds there are, so that none is forgotten.
pub fn kinds() -> Vec<String> {
    let names = Records::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    names.map(|value| value.get_name().to_owned()).collect()
}
