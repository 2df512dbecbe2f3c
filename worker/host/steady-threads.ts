/**
 * V8 option for a process that starts and ends threads. Where the processor has protection keys, V8 write-protects its code pages by them, and now
 * and then loses track of a page while threads end: it stops the process ("Check failed: jit_page.has_value()", nodejs/node#64500, seen here under
 * load). Only Linux on x64 has both.
 */
export const steadyThreads: string[] = process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys'] : [];
