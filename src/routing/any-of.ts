/** One pattern out of many, so that a long list can be read line by line. */
export function anyOf(alternatives: readonly string[], flags = 'u'): RegExp {
  return new RegExp(alternatives.join('|'), flags);
}
