/**
 * V8 options for a process that starts and ends threads. V8 keeps a list of its pages of machine code, and now and then loses track of one while
 * threads end: it stops the process (nodejs/node#64500, seen here under load). "Check failed: jit_page.has_value()" comes where the processor has
 * protection keys for such pages; "jit_page_->allocations_.erase(addr) == 1" on any, when unused WebAssembly code is given back. Ours is a few small
 * parsers, which may stay. Only Linux on x64 was seen to.
 */
export const steadyThreads: string[] =
  process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys', '--no-wasm-code-gc'] : [];
