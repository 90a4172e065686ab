import type { Net } from '../net.ts';

/** A network of a few addresses that answer with fixed texts; every other is 404. */
export function memoryNet(pages: Readonly<Record<string, string | Uint8Array>>): Net & {
  /** What was asked for, with the token that was sent. */
  readonly asked: readonly { readonly url: string; readonly authorization: string | undefined }[];
} {
  const asked: { url: string; authorization: string | undefined }[] = [];
  return {
    asked,
    get: async (url, { headers }) => {
      asked.push({ url, authorization: headers['authorization'] });
      const page = pages[url];
      return page === undefined
        ? new Response('not found', { status: 404 })
        : new Response(Buffer.from(page));
    },
    sleep: async () => {},
  };
}
