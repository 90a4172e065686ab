import { type Entity, propertiesOf, schemaOf } from '../../entity/index.ts';

/** Most properties and values in a preview, which is a small window. */
const MOST = 12;

/** An entity as a small page, for the window that OpenRefine opens beside a cell. */
export function previewPage(entity: Entity): string {
  const schema = schemaOf(entity.schema);
  const rows = [...entity.properties.keys()]
    .map((name) => propertiesOf(entity.schema).get(name))
    .filter((property) => property !== undefined)
    .filter((property) => !property.hidden && !property.type.isEntity)
    .slice(0, MOST)
    .map((property) => {
      const values = entity
        .texts(property.name)
        .slice(0, MOST)
        .map((value) => property.type.getLabel(value) || value);
      return `<dt>${escaped(property.label)}</dt><dd>${escaped(values.join(' · '))}</dd>`;
    });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(entity.caption)}</title>
<h1>${escaped(entity.caption)}</h1>
<p>${escaped(schema?.label ?? entity.schema)} · ${escaped(entity.datasets.join(', '))}</p>
<dl>${rows.join('\n')}</dl>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
