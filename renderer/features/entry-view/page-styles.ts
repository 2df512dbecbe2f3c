import lookCss from '../../styles/article-look.css?inline';
import matterCss from '../../styles/article-matter.css?inline';
import pageCss from '../../styles/article-page.css?inline';
import partsCss from '../../styles/article-parts.css?inline';
import placesCss from '../../styles/article-places.css?inline';
import printCss from '../../styles/article-print.css?inline';
import textCss from '../../styles/article-text.css?inline';
import fontsCss from '../../styles/fonts.css?inline';
import tokensCss from '../../styles/tokens.css?inline';

/** The later ones win over the earlier. */
const inOrder = [fontsCss, tokensCss, lookCss, pageCss, textCss, matterCss, partsCss, placesCss, printCss];

/** Gives the frame's page its typography as constructed style sheets: its policy allows neither `<style>` nor `style=`. */
export function adoptStyles(page: Document): void {
  const { CSSStyleSheet } = page.defaultView as unknown as { readonly CSSStyleSheet: typeof globalThis.CSSStyleSheet };
  page.adoptedStyleSheets = inOrder.map(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}
