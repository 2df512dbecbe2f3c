import { spawn } from 'node:child_process';
import { packageScript, root } from './steps.ts';

/** Makes the installers of this system in release/. Arguments go to electron-builder: `--dir`, `--x64`, `--linux AppImage` … */
const args = [
  packageScript('electron-builder/out/cli/cli.js'),
  '--config',
  'build/electron-builder.yml',
  '--publish',
  'never',
  ...process.argv.slice(2),
];
const builder = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
builder.once('exit', code => {
  process.exitCode = code ?? 1;
  if (code !== 0) {
    console.error(
      'No package was made; the reason is above. It takes the Electron runtime from github.com, or from a folder: -c.electronDist=FOLDER.',
    );
  }
});
