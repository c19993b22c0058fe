//! The functions of a WebAssembly in an order in which they are packed smaller: alike ones near each other, for what is
//! packed is said by reference to the 32 KiB before it. Nothing else of the module changes.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Length of the pieces that alike functions share, in bytes.
const PIECE: usize = 5;

/// In how many functions a piece may occur; one that is everywhere tells nothing.
const RARE: usize = 60;

/// What is added to the size of two functions when what they share is held against it: of small ones little counts less.
const LEAST: f64 = 20.0;

/// The same module with its functions in that order.
pub fn arrange(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = alike(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place as u32;
    }
    let mut module = Module::new();
    let mut renumbered = Renumbered { imported, order, places };
    let done = renumbered.parse_core_module(&mut module, Parser::new(0), wasm);
    done.map_err(|error| anyhow!("arranging the functions: {error}"))?;
    Ok(module.finish())
}

/// What writes a module anew with its functions in another order.
struct Renumbered {
    /// How many functions are imported: these come first, and stay.
    imported: u32,
    /// The others, counted without those, in their order.
    order: Vec<usize>,
    /// Where each of them stands in it.
    places: Vec<u32>,
}

impl Reencode for Renumbered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in 0..types.len() {
            functions.function(self.type_index(types[self.order[at]])?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in 0..bodies.len() {
            self.parse_function_body(code, bodies[self.order[at]].clone())?;
        }
        Ok(())
    }
}

/// An order of functions: after the largest always the one that is most alike among those that are left, and where none is,
/// the next in the order that there was.
fn alike(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<HashSet<&[u8]>> = bodies.iter().map(|body| body.windows(PIECE).collect()).collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, own) in pieces.iter().enumerate() {
        own.iter().for_each(|piece| holders.entry(piece).or_default().push(function));
    }
    holders.retain(|_, functions| (2..=RARE).contains(&functions.len()));
    let mut left = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut shared = vec![0_u32; bodies.len()];
    let mut next = (0..bodies.len()).max_by_key(|&function| bodies[function].len());
    let mut behind = 0;
    while let Some(function) = next {
        left[function] = false;
        order.push(function);
        shared.fill(0);
        for piece in &pieces[function] {
            holders.get(piece).into_iter().flatten().for_each(|&other| shared[other] += 1);
        }
        let likeness = |other: usize| {
            let common = f64::from(shared[other]);
            common / ((pieces[function].len() + pieces[other].len()) as f64 - common + LEAST)
        };
        let others = (0..bodies.len()).filter(|&other| left[other] && shared[other] > 0);
        next = others.max_by(|&one, &other| likeness(one).total_cmp(&likeness(other)));
        while next.is_none() && behind < bodies.len() {
            next = left[behind].then_some(behind);
            behind += 1;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};
    use wasmi::{Engine, Linker, Store};

    use super::*;

    /// Functions that return a number each, but for the last, which adds up what the first and the one before it return.
    fn module(numbers: &[i32]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let (mut functions, mut code, mut exports) = (FunctionSection::new(), CodeSection::new(), ExportSection::new());
        for &number in numbers {
            let mut function = Function::new([]);
            function.instructions().i32_const(number).i32_const(number).drop().end();
            functions.function(0);
            code.function(&function);
        }
        let last = numbers.len() as u32;
        let mut sum = Function::new([]);
        sum.instructions().call(0).call(last - 1).i32_add().end();
        functions.function(0);
        code.function(&sum);
        exports.export("sum", ExportKind::Func, last);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn a_module_whose_functions_are_arranged_does_the_same() {
        let wasm = module(&[70_000, 5, 90_000, 6, 70_001]);
        let arranged = arrange(&wasm).unwrap();
        assert_ne!(arranged, wasm);
        let engine = Engine::default();
        let compiled = wasmi::Module::new(&engine, &arranged).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate_and_start(&mut store, &compiled).unwrap();
        let sum = instance.get_typed_func::<(), i32>(&store, "sum").unwrap();
        assert_eq!(sum.call(&mut store, ()).unwrap(), 140_001);
    }

    #[test]
    fn alike_functions_stand_next_to_each_other() {
        let bodies: [&[u8]; 5] = [b"abcdefghijkl", b"0123456", b"abcdefghijkm", b"ABCDEF", b"0123457"];
        assert_eq!(alike(&bodies), [2, 0, 1, 4, 3]);
    }
}
