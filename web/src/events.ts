import { ask } from './api.ts';
import { parseEvent, type ServerEvent } from './eventBlock.ts';

/**
 * Server-sent events of an address, until the server ends the stream. Read with `fetch`, because
 * `EventSource` cannot send an access token.
 */
export async function* serverEvents(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const response = await ask(path, { headers: { accept: 'text/event-stream' }, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event !== undefined) yield event;
    }
  }
}
