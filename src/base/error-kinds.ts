/** The exit codes of the command line; scripts rely on them. */
export const EXIT = { done: 0, hits: 1, usage: 2, input: 3, list: 4, fault: 70 } as const;

/** What is the same about every error of one code. */
export interface ErrorKind {
  /** What the command line exits with. */
  readonly exit: number;
  /** What the server answers with. */
  readonly http: number;
  readonly expected: string;
  readonly remedy: string;
}

export const usage = (expected: string, remedy: string): ErrorKind => ({
  exit: EXIT.usage,
  http: 400,
  expected,
  remedy,
});
export const input = (expected: string, remedy: string, http = 400): ErrorKind => ({
  exit: EXIT.input,
  http,
  expected,
  remedy,
});
export const serverRefusal = (expected: string, remedy: string, http: number): ErrorKind => ({
  exit: EXIT.usage,
  http,
  expected,
  remedy,
});
export const list = (expected: string, remedy: string, http = 503): ErrorKind => ({
  exit: EXIT.list,
  http,
  expected,
  remedy,
});
export const fault = (expected: string, remedy: string, http = 500): ErrorKind => ({
  exit: EXIT.fault,
  http,
  expected,
  remedy,
});
