/** Elements that may appear in an article. Everything else is unwrapped (its text stays), or dropped whole when in `droppedWhole`. */
export const allowedElements: readonly string[] = [
  ...words('a abbr address article aside b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em'),
  ...words('figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby'),
  ...words('s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'),
  // MathML Core, without what could hold HTML of its own (annotation-xml) or act (maction).
  ...words('math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts'),
  ...words('mtable mtr mtd mstyle merror mphantom mpadded semantics annotation'),
];

/** Elements whose content is no text for a reader. */
export const droppedWhole: readonly string[] = words(
  'annotation-xml desc foreignobject frameset head noembed noframes script style svg template title option datalist rtc',
);

const allowedEverywhere = words('dir id lang title');
const math = words('display displaystyle mathvariant scriptlevel');
const cell = words('colspan rowspan');

/** Attributes by element, besides those of every element. Addresses and sizes are checked by value as well. */
const allowedByElement: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['href']],
  ['img', words('src alt width height')],
  ['ol', words('start reversed type')],
  ['li', ['value']],
  ['td', cell],
  ['th', [...cell, 'scope']],
  ['col', ['span']],
  ['colgroup', ['span']],
  ['time', ['datetime']],
  ['details', ['open']],
  ['mo', words('fence separator stretchy symmetric largeop movablelimits lspace rspace')],
  ['mspace', words('width height depth')],
  ['mpadded', words('width height depth lspace')],
  ['mfrac', ['linethickness']],
  ['munder', ['accentunder']],
  ['mover', ['accent']],
  ['munderover', words('accent accentunder')],
  ['mtd', words('columnspan rowspan')],
  ['annotation', ['encoding']],
]);

const mathElements = new Set(allowedElements.slice(allowedElements.indexOf('math')));

/** All attribute names that some element may have. */
export const allowedAttributes: readonly string[] = [...new Set([...allowedEverywhere, ...math, ...[...allowedByElement.values()].flat()])];

const smallNumber = /^-?\d{1,6}$/;
const spanForm = /^\d{1,3}$/;
/** Lengths in formulas: short and never negative, so that nothing is drawn over something else. */
const lengthForm = /^\d{0,2}(?:\.\d{1,3})?(?:em|ex|px|pt|%)?$/;
const wordForm = /^[a-z-]{1,32}$/i;

const allowedValues: ReadonlyMap<string, RegExp> = new Map([
  ['dir', /^(?:ltr|rtl|auto)$/i],
  ['lang', /^[a-z0-9-]{1,35}$/i],
  ['id', /^\S{1,300}$/],
  ['start', smallNumber],
  ['value', smallNumber],
  ['type', /^[1aAiI]$/],
  ['colspan', spanForm],
  ['rowspan', spanForm],
  ['span', spanForm],
  ['columnspan', spanForm],
  ['scope', wordForm],
  ['display', wordForm],
  ['mathvariant', wordForm],
  ['scriptlevel', /^\+?\d$/],
  ['width', lengthForm],
  ['height', lengthForm],
  ['depth', lengthForm],
  ['lspace', lengthForm],
  ['rspace', lengthForm],
  ['linethickness', lengthForm],
]);

/** Whether an element may keep an attribute with this value. Addresses and the size of pictures are judged elsewhere. */
export function isAllowedAttribute(element: string, name: string, value: string): boolean {
  const isKnown =
    allowedEverywhere.includes(name) ||
    allowedByElement.get(element)?.includes(name) === true ||
    (math.includes(name) && mathElements.has(element));
  if (!isKnown) return false;
  if (element === 'img' && (name === 'width' || name === 'height')) return /^[1-9]\d{0,4}$/.test(value);
  return allowedValues.get(name)?.test(value) ?? true;
}

function words(list: string): string[] {
  return list.split(' ');
}
