import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licences of what is bundled, as the build wrote them beside the parts; null when none are there. */
export async function readLicences(rendererDir: string): Promise<string | null> {
  const places = [join(rendererDir, 'licences.md'), join(rendererDir, '..', 'main', 'licences.txt')];
  const texts = await Promise.all(places.map(place => readFile(place, 'utf8').catch(() => '')));
  const found = texts.map(text => text.trim()).filter(text => text !== '');
  return found.length === 0 ? null : found.join('\n\n');
}
