export interface ServerEvent {
  readonly name: string;
  readonly data: unknown;
}

/** One block of a stream; undefined for comments, which only keep the connection open. */
export function parseEvent(block: string): ServerEvent | undefined {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trim());
  }
  if (data.length === 0) return undefined;
  return { name, data: JSON.parse(data.join('\n')) };
}
