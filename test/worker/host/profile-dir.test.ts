import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../worker/host/child-environment.ts';
import { defaultProfileDir } from '../../../worker/host/profile-dir.ts';

describe('the default profile folder', () => {
  it.each([
    ['linux', {}, '/home/a/.config/Freshet'],
    ['linux', { XDG_CONFIG_HOME: '/c' }, '/c/Freshet'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/a/.config/Freshet'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/a/.config/Freshet'],
    ['darwin', { XDG_CONFIG_HOME: '/c' }, '/home/a/Library/Application Support/Freshet'],
    ['win32', { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, 'C:\\Users\\a\\AppData\\Roaming\\Freshet'],
  ])('on %s with %j is %s', (platform, env, dir) => {
    expect(defaultProfileDir({ platform, env, home: '/home/a' })).toBe(dir);
  });
});

describe('the environment of a worker', () => {
  it('holds places, language and proxies, and nothing else', () => {
    const env = {
      PATH: '/bin',
      HOME: '/h',
      LC_TIME: 'de',
      https_proxy: 'http://p',
      Path: 'C',
      AWS_SECRET: 's',
      NODE_OPTIONS: '-r x',
      LD_PRELOAD: 'x',
      TZ: undefined,
    };
    expect(childEnvironment(env)).toEqual({
      UV_THREADPOOL_SIZE: '16',
      PATH: '/bin',
      HOME: '/h',
      LC_TIME: 'de',
      https_proxy: 'http://p',
      Path: 'C',
    });
  });
});
