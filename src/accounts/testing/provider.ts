import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../base/index.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

interface Issued {
  readonly nonce: string | undefined;
  readonly challenge: string | null;
  readonly redirectUri: string;
  readonly subject: string;
}

/**
 * A small OpenID Connect provider for tests, over real HTTP with signed tokens: it hands out codes
 * that work once, checks client, PKCE and redirect address, and can be told to lie in one thing.
 */
export class SmallProvider {
  readonly client = 'tamiz';
  readonly clientSecret = 'synthetic client secret';
  /** Who signs in there. */
  subject = 'subject-1';
  /** Changes what the next token says. */
  lie: (claims: JWTPayload) => JWTPayload = (claims) => claims;
  /** Signs with a key that the provider does not publish. */
  signsWithAnother = false;
  /** Answers, when it is asked for a token. */
  answer: ((response: ServerResponse) => void) | undefined;
  /** How often each of its addresses was asked for. */
  readonly asked = new Map<string, number>();

  readonly #server: Server;
  readonly #keys: Keys;
  readonly #others: Keys;
  readonly #clock: Clock;
  readonly #codes = new Map<string, Issued>();

  private constructor(server: Server, keys: Keys, others: Keys, clock: Clock) {
    this.#server = server;
    this.#keys = keys;
    this.#others = others;
    this.#clock = clock;
  }

  static async start(clock: Clock): Promise<SmallProvider> {
    const [keys, others] = await Promise.all([
      generateKeyPair('ES256', { extractable: true }),
      generateKeyPair('ES256', { extractable: true }),
    ]);
    const server = createServer();
    const provider = new SmallProvider(server, keys, others, clock);
    server.on('request', (request, response) => {
      provider.#serve(request, response).catch(() => response.writeHead(500).end());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** What a browser does: follows the address, and is sent back with a query. */
  async visit(url: string): Promise<string> {
    const response = await fetch(url, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? 'http://nowhere.example').search.slice(1);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    this.asked.set(url.pathname, (this.asked.get(url.pathname) ?? 0) + 1);
    if (url.pathname === '/.well-known/openid-configuration') return json(response, this.#says());
    if (url.pathname === '/keys') {
      const key = {
        ...(await exportJWK(this.#keys.publicKey)),
        kid: 'k',
        alg: 'ES256',
        use: 'sig',
      };
      return json(response, { keys: [key] });
    }
    if (url.pathname === '/authorize') return this.#authorize(url, response);
    if (url.pathname === '/token') return await this.#token(request, response);
    response.writeHead(404).end();
  }

  #says(): object {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  #authorize({ searchParams }: URL, response: ServerResponse): void {
    const redirectUri = searchParams.get('redirect_uri') ?? '';
    const code = randomBytes(16).toString('hex');
    this.#codes.set(code, {
      nonce: searchParams.get('nonce') ?? undefined,
      challenge: searchParams.get('code_challenge'),
      redirectUri,
      subject: this.subject,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.answer !== undefined) return this.answer(response);
    let text = '';
    for await (const part of request) text += String(part);
    const form = new URLSearchParams(text);
    const code = form.get('code') ?? '';
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const right =
      issued !== undefined &&
      request.headers.authorization === this.#basic() &&
      issued.challenge === challenge &&
      issued.redirectUri === form.get('redirect_uri');
    if (!right) return json(response, { error: 'invalid_grant' }, 400);
    const token = await this.#idToken(issued);
    json(response, { access_token: 'unused', token_type: 'Bearer', id_token: token });
  }

  #basic(): string {
    const pair = [this.client, this.clientSecret].map((part) =>
      encodeURIComponent(part).replaceAll('%20', '+'),
    );
    return `Basic ${Buffer.from(pair.join(':')).toString('base64')}`;
  }

  async #idToken({ nonce, subject }: Issued): Promise<string> {
    const now = Math.floor(this.#clock.now().getTime() / 1_000);
    const claims = { iss: this.issuer, aud: this.client, sub: subject, iat: now, exp: now + 300 };
    const said = this.lie(nonce === undefined ? claims : { ...claims, nonce });
    const { privateKey } = this.signsWithAnother ? this.#others : this.#keys;
    return await new SignJWT(said).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
  }
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
