import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { compileSources } from '../../base/testing/compile.ts';
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

/** Compiles the program. */
export async function compileProgram(): Promise<Program> {
  const { dist, remove } = await compileSources();
  const main = join(dist, 'cli', 'main.js');
  return {
    start: (home, ...more) => {
      const env = { ...process.env, TMPDIR: home };
      return running(spawn(process.execPath, [main, '--home', home, ...more], { env }));
    },
    shell: (home, command) => {
      const env = { ...process.env, tamiz: `${process.execPath} ${main} --home ${home}` };
      return running(spawn('bash', ['-o', 'pipefail', '-c', command], { env })).ended;
    },
    remove,
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
