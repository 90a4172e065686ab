/**
 * People who work on the cases of synthetic customers: analysts bring customers in, comment, assign
 * cases to themselves and propose decisions; reviewers approve or return them. Several of them work
 * on the same cases, so that some are told that somebody was faster. Whatever was acknowledged is
 * remembered, to be looked for afterwards.
 */
const DECISION = {
  outcome: 'false_positive',
  text: 'A synthetic customer of a measurement.',
};

export class Caseload {
  /** The ids of all cases that anybody was told of. */
  cases = [];
  /** Comments that were acknowledged, each with its case. */
  comments = new Map();
  /** Approvals that were acknowledged, as `case proposal`. */
  approvals = new Set();
  /** How many writes were acknowledged. */
  written = 0;
  /** Milliseconds of each step, of those that succeeded. */
  times = new Map();
  /** How many answers had which status. */
  statuses = new Map();
  #random;
  #fewest;
  #own = new Map();
  #customers = 0;
  #texts = 0;

  /** Until there are `fewest` cases, analysts only bring customers in. */
  constructor(random, fewest) {
    this.#random = random;
    this.#fewest = fewest;
  }

  /** One thing that an analyst does, who sends requests with `by`. */
  async work(by, handle) {
    if (this.cases.length < this.#fewest || this.#random() < 0.1) return this.#bringIn(by);
    // People mostly work on their own cases, and sometimes look into those of others.
    const own = this.#own.get(handle) ?? [];
    const id = this.#pick(own.length > 0 && this.#random() < 0.6 ? own : this.cases);
    const seen = await by('GET', `/v1/cases/${id}`);
    this.#count('read', seen);
    const { status, assignee, alerts = [] } = seen.json;
    if (this.#random() < 0.3) return this.#comment(by, handle, id, seen);
    if (status === 'new' || status === 'reopened') return this.#step(by, 'triage', id, {});
    if (status === 'triage') {
      const done = await this.#step(by, 'assign', id, { assignee: handle });
      if (done.status === 200) this.#own.set(handle, [...own, id]);
      return undefined;
    }
    if (assignee !== handle) return undefined;
    if (status === 'approved') {
      const left = own.filter((one) => one !== id);
      this.#own.set(handle, left);
      return this.#step(by, 'close', id, {});
    }
    if (['assigned', 'returned', 'waiting'].includes(status)) {
      return this.#step(by, 'investigate', id, {});
    }
    if (status !== 'investigating') return undefined;
    const open = alerts.filter(({ standing }) => standing === 'open');
    const rows = open.map((one) => {
      return { alerts: [one.id], verdict: 'false_positive', reasons: ['other-kind'] };
    });
    return this.#step(by, 'propose', id, { ...DECISION, rows });
  }

  /** One thing that a reviewer does. */
  async review(by) {
    const found = await by('GET', '/v1/cases?status=decision_proposed&limit=20');
    this.#count('list', found);
    const one = this.#pick(found.json.results ?? []);
    if (one === undefined) return;
    const proposal = one.proposals.at(-1).id;
    if (this.#random() < 0.8) {
      const done = await this.#step(by, 'approve', one.id, { proposal });
      if (done.status === 200) this.approvals.add(`${one.id} ${proposal}`);
    } else {
      const given = { proposal, reason: 'text-unclear', text: 'Say more.' };
      await this.#step(by, 'return', one.id, given);
    }
  }

  async #bringIn(by) {
    this.#customers += 1;
    const properties = { name: ['Cártel de Sinaloa'] };
    const customer = `c-${this.#customers}`;
    const body = { customers: [{ customer, schema: 'Organization', properties }] };
    const answer = await by('POST', '/v1/alerts', { body });
    this.#count('alerts', answer);
    const id = answer.json.results?.[0]?.case;
    if (id) this.cases.push(id);
  }

  async #comment(by, handle, id, seen) {
    this.#texts += 1;
    const text = `${handle} ${this.#texts}`;
    // With the revision that was seen: whoever was slower is told, and wrote nothing.
    const done = await this.#step(by, 'comment', id, { text }, { 'if-match': seen.headers.etag });
    if (done.status === 200) this.comments.set(text, id);
  }

  async #step(by, name, id, body, headers) {
    const answer = await by('POST', `/v1/cases/${id}/${name}`, { body, headers });
    this.#count(name, answer);
    return answer;
  }

  #count(step, { status, ms }) {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status >= 400) return;
    if (step !== 'read' && step !== 'list') this.written += 1;
    if (!this.times.has(step)) this.times.set(step, []);
    this.times.get(step).push(ms);
  }

  #pick(list) {
    return list[Math.floor(this.#random() * list.length)];
  }
}
