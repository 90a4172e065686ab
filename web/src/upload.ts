import { ApiError, address, refusal } from './api.ts';
import { authorization } from './auth.ts';

/**
 * Sends a customer file, to be screened against the lists of a day or today's (an empty text), and
 * returns the screening's id. `XMLHttpRequest`, because `fetch` does not
 * tell how much of a body has been sent.
 */
export function uploadFile(
  file: File,
  asOf: string,
  onFraction: (fraction: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const asked = new URLSearchParams({ name: file.name, ...(asOf !== '' && { as_of: asOf }) });
    request.open('POST', address(`screenings?${asked}`));
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(authorization())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onFraction(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiError(0, {}));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve((JSON.parse(request.responseText) as { readonly id: string }).id);
      } else {
        reject(refusal(request.status, request.responseText));
      }
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
