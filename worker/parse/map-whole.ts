/**
 * `list` mapped, without the elements at which `change` throws: a fault in one entry must not cost the others.
 * @throws what `change` threw, when it threw at every one
 */
export function mapWhole<From, To>(list: readonly From[], change: (element: From, index: number) => To): To[] {
  const changed: To[] = [];
  let fault: { readonly cause: unknown } | null = null;
  for (const [index, element] of list.entries()) {
    try {
      changed.push(change(element, index));
    } catch (cause) {
      fault ??= { cause };
    }
  }
  if (fault !== null && changed.length === 0) throw fault.cause;
  return changed;
}
