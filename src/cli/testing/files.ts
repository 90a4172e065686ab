/** A made-up person of a made-up list, as one line of FollowTheMoney JSON. */
export function listedPerson(
  id: string,
  name: string,
  more: Record<string, string[]> = {},
): string {
  return `${JSON.stringify({ id, schema: 'Person', properties: { name: [name], ...more } })}\n`;
}

/** A list of four people who do not exist. */
export const LIST = [
  listedPerson('made-up-1', 'Ximena Satizábal Prueba', { birthDate: ['1970-05-17'] }),
  listedPerson('made-up-2', 'Telesforo Inventado Zurbarán'),
  listedPerson('made-up-3', 'Hermenegilda Ficticia Quintanar'),
  listedPerson('made-up-4', 'Hermenegilda Ficticia Ensayo'),
].join('');

/** Customers who do not exist: one is on the list by name and birth date, one by name alone. */
export const CUSTOMERS = [
  'id,nombre,fecha_nacimiento,nota',
  'c1,Satizabal Prueba Ximena,17/05/1970,',
  'c2,Nadie Ninguno,31/02/1980,',
  'c3,Telesforo Inventado Zurbarán,,x',
  'c3,Alguien Cualquiera,,',
  '',
].join('\n');
