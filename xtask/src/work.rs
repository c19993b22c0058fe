//! Counts the parser's work, so that no input, however hostile, takes more than its length in time and memory.
//!
//! The parser runs as WebAssembly in an interpreter that counts instructions, and how far the linear memory grew says
//! how much of it was used at most: both are the same in every run and on every machine, which no clock is.

mod inputs;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use anyhow::{Context, Result, anyhow, ensure};
use wasmi::{CompilationMode, Config, Engine, Extern, ExternType, Func, Instance, Linker, Module, Store, TypedFunc};

use crate::{root, wasm};
use inputs::Input;

/// Least size in bytes at which an input is counted; then twice and four times as much.
pub const SIZE: usize = 2 * 1024;

/// By how much work and memory may grow when the input doubles. A sort adds its logarithm to the 2, a vector that grows
/// by doubling may have just done so.
const GROWTH: f64 = 2.3;

/// How many times the size an input is counted at once more that grew too fast: what grows with the square does so even
/// more there, but a beginning that costs less than the rest, such as a long header over few rows, no longer counts.
const AGAIN: usize = 8;

/// Pages of 64 KiB that memory may grow by beyond that: the allocator takes some at a time.
const SLACK: u64 = 8;

/// Instructions for each byte of input beyond which nobody would wait for the end. Real notices take some thousands.
const TOO_MUCH: u64 = 1_000_000;

/// What an input cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// Instructions.
    work: u64,
    /// Pages of 64 KiB by which memory grew.
    pages: u64,
}

/// Counts the inputs whose name contains `name` at `size` bytes, twice and four times as many; fails if one grows faster
/// than that.
pub fn check(name: &str, size: usize) -> Result<()> {
    let folder = wasm::target_directory()?.join("meter");
    wasm::build(&wasm::METER, &folder)?;
    let module = folder.join(wasm::METER.wasm());
    let meter = Meter::new(&fs::read(&module).with_context(|| format!("reading {}", module.display()))?)?;
    let inputs: Vec<Input> = inputs::all(&root())?.into_iter().filter(|input| input.name.contains(name)).collect();
    ensure!(!inputs.is_empty(), "no input is called `{name}`");
    println!("{:>9} {:>9} {:>7} {:>7} {:>7}", "work/byte", "mem/byte", "growth", "growth", "memory");
    let mut failed = Vec::new();
    in_parallel(
        inputs.len(),
        |at| meter.costs(&inputs[at], size),
        |at, costs| {
            let name = inputs[at].name.as_str();
            let judged = costs.and_then(|costs| report(name, &costs)).or_else(|small| {
                println!("AGAIN  {name}: {small:#}");
                report(name, &meter.costs(&inputs[at], size * AGAIN)?)
            });
            if let Err(error) = judged {
                println!("WORSE  {name}: {error:#}");
                failed.push(name);
            }
        },
    );
    ensure!(failed.is_empty(), "{} inputs take more than their length: {}", failed.len(), failed.join(", "));
    Ok(())
}

/// Prints what an input cost, and fails where it grew too fast.
fn report(name: &str, costs: &[(usize, Cost); 3]) -> Result<()> {
    let [(_, small), (_, middle), (bytes, large)] = *costs;
    let growth = |one: Cost, two: Cost| two.work as f64 / one.work as f64;
    println!(
        "{:>9} {:>9} {:>7.2} {:>7.2} {:>3} {:>3} {:>3}  {}",
        large.work / bytes as u64,
        large.pages * 65536 / bytes as u64,
        growth(small, middle),
        growth(middle, large),
        small.pages,
        middle.pages,
        large.pages,
        name
    );
    for (one, two) in [(small, middle), (middle, large)] {
        ensure!(growth(one, two) <= GROWTH, "twice the input takes {:.2} times the work", growth(one, two));
        let most = (one.pages as f64 * GROWTH) as u64 + SLACK;
        ensure!(two.pages <= most, "twice the input takes {} pages of memory after {}", two.pages, one.pages);
    }
    Ok(())
}

/// The parser as a module whose instructions are counted.
struct Meter {
    engine: Engine,
    module: Module,
}

impl Meter {
    fn new(wasm: &[u8]) -> Result<Self> {
        // A function compiled when it is first called would be counted to the input that happened to come first.
        let engine = Engine::new(Config::default().consume_fuel(true).compilation_mode(CompilationMode::Eager));
        let module = Module::new(&engine, wasm)?;
        Ok(Self { engine, module })
    }

    /// The input's size in bytes and its cost, at `size` and twice and four times as much.
    fn costs(&self, input: &Input, size: usize) -> Result<[(usize, Cost); 3]> {
        let cost = |size| {
            let text = input.text(size);
            self.cost(&text).map(|cost| (text.len(), cost))
        };
        Ok([cost(size)?, cost(size * 2)?, cost(size * 4)?])
    }

    /// What parsing a text costs in an instance of its own.
    fn cost(&self, text: &str) -> Result<Cost> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(u64::MAX)?;
        let instance = self.instance(&mut store)?;
        let memory = instance.get_memory(&store, "memory").context("the module has no memory")?;
        let allocate: TypedFunc<(u32, u32), u32> = instance.get_typed_func(&store, "__wbindgen_malloc")?;
        let work: TypedFunc<(u32, u32), u32> = instance.get_typed_func(&store, "work")?;
        let pages = memory.size(&store);
        let length = u32::try_from(text.len())?;
        let place = allocate.call(&mut store, (length, 1))?;
        memory.write(&mut store, place as usize, text.as_bytes())?;
        let fuel = (text.len() as u64 + 1) * TOO_MUCH;
        store.set_fuel(fuel)?;
        work.call(&mut store, (place, length)).map_err(|error| anyhow!("{} bytes: {error}", text.len()))?;
        Ok(Cost { work: fuel - store.get_fuel()?, pages: memory.size(&store) - pages })
    }

    /// An instance whose imports end the run: nothing that is counted calls JavaScript.
    fn instance(&self, store: &mut Store<()>) -> Result<Instance> {
        let mut linker = Linker::new(&self.engine);
        for import in self.module.imports() {
            let ExternType::Func(signature) = import.ty() else { continue };
            let name = import.name().to_owned();
            let stop = Func::new(&mut *store, signature.clone(), move |_, _, _| {
                Err(wasmi::Error::new(format!("JavaScript was called: {name}")))
            });
            linker.define(import.module(), import.name(), Extern::Func(stop))?;
        }
        Ok(linker.instantiate_and_start(store, &self.module)?)
    }
}

/// Runs `job` for every number under `count` on all cores, and `done` on what comes of it, as it comes.
fn in_parallel<T: Send>(count: usize, job: impl Fn(usize) -> T + Sync, mut done: impl FnMut(usize, T)) {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    let work = |send: mpsc::Sender<(usize, T)>| {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count || send.send((at, job(at))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (send, work) = (send.clone(), &work);
            scope.spawn(move || work(send));
        }
        drop(send);
        receive.into_iter().for_each(|(at, result)| done(at, result));
    });
}
