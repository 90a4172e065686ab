import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { writeXml } from './testing/write-xml.ts';
import { XmlScanner } from './xml-scanner.ts';

/** What a document says, tag by tag, with neighbouring texts joined; or that it is refused. */
type Told = readonly string[] | 'refused';

class Refused extends Error {}

function telling(): { told: string[]; text(text: string): void; say(what: string): void } {
  const told: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') told.push(`text ${JSON.stringify(text)}`);
    text = '';
  };
  return {
    told,
    text: (more) => {
      text += more;
    },
    say: (what) => {
      flush();
      told.push(what);
    },
  };
}

/** Reads with ours, in pieces of `step` characters. */
function ours(document: string, step: number): Told {
  const { told, text, say } = telling();
  let depth = 0;
  const scanner = new XmlScanner({
    open: (name, attributes) => {
      depth++;
      const pairs = attributes.map((part, i) => (i % 2 === 0 ? part : JSON.stringify(part)));
      say(`open ${name} ${pairs.join(' ')}`);
    },
    close: () => {
      depth--;
      say('close');
    },
    text,
    wantsAttributes: () => true,
    wantsBlanks: () => true,
    fail: () => new Refused(),
  });
  try {
    for (let at = 0; at < document.length; at += step) scanner.write(document.slice(at, at + step));
    if (depth > 0) return 'refused';
    scanner.end();
    return told;
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
}

/** Reads with a general parser, at once. */
function theirs(document: string): Told {
  const { told, text, say } = telling();
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  parser.on('error', () => {
    throw new Refused();
  });
  parser.on('doctype', () => {
    throw new Refused();
  });
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    const pairs = Object.entries(attributes).map(([key, value]) => [key, JSON.stringify(value)]);
    say(`open ${name} ${pairs.flat().join(' ')}`);
  });
  parser.on('closetag', () => {
    depth--;
    say('close');
  });
  parser.on('text', (t) => {
    if (depth > 0) text(t);
  });
  parser.on('cdata', text);
  try {
    parser.write(document).close();
    return told;
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
}

const step = fc.integer({ min: 1, max: 30 });

/**
 * What that parser takes and XML does not have: a declaration in other places than the beginning,
 * and an instruction that does not begin with a name and a blank.
 */
const lenient = (document: string): boolean =>
  document.lastIndexOf('<?xml') > 0 || /<\?(?![A-Za-z_:][\w.:-]*(?:\s|\?>))/.test(document);

function compare(document: string, size: number): void {
  const told = ours(document, size);
  if (told !== 'refused' || !lenient(document)) expect(told).toEqual(theirs(document));
}

const PIECES = [
  ...['<', '>', '/>', '</', '<a>', '</a>', '<b x="1"', '<b ', ' y=', "'2'", '"', "'", '=', '/'],
  ...['<!--', '-->', '--', '<![CDATA[', ']]>', ']]', '<?pi ', '<?xml version="1.0"?>', '?>', '<?'],
  ...['&amp;', '&#65;', '&#x42;', '&#0;', '&#xD800;', '&#x110000;', '&#', '&x;', '&', ';', '\n'],
  ...['\r\n', '\r', '\t', ' ', 'a', 'é', '你', '\u00b7', '-', '.', '1', ':', 'x:y', '\u0001', ']'],
];

describe('the scanner says what a general parser says', () => {
  test('of random markup', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 });
    fc.assert(
      fc.property(pieces, fc.boolean(), step, (parts, rooted, size) => {
        compare(rooted ? `<a>${parts.join('')}</a>` : parts.join(''), size);
      }),
      { numRuns: 20_000 },
    );
  });

  test('of documents with one place changed', () => {
    const leaf = { name: 'b', attributes: { x: '1 < 2', 'y:z': 'ñ' }, text: 'one & two' };
    const xml = writeXml({ name: 'a', children: [leaf, { name: 'c' }, leaf] }, '\n');
    const whole = `<?xml version="1.0" encoding="utf-8"?>\n<!-- c -->${xml}<?end?>\n`;
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(3),
        fc.constantFrom('', ...PIECES),
        step,
        (at, cut, put, size) => {
          compare(whole.slice(0, at) + put + whole.slice(at + cut), size);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

test('an element with too many attributes is refused before it takes long', () => {
  const attributes = Array.from({ length: 300 }, (_, i) => `a${i}=""`).join(' ');
  expect(ours(`<a ${attributes}/>`, 1_000)).toBe('refused');
});
