//! Where panics stand in the source, as the site's WebAssembly has it: the file and the line, without the column, which says
//! little more and takes half a percent of what is fetched.

use anyhow::Result;
use wasmparser::{DataKind, Operator, Parser, Payload};

/// The data of a segment: its address in memory, and where it begins and ends in the module.
struct Segment {
    address: usize,
    start: usize,
    end: usize,
}

/// What the compiler writes of a place (`core::panic::Location`), in words of 4 bytes: the address of the file's name and its
/// length, the line, the column.
const WORDS: usize = 4;

/// Bytes of a word.
const WORD: usize = 4;

/// No line of ours is so long, in characters.
const LONGEST_LINE: usize = 1000;

/// Writes 0 for the column of every place. Where a compiler lays them out in another way nothing changes.
pub fn take_out(wasm: &mut [u8]) -> Result<()> {
    let segments = segments(wasm)?;
    for segment in &segments {
        // In memory they stand at multiples of a word.
        let first = segment.start + segment.address.next_multiple_of(WORD) - segment.address;
        for at in (first..segment.end).step_by(WORD).take_while(|at| at + WORDS * WORD <= segment.end) {
            let [name, length, line, column] = [0, 1, 2, 3].map(|word| number(wasm, at + word * WORD));
            if line > 0 && (1..LONGEST_LINE).contains(&column) && is_source(wasm, &segments, name, length) {
                wasm[at + 3 * WORD..][..WORD].fill(0);
            }
        }
    }
    Ok(())
}

fn number(wasm: &[u8], at: usize) -> usize {
    wasm[at..at + WORD].iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
}

/// Whether the name of a Rust source file stands at an address in memory.
fn is_source(wasm: &[u8], segments: &[Segment], address: usize, length: usize) -> bool {
    segments.iter().any(|segment| {
        let at = address.checked_sub(segment.address).map(|offset| segment.start + offset);
        let name = at.and_then(|at| wasm[..segment.end].get(at..at.checked_add(length)?));
        name.is_some_and(|name| name.ends_with(b".rs"))
    })
}

fn segments(wasm: &[u8]) -> Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::DataSection(section) = payload? else { continue };
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = data.kind else { continue };
            if let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? {
                let (start, end) = (data.range.end - data.data.len(), data.range.end);
                segments.push(Segment { address: value.cast_unsigned() as usize, start, end });
            }
        }
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, Module};

    use super::*;

    #[test]
    fn a_place_loses_its_column_and_nothing_else_changes() {
        let address = 0x10_0002;
        let mut data = b"a.rs b.txt".to_vec();
        let place = |name: u32, length: u32| [name, length, 7, 19].map(u32::to_le_bytes).concat();
        // Behind ten bytes, at a multiple of four.
        data.extend(place(address, 4));
        data.extend(place(address + 5, 5));
        data.extend(place(9, 4));
        let module = |data: Vec<u8>| {
            let mut section = DataSection::new();
            section.active(0, &ConstExpr::i32_const(address as i32), data);
            let mut module = Module::new();
            module.section(&section);
            module.finish()
        };
        let mut wasm = module(data.clone());
        take_out(&mut wasm).unwrap();
        data[10 + 12] = 0;
        assert_eq!(wasm, module(data));
    }
}
