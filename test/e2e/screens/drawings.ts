import { Resvg } from '@resvg/resvg-js';

type Sky = readonly [top: string, bottom: string];

/** A quiet landscape of ridges before a sky; `seed` gives their shape. */
export function landscape(seed: number, sky: Sky, ridges: readonly string[], sun: string): Uint8Array {
  const [width, height] = [1320, 620];
  const layers = ridges.map((colour, index) => {
    const base = height * (0.52 + 0.16 * index);
    const points = Array.from({ length: 45 }, (_, step) => {
      const x = (step / 44) * width;
      const y =
        base + Math.sin(step / (4.1 - index) + seed * (index + 1.7)) * (34 - 6 * index) + Math.sin(step / 1.9 + seed * 3.1 + index) * 7;
      return `${x.toFixed(0)},${y.toFixed(1)}`;
    });
    return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`;
  });
  return png(
    width,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="0.75" stop-color="${sky[1]}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${300 + ((seed * 211) % 700)}" cy="${150 + ((seed * 67) % 90)}" r="52" fill="${sun}"/>${layers.join('')}</svg>`,
  );
}

/** A feed's icon: a white figure, drawn in a box of 24 by 24, on a ground. */
export function icon(ground: string, figure: string): Uint8Array {
  return png(
    64,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="${ground}"/>
<path d="${figure}" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );
}

function png(width: number, svg: string): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
}
