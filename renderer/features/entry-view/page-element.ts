type Child = Node | string | null;

/** Makes an element of the frame's page. Strings become text nodes, never markup (H6); attributes are ours. */
export function pageElement(
  page: Document,
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  ...children: Child[]
): HTMLElement {
  const element = page.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  element.append(...children.filter(child => child !== null));
  return element;
}
