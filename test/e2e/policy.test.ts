import { expect, it } from 'vitest';
import { newProfile, startReader } from './reader.ts';

const directives = ['base-uri', 'connect-src', 'form-action', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-elem'];

/** What somebody who got into the page would try. Nothing of it may leave the page, so none of it meets a server. */
async function tryEverything(
  directives: readonly string[],
): Promise<{ readonly done: readonly string[]; readonly refused: readonly string[] }> {
  const refused = new Set<string>();
  const areTold = new Promise<void>(resolve => {
    document.addEventListener('securitypolicyviolation', event => {
      refused.add(event.effectiveDirective);
      if (directives.every(directive => refused.has(directive))) resolve();
    });
  });
  const done: string[] = [];
  const elsewhere = 'http://127.0.0.1:9/';
  const add = <K extends keyof HTMLElementTagNameMap>(name: K, set: (element: HTMLElementTagNameMap[K]) => void): void => {
    const element = document.createElement(name);
    set(element);
    document.body.append(element);
  };
  const attempts: Record<string, () => unknown> = {
    'inline script': () => add('script', script => script.append('document.documentElement.dataset.ran = "inline"')),
    handler: () => add('b', element => element.setAttribute('onclick', 'document.documentElement.dataset.ran = "handler"')),
    eval: () => Reflect.apply(Reflect.get(globalThis, 'eval'), null, ['document.documentElement.dataset.ran = "eval"']),
    worker: () => new Worker(URL.createObjectURL(new Blob(['']))),
    html: () => add('p', paragraph => Reflect.set(paragraph, 'innerHTML', '<i>written past the sanitiser</i>')),
    picture: () => add('img', picture => Reflect.set(picture, 'src', `${elsewhere}pixel.png`)),
    style: () => add('style', style => style.append('body { display: none }')),
    frame: () => add('iframe', frame => Reflect.set(frame, 'src', elsewhere)),
    base: () => add('base', base => Reflect.set(base, 'href', elsewhere)),
    form: () =>
      add('form', form => {
        form.method = 'post';
        form.action = elsewhere;
        document.body.append(form);
        form.submit();
      }),
  };
  // The debugger that brought this function here may eval until its turn is over.
  await new Promise(resolve => setTimeout(resolve));
  for (const attempt of Object.values(attempts)) {
    try {
      attempt();
    } catch {
      // Trusted Types throw where the policy refuses.
    }
  }
  for (const element of document.querySelectorAll<HTMLElement>('b[onclick]')) element.click();
  const isReached = await fetch(`${elsewhere}steal`, { method: 'POST', body: 'x', mode: 'no-cors' }).then(
    () => true,
    () => false,
  );
  if (isReached) done.push('fetch');
  await Promise.race([areTold, new Promise(resolve => setTimeout(resolve, 5_000))]);
  const { ran } = document.documentElement.dataset;
  if (ran !== undefined) done.push(ran);
  if (document.querySelector('p > i') !== null) done.push('html');
  if (getComputedStyle(document.body).display === 'none') done.push('style');
  if (document.baseURI.startsWith(elsewhere)) done.push('base');
  return { done, refused: [...refused].sort() };
}

it('lets nothing run or load in the page that is not its own (E3)', async () => {
  const profile = newProfile();
  const reader = await startReader({ profileDir: profile.dir });
  try {
    const { page } = await reader.openWindow();
    await page.getByRole('textbox').first().waitFor();
    const outcome = await page.evaluate(tryEverything, directives);
    expect(outcome.done).toEqual([]);
    expect(outcome.refused).toEqual(expect.arrayContaining([...directives]));
  } finally {
    await reader.stop();
    profile.remove();
  }
});
