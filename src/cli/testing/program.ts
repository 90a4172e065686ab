import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../base/index.ts';
import type { Outcome } from './line.ts';

/** The compiled program, for tests that need a process of its own. */
export interface Program {
  /** Starts it; what it writes is collected, its temporary files are in the data folder. */
  start(home: string, ...args: readonly string[]): Running;
  /** Runs a shell command in which `$tamiz` is the program. */
  shell(home: string, command: string): Promise<Outcome>;
  remove(): Promise<void>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** Resolves when stderr has this text; rejects when the process ends without. */
  said(text: string): Promise<string>;
}

/** Compiles the program, inside the checkout so that it finds `package.json` and its packages. */
export async function compileProgram(): Promise<Program> {
  const folder = join(packageRoot, '.tamiz', `program-${process.pid}`);
  const dist = join(folder, 'dist');
  await mkdir(folder, { recursive: true });
  const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', join(packageRoot, 'tsconfig.build.json'), '--outDir', dist];
  // Type errors are for `npm run check` to find; what counts here is what is written.
  await new Promise((resolve) => execFile(process.execPath, args, resolve));
  const main = join(dist, 'cli', 'main.js');
  await access(main);
  return {
    start: (home, ...more) => {
      const env = { ...process.env, TMPDIR: home };
      return running(spawn(process.execPath, [main, '--home', home, ...more], { env }));
    },
    shell: (home, command) => {
      const env = { ...process.env, tamiz: `${process.execPath} ${main} --home ${home}` };
      return running(spawn('bash', ['-o', 'pipefail', '-c', command], { env })).ended;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function running(child: ChildProcess): Running {
  let out = '';
  let err = '';
  let onText = (): void => {};
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
    onText();
  });
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? -1 : 0), out, err }));
  });
  const said = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      onText = () => {
        if (err.includes(text)) resolve(err);
      };
      onText();
      void ended.then(() => reject(new Error(`ended without saying ${text}: ${err}`)));
    });
  return { child, ended, said };
}
