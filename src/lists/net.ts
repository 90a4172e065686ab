/** The network, passed in: tests bring their own, and nothing else reaches out. */
export interface Net {
  /** One GET request. Redirects are not followed: the caller decides. */
  get(
    url: string,
    request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ): Promise<Response>;
  /** Waits between two attempts. */
  sleep(ms: number): Promise<void>;
}

/** Node's own client. Certificates are always verified. */
export const systemNet: Net = {
  get: (url, { headers, signal }) => fetch(url, { headers, signal, redirect: 'manual' }),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
