import type { XmlElement } from './xml-tree.ts';

/** An entry that the document's end cut off is left for the next, whole document, unless it is all there is (X2). */
export function wholeRecords(records: readonly XmlElement[]): readonly XmlElement[] {
  const whole = records.filter(record => record.isComplete);
  return whole.length > 0 ? whole : records;
}
