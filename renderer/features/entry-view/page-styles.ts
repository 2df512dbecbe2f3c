import articleCss from '../../styles/article.css?inline';
import fontsCss from '../../styles/fonts.css?inline';
import tokensCss from '../../styles/tokens.css?inline';

/** Gives the frame's page its typography as constructed style sheets: its policy allows neither `<style>` nor `style=`. */
export function adoptStyles(page: Document): void {
  const { CSSStyleSheet } = page.defaultView as unknown as { readonly CSSStyleSheet: typeof globalThis.CSSStyleSheet };
  page.adoptedStyleSheets = [fontsCss, tokensCss, articleCss].map(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}
