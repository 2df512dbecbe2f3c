import { constants } from 'node:os';

/** Something that the user must know and can do something about: shown as its one sentence, without a stack. */
export class Refusal extends Error {}

/** The user (or the system) asked Freshet to end while it was preparing itself: nothing needs saying, and nothing goes on. */
export class Interruption extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`ended by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * What the launcher says goes to stderr: stdout belongs to the program that it runs.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
