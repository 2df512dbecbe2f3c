/** Elements that may appear in an article. Everything else is unwrapped (its text stays), or dropped whole when in `DROPPED_WHOLE`. */
export const ELEMENTS: readonly string[] = [
  ...words('a abbr address article aside b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em'),
  ...words('figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby'),
  ...words('s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'),
  // MathML Core, without what could hold HTML of its own (annotation-xml) or act (maction).
  ...words('math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts'),
  ...words('mtable mtr mtd mstyle merror mphantom mpadded semantics annotation'),
];

/** Elements whose content is no text for a reader. */
export const DROPPED_WHOLE: readonly string[] = words(
  'annotation-xml desc foreignobject frameset head noembed noframes script style svg template title option datalist rtc',
);

const EVERYWHERE = words('dir id lang title');
const MATH = words('display displaystyle mathvariant scriptlevel');
const CELL = words('colspan rowspan');

/** Attributes by element, besides those of every element. Addresses and sizes are checked by value as well. */
const BY_ELEMENT: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['href']],
  ['img', words('src alt width height')],
  ['ol', words('start reversed type')],
  ['li', ['value']],
  ['td', CELL],
  ['th', [...CELL, 'scope']],
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

const MATH_ELEMENTS = new Set(ELEMENTS.slice(ELEMENTS.indexOf('math')));

/** All attribute names that some element may have. */
export const ATTRIBUTES: readonly string[] = [...new Set([...EVERYWHERE, ...MATH, ...[...BY_ELEMENT.values()].flat()])];

const SMALL_NUMBER = /^-?\d{1,6}$/;
const SPAN = /^\d{1,3}$/;
/** Lengths in formulas: short and never negative, so that nothing is drawn over something else. */
const LENGTH = /^\d{0,2}(?:\.\d{1,3})?(?:em|ex|px|pt|%)?$/;
const WORD = /^[a-z-]{1,32}$/i;

const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['dir', /^(?:ltr|rtl|auto)$/i],
  ['lang', /^[a-z0-9-]{1,35}$/i],
  ['id', /^\S{1,300}$/],
  ['start', SMALL_NUMBER],
  ['value', SMALL_NUMBER],
  ['type', /^[1aAiI]$/],
  ['colspan', SPAN],
  ['rowspan', SPAN],
  ['span', SPAN],
  ['columnspan', SPAN],
  ['scope', WORD],
  ['display', WORD],
  ['mathvariant', WORD],
  ['scriptlevel', /^[+-]?\d$/],
  ['width', LENGTH],
  ['height', LENGTH],
  ['depth', LENGTH],
  ['lspace', LENGTH],
  ['rspace', LENGTH],
  ['linethickness', LENGTH],
]);

/** Whether an element may keep an attribute with this value. Addresses and the size of pictures are judged elsewhere. */
export function isAllowedAttribute(element: string, name: string, value: string): boolean {
  const isKnown =
    EVERYWHERE.includes(name) || BY_ELEMENT.get(element)?.includes(name) === true || (MATH.includes(name) && MATH_ELEMENTS.has(element));
  if (!isKnown) return false;
  if (element === 'img' && (name === 'width' || name === 'height')) return /^[1-9]\d{0,4}$/.test(value);
  return VALUES.get(name)?.test(value) ?? true;
}

function words(list: string): string[] {
  return list.split(' ');
}
