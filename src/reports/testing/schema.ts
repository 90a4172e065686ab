import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { sharedData } from '../../base/testing/shared.ts';

/** Validates documents against a published schema, which is read from beside the checkout. */
export function schemaOf(...path: string[]): (xml: Uint8Array) => void {
  const schema = XmlDocument.fromBuffer(readFileSync(sharedData(...path)));
  const validator = XsdValidator.fromDoc(schema);
  return (xml) => {
    const document = XmlDocument.fromBuffer(xml);
    try {
      validator.validate(document);
    } finally {
      document.dispose();
    }
  };
}
