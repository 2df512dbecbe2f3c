import { describe, expect, it } from 'vitest';
import { environmentRoutes, pacRoutes } from '../../../worker/fetch/proxy-route.ts';

const by = (url: string, login: unknown = null) => ({ kind: 'proxy', proxy: { url, login } });
const direct = { kind: 'direct' };

describe('what a system says', () => {
  it.each([
    ['DIRECT', [direct]],
    ['PROXY a.example:3128; HTTPS b.example; DIRECT', [by('http://a.example:3128'), by('https://b.example:443'), direct]],
    ['proxy [::1]:8080', [by('http://[::1]:8080')]],
    ['SOCKS5 a.example:1080; DIRECT', [{ kind: 'unsupported', what: 'SOCKS5 a.example:1080' }, direct]],
    ['', []],
    ['PROXY ;;', []],
  ])('as %o', (text, routes) => {
    expect(pacRoutes(text)).toEqual(routes);
  });
});

describe('what the environment says', () => {
  const routes = (url: string, environment: Record<string, string>) => environmentRoutes(new URL(url), environment);

  it('is one proxy for http, one for https, and one for all', () => {
    const environment = { HTTP_PROXY: 'http://a.example:1', https_proxy: 'http://b.example:2', ALL_PROXY: 'http://c.example:3' };
    expect(routes('http://x.example/', environment)).toEqual([by('http://a.example:1')]);
    expect(routes('https://x.example/', environment)).toEqual([by('http://b.example:2')]);
    expect(routes('https://x.example/', { all_proxy: 'c.example:3' })).toEqual([by('http://c.example:3')]);
    expect(routes('https://x.example/', {})).toEqual([direct]);
  });

  it('goes by lower case first, and may hold a login', () => {
    const environment = { http_proxy: 'http://ann:p%40ss@a.example', HTTP_PROXY: 'http://b.example' };
    expect(routes('http://x.example/', environment)).toEqual([by('http://a.example:80', { username: 'ann', password: 'p@ss' })]);
  });

  it('names what Freshet does not speak, without its login', () => {
    expect(routes('http://x.example/', { ALL_PROXY: 'socks5://ann:s3cret@a.example:1080' })).toEqual([
      { kind: 'unsupported', what: 'socks5://a.example:1080' },
    ]);
  });

  it.each([
    ['*', true],
    ['x.example', true],
    ['.example', true],
    ['*.example', true],
    ['other.test, x.example', true],
    ['x.example:80', true],
    ['x.example:8080', false],
    ['ample', false],
    ['', false],
  ])('with NO_PROXY %o', (list, isExempt) => {
    const found = routes('http://x.example/', { HTTP_PROXY: 'http://a.example:1', no_proxy: list });
    expect(found).toEqual([isExempt ? direct : by('http://a.example:1')]);
  });

  it('exempts addresses of both kinds', () => {
    const environment = { HTTP_PROXY: 'http://a.example:1', NO_PROXY: '10.0.0.1,::1,[fd00::1]:80' };
    for (const url of ['http://10.0.0.1/', 'http://[::1]/', 'http://[fd00::1]/']) expect(routes(url, environment)).toEqual([direct]);
  });
});
