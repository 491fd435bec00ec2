/**
 * SQL of all customers that a leaf ever belonged to, itself among them, as a table of `id`: what is
 * on record of a leaf may name the customer that it was part of then.
 *
 * @param leaf an expression
 */
export function everOf(leaf: string): string {
  return `(
    with recursive ever(id) as (
      select ${leaf}
      union
      select d.survivor_id from identity_decision d join ever on d.absorbed_id = ever.id
      where d.kind = 'MERGED')
    select id from ever)`;
}
