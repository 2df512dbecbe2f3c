/** Something that the user must know and can do something about: shown as its one sentence, without a stack. */
export class Refusal extends Error {}

/**
 * What the launcher says goes to stderr: stdout belongs to the program that it runs.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
